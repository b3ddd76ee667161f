"""The scale of depths under a map, with the client's sides at its ends."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from needlelog.domain.zones import Side
from needlelog.ui import formats
from needlelog.ui.map.map_colours import map_colours
from needlelog.ui.map.zone_titles import side_sign
from needlelog.ui.theme.active import metrics
from needlelog.ui.theme.depth_scale import DEPTH_SCALE

_BAR_HEIGHT = 10
_GAP = 5


class DepthLegend(QWidget):
    """Shows which colour stands for which depth, and which side of the client is where."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sides: tuple[Side | None, Side | None] = (Side.RIGHT, Side.LEFT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Needle depth scale, millimetres"))
        self._describe()

    def set_sides(self, sides: tuple[Side | None, Side | None]) -> None:
        """Write the client's sides at the viewer's left and right."""
        self._sides = sides
        self._describe()
        self.update()

    def sizeHint(self) -> QSize:
        """Two lines of small text and the bar between."""
        return QSize(300, 2 * self._line_height() + _BAR_HEIGHT + 2 * _GAP)

    def minimumSizeHint(self) -> QSize:
        """Keep the height, give way in width."""
        return QSize(200, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the title line, the bar and its figures."""
        colours = map_colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = self.font()
        font.setPixelSize(metrics().text(12))
        painter.setFont(font)
        painter.setPen(QColor(colours.quiet_ink))
        line = self._line_height()
        top = QRectF(0, 0, self.width(), line)
        vertical = Qt.AlignmentFlag.AlignVCenter
        left, right = self._sides
        painter.drawText(top, Qt.AlignmentFlag.AlignCenter, self.tr("needle depth, mm"))
        if left is not None:
            painter.drawText(top, vertical | Qt.AlignmentFlag.AlignLeft, side_sign(left))
        if right is not None:
            painter.drawText(top, vertical | Qt.AlignmentFlag.AlignRight, side_sign(right))
        self._paint_bar(painter, line + _GAP)
        self._paint_figures(painter, line + 2 * _GAP + _BAR_HEIGHT)

    def _paint_bar(self, painter: QPainter, top: float) -> None:
        rounded = QPainterPath()
        rounded.addRoundedRect(QRectF(0, top, self.width(), _BAR_HEIGHT), 5, 5)
        painter.save()
        painter.setClipPath(rounded)
        step = self.width() / len(DEPTH_SCALE)
        for index, (_, name) in enumerate(DEPTH_SCALE):
            painter.fillRect(QRectF(index * step, top, step + 1, _BAR_HEIGHT), QColor(name))
        painter.restore()

    def _paint_figures(self, painter: QPainter, top: float) -> None:
        step = self.width() / len(DEPTH_SCALE)
        font = painter.font()
        widest = painter.fontMetrics().horizontalAdvance("0.25 ")
        if widest > step:
            font.setPixelSize(int(font.pixelSize() * step / widest))
            painter.setFont(font)
        for index, (depth, _) in enumerate(DEPTH_SCALE):
            band = QRectF(index * step, top, step, self._line_height())
            painter.drawText(band, Qt.AlignmentFlag.AlignCenter, formats.depth_short(depth))

    def _line_height(self) -> int:
        return metrics().text(12) + 5

    def _describe(self) -> None:
        words = {Side.LEFT: self.tr("client's left"), Side.RIGHT: self.tr("client's right")}
        left, right = self._sides
        parts = []
        if left is not None:
            parts.append(self.tr("{side} at the left").format(side=words[left]))
        if right is not None:
            parts.append(self.tr("{side} at the right").format(side=words[right]))
        self.setAccessibleDescription(", ".join(parts))
