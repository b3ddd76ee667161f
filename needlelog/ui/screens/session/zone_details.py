"""What is rarely needed of a treated zone: endpoints by hand, pattern, speed, pain, words."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QComboBox, QLineEdit, QVBoxLayout, QWidget

from needlelog.domain.sessions import Pattern, Speed, SpeedUnit, ZoneRow
from needlelog.domain.zones import Side
from needlelog.ui import labels
from needlelog.ui.screens.session.acts import SessionActs
from needlelog.ui.screens.session.arrange import beside, titled
from needlelog.ui.theme.active import metrics
from needlelog.ui.widgets.button import Button
from needlelog.ui.widgets.flow_layout import FlowLayout
from needlelog.ui.widgets.grade_picker import GradePicker
from needlelog.ui.widgets.list_box import ListBox
from needlelog.ui.widgets.segmented import SegmentedControl


class ZoneDetails(QWidget):
    """The fields under a row of the grid."""

    def __init__(
        self,
        row: ZoneRow,
        acts: SessionActs,
        sides: tuple[Side, ...],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._sides = sides
        self._acts = acts
        self._row = row
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 4, 18, 12)
        column.setSpacing(8)
        upper = QWidget()
        flow = FlowLayout(upper, spacing=12)
        self.erythema = self._grades(4, self.tr("Redness"), "erythema")
        self.bleeding = self._grades(4, self.tr("Bleeding"), "bleeding")
        self.pain = self._grades(10, self.tr("Pain"), "pain")
        self.pattern = self._patterns()
        self.speed = QLineEdit()
        self.speed.setAccessibleName(self.tr("Speed of this zone"))
        self.speed.setMaximumWidth(metrics().text(90))
        self.speed.editingFinished.connect(self._set_speed)
        self.unit = ListBox()
        self.unit.setAccessibleName(self.tr("Unit of the speed"))
        for unit in SpeedUnit:
            self.unit.addItem(labels.label(labels.SPEED_UNITS, unit), unit)
        self.unit.activated.connect(self._set_speed)
        self.side = SegmentedControl([(side.value, side.sign) for side in Side])
        self.side.setAccessibleName(self.tr("Side of the client"))
        self.side.chosen.connect(
            lambda key: self._acts.set_row(self._row, Side(key).sign, side=Side(key))
        )
        for text, widget in (
            (self.tr("Side"), self.side),
            (self.tr("Redness 0–4"), self.erythema),
            (self.tr("Bleeding 0–4"), self.bleeding),
            (self.tr("Pattern"), self.pattern),
            (self.tr("Speed, if not as the device"), beside(self.speed, self.unit)),
            (self.tr("Pain 0–10"), self.pain),
        ):
            flow.addWidget(titled(text, widget))
        column.addWidget(upper)
        self.concern = self._words(self.tr("Concern treated here"), "concern")
        self.note = self._words(self.tr("Note on this zone"), "note")
        column.addWidget(self.concern)
        column.addWidget(self.note)
        self.repeat = Button(self.tr("Another depth here"), "chip", "plus")
        self.repeat.clicked.connect(lambda: self._acts.repeat_row(self._row))
        self.remove = Button(self.tr("Remove this row"), "chip", "close")
        self.remove.clicked.connect(lambda: self._acts.remove_rows([self._row]))
        column.addWidget(beside(self.repeat, self.remove, stretch=True))

    def show_row(self, row: ZoneRow) -> None:
        """Show the values of the row; a field being typed in is left alone."""
        self._row = row
        self.side.set_current(row.side.value)
        for side in Side:
            self.side.button(side.value).setVisible(side in self._sides or side is row.side)
        self.erythema.set_value(row.erythema)
        self.bleeding.set_value(row.bleeding)
        self.pain.set_value(row.pain)
        self.pattern.setCurrentIndex(self.pattern.findData(row.pattern))
        for field, text in (
            (self.concern, row.concern),
            (self.note, row.note),
            (self.speed, row.speed.value if row.speed else ""),
        ):
            if not field.hasFocus() and field.text() != text:
                field.setText(text)
        if row.speed:
            self.unit.setCurrentIndex(self.unit.findData(row.speed.unit))

    def _grades(self, maximum: int, name: str, field: str) -> GradePicker:
        picker = GradePicker(maximum, "", name)
        picker.chosen.connect(
            lambda grade: self._acts.set_row(self._row, f"{name} {grade}", **{field: grade})
        )
        picker.cleared.connect(lambda: self._clear(name, field))
        return picker

    def _clear(self, name: str, field: str) -> None:
        nothing: dict[str, Any] = {field: None}
        self._acts.set_row(self._row, f"{name} –", **nothing)

    def _patterns(self) -> QComboBox:
        box = ListBox()
        box.setAccessibleName(self.tr("Pattern of this zone"))
        box.addItem(self.tr("not recorded"), None)
        for pattern in Pattern:
            box.addItem(labels.label(labels.PATTERNS, pattern), pattern)
        box.activated.connect(
            lambda index: self._acts.set_row(
                self._row, box.itemText(index), pattern=box.itemData(index)
            )
        )
        return box

    def _words(self, name: str, field: str) -> QLineEdit:
        line = QLineEdit()
        line.setPlaceholderText(name)
        line.setAccessibleName(name)
        line.textEdited.connect(
            lambda text: self._acts.set_row(self._row, name, merge=True, **{field: text})
        )
        return line

    def _set_speed(self) -> None:
        value = self.speed.text().strip()
        speed = Speed(value, SpeedUnit(self.unit.currentData())) if value else None
        if speed != self._row.speed:
            self._acts.set_row(self._row, self.tr("speed"), speed=speed)
