"""Two photos on one surface: under a slider, side by side, or one after the other."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QNativeGestureEvent, QPainter, QPainterPath
from PySide6.QtWidgets import QPinchGesture, QSizePolicy, QWidget

from needlelog.domain.alignment import Point, Similarity
from needlelog.domain.photo_markup import NO_MARKUP, Markup, ShapeKind
from needlelog.ui.photos import canvas_paint
from needlelog.ui.photos.canvas_tools import DrawTool, HandTool, PointsTool, Tool
from needlelog.ui.photos.canvas_view import CanvasView, image_to_frame
from needlelog.ui.theme.active import theme

if TYPE_CHECKING:
    from PySide6.QtGui import (
        QHideEvent,
        QKeyEvent,
        QMouseEvent,
        QPaintEvent,
        QShowEvent,
        QTransform,
        QWheelEvent,
    )

    from needlelog.domain.photo_markup import Shape
    from needlelog.ui.photos.pictures import Picture

_BLINK_MS = 800
_STEP, _RADIUS, _GAP = 0.02, 10.0, 8.0
LEFT, RIGHT = "left", "right"


class CompareMode(StrEnum):
    """How two photos are shown together."""

    SLIDER = "slider"
    SIDE = "side"
    BLINK = "blink"


class CompareCanvas(QWidget):
    """Shows two pictures in one frame, with one zoom and one place for both.

    Fingers and mouse drag the slider or the pictures; wheel and pinch zoom. Keys: arrows, plus,
    minus, 0 for the whole picture, Space to blink by hand.
    """

    zoomed = Signal(float)
    pairs_changed = Signal()
    shape_drawn = Signal(str, object)
    """The uid of the photo and the `Shape` drawn on it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Photos to compare"))
        self.grabGesture(Qt.GestureType.PinchGesture)
        self.pictures: dict[str, Picture | None] = {LEFT: None, RIGHT: None}
        self.markups: dict[str, Markup] = {}
        self.similarity = Similarity()
        self.mode = CompareMode.SLIDER
        self.view = CanvasView()
        self.split = 0.5
        self.blink_right = False
        self.tool: Tool = HandTool(self)
        self._blink = QTimer(self)
        self._blink.setInterval(_BLINK_MS)
        self._blink.timeout.connect(self._swap)

    # --- what is shown -------------------------------------------------------------------------

    def show_picture(self, side: str, picture: Picture | None) -> None:
        """Show a picture on one side; the same photo in more pixels keeps zoom and place."""
        before = self.pictures[side]
        same = before is not None and picture is not None and before.photo.uid == picture.photo.uid
        self.pictures[side] = picture
        if side == LEFT and picture is not None and not same:
            self.view = CanvasView.whole(picture.image)
        self.update()

    def show_alignment(self, similarity: Similarity | None) -> None:
        """Lay the right picture on the left one; ``None`` lays them as wide as each other."""
        self.similarity = similarity or Similarity()
        self.update()

    def show_markups(self, markups: dict[str, Markup]) -> None:
        """What is drawn on each photo, by uid."""
        self.markups = markups
        self.update()

    def set_mode(self, mode: CompareMode) -> None:
        """Show the pictures another way."""
        self.mode = mode
        self.blink_right = False
        self._run_blink()
        self.update()

    def set_tool(self, tool: Tool) -> None:
        """Let another tool have the pointer."""
        self.tool = tool
        self.setCursor(tool.cursor)
        self.update()

    def use_hand(self) -> None:
        """Drag and zoom again."""
        self.set_tool(HandTool(self))

    def take_points(self) -> PointsTool:
        """Let the person tap matching points, side by side."""
        self.set_mode(CompareMode.SIDE)
        tool = PointsTool(self)
        self.set_tool(tool)
        return tool

    def draw(self, kind: ShapeKind) -> None:
        """Let the person draw on the pictures."""
        self.set_tool(DrawTool(self, kind))

    # --- zoom ----------------------------------------------------------------------------------

    def zoom(self, factor: float, at: QPointF | None = None) -> None:
        """Closer or farther about a point of the widget, or about the middle."""
        side = self.side_at(at) if at is not None else LEFT
        place = self.place(side)
        self.view = self.view.zoomed(factor, at if at is not None else place.center(), place)
        self.zoomed.emit(self.view.zoom)
        self.update()

    def fit(self) -> None:
        """Show the whole picture."""
        left = self.pictures[LEFT]
        if left is not None:
            self.view = CanvasView.whole(left.image)
            self.zoomed.emit(1.0)
            self.update()

    def pan(self, dx: float, dy: float) -> None:
        """Move both pictures by so many pixels."""
        self.view = self.view.moved(dx, dy, self.place(LEFT))
        self.update()

    # --- geometry ------------------------------------------------------------------------------

    def place(self, side: str) -> QRectF:
        """Where a side is shown."""
        whole = QRectF(self.rect())
        if self.mode is not CompareMode.SIDE:
            return whole
        half = (whole.width() - _GAP) / 2
        left = whole.left() if side == LEFT else whole.right() - half
        return QRectF(left, whole.top(), half, whole.height())

    def split_x(self) -> float:
        """Where the slider stands, in pixels."""
        return self.width() * self.split

    def side_at(self, at: QPointF) -> str:
        """Which picture is seen at a point of the widget."""
        if self.mode is CompareMode.SIDE:
            return LEFT if at.x() < self.width() / 2 else RIGHT
        if self.mode is CompareMode.BLINK:
            return RIGHT if self.blink_right else LEFT
        return LEFT if at.x() < self.split_x() else RIGHT

    def widths_to_screen(self, side: str) -> QTransform:
        """From widths of one side's own picture to the widget."""
        picture = self.pictures[side]
        to_screen = self.view.to_screen(self.place(side))
        if picture is None:
            return to_screen
        similarity = self.similarity if side == RIGHT else Similarity()
        widths = image_to_frame(picture.image, similarity)
        return widths.fromScale(picture.image.width(), picture.image.width()) * widths * to_screen

    def point_in_picture(self, side: str, at: QPointF) -> Point:
        """A point of the widget in widths of the picture on that side."""
        inverse, _ok = self.widths_to_screen(side).inverted()
        spot = inverse.map(at)
        return spot.x(), spot.y()

    def markup_of(self, side: str) -> Markup:
        """What is drawn on the photo of a side."""
        picture = self.pictures[side]
        return self.markups.get(picture.photo.uid, NO_MARKUP) if picture else NO_MARKUP

    # --- events --------------------------------------------------------------------------------

    def sizeHint(self) -> QSize:
        return QSize(420, 420)

    def minimumSizeHint(self) -> QSize:
        return QSize(220, 200)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        frame = QPainterPath()
        frame.addRoundedRect(QRectF(self.rect()), _RADIUS, _RADIUS)
        painter.setClipPath(frame)
        painter.fillRect(self.rect(), theme().colour("pressed"))
        canvas_paint.paint(painter, self)
        self.tool.paint(painter)
        painter.setClipping(False)
        if self.hasFocus():
            canvas_paint.paint_focus(painter, QRectF(self.rect()), _RADIUS)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.tool.press(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self.tool.move(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.tool.release(event.position())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if isinstance(self.tool, HandTool):
            self.zoom(2.0, event.position())
        else:
            self.mousePressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.zoom(1.0015 ** event.angleDelta().y(), event.position())
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        key = Qt.Key(event.key())
        if key in steps and self.mode is CompareMode.SLIDER and self.view.zoom == 1.0:
            self.split = min(max(self.split + steps[key] * _STEP, 0.0), 1.0)
            self.update()
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.pan(-steps[key] * 40.0, 0)
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.pan(0, 40.0 if key == Qt.Key.Key_Up else -40.0)
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom(1.25)
        elif key == Qt.Key.Key_Minus:
            self.zoom(0.8)
        elif key == Qt.Key.Key_0:
            self.fit()
        elif key == Qt.Key.Key_Space and self.mode is CompareMode.BLINK:
            self._blink.stop()
            self._swap()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Gesture:
            pinch = event.gesture(Qt.GestureType.PinchGesture)  # type: ignore[attr-defined]
            if isinstance(pinch, QPinchGesture):
                self.zoom(pinch.scaleFactor(), QPointF(self.mapFromGlobal(pinch.centerPoint())))
                return True
        if (
            isinstance(event, QNativeGestureEvent)
            and event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture
        ):
            self.zoom(1 + event.value(), event.position())
            return True
        return super().event(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._run_blink()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._blink.stop()

    def finished_shape(self, side: str, shape: Shape) -> None:
        """A tool has drawn a shape on the photo of a side."""
        picture = self.pictures[side]
        if picture is not None:
            self.shape_drawn.emit(picture.photo.uid, shape)

    def _run_blink(self) -> None:
        if self.mode is CompareMode.BLINK and self.isVisible():
            self._blink.start()
        else:
            self._blink.stop()

    def _swap(self) -> None:
        self.blink_right = not self.blink_right
        self.update()
