"""What receiving a file would do, to look through before anything is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from needlelog.ui.exchange.conflict_card import ConflictCard
from needlelog.ui.exchange.words import (
    alert_words,
    count_lines,
    erasure_words,
    from_words,
    kind_count_words,
)
from needlelog.ui.gate.note import Note
from needlelog.ui.widgets.card import Card
from needlelog.ui.widgets.labels import label
from needlelog.ui.widgets.side_row import SideRow
from needlelog.ui.widgets.tick_box import TickBox

if TYPE_CHECKING:
    from needlelog.domain.exchange.bundles import Preview
    from needlelog.domain.exchange.fields import Conflict
    from needlelog.ui.context import Context


class PreviewView(QWidget):
    """``changed`` is sent when something was chosen or agreed to."""

    changed = Signal()

    def __init__(self, context: Context, preview: Preview, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.preview = preview
        self.choices: dict[tuple[str, str, str], str] = {}
        self.cards: list[ConflictCard] = []
        self.agreed = TickBox(self.tr("Destroy these records here too"))
        self.agreed.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(label(from_words(preview), "strong", wrap=True))
        for alert in preview.alerts:
            column.addWidget(Note("warn", alert_words(alert)))
        if preview.erasures:
            column.addWidget(self._erasures(preview))
        column.addWidget(self._counts(preview))
        if preview.conflicts:
            column.addWidget(self._conflicts_head(preview))
            for conflict in preview.conflicts:
                card = ConflictCard(conflict, context.zones, may_choose=True, kept=True)
                card.chosen.connect(lambda version, card=card: self._choose(card, version))
                self.cards.append(card)
                column.addWidget(card)
        column.addStretch(1)

    def may_receive(self) -> bool:
        """Whether everything that has to be agreed to was."""
        return not self.preview.erasures or self.agreed.isChecked()

    def chosen(self) -> tuple[tuple[Conflict, str], ...]:
        """The sides that were chosen, by version."""
        return tuple(
            (card.conflict, self.choices[key])
            for card in self.cards
            if (key := _key(card.conflict)) in self.choices
        )

    def _counts(self, preview: Preview) -> QWidget:
        card = Card(self.tr("What comes in"), padding=16)
        card.body.setSpacing(4)
        lines = count_lines(preview.counts)
        for kind, new, changed in lines:
            told = []
            if new:
                told.append(self.tr("%n new", "", new))
            if changed:
                told.append(self.tr("%n changed", "", changed))
            card.add(SideRow(kind_count_words(kind, new + changed), ", ".join(told)))
        if preview.photos and not any(kind == "photo" for kind, _new, _changed in lines):
            card.add(SideRow(kind_count_words("photo", preview.photos), ""))
        if not lines and not preview.photos:
            card.add(label(self.tr("Only entries of the trail."), "quiet", wrap=True))
        return card

    def _erasures(self, preview: Preview) -> QWidget:
        holder = Card(self.tr("Destroyed on another computer"), padding=16)
        holder.body.setSpacing(8)
        for erasure in preview.erasures:
            holder.add(label(erasure_words(erasure), wrap=True))
        holder.add(
            label(
                self.tr(
                    "What was destroyed there is destroyed here as well, and that cannot be taken "
                    "back."
                ),
                "warn",
                wrap=True,
            )
        )
        self.agreed.show()
        self.agreed.toggled.connect(lambda _on: self.changed.emit())
        holder.add(self.agreed)
        return holder

    def _conflicts_head(self, preview: Preview) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(2)
        words = self.tr("Changed on both sides: %n field(s)", "", len(preview.conflicts))
        column.addWidget(label(words, "strong", wrap=True))
        column.addWidget(
            label(
                self.tr(
                    "Choose now, or later under Edits to choose. What came in can be taken back "
                    "until you have chosen."
                ),
                "quiet",
                wrap=True,
            )
        )
        return holder

    def _choose(self, card: ConflictCard, version: str) -> None:
        key = _key(card.conflict)
        if version:
            self.choices[key] = version
        else:
            self.choices.pop(key, None)
        self.changed.emit()


def _key(conflict: Conflict) -> tuple[str, str, str]:
    return conflict.kind, conflict.record, conflict.field
