"""What Insights works out is given up as soon as nobody wants it any more."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event
from typing import Any

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from needlelog.domain.session_filter import Period, SessionFilter
from needlelog.services.clinic import Clinic
from needlelog.services.cohorts import cohort
from needlelog.services.insights import dashboard
from needlelog.ui.context import Context
from needlelog.ui.screens.insights import reading, work
from needlelog.ui.screens.insights.reading import Figures, Outcomes
from needlelog.ui.screens.insights.screen import InsightsScreen
from needlelog.ui.screens.insights.work import GivenUp

Look = Callable[[], object]
YEAR = SessionFilter(period=Period.YEAR)
MINUTES = (
    "WITH RECURSIVE step(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM step WHERE n < 2000000000)"
    " SELECT count(*) FROM step"
)


class Slow:
    """Figures of a year that take minutes in the database; all others are read as they are."""

    def __init__(self) -> None:
        self.begun = Event()
        self.ended = 0

    def read(self, clinic: Clinic, wanted: SessionFilter, look: Look) -> Figures:
        if wanted == YEAR:
            self.begun.set()
            try:
                with clinic.database.read(look) as session:
                    session.connection().exec_driver_sql(MINUTES).all()
            finally:
                self.ended += 1
        return reading.read_figures(clinic, wanted, look)


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> Slow:
    found = Slow()
    monkeypatch.setattr(work, "read_figures", found.read)
    monkeypatch.setattr(work, "SLOW_MS", 1)
    return found


@pytest.fixture
def screen(qtbot: QtBot, context: Context, slow: Slow) -> InsightsScreen:
    """The screen in front, with the year asked for and not worked out."""
    context.filter.want(YEAR)
    made = InsightsScreen(context)
    qtbot.addWidget(made)
    made.show()
    made.activate()
    qtbot.waitUntil(slow.begun.is_set)
    return made


def words_of(screen: InsightsScreen) -> str:
    return " ".join(each.text() for each in screen.header.findChildren(QLabel))


def test_another_filter_does_not_wait_for_the_one_before(
    qtbot: QtBot, context: Context, slow: Slow, screen: InsightsScreen
) -> None:
    qtbot.waitUntil(lambda: "Being worked out" in words_of(screen))
    context.filter.want(SessionFilter(zone="chin"))
    qtbot.waitUntil(lambda: screen.outcomes is not None)
    assert screen.figures is not None
    assert screen.figures.wanted == SessionFilter(zone="chin")
    assert slow.ended == 1
    assert "Being worked out" not in words_of(screen)
    assert context.property("troubles") == []


def test_who_leaves_and_comes_back_has_it_begun_again(
    qtbot: QtBot, context: Context, slow: Slow, screen: InsightsScreen
) -> None:
    screen.hide()
    qtbot.waitUntil(context.worker.idle)
    assert slow.ended == 1
    assert screen.figures is None
    slow.begun.clear()
    screen.show()
    qtbot.waitUntil(slow.begun.is_set)
    screen.give_up()
    qtbot.waitUntil(context.worker.idle)
    assert slow.ended == 2
    assert context.property("troubles") == []


def test_the_window_reads_and_writes_beside_it(
    qtbot: QtBot, context: Context, screen: InsightsScreen
) -> None:
    told: list[str] = []
    for worker in (context.worker, context.background):
        worker.submit(lambda: "read", told.append, owner=screen)
    qtbot.waitUntil(lambda: told == ["read", "read"])
    screen.give_up()
    qtbot.waitUntil(context.worker.idle)


def test_what_goes_on_paper_never_joins_answers_to_two_questions(
    qtbot: QtBot, context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    let_go = Event()

    def outcomes(*asked: Any) -> Outcomes:
        let_go.wait(10)
        return reading.read_outcomes(*asked)

    monkeypatch.setattr(work, "read_outcomes", outcomes)
    told: list[str] = []
    context.message.connect(told.append)
    screen = InsightsScreen(context)
    qtbot.addWidget(screen)
    screen.activate()
    qtbot.waitUntil(lambda: screen.figures is not None)
    assert screen.report() is None
    assert "being worked out" in told[-1]
    let_go.set()
    qtbot.waitUntil(lambda: screen.outcomes is not None)
    assert screen.report() is not None


@pytest.mark.usefixtures("rated")
def test_both_answers_end_at_the_first_look(clinic: Clinic) -> None:
    looked: list[int] = []

    def look() -> None:
        looked.append(1)
        raise GivenUp

    with pytest.raises(GivenUp):
        cohort(clinic, SessionFilter(), None, look)
    with pytest.raises(GivenUp), clinic.database.read(look) as session:
        session.connection().exec_driver_sql(MINUTES)
    assert looked
    assert dashboard(clinic, SessionFilter()).sessions == 3
