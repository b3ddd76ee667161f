"""Lists that must not slow down as a clinic grows: the search, the list of clients, Today."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
)
from PySide6.QtWidgets import QTableView
from pytest_benchmark.fixture import BenchmarkFixture
from pytestqt.qtbot import QtBot

from needlelog.services.clients import client_rows, search_client_ids
from needlelog.services.clinic import Clinic
from needlelog.ui.screens.clients.list_model import ClientListModel, Column
from needlelog.ui.screens.today.view import read_today
from needlelog.ui.theme.manager import ThemeManager
from tests.bench.measures import Report, percentile, repeat, seconds
from tests.bench.sample import TODAY, many_clients, many_sessions, new_clinic

CLIENTS = 100_000
FIRST = 100
"""So many clients a list asks for while somebody types."""
TYPED = ("a", "an", "anb", "anbe", "anbe k", "030 00")
WORD = "anbe"
DUE = 3
_Index = QModelIndex | QPersistentModelIndex


class _PlainTexts(QAbstractTableModel):
    """As many cells, each with the same text: what a table in Python costs at least."""

    def __init__(self, rows: int) -> None:
        super().__init__()
        self._rows = rows

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: N802
        return 0 if parent.isValid() else self._rows

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: N802
        return 0 if parent.isValid() else len(Column)

    def data(self, _index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        return "Client" if role == Qt.ItemDataRole.DisplayRole else None


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clinic]:
    """A clinic with 100 000 clients."""
    opened = new_clinic(tmp_path_factory.mktemp("crowded") / "clinic")
    many_clients(opened, CLIENTS)
    yield opened
    opened.close()


def test_search_as_it_is_typed(
    benchmark: BenchmarkFixture, report: Report, crowded: Clinic
) -> None:
    raw = crowded.database.raw_connection()

    def by_the_driver() -> list[Any]:
        rows: list[Any] = raw.execute(
            "SELECT found.rowid FROM client_search AS found LEFT JOIN client_summary AS summary"
            " ON summary.client_id = found.rowid WHERE client_search MATCH ?"
            " ORDER BY summary.last_session_on DESC, found.rowid DESC",
            (f'"{WORD}"*',),
        ).fetchall()
        return rows

    times = repeat(benchmark, lambda: search_client_ids(crowded, WORD), by_the_driver, rounds=40)
    assert times.result == [number for (number,) in by_the_driver()]
    raw.close()
    report.ratio(f"search a word among {CLIENTS} clients ÷ the query by raw SQLCipher", times)
    slowest = max(
        (percentile([seconds(_search(crowded, text)) for _ in range(9)], 0.5), text)
        for text in TYPED
    )
    report.milliseconds(
        "   slowest of the beginnings typed", slowest[0], None, f"{slowest[1]!r}, off the UI thread"
    )


def _search(clinic: Clinic, text: str) -> Callable[[], object]:
    return lambda: search_client_ids(clinic, text, FIRST)


def test_scroll_the_list_of_clients(
    benchmark: BenchmarkFixture, report: Report, qtbot: QtBot, look: ThemeManager, crowded: Clinic
) -> None:
    ids = search_client_ids(crowded, "")

    def fetch(wanted: Sequence[int], answer: Callable[[Any], None]) -> None:
        answer(client_rows(crowded, wanted))

    model = ClientListModel(fetch)
    model.set_ids(ids)
    texts = _PlainTexts(len(ids))
    table, bare = QTableView(), QTableView()
    for view, rows in ((table, model), (bare, texts)):
        qtbot.addWidget(view)
        view.setModel(rows)
        view.resize(1200, 800)
        view.show()
    steps = iter(range(0, 10**9, 40))

    def page(view: QTableView) -> None:
        bar = view.verticalScrollBar()
        bar.setValue(next(steps) % bar.maximum())
        for _ in range(2):
            QCoreApplication.sendPostedEvents()
            QCoreApplication.processEvents()

    times = repeat(benchmark, lambda: page(table), lambda: page(bare), rounds=60)
    report.ratio(
        f"scroll a page of {CLIENTS} clients, reading included ÷ a table of plain texts", times
    )
    # Shown outside their clinic the models have nothing more to ask.
    model.set_ids(())


def test_today_with_many_sessions(
    benchmark: BenchmarkFixture, report: Report, tmp_path: Path
) -> None:
    small, large = new_clinic(tmp_path / "small"), new_clinic(tmp_path / "large")
    many_sessions(small, 100, DUE)
    many_sessions(large, 10_000, DUE)
    times = repeat(
        benchmark,
        lambda: read_today(large, TODAY),
        lambda: read_today(small, TODAY),
        rounds=40,
    )
    assert len(times.result.due) == DUE
    small.close()
    large.close()
    report.ratio("Today with 10 000 sessions ÷ with 100", times, 1.2)
