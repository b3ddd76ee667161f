"""Painting a zone map, the same on screen, in lists and in print."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPen, QTransform

from needlelog.domain.zone_paths import MapDrawing
from needlelog.ui.map.depth_labels import DepthLabel, label_font, place_labels, text_width
from needlelog.ui.map.geometry import DrawingPaths, ZonePath, drawing_paths, fit
from needlelog.ui.map.map_colours import MapColours
from needlelog.ui.map.map_state import (
    AvoidMark,
    Depths,
    MapState,
    ZoneDepth,
    ZoneKey,
    depths_on,
    path_ids,
)
from needlelog.ui.theme.colours import contrast
from needlelog.ui.theme.depth_scale import depth_colour, ink_on

_SEAM_PX, _FINE_SEAM_PX = 1.4, 0.7
_SMALL = 0.35
"""Below this scale, in small pictures, a seam of the usual width would cover what it parts."""
_SELECTED_PX = 3.0
_FOCUS_PX = 2.0
_HOVER_ALPHA, _PRESS_ALPHA, _HATCH_ALPHA = 34, 76, 170
_HATCH_CONTRAST = 2.6
MARK_RADIUS_PX = 8.0
_LINE_WIDTHS = {"brow": 4.4, "lid": 2.2, "lash": 1.4, "lipline": 1.5, "line": 1.3, "nail": 1.0}


def paint_map(
    painter: QPainter,
    rect: QRectF,
    drawing: MapDrawing,
    depths: Depths,
    colours: MapColours,
    labels: bool = True,
    *,
    hatched: frozenset[ZoneKey] = frozenset(),
    marks: tuple[AvoidMark, ...] = (),
) -> None:
    """Paint a drawing with its depths, as large as fits into `rect`."""
    paths = drawing_paths(drawing)
    state = MapState(depths=depths, hatched=hatched, marks=marks)
    paint_state(painter, paths, fit(paths.view_box, rect), state, colours)
    if labels:
        shown = depths_on(drawing, depths)
        transform = fit(paths.view_box, rect)
        paint_labels(painter, place_labels(paths, transform, shown, rect), colours)


def paint_state(
    painter: QPainter,
    paths: DrawingPaths,
    to_screen: QTransform,
    state: MapState,
    colours: MapColours,
) -> None:
    """Paint everything but the labels through a transform from drawing to screen."""
    scale = to_screen.m11()
    shown = depths_on(paths.drawing, state.depths)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setTransform(to_screen, True)
    seam = (_SEAM_PX if scale >= _SMALL else _FINE_SEAM_PX) / scale
    _paint_base(painter, paths, colours, seam)
    _paint_zones(painter, paths.zones, shown, colours, seam)
    _paint_hatching(painter, paths, state.hatched, shown, colours, scale)
    _paint_lines(painter, paths, colours)
    _paint_touch(painter, paths, state, colours)
    selected = path_ids(paths.drawing, state.selection)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(_pen(colours.accent, _SELECTED_PX / scale))
    for zone in paths.zones:
        if zone.path_id in selected:
            painter.drawPath(zone.path)
    focused = paths.by_id(state.focused)
    if focused is not None:
        _paint_focus(painter, focused, colours, scale)
    painter.restore()
    _paint_marks(painter, paths, to_screen, state.marks, colours)


def mark_spot(mark: AvoidMark, view_box: QRectF) -> QPointF:
    """Return where a mark lies, in drawing units."""
    return QPointF(
        view_box.x() + mark.x * view_box.width(), view_box.y() + mark.y * view_box.height()
    )


def paint_labels(painter: QPainter, labels: Iterable[DepthLabel], colours: MapColours) -> None:
    """Paint the depth labels; their boxes are in screen pixels."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for label in labels:
        fill = depth_colour(label.depth_um)
        if label.leader is not None:
            _paint_leader(painter, label, label.leader, colours)
        if label.on_tag:
            painter.setPen(_pen(colours.ground, 1.5))
            painter.setBrush(fill)
            painter.drawRoundedRect(label.box, label.box.height() / 2, label.box.height() / 2)
        else:
            # clears the hatching behind the figure; on a plain zone it cannot be seen
            painter.fillRect(label.box, fill)
        painter.setPen(ink_on(fill))
        _paint_label_text(painter, label)
    painter.restore()


def _paint_label_text(painter: QPainter, label: DepthLabel) -> None:
    align = Qt.AlignmentFlag.AlignVCenter
    painter.setFont(label_font(label.pixel_size))
    if not label.more:
        painter.drawText(label.box, Qt.AlignmentFlag.AlignCenter, label.text)
        return
    inner = label.box.adjusted(4, 0, 0, 0) if label.on_tag else label.box.adjusted(1, 0, 0, 0)
    painter.drawText(inner, align, label.text)
    inner.setLeft(inner.left() + text_width(label.text, label.pixel_size) + 1.5)
    painter.setFont(label_font(label.pixel_size - 2))
    painter.drawText(inner.translated(0, -3), align, label.more)


