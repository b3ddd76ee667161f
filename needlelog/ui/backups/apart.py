"""A job that the window can leave behind: a drive that hangs must not keep it open."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event, Thread
from typing import TypeVar

from needlelog.domain.backup_errors import BackupStopped

T = TypeVar("T")
_LOOK_SECONDS = 0.05
_GRACE_SECONDS = 1.0


def run_apart(act: Callable[[], T], stop: Event) -> T:
    """Run ``act`` in a thread of its own and wait for it, but not for long once ``stop`` is set.

    Raises:
        BackupStopped: it was left behind; the thread ends with the program at the latest.
    """
    results: list[T] = []
    errors: list[Exception] = []
    done = Event()

    def work() -> None:
        try:
            results.append(act())
        except Exception as error:  # noqa: BLE001 - raised again by the one who waits
            errors.append(error)
        finally:
            done.set()

    Thread(target=work, name="backup", daemon=True).start()
    while not done.wait(_LOOK_SECONDS):
        if stop.is_set() and not done.wait(_GRACE_SECONDS):
            raise BackupStopped
    if errors:
        raise errors[0]
    return results[0]
