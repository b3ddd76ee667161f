"""The sheet for one follow-up: grades as big buttons, and one button for all the rest."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from needlelog.domain.adverse_events import KIND_OF_FLAG, AdverseEvent, AdverseKind
from needlelog.domain.begun_words import BegunKind
from needlelog.domain.expected_course import CourseFinding, Level, course_findings
from needlelog.domain.follow_up import DIARY, FollowUp, Sign, Symptom, with_rest_none
from needlelog.domain.zones import Side
from needlelog.files.reference_data import expected_course
from needlelog.services.follow_up import AskedAbout, record_follow_up, session_outcomes
from needlelog.ui.begun_words import BegunKeeper, keep_begun
from needlelog.ui.context import Changes, Context
from needlelog.ui.entry_sheet import EntrySheet
from needlelog.ui.follow_up.about_words import about_words
from needlelog.ui.follow_up.begun_grades import BegunGrades
from needlelog.ui.follow_up.event_sheet import EventSheet
from needlelog.ui.follow_up.red_flag_note import RedFlagNote
from needlelog.ui.follow_up.sign_row import SignRow
from needlelog.ui.follow_up.signs import SIGNS, word
from needlelog.ui.theme.active import metrics
from needlelog.ui.widgets.button import Button
from needlelog.ui.widgets.choice_box import ChoiceBox
from needlelog.ui.widgets.date_field import DateField
from needlelog.ui.widgets.flow_layout import FlowLayout
from needlelog.ui.widgets.form_row import FormRow
from needlelog.ui.widgets.labels import label
from needlelog.ui.widgets.scroll_page import ScrollPage
from needlelog.ui.zone_words import merged, zone_name

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from needlelog.services.follow_up import Outcomes

_WIDTH = 880
_BESIDE_THE_SIGNS = 350
"""The height of everything else: title, fields, buttons and a warning."""
_SIDES, _GAP = 60, 12
_FLAG_ROOM = 94


@dataclass(frozen=True, slots=True)
class Asked:
    """Which day was due, if any, and the follow-up that is corrected, if one is."""

    due_day: int | None = None
    former: FollowUp | None = None


class FollowUpSheet(EntrySheet):
    """How the client is: "redness 1", "Rest none", and it is kept.

    A red flag shows at once, with what to do and the way to an adverse event.
    """

    def __init__(
        self,
        context: Context,
        about: AskedAbout,
        parent: QWidget | None,
        asked: Asked | None = None,
        on_saved: Callable[[FollowUp], None] | None = None,
    ) -> None:
        translate = QCoreApplication.translate
        super().__init__(
            context,
            translate("FollowUpSheet", "Follow-up"),
            translate("FollowUpSheet", "All none"),
            parent,
            " ",
        )
        self.setMinimumWidth(metrics().text(_WIDTH))
        self._about = about
        self._asked = asked or Asked()
        self._on_saved = on_saved
        self._earlier: tuple[FollowUp, ...] = ()
        self._begun: BegunKeeper | None = None
        self.rows: dict[Sign, SignRow] = {}
        self._signs = QWidget()
        self._grid = QGridLayout(self._signs)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(28)
        self._grid.setVerticalSpacing(6)
        self._page = ScrollPage()
        self.more: dict[Sign, Button] = {}
        self._more = self._build_more()
        self._page.body.addWidget(self._signs)
        self._page.body.addWidget(self._more)
        self._page.body.addStretch(1)
        self.body.addWidget(self._page, 1)
        self.body.addWidget(self._build_flag())
        self.body.addLayout(self._build_fields())
        for sign in DIARY:
            self.add_sign(sign)
        self._build_buttons()
        self._fill(self._asked.former)
        self._graded = self.grades()
        self.judge()
        if self._asked.former is None:
            self._keep_begun()
        self.rows[DIARY[0]].button(0).setFocus()
        clinic, uid = context.clinic, about.session_uid
        context.read(lambda: session_outcomes(clinic, uid), self._take_earlier, owner=self)

    # --- building ------------------------------------------------------------------------------

    def add_sign(self, sign: Sign) -> SignRow:
        """Ask for one more sign."""
        if sign in self.rows:
            return self.rows[sign]
        row = SignRow(sign)
        row.graded.connect(self._changed)
        self._grid.addWidget(row, *_place(len(self.rows)))
        self.rows[sign] = row
        if sign in self.more:
            self.more[sign].hide()
        return row

    def _build_more(self) -> QWidget:
        holder = QWidget()
        flow = FlowLayout(holder, spacing=6)
        for sign in Sign:
            if sign in DIARY:
                continue
            button = Button(word(SIGNS, sign), "chip", "plus")
            button.setAccessibleName(self.tr("Ask for {sign}").format(sign=word(SIGNS, sign)))
            button.clicked.connect(lambda _on=False, sign=sign: self._ask_more(sign))
            self.more[sign] = button
            flow.addWidget(button)
        return holder

    def _build_flag(self) -> QWidget:
        """The note has its room from the start: nothing moves away from a hand below it."""
        place = QWidget()
        place.setMinimumHeight(metrics().text(_FLAG_ROOM))
        column = QVBoxLayout(place)
        column.setContentsMargins(0, 0, 0, 0)
        self.flag = RedFlagNote()
        self.flag.hide()
        self.flag.event_wanted.connect(self._record_event)
        self._no_flag = label(self.tr("A red flag is told here at once."), "small")
        column.addWidget(self.flag)
        column.addWidget(self._no_flag)
        return place

    def _build_fields(self) -> QHBoxLayout:
        self.seen = DateField(self.tr("How it was on"))
        self.seen.set_value(self.context.today())
        self.seen.dateCommitted.connect(lambda _day: self._changed())
        pairs = merged((zone, side) for zone, side, _ in self._about.zones)
        self.where = ChoiceBox(
            self.tr("Where"),
            [(f"{code} {side}", zone_name(self.context.zones, code, side)) for code, side in pairs],
            self.tr("All that was treated"),
        )
        self.where.chosen.connect(lambda _key: self._changed())
        self.note = QLineEdit()
        self.note.setMaxLength(1000)
        self.note.textChanged.connect(lambda _text: self._changed())
        self.seen_row = FormRow(self.tr("How it was on"), self.seen)
        self._rows.append(self.seen_row)
        fields = QHBoxLayout()
        fields.setSpacing(12)
        fields.addWidget(self.seen_row, 2)
        fields.addWidget(FormRow(self.tr("Where"), self.where), 2)
        fields.addWidget(FormRow(self.tr("In words"), self.note), 3)
        return fields

    def _build_buttons(self) -> None:
        self.rest_none = self.save_button
        # Enter in a field must not say that nothing else was there.
        self.rest_none.setDefault(False)
        self.rest_none.setAutoDefault(False)
        self.not_reached = Button(self.tr("Nobody reached"), "secondary", "phone-missed-outline")
        self.not_reached.clicked.connect(lambda: self._keep(reached=False))
        self._buttons.insertWidget(0, self.not_reached)
        self.save_only = Button(self.tr("Save only these"))
        self.save_only.clicked.connect(lambda: self._keep(rest_none=False))
        self._buttons.insertWidget(self._buttons.indexOf(self.save_button), self.save_only)

    # --- showing -------------------------------------------------------------------------------

    def holds_work(self) -> bool:
        """Grades that were pressed would be lost, too."""
        return super().holds_work() or self.grades() != self._graded

    def grades(self) -> dict[Sign, int]:
        """The signs that were asked about, each with its grade."""
        grades = {sign: row.grade() for sign, row in self.rows.items()}
        return {sign: grade for sign, grade in grades.items() if grade is not None}

    def findings(self) -> tuple[CourseFinding, ...]:
        """How the grades pressed so far are judged, the heaviest first."""
        day = self._day()
        if day is None:
            return ()
        return course_findings(expected_course(), self._symptoms(), day, self._earlier)

    def _fill(self, former: FollowUp | None) -> None:
        if former is None:
            return
        for symptom in former.symptoms:
            self.add_sign(symptom.sign).grades.set_value(symptom.grade)
            if symptom.zone:
                self.where.set_current(f"{symptom.zone} {symptom.side or Side.MID}")
        self.seen.set_value(former.seen_on)
        self.note.setText(former.note)

    def _keep_begun(self) -> None:
        """Keep what is pressed and typed, so that neither the lock nor a power cut takes it."""
        fields = BegunGrades(self)
        self.begun_note = fields.begun_note
        place = BegunKind.FOLLOW_UP, self._about.session_uid
        self._begun = keep_begun(self, self.context, place, fields)

    def _changed(self) -> None:
        self.judge()
        if self._begun is not None:
            self._begun.touched()

    def not_kept(self, error: Exception) -> None:
        """Say why, and go on keeping what is said."""
        if self._begun is not None:
            self._begun.go_on()
        super().not_kept(error)

    def _take_earlier(self, outcomes: Outcomes) -> None:
        former = self._asked.former.uid if self._asked.former else None
        self._earlier = tuple(each for each in outcomes.follow_ups if each.uid != former)
        self.judge()

    def _ask_more(self, sign: Sign) -> None:
        row = self.add_sign(sign)
        row.button(1).setFocus()
        self.judge()
        self._grid.activate()
        self._signs.resize(self._signs.width(), self._signs.sizeHint().height())
        self._page.ensureWidgetVisible(row)

    def judge(self) -> None:
        """Say of each sign how its grade is judged, and what can be saved."""
        found = {finding.sign: finding for finding in self.findings()}
        for sign, row in self.rows.items():
            row.show_finding(found.get(sign))
        flags = [each for each in found.values() if each.level is Level.RED_FLAG]
        self.flag.show_flags(flags)
        self._no_flag.setVisible(not flags)
        graded = any(row.grade() is not None for row in self.rows.values())
        self.rest_none.setText(self.tr("Rest none") if graded else self.tr("All none"))
        self.save_only.setEnabled(graded or bool(self.note.text().strip()))
        self.set_title(
            self.tr("Follow-up · {name}").format(name=self._about.client_name),
            about_words(self.context.zones, self._about, self._asked.due_day, self._day()),
        )
        self._take_room()

    def _take_room(self) -> None:
        """What is above and below the signs stays in sight; they scroll where there is no room."""
        room = self.screen().availableGeometry().height() - metrics().text(_BESIDE_THE_SIGNS)
        if self._begun is not None and self.begun_note.isVisibleTo(self):
            room -= self.begun_note.sizeHint().height()
        width = max(self.width(), self.minimumWidth()) - _SIDES
        content = self._signs.sizeHint().height() + self._more.heightForWidth(width) + _GAP
        self._page.setMinimumHeight(max(0, min(content, room)))

    def _day(self) -> int | None:
        seen = self.seen.value()
        return None if seen is None else (seen - self._about.day).days

    # --- keeping -------------------------------------------------------------------------------

    def submit(self) -> None:
        """The rest is not there: keep the whole diary."""
        self._keep()

    def _symptoms(self) -> tuple[Symptom, ...]:
        zone, side = None, None
        if self.where.current():
            zone, _, text = self.where.current().rpartition(" ")
            side = Side(text)
        found = []
        for sign, row in self.rows.items():
            grade = row.grade()
            if grade is not None:
                here = grade > 0
                found.append(Symptom(sign, grade, zone if here else None, side if here else None))
        return tuple(found)

    def _keep(
        self,
        *,
        reached: bool = True,
        rest_none: bool = True,
        then: Callable[[FollowUp], None] | None = None,
    ) -> None:
        seen = self._seen()
        if seen is None:
            return
        symptoms = self._symptoms()
        if rest_none:
            symptoms = with_rest_none(symptoms)
        former = self._asked.former
        follow_up = FollowUp(
            "",
            self._about.client_uid,
            self._about.session_uid,
            None,
            seen if reached else self.context.today(),
            reached,
            symptoms if reached else (),
            self.note.text().strip(),
            replaces=former.uid if former else None,
        )
        clinic = self.context.clinic
        if self._begun is not None:
            self._begun.rest()

        def kept(result: FollowUp) -> None:
            self._tell(result)
            if then is not None:
                then(result)
            if self._on_saved is not None:
                self._on_saved(result)

        self.save(
            lambda: record_follow_up(clinic, follow_up),
            Changes.of("follow_up", uid=self._about.client_uid),
            kept,
        )

    def _seen(self) -> date | None:
        seen = self.seen.value()
        if seen is None:
            self.seen_row.set_error(self.tr("Please write the day."))
        return seen

    def _tell(self, kept: FollowUp) -> None:
        words = self.tr("Follow-up of {name} saved.")
        if not kept.reached:
            words = self.tr("Noted that {name} was not reached. It is asked for again tomorrow.")
        self.context.message.emit(words.format(name=self._about.client_name))

    def _record_event(self) -> None:
        """Keep what was said so far, and go on to the adverse event."""
        flags = [each for each in self.findings() if each.level is Level.RED_FLAG]
        kind = AdverseKind.OTHER
        if flags and flags[0].flag is not None:
            kind = KIND_OF_FLAG[flags[0].flag]
        context, window = self.context, self.parentWidget()

        def go_on(kept: FollowUp) -> None:
            event = AdverseEvent(
                "",
                kept.client_uid,
                kind,
                kept.seen_on,
                session_uid=kept.session_uid,
                follow_up_uid=kept.uid,
            )
            EventSheet(context, event, window).open()

        self._keep(rest_none=False, then=go_on)


def _place(number: int) -> tuple[int, int]:
    """Line and column: the diary reads down two columns, what is added goes on line by line."""
    first_column = -(-len(DIARY) // 2)
    if number < len(DIARY):
        return number % first_column, number // first_column
    return divmod(number + len(DIARY) % 2, 2)
