"""Paper in a process of its own: what comes back, and what is said when nothing does."""

from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TYPE_CHECKING, Any, cast

import pytest

from needlelog.domain.backup_errors import BackupStopped
from needlelog.domain.paper_errors import PaperNotDrawn
from needlelog.ui.printing import apart

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


def _in_a_thread(act: Callable[[], Any]) -> Any:
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(act).result()


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


def test_giving_up_ends_the_process(monkeypatch: pytest.MonkeyPatch) -> None:
    begun: list[Any] = []
    popen = subprocess.Popen

    def started(*given: Any, **named: Any) -> Any:
        begun.append(popen(*given, **named))
        return begun[-1]

    def parts() -> Iterator[bytes]:
        yield bytes(1_000_000)
        raise BackupStopped

    monkeypatch.setattr(subprocess, "Popen", started)
    with pytest.raises(BackupStopped):
        _in_a_thread(partial(apart.drawn_from, partial(bytes.join, b""), parts()))
    assert begun[0].returncode is not None


def test_a_module_that_lies_where_the_program_was_started_is_not_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "click.py").write_text("raise SystemExit(3)")
    monkeypatch.chdir(tmp_path)
    assert _in_a_thread(partial(apart.drawn, partial(bytes, 3))) == bytes(3)
