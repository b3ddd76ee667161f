"""The list of clients is painted in one step, and looks as its columns are to look."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from needlelog.domain.clients import HistoryItem, HistoryKind
from needlelog.services.clients import ClientRow
from needlelog.ui.screens.clients import cells, row_painter
from needlelog.ui.screens.clients.list_model import ClientListModel, Column, RowsAnswer
from needlelog.ui.screens.clients.row_painter import ClientPainter
from needlelog.ui.theme.active import theme
from needlelog.ui.theme.manager import Mode, ThemeManager
from needlelog.ui.widgets.painted_table import PaintedTable
from needlelog.ui.widgets.row_painter import ColumnPlace, Rows

ROWS = 40
HEIGHT = 50


def client(number: int) -> ClientRow:
    alert = HistoryItem("h", HistoryKind.ALLERGY, "Lidocaine", alert=True)
    return ClientRow(
        id=number,
        uid=f"c{number}",
        name=f"Client {number}",
        birth_date=date(1980, 1, 2),
        phone="+44 20",
        phototype=2,
        sessions=8,
        last_session_on=date(2026, 11, 3),
        alerts=(alert,) if number == 1 else (),
    )


def nobody(_ids: Sequence[int], _answer: RowsAnswer) -> None:
    """Rows that are not here stay away."""


@pytest.fixture
def table(qtbot: QtBot, qapp: QApplication) -> Iterator[PaintedTable]:
    ThemeManager(qapp).apply(Mode.LIGHT)
    model = ClientListModel(nobody)
    made = PaintedTable(model, ClientPainter(model))
    qtbot.addWidget(made)
    made.verticalHeader().setDefaultSectionSize(HEIGHT)
    made.verticalHeader().hide()
    made.setShowGrid(False)
    for column in Column:
        made.setColumnWidth(column, 140)
    made.resize(1000, 600)
    made.show()
    model.set_ids(list(range(ROWS)), [client(number) for number in range(ROWS)])
    yield made
    model.set_ids([])


def painted(table: PaintedTable) -> QImage:
    return table.viewport().grab().toImage()


def test_a_page_asks_the_model_for_no_cell_and_makes_its_alerts_once(
    table: PaintedTable, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    made: list[int] = []
    paint, text = row_painter.paint_alerts, cells.cell_text
    monkeypatch.setattr(ClientListModel, "data", lambda *_given: asked.append(1))

    def paint_alerts(painter: QPainter, cell: QRect, tags: row_painter.Tags) -> None:
        made.append(1)
        paint(painter, cell, tags)

    monkeypatch.setattr(row_painter, "paint_alerts", paint_alerts)
    told: list[str] = []

    def cell_text(row: ClientRow, column: int) -> str:
        told.append(row.uid)
        return text(row, column)

    monkeypatch.setattr(row_painter, "cell_text", cell_text)
    table.resize(1000, 640)
    painted(table)
    painted(table)
    assert not asked
    assert len(made) <= 1
    assert len(told) <= len(Column) * (table.viewport().height() // HEIGHT + 1)


def test_names_begin_at_the_left_numbers_end_at_the_right_alerts_have_a_ground(
    table: PaintedTable,
) -> None:
    name, sessions = (_inked(table, column) for column in (Column.NAME, Column.SESSIONS))
    assert min(name) < 20
    assert min(sessions) > 100
    assert max(sessions) < 140 - 8
    alerts = table.visualRect(table.model().index(1, Column.ALERTS))
    image = painted(table)
    row = {
        image.pixelColor(x, alerts.center().y()).name() for x in range(alerts.left(), image.width())
    }
    assert theme().colour("stop_ground").name() in row


def test_clients_that_are_not_here_show_that_they_come(table: PaintedTable) -> None:
    model = table.model()
    assert isinstance(model, ClientListModel)
    model.set_ids(list(range(100, 200)))
    assert _inked(table, Column.NAME)
    assert not _inked(table, Column.BORN)


def _inked(table: PaintedTable, column: Column) -> list[int]:
    """Where, from the left of its cell, there is ink in the first row."""
    image, cell = painted(table), table.visualRect(table.model().index(0, column))
    return [
        x - cell.left()
        for x in range(cell.left(), cell.right())
        if min(image.pixelColor(x, y).lightness() for y in range(4, HEIGHT - 4)) < 120
    ]


def test_a_long_name_stands_whole_on_two_lines(table: PaintedTable) -> None:
    name = "Annamaria Magdalena-Josephine von der Weiden"
    table.setColumnWidth(Column.NAME, 260)
    model = table.model()
    assert isinstance(model, ClientListModel)
    model.set_ids([1], [replace(client(1), name=name)])
    told: list[str] = []

    class Pen(QPainter):
        def drawText(self, *given: Any, **_more: Any) -> Any:  # noqa: N802
            told.append(given[-1])

    paper = QImage(900, 100, QImage.Format.Format_ARGB32)
    painter = Pen(paper)
    rows = Rows(first=0, top=0, count=1, height=HEIGHT, front=-1, pointed=-1)
    ClientPainter(model).paint(painter, rows, [ColumnPlace(Column.NAME, 0, 260)], 1.0)
    painter.end()
    assert len(told) == 2
    assert " ".join(told) == name
