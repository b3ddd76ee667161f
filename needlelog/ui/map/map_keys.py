"""Keys on a zone map: arrows between zones, Space and Enter pick, + − 0 zoom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QKeyEvent

if TYPE_CHECKING:
    from needlelog.ui.map.body_map import BodyMap

_ZOOM_STEP = 1.25
_ARROWS = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down)
_TAPS = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)
_NEARER = (Qt.Key.Key_Plus, Qt.Key.Key_Equal)
_FARTHER = (Qt.Key.Key_Minus, Qt.Key.Key_Underscore)


def handle_key(body_map: BodyMap, event: QKeyEvent) -> bool:
    """Act on a key; return False for one that means nothing on a map."""
    key = Qt.Key(event.key())
    if event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier):
        return False
    focused = body_map.state.focused
    if key in _ARROWS:
        zone = body_map.paths.neighbour(focused, key)
        if zone is not None:
            body_map.focus_zone(zone.path_id)
    elif key in _TAPS and focused is not None:
        _tap(body_map, focused, event)
    elif key in _NEARER:
        body_map.zoom_at(_centre(body_map), _ZOOM_STEP)
    elif key in _FARTHER:
        body_map.zoom_at(_centre(body_map), 1 / _ZOOM_STEP)
    elif key == Qt.Key.Key_0:
        body_map.reset_view()
    else:
        return False
    return True


def _tap(body_map: BodyMap, focused: str, event: QKeyEvent) -> None:
    if body_map.marking:
        body_map.mark(_centre(body_map))
        return
    shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
    body_map.pick([focused], additive=shift)
    body_map.announce(aloud=True)


def _centre(body_map: BodyMap) -> QPointF:
    zone = body_map.paths.by_id(body_map.state.focused)
    return body_map.to_screen().map(zone.centre) if zone else body_map.room().center()
