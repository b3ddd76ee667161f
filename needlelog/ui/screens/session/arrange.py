"""Small arrangements of widgets that the parts of the session screen share."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from needlelog.ui.widgets.labels import label


def titled(text: str, widget: QWidget) -> QWidget:
    """A field with its small title above."""
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(2)
    column.addWidget(label(text, "small"))
    column.addWidget(widget)
    return holder


def beside(*widgets: QWidget, spacing: int = 6, stretch: bool = False) -> QWidget:
    """Widgets on one line, at the left when ``stretch`` is asked for."""
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(spacing)
    for widget in widgets:
        row.addWidget(widget)
    if stretch:
        row.addStretch(1)
    return holder
