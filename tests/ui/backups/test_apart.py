"""A job that hangs is left behind; one that ends gives its result or its error."""

from __future__ import annotations

from threading import Event

import pytest

from needlelog.domain.backup_errors import BackupStopped
from needlelog.ui.backups.apart import run_apart


def test_it_gives_the_result_and_the_error() -> None:
    assert run_apart(lambda: 7, Event()) == 7
    with pytest.raises(ZeroDivisionError):
        run_apart(lambda: 1 // 0, Event())


def test_what_hangs_is_left_behind() -> None:
    stop, end = Event(), Event()
    stop.set()
    try:
        with pytest.raises(BackupStopped):
            run_apart(lambda: end.wait(20), stop)
    finally:
        end.set()


def test_what_ends_in_time_after_a_stop_still_counts() -> None:
    stop = Event()
    stop.set()
    assert run_apart(lambda: 7, stop) == 7
