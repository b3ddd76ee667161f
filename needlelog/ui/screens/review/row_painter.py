"""What stands in the cells of the list of sessions, as it is painted."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect
from PySide6.QtGui import QFont, QPainter, QPixmap

from needlelog.ui.review_words import completeness_tag, pills
from needlelog.ui.screens.review.cell_pictures import (
    paint_box,
    paint_tags,
    paint_ticks,
    ticks_width,
)
from needlelog.ui.screens.review.columns import IN_SHORT, Column
from needlelog.ui.theme.active import metrics
from needlelog.ui.theme.fonts import text_font
from needlelog.ui.widgets.row_painter import ColumnPlace, Pictures, RowPainter, TextStyle

if TYPE_CHECKING:
    from needlelog.services.review import SessionRow
    from needlelog.ui.screens.review.list_model import SessionListModel


class SessionPainter(RowPainter["SessionRow"]):
    """Words in five columns; a box, ticks and tags in the others."""

    def __init__(self, model: SessionListModel) -> None:
        super().__init__(model.row_or_ask, Column.CLIENT)
        self._model = model

    def stamp(self) -> Hashable:
        """The day of this year is told without its year."""
        return self._model.today()

    def styles(self) -> Mapping[int, TextStyle]:
        """The client stands out, what is looked at last is quiet."""
        small = text_font(metrics().text(13))
        quiet = TextStyle(small, quiet=True)
        return {
            Column.WHEN: quiet,
            Column.CLIENT: TextStyle(text_font(metrics().text(14), QFont.Weight.DemiBold)),
            Column.PRACTITIONER: quiet,
            Column.TREATED: TextStyle(small),
            Column.STATE: quiet,
            Column.NUMBER: quiet,
        }

    def texts(self, row: SessionRow) -> Mapping[int, str]:
        """As the model says them."""
        return {column.value: words for column, words in self._model.texts(row).items()}

    def picture(
        self,
        pictures: Pictures,
        place: int,
        row: SessionRow | None,
        cell: ColumnPlace,
        height: int,
    ) -> QPixmap | None:
        """The box of any row; ticks and tags of one that is here."""
        if cell.column == Column.TICKED:
            ticked = self._model.is_ticked(place)
            return pictures.get(ticked, cell.width, height, partial(paint_box, ticked=ticked))
        if row is None:
            return None
        if cell.column == Column.COMPLETE:
            mark = ("ticks", row.ticks.value)
            return pictures.get(mark, ticks_width(), height, partial(paint_ticks, ticks=row.ticks))
        if cell.column == IN_SHORT:
            key = ("short", row.state, row.ticks.value, row.flags.value)
            return pictures.get(key, cell.width, height, partial(_paint_short, row=row))
        return pictures.get(
            (row.state, row.flags.value), cell.width, height, partial(_paint_flags, row=row)
        )


def _paint_short(painter: QPainter, cell: QRect, row: SessionRow) -> None:
    complete = completeness_tag(row.ticks)
    raised = pills(row)
    tags = (complete, *raised) if complete[1] == "stop" else (*raised, complete)
    paint_tags(painter, cell, tags)


def _paint_flags(painter: QPainter, cell: QRect, row: SessionRow) -> None:
    paint_tags(painter, cell, pills(row))
