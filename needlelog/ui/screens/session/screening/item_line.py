"""One thing that was answered with yes: when, at what hour, where, and in words."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from needlelog.domain.zones import ZoneGroup
from needlelog.ui.screens.session.screening.date_chips import DateChips
from needlelog.ui.screens.session.screening.question_views import ItemView
from needlelog.ui.widgets.button import Button
from needlelog.ui.widgets.date_field import TimeField
from needlelog.ui.widgets.flow_layout import FlowLayout
from needlelog.ui.widgets.labels import label
from needlelog.ui.zone_words import area_name

_RECENT_DAYS = 3
"""Only for so many days back does the hour still matter."""


class ItemLine(QWidget):
    """The fields of one item. ``changed`` carries the fields of the answer that are new."""

    changed = Signal(dict)
    typed = Signal(dict)
    """The same for words being typed, which are one step of undo."""

    def __init__(self, item: ItemView, today: date, *, named: bool) -> None:
        super().__init__()
        self._item = item
        self._today = today
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        plain = not (item.dated or item.coming or item.ask_areas)
        if named and not plain:
            column.addWidget(label(item.name, "field"))
        self.days: DateChips | None = None
        if item.dated or item.coming:
            name = item.name if item.coming else self.tr("{item}, last").format(item=item.name)
            self.days = DateChips(name, today, slow=item.slow, coming=item.coming)
            self.days.day_chosen.connect(self._set_day)
            column.addWidget(self.days)
        self._hours: QWidget | None = None
        self.hour: TimeField | None = None
        if item.ask_hour:
            self.hour = TimeField(self.tr("{item}: time of day").format(item=item.name))
            self._hours = self._hour_chips(self.hour)
            column.addWidget(self._hours)
        self._areas: dict[str, Button] = {}
        if item.ask_areas:
            column.addWidget(self._area_chips())
        self.note = QLineEdit()
        in_words = self.tr("{item}: in words").format(item=item.name)
        self.note.setPlaceholderText(
            in_words if named and plain else self.tr("In words, if it matters")
        )
        self.note.setAccessibleName(in_words)
        self.note.textEdited.connect(lambda text: self.typed.emit({"note": text}))
        column.addWidget(self.note)
        self.show_item(item)

    def _hour_chips(self, field: TimeField) -> QWidget:
        holder = QWidget()
        flow = FlowLayout(holder, spacing=6)
        for words, hour in (
            (self.tr("Morning"), time(9)),
            (self.tr("Midday"), time(13)),
            (self.tr("Evening"), time(18)),
        ):
            chip = Button(words, "filter")
            chip.setAccessibleName(f"{self._item.name}: {words}")
            chip.clicked.connect(lambda _on=False, hour=hour: self._set_hour(hour))
            flow.addWidget(chip)
        field.setFixedWidth(field.line.fontMetrics().horizontalAdvance("00:00") + 64)
        field.timeCommitted.connect(self._set_hour)
        flow.addWidget(field)
        return holder

    def _area_chips(self) -> QWidget:
        holder = QWidget()
        flow = FlowLayout(holder, spacing=6)
        for group in ZoneGroup:
            words = area_name(group)
            chip = Button(words.replace("&", "&&"), "filter")
            chip.setCheckable(True)
            chip.setAccessibleName(f"{self._item.name}: {words}")
            chip.clicked.connect(lambda _on=False: self._set_areas())
            self._areas[group.value] = chip
            flow.addWidget(chip)
        hint = label(self.tr("none chosen means everywhere"), "small")
        return _stacked(holder, hint)

    def show_item(self, item: ItemView) -> None:
        """Show the answer as it stands; a field being typed in is left alone."""
        self._item = item
        answer = item.answer
        day = answer.last_exposure if answer else None
        if self.days is not None:
            self.days.show_day(day)
        if self._hours is not None and self.hour is not None:
            recent = day is not None and 0 <= (self._today - day).days <= _RECENT_DAYS
            self._hours.setVisible(recent)
            at = answer.last_at if answer else None
            self.hour.set_value(at.astimezone().time() if at else None)
        for code, chip in self._areas.items():
            chip.setChecked(answer is not None and code in answer.areas)
        words = answer.note if answer else ""
        if not self.note.hasFocus() and self.note.text() != words:
            self.note.setText(words)

    def _set_day(self, day: date | None) -> None:
        fields: dict[str, Any] = {"last_exposure": day}
        at = self._item.answer.last_at if self._item.answer else None
        if at is not None and at.astimezone().date() != day:
            fields["last_at"] = None
        self.changed.emit(fields)

    def _set_hour(self, hour: time | None) -> None:
        day = self._item.answer.last_exposure if self._item.answer else None
        moment = None
        if hour is not None and day is not None:
            moment = datetime.combine(day, hour).astimezone()
        self.changed.emit({"last_at": moment})

    def _set_areas(self) -> None:
        chosen = tuple(code for code, chip in self._areas.items() if chip.isChecked())
        self.changed.emit({"areas": chosen})


def _stacked(*widgets: QWidget) -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(4)
    for widget in widgets:
        column.addWidget(widget)
    return holder
