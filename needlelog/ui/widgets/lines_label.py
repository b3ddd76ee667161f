"""A label of a few lines that breaks anywhere it must and shortens only what is longer still."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import (
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QStyle, QStyleOption, QWidget

from needlelog.ui.widgets.fitting_words import as_written, cut_to, first_line, kept_together
from needlelog.ui.widgets.remembered_height import RememberedHeight


class LinesLabel(RememberedHeight):
    """Plain text on at most ``lines`` lines; the last ends in … where there is more of it.

    A word that is wider than the label is broken, so that a long name never widens its column.
    The whole text is the accessible name, and the tooltip where a part of it is cut.
    """

    def __init__(
        self, text: str = "", role: str = "", parent: QWidget | None = None, *, lines: int = 2
    ) -> None:
        super().__init__(text, parent)
        self._most = lines
        self.setTextFormat(Qt.TextFormat.PlainText)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        if role:
            self.setProperty("role", role)

    def shown_lines(self, width: int) -> list[str]:
        """The text as it stands in this many pixels."""
        metrics = self.fontMetrics()
        pieces: list[str] = []
        rest = kept_together(self.text())
        while rest and len(pieces) < self._most - 1:
            taken = first_line(rest, self.font(), width)
            fact = rest.rfind("· ", 0, taken) + len("· ")
            # Facts between dots stay whole where what is left has room on one more line.
            if (
                taken < len(rest)
                and fact > max(taken // 3, len("· "))
                and metrics.horizontalAdvance(rest[fact:]) <= width
            ):
                taken = fact
            pieces.append(as_written(rest[:taken].strip()))
            rest = rest[taken:].lstrip()
        if rest:
            pieces.append(cut_to(as_written(rest), metrics, width))
        return pieces

    def sizeHint(self) -> QSize:
        """All on one line."""
        self.ensurePolished()
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance(self.text()) + 1, metrics.height())

    def minimumSizeHint(self) -> QSize:
        self.ensurePolished()
        metrics = self.fontMetrics()
        least = min(metrics.horizontalAdvance("MMM…"), self.sizeHint().width())
        return QSize(least, metrics.height())

    def hasHeightForWidth(self) -> bool:
        return True

    def needed_height(self, width: int) -> int:
        self.ensurePolished()
        return max(len(self.shown_lines(width)), 1) * self.fontMetrics().height()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        cut = any(line.endswith("…") for line in self.shown_lines(self.width()))
        self.setToolTip(self.text() if cut else "")

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        option = QStyleOption()
        option.initFrom(self)
        lines = self.shown_lines(self.width())
        height = self.fontMetrics().height()
        top = max(self.height() - len(lines) * height, 0) // 2
        across = QStyle.visualAlignment(self.layoutDirection(), Qt.AlignmentFlag.AlignLeading)
        for number, line in enumerate(lines):
            self.style().drawItemText(
                painter,
                QRect(0, top + number * height, self.width(), height),
                across.value | Qt.TextFlag.TextSingleLine.value,
                option.palette,
                self.isEnabled(),
                line,
                self.foregroundRole(),
            )
