"""The form for one history item: what, answer, last exposure, and whether it is an alert."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QCompleter, QHBoxLayout, QLineEdit, QWidget

from needlelog.domain.clients import Answer, HistoryItem, HistoryKind
from needlelog.domain.names import fold
from needlelog.ui.client_words import answer_word, history_kind_word
from needlelog.ui.screens.client.details.part_sheet import PartSheet
from needlelog.ui.widgets.button import Button
from needlelog.ui.widgets.date_field import DateField
from needlelog.ui.widgets.flow_layout import FlowLayout
from needlelog.ui.widgets.form_row import FormRow
from needlelog.ui.widgets.list_box import make_lines_high
from needlelog.ui.widgets.segmented import SegmentedControl
from needlelog.ui.widgets.tick_box import TickBox

if TYPE_CHECKING:
    from datetime import date

_C, _M, _A, _T = (
    HistoryKind.CONDITION,
    HistoryKind.MEDICINE,
    HistoryKind.ALLERGY,
    HistoryKind.TREATMENT,
)
SUGGESTIONS: tuple[tuple[object, HistoryKind, bool], ...] = (
    (QT_TRANSLATE_NOOP("History", "Isotretinoin"), _M, True),
    (QT_TRANSLATE_NOOP("History", "Retinoid cream"), _M, False),
    (QT_TRANSLATE_NOOP("History", "Sun exposure"), _C, False),
    (QT_TRANSLATE_NOOP("History", "Herpes, cold sores"), _C, False),
    (QT_TRANSLATE_NOOP("History", "Pregnancy"), _C, True),
    (QT_TRANSLATE_NOOP("History", "Breast-feeding"), _C, False),
    (QT_TRANSLATE_NOOP("History", "Blood thinner"), _M, True),
    (QT_TRANSLATE_NOOP("History", "Aspirin"), _M, False),
    (QT_TRANSLATE_NOOP("History", "Keloid"), _C, True),
    (QT_TRANSLATE_NOOP("History", "Darkening after inflammation"), _C, True),
    (QT_TRANSLATE_NOOP("History", "Lidocaine allergy"), _A, True),
    (QT_TRANSLATE_NOOP("History", "Nickel allergy"), _A, True),
    (QT_TRANSLATE_NOOP("History", "Latex allergy"), _A, True),
    (QT_TRANSLATE_NOOP("History", "Bleeding disorder"), _C, True),
    (QT_TRANSLATE_NOOP("History", "Diabetes"), _C, False),
    (QT_TRANSLATE_NOOP("History", "Immune suppression"), _C, True),
    (QT_TRANSLATE_NOOP("History", "Peel"), _T, False),
    (QT_TRANSLATE_NOOP("History", "Laser"), _T, False),
    (QT_TRANSLATE_NOOP("History", "Filler or botulinum"), _T, False),
)
"""What is asked most often: words, kind, and whether it is usually shown as an alert."""
_CHIPS = 12


class HistorySheet(PartSheet):
    """Gives a new or changed item by ``kept``."""

    kept = Signal(object)

    def __init__(self, item: HistoryItem, today: date, parent: QWidget | None = None) -> None:
        translate = QCoreApplication.translate
        title = item.name or translate("HistorySheet", "New history item")
        super().__init__(title, parent)
        self.setMinimumWidth(640)
        self._item = item
        self._today = today
        self._known = [
            (translate("History", str(words)), kind, alert) for words, kind, alert in SUGGESTIONS
        ]
        self.name = QLineEdit(item.name)
        completer = QCompleter([words for words, _, _ in self._known], self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.activated.connect(self._take_suggestion)
        make_lines_high(completer)
        self.name.setCompleter(completer)
        self.kind = SegmentedControl(
            [(kind.value, history_kind_word(kind)) for kind in HistoryKind]
        )
        self.answer = SegmentedControl([(one.value, answer_word(one)) for one in Answer])
        self.last = DateField(self.tr("Last exposure"))
        self.asked = DateField(self.tr("Asked on"))
        self.note = QLineEdit(item.note)
        self.alert = TickBox(self.tr("Alert: show on every page of this client"))
        self._lay_out()
        self.kind.set_current(item.kind.value)
        self.answer.set_current(item.answer.value)
        self.last.set_value(item.last_exposure)
        self.asked.set_value(item.asked_on)
        self.alert.setChecked(item.alert)
        self.name.setFocus()

    def submit(self) -> None:
        """Hand the item over; it needs a name and days that have come."""
        name = " ".join(self.name.text().split())
        if not name:
            self._name_row.set_error(self.tr("Say what it is about, or choose one above."))
        fine = self._day_is_past(self.last) and self._day_is_past(self.asked)
        if not name or not fine:
            return
        self.kept.emit(
            replace(
                self._item,
                kind=HistoryKind(self.kind.current()),
                name=name,
                answer=Answer(self.answer.current()),
                last_exposure=self.last.value(),
                asked_on=self.asked.value(),
                note=self.note.text().strip(),
                alert=self.alert.isChecked(),
            )
        )
        self.accept()

    def _lay_out(self) -> None:
        if not self._item.name:
            chips = QWidget()
            flow = FlowLayout(chips, spacing=6)
            for words, _, _ in self._known[:_CHIPS]:
                chip = Button(words, "chip")
                chip.clicked.connect(lambda _on=False, words=words: self._take_suggestion(words))
                flow.addWidget(chip)
            self.body.addWidget(chips)
        self._name_row = self.add_row(self.tr("What"), self.name)
        self._beside(FormRow(self.tr("Kind"), self.kind), FormRow(self.tr("Answer"), self.answer))
        self._beside(
            FormRow(
                self.tr("Last exposure"),
                self.last,
                self.tr("The last day it was taken, happened or was done; empty if not known."),
            ),
            FormRow(self.tr("Asked on"), self.asked),
        )
        self.add_row(self.tr("Note"), self.note)
        self.body.addWidget(self.alert)

    def _beside(self, *rows: FormRow) -> None:
        line = QHBoxLayout()
        line.setSpacing(12)
        for row in rows:
            line.addWidget(row, 1, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(line)

    def _take_suggestion(self, words: str) -> None:
        found = next((known for known in self._known if fold(known[0]) == fold(words)), None)
        if found is None:
            return
        name, kind, alert = found
        self.name.setText(name)
        self.kind.set_current(kind.value)
        self.alert.setChecked(alert)
        self.answer.button(self.answer.current()).setFocus(Qt.FocusReason.OtherFocusReason)

    def _day_is_past(self, field: DateField) -> bool:
        if not field.commit():
            return False
        day = field.value()
        if day is not None and day > self._today:
            field.set_error(self.tr("This day has not come yet."))
            return False
        return True
