"""Giving one score: choose a scale, answer it item by item, see the total."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from needlelog.domain.errors import InvalidValue
from needlelog.domain.scales import OWN_PREFIX, Rater, Scale
from needlelog.domain.score_series import score_before
from needlelog.domain.scores import DraftScore, checked_score
from needlelog.services import scores as service
from needlelog.ui.context import Changes, Context
from needlelog.ui.entry_sheet import EntrySheet
from needlelog.ui.scores.own_scale_sheet import OwnScaleSheet
from needlelog.ui.scores.scale_chooser import ScaleChooser
from needlelog.ui.scores.score_form import ScoreForm
from needlelog.ui.scores.words import RATERS, range_words
from needlelog.ui.sentences import error_sentence
from needlelog.ui.theme.active import metrics
from needlelog.ui.widgets.button import Button
from needlelog.ui.widgets.date_field import DateField
from needlelog.ui.widgets.dialog import SheetDialog
from needlelog.ui.widgets.labels import label
from needlelog.ui.widgets.segmented import SegmentedControl

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent

    from needlelog.services.scores import ClientScores

_WIDTH, _BESIDE, _LEAST, _BAR = 860, 40, 160, 16


class ScoreSheet(EntrySheet):
    """Over a session's draft it hands the score over by `given`; else it keeps it at once.

    ``on`` is the day of the session, or the day to begin with. ``score`` is one of the draft that
    is answered anew.
    """

    given = Signal(object)

    def __init__(
        self,
        context: Context,
        client_uid: str,
        known: ClientScores,
        on: date,
        parent: QWidget | None = None,
        *,
        in_session: bool = False,
        score: DraftScore | None = None,
    ) -> None:
        title = QCoreApplication.translate("ScoreSheet", "Add score")
        super().__init__(context, title, QCoreApplication.translate("ScoreSheet", "Save"), parent)
        self._client_uid, self._known, self._on = client_uid, known, on
        self._in_session = in_session
        self.form: ScoreForm | None = None
        self._given_before: dict[str, int] = {}
        self.rater: SegmentedControl | None = None
        self.chooser = ScaleChooser(known.scales, known.scores)
        self.chooser.chosen.connect(self._choose)
        self.chooser.own_scale_asked.connect(self._ask_own_scale)
        self.body.addWidget(self.chooser, 1)
        self.save_button.hide()
        if in_session:
            self.save_button.setText(self.tr("Take over"))
        scale = known.scales.find(score.scale, score.scale_version) if score is not None else None
        if score is not None and scale is not None:
            self._choose(scale)
            self._show_given(score)
        self._size()

    @property
    def scale(self) -> Scale | None:
        """The scale chosen, if any."""
        return self.form.scale if self.form is not None else None

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._size()

    def holds_work(self) -> bool:
        """Answers that were pressed would be lost, too."""
        pressed = self.form is not None and self.form.answers() != self._given_before
        return super().holds_work() or pressed

    def submit(self) -> None:
        """Check the answers; hand the score over or keep it."""
        if self.form is None:
            return
        if not self.form.commit():
            range_of = range_words(self.form.scale)
            self.show_trouble(
                self.tr("Please write a number within {range}.").format(range=range_of)
            )
            return
        if not self._in_session and not self.day.commit():
            return
        day = self._day()
        if day is None:
            self.day.set_error(self.tr("Please say on which day it was."))
            return
        try:
            score = checked_score(self._draft(day), self.form.scale, self.context.today())
        except InvalidValue as error:
            self.show_trouble(error_sentence(error))
            return
        if self._in_session:
            self.given.emit(score)
            self.accept()
            return
        clinic, uid = self.context.clinic, self._client_uid
        self.save(
            lambda: service.save_score(clinic, uid, score),
            Changes.of("score", uid=uid),
            self.given.emit,
        )

    def _draft(self, day: date) -> DraftScore:
        assert self.form is not None  # noqa: S101  asked for only with a scale chosen
        person = self.context.clinic.person
        return DraftScore(
            scale=self.form.scale.code,
            scale_version=self.form.scale.version,
            rater=self._rater(),
            rated_on=day,
            items=tuple(self.form.answers().items()),
            total=0,
            note=self.form.note.text(),
            rated_by_uid=person.uid,
            rated_by=person.name,
        )

    def _choose(self, scale: Scale) -> None:
        """Ask for the items of a scale."""
        self._drop_form()
        self.chooser.hide()
        self.save_button.show()
        self.set_title(scale.name, self._about(scale))
        self.form = ScoreForm(scale)
        self._given_before = {}
        self._entry = QWidget()
        column = QVBoxLayout(self._entry)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(self._head(scale))
        if scale.relative_to_baseline and not self._is_follow_up():
            column.addWidget(
                label(
                    self.tr(
                        "This scale compares with the photo taken before the first session. "
                        "Before a follow-up there is nothing to compare with."
                    ),
                    "warn",
                    wrap=True,
                )
            )
        column.addWidget(self.form, 1)
        self.body.insertWidget(0, self._entry, 1)
        self._entry.show()
        self._show_former()
        self._size()

    def _about(self, scale: Scale) -> str:
        if scale.own or scale.confidence is None:
            return self.tr("A scale of this clinic")
        return self.tr("{about}. Source ({confidence}): {source}").format(
            about=scale.about, confidence=scale.confidence.value, source=scale.source
        )

    def _head(self, scale: Scale) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        self.back = Button(self.tr("Other scale"), "quiet", "arrow-left")
        self.back.clicked.connect(self._go_back)
        row.addWidget(self.back, 0, Qt.AlignmentFlag.AlignTop)
        if scale.own and self.context.clinic.person.may_write:
            self.retire = Button(self.tr("Take scale out of use…"), "quiet")
            self.retire.clicked.connect(lambda _on: self._ask_to_retire(scale))
            row.addWidget(self.retire, 0, Qt.AlignmentFlag.AlignTop)
        row.addStretch(1)
        self.rater = None
        if len(scale.raters) > 1:
            words = [
                (rater.value, QCoreApplication.translate("Scores", str(RATERS[rater])))
                for rater in scale.raters
            ]
            self.rater = SegmentedControl(words)
            self.rater.setAccessibleName(self.tr("Who rates"))
            self.rater.chosen.connect(lambda _key: self._show_former())
            row.addWidget(self.rater, 0, Qt.AlignmentFlag.AlignTop)
        else:
            who = QCoreApplication.translate("Scores", str(RATERS[scale.raters[0]]))
            row.addWidget(label(self.tr("rated by the {who}").format(who=who), "quiet"))
        if not self._in_session:
            self.day = DateField(self.tr("Rated on"))
            self.day.set_value(self._on)
            self.day.setFixedWidth(metrics().text(210))
            self.day.dateCommitted.connect(lambda _day: self._show_former())
            row.addWidget(self.day, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _go_back(self) -> None:
        self._drop_form()
        self.set_title(self.tr("Add score"))
        self.save_button.hide()
        self.show_trouble("")
        self.chooser.show_all()
        self.chooser.show()
        self._size()

    def _drop_form(self) -> None:
        if self.form is None:
            return
        self.form = None
        self.body.removeWidget(self._entry)
        self._entry.hide()
        self._entry.deleteLater()

    def _show_given(self, score: DraftScore) -> None:
        assert self.form is not None  # noqa: S101  the scale was chosen just now
        if self.rater is not None:
            self.rater.set_current(score.rater.value)
        self.form.set_answers(dict(score.items))
        self._given_before = self.form.answers()
        self.form.note.setText(score.note)
        self._show_former()

    def _show_former(self) -> None:
        if self.form is None:
            return
        day = self._day() or self._on
        self.form.set_former(score_before(self._known.scores, self.form.scale, self._rater(), day))

    def _rater(self) -> Rater:
        assert self.form is not None  # noqa: S101  asked for only with a scale chosen
        if self.rater is not None:
            return Rater(self.rater.current())
        return self.form.scale.raters[0]

    def _day(self) -> date | None:
        return self._on if self._in_session else self.day.value()

    def _is_follow_up(self) -> bool:
        first = self._known.first_session_on
        return first is not None and self._on > first

    def _size(self) -> None:
        """As large as the content asks for, within the window; what is left over scrolls."""
        parent = self.parentWidget()
        room = parent.window().size() if parent is not None else self.screen().size()
        width = min(metrics().text(_WIDTH), room.width() - _BESIDE)
        self.setMinimumWidth(width)
        page = self.form.page if self.form is not None else self.chooser.page
        page.setMinimumHeight(0)
        layout, content = self.layout(), page.widget()
        if layout is None or content is None:
            return
        margins = layout.contentsMargins()
        inner = width - margins.left() - margins.right() - _BAR
        items = content.layout()
        wanted = content.sizeHint().height()
        if items is not None and items.hasHeightForWidth():
            least_content = content.minimumSizeHint().height()
            wanted = max(items.totalHeightForWidth(inner), least_content)
        around = layout.totalMinimumHeightForWidth(width) - page.minimumSizeHint().height()
        least = min(wanted, max(_LEAST, room.height() - _BESIDE - around))
        page.setMinimumHeight(least)
        self.resize(width, around + least)

    def _ask_own_scale(self) -> None:
        sheet = OwnScaleSheet(self.context, self)
        sheet.made.connect(self._use_own_scale)
        self.own_scale_sheet = sheet
        sheet.open()

    def _ask_to_retire(self, scale: Scale) -> None:
        sheet = SheetDialog(
            self.tr("Take “{scale}” out of use?").format(scale=scale.name),
            self,
            self.tr("It is offered no longer, for good. Its scores stay readable."),
        )
        sheet.add_button(self.tr("Keep it"))
        sheet.add_button(self.tr("Take out of use"), "danger")
        sheet.accepted.connect(lambda: self._retire(scale))
        self.retire_sheet = sheet
        sheet.open()

    def _retire(self, scale: Scale) -> None:
        clinic, uid = self.context.clinic, scale.code.removeprefix(OWN_PREFIX)
        self.context.write(
            lambda: service.retire_own_scale(clinic, uid),
            Changes.of("scale"),
            owner=self,
            on_done=lambda _none: self.reject(),
            on_error=self.not_kept,
        )

    def _use_own_scale(self, scale: Scale) -> None:
        self._known = replace(self._known, scales=self._known.scales.with_scales((scale,)))
        self._choose(scale)
