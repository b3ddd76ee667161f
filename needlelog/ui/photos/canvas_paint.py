"""Painting of the canvas: the two pictures, what is drawn on them, slider and points."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPen

from needlelog.domain.alignment import Similarity
from needlelog.ui.photos.canvas_view import image_to_frame
from needlelog.ui.photos.markup_paint import paint_markup
from needlelog.ui.theme.active import metrics, theme
from needlelog.ui.theme.fonts import text_font
from needlelog.ui.theme.icons import paint_icon

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from needlelog.ui.photos.canvas import CompareCanvas

_LEFT, _RIGHT = "left", "right"
_HANDLE, _POINT = 20.0, 13.0


def paint(painter: QPainter, canvas: CompareCanvas) -> None:
    """Paint both pictures as the mode says."""
    mode = canvas.mode.value
    whole = QRectF(canvas.rect())
    if mode == "side":
        for side in (_LEFT, _RIGHT):
            _side(painter, canvas, side, canvas.place(side))
    elif mode == "blink":
        shown = _RIGHT if canvas.blink_right and canvas.pictures[_RIGHT] else _LEFT
        _side(painter, canvas, shown, whole)
    else:
        x = canvas.split_x() if canvas.pictures[_RIGHT] else whole.width()
        _side(painter, canvas, _LEFT, QRectF(0, 0, x, whole.height()))
        _side(painter, canvas, _RIGHT, QRectF(x, 0, whole.width() - x, whole.height()))
        if canvas.pictures[_RIGHT]:
            _slider(painter, x, whole.height())


def paint_point(painter: QPainter, at: QPointF, number: int) -> None:
    """A matched point with its number; the spot itself stays free."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for colour, width in (("#1A1512", 5.0), ("#FFFFFF", 2.0)):
        painter.setPen(QPen(QColor(colour), width))
        painter.drawEllipse(at, _POINT, _POINT)
        painter.drawLine(at - QPointF(4, 0), at + QPointF(4, 0))
        painter.drawLine(at - QPointF(0, 4), at + QPointF(0, 4))
    tag = QRectF(at.x() + _POINT - 2, at.y() - _POINT - 12, 20, 20)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme().colour("accent"))
    painter.drawEllipse(tag)
    painter.setPen(theme().colour("accent_ink"))
    painter.setFont(text_font(metrics().text(12), QFont.Weight.DemiBold))
    painter.drawText(tag, Qt.AlignmentFlag.AlignCenter, str(number))


def paint_focus(painter: QPainter, rect: QRectF, radius: float) -> None:
    """The ring of the keyboard."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(theme().colour("focus"), 2))
    painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), radius, radius)


def _side(painter: QPainter, canvas: CompareCanvas, side: str, clip: QRectF) -> None:
    picture = canvas.pictures[side]
    painter.save()
    painter.setClipRect(clip, Qt.ClipOperation.IntersectClip)
    if picture is not None:
        similarity = canvas.similarity if side == _RIGHT else Similarity()
        to_screen = image_to_frame(picture.image, similarity) * canvas.view.to_screen(
            canvas.place(side)
        )
        painter.save()
        painter.setTransform(to_screen, True)
        painter.drawImage(0, 0, picture.image)
        painter.restore()
        paint_markup(painter, canvas.markup_of(side), canvas.widths_to_screen(side))
    painter.restore()


def _slider(painter: QPainter, x: float, height: float) -> None:
    painter.setPen(QPen(QColor("#FFFFFF"), 2))
    painter.drawLine(QPointF(x, 0), QPointF(x, height))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor("#FFFFFF"))
    middle = QPointF(x, height / 2)
    painter.drawEllipse(middle, _HANDLE, _HANDLE)
    place = QRect(0, 0, 22, 22)
    place.moveCenter(middle.toPoint())
    paint_icon(painter, place, "arrow-left-right", QColor("#0F6B66"))
