"""Paints the rows of the list in one go.

A delegate is asked once a cell, and asks the model several times back: some seven hundred steps
between Qt and Python for a page, each of which may have to wait for another thread. Here a page is
one step. What stays the same from paint to paint is made once: fonts and inks for a look, words
for a row, pictures for what is no text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter

from needlelog.ui.review_words import pills
from needlelog.ui.screens.review.cell_pictures import CellPictures, Tags
from needlelog.ui.screens.review.columns import Column
from needlelog.ui.theme.active import metrics, theme
from needlelog.ui.theme.fonts import text_font

if TYPE_CHECKING:
    from datetime import date

    from needlelog.services.review import SessionRow
    from needlelog.ui.screens.review.list_model import SessionListModel
    from needlelog.ui.theme.colours import Theme
    from needlelog.ui.theme.metrics import Metrics

QUIET = (Column.WHEN, Column.PRACTITIONER, Column.STATE, Column.NUMBER)
"""Columns in quiet ink."""
_PICTURES = (Column.TICKED, Column.COMPLETE, Column.FLAGS)
_PADDING = 11
"""From the edge of a cell to its text, as the style sheet has it for every table."""
_KEPT = 256
"""So many rows keep their words: what a person scrolls to and fro in."""


@dataclass(frozen=True, slots=True)
class ColumnPlace:
    """Where a column stands in the view."""

    column: Column
    left: int
    width: int


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


@dataclass(slots=True)
class _Words:
    """A row in words: texts by column, and as they fit into a width."""

    row: SessionRow
    texts: dict[Column, str]
    tags: Tags
    fitted: dict[Column, tuple[int, str]] = field(default_factory=dict)


class RowPainter:
    """Paints rows of a model; it follows the theme in force by itself."""

    def __init__(self, model: SessionListModel) -> None:
        self._model = model
        self._words: dict[int, _Words] = {}
        self._day: date | None = None
        self._look: _Look | None = None

    def paint(
        self, painter: QPainter, rows: Rows, places: Sequence[ColumnPlace], ratio: float
    ) -> None:
        """Paint some rows of these columns, on a screen of so many pixels a point."""
        look = self._look
        if look is None or not look.in_force(ratio):
            look = self._look = _Look(ratio)
            self._words.clear()
        self._follow_day()
        words = [self._words_of(rows.first + at) for at in range(rows.count)]
        _paint_grounds(painter, rows, places, look)
        for place in places:
            if place.column in _PICTURES:
                self._paint_pictures(painter, rows, place, words, look.pictures)
            else:
                _paint_texts(painter, rows, place, words, look)

    def _paint_pictures(
        self,
        painter: QPainter,
        rows: Rows,
        place: ColumnPlace,
        words: Sequence[_Words | None],
        pictures: CellPictures,
    ) -> None:
        width, height = place.width, rows.height
        for at, known in enumerate(words):
            if place.column is Column.TICKED:
                picture = pictures.box(width, height, ticked=self._model.is_ticked(rows.first + at))
            elif known is None:
                continue
            elif place.column is Column.COMPLETE:
                picture = pictures.ticks(height, known.row.ticks)
            else:
                picture = pictures.tags(width, height, known.tags)
            painter.drawPixmap(place.left, rows.top + at * height, picture)

    def _follow_day(self) -> None:
        """Words such as the day without its year are those of one day."""
        today = self._model.today()
        if today != self._day:
            self._day = today
            self._words.clear()

    def _words_of(self, number: int) -> _Words | None:
        row = self._model.row_or_ask(number)
        if row is None:
            return None
        found = self._words.get(row.id)
        if found is None or found.row is not row:
            if len(self._words) >= _KEPT:
                self._words.clear()
            found = self._words[row.id] = _Words(row, self._model.texts(row), pills(row))
        return found


class _Look:
    """Fonts and inks, made once for a theme and its sizes."""

    def __init__(self, ratio: float) -> None:
        self._theme: Theme = theme()
        self._metrics: Metrics = metrics()
        self._ratio = ratio
        small = text_font(metrics().text(13))
        name = text_font(metrics().text(14), QFont.Weight.DemiBold)
        self.fonts = dict.fromkeys(Column, small) | {Column.CLIENT: name}
        self.waiting = text_font(metrics().text(14))
        self.sizes = {column: QFontMetrics(font) for column, font in self.fonts.items()}
        self.ink, self.quiet = theme().colour("ink"), theme().colour("quiet")
        self.line = theme().colour("line")
        self.front, self.pointed = theme().colour("accent_ground"), theme().colour("hover")
        self.pictures = CellPictures(ratio)

    def in_force(self, ratio: float) -> bool:
        """Whether it is still the look of the window."""
        return self._theme is theme() and self._metrics is metrics() and self._ratio == ratio

    def ink_of(self, column: Column) -> QColor:
        """The ink of a column, but for the row in front."""
        return self.quiet if column in QUIET else self.ink


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
    words: Sequence[_Words | None],
    look: _Look,
) -> None:
    column, room = place.column, place.width - 2 * _PADDING
    sizes, ink = look.sizes[column], look.ink_of(column)
    left = place.left + _PADDING
    # The line under the row takes its lowest pixel.
    base = rows.top + (rows.height - 1 - sizes.height()) // 2 + sizes.ascent()
    painter.setFont(look.fonts[column])
    painter.setPen(ink)
    for at, known in enumerate(words):
        if known is None:
            continue
        fitted = known.fitted.get(column)
        if fitted is None or fitted[0] != room:
            text = sizes.elidedText(known.texts[column], Qt.TextElideMode.ElideRight, room)
            fitted = known.fitted[column] = (room, text)
        here = rows.first + at == rows.front
        if here:
            painter.setPen(look.ink)
        painter.drawText(QPoint(left, base + at * rows.height), fitted[1])
        if here:
            painter.setPen(ink)
    if column is Column.CLIENT and None in words:
        painter.setFont(look.waiting)
        for at, known in enumerate(words):
            if known is None:
                painter.drawText(QPoint(left, base + at * rows.height), "…")
