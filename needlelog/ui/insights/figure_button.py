"""Figures that can be pressed: a card with a number, a line with a number, a bar of depths."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from needlelog.ui.insights.bar_paint import paint_depth_scale, paint_depths
from needlelog.ui.insights.palette import screen_look
from needlelog.ui.theme.active import metrics
from needlelog.ui.widgets.button import Button
from needlelog.ui.widgets.labels import ElidedLabel, label

if TYPE_CHECKING:
    from needlelog.domain.dashboard import ZoneDepths

_CARD_HEIGHT = 106
_BAR_HEIGHT = 20
_GAP = 10
_SIDES = 18
_NAME_WIDTH = 104
_COUNT_WIDTH = 40


class StatCard(Button):
    """What is counted, the number, and what it is made of."""

    def __init__(self, caption: str, parent: QWidget | None = None) -> None:
        super().__init__("", "stat", parent=parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._caption = label(caption, "quiet")
        self._value = label("", "number")
        self._detail = label("", "quiet", wrap=True)
        self._detail.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeading)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 12, 14, 10)
        column.setSpacing(2)
        for part in (self._caption, self._value, self._detail):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            column.addWidget(part)
        column.setStretch(2, 1)

    def show_figure(self, value: str, detail: str) -> None:
        """Show another number."""
        self._value.setText(value)
        self._detail.setText(detail)
        self.setAccessibleName(f"{self._caption.text()}: {value}. {detail}")

    def caption(self) -> str:
        """What is counted."""
        return self._caption.text()

    def value(self) -> str:
        """The number as it is shown."""
        return self._value.text()

    def detail(self) -> str:
        """What it is made of."""
        return self._detail.text()

    def sizeHint(self) -> QSize:
        return QSize(metrics().text(150), metrics().text(_CARD_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(metrics().text(110), metrics().text(_CARD_HEIGHT))


class FigureRow(Button):
    """Words at the left, their number at the right; both are one button."""

    def __init__(self, words: str, figure: str, parent: QWidget | None = None) -> None:
        super().__init__("", "row", parent=parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(f"{words}: {figure}")
        row = QHBoxLayout(self)
        row.setContentsMargins(18, 0, 18, 0)
        row.setSpacing(12)
        row.addWidget(_seen_through(ElidedLabel(words, "quiet")), 1)
        row.addWidget(_seen_through(label(figure, "strong")))
        self.setToolTip(words)

    def sizeHint(self) -> QSize:
        return QSize(metrics().text(200), metrics().target)


class DepthRow(Button):
    """A zone with its depths as shares of one bar, how many there are, how many went too deep."""

    def __init__(
        self, name: str, zone: ZoneDepths, over: str, parent: QWidget | None = None
    ) -> None:
        super().__init__("", "row", parent=parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(18, 0, 18, 0)
        row.setSpacing(_GAP)
        words = ElidedLabel(name, "value")
        words.setFixedWidth(metrics().text(_NAME_WIDTH))
        row.addWidget(_seen_through(words))
        row.addWidget(_seen_through(_DepthBar(zone)), 1)
        self._count = label(over, "small")
        self._count.setFixedWidth(metrics().text(_COUNT_WIDTH))
        self._count.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(_seen_through(self._count))

    def sizeHint(self) -> QSize:
        return QSize(metrics().text(240), metrics().target)


class DepthScale(QWidget):
    """What the colours of the bars mean, under the bars."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(metrics().text(34))
        self.setAccessibleName(self.tr("Depth in millimetres, shallow to deep"))

    def paintEvent(self, event: QPaintEvent) -> None:
        left = _SIDES + metrics().text(_NAME_WIDTH) + _GAP
        right = _SIDES + metrics().text(_COUNT_WIDTH) + _GAP
        box = QRectF(self.rect()).adjusted(left, 4, -right, 0)
        paint_depth_scale(QPainter(self), box, screen_look())


class _DepthBar(QWidget):
    def __init__(self, zone: ZoneDepths) -> None:
        super().__init__()
        self._zone = zone
        self.setMinimumWidth(metrics().text(60))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        height = metrics().text(_BAR_HEIGHT)
        box = QRectF(0.5, (self.height() - height) / 2, self.width() - 1, height)
        paint_depths(painter, box, self._zone, screen_look())


def _seen_through(widget: QWidget | QLabel) -> QWidget:
    widget.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    return widget
