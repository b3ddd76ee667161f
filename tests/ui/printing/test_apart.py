"""Paper in a process of its own: what comes back, and what is said when nothing does."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TYPE_CHECKING, Any, cast

import pytest

from needlelog.domain.backup_errors import BackupStopped
from needlelog.domain.paper_errors import PaperNotDrawn, PaperTookTooLong
from needlelog.ui.printing import apart, patience

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


def _in_a_thread(act: Callable[[], Any]) -> Any:
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(act).result()


@pytest.fixture
def begun(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Every process that was begun."""
    processes: list[Any] = []
    popen = subprocess.Popen

    def started(*given: Any, **named: Any) -> Any:
        processes.append(popen(*given, **named))
        return processes[-1]

    monkeypatch.setattr(subprocess, "Popen", started)
    return processes


def _sleep_at_each(parts: Iterator[float]) -> bytes:
    for seconds in parts:
        threading.Event().wait(seconds)
    return b""


def _stand_still() -> bytes:
    threading.Event().wait()
    return b""


def test_parts_come_one_by_one_and_the_bytes_come_back() -> None:
    parts = (bytes([number]) * 100_000 for number in range(20))
    pages = _in_a_thread(partial(apart.drawn_from, partial(bytes.join, b"-"), parts))
    assert pages == b"-".join(bytes([number]) * 100_000 for number in range(20))


def test_a_fault_of_ours_tells_its_place_and_nothing_of_what_was_drawn() -> None:
    with pytest.raises(RuntimeError, match=r"ValueError .*apart\.py") as caught:
        _in_a_thread(lambda: apart.drawn(cast("Any", partial(int, "Anna Berg"))))
    assert "Anna" not in str(caught.value)


def test_a_process_that_was_ended_is_told_in_a_sentence() -> None:
    with pytest.raises(PaperNotDrawn):
        _in_a_thread(partial(apart.drawn, partial(os._exit, 9)))


def test_a_process_that_cannot_begin_is_told_in_a_sentence(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "executable", os.devnull + "-not-there")
    with pytest.raises(PaperNotDrawn):
        _in_a_thread(partial(apart.drawn, bytes))


def test_giving_up_ends_the_process(begun: list[Any]) -> None:
    def parts() -> Iterator[bytes]:
        yield bytes(1_000_000)
        raise BackupStopped

    with pytest.raises(BackupStopped):
        _in_a_thread(partial(apart.drawn_from, partial(bytes.join, b""), parts()))
    assert begun[0].returncode is not None


def test_a_process_that_stands_still_is_ended_and_told(
    begun: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(patience, "MOST_SECONDS", 1.0)
    with pytest.raises(PaperTookTooLong):
        _in_a_thread(partial(apart.drawn, _stand_still))
    assert begun[0].returncode not in (None, 0)


def test_a_process_that_stops_taking_parts_is_ended_and_told(
    begun: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    def parts() -> Iterator[float]:
        while True:
            yield 600.0

    monkeypatch.setattr(patience, "MOST_SECONDS", 1.0)
    with pytest.raises(PaperTookTooLong):
        _in_a_thread(lambda: apart.drawn_from(cast("Any", _sleep_at_each), parts()))
    assert begun[0].returncode not in (None, 0)


def test_slow_parts_and_many_pages_are_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """What takes long on our side, or goes on sign by sign on the other, is not standing still."""
    read, write = os.pipe()
    given_up: list[bool] = []
    monkeypatch.setattr(patience, "MOST_SECONDS", 0.2)
    with os.fdopen(read, "rb", 0) as told, os.fdopen(write, "wb", 0) as pipe:
        waiter = patience.Patience(told, lambda: given_up.append(True))
        over = threading.Event()
        over.wait(0.5)  # nobody waits: a part is being read
        with waiter.waiting(), patience.signs_through(pipe):
            for _page in range(10):
                over.wait(0.05)
                patience.page_done()
        pipe.write(patience.PAGES + b"pages")
        pipe.close()
        assert waiter.answer() == b"pages"
        waiter.end()
    assert not given_up
    assert not waiter.exhausted


def test_a_module_that_lies_where_the_program_was_started_is_not_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "click.py").write_text("raise SystemExit(3)")
    monkeypatch.chdir(tmp_path)
    assert _in_a_thread(partial(apart.drawn, partial(bytes, 3))) == bytes(3)
