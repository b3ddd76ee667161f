"""What a person sees in a clinic of very many sessions: through the real screens and workers."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from statistics import median
from threading import Event
from time import perf_counter

import pytest
from PySide6.QtCore import QCoreApplication, QEventLoop, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtTest import QTest
from pytest_benchmark.fixture import BenchmarkFixture
from pytestqt.qtbot import QtBot

from needlelog.db.sqlite.search import search_query
from needlelog.domain.backups import BackupReason
from needlelog.domain.exports.request import ExportFormat, ExportRequest
from needlelog.domain.names import search_terms
from needlelog.domain.session_filter import Period, SessionFilter
from needlelog.domain.trail import TrailFilter
from needlelog.files.reference_data import zone_catalogue
from needlelog.services import insights, review, trail
from needlelog.services.backup_making import Watch
from needlelog.services.backups import back_up
from needlelog.services.clients import found_clients
from needlelog.services.clinic import Clinic
from needlelog.services.cohorts import cohort
from needlelog.services.exports.run import export
from needlelog.services.review import SortKey
from needlelog.services.trail import check_trail
from needlelog.ui.context import Context
from needlelog.ui.exchange.long_job import JobStopped
from needlelog.ui.screens.review.screen import ReviewScreen
from needlelog.ui.screens.today.view import read_today
from needlelog.ui.start import TURN_SECONDS
from needlelog.ui.theme.manager import ThemeManager
from needlelog.ui.worker import DatabaseWorker
from tests.bench.demo_clinic import BIG, SMALL, opened, sample_folder
from tests.bench.heartbeat import FRAME, Heartbeat
from tests.bench.measures import Report, percentile, repeat, seconds
from tests.bench.programs import TODAY, run_code
from tests.bench.test_review import FILTERS

ROUNDS = 5
JOB_SECONDS = 30
"""So long the window is watched beside a job; then the job is given up."""
LIST_AIM, DASHBOARD_AIM, SEARCH_AIM = 50, 300, 16
TYPED = ("anna web", "marlow", "+49 30 55", "17.5.1984", "0171 2", "o'brien", "li")
WORDS = ("forehead", "tolerated well", "hyaluronic", "redness", "chin lot")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sample_folder(tmp_path_factory.mktemp("big"), BIG)


@pytest.fixture(scope="module")
def large(folder: Path) -> Iterator[Clinic]:
    clinic = opened(folder)
    yield clinic
    clinic.close()


@dataclass
class Window:
    """The review as it stands in the window, with its workers."""

    screen: ReviewScreen
    context: Context

    def settle(self) -> None:
        """Until everything that was asked for is there."""
        worker = self.context.worker
        for _ in range(3):
            _turn(worker.idle, 120)

    def first_rows(self, act: Callable[[], object]) -> float:
        """Seconds from an act until all rows in view are painted, with Qt's own loop as in the
        program: it sleeps until something comes."""
        loop, watch = QEventLoop(), PaintedRows(self.screen)
        watch.seen.connect(loop.quit)
        begin = perf_counter()
        act()
        if watch.at is None:
            longest = QTimer(watch, singleShot=True)
            longest.timeout.connect(loop.quit)
            longest.start(60_000)
            loop.exec()
            longest.stop()
        watch.end()
        assert watch.at is not None
        return watch.at - begin


class PaintedRows(QObject):
    """Notes when rows were painted that had come after the beginning; ``seen`` is sent then."""

    seen = Signal()

    def __init__(self, screen: ReviewScreen) -> None:
        super().__init__()
        self._screen = screen
        self._arrived = False
        self.at: float | None = None
        screen.model.modelReset.connect(self._arrive)
        screen.model.rows_arrived.connect(self._arrive)
        self._paint = screen.table.paintEvent
        screen.table.paintEvent = self._painted  # type: ignore[method-assign]

    def end(self) -> None:
        """Note nothing more."""
        self._screen.model.modelReset.disconnect(self._arrive)
        self._screen.model.rows_arrived.disconnect(self._arrive)
        del self._screen.table.paintEvent

    def _arrive(self) -> None:
        self._arrived = True
        if not self._screen.model.rowCount():
            # The words that nothing was found take the place of the list.
            QTimer.singleShot(0, self, self._empty_painted)

    def _empty_painted(self) -> None:
        self._screen.empty.repaint()
        self._note()

    def _painted(self, event: QPaintEvent) -> None:
        self._paint(event)
        model, table = self._screen.model, self._screen.table
        inside = table.viewport().rect()
        first, last = table.rowAt(inside.top()), table.rowAt(inside.bottom())
        last = last if last >= 0 else model.rowCount() - 1
        if self._arrived and all(model.row_at(place) for place in range(max(first, 0), last + 1)):
            self._note()

    def _note(self) -> None:
        if self.at is None:
            self.at = perf_counter()
            self.seen.emit()


def _note(done: list[bool], right: bool, _result: object) -> None:
    done.append(right)


def _turn(done: Callable[[], bool], most: float) -> None:
    begin = perf_counter()
    while not done():
        assert perf_counter() - begin < most
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 5)
        QCoreApplication.sendPostedEvents()


@pytest.fixture
def window(qtbot: QtBot, look: ThemeManager, large: Clinic) -> Iterator[Window]:
    worker = DatabaseWorker()
    context = Context(large, worker, look, zone_catalogue())
    screen = ReviewScreen(context)
    qtbot.addWidget(screen)
    screen.resize(1300, 800)
    screen.show()
    made = Window(screen, context)
    screen.activate()
    made.settle()
    # As the program does it.
    usual = sys.getswitchinterval()
    sys.setswitchinterval(TURN_SECONDS)
    gc.collect()
    gc.freeze()
    yield made
    made.settle()
    screen.model.set_ids([])
    worker.shutdown()
    gc.unfreeze()
    sys.setswitchinterval(usual)


def test_start_to_today(
    benchmark: BenchmarkFixture, report: Report, folder: Path, tmp_path: Path
) -> None:
    small = sample_folder(tmp_path, SMALL)
    times = repeat(
        benchmark,
        lambda: run_code(TODAY, str(folder), passphrase="demo"),
        lambda: run_code(TODAY, str(small), passphrase="demo"),
        rounds=ROUNDS,
    )
    report.ratio(f"start to usable Today at {BIG} ÷ at {SMALL}", times, 1.1)
    reading = median(seconds(lambda: read_once(folder)) for _ in range(1))
    report.milliseconds("   of which reading the day's board, clinic opened anew", reading, None)


def read_once(folder: Path) -> object:
    """Read Today from a clinic opened just now."""
    clinic = opened(folder)
    try:
        return read_today(clinic, clinic.clock().astimezone().date())
    finally:
        clinic.close()


def test_search_at_each_keystroke(report: Report, large: Clinic) -> None:
    raw = large.database.raw_connection()
    took: list[tuple[float, str]] = []
    ratios: list[float] = []
    for text in TYPED:
        for end in range(1, len(text) + 1):
            typed = text[:end]
            terms = search_terms(typed)

            taken = min(seconds(partial(_found, large, typed)) for _ in range(ROUNDS))
            took.append((taken, typed))
            if terms:
                query = search_query(terms)
                floor = min(seconds(partial(_raw, raw, query)) for _ in range(ROUNDS))
                ratios.append(taken / floor)
    raw.close()
    p95 = percentile([each for each, _ in took], 0.95)
    slowest = max(took)
    report.milliseconds("search of clients, each keystroke, p95", p95, SEARCH_AIM, f"{slowest}")
    report.sizes("   ÷ the words' query by raw SQLCipher, middle", median(ratios), 3, "")
    words = (*WORDS, "anna web", "0171 2")
    typing = [word[:end] for word in words for end in range(1, len(word) + 1)]
    took = [
        (min(seconds(partial(_page, large, typed)) for _ in range(3)), typed) for typed in typing
    ]
    p95 = percentile([each for each, _ in took], 0.95)
    report.milliseconds("search of sessions, each keystroke, p95", p95, SEARCH_AIM, f"{max(took)}")


def _found(clinic: Clinic, typed: str) -> object:
    return found_clients(clinic, typed, 8)


def _page(clinic: Clinic, typed: str) -> object:
    return review.find_sessions(clinic, SessionFilter(text=typed), limit=100)


def _raw(raw: object, query: str) -> object:
    return raw.execute(  # type: ignore[attr-defined]
        "SELECT found.rowid FROM client_search AS found LEFT JOIN client_summary AS kept"
        " ON kept.client_id = found.rowid WHERE client_search MATCH ?"
        " ORDER BY kept.last_session_on DESC, found.rowid DESC LIMIT 8",
        (query,),
    ).fetchall()


def test_the_list_at_the_screen(report: Report, window: Window) -> None:
    shared, table = window.context.filter, window.screen.table
    slow: list[tuple[float, str]] = []
    for name, wanted in FILTERS.items():
        taken = []
        for _ in range(3):
            shared.want(SessionFilter())
            window.settle()
            same = wanted == shared.wanted
            act = window.screen.refresh if same else partial(shared.want, wanted)
            taken.append(window.first_rows(act))
            window.settle()
        slow.append((median(taken), name))
    for took, name in sorted(slow, reverse=True)[:5]:
        report.milliseconds(f"filter {name!r}, rows painted", took, LIST_AIM)
    report.milliseconds("   middle of all filters", median(took for took, _ in slow), LIST_AIM)
    shared.want(SessionFilter())
    window.settle()
    for sort in SortKey:
        took = median(_sorted(window, sort, falling) for falling in (False, True, False))
        report.milliseconds(f"sorted by {sort.value}, rows painted", took, LIST_AIM)
    bar = table.verticalScrollBar()
    for share in (0.5, 0.25, 0.9):
        to = int(bar.maximum() * share)
        took = window.first_rows(partial(bar.setValue, to))
        report.milliseconds(f"jump to {share:.0%} of {BIG}, rows painted", took, LIST_AIM)
    bar.setValue(0)
    window.settle()
    table.setFocus()
    took = window.first_rows(
        lambda: QTest.keyClick(table, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    )
    report.milliseconds("the End key, rows painted", took, LIST_AIM)


def _sorted(window: Window, sort: SortKey, falling: bool) -> float:
    taken = window.first_rows(lambda: window.screen.table.sorted_by.emit(sort, falling))
    window.settle()
    return taken


def test_the_dashboard(report: Report, large: Clinic) -> None:
    wanted = {
        "a quarter": SessionFilter(period=Period.QUARTER),
        "a year": SessionFilter(period=Period.YEAR),
        "all days": SessionFilter(),
        "from one day to another": SessionFilter(first=date(2021, 2, 3), last=date(2024, 5, 6)),
        "a year of one person": SessionFilter(
            period=Period.YEAR, practitioner_uid=large.person.uid
        ),
        "a zone in a year": SessionFilter(period=Period.YEAR, zone="chin"),
    }
    for name, each in wanted.items():
        took = median(seconds(partial(insights.dashboard, large, each)) for _ in range(3))
        report.milliseconds(f"dashboard, {name}", took, DASHBOARD_AIM)
    took = seconds(lambda: cohort(large, SessionFilter(period=Period.YEAR)))
    report.milliseconds("outcomes of a year's clients, in the background", took, None)


def test_the_trail(report: Report, large: Clinic) -> None:
    for name, wanted in (
        ("newest page", TrailFilter()),
        ("days long ago", TrailFilter(last=date(2020, 1, 1))),
        ("a kind", TrailFilter(kind="client")),
        ("a person", TrailFilter(person_uid=large.person.uid)),
    ):
        took = median(seconds(partial(trail.trail_page, large, wanted)) for _ in range(3))
        report.milliseconds(f"trail, {name}", took, LIST_AIM)


def test_the_windows_thread_is_never_held_up(
    report: Report, window: Window, large: Clinic, tmp_path: Path
) -> None:
    shared, bar = window.context.filter, window.screen.table.verticalScrollBar()
    shared.want(SessionFilter())
    window.settle()
    places, steps = iter(range(0, 10**9, 997)), iter(range(0, 10**9, 50))

    def jump() -> None:
        bar.setValue(next(places) * 50 % max(bar.maximum(), 1))

    def scroll() -> None:
        bar.setValue(next(steps) % max(bar.maximum(), 1))

    for name, act in (("idle", lambda: None), ("scrolling", scroll), ("jumping about", jump)):
        beat = Heartbeat()
        beat.during(act, lambda: False, 5)
        report.milliseconds(f"heartbeat of the window, {name}, p99", beat.p99, None, beat.words())
    everything = SessionFilter()
    stop = Event()

    def tell(_done: int, _total: int) -> None:
        if stop.is_set():
            raise JobStopped

    jobs: dict[str, Callable[[], object]] = {
        "exporting": lambda: export(
            large, ExportRequest(ExportFormat.CSV, everything), tmp_path / "x.zip", tell
        ),
        "backing up": lambda: back_up(
            large, BackupReason.BY_HAND, Watch(lambda _share: None, stop.is_set)
        ),
        "checking the records": lambda: check_trail(large, tell),
    }
    for name, job in jobs.items():
        for act, meanwhile in ((lambda: None, ""), (scroll, " and scrolling")):
            stop.clear()
            done: list[bool] = []
            window.context.background.submit(
                job, partial(_note, done, True), partial(_note, done, False)
            )
            beat = Heartbeat()
            beat.during(act, partial(bool, done), JOB_SECONDS)
            stop.set()
            _turn(partial(bool, done), 120)
            report.milliseconds(f"   {name}{meanwhile}", beat.p99, FRAME * 1e3, beat.words())
            window.settle()
    assert window.screen.model.rowCount()
