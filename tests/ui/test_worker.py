"""Slow work runs beside the window and its results come back to who still wants them."""

from __future__ import annotations

import gc
import threading
from functools import partial
from typing import TYPE_CHECKING

import pytest
import shiboken6
from pypdf import PdfReader
from PySide6.QtCore import QObject

from needlelog.services.aftercare import Handout
from needlelog.ui.printing.aftercare_sheet import write_pdf
from needlelog.ui.worker import DatabaseWorker, InlineWorker, Worker

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot


@pytest.fixture
def worker(qtbot: QtBot) -> Iterator[DatabaseWorker]:
    result = DatabaseWorker()
    yield result
    result.shutdown()


@pytest.fixture(params=["thread", "inline"])
def either(request: pytest.FixtureRequest, worker: DatabaseWorker) -> Worker:
    return worker if request.param == "thread" else InlineWorker()


def test_results_come_back_in_order_in_the_main_thread(
    worker: DatabaseWorker, qtbot: QtBot
) -> None:
    ran: list[str] = []
    got: list[tuple[int, str]] = []

    def job(number: int) -> int:
        ran.append(threading.current_thread().name)
        return number

    for number in range(5):
        worker.submit(
            partial(job, number),
            lambda answer: got.append((answer, threading.current_thread().name)),
        )
    qtbot.waitUntil(worker.idle, timeout=10_000)
    assert got == [(number, threading.main_thread().name) for number in range(5)]
    assert len(set(ran)) == 1
    assert threading.main_thread().name not in ran


def test_an_error_goes_to_its_own_road(either: Worker, qtbot: QtBot) -> None:
    done: list[object] = []
    errors: list[Exception] = []

    def fail() -> None:
        raise OSError("disk full")

    either.submit(fail, done.append, errors.append)
    qtbot.waitUntil(either.idle, timeout=10_000)
    assert done == []
    assert [str(error) for error in errors] == ["disk full"]


