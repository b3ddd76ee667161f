"""One act in the session screen, from the press to the new picture and to the disk."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from statistics import median
from time import perf_counter, thread_time

import pytest
from PySide6.QtCore import QCoreApplication, QEventLoop, Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMainWindow, QWidget
from pytest_benchmark.fixture import BenchmarkFixture
from pytestqt.qtbot import QtBot

from needlelog.domain.zones import parse_zones
from needlelog.files.resources import load_toml
from needlelog.services.clinic import Clinic
from needlelog.ui.context import Context
from needlelog.ui.screens.session.screen import SessionScreen
from needlelog.ui.theme.manager import ThemeManager
from needlelog.ui.worker import DatabaseWorker
from tests.bench.measures import Report, percentile, repeat
from tests.bench.sample import ZONES, full_draft, new_client

ACTS = 60
SIZE = (1440, 900)
AIM_MS = 16.0
PATIENCE_MS = 5000


class _Bare(QWidget):
    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802  Qt's own name
        QPainter(self).fillRect(self.rect(), QColor("white"))


@pytest.fixture
def screen(qtbot: QtBot, clinic: Clinic, look: ThemeManager) -> Iterator[SessionScreen]:
    """The screen over a draft of twelve zones and four products, all saved."""
    draft = full_draft(clinic, new_client(clinic).uid)
    worker = DatabaseWorker()
    made = SessionScreen(Context(clinic, worker, look, parse_zones(load_toml("zones.toml"))))
    window = QMainWindow()
    qtbot.addWidget(window)
    window.setCentralWidget(made)
    window.resize(*SIZE)
    window.show()
    made.open_draft(draft.uid)
    qtbot.waitUntil(lambda: worker.idle() and bool(made.parts.grid.row_widgets()))
    made.parts.grid.row_pressed.emit(len(ZONES), False)
    _paint()
    yield made
    worker.shutdown()


def test_tap_a_depth_chip(
    benchmark: BenchmarkFixture, report: Report, screen: SessionScreen
) -> None:
    chips = screen.parts.selection.chips
    offered = chips.values()[:4]
    _measure(
        "tap a depth chip",
        benchmark,
        report,
        screen,
        lambda n: chips.chip(offered[n % len(offered)]).click(),
    )


def test_step_a_depth(benchmark: BenchmarkFixture, report: Report, screen: SessionScreen) -> None:
    stepper = screen.parts.grid.row_widgets()[2].depth_field

    def step(number: int) -> None:
        (stepper.plus if number % 2 else stepper.minus).click()

    _measure("step a depth", benchmark, report, screen, step)


def test_type_a_letter(benchmark: BenchmarkFixture, report: Report, screen: SessionScreen) -> None:
    note = screen.parts.note
    note.setFocus()

    def type_letter(number: int) -> None:
        QTest.keyClick(note, Qt.Key(Qt.Key.Key_A + number % 20))

    _measure("type a letter in the note", benchmark, report, screen, type_letter)


def _measure(
    name: str,
    benchmark: BenchmarkFixture,
    report: Report,
    screen: SessionScreen,
    act: Callable[[int], None],
) -> None:
    """Do the act many times; note the UI thread's time, the floor and the time to the commit."""
    bare = _Bare()
    bare.resize(screen.size())
    bare.show()
    on_thread: list[float] = []
    committed: list[float] = []
    saved: list[object] = []
    screen.editor.saved.connect(saved.append)
    numbers = iter(range(10**9))

    def once() -> None:
        saved.clear()
        begin = perf_counter()
        act(next(numbers))
        _paint()
        painted = perf_counter() - begin
        busy = thread_time()
        _wait_for(saved)
        committed.append(perf_counter() - begin)
        _paint()
        on_thread.append(painted + thread_time() - busy)

    times = repeat(benchmark, once, bare.repaint, rounds=ACTS)
    bare.close()
    report.milliseconds(
        f"{name}: time of the UI thread until painted, p95 of {ACTS}",
        percentile(on_thread[1:], 0.95),
        AIM_MS,
        f"median {median(on_thread) * 1e3:.1f} ms; until committed, p95 "
        f"{percentile(committed[1:], 0.95) * 1e3:.1f} ms; "
        f"a bare widget of that size repaints in {median(times.floors) * 1e3:.1f} ms",
    )
    assert len(saved) == 1, "every act is saved once"


def _paint() -> None:
    """Let layouts settle and what changed be drawn; nothing is waited for."""
    for _ in range(2):
        QCoreApplication.sendPostedEvents()
        QCoreApplication.processEvents()


def _wait_for(saved: list[object]) -> None:
    """Wait for the commit, without using time of this thread."""
    patience = QTimer()
    patience.setSingleShot(True)
    patience.start(PATIENCE_MS)
    while not saved:
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        assert saved or patience.isActive(), "the act was not saved"
