"""A small map beside a line of a list, with the depths of one session."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from needlelog.files.reference_data import map_drawing
from needlelog.ui.map.map_colours import map_colours
from needlelog.ui.map.thumbnail import map_thumbnail
from needlelog.ui.map.views import best_map

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtCore import QSize

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
        self._drawing = map_drawing(best_map(treated))
        self.setFixedSize(size)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw in the colours of the theme in force."""
        picture = map_thumbnail(
            self.size(), self._drawing, self._depths, map_colours(), self.devicePixelRatioF()
        )
        painter = QPainter(self)
        painter.drawPixmap(0, 0, picture)
        painter.end()
