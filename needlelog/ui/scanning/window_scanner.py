"""One listener for a scanner in each window, shared by its screens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from needlelog.ui.scanning.wedge_listener import WedgeListener

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


def window_scanner(widget: QWidget) -> WedgeListener:
    """The listener of the widget's window, made when it is first asked for.

    Two listeners would take a scan from each other. Whoever connects asks itself whether it is in
    front.
    """
    window = widget.window()
    found = window.findChild(WedgeListener)
    return found if isinstance(found, WedgeListener) else WedgeListener(window)