def _paint_leader(painter: QPainter, label: DepthLabel, spot: QPointF, colours: MapColours) -> None:
    middle = label.box.center()
    edge = label.box.right() if middle.x() < spot.x() else label.box.left()
    painter.setPen(_pen(colours.quiet_ink, 1.0))
    painter.drawLine(QPointF(edge, middle.y()), spot)
    painter.setBrush(QColor(colours.quiet_ink))
    painter.drawEllipse(spot, 1.6, 1.6)


def _pen(name: str, width: float, style: Qt.PenStyle = Qt.PenStyle.SolidLine) -> QPen:
    return QPen(QColor(name), width, style, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)


def _paint_base(painter: QPainter, paths: DrawingPaths, colours: MapColours, seam: float) -> None:
    painter.setPen(_pen(colours.ground, seam))
    for kind, path in paths.base:
        painter.setBrush(QColor(colours.hair if kind == "hair" else colours.skin))
        painter.drawPath(path)


def _paint_zones(
    painter: QPainter,
    zones: tuple[ZonePath, ...],
    shown: Mapping[str, ZoneDepth],
    colours: MapColours,
    seam: float,
) -> None:
    skin, hair = QColor(colours.skin), QColor(colours.hair)
    for zone in zones:
        depth = shown.get(zone.path_id)
        fill = hair if zone.is_hair else skin
        painter.fillPath(zone.path, depth_colour(depth.deepest_um) if depth else fill)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(_pen(colours.ground, seam))
    for zone in zones:
        painter.drawPath(zone.path)


def _paint_hatching(
    painter: QPainter,
    paths: DrawingPaths,
    hatched: frozenset[ZoneKey],
    shown: Mapping[str, ZoneDepth],
    colours: MapColours,
    scale: float,
) -> None:
    if not hatched:
        return
    crossed = path_ids(paths.drawing, hatched)
    for zone in paths.zones:
        if zone.path_id in crossed:
            depth = shown.get(zone.path_id)
            bare = QColor(colours.hair if zone.is_hair else colours.skin)
            fill = depth_colour(depth.deepest_um) if depth else bare
            brush = QBrush(hatch_on(fill, colours), Qt.BrushStyle.BDiagPattern)
            brush.setTransform(QTransform.fromScale(1 / scale, 1 / scale))
            painter.fillPath(zone.path, brush)


def hatch_on(fill: QColor, colours: MapColours) -> QColor:
    """The colour of hatching that stands out from a fill, of any depth or of bare skin."""
    own = contrast(colours.hatch, fill) >= _HATCH_CONTRAST
    return _veil(colours.hatch if own else ink_on(fill).name(), _HATCH_ALPHA)


def _paint_lines(painter: QPainter, paths: DrawingPaths, colours: MapColours) -> None:
    names = {"brow": colours.brow, "lash": colours.lash, "lid": colours.lash}
    names |= {"lipline": colours.lip_line}
    for kind, path in paths.lines:
        if kind == "lips":
            painter.fillPath(path, QColor(colours.lips))
            continue
        pen = _pen(names.get(kind, colours.line), _LINE_WIDTHS.get(kind, 1.3))
        painter.strokePath(path, pen)


def _paint_touch(
    painter: QPainter, paths: DrawingPaths, state: MapState, colours: MapColours
) -> None:
    for zone in paths.zones:
        if zone.path_id in state.pressed:
            painter.fillPath(zone.path, _veil(colours.accent, _PRESS_ALPHA))
        elif zone.path_id == state.hovered:
            painter.fillPath(zone.path, _veil(colours.accent, _HOVER_ALPHA))


def _veil(name: str, alpha: int) -> QColor:
    veil = QColor(name)
    veil.setAlpha(alpha)
    return veil


def _paint_focus(painter: QPainter, zone: ZonePath, colours: MapColours, scale: float) -> None:
    painter.setPen(_pen(colours.ground, (_FOCUS_PX + 2) / scale))
    painter.drawPath(zone.path)
    pen = _pen(colours.ink, _FOCUS_PX / scale)
    pen.setDashPattern([2.0, 2.2])
    painter.setPen(pen)
    painter.drawPath(zone.path)


def _paint_marks(
    painter: QPainter,
    paths: DrawingPaths,
    to_screen: QTransform,
    marks: tuple[AvoidMark, ...],
    colours: MapColours,
) -> None:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    box = paths.view_box
    for mark in marks:
        spot = to_screen.map(mark_spot(mark, box))
        ring = QPainterPath()
        ring.addEllipse(spot, MARK_RADIUS_PX, MARK_RADIUS_PX)
        painter.setBrush(QColor(colours.ground))
        painter.setPen(_pen(colours.mark, 2.0))
        painter.drawPath(ring)
        arm = MARK_RADIUS_PX * 0.68
        painter.drawLine(
            QPointF(spot.x() - arm, spot.y() + arm), QPointF(spot.x() + arm, spot.y() - arm)
        )
    painter.restore()
