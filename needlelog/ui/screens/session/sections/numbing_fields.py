"""One anaesthetic: what, how much on how much skin, on and off, and what speaks against it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, time
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from needlelog.domain.errors import InvalidValue
from needlelog.domain.numbing_guide import agent_meant
from needlelog.domain.quantities import parse_area, parse_mass
from needlelog.domain.session_gaps import is_recalled
from needlelog.domain.sessions import NumbingRow
from needlelog.files.reference_data import numbing_agents
from needlelog.ui import formats
from needlelog.ui.context import Context
from needlelog.ui.screens.session.acts import SessionActs
from needlelog.ui.screens.session.arrange import beside, titled
from needlelog.ui.screens.session.lot_box import LotFields
from needlelog.ui.screens.session.pack_line import PackLine
from needlelog.ui.screens.session.reason_line import ReasonLine
from needlelog.ui.screens.session.screening.finding_card import FindingView
from needlelog.ui.screens.session.screening.rule_notes import RuleNotes
from needlelog.ui.screens.session.surroundings import Surroundings
from needlelog.ui.sentences import kept_sentence
from needlelog.ui.stock_words import guide_words
from needlelog.ui.theme.properties import mark
from needlelog.ui.widgets.button import Button, icon_button
from needlelog.ui.widgets.date_field import TimeField
from needlelog.ui.widgets.labels import label
from needlelog.ui.widgets.tick_box import TickBox


class NumbingFields(QWidget):
    """The fields of one anaesthetic."""

    refused = Signal(str)
    """A sentence on a value that was not taken."""

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
        self.guide = label("", "small", wrap=True)
        column.addWidget(self.guide)
        self.notes = RuleNotes()
        column.addWidget(self.notes)
        self.lot = LotFields()
        self.lot.lot_chosen.connect(
            lambda lot: self._set(lot_uid=lot.uid, lot=lot.lot, expiry=lot.expiry)
        )
        self.lot.lot_typed.connect(lambda text: self._set(lot=text, lot_uid=None))
        self.lot.expiry_typed.connect(lambda text: self._set(expiry=text))
        column.addWidget(self.lot)
        self.pack = PackLine()
        self.pack.finished.connect(lambda on: self._set(pack_finished=on))
        column.addWidget(self.pack)
        self.expired = self._line(self.tr("Expired — reason for using it"), "expired_reason")
        self.reason = ReasonLine(self.expired)
        column.addWidget(self.reason)
        self._build_times(column)
        self._build_amounts(column)
        self.note = self._line(self.tr("Note"), "note")
        column.addWidget(self.note)

    def _build_times(self, column: QVBoxLayout) -> None:
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
        self.wiped = TickBox(self.tr("Wiped off fully"))
        self.wiped.clicked.connect(lambda on: self._set(wiped_off=True if on else None))
        self.not_wiped = TickBox(self.tr("Not wiped off"))
        self.not_wiped.clicked.connect(lambda on: self._set(wiped_off=False if on else None))
        self.covered = TickBox(self.tr("Covered with film"))
        self.covered.clicked.connect(lambda on: self._set(occluded=True if on else None))
        for box in (self.wiped, self.not_wiped, self.covered):
            column.addWidget(box)

    def _build_amounts(self, column: QVBoxLayout) -> None:
        self.amount = self._figure(self.tr("Amount in grams"), "amount_mg", parse_mass)
        self.area = self._figure(self.tr("Area in square centimetres"), "area_cm2", parse_area)
        column.addWidget(
            beside(
                titled(self.tr("Amount, g"), self.amount), titled(self.tr("Area, cm²"), self.area)
            )
        )

    def show_row(
        self, row: NumbingRow, around: Surroundings, found: Sequence[FindingView], day: date
    ) -> None:
        """Show the row and what speaks against it; a field being typed in is left alone."""
        self._row = row
        grams = formats.mass(row.amount_mg) if row.amount_mg is not None else ""
        for field, text in (
            (self.agent, row.agent),
            (self.strength, row.strength),
            (self.note, row.note),
            (self.expired, row.expired_reason),
            (self.amount, grams),
            (self.area, "" if row.area_cm2 is None else str(row.area_cm2)),
        ):
            if not field.hasFocus() and field.text() != text:
                field.setText(text)
        self._guide()
        self.notes.show_views(found)
        self.lot.show_lot(row.lot, row.expiry, around.lots_of(row.product_uid))
        self.pack.show_lot(row.lot_uid, around, None, finished=row.pack_finished)
        self.reason.tell(
            row.lot,
            expired=self.lot.is_expired(day),
            recalled=is_recalled(row, around.recalled),
        )
        for time_field, moment in ((self.on_time, row.on_at), (self.off_time, row.off_at)):
            time_field.set_value(moment.time() if moment else None)
        self.on_now.setVisible(row.on_at is None)
        self.off_now.setVisible(row.on_at is not None and row.off_at is None)
        self._now_buttons.setVisible(row.on_at is None or row.off_at is None)
        self.wiped.setChecked(row.wiped_off is True)
        self.not_wiped.setChecked(row.wiped_off is False)
        self.covered.setChecked(bool(row.occluded))
        wrong = bool(row.on_at and row.off_at and row.off_at < row.on_at)
        self._complaint.setText(self.tr("Off lies before on. Please correct one of them."))
        self._complaint.setVisible(wrong)

    def _guide(self) -> None:
        known = agent_meant(numbing_agents(), self._row.agent, self._row.strength)
        self.guide.setVisible(known is not None)
        if known is not None:
            self.guide.setText(guide_words(known))

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

    def _figure(self, name: str, field: str, parse: Callable[[str], int]) -> QLineEdit:
        line = QLineEdit()
        line.setAccessibleName(name)

        def take() -> None:
            text = line.text().strip()
            try:
                value = parse(text) if text else None
            except InvalidValue as error:
                mark(line, error=True)
                self.refused.emit(kept_sentence(error))
                return
            mark(line, error=False)
            if value != getattr(self._row, field):
                self._set(**{field: value})

        line.editingFinished.connect(take)
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
