"""A table of very many rows that paints a page of them in one step."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractItemModel, QEvent
from PySide6.QtGui import QHoverEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QTableView, QWidget

from needlelog.ui.widgets.row_painter import ColumnPlace, RowPainter, Rows


class PaintedTable(QTableView):
    """All rows have one height and whole rows are selected. What is painted comes from the
    painter, what a screen reader is told still from the model."""

    def __init__(
        self, model: QAbstractItemModel, painter: RowPainter[Any], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._painter = painter
        self._pointed = -1
        self.setModel(model)
        model.modelReset.connect(self._point_nowhere)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows that are to be painted, all at once."""
        exposed = event.rect()
        first = self.rowAt(exposed.top())
        if first < 0:
            return
        last = self.rowAt(exposed.bottom())
        last = last if last >= 0 else self.model().rowCount() - 1
        index = self.currentIndex()
        rows = Rows(
            first,
            self.rowViewportPosition(first),
            last - first + 1,
            self.rowHeight(first),
            index.row() if self.selectionModel().isSelected(index) else -1,
            self._pointed,
        )
        painter = QPainter(self.viewport())
        self._painter.paint(painter, rows, self.places(), self.viewport().devicePixelRatioF())
        painter.end()

    def places(self) -> list[ColumnPlace]:
        """Where the columns stand that are shown."""
        head = self.horizontalHeader()
        return [
            ColumnPlace(column, head.sectionViewportPosition(column), head.sectionSize(column))
            for column in range(head.count())
            if not head.isSectionHidden(column)
        ]

    def viewportEvent(self, event: QEvent) -> bool:
        """Know which row is under the pointer; Qt repaints it."""
        if isinstance(event, QHoverEvent):
            left = event.type() == QEvent.Type.HoverLeave
            self._pointed = -1 if left else self.rowAt(event.position().toPoint().y())
        return super().viewportEvent(event)

    def _point_nowhere(self) -> None:
        self._pointed = -1
