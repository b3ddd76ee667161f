"""The ground on which a signature is drawn with a finger, a pen or the mouse."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QEventPoint,
    QInputEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QTabletEvent,
    QTouchEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from needlelog.domain.signatures import GROUND_WIDTH, MOST_POINTS, Point, Stroke
from needlelog.ui.consent.signature_drawing import paint_signature
from needlelog.ui.theme.active import metrics, theme
from needlelog.ui.theme.fonts import text_font
from needlelog.ui.theme.icons import paint_icon

HEIGHT_OF_WIDTH = 0.42
_BASELINE = 0.74
_TOUCH_BEGINS = (QEvent.Type.TouchBegin, QEvent.Type.TouchUpdate, QEvent.Type.TouchEnd)


class SignaturePad(QWidget):
    """Keeps its strokes when it is resized. Backspace takes the last one away, Delete all.

    `changed` is sent after each stroke, undo and clear. Whoever starts a stroke (one finger, the
    pen, or the mouse) draws it to its end; a palm that touches meanwhile draws nothing.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.CrossCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(self.tr("Signature"))
        self.setAccessibleDescription(
            self.tr("Sign with a finger, a pen or the mouse. To sign by keyboard, type the name.")
        )
        self._strokes: list[Stroke] = []
        self._line: list[Point] = []
        self._hand: object = None
        self._begun_ms: int | None = None

    def strokes(self) -> tuple[Stroke, ...]:
        """What is drawn."""
        return tuple(self._strokes)

    def undo(self) -> None:
        """Take the last stroke away."""
        if self._strokes:
            self._strokes.pop()
            self._tell()

    def clear(self) -> None:
        """Take everything away."""
        if self._strokes or self._line:
            self._strokes, self._line, self._hand = [], [], None
            self._begun_ms = None
            self._tell()

    # --- drawing -------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._begin("mouse", event.position(), event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._go_on("mouse", event.position(), event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._end("mouse", event.position(), event)

    def tabletEvent(self, event: QTabletEvent) -> None:
        """A pen; accepted, so that no mouse event follows."""
        kind = event.type()
        if kind == QEvent.Type.TabletPress:
            self._begin("pen", event.position(), event)
        elif kind == QEvent.Type.TabletMove:
            self._go_on("pen", event.position(), event)
        elif kind == QEvent.Type.TabletRelease:
            self._end("pen", event.position(), event)
        event.accept()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.TouchCancel:
            self._drop()
            return True
        if isinstance(event, QTouchEvent) and event.type() in _TOUCH_BEGINS:
            for point in event.points():
                self._touched(point, event)
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Backspace:
            self.undo()
        elif event.key() == Qt.Key.Key_Delete:
            self.clear()
        else:
            super().keyPressEvent(event)

    def _touched(self, point: QEventPoint, event: QTouchEvent) -> None:
        hand = ("finger", point.id())
        if point.state() == QEventPoint.State.Pressed:
            self._begin(hand, point.position(), event)
        elif point.state() == QEventPoint.State.Updated:
            self._go_on(hand, point.position(), event)
        elif point.state() == QEventPoint.State.Released:
            self._end(hand, point.position(), event)

    def _begin(self, hand: object, at: QPointF, event: QInputEvent) -> None:
        if self._hand is None:
            self._hand = hand
            self._line = []
            self._add(at, event)

    def _go_on(self, hand: object, at: QPointF, event: QInputEvent) -> None:
        if self._hand is not None and hand == self._hand:
            self._add(at, event)

    def _end(self, hand: object, at: QPointF, event: QInputEvent) -> None:
        if self._hand is not None and hand == self._hand:
            self._add(at, event)
            if self._line:
                self._strokes.append(tuple(self._line))
            self._drop()
            self._tell()

    def _drop(self) -> None:
        self._hand, self._line = None, []
        self.update()

    def _add(self, at: QPointF, event: QInputEvent) -> None:
        if sum(map(len, self._strokes)) + len(self._line) >= MOST_POINTS:
            return
        now = event.timestamp()
        if self._begun_ms is None:
            self._begun_ms = now
        scale = GROUND_WIDTH / max(self.width(), 1)
        x = min(max(round(at.x() * scale), 0), GROUND_WIDTH)
        y = min(max(round(at.y() * scale), 0), round(self.height() * scale))
        if not self._line or self._line[-1][:2] != (x, y):
            self._line.append((x, y, max(now - self._begun_ms, 0)))
            self.update()

    def _tell(self) -> None:
        self.update()
        self.changed.emit()

    # --- look ----------------------------------------------------------------------------------

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return round(width * HEIGHT_OF_WIDTH)

    def sizeHint(self) -> QSize:
        width = metrics().text(440)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(240, self.heightForWidth(240))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focused = self.hasFocus()
        edge = QPen(theme().colour("focus" if focused else "line_strong"), 2 if focused else 1)
        painter.setPen(edge)
        painter.setBrush(theme().colour("surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 10, 10)
        level = self.height() * _BASELINE
        side = metrics().text(16)
        painter.setPen(QPen(theme().colour("line_strong"), 1, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(24 + side, level), QPointF(self.width() - 20, level))
        mark = QRectF(16, level - side - 2, side, side).toRect()
        paint_icon(painter, mark, "close", theme().colour("quiet"))
        if not self._strokes and not self._line:
            painter.setPen(theme().colour("quiet"))
            painter.setFont(text_font(metrics().text(14)))
            painter.drawText(
                QRectF(0, 0, self.width(), level - 8),
                Qt.AlignmentFlag.AlignCenter,
                self.tr("Sign here with a finger, pen or mouse"),
            )
        drawn = (*self._strokes, *((tuple(self._line),) if self._line else ()))
        paint_signature(painter, drawn, self.width(), theme().colour("ink"))
