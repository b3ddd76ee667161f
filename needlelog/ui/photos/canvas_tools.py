"""What the pointer does on the canvas: hold and move, tap matching points, draw."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QPointF, Qt

from needlelog.domain.photo_markup import Markup, Shape, ShapeKind
from needlelog.ui.photos import canvas_paint
from needlelog.ui.photos.markup_paint import paint_markup

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from needlelog.domain.alignment import Point
    from needlelog.ui.photos.canvas import CompareCanvas

MOST_PAIRS = 3
_GRIP = 26.0
_LEFT, _RIGHT = "left", "right"


class Tool(Protocol):
    """Gets the pointer while it is pressed, and may paint over the pictures."""

    cursor: Qt.CursorShape

    def press(self, at: QPointF) -> None:
        """The finger went down."""

    def move(self, at: QPointF) -> None:
        """The finger moved while down."""

    def release(self, at: QPointF) -> None:
        """The finger went up."""

    def paint(self, painter: QPainter) -> None:
        """Paint over the pictures."""


class HandTool:
    """Drags the slider where it is grasped, or both pictures together."""

    cursor = Qt.CursorShape.OpenHandCursor

    def __init__(self, canvas: CompareCanvas) -> None:
        self._canvas = canvas
        self._last: QPointF | None = None
        self._slides = False

    def press(self, at: QPointF) -> None:
        """Grasp the slider, or the pictures when they are zoomed."""
        canvas = self._canvas
        slider = canvas.mode.value == "slider"
        near = abs(at.x() - canvas.split_x()) <= _GRIP
        self._slides = slider and (near or canvas.view.zoom == 1.0)
        self._last = at
        if self._slides and not near:
            self._slide(at)

    def move(self, at: QPointF) -> None:
        """Follow the finger."""
        if self._last is None:
            return
        if self._slides:
            self._slide(at)
        else:
            self._canvas.pan(at.x() - self._last.x(), at.y() - self._last.y())
        self._last = at

    def release(self, at: QPointF) -> None:
        """Let go."""
        self._last = None

    def paint(self, painter: QPainter) -> None:
        """Nothing lies over the pictures."""

    def _slide(self, at: QPointF) -> None:
        self._canvas.split = min(max(at.x() / max(1, self._canvas.width()), 0.0), 1.0)
        self._canvas.update()


class PointsTool:
    """Takes two or three pairs of matching points: first on one picture, then on the other."""

    cursor = Qt.CursorShape.CrossCursor

    def __init__(self, canvas: CompareCanvas) -> None:
        self._canvas = canvas
        self.points: dict[str, list[Point]] = {_LEFT: [], _RIGHT: []}

    @property
    def pairs(self) -> int:
        """How many points have their partner."""
        return min(len(self.points[_LEFT]), len(self.points[_RIGHT]))

    def wanted(self) -> str:
        """The side on which a point is missing; empty for either, or when there are enough."""
        left, right = len(self.points[_LEFT]), len(self.points[_RIGHT])
        if left == right:
            return ""
        return _RIGHT if left > right else _LEFT

    def press(self, at: QPointF) -> None:
        """Set the next point on the picture that was tapped; a second tap there moves it."""
        side = self._canvas.side_at(at)
        if not self._canvas.place(side).contains(at) or self._canvas.pictures[side] is None:
            return
        point, mine = self._canvas.point_in_picture(side, at), self.points[side]
        other = self.points[_RIGHT if side == _LEFT else _LEFT]
        if len(mine) > len(other):
            mine[-1] = point
        elif len(mine) < MOST_PAIRS:
            mine.append(point)
        else:
            return
        self._tell()

    def move(self, at: QPointF) -> None:
        """Points are set where the finger goes down."""

    def release(self, at: QPointF) -> None:
        """Nothing more happens."""

    def undo(self) -> None:
        """Take the last point away."""
        wanted = self.wanted()
        side = {_LEFT: _RIGHT, _RIGHT: _LEFT}.get(wanted, _RIGHT)
        if self.points[side]:
            self.points[side].pop()
            self._tell()

    def paint(self, painter: QPainter) -> None:
        """Show the points with their numbers."""
        for side, points in self.points.items():
            to_screen = self._canvas.widths_to_screen(side)
            for number, (x, y) in enumerate(points, start=1):
                canvas_paint.paint_point(painter, to_screen.map(QPointF(x, y)), number)

    def _tell(self) -> None:
        self._canvas.update()
        self._canvas.pairs_changed.emit()


class DrawTool:
    """Draws one shape from where the finger goes down to where it goes up."""

    cursor = Qt.CursorShape.CrossCursor

    def __init__(self, canvas: CompareCanvas, kind: ShapeKind) -> None:
        self._canvas = canvas
        self.kind = kind
        self._side = ""
        self._points: list[Point] = []

    def press(self, at: QPointF) -> None:
        """Begin on the picture seen there."""
        self._side = self._canvas.side_at(at)
        self._points = [self._canvas.point_in_picture(self._side, at)]

    def move(self, at: QPointF) -> None:
        """Go on."""
        if not self._points:
            return
        point = self._canvas.point_in_picture(self._side, at)
        if self.kind is ShapeKind.PEN:
            self._points.append(point)
        else:
            self._points[1:] = [point]
        self._canvas.update()

    def release(self, at: QPointF) -> None:
        """Hand the shape over; a mere tap draws nothing."""
        points, self._points = tuple(self._points), []
        if len(points) > 1:
            self._canvas.finished_shape(self._side, Shape(self.kind, points))
        self._canvas.update()

    def paint(self, painter: QPainter) -> None:
        """Show the shape that is being drawn."""
        if len(self._points) > 1:
            drawn = Markup((Shape(self.kind, tuple(self._points)),))
            paint_markup(painter, drawn, self._canvas.widths_to_screen(self._side))
