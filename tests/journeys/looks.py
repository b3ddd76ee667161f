"""How widgets look to a person: what they say, where they are hidden, where one points."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QGroupBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QWidget,
)

from needlelog.ui.widgets.toast import Toast


def toast_of(widget: QWidget) -> Toast | None:
    place: QWidget | None = widget
    while place is not None and not isinstance(place, Toast):
        place = place.parentWidget()
    return place


def names(widget: QWidget) -> set[str]:
    """What a widget is called: its accessible name, its text, its placeholder."""
    found = {widget.accessibleName()}
    if isinstance(widget, QAbstractButton | QLabel):
        found |= {widget.text(), plain(widget.text())}
    if isinstance(widget, QGroupBox):
        found.add(widget.title())
    if isinstance(widget, QLineEdit | QPlainTextEdit):
        found.add(widget.placeholderText())
    return found - {""}


def shown_text(widget: QWidget) -> str:
    """The words a widget shows."""
    if isinstance(widget, QAbstractButton):
        return plain(widget.text())
    if isinstance(widget, QLabel):
        return widget.text()
    if isinstance(widget, QComboBox):
        return widget.currentText()
    return field_text(widget)


def field_text(widget: QWidget) -> str:
    """What stands in a field."""
    if isinstance(widget, QLineEdit):
        return widget.text()
    if isinstance(widget, QPlainTextEdit):
        return widget.toPlainText()
    return ""


def plain(text: str) -> str:
    return text.replace("&&", "\0").replace("&", "").replace("\0", "&")


def told(widget: QWidget | None) -> str:
    if widget is None:
        return "nothing"
    return f"{type(widget).__name__} {' / '.join(sorted(names(widget)))!r}"


def text_spot(field: QWidget) -> QPoint | None:
    """Where one clicks into a field: left, clear of the buttons at its end."""
    return QPoint(min(12, field.width() // 2), min(field.height() // 2, 24))


def row_of(box: QComboBox, text: str) -> int:
    entries = [box.itemText(row) for row in range(box.count())]
    if text in entries:
        return entries.index(text)
    for row, words in enumerate(entries):
        if words.startswith(text):
            return row
    raise AssertionError(f"no {text!r} among {entries}")


def area_that_hides(widget: QWidget, spot: QPoint | None) -> QScrollArea | None:
    """The page in which the point of a widget is scrolled out of sight, innermost first."""
    parent = widget.parentWidget()
    while parent is not None:
        if isinstance(parent, QScrollArea) and parent.widget() is not None:
            view = parent.viewport()
            point = widget.mapTo(view, spot or widget.rect().center())
            room = view.rect().adjusted(0, 4, 0, -4)
            if view.isAncestorOf(widget) and not (room.top() <= point.y() <= room.bottom()):
                return parent
        parent = parent.parentWidget()
    return None


def quiet_spots(view: QWidget) -> Iterator[QPoint]:
    """Points of a page from its left edge on; a field or map under the wheel may take it."""
    for x in (3, view.width() - 4, view.width() // 2):
        for share in (0.5, 0.25, 0.75, 0.1, 0.9):
            yield QPoint(x, int(view.height() * share))
