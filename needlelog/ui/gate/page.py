"""A page before the log: the name of the program, one card in the middle, one way on."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from needlelog.ui.theme.active import metrics
from needlelog.ui.widgets.card import Card
from needlelog.ui.widgets.labels import label
from needlelog.ui.widgets.logo import Logo
from needlelog.ui.widgets.scroll_page import ScrollPage

CARD_WIDTH = 560


class GatePage(QWidget):
    """One card with title, text, `body`, a `footer` row, and `body_below` it; it scrolls where the window is small.

    The ground is opaque, so that a page laid over the log hides it.
    """

    def __init__(self, title: str = "", text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAutoFillBackground(True)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        page = ScrollPage()
        outer.addWidget(page)
        page.body.setContentsMargins(20, 24, 20, 24)
        page.body.addStretch(2)
        column = QWidget()
        column.setFixedWidth(metrics().text(CARD_WIDTH))
        inside = QVBoxLayout(column)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(20)
        inside.addWidget(_Masthead())
        card = Card(padding=28)
        inside.addWidget(card)
        # Stretches and not an alignment: only so do wrapped lines get the height they need.
        across = QHBoxLayout()
        across.addStretch(1)
        across.addWidget(column)
        across.addStretch(1)
        page.body.addLayout(across)
        page.body.addStretch(3)
        self._fill(card, title, text)

    def _fill(self, card: Card, title: str, text: str) -> None:
        self._step = label("", "small")
        self._step.hide()
        self._title = label(title, "title", wrap=True)
        self._text = label(text, "quiet", wrap=True)
        head = QVBoxLayout()
        head.setSpacing(4)
        for line in (self._step, self._title, self._text):
            head.addWidget(line)
        if not text:
            self._text.hide()
        card.body.setSpacing(20)
        card.body.addLayout(head)
        self.body = QVBoxLayout()
        self.body.setSpacing(16)
        card.body.addLayout(self.body)
        self.footer = QHBoxLayout()
        self.footer.setSpacing(12)
        card.body.addLayout(self.footer)
        self.body_below = QVBoxLayout()
        self.body_below.setSpacing(12)
        card.body.addLayout(self.body_below)

    def set_step(self, text: str) -> None:
        """Say which of several pages this is."""
        self._step.setText(text)
        self._step.setVisible(bool(text))

    def set_words(self, title: str, text: str = "") -> None:
        """Change title and text."""
        self._title.setText(title)
        self._text.setText(text)
        self._text.setVisible(bool(text))


class _Masthead(QWidget):
    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(14)
        row.addWidget(Logo())
        row.addWidget(label("NeedleLog", "heading"))
        row.addStretch(1)


def at_left(widget: QWidget) -> QWidget:
    """The widget at the left end of a line of its own.

    Directly in a column, a button as wide as its words would let the column reckon the height of
    wrapped lines for that width.
    """
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(widget)
    row.addStretch(1)
    return line
