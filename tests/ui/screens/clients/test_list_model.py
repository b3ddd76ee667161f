"""A hundred thousand clients: only what is on screen is fetched."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QTableView

from needlelog.domain.clients import HistoryItem, HistoryKind
from needlelog.services.clients import ClientRow
from needlelog.ui.row_blocks import BLOCK
from needlelog.ui.screens.clients.list_model import ClientListModel, Column, RowsAnswer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pytestqt.qtbot import QtBot


def row(number: int) -> ClientRow:
    return ClientRow(
        id=number,
        uid=f"uid-{number}",
        name=f"Client {number}",
        birth_date=None,
        phone="",
        phototype=4,
        alerts=(HistoryItem("h", HistoryKind.ALLERGY, "Lidocaine"),) if number % 2 else (),
        last_session_on=None,
        sessions=number % 7,
    )


class Fetches:
    """Keeps what was asked; answers when told."""

    def __init__(self) -> None:
        self.asked: list[tuple[list[int], RowsAnswer]] = []

    def __call__(self, ids: Sequence[int], answer: RowsAnswer) -> None:
        self.asked.append((list(ids), answer))

    def answer(self) -> None:
        ids, answer = self.asked[-1]
        answer([row(number) for number in ids])


def test_the_model_keeps_qts_promises(qtbot: QtBot) -> None:
    fetches = Fetches()
    model = ClientListModel(fetches)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.set_ids(range(300))
    qtbot.waitUntil(lambda: bool(fetches.asked))
    fetches.answer()
    assert tester.model() is model


def test_only_the_rows_on_screen_are_fetched(qtbot: QtBot) -> None:
    fetches = Fetches()
    model = ClientListModel(fetches)
    model.set_ids(range(100_000))
    view = QTableView()
    qtbot.addWidget(view)
    view.setModel(model)
    view.resize(900, 500)
    view.show()
    qtbot.waitExposed(view)
    qtbot.waitUntil(lambda: bool(fetches.asked))
    assert fetches.asked[0][0] == list(range(BLOCK))
    fetches.answer()
    view.scrollTo(model.index(70_000, 0))
    qtbot.waitUntil(lambda: any(70_000 in ids for ids, _ in fetches.asked))
    assert sum(len(ids) for ids, _ in fetches.asked) <= 4 * BLOCK


def test_rows_stand_in_the_order_of_the_ids(qtbot: QtBot) -> None:
    fetches = Fetches()
    model = ClientListModel(fetches)
    model.set_ids([9, 3, 5])
    model.index(0, 0).data()
    qtbot.waitUntil(lambda: bool(fetches.asked))
    assert model.index(1, 0).data() == "…"
    fetches.asked[0][1]([row(3), row(5), row(9)])
    assert [model.index(n, 0).data() for n in range(3)] == ["Client 9", "Client 3", "Client 5"]
    assert model.index(0, Column.PHOTOTYPE).data() == "IV"
    words = model.index(0, Column.NAME).data(Qt.ItemDataRole.AccessibleTextRole)
    assert words == "Client 9, 2 sessions, alert: Lidocaine allergy"


def test_a_late_answer_to_an_older_search_is_dropped(qtbot: QtBot) -> None:
    fetches = Fetches()
    model = ClientListModel(fetches)
    model.set_ids([1, 2])
    model.index(0, 0).data()
    qtbot.waitUntil(lambda: bool(fetches.asked))
    model.set_ids([8])
    fetches.asked[0][1]([row(1), row(2)])
    assert model.row_at(0) is None
    model.index(0, 0).data()
    qtbot.waitUntil(lambda: len(fetches.asked) == 2)
    fetches.answer()
    assert model.index(0, 0).data() == "Client 8"
