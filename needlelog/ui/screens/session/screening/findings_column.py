"""What the answers mean: the findings, gravest first, and how many there are."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from needlelog.ui.screens.session.screening.finding_card import FindingCard, FindingView
from needlelog.ui.severity_marks import count_pills
from needlelog.ui.theme.active import metrics
from needlelog.ui.widgets.flow_layout import FlowLayout
from needlelog.ui.widgets.labels import label
from needlelog.ui.widgets.pill import Pill


class FindingsColumn(QWidget):
    """The cards of all findings; cards that stay keep their focus."""

    reason_typed = Signal(str, int, str)
    prescriber_typed = Signal(str, int, str)
    same_asked = Signal(str)
    seen = Signal(str, bool)
    consent_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        self._head = QWidget()
        self._pills = FlowLayout(self._head, spacing=8)
        self._title = label(self.tr("What this means"), "strong")
        self._title.setMinimumHeight(metrics().text(27))
        self._pills.addWidget(self._title)
        column.addWidget(self._head)
        self._nothing = label("", "quiet", wrap=True)
        column.addWidget(self._nothing)
        self._place = QVBoxLayout()
        self._place.setSpacing(10)
        column.addLayout(self._place)
        column.addStretch(1)
        self._cards: dict[str, FindingCard] = {}

    def show_findings(self, views: Sequence[FindingView], nothing: str) -> None:
        """Show these findings, or why there are none."""
        wanted = {view.rule for view in views}
        for gone in [rule for rule in self._cards if rule not in wanted]:
            card = self._cards.pop(gone)
            self._place.removeWidget(card)
            card.hide()
            card.deleteLater()
        for place, view in enumerate(views):
            card = self._cards.get(view.rule) or self._new_card(view)
            if card.view != view:
                card.show_view(view)
            if self._place.indexOf(card) != place:
                self._place.insertWidget(place, card)
        self._nothing.setText(nothing)
        self._nothing.setVisible(not views)
        self._show_pills(views)

    def _new_card(self, view: FindingView) -> FindingCard:
        card = FindingCard(view)
        card.reason_typed.connect(self.reason_typed)
        card.prescriber_typed.connect(self.prescriber_typed)
        card.same_asked.connect(self.same_asked)
        card.seen.connect(self.seen)
        card.consent_asked.connect(self.consent_asked)
        self._cards[view.rule] = card
        return card

    def _show_pills(self, views: Sequence[FindingView]) -> None:
        while (item := self._pills.takeAt(1)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for text, tone in count_pills(view.severity for view in views):
            self._pills.addWidget(Pill(text, tone, sign=False))

    def card(self, rule: str) -> FindingCard | None:
        """The card of a rule."""
        return self._cards.get(rule)

    def cards(self) -> tuple[FindingCard, ...]:
        """All cards in the order shown."""
        return tuple(sorted(self._cards.values(), key=self._place.indexOf))
