"""How big a sheet opens: with the size of text, and never bigger than the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from needlelog.ui.theme.active import metrics

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

_MARGIN = 40


def fit(sheet: QWidget, width: int, height: int) -> None:
    """Open with this size in pixels of the drawn text, or as much of it as there is room for."""
    room = sheet.screen().availableGeometry()
    sheet.resize(
        min(metrics().text(width), room.width() - _MARGIN),
        min(metrics().text(height), room.height() - _MARGIN),
    )
