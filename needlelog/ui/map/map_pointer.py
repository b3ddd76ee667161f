"""Mouse, touch and trackpad on a zone map: taps, drags over zones, zoom and moving."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QNativeGestureEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QGestureEvent, QPinchGesture

if TYPE_CHECKING:
    from needlelog.ui.map.body_map import BodyMap

_WHEEL_STEP = 1.15
_MOVING_BUTTONS = Qt.MouseButton.MiddleButton | Qt.MouseButton.RightButton


class MapPointer:
    """Turns pointer events of one map into its acts."""

    def __init__(self, body_map: BodyMap) -> None:
        self._map = body_map
        self._start: QPointF | None = None
        self._last = QPointF()
        self._passed: list[str] = []
        self._moving = False
        self._dragging = False
        self.keyboard_leads = True

    def handle(self, event: QEvent) -> bool:
        """Act on an event; return False for one that is not the pointer's."""
        kind = event.type()
        if isinstance(event, QWheelEvent):
            self._map.zoom_at(event.position(), _WHEEL_STEP ** (event.angleDelta().y() / 120))
        elif isinstance(event, QNativeGestureEvent):
            return self._native(event)
        elif isinstance(event, QGestureEvent):
            return self._gesture(event)
        elif isinstance(event, QMouseEvent):
            return self._mouse(event)
        elif kind == QEvent.Type.Leave:
            self._map.set_touch(None, frozenset(self._passed))
            return False
        else:
            if kind == QEvent.Type.KeyPress:
                self.keyboard_leads = True
            return False
        return True

    def _mouse(self, event: QMouseEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.MouseButtonDblClick and self._map.view.zoomed:
            self._forget()
            self._map.reset_view()
        elif kind in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick):
            self._press(event)
        elif kind == QEvent.Type.MouseMove:
            self._move(event)
        elif kind == QEvent.Type.MouseButtonRelease:
            self._release(event)
        else:
            return False
        event.accept()
        return True

    def _press(self, event: QMouseEvent) -> None:
        self.keyboard_leads = False
        self._start = self._last = event.position()
        self._dragging = False
        zone = self._map.zone_at(event.position())
        self._passed = []
        self._moving = bool(event.button() & _MOVING_BUTTONS) or (
            zone is None and self._map.view.zoomed
        )
        if zone is not None and not self._moving and not self._map.marking:
            self._passed = [zone.path_id]
            self._map.focus_zone(zone.path_id)
        self._map.set_touch(None, frozenset(self._passed))

    def _move(self, event: QMouseEvent) -> None:
        position = event.position()
        if self._start is None:
            zone = self._map.zone_at(position)
            self._map.set_touch(zone.path_id if zone else None, frozenset())
            return
        if not self._dragging:
            far = (position - self._start).manhattanLength()
            self._dragging = far >= QApplication.startDragDistance()
        if self._moving:
            self._map.move_view(position - self._last)
        elif self._dragging and not self._map.marking:
            self._pass_over(position)
        self._last = position

    def _pass_over(self, position: QPointF) -> None:
        way = position - self._last
        steps = max(1, int(way.manhattanLength() / 6))
        for step in range(1, steps + 1):
            zone = self._map.zone_at(self._last + way * (step / steps))
            if zone is not None and zone.path_id not in self._passed:
                self._passed.append(zone.path_id)
        self._map.set_touch(None, frozenset(self._passed))

    def _release(self, event: QMouseEvent) -> None:
        passed, moved, start = self._passed, self._moving, self._start
        dragged = self._dragging
        self._forget()
        if start is None or moved:
            return
        if self._map.marking:
            if not dragged:
                self._map.mark(event.position())
            return
        shift = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier
        self._map.pick(passed, additive=bool(event.modifiers() & shift))

    def _forget(self) -> None:
        self._start = None
        self._passed = []
        self._moving = self._dragging = False
        self._map.set_touch(None, frozenset())

    def _native(self, event: QNativeGestureEvent) -> bool:
        if event.gestureType() != Qt.NativeGestureType.ZoomNativeGesture:
            return False
        self._map.zoom_at(event.position(), 1 + event.value())
        return True

    def _gesture(self, event: QGestureEvent) -> bool:
        pinch = event.gesture(Qt.GestureType.PinchGesture)
        if not isinstance(pinch, QPinchGesture):
            return False
        self._forget()
        centre = QPointF(self._map.mapFromGlobal(pinch.centerPoint().toPoint()))
        self._map.move_view(pinch.centerPoint() - pinch.lastCenterPoint())
        self._map.zoom_at(centre, pinch.scaleFactor())
        event.accept(pinch)
        return True
