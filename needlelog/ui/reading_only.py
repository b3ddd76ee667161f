"""What somebody who may only read does not see: the ways to change things.

The services refuse such acts anyway; what cannot be used is not shown.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from needlelog.ui.context import Context


def writers_only(context: Context, *widgets: QWidget) -> None:
    """Hide these from a person who may only read. Others see them as they are."""
    if not context.clinic.person.may_write:
        for widget in widgets:
            widget.hide()
