"""Dynamic properties that the style sheet looks at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


def mark(widget: QWidget, **properties: str | bool | None) -> None:
    """Set properties such as ``role="title"`` or ``error=True`` and restyle when one changed."""
    changed = False
    for name, value in properties.items():
        if widget.property(name) != value:
            widget.setProperty(name, value)
            changed = True
    if changed:
        # Also before it was polished: it may have been asked how large it would be.
        widget.style().unpolish(widget)
        if widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
            widget.style().polish(widget)
            widget.update()
