"""Measures what a gloved finger has to hit: each thing that can be pressed, in both directions."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPoint, QSize, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QComboBox,
    QHeaderView,
    QLineEdit,
    QListView,
    QMenu,
    QScrollBar,
    QSlider,
    QTabBar,
    QTextEdit,
    QToolButton,
    QWidget,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

LEAST = 44
"""Pixels in either direction."""


def small_targets(place: QWidget) -> Iterator[str]:
    """Everything that can be pressed in here and is smaller than a finger, as sentences."""
    for widget in [place, *place.findChildren(QWidget)]:
        if not widget.isVisible() or not widget.isEnabled() or _excepted(widget):
            continue
        for part, size in _targets(widget):
            if size.width() < LEAST or size.height() < LEAST:
                yield f"{_told(widget)}{part}: {size.width()} x {size.height()} px"


def _excepted(widget: QWidget) -> bool:
    """What may be smaller, and why."""
    above = widget.parentWidget()
    # The box around its line is what is pressed.
    if isinstance(above, QComboBox | QAbstractSpinBox):
        return True
    # The magnifier of a field is a picture: a press on it goes into the field.
    if isinstance(above, QLineEdit) and isinstance(widget, QToolButton):
        return not widget.text()
    # Words to read and to copy: a press on them does nothing.
    if isinstance(widget, QTextEdit) and widget.isReadOnly():
        return True
    # Scroll bars and the edges of headings are for a mouse; a finger drags the page itself.
    return isinstance(widget, QScrollBar | QHeaderView)


def _targets(widget: QWidget) -> Iterator[tuple[str, QSize]]:
    if isinstance(widget, QAbstractButton):
        yield "", _hit(widget)
    elif isinstance(widget, QMenu):
        for action in widget.actions():
            if action.isEnabled() and not action.isSeparator():
                yield f" > {action.text()}", widget.actionGeometry(action).size()
    elif isinstance(widget, QTabBar):
        for place in range(widget.count()):
            yield f" > {widget.tabText(place)}", widget.tabRect(place).size()
    elif isinstance(widget, QAbstractItemView):
        yield from _items(widget)
    elif _is_pressed(widget):
        yield "", widget.size()


def _is_pressed(widget: QWidget) -> bool:
    if isinstance(widget, QComboBox | QAbstractSpinBox | QSlider):
        return True
    if isinstance(widget, QLineEdit | QAbstractScrollArea):
        return widget.focusPolicy() != Qt.FocusPolicy.NoFocus
    shaped = widget.testAttribute(Qt.WidgetAttribute.WA_SetCursor)
    return shaped and widget.cursor().shape() == Qt.CursorShape.PointingHandCursor


def _items(view: QAbstractItemView) -> Iterator[tuple[str, QSize]]:
    """The first line of a list stands for all; a line that cannot be chosen is no target."""
    model = view.model()
    if view.focusPolicy() == Qt.FocusPolicy.NoFocus:
        return
    chosen_by_line = view.selectionBehavior() == QAbstractItemView.SelectionBehavior.SelectRows
    for row in range(min(model.rowCount(view.rootIndex()), 3)):
        for column in range(1 if isinstance(view, QListView) else model.columnCount(QModelIndex())):
            index = model.index(row, column, view.rootIndex())
            size = view.visualRect(index).size()
            if not index.flags() & Qt.ItemFlag.ItemIsSelectable or size.isEmpty():
                continue
            if chosen_by_line:
                size.setWidth(view.viewport().width())
            yield f" > line {row}, column {column}", size


def _hit(button: QAbstractButton) -> QSize:
    """How far a press counts along two lines, up to what is enough."""
    width, height = button.width(), button.height()
    rows = (QPoint(min(width // 2, 20), y) for y in range(height))
    columns = (QPoint(x, height // 2) for x in range(width))
    return QSize(*(_count(button, line) for line in (columns, rows)))


def _count(button: QAbstractButton, line: Iterator[QPoint]) -> int:
    return sum(1 for _ in islice(filter(button.hitButton, line), LEAST))


def _told(widget: QWidget) -> str:
    name = widget.accessibleName() or getattr(widget, "text", str)()
    places: list[str] = []
    above: QWidget | None = widget
    while above is not None and len(places) < 4:
        places.append(type(above).__name__)
        above = above.parentWidget()
    return f"{' in '.join(places)} “{name}”"
