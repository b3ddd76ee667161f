"""Paints the rows of a long list in one go.

A delegate is asked once a cell, and asks the model several times back: some seven hundred steps
between Qt and Python for a page, each of which may have to wait for another thread. Here a page is
one step. What stays the same from paint to paint is made once: fonts and inks for a look, words
for a row, pictures for what is no text.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Generic

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPixmap

from needlelog.ui.row_blocks import R
from needlelog.ui.theme.active import metrics, theme
from needlelog.ui.widgets.fitting_words import cut_to, first_line

_PADDING = 11
"""From the edge of a cell to its text, as the style sheet has it for every table."""
_KEPT_ROWS = 256
"""So many rows keep their words: what a person scrolls to and fro in."""
_KEPT_PICTURES = 96
"""So many pictures are kept, of some 20 kB each; a clinic rarely shows more than thirty."""


@dataclass(frozen=True, slots=True)
class ColumnPlace:
    """Where a column stands in the view, in pixels, and in which part of the height of a row:
    a row may be folded, with one column below another."""

    column: int
    left: int
    width: int
    upper: float = 0.0
    lower: float = 1.0

    def top(self, height: int) -> int:
        """Where it begins in a row of this height."""
        return round(self.upper * height)

    def height(self, height: int) -> int:
        """How much of a row of this height it has."""
        return round(self.lower * height) - self.top(height)


@dataclass(frozen=True, slots=True)
class Rows:
    """Which rows are painted: the first one's number and upper edge, how many, how high each is,
    which one is in front and which one is under the pointer (-1 for none)."""

    first: int
    top: int
    count: int
    height: int
    front: int
    pointed: int


@dataclass(frozen=True, slots=True)
class TextStyle:
    """How the texts of a column look."""

    font: QFont
    quiet: bool = False
    at_the_right: bool = False
    lines: int = 1
    """How many lines a text may take where the row is high enough, one or two."""


class Pictures:
    """Pictures of cells, each drawn once, for a screen of so many pixels a point."""

    def __init__(self, ratio: float) -> None:
        self._ratio = ratio
        self._kept: dict[Hashable, QPixmap] = {}

    def get(
        self,
        key: Hashable,
        width: int,
        height: int,
        paint: Callable[[QPainter, QRect], object],
    ) -> QPixmap:
        """The picture of that key and size; ``paint`` draws it where it is not there yet."""
        whole = (key, width, height)
        found = self._kept.get(whole)
        if found is None:
            if len(self._kept) >= _KEPT_PICTURES:
                self._kept.clear()
            found = QPixmap(round(width * self._ratio), round(height * self._ratio))
            found.setDevicePixelRatio(self._ratio)
            found.fill(Qt.GlobalColor.transparent)
            painter = QPainter(found)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            paint(painter, QRect(0, 0, width, height))
            painter.end()
            self._kept[whole] = found
        return found


@dataclass(slots=True)
class _Words(Generic[R]):
    """A row in words: texts by column, and as they fit into a width."""

    row: R
    texts: Mapping[int, str]
    fitted: dict[int, tuple[int, list[str], int]] = field(default_factory=dict)


class RowPainter(ABC, Generic[R]):
    """Paints the rows of one list; it follows the theme in force by itself.

    ``row`` hands over the row at a place, ``None`` while it is being fetched; such a row shows an
    ellipsis in the column ``waiting``.
    """

    def __init__(self, row: Callable[[int], R | None], waiting: int) -> None:
        self._row = row
        self._waiting = waiting
        self._words: dict[int, _Words[R]] = {}
        self._stamp: Hashable = None
        self._look: _Look | None = None

    @abstractmethod
    def styles(self) -> Mapping[int, TextStyle]:
        """The columns of text and how they look now; every other column is a picture."""

    @abstractmethod
    def texts(self, row: R) -> Mapping[int, str]:
        """What a row says in its columns of text."""

    @abstractmethod
    def picture(
        self, pictures: Pictures, place: int, row: R | None, cell: ColumnPlace, height: int
    ) -> QPixmap | None:
        """What stands in a cell that is no text, to be laid at its left edge."""

    def stamp(self) -> Hashable:
        """Words are kept as long as this stays the same."""
        return None

    def paint(
        self, painter: QPainter, rows: Rows, places: Sequence[ColumnPlace], ratio: float
    ) -> None:
        """Paint some rows of these columns, on a screen of so many pixels a point."""
        look, stamp = self._look, self.stamp()
        if look is None or not look.in_force(ratio):
            look = self._look = _Look(ratio, self.styles())
            self._words.clear()
        if stamp != self._stamp:
            self._stamp = stamp
            self._words.clear()
        words = [self._words_of(rows.first + at) for at in range(rows.count)]
        _paint_grounds(painter, rows, places, look)
        for place in places:
            if place.column in look.styles:
                _paint_texts(painter, rows, place, words, look)
            else:
                self._paint_pictures(painter, rows, place, words, look.pictures)
        if None in words:
            self._paint_waiting(painter, rows, places, words, look)

    def _words_of(self, number: int) -> _Words[R] | None:
        row = self._row(number)
        if row is None:
            return None
        found = self._words.get(row.id)
        if found is None or found.row is not row:
            if len(self._words) >= _KEPT_ROWS:
                self._words.clear()
            found = self._words[row.id] = _Words(row, self.texts(row))
        return found

    def _paint_pictures(
        self,
        painter: QPainter,
        rows: Rows,
        place: ColumnPlace,
        words: Sequence[_Words[R] | None],
        pictures: Pictures,
    ) -> None:
        for at, known in enumerate(words):
            row = None if known is None else known.row
            high = place.height(rows.height)
            picture = self.picture(pictures, rows.first + at, row, place, high)
            if picture is not None:
                top = rows.top + at * rows.height + place.top(rows.height)
                painter.drawPixmap(place.left, top, picture)

    def _paint_waiting(
        self,
        painter: QPainter,
        rows: Rows,
        places: Sequence[ColumnPlace],
        words: Sequence[_Words[R] | None],
        look: _Look,
    ) -> None:
        found = next((place for place in places if place.column == self._waiting), None)
        if found is None:
            return
        painter.setFont(look.styles[self._waiting].font)
        painter.setPen(look.ink)
        base = look.base(found, rows)
        for at, known in enumerate(words):
            if known is None:
                painter.drawText(QPoint(found.left + _PADDING, base + at * rows.height), "…")


class _Look:
    """Fonts and inks, made once for a theme and its sizes."""

    def __init__(self, ratio: float, styles: Mapping[int, TextStyle]) -> None:
        self._theme, self._metrics, self._ratio = theme(), metrics(), ratio
        self.styles = styles
        self.sizes = {column: QFontMetrics(style.font) for column, style in styles.items()}
        self.ink, self.quiet = theme().colour("ink"), theme().colour("quiet")
        self.line = theme().colour("line")
        self.front, self.pointed = theme().colour("accent_ground"), theme().colour("hover")
        self.pictures = Pictures(ratio)

    def in_force(self, ratio: float) -> bool:
        """Whether it is still the look of the window."""
        return self._theme is theme() and self._metrics is metrics() and self._ratio == ratio

    def ink_of(self, column: int) -> QColor:
        """The ink of a column, but for the row in front."""
        return self.quiet if self.styles[column].quiet else self.ink

    def base(self, place: ColumnPlace, rows: Rows) -> int:
        """Where the texts of a column stand in the first row; the line under a row takes its
        lowest pixel."""
        sizes = self.sizes[place.column]
        room = place.height(rows.height) - 1 - sizes.height()
        return rows.top + place.top(rows.height) + room // 2 + sizes.ascent()


def _paint_grounds(
    painter: QPainter, rows: Rows, places: Sequence[ColumnPlace], look: _Look
) -> None:
    left = min(place.left for place in places)
    width = max(place.left + place.width for place in places) - left
    for marked, colour in ((rows.pointed, look.pointed), (rows.front, look.front)):
        if rows.first <= marked < rows.first + rows.count:
            top = rows.top + (marked - rows.first) * rows.height
            painter.fillRect(QRect(left, top, width, rows.height), colour)
    for at in range(1, rows.count + 1):
        painter.fillRect(QRect(left, rows.top + at * rows.height - 1, width, 1), look.line)


def _paint_texts(
    painter: QPainter,
    rows: Rows,
    place: ColumnPlace,
    words: Sequence[_Words[R] | None],
    look: _Look,
) -> None:
    column, room, high = place.column, place.width - 2 * _PADDING, place.height(rows.height)
    line = look.sizes[column].height()
    base, ink = look.base(place, rows), look.ink_of(column)
    painter.setFont(look.styles[column].font)
    painter.setPen(ink)
    for at, known in enumerate(words):
        if known is None:
            continue
        fitted = known.fitted.get(column)
        if fitted is None or fitted[0] != room:
            fitted = known.fitted[column] = (
                room,
                *_fitted(known.texts[column], room, look, column, high),
            )
        here = rows.first + at == rows.front
        if here:
            painter.setPen(look.ink)
        left = place.left + _PADDING + fitted[2]
        top = base + at * rows.height - (len(fitted[1]) - 1) * line // 2
        for number, words_of_line in enumerate(fitted[1]):
            painter.drawText(QPoint(left, top + number * line), words_of_line)
        if here:
            painter.setPen(ink)


def _fitted(text: str, room: int, look: _Look, column: int, height: int) -> tuple[list[str], int]:
    """As much of a text as there is room for, line by line, and how far from the left it stands."""
    style, sizes = look.styles[column], look.sizes[column]
    taken = 0
    if style.lines > 1 and height > 2 * sizes.height() and sizes.horizontalAdvance(text) > room:
        taken = first_line(text, style.font, room)
    shown = _cut(text[taken:], room, sizes)
    if taken:
        return [text[:taken].rstrip(), shown], 0
    if not style.at_the_right:
        return [shown], 0
    return [shown], max(room - sizes.horizontalAdvance(shown), 0)


def _cut(text: str, room: int, sizes: QFontMetrics) -> str:
    if text.endswith(")"):  # what tells it from another stands there
        return sizes.elidedText(text, Qt.TextElideMode.ElideMiddle, room)
    return cut_to(text, sizes, room)
