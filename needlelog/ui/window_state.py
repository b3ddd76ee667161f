"""Where the window stood last time: the one place that talks to QSettings.

Only size and place are kept, nothing about clients.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QSettings

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

_GEOMETRY = "window/geometry"


class WindowState:
    """Keeps a window's size and place in the settings of this computer's user."""

    def __init__(self, settings: QSettings | None = None) -> None:
        self._settings = settings or QSettings("NeedleLog", "NeedleLog")

    def restore(self, window: QWidget) -> bool:
        """Put the window where it was. False when nothing usable was kept."""
        kept = self._settings.value(_GEOMETRY)
        return isinstance(kept, QByteArray) and window.restoreGeometry(kept)

    def keep(self, window: QWidget) -> None:
        """Remember where the window stands."""
        self._settings.setValue(_GEOMETRY, window.saveGeometry())
