"""Cards and lines: the frames that hold everything."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from needlelog.ui.theme.active import metrics
from needlelog.ui.widgets.labels import label
from needlelog.ui.widgets.lines_label import LinesLabel


def rule(parent: QWidget | None = None) -> QFrame:
    """A line one pixel high."""
    line = QFrame(parent)
    line.setProperty("role", "line")
    line.setFixedHeight(1)
    return line


class _Subtitle(LinesLabel):
    """It sets its own height, so that a card does not ask its page about every width."""

    def __init__(self, text: str) -> None:
        super().__init__(text, "quiet")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def setText(self, text: str) -> None:
        super().setText(text)
        self._take_lines()

    def hasHeightForWidth(self) -> bool:
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._take_lines()

    def _take_lines(self) -> None:
        self.setFixedHeight(self.heightForWidth(self.width()))


class Card(QFrame):
    """A surface with rounded corners.

    With a title it has a header: title, quiet subtitle, and at the right a widget of the caller.
    Content goes into `body`, a vertical layout without margins of its own unless `padding` is set.
    """

    def __init__(
        self,
        title: str = "",
        subtitle: str = "",
        right: QWidget | None = None,
        parent: QWidget | None = None,
        *,
        padding: int = 0,
        header_rule: bool = True,
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 1, 1, 1)
        outer.setSpacing(0)
        self._title = label(title, "strong")
        self._subtitle = _Subtitle(subtitle)
        self._header = QWidget()
        self._header_row = QHBoxLayout(self._header)
        self._header_row.setContentsMargins(18, 12, 18, 12)
        self._header_row.setSpacing(10)
        self._header.setMinimumHeight(metrics().text(46))
        self._header_row.addWidget(self._title)
        self._header_row.addWidget(self._subtitle)
        self._header_row.addStretch(1)
        if right is not None:
            self.add_to_header(right)
        outer.addWidget(self._header)
        self._rule = rule()
        self._wants_rule = header_rule
        outer.addWidget(self._rule)
        self.body = QVBoxLayout()
        self.body.setContentsMargins(padding, padding, padding, padding)
        self.body.setSpacing(12 if padding else 0)
        outer.addLayout(self.body, 1)
        self._show_header()

    def set_header(self, title: str, subtitle: str = "") -> None:
        """Change the words of the header."""
        self._title.setText(title)
        self._subtitle.setText(subtitle)
        self._show_header()

    def add_to_header(self, widget: QWidget) -> None:
        """Put a widget at the right end of the header."""
        self._header_row.setContentsMargins(18, 8, 16, 8)
        self._header_row.addWidget(widget)

    def add(self, widget: QWidget, stretch: int = 0) -> None:
        """Append a widget to the body."""
        self.body.addWidget(widget, stretch)

    def add_rule(self) -> None:
        """Append a line across the whole body."""
        self.body.addWidget(rule())

    def _show_header(self) -> None:
        shown = bool(self._title.text() or self._subtitle.text())
        self._header.setVisible(shown)
        self._rule.setVisible(shown and self._wants_rule)
