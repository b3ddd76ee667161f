"""A small map beside a line of a list, with the depths of one session."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from needlelog.files.reference_data import map_drawing
from needlelog.ui.map.geometry import drawing_paths, fit
from needlelog.ui.map.map_colours import map_colours
from needlelog.ui.map.map_state import path_ids
from needlelog.ui.map.thumbnail import map_thumbnail
from needlelog.ui.map.views import best_map
from needlelog.ui.theme.active import theme

if TYPE_CHECKING:
    from collections.abc import Iterable

    from needlelog.domain.zones import Side
    from needlelog.ui.map.map_state import ZoneKey


class ZoneThumbnail(QWidget):
    """Shows the drawing on which most of the zones lie. The words beside it say the same."""

    def __init__(
        self,
        zones: Iterable[tuple[str, Side, int | None]],
        size: QSize,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        depths: dict[ZoneKey, list[int]] = {}
        treated: list[ZoneKey] = []
        for code, side, depth in zones:
            treated.append((code, side))
            if depth is not None:
                depths.setdefault((code, side), []).append(depth)
        self._depths = depths
        self._without_depth = frozenset(key for key in treated if key not in depths)
        self._drawing = map_drawing(best_map(treated))
        self.setFixedSize(size)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw in the colours of the theme in force; zones without a depth in the accent."""
        picture = map_thumbnail(
            self.size(), self._drawing, self._depths, map_colours(), self.devicePixelRatioF()
        )
        painter = QPainter(self)
        painter.drawPixmap(0, 0, picture)
        paths = drawing_paths(self._drawing)
        wanted = path_ids(self._drawing, self._without_depth)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setTransform(fit(paths.view_box, QRectF(self.rect())), combine=True)
        accent = theme().colour("accent")
        accent.setAlpha(150)
        for zone in paths.zones:
            if zone.path_id in wanted:
                painter.fillPath(zone.path, accent)
        painter.end()
