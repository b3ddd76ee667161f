"""Small pictures of treated maps for lists."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPixmap

from needlelog.domain.zone_paths import MapDrawing
from needlelog.files.reference_data import map_drawing
from needlelog.ui.map.map_colours import MapColours
from needlelog.ui.map.map_state import Depths, ZoneKey
from needlelog.ui.map.paint import paint_map

_Rows = tuple[tuple[ZoneKey, tuple[int, ...]], ...]


def map_thumbnail(
    size: QSize,
    drawing: MapDrawing,
    depths: Depths,
    colours: MapColours,
    device_pixel_ratio: float,
) -> QPixmap:
    """Return a small picture of a map, `size` in logical pixels; recent ones are kept."""
    rows = tuple(
        (key, (value,) if isinstance(value, int) else tuple(value))
        for key, value in sorted(depths.items())
    )
    return _thumbnail(size.width(), size.height(), drawing.name, rows, colours, device_pixel_ratio)


@lru_cache(maxsize=256)
def _thumbnail(
    width: int, height: int, name: str, rows: _Rows, colours: MapColours, ratio: float
) -> QPixmap:
    picture = QPixmap(round(width * ratio), round(height * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    rect = QRectF(0, 0, width, height)
    paint_map(painter, rect, map_drawing(name), dict(rows), colours, labels=False)
    painter.end()
    return picture
