"""A page before the log: the name of the program, one card in the middle, one way on."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from needlelog.ui.theme.active import metrics, theme
from needlelog.ui.theme.icons import paint_icon
from needlelog.ui.widgets.card import Card
from needlelog.ui.widgets.labels import label
from needlelog.ui.widgets.scroll_page import ScrollPage

CARD_WIDTH = 560
LOGO_ICON = "needle"


class GatePage(QWidget):
    """One card with title, text, `body`, and a `footer` row; it scrolls where the window is small.

    The ground is opaque, so that a page laid over the log hides it.
    """

    def __init__(
        self, title: str, text: str = "", step: str = "", parent: QWidget | None = None
    ) -> None:
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
        page.body.addWidget(column, 0, Qt.AlignmentFlag.AlignHCenter)
        page.body.addStretch(3)
        self._step = label(step, "small")
        self._step.setVisible(bool(step))
        self._title = label(title, "title", wrap=True)
        self._text = label(text, "quiet", wrap=True)
        self._text.setVisible(bool(text))
        head = QVBoxLayout()
        head.setSpacing(4)
        for line in (self._step, self._title, self._text):
            head.addWidget(line)
        card.body.setSpacing(20)
        card.body.addLayout(head)
        self.body = QVBoxLayout()
        self.body.setSpacing(16)
        card.body.addLayout(self.body)
        self.footer = QHBoxLayout()
        self.footer.setSpacing(12)
        card.body.addLayout(self.footer)

    def set_words(self, title: str, text: str = "") -> None:
        """Change title and text."""
        self._title.setText(title)
        self._text.setText(text)
        self._text.setVisible(bool(text))


class LogoMark(QLabel):
    """The sign of the program."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        side = metrics().text(44)
        return QSize(side, side)

    def paintEvent(self, event: object) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme().colour("logo"))
        painter.drawRoundedRect(self.rect(), 10, 10)
        side = self.width() * 6 // 11
        place = QRect(0, 0, side, side)
        place.moveCenter(self.rect().center())
        paint_icon(painter, place, LOGO_ICON, theme().colour("logo_ink"))


class _Masthead(QWidget):
    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(4, 0, 0, 0)
        row.setSpacing(14)
        row.addWidget(LogoMark())
        row.addWidget(label("NeedleLog", "heading"))
        row.addStretch(1)
