"""The table of sessions: sorting in the database, columns to choose, one key for each act."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHeaderView, QMenu, QWidget

from needlelog.ui.screens.review import columns
from needlelog.ui.screens.review.cell_pictures import ticks_width
from needlelog.ui.screens.review.columns import ALWAYS, AT_FIRST, IN_SHORT, Column
from needlelog.ui.screens.review.list_model import SessionListModel
from needlelog.ui.screens.review.row_painter import SessionPainter
from needlelog.ui.theme.active import metrics
from needlelog.ui.widgets.painted_table import PaintedTable
from needlelog.ui.widgets.row_painter import ColumnPlace
from needlelog.ui.widgets.table import prepare_table

_ROW_HEIGHT = 50
_UPPER, _LOWER = (0.06, 0.48), (0.46, 0.96)
"""The parts of a folded row in which the client and what stands below it are painted."""
_NOT_WHEN_NARROW = (Column.WHEN, Column.PRACTITIONER, Column.TREATED)
_NOT_WHEN_SLIM = (Column.COMPLETE, Column.FLAGS)


class SessionTable(PaintedTable):
    """``row_shown`` carries the number of the session in front, ``opened`` that of one to be
    opened. ``sorted_by`` and ``columns_chosen`` tell what the person wants."""

    row_shown = Signal(int)
    opened = Signal(int)
    sorted_by = Signal(object, bool)
    columns_chosen = Signal(list)
    left_upwards = Signal()

    def __init__(self, model: SessionListModel, parent: QWidget | None = None) -> None:
        super().__init__(model, SessionPainter(model), parent)
        self._model = model
        prepare_table(self, self.tr("Sessions"))
        self.setSelectionMode(self.SelectionMode.SingleSelection)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self._chosen: tuple[Column, ...] = AT_FIRST
        self._narrow = self._slim = False
        self._with_ticks = True
        self._sorted = (Column.WHEN, True)
        head = self.horizontalHeader()
        head.setSectionsClickable(True)
        head.setSortIndicatorShown(True)
        head.setStretchLastSection(False)
        head.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        head.customContextMenuRequested.connect(
            lambda place: self.offer_columns(head.mapToGlobal(place))
        )
        head.sectionClicked.connect(self._sort)
        self._show_sorted()
        self.clicked.connect(self._click)
        self.doubleClicked.connect(self._open)
        self.selectionModel().currentRowChanged.connect(self._tell_row)
        self._show_columns()

    # --- which row -----------------------------------------------------------------------------

    def current_number(self) -> int | None:
        """The number of the session in front."""
        index = self.currentIndex()
        return self._model.ids[index.row()] if index.isValid() else None

    def choose(self, place: int) -> None:
        """Bring a row to the front; a place that is not there means the last."""
        count = self._model.rowCount()
        if not count:
            return
        index = self._model.index(min(max(place, 0), count - 1), Column.CLIENT)
        self.selectionModel().setCurrentIndex(
            index,
            QItemSelectionModel.SelectionFlag.ClearAndSelect
            | QItemSelectionModel.SelectionFlag.Rows,
        )
        self.scrollTo(index)

    @property
    def rows_in_view(self) -> int:
        """How many rows are seen at once, one that is cut off at either end included."""
        return self.viewport().height() // self.verticalHeader().defaultSectionSize() + 2

    def step(self, by: int) -> None:
        """Go to a row further down, or up."""
        self.choose(self.currentIndex().row() + by if self.currentIndex().isValid() else 0)

    def tick(self) -> None:
        """Tick the row in front, or take its tick away."""
        index = self.currentIndex()
        if index.isValid() and self._with_ticks:
            self._model.toggle(index.row())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space ticks, Enter opens, Up on the first row leaves; the arrows are Qt's own."""
        key = event.key()
        if key == Qt.Key.Key_Space:
            self.tick()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex())
        elif key == Qt.Key.Key_Up and self.currentIndex().row() <= 0:
            self.left_upwards.emit()
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Letters are keys of acts here, they look for nothing."""

    def _click(self, index: QModelIndex) -> None:
        if index.column() == Column.TICKED and self._with_ticks:
            self._model.toggle(index.row())

    def _open(self, index: QModelIndex) -> None:
        if index.isValid() and index.column() != Column.TICKED:
            self.opened.emit(self._model.ids[index.row()])

    def _tell_row(self, index: QModelIndex, _former: QModelIndex) -> None:
        if index.isValid():
            self.row_shown.emit(self._model.ids[index.row()])

    # --- order ---------------------------------------------------------------------------------

    def _sort(self, section: int) -> None:
        column = Column(section)
        if column not in columns.SORT_KEYS:
            self._show_sorted()
            return
        former, falling = self._sorted
        falling = not falling if former is column else column in columns.FALLS_FIRST
        self._sorted = (column, falling)
        self._show_sorted()
        self.sorted_by.emit(columns.SORT_KEYS[column], falling)

    def _show_sorted(self) -> None:
        column, falling = self._sorted
        order = Qt.SortOrder.DescendingOrder if falling else Qt.SortOrder.AscendingOrder
        self.horizontalHeader().setSortIndicator(column, order)

    # --- columns -------------------------------------------------------------------------------

    def set_columns(self, chosen: Iterable[Column]) -> None:
        """Show these columns besides those that are always there."""
        self._chosen = tuple(chosen)
        self._show_columns()

    def set_ticking(self, on: bool) -> None:
        """Whether rows can be ticked."""
        self._with_ticks = on
        self._show_columns()

    def set_narrow(self, narrow: bool, slim: bool) -> None:
        """Leave out what the preview tells anyway and say when it was below the client; where there
        is hardly any room say there what else stands out."""
        self._narrow, self._slim = narrow, slim
        self._show_columns()

    def offer_columns(self, place: QPoint) -> QMenu:
        """Open the menu in which columns and the order are chosen."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for column in Column:
            if column in ALWAYS:
                continue
            entry = menu.addAction(columns.name(column))
            entry.setCheckable(True)
            entry.setChecked(column in self._chosen)
            entry.toggled.connect(lambda on, column=column: self._choose_column(column, on))
        menu.addSeparator()
        for column in columns.SORT_KEYS:
            words = self.tr("Sort by {column}").format(column=columns.name(column))
            entry = menu.addAction(words)
            entry.triggered.connect(lambda _checked=False, column=column: self._sort(column))
        menu.popup(place)
        return menu

    def _choose_column(self, column: Column, on: bool) -> None:
        chosen = {*self._chosen, column} if on else {*self._chosen} - {column}
        self.set_columns(sorted(chosen))
        self.columns_chosen.emit(columns.kept(self._chosen))

    def places(self) -> list[ColumnPlace]:
        """Where the columns stand; where there is little room one stands below the client."""
        found = super().places()
        below = IN_SHORT if self._slim else Column.WHEN if self._narrow else None
        if below is None or (below == Column.WHEN and Column.WHEN not in self._chosen):
            return found
        folded: list[ColumnPlace] = []
        for place in found:
            if place.column == Column.CLIENT:
                folded.append(replace(place, upper=_UPPER[0], lower=_UPPER[1]))
                folded.append(replace(place, column=below, upper=_LOWER[0], lower=_LOWER[1]))
            else:
                folded.append(place)
        return folded

    def _show_columns(self) -> None:
        head = self.horizontalHeader()
        scale = metrics().text
        self.verticalHeader().setDefaultSectionSize(max(scale(_ROW_HEIGHT), metrics().target))
        widths = columns.NARROW_WIDTHS if self._narrow else columns.WIDTHS
        for column in Column:
            shown = column in ALWAYS or column in self._chosen
            if column is Column.TICKED:
                shown = self._with_ticks
            if self._narrow and column in _NOT_WHEN_NARROW:
                shown = False
            if self._slim and column in _NOT_WHEN_SLIM:
                shown = False
            self.setColumnHidden(column, not shown)
            head.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            ticks = column is Column.COMPLETE
            self.setColumnWidth(column, ticks_width() if ticks else scale(widths[column]))
        self.setColumnWidth(Column.TICKED, metrics().target)
        widest = Column.CLIENT if self.isColumnHidden(Column.FLAGS) else Column.FLAGS
        head.setSectionResizeMode(widest, QHeaderView.ResizeMode.Stretch)
        head.setMinimumSectionSize(scale(40))