def test_an_error_nobody_takes_is_not_swallowed(worker: DatabaseWorker, qtbot: QtBot) -> None:
    with qtbot.captureExceptions() as raised:
        worker.submit(lambda: 1 // 0, print)
        worker.submit(lambda: 1, lambda _one: None)
        qtbot.waitUntil(worker.idle, timeout=10_000)
    assert [kind for kind, _, _ in raised] == [ZeroDivisionError]


def test_who_died_gets_no_call(worker: DatabaseWorker, qtbot: QtBot) -> None:
    go = threading.Event()
    owner = QObject()
    got: list[object] = []
    worker.submit(go.wait, got.append, got.append, owner=owner)
    worker.submit(lambda: 1 // 0, got.append, got.append, owner=owner)
    shiboken6.delete(owner)
    go.set()
    qtbot.waitUntil(worker.idle, timeout=10_000)
    assert got == []


def test_who_died_before_the_job_gets_no_call_inline() -> None:
    owner = QObject()
    got: list[object] = []
    shiboken6.delete(owner)
    InlineWorker().submit(lambda: 1, got.append, owner=owner)
    assert got == []


def test_only_the_latest_search_is_answered(worker: DatabaseWorker, qtbot: QtBot) -> None:
    begun, go = threading.Event(), threading.Event()
    ran: list[str] = []
    got: list[str] = []

    def search(text: str) -> str:
        ran.append(text)
        begun.set()
        go.wait(2)
        return text

    worker.submit_latest("clients", lambda: search("a"), got.append)
    assert begun.wait(2)
    for text in ("am", "ama"):
        worker.submit_latest("clients", partial(search, text), got.append)
    worker.submit_latest("lots", lambda: "lot", got.append)
    go.set()
    qtbot.waitUntil(worker.idle, timeout=10_000)
    assert ran == ["a", "ama"], "a stale search that has not begun is not run"
    assert got == ["ama", "lot"]


def test_idle_is_told(worker: DatabaseWorker, qtbot: QtBot) -> None:
    assert worker.idle()
    with qtbot.waitSignal(worker.became_idle, timeout=10_000):
        worker.submit(lambda: 1, lambda _one: None)
        assert not worker.idle()


def test_shutdown_finishes_the_work_and_delivers_no_more(qtbot: QtBot) -> None:
    worker = DatabaseWorker()
    written: list[int] = []
    got: list[object] = []
    for number in range(3):
        worker.submit(partial(written.append, number), got.append)
    worker.shutdown()
    worker.shutdown()
    assert written == [0, 1, 2]
    assert worker.idle()
    with pytest.raises(RuntimeError):
        worker.submit(lambda: 1, got.append)
    assert got == []


def test_garbage_is_collected_in_the_main_thread_only(qtbot: QtBot) -> None:
    threads: set[int] = set()

    def note(phase: str, info: dict[str, int]) -> None:
        threads.add(threading.get_ident())

    def litter() -> int:
        heaps: list[list[object]] = []
        for _ in range(5000):
            heap: list[object] = []
            heap.append(heap)
            heaps = [heap]
        return len(heaps)

    worker = DatabaseWorker()
    gc.callbacks.append(note)
    try:
        for _ in range(3):
            worker.submit(litter, lambda _count: None)
        qtbot.waitUntil(worker.idle)
    finally:
        gc.callbacks.remove(note)
        worker.shutdown()
    assert threads == {threading.get_ident()}
    assert gc.isenabled()


def test_what_a_long_job_holds_is_not_looked_through_meanwhile(
    qtbot: QtBot, worker: DatabaseWorker, monkeypatch: pytest.MonkeyPatch
) -> None:
    collected: list[int] = []
    let_go = threading.Event()
    done: list[str] = []
    monkeypatch.setattr(gc, "get_count", lambda: (999, 99, 99))
    monkeypatch.setattr(gc, "collect", collected.append)
    worker.background.submit(lambda: let_go.wait(10), lambda _: done.append("long"))
    worker.submit(lambda: None, lambda _: done.append("short"))
    qtbot.waitUntil(lambda: done == ["short"] and bool(collected))
    assert collected == [1]
    let_go.set()
    qtbot.waitUntil(worker.idle)
    assert collected == [1, 2]


def test_long_paper_is_laid_out_beside_the_window_without_a_warning(
    qtbot: QtBot, worker: DatabaseWorker, tmp_path: Path
) -> None:
    text = "\n\n".join(["one line of many"] * 400)
    answers: list[None] = []
    worker.background.submit(
        lambda: write_pdf(Handout("Long", "1", "Clinic", text), tmp_path / "long.pdf"),
        answers.append,
    )
    qtbot.waitUntil(lambda: bool(answers), timeout=60_000)
    assert len(PdfReader(tmp_path / "long.pdf").pages) > 2


def test_a_worker_that_ends_while_it_delivers_leaves_nothing_under_way(qtbot: QtBot) -> None:
    before = DatabaseWorker._under_way
    ending = DatabaseWorker()
    done: list[bool] = []

    def end(_result: None) -> None:
        ending.shutdown()
        done.append(True)

    ending.submit(lambda: None, end)
    qtbot.waitUntil(lambda: bool(done))
    assert DatabaseWorker._under_way == before


def test_a_long_job_in_the_background_keeps_nobody_waiting(
    worker: DatabaseWorker, qtbot: QtBot
) -> None:
    let_go = threading.Event()
    done: list[str] = []
    worker.background.submit(lambda: let_go.wait(10), lambda _: done.append("long"))
    worker.submit(lambda: None, lambda _: done.append("short"))
    qtbot.waitUntil(lambda: done == ["short"], timeout=10_000)
    assert not worker.idle()
    with qtbot.waitSignal(worker.became_idle, timeout=10_000):
        let_go.set()
    assert done == ["short", "long"]
    assert worker.idle()


def test_the_end_waits_for_what_runs_in_the_background(worker: DatabaseWorker) -> None:
    ran: list[int] = []
    worker.background.submit(lambda: ran.append(1), lambda _: None)
    worker.shutdown()
    assert ran == [1]
