"""Depth limits: what ships with the program and its source, and what the clinic sets instead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from needlelog.domain.zones import Zone, ZoneGroup
from needlelog.services.limits import LimitOverride, limit_overrides
from needlelog.ui.gate.note import Note
from needlelog.ui.screens.settings.limit_sheet import LimitSheet
from needlelog.ui.screens.settings.limit_words import (
    clinic_words,
    group_name,
    shipped_words,
    source_words,
)
from needlelog.ui.screens.settings.section import Section
from needlelog.ui.widgets.button import Button
from needlelog.ui.widgets.card import Card, rule
from needlelog.ui.widgets.labels import label

if TYPE_CHECKING:
    from collections.abc import Sequence


class LimitsSection(Section):
    """Every zone with the shipped figure; the clinic's own stands below it."""

    managers_only = True

    def build(self) -> None:
        """A card for each part of the body."""
        self.rows: dict[str, LimitRow] = {}
        self._held: dict[str, LimitOverride] = {}
        self.body.addWidget(
            Note(
                "accent",
                self.tr(
                    "These figures are advice with a source, not law. Deeper rows ask for a "
                    "reason. A limit of your clinic wins over the shipped one."
                ),
            )
        )
        for group in ZoneGroup:
            zones = self.context.zones.in_group(group)
            if zones:
                self.body.addWidget(self._card(group, zones))

    def read(self) -> None:
        """Read the clinic's own limits."""
        clinic = self.context.clinic
        self.context.read(lambda: limit_overrides(clinic), self._show, owner=self)

    def change(self, zone: Zone) -> LimitSheet:
        """Open the sheet for a zone's limit."""
        sheet = LimitSheet(self.context, zone, self._held.get(zone.code), self)
        sheet.open()
        return sheet

    def _card(self, group: ZoneGroup, zones: Sequence[Zone]) -> Card:
        card = Card(group_name(group), self.tr("depth in mm"))
        for number, zone in enumerate(zones):
            if number:
                card.add(rule())
            row = LimitRow(zone)
            row.button.clicked.connect(lambda _on=False, zone=zone: self.change(zone))
            self.rows[zone.code] = row
            card.add(row)
        return card

    def _show(self, held: Sequence[LimitOverride]) -> None:
        self._held = {each.zone: each for each in held}
        for code, row in self.rows.items():
            row.show_limit(self._held.get(code))
            row.button.setVisible(self.may_change())


class LimitRow(QWidget):
    """One zone: shipped figure with source, the clinic's limit, and a button to change it."""

    def __init__(self, zone: Zone, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(18, 8, 16, 8)
        row.setSpacing(16)
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(label(zone.name, "strong", wrap=True))
        words.addWidget(label(shipped_words(zone.limits), "quiet", wrap=True))
        words.addWidget(label(source_words(zone.limits), "small", wrap=True))
        self.own = label("", "accent", wrap=True)
        self.own.hide()
        words.addWidget(self.own)
        row.addLayout(words, 1)
        self.button = Button(self.tr("Change"))
        self.button.setAccessibleName(self.tr("Change the limit of {zone}").format(zone=zone.name))
        row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignVCenter)

    def show_limit(self, held: LimitOverride | None) -> None:
        """Show the clinic's own limit, or that there is none."""
        self.own.setText("" if held is None else clinic_words(held))
        self.own.setVisible(held is not None)
