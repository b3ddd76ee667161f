"""The line in which it is noted that clients were told: on which day, how, with what words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from needlelog.domain.recalls import Way
from needlelog.ui.recall.words import way_words
from needlelog.ui.theme.active import metrics
from needlelog.ui.widgets.button import Button
from needlelog.ui.widgets.choice_box import ChoiceBox
from needlelog.ui.widgets.date_field import DateField
from needlelog.ui.widgets.flow_layout import FlowLayout

if TYPE_CHECKING:
    from datetime import date

_DAY, _NOTE = 168, 200


class ToldLine(QWidget):
    """`marked` carries day, way and note; `taken_back` says that the ticks were a mistake."""

    marked = Signal(object, str, str)
    taken_back = Signal()

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        flow = FlowLayout(self, spacing=8)
        self.day = DateField(self.tr("Told on"))
        self.day.set_value(today)
        self.day.setMaximumWidth(metrics().text(_DAY))
        self.way = ChoiceBox(self.tr("How"), [(way.value, way_words(way)) for way in Way])
        self.note = QLineEdit()
        self.note.setPlaceholderText(self.tr("Note"))
        self.note.setAccessibleName(self.tr("Note"))
        self.note.setMinimumWidth(_NOTE)
        self.mark = Button("", "primary", "check")
        self.mark.clicked.connect(self._mark)
        self.back = Button(self.tr("Not told after all"), "quiet")
        self.back.clicked.connect(self.taken_back)
        for widget in (self.day, self.way, self.note, self.mark, self.back):
            flow.addWidget(widget)
        self.show_ticks(0, told=0)

    def show_ticks(self, ticked: int, *, told: int) -> None:
        """How many clients are ticked, and how many of them were told already."""
        self.mark.setText(self.tr("Mark %n as told", "", ticked))
        self.mark.setEnabled(ticked > 0)
        self.back.setVisible(told > 0)

    def _mark(self) -> None:
        if not self.day.commit():
            self.day.setFocus()
            return
        self.marked.emit(
            self.day.value() or self._today, self.way.current(), self.note.text().strip()
        )
