"""Who may write: one after the other, and a rehearsal only as long as nobody else wants to."""

from __future__ import annotations

from contextlib import contextmanager
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_LOOK_AGAIN = 0.01
"""Seconds until a writer that waits for a rehearsal interrupts it once more."""


class GaveWayError(Exception):
    """A rehearsal ended because somebody wanted to write; it can be begun again."""


class Turns:
    """The turns of the writers of one database, from any thread."""

    def __init__(self) -> None:
        self._one = Lock()
        self._guard = Lock()
        self._waiting = 0
        self._interrupt: Callable[[], object] | None = None

    @contextmanager
    def write(self) -> Iterator[None]:
        """The turn of a writer: as soon as the writer before it has ended, or a rehearsal gave way."""
        if not self._one.acquire(blocking=False):
            self._wait()
        try:
            yield
        finally:
            self._one.release()

    @contextmanager
    def rehearse(self) -> Iterator[None]:
        """The turn of what is never kept. Begin with `may_interrupt` once there is a connection."""
        with self._one:
            try:
                yield
            finally:
                self.may_interrupt(None)

    def may_interrupt(self, interrupt: Callable[[], object] | None) -> None:
        """What ends the statement that a rehearsal is at; None where it is at none any more."""
        with self._guard:
            self._interrupt = interrupt

    @property
    def somebody_waits(self) -> bool:
        """Whether a writer waits for its turn."""
        return self._waiting > 0

    def _wait(self) -> None:
        with self._guard:
            self._waiting += 1
        try:
            while True:
                with self._guard:
                    if self._interrupt is not None:
                        self._interrupt()
                if self._one.acquire(timeout=_LOOK_AGAIN):
                    return
        finally:
            with self._guard:
                self._waiting -= 1
