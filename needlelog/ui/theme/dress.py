"""The style sheet in force, on the windows of the program.

Not on the application: then Qt would hand it anew to everything below a widget, level by level,
whenever one is put into another. A window hands it down once, when a finished screen is put in.
"""

from __future__ import annotations

from typing import ClassVar
from weakref import WeakSet

from PySide6.QtWidgets import QWidget
from shiboken6 import isValid


class _Dressed:
    sheet = ""
    windows: ClassVar[WeakSet[QWidget]] = WeakSet()


def dress(window: QWidget) -> None:
    """Give a window that stands for itself the look in force, and each look that follows.

    Windows that have another one as their parent look like that one.
    """
    _Dressed.windows.add(window)
    window.setStyleSheet(_Dressed.sheet)


def dress_all(sheet: str) -> None:
    """Only the theme manager calls this."""
    _Dressed.sheet = sheet
    for window in tuple(_Dressed.windows):
        if isValid(window):
            window.setStyleSheet(sheet)
