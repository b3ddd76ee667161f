"""Adding pictures: see each one large, tap what it shows, add them all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from needlelog.domain.errors import ReadFailed
from needlelog.domain.photos import PhotoPhase
from needlelog.files.reference_data import photo_view_sets
from needlelog.services import photos
from needlelog.services.photos import NewPhoto
from needlelog.ui import formats
from needlelog.ui.context import Changes
from needlelog.ui.photos.add_parts import Preview, SmallPicture
from needlelog.ui.photos.assignment import Assignment, Shown
from needlelog.ui.photos.photo_words import area_name, phase_word, view_name
from needlelog.ui.sentences import error_sentence
from needlelog.ui.theme.active import metrics
from needlelog.ui.widgets.button import Button
from needlelog.ui.widgets.choice_box import ChoiceBox
from needlelog.ui.widgets.dialog import SheetDialog
from needlelog.ui.widgets.flow_layout import FlowLayout
from needlelog.ui.widgets.labels import ElidedLabel, label
from needlelog.ui.widgets.low_scroll import LowScroll
from needlelog.ui.widgets.segmented import SegmentedControl

if TYPE_CHECKING:
    from needlelog.services.clinic import Clinic
    from needlelog.ui.context import Context
    from needlelog.ui.photos.incoming import Incoming, SessionChoice

_ROWS, _HEADING, _MARGINS = 190, 60, 120


@dataclass(frozen=True, slots=True)
class _Kept:
    added: int
    error: Exception | None


class AddSheet(SheetDialog):
    """``added`` carries how many photos were kept. ``area`` is offered first, else the first."""

    added = Signal(int)
    guards_words = True

    def __init__(
        self,
        context: Context,
        client_uid: str,
        pictures: tuple[Incoming, ...],
        sessions: tuple[SessionChoice, ...],
        session_uid: str | None = None,
        phase: PhotoPhase = PhotoPhase.BEFORE,
        parent: QWidget | None = None,
        *,
        area: str = "",
    ) -> None:
        super().__init__("", parent)
        self._context = context
        self._client_uid = client_uid
        self.pictures = tuple(each for each in pictures if each.error is None)
        self._refused = tuple(each for each in pictures if each.error is not None)
        self._sessions = sessions
        areas = photo_view_sets()
        first = next((each for each in areas if each.code == area), areas[0])
        self.work = Assignment(len(self.pictures), tuple(each.code for each in first.views), phase)
        self._just_taken = False
        for place, picture in enumerate(self.pictures):
            # Those of the camera are in no file to which one could go back.
            self._just_taken = self._just_taken or bool(picture.view)
            if picture.known:
                self.work.left_out.add(place)
            elif picture.view:
                self.work.shown[place] = Shown(picture.view, phase)
        self._to_first_open()
        self.preview = Preview()
        self.about = ElidedLabel("", "quiet")
        self.area = ChoiceBox(self.tr("Area"), [(each.code, area_name(each)) for each in areas])
        self.area.set_current(first.code)
        self.phase = SegmentedControl([(each.value, phase_word(each)) for each in PhotoPhase])
        self.phase.setAccessibleName(self.tr("Phase"))
        self.phase.set_current(self.work.phase.value)
        self._views = QWidget()
        self._views_row = FlowLayout(self._views, 8)
        self.view_buttons: dict[str, Button] = {}
        self.skip = Button(self.tr("View was not taken"), "quiet")
        self.leave = Button(self.tr("Leave this picture out"), "quiet")
        self.session = ChoiceBox(
            self.tr("Belongs to"), self._session_options(), self.tr("No session")
        )
        self.strip: list[SmallPicture] = []
        self._choices, self._row, self._told = LowScroll(0), LowScroll(0), LowScroll(0)
        self.trouble = label("", "error", wrap=True)
        self._lay_out()
        self.cancel_button = self.add_button(self.tr("Cancel"), slot=self._cancel)
        self.add_them = self.add_button("", "primary", self.submit)
        self._choose_session(session_uid)
        self._connect()
        self._make_views()
        self._refresh()

    def submit(self) -> None:
        """Keep the pictures that were told; the others stay where they are."""
        told = self.work.ready
        if not told:
            return
        self.add_them.setEnabled(False)
        session_uid = self.session.current() or None
        jobs = [
            (self.pictures[place], NewPhoto(shown.view, shown.phase, session_uid))
            for place, shown in told
        ]
        clinic, client_uid = self._context.clinic, self._client_uid
        self._context.write(
            lambda: _keep_all(clinic, client_uid, jobs),
            Changes.of("photo", uid=client_uid, initiator=self),
            owner=self,
            on_done=self._kept,
            on_error=self._not_kept,
        )

    def holds_work(self) -> bool:
        """Telling many pictures apart is work; Escape struck by habit does not undo it."""
        return bool(self.work.shown) or self._just_taken

    def losing(self) -> tuple[str, str]:
        """Nothing was kept yet."""
        return self.tr("Add none of these pictures?"), self.tr("Go on")

    def _cancel(self) -> None:
        if not self._just_taken or not self._asks_before_losing():
            self.reject()

    def event(self, event: QEvent) -> bool:
        """However many pictures there are, the buttons stay on the screen."""
        if event.type() in (QEvent.Type.Show, QEvent.Type.Resize):
            self._share_height()
        return super().event(event)

    def _share_height(self) -> None:
        high = self.screen().availableGeometry().height()
        self._row.set_most(min(metrics().text(_ROWS), high // 4))
        self._told.set_most(high // 8)
        others = self._row.height() + (self._told.height() if self._refused else 0)
        others += self.add_them.sizeHint().height() + metrics().text(_HEADING) + _MARGINS
        self._choices.set_most(max(high - others, metrics().text(_ROWS)))

    def _kept(self, answer: _Kept) -> None:
        if answer.error is None:
            self.added.emit(answer.added)
            self._context.message.emit(self.tr("%n photo(s) added", "", answer.added))
            self.accept()
            return
        done = [place for place, _shown in self.work.ready][: answer.added]
        for place in done:
            self.work.shown.pop(place)
            self.work.left_out.add(place)
        self._not_kept(answer.error)

    def _not_kept(self, error: Exception) -> None:
        self.trouble.setText(error_sentence(error))
        self.trouble.show()
        self._refresh()

    def _to_first_open(self) -> None:
        free = [place for place in range(self.work.count) if place not in self.work.left_out]
        self.work.go_to(free[0] if free else 0)

    def _lay_out(self) -> None:
        self.setMinimumWidth(760)
        right = self._choices.body
        right.setSpacing(10)
        top = QHBoxLayout()
        top.addWidget(self.area)
        top.addStretch(1)
        right.addLayout(top)
        right.addWidget(self.phase)
        right.addWidget(label(self.tr("What does this picture show?"), "field"))
        right.addWidget(self._views)
        row = QHBoxLayout()
        row.addWidget(self.skip)
        row.addWidget(self.leave)
        row.addStretch(1)
        right.addLayout(row)
        right.addWidget(label(self.tr("Belongs to"), "field"))
        right.addWidget(self.session)
        right.addStretch(1)
        left = QVBoxLayout()
        left.setSpacing(6)
        left.addWidget(self.preview, 1)
        left.addWidget(self.about)
        both = QHBoxLayout()
        both.setSpacing(20)
        both.addLayout(left, 1)
        both.addWidget(self._choices, 1, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(both, 1)
        self._lay_out_pictures()
        self.body.addWidget(self.trouble)
        self.trouble.hide()

    def _lay_out_pictures(self) -> None:
        """Those to be told apart, and below them why some are not among them."""
        holder = QWidget()
        flow = FlowLayout(holder, 6)
        for place, picture in enumerate(self.pictures):
            small = SmallPicture(picture.preview, picture.name)
            small.clicked.connect(lambda _checked, place=place: self._go_to(place))
            self.strip.append(small)
            flow.addWidget(small)
        self._row.body.addWidget(holder)
        self.body.addWidget(self._row)
        for refused in self._refused:
            words = error_sentence(refused.error) if refused.error else ""
            if not isinstance(refused.error, ReadFailed):  # that one names the file itself
                words = f"{refused.name}: {words}"
            self._told.body.addWidget(label(words, "error", wrap=True))
        if self._refused:
            self.body.addWidget(self._told)

    def _connect(self) -> None:
        self.area.chosen.connect(lambda _code: self._change_area())
        self.phase.chosen.connect(self._change_phase)
        self.skip.clicked.connect(lambda _checked: self._skip())
        self.leave.clicked.connect(lambda _checked: self._leave())

    def _make_views(self) -> None:
        while (item := self._views_row.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.view_buttons = {}
        for view in self.work.views:
            button = Button(view_name(view), "filter")
            button.setCheckable(True)
            button.clicked.connect(lambda _checked, view=view: self._assign(view))
            self.view_buttons[view] = button
            self._views_row.addWidget(button)

    def _change_area(self) -> None:
        area = next(each for each in photo_view_sets() if each.code == self.area.current())
        self.work.views = tuple(each.code for each in area.views)
        self._make_views()
        self._refresh()

    def _change_phase(self, phase: str) -> None:
        self.work.change_phase(PhotoPhase(phase))
        self._refresh()

    def _assign(self, view: str) -> None:
        self.work.assign(view)
        self._refresh()

    def _skip(self) -> None:
        self.work.skip_view()
        self._refresh()

    def _leave(self) -> None:
        self.work.leave_out()
        self._refresh()

    def _go_to(self, place: int) -> None:
        self.work.go_to(place)
        self._refresh()

    def _refresh(self) -> None:
        count = len(self.work.ready)
        self.set_title(self.tr("Add photos"))
        words = self.tr("Add %n photo(s)", "", count) if count else self.tr("Tap what it shows")
        self.add_them.setText(words)
        self.add_them.setEnabled(count > 0)
        for small, place in zip(self.strip, range(self.work.count), strict=True):
            shown = self.work.shown.get(place)
            words = view_name(shown.view) if shown else ""
            if place in self.work.left_out:
                words = self.tr("known") if self.pictures[place].known else self.tr("left out")
            small.show_state(words, front=place == self.work.current)
            if place == self.work.current:
                self._row.ensureWidgetVisible(small, 0, 0)
        suggested = self.work.suggested
        self.skip.setEnabled(bool(suggested))
        if not self.pictures:
            self.about.setText(self.tr("None of these files can be taken in."))
            return
        picture = self.pictures[self.work.current]
        self.preview.show_image(picture.preview)
        now = self.work.shown.get(self.work.current)
        self.phase.set_current((now.phase if now else self.work.phase).value)
        for view, button in self.view_buttons.items():
            button.setChecked(view == (now.view if now else suggested))
            button.setAccessibleName(
                self.tr("{view}, suggested").format(view=view_name(view))
                if view == suggested and not now
                else view_name(view)
            )
        self.about.setText(self._about(picture))

    def _about(self, picture: Incoming) -> str:
        parts = [
            self.tr("{number} of {count}").format(
                number=self.work.current + 1, count=self.work.count
            ),
            picture.name,
        ]
        if picture.ready is not None and picture.ready.taken_at is not None:
            parts.append(formats.moment(picture.ready.taken_at))
        if picture.known:
            parts.append(self.tr("already among the photos"))
        return " · ".join(parts)

    def _session_options(self) -> list[tuple[str, str]]:
        options = []
        for each in self._sessions:
            if each.draft:
                words = self.tr("Unfinished session, {day}").format(day=formats.day(each.day))
            else:
                words = self.tr("Session {number}, {day}").format(
                    number=each.number or "–", day=formats.day(each.day)
                )
            options.append((each.uid, words))
        return options

    def _choose_session(self, session_uid: str | None) -> None:
        if session_uid is None:
            days = {
                each.ready.taken_at.date()
                for each in self.pictures
                if each.ready is not None and each.ready.taken_at is not None
            }
            session_uid = next((each.uid for each in self._sessions if each.day in days), "")
        self.session.set_current(session_uid)


def _keep_all(clinic: Clinic, client_uid: str, jobs: list[tuple[Incoming, NewPhoto]]) -> _Kept:
    """Keep one after the other; what was kept before an error stays."""
    for done, (picture, new) in enumerate(jobs):
        try:
            photos.add_photo(clinic, client_uid, picture.content, new, picture.ready)
        except Exception as error:  # noqa: BLE001 - handed to the window, with what was kept
            return _Kept(done, error)
    return _Kept(len(jobs), None)
