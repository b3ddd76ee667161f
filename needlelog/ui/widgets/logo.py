"""The program's sign: a needling pen on a tile."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPainterPath, QPen, QPixmap
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from needlelog.ui.theme.active import metrics, theme

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent


class Logo(QLabel):
    """The sign as a widget, square, `side` pixels at normal text size."""

    def __init__(self, side: int = 40, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._side = side
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("NeedleLog")

    def sizeHint(self) -> QSize:
        side = metrics().text(self._side)
        return QSize(side, side)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_logo(painter, QRectF(self.rect()))


def logo_icon() -> QIcon:
    """The sign as the icon of windows."""
    icon = QIcon()
    for side in (16, 32, 64, 128, 256):
        picture = QPixmap(side, side)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        paint_logo(painter, QRectF(0, 0, side, side))
        painter.end()
        icon.addPixmap(picture)
    return icon


def paint_logo(painter: QPainter, box: QRectF) -> None:
    """Draw the sign into a square."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme().colour("logo"))
    painter.drawRoundedRect(box, box.width() / 4, box.width() / 4)
    painter.translate(box.topLeft())
    painter.scale(box.width() / 40, box.width() / 40)
    pen = QPen(theme().colour("logo_ink"), 2)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawLine(QPointF(16, 11.5), QPointF(24, 11.5))
    painter.drawLine(QPointF(20, 11.5), QPointF(20, 19.5))
    cone = QPainterPath(QPointF(16.6, 19.8))
    for corner in (QPointF(23.4, 19.8), QPointF(21.6, 24.2), QPointF(18.4, 24.2)):
        cone.lineTo(corner)
    cone.closeSubpath()
    painter.drawPath(cone)
    painter.drawLine(QPointF(20, 24.4), QPointF(20, 28.8))
    painter.restore()
