"""The list of the review: a first page at once, the rest behind it, ticks that stay with a session."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from needlelog.domain.review import Flag, Tick
from needlelog.domain.sessions import SessionState
from needlelog.domain.zones import Side
from needlelog.files.reference_data import zone_catalogue
from needlelog.services.review import SessionRow
from needlelog.ui.review_words import pills
from needlelog.ui.row_blocks import BLOCK
from needlelog.ui.screens.review.columns import Column
from needlelog.ui.screens.review.list_model import SessionListModel

DAY = date(2026, 3, 2)
Answer = Callable[[Sequence[SessionRow]], None]


def row(number: int, ticks: Tick = Tick.SCREENING | Tick.CONSENT) -> SessionRow:
    return SessionRow(
        id=number,
        uid=f"s{number}",
        client_uid="c",
        client_name=f"Client {number}",
        practitioner_uid="p",
        practitioner_name="Jana",
        day=DAY,
        started_at=None,
        ended_at=None,
        state=SessionState.SIGNED,
        number=3,
        ticks=ticks,
        flags=Flag.LOT_MISSING | Flag.ADDENDUM,
        deepest_um=1500,
        zones=(("chin", Side.MID, 1500),),
        open_questions=0,
        answered_questions=0,
    )


class Fetches:
    """Keeps what was asked; answers when told."""

    def __init__(self) -> None:
        self.asked: list[tuple[list[int], Answer]] = []

    def __call__(self, ids: Sequence[int], answer: Answer) -> None:
        self.asked.append((list(ids), answer))

    def answer(self) -> None:
        ids, answer = self.asked[-1]
        answer([row(number) for number in ids])


def model_of(fetches: Fetches) -> SessionListModel:
    return SessionListModel(fetches, zone_catalogue(), lambda: DAY)


def test_the_model_keeps_qts_promises(qtbot: QtBot) -> None:
    fetches = Fetches()
    model = model_of(fetches)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.set_ids(list(range(100)))
    model.add_rest(list(range(250)))
    qtbot.waitUntil(lambda: bool(fetches.asked))
    fetches.answer()
    model.set_ids([5, 6])
    assert tester.model() is model
    model.set_ids([])


def test_the_first_page_stays_while_the_rest_comes(qtbot: QtBot) -> None:
    fetches = Fetches()
    model = model_of(fetches)
    model.set_ids(list(range(100)))
    last_of_page = model.index(99, Column.CLIENT)
    assert last_of_page.data() == "…"
    qtbot.waitUntil(lambda: len(fetches.asked) == 1)
    fetches.answer()
    assert last_of_page.data() == "Client 99"
    model.add_rest(list(range(300)))
    assert model.rowCount() == 300
    assert last_of_page.data() == "Client 99"
    beyond = model.index(110, Column.CLIENT)
    assert beyond.data() == "…"
    qtbot.waitUntil(lambda: len(fetches.asked) == 2)
    assert fetches.asked[-1][0] == list(range(BLOCK, 2 * BLOCK))
    fetches.answer()
    assert beyond.data() == "Client 110"
    model.add_rest([7, 8])
    assert list(model.ids) == [7, 8]
    model.set_ids([])


def test_rows_that_are_here_already_stand_at_their_places(qtbot: QtBot) -> None:
    fetches = Fetches()
    model = model_of(fetches)
    model.set_ids(list(range(100, 200)), [row(number) for number in range(158, 172)])
    for place in (58, BLOCK - 1, BLOCK, 71):
        assert model.row_at(place) == row(100 + place)
    assert model.row_at(57) is model.row_at(72) is None
    model.row_or_ask(72)
    qtbot.waitUntil(lambda: len(fetches.asked) == 1)
    fetches.answer()
    assert model.row_at(72) == row(172)
    model.set_ids([])


def test_a_row_says_what_is_missing_and_what_stands_out(qtbot: QtBot) -> None:
    fetches = Fetches()
    model = model_of(fetches)
    model.set_ids([1])
    model.index(0, Column.CLIENT).data()
    qtbot.waitUntil(lambda: bool(fetches.asked))
    fetches.answer()

    def said(column: Column, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        return model.index(0, column).data(role)

    assert said(Column.TREATED) == "Chin · 1.50 mm"
    hint = str(said(Column.COMPLETE, Qt.ItemDataRole.ToolTipRole))
    assert "A lot is not written down." in hint
    assert "consent" not in hint
    assert said(Column.FLAGS, Qt.ItemDataRole.ToolTipRole) == "Lot missing · Addendum"
    spoken = str(said(Column.CLIENT, Qt.ItemDataRole.AccessibleTextRole))
    for words in ("Client 1", "Jana", "Chin · 1.50 mm", "Lot missing", "No photo"):
        assert words in spoken


def test_ticks_belong_to_sessions_not_to_places() -> None:
    model = model_of(Fetches())
    model.set_ids([10, 11, 12])
    model.toggle(1)
    model.toggle(2)
    model.set_ids([12])
    assert model.ticked == [11, 12]
    model.add_rest([12, 11])
    assert model.ticked == [11, 12]
    assert model.index(0, Column.TICKED).data(SessionListModel.TickedRole) is True
    model.toggle(0)
    assert model.ticked == [11]
    model.set_ids([12])
    model.add_rest([12], gone={11})
    assert model.ticked == []


def test_an_answered_question_waits_for_who_asked() -> None:
    asked = replace(row(1), flags=Flag.QUESTION, open_questions=2, answered_questions=1)
    assert pills(asked) == (("Question open", "accent"),)
    assert pills(replace(asked, answered_questions=2)) == (("Answered", "accent"),)
