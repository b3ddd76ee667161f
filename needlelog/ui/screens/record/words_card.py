"""A card of plain lines under a title, hidden when there is nothing to say."""

from __future__ import annotations

import re
from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from needlelog.ui.widgets.broken_words import BrokenWords
from needlelog.ui.widgets.card import Card
from needlelog.ui.widgets.labels import label

_UNBREAKABLE = re.compile(r"\S{30}")
"""A word so long can be wider than the card in large text."""


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
            words = BrokenWords(line) if _UNBREAKABLE.search(line) else _whole_words(line, role)
            self._lines.append(words)
            self.body.addWidget(words)
        self.setVisible(bool(self._lines))


def _whole_words(line: str, role: str) -> QLabel:
    words = label(line, role, wrap=True)
    words.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse
        | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    words.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return words
