"""Numbing: agent, strength, on and off, and the running dwell."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QMenu, QVBoxLayout, QWidget

from needlelog.domain.sessions import NumbingRow, SessionDraft
from needlelog.ui.context import Context
from needlelog.ui.screens.session.acts import SessionActs
from needlelog.ui.screens.session.arrange import beside, titled
from needlelog.ui.screens.session.lot_box import LotFields
from needlelog.ui.screens.session.surroundings import Surroundings
from needlelog.ui.widgets.button import Button, icon_button
from needlelog.ui.widgets.date_field import TimeField
from needlelog.ui.widgets.labels import label
from needlelog.ui.widgets.status_section import Status, StatusSection

_MINUTE_MS = 20_000


class NumbingSection(StatusSection):
    """The anaesthetics of a session."""

    new_product_asked = Signal()

    def __init__(self, acts: SessionActs, context: Context, parent: QWidget | None = None) -> None:
        super().__init__("", parent=parent, foldable=True)
        self.set_title(self.tr("Numbing"))
        self._acts = acts
        self._context = context
        self._around: Surroundings | None = None
        self._rows: dict[int, NumbingFields] = {}
        self._place = QVBoxLayout()
        self.body.addLayout(self._place)
        self.add_button = Button(self.tr("Add numbing"), "chip", "plus")
        self.add_button.clicked.connect(self._offer)
        self.add(self.add_button)
        self._clock = QTimer(self)
        self._clock.setInterval(_MINUTE_MS)
        self._clock.timeout.connect(self._tell_dwell)

    def show_draft(self, draft: SessionDraft, around: Surroundings) -> None:
        """Show the anaesthetics of the draft."""
        self._around = around
        wanted = {row.row for row in draft.numbing}
        for gone in [number for number in self._rows if number not in wanted]:
            fields = self._rows.pop(gone)
            fields.hide()
            fields.deleteLater()
        for row in draft.numbing:
            if row.row not in self._rows:
                self._rows[row.row] = NumbingFields(row, self._acts, self._context)
                self._place.addWidget(self._rows[row.row])
                self.set_open(True)
            self._rows[row.row].show_row(row, around)
        self._tell_dwell()
        running = any(row.on_at and not row.off_at for row in draft.numbing)
        if running and self.isVisible():
            self._clock.start()
        else:
            self._clock.stop()

    def stop_clock(self) -> None:
        """Let the dwell stand while the screen is not shown."""
        self._clock.stop()

    def _tell_dwell(self) -> None:
        rows = self._acts.draft.numbing
        if not rows:
            self.set_state(Status.NONE, self.tr("none"))
            return
        running = next((row for row in rows if row.on_at and not row.off_at), None)
        if running is not None and running.on_at is not None:
            minutes = int((self._context.now() - running.on_at).total_seconds() // 60)
            self.set_state(Status.ATTENTION, self.tr("on for {n} min").format(n=max(minutes, 0)))
            return
        done = all(row.wiped_off for row in rows)
        minutes = max((_dwell(row) or 0 for row in rows), default=0)
        text = self.tr("{n} min").format(n=minutes) if minutes else rows[0].agent
        self.set_state(Status.DONE if done else Status.ATTENTION, text)

    def _offer(self) -> None:
        around = self._around
        products = (
            [p for p in around.products if p.category == "numbing" and p.active] if around else []
        )
        if not products:
            self._acts.add_numbing()
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for product in products:
            action = menu.addAction(f"{product.name} {product.strength}".strip())
            action.triggered.connect(
                lambda _checked=False, p=product: self._acts.add_numbing(
                    agent=p.name, strength=p.strength, product_uid=p.uid
                )
            )
        menu.addSeparator()
        other = menu.addAction(self.tr("Another one, not in the stock"))
        other.triggered.connect(lambda: self._acts.add_numbing())
        menu.popup(self.add_button.mapToGlobal(self.add_button.rect().bottomLeft()))

    def row_widget(self, number: int) -> NumbingFields:
        """The fields of one anaesthetic."""
        return self._rows[number]


def _dwell(row: NumbingRow) -> int | None:
    if row.on_at is None or row.off_at is None:
        return None
    return int((row.off_at - row.on_at).total_seconds() // 60)


class NumbingFields(QWidget):
    """The fields of one anaesthetic."""

    def __init__(self, row: NumbingRow, acts: SessionActs, context: Context) -> None:
        super().__init__()
        self._row = row
        self._acts = acts
        self._context = context
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 6)
        column.setSpacing(6)
        self.agent = self._line(self.tr("Agent, e.g. lidocaine"), "agent")
        self.strength = self._line(self.tr("Strength, e.g. 5 %"), "strength")
        remove = icon_button(
            "close",
            self.tr("Remove numbing"),
            lambda: acts.remove_numbing(self._row.row),
            plain=True,
        )
        column.addWidget(beside(self.agent, remove))
        column.addWidget(self.strength)
        self.lot = LotFields()
        self.lot.lot_chosen.connect(
            lambda lot: self._set(lot_uid=lot.uid, lot=lot.lot, expiry=lot.expiry)
        )
        self.lot.lot_typed.connect(lambda text: self._set(lot=text, lot_uid=None))
        self.lot.expiry_typed.connect(lambda text: self._set(expiry=text))
        column.addWidget(self.lot)
        self.on_time = TimeField(self.tr("On at"))
        self.off_time = TimeField(self.tr("Off at"))
        self.on_time.timeCommitted.connect(lambda value: self._set_time("on_at", value))
        self.off_time.timeCommitted.connect(lambda value: self._set_time("off_at", value))
        self.on_now = Button(self.tr("On now"), "chip")
        self.on_now.clicked.connect(lambda: self._now("on_at"))
        self.off_now = Button(self.tr("Off now"), "chip")
        self.off_now.clicked.connect(lambda: self._now("off_at"))
        column.addWidget(
            beside(titled(self.tr("On"), self.on_time), titled(self.tr("Off"), self.off_time))
        )
        self._now_buttons = beside(self.on_now, self.off_now, stretch=True)
        column.addWidget(self._now_buttons)
        self._complaint = label("", "error", wrap=True)
        column.addWidget(self._complaint)
        self.wiped = QCheckBox(self.tr("Wiped off fully"))
        self.wiped.clicked.connect(lambda on: self._set(wiped_off=True if on else None))
        self.covered = QCheckBox(self.tr("Covered with film"))
        self.covered.clicked.connect(lambda on: self._set(occluded=True if on else None))
        column.addWidget(self.wiped)
        column.addWidget(self.covered)
        self.note = self._line(self.tr("Note"), "note")
        column.addWidget(self.note)

    def show_row(self, row: NumbingRow, around: Surroundings) -> None:
        """Show the row; a field being typed in is left alone."""
        self._row = row
        for field, text in (
            (self.agent, row.agent),
            (self.strength, row.strength),
            (self.note, row.note),
        ):
            if not field.hasFocus() and field.text() != text:
                field.setText(text)
        self.lot.show_lot(row.lot, row.expiry, around.lots_of(row.product_uid))
        for time_field, moment in ((self.on_time, row.on_at), (self.off_time, row.off_at)):
            time_field.set_value(moment.time() if moment else None)
        self.on_now.setVisible(row.on_at is None)
        self.off_now.setVisible(row.on_at is not None and row.off_at is None)
        self._now_buttons.setVisible(row.on_at is None or row.off_at is None)
        self.wiped.setChecked(bool(row.wiped_off))
        self.covered.setChecked(bool(row.occluded))
        wrong = bool(row.on_at and row.off_at and row.off_at < row.on_at)
        self._complaint.setText(self.tr("Off lies before on. Please correct one of them."))
        self._complaint.setVisible(wrong)

    def _line(self, hint: str, field: str) -> QLineEdit:
        line = QLineEdit()
        line.setPlaceholderText(hint)
        line.setAccessibleName(hint)
        line.textEdited.connect(
            lambda text: self._acts.set_numbing(
                self._row.row, self.tr("numbing"), merge=True, **{field: text}
            )
        )
        return line

    def _set(self, **fields: Any) -> None:
        self._acts.set_numbing(self._row.row, self.tr("numbing"), **fields)

    def _now(self, field: str) -> None:
        now = self._context.now().replace(second=0, microsecond=0)
        self._set(**{field: now})

    def _set_time(self, field: str, value: time | None) -> None:
        draft = self._acts.draft
        base: datetime = draft.started_at or draft.created_at
        moment = None
        if value is not None:
            moment = base.replace(hour=value.hour, minute=value.minute, second=0, microsecond=0)
        self._set(**{field: moment})
