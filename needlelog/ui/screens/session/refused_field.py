"""A typed value that was refused and still stands in its field, not in the draft."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QWidget

from needlelog.ui.widgets.stepper import Stepper


def refused_field(part: QWidget) -> QLineEdit | None:
    """The first shown line of a part whose text was refused, if there is one."""
    for widget in part.findChildren(QWidget):
        if not widget.isVisible() or not widget.property("error"):
            continue
        line = widget.field if isinstance(widget, Stepper) else widget
        if isinstance(line, QLineEdit):
            return line
    return None
