"""A card of plain lines under a title, hidden when there is nothing to say."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from needlelog.ui.widgets.card import Card
from needlelog.ui.widgets.labels import label


class WordsCard(Card):
    """Lines of text that can be selected."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(title, parent=parent)
        self.body.setContentsMargins(18, 12, 18, 14)
        self.body.setSpacing(6)
        self._lines: list[QWidget] = []

    def show_lines(self, lines: Iterable[str], *, role: str = "") -> None:
        """Show these lines instead of the former ones."""
        for former in self._lines:
            self.body.removeWidget(former)
            former.deleteLater()
        self._lines = []
        for line in lines:
            if not line:
                continue
            words = label(line, role, wrap=True)
            words.setTextInteractionFlags(
                Qt.TextInteractionFlag.TextSelectableByMouse
                | Qt.TextInteractionFlag.TextSelectableByKeyboard
            )
            words.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self._lines.append(words)
            self.body.addWidget(words)
        self.setVisible(bool(self._lines))
