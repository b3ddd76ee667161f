"""Drawings inside a text document: each stands where its placeholder picture was."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, QRect, QRectF, QSizeF
from PySide6.QtGui import (
    QPainter,
    QPyTextObject,
    QTextBlock,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
)

Paint = Callable[[QPainter, QRectF], None]
_FIRST_TYPE = QTextFormat.ObjectTypes.UserObject + 10
_SIDE_ROOM = 8.0


class _Drawn(QPyTextObject):
    """One drawing as wide as the text and so many pixels high."""

    def __init__(self, height: float, paint: Paint, parent: QObject) -> None:
        super().__init__(parent)
        self._height, self._paint = height, paint

    def intrinsicSize(self, doc: QTextDocument, pos: int, form: QTextFormat) -> QSizeF:
        return QSizeF(doc.textWidth() - _SIDE_ROOM, self._height)

    def drawObject(
        self,
        painter: QPainter,
        rect: QRectF | QRect,
        doc: QTextDocument,
        pos: int,
        form: QTextFormat,
    ) -> None:
        painter.save()
        self._paint(painter, QRectF(rect))
        painter.restore()


def place_drawings(document: QTextDocument, drawings: Mapping[str, tuple[float, Paint]]) -> None:
    """Put each drawing, by the name of its placeholder, where an ``<img src=name>`` stands."""
    for number, (name, (height, paint)) in enumerate(drawings.items()):
        kind = _FIRST_TYPE + number
        drawn = _Drawn(height, paint, document)
        document.documentLayout().registerHandler(kind, drawn)
        cursor = _place_of(document, name)
        if cursor is not None:
            shape = QTextCharFormat()
            shape.setObjectType(kind)
            cursor.insertText("￼", shape)


def _place_of(document: QTextDocument, name: str) -> QTextCursor | None:
    block = document.begin()
    while block.isValid():
        place = _in_block(block, name)
        if place is not None:
            cursor = QTextCursor(document)
            cursor.setPosition(place)
            cursor.deleteChar()
            return cursor
        block = block.next()
    return None


def _in_block(block: QTextBlock, name: str) -> int | None:
    fragments = block.begin()
    while not fragments.atEnd():
        fragment = fragments.fragment()
        form = fragment.charFormat()
        if form.isImageFormat() and form.toImageFormat().name() == name:
            return fragment.position()
        fragments += 1
    return None
