"""The zone map: one widget that shows any drawing and lets zones be picked on it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QAccessibleEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTransform,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from needlelog.domain.zone_paths import MapDrawing
from needlelog.domain.zones import Side
from needlelog.ui.map.depth_labels import DepthLabel, place_labels
from needlelog.ui.map.geometry import DrawingPaths, ZonePath, drawing_paths
from needlelog.ui.map.map_colours import MapColours, map_colours
from needlelog.ui.map.map_keys import handle_key
from needlelog.ui.map.map_pointer import MapPointer
from needlelog.ui.map.map_state import (
    AvoidMark,
    Depths,
    MapState,
    ZoneKey,
    depths_on,
    path_ids,
)
from needlelog.ui.map.map_view import MapView
from needlelog.ui.map.paint import MARK_RADIUS_PX, mark_spot, paint_labels, paint_state
from needlelog.ui.map.zone_titles import depth_words, view_title, zone_title

_PADDING = 8


class BodyMap(QWidget):
    """Shows depths on a drawing and tells which zones were picked.

    A tap picks one zone, a tap with Shift (or with `set_adding`) adds or takes away, a drag
    picks every zone it passes. The wheel, a pinch and the keys + and − zoom, a double tap on
    the zoomed map or the key 0 shows all of it. With `set_mirror` both sides are picked.
    """

    zonesTapped = Signal(list, bool)
    """The zones and sides of one act, and whether they add to the selection."""
    selectionChanged = Signal(object)
    """The frozenset of zones and sides now selected; only sent for acts of the person."""
    pointTapped = Signal(float, float)
    """A point of the drawing as shares of its width and height, in mark mode."""

    def __init__(self, drawing: MapDrawing, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._paths = drawing_paths(drawing)
        self._state = MapState()
        self._labels: tuple[DepthLabel, ...] | None = None
        self._mirror = False
        self._adding = False
        self._marking = False
        self.view = MapView()
        self._pointer = MapPointer(self)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self.grabGesture(Qt.GestureType.PinchGesture)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.announce(aloud=False)

    # ------------------------------------------------------------------------ what is shown
    @property
    def drawing(self) -> MapDrawing:
        """The drawing on show."""
        return self._paths.drawing

    @property
    def paths(self) -> DrawingPaths:
        """The painter paths of the drawing on show."""
        return self._paths

    @property
    def state(self) -> MapState:
        """What is painted over the drawing."""
        return self._state

    @property
    def selection(self) -> frozenset[ZoneKey]:
        """The selected zones and sides, also those that this drawing does not show."""
        return self._state.selection

    @property
    def marking(self) -> bool:
        """Whether taps set points instead of picking zones."""
        return self._marking

    def set_drawing(self, drawing: MapDrawing) -> None:
        """Show another drawing with the same depths and selection."""
        if drawing is self.drawing:
            return
        self._paths = drawing_paths(drawing)
        self._state = replace(self._state, hovered=None, pressed=frozenset(), focused=None)
        self.view.reset()
        self._refresh()
        self.announce(aloud=False)

    def set_depths(self, depths: Depths) -> None:
        """Show these depths, micrometres by zone and side."""
        if self._takes(depths=dict(depths)):
            self._refresh()
            self.announce(aloud=False)

    def set_selection(self, selection: Iterable[ZoneKey]) -> None:
        """Show these zones as selected, without a signal."""
        if self._takes(selection=frozenset(selection)):
            self.update()

    def set_hatched(self, zones: Iterable[ZoneKey]) -> None:
        """Hatch the zones that are to be avoided."""
        if self._takes(hatched=frozenset(zones)):
            self.update()

    def set_marks(self, marks: Iterable[AvoidMark]) -> None:
        """Show points to keep clear of on the drawing on show."""
        if self._takes(marks=tuple(marks)):
            self.update()

    def _takes(self, **changes: Any) -> bool:
        """Take over a state; painting the map is dear, so the same once more is left alone."""
        state = replace(self._state, **changes)
        changed = state != self._state
        self._state = state
        return changed

    def set_mirror(self, on: bool) -> None:
        """Let a tap pick both sides of a paired zone."""
        self._mirror = on

    def set_adding(self, on: bool) -> None:
        """Let every tap add to the selection, for hands without a Shift key."""
        self._adding = on

    def set_marking(self, on: bool) -> None:
        """Let taps set points (`pointTapped`) instead of picking zones."""
        self._marking = on
        shape = Qt.CursorShape.CrossCursor if on else Qt.CursorShape.ArrowCursor
        self.setCursor(shape)

    # ------------------------------------------------------------------------------- picking
    def zone_at(self, position: QPointF) -> ZonePath | None:
        """Return the zone at a point of the widget."""
        to_screen = self.to_screen()
        return self._paths.zone_at(to_screen.inverted()[0].map(position), to_screen.m11())

    def pick(self, path_ids_picked: Iterable[str], additive: bool) -> None:
        """Act on zones as if they were tapped: select them and send the signals."""
        keys: list[ZoneKey] = []
        for path_id in path_ids_picked:
            zone = self._paths.by_id(path_id)
            if zone is not None:
                keys += [key for key in self._keys(zone) if key not in keys]
        if not keys:
            return
        additive = additive or self._adding
        chosen = frozenset(keys)
        if additive and chosen <= self.selection:
            self.set_selection(self.selection - chosen)
        else:
            self.set_selection(self.selection | chosen if additive else chosen)
        self.zonesTapped.emit(keys, additive)
        self.selectionChanged.emit(self.selection)

    def mark(self, position: QPointF) -> None:
        """Send the point of the drawing under a point of the widget, if it is on skin."""
        spot = self.to_screen().inverted()[0].map(position)
        if self._paths.on_skin(spot):
            box = self._paths.view_box
            self.pointTapped.emit(
                (spot.x() - box.x()) / box.width(), (spot.y() - box.y()) / box.height()
            )

    def set_touch(self, hovered: str | None, pressed: frozenset[str]) -> None:
        """Show which zone is under the pointer and which are held down."""
        if (hovered, pressed) != (self._state.hovered, self._state.pressed):
            self._state = replace(self._state, hovered=hovered, pressed=pressed)
            self.update()

    def focus_zone(self, path_id: str | None) -> None:
        """Move the keyboard's place to a zone and tell a screen reader about it."""
        self._state = replace(self._state, focused=path_id)
        zone = self._paths.by_id(path_id)
        if zone is not None and self.view.zoomed:
            self.view.show_point(self.to_screen().map(zone.centre), self.room())
            self._labels = None
        self.update()
        self.announce(aloud=self.hasFocus())

    def _keys(self, zone: ZonePath) -> tuple[ZoneKey, ...]:
        code, side = zone.zone.zone_code, zone.zone.tap_side
        if self._mirror and side is not Side.MID:
            return (code, Side.LEFT), (code, Side.RIGHT)
        return ((code, side),)

    # ------------------------------------------------------------------------------- zooming
    def room(self) -> QRectF:
        """Return the part of the widget that the whole drawing may fill."""
        return QRectF(self.rect()).adjusted(_PADDING, _PADDING, -_PADDING, -_PADDING)

    def to_screen(self) -> QTransform:
        """Return the way from drawing units to widget pixels."""
        return self.view.transform(self._paths.view_box, self.room())

    def zoom_at(self, position: QPointF, factor: float) -> None:
        """Zoom in or out around a point of the widget."""
        self.view.zoom_at(position, factor, self.room())
        self._refresh()

    def move_view(self, by: QPointF) -> None:
        """Move the zoomed drawing by pixels."""
        self.view.move(by, self.room())
        self._refresh()

    def reset_view(self) -> None:
        """Show the whole drawing."""
        self.view.reset()
        self._refresh()

    # -------------------------------------------------------------------------------- events
    def sizeHint(self) -> QSize:
        """Prefer the shape of a face at a comfortable size."""
        return QSize(340, 520)

    def minimumSizeHint(self) -> QSize:
        """Stay usable on a small tablet."""
        return QSize(240, 240)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the drawing, then its labels."""
        painter = QPainter(self)
        colours = self.colours()
        paint_state(painter, self._paths, self.to_screen(), self._shown_state(), colours)
        if self._labels is None:
            shown = depths_on(self.drawing, self._state.depths)
            self._labels = place_labels(self._paths, self.to_screen(), shown, QRectF(self.rect()))
        paint_labels(painter, self._labels, colours)

    def colours(self) -> MapColours:
        """Return the colours of the theme in force."""
        return map_colours()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the labels anew."""
        self._labels = None
        super().resizeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move between zones, Space picks, + − 0 zoom."""
        if not handle_key(self, event):
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Start the keyboard's place at a selected zone, else at the first."""
        if self._state.focused is None and event.reason() != Qt.FocusReason.MouseFocusReason:
            selected = path_ids(self.drawing, self.selection)
            first = next((z for z in self._paths.zones if z.path_id in selected), None)
            start = first or (self._paths.zones[0] if self._paths.zones else None)
            self.focus_zone(start.path_id if start else None)
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hide the focus ring."""
        super().focusOutEvent(event)
        self.update()

    def event(self, event: QEvent) -> bool:
        """Pass pointer events on and show the name of the zone under the pointer."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), self.words_at(QPointF(event.pos())), self)
            return True
        if self._pointer.handle(event):
            return True
        return super().event(event)

    # ------------------------------------------------------------------------- screen reader
    def words_at(self, position: QPointF) -> str:
        """Return the zone at a point of the widget in words, and the marks that lie there."""
        zone = self.zone_at(position)
        to_screen = self.to_screen()
        near = [
            mark.kind
            for mark in self._state.marks
            if (to_screen.map(mark_spot(mark, self._paths.view_box)) - position).manhattanLength()
            <= MARK_RADIUS_PX
        ]
        return ", ".join([*near, self.words_for(zone)] if zone else near)

    def words_for(self, zone: ZonePath) -> str:
        """Return a zone's name, side, depth and whether it is selected, in words."""
        shown = depths_on(self.drawing, self._state.depths).get(zone.path_id)
        parts = [zone_title(zone.zone.zone_code, zone.zone.side), depth_words(shown)]
        if zone.path_id in path_ids(self.drawing, self.selection):
            parts.append(self.tr("selected"))
        if zone.path_id in path_ids(self.drawing, self._state.hatched):
            parts.append(self.tr("to be avoided"))
        return ", ".join(parts)

    def announce(self, *, aloud: bool) -> None:
        """Renew name and description; `aloud` also lets the screen reader speak them now."""
        self.setAccessibleName(
            self.tr("Zone map: {view}").format(view=view_title(self.drawing.name))
        )
        zone = self._paths.by_id(self._state.focused)
        words = self.words_for(zone) if zone else ""
        if words == self.accessibleDescription():
            return
        self.setAccessibleDescription(words)
        QAccessible.updateAccessibility(
            QAccessibleEvent(self, QAccessible.Event.DescriptionChanged)
        )
        if aloud and words:
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))

    def _shown_state(self) -> MapState:
        if self.hasFocus() and self._pointer.keyboard_leads:
            return self._state
        return replace(self._state, focused=None)

    def _refresh(self) -> None:
        self._labels = None
        self.update()
