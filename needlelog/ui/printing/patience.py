"""Waiting for the process that lays out paper, as long as it gives a sign of life now and then."""

from __future__ import annotations

from contextlib import contextmanager
from functools import partial
from threading import Condition, Thread
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

MOST_SECONDS = 60.0
"""How long it may give no sign. A page takes a hundredth of a second, the longest list some."""

SIGN, PAGES = b"+", b"="
"""What comes through the pipe: a sign for each page and part, then the mark and the pages."""

_sign_of_life: list[Callable[[], None]] = []


@contextmanager
def signs_through(told: IO[bytes]) -> Iterator[None]:
    """Inside the block every `page_done` is told through the pipe."""

    def sign() -> None:
        told.write(SIGN)
        told.flush()

    _sign_of_life.append(sign)
    try:
        sign()
        yield
    finally:
        _sign_of_life.clear()


def page_done() -> None:
    """Tell the one who waits, if anybody does, that laying out goes on."""
    for sign in _sign_of_life:
        sign()


class Patience:
    """Reads what the other process tells, and ends it where it is silent for too long."""

    def __init__(self, told: IO[bytes], give_up: Callable[[], None]) -> None:
        self._told = told
        self._give_up = give_up
        self._news = Condition()
        self._signs = 0
        self._waiting = False
        self._over = False
        self._answer: list[bytes] = []
        self.exhausted = False
        """Whether it was silent for too long and was ended for that."""
        self._threads = tuple(
            Thread(target=act, name="paper", daemon=True) for act in (self._read, self._watch)
        )
        for thread in self._threads:
            thread.start()

    @contextmanager
    def waiting(self) -> Iterator[None]:
        """The time inside the block is the other process's; outside it nobody waits for it."""
        self._tell(waiting=True)
        try:
            yield
        finally:
            self._tell(waiting=False)

    def answer(self) -> bytes:
        """All that came after the mark, once the other process has ended or was ended."""
        with self.waiting():
            self._threads[0].join()
        return b"".join(self._answer)

    def end(self) -> None:
        """Watch no longer."""
        with self._news:
            self._over = True
            self._news.notify_all()
        for thread in self._threads:
            thread.join()

    def _tell(self, *, waiting: bool | None = None) -> None:
        with self._news:
            self._signs += 1
            if waiting is not None:
                self._waiting = waiting
            self._news.notify_all()

    def _read(self) -> None:
        while (sign := self._told.read(1)) == SIGN:
            self._tell()
        if sign != PAGES:
            return
        while piece := self._told.read(1 << 20):
            self._answer.append(piece)
            self._tell()

    def _watch(self) -> None:
        with self._news:
            while not self._over:
                signs = self._signs
                told = self._news.wait_for(partial(self._is_news, signs), MOST_SECONDS)
                if not told and self._waiting:
                    self.exhausted = True
                    break
        if self.exhausted:
            self._give_up()

    def _is_news(self, signs_before: int) -> bool:
        return self._over or self._signs != signs_before
