"""Working out what the screen shows: on a thread of its own, and given up once nobody wants it."""

from __future__ import annotations

from enum import StrEnum
from threading import Event
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from needlelog.ui.screens.insights.reading import read_figures, read_outcomes

if TYPE_CHECKING:
    from collections.abc import Callable

    from needlelog.domain.session_filter import SessionFilter
    from needlelog.services.cohorts import Asked
    from needlelog.ui.context import Context

T = TypeVar("T")
SLOW_MS = 1000
"""What takes longer, in milliseconds, says that it is being worked out."""


class Part(StrEnum):
    """The two answers the screen waits for, each on its own."""

    FIGURES = "figures"
    OUTCOMES = "outcomes"


class GivenUp(Exception):
    """Something else is wanted by now, or nobody looks any more."""


class Work(QObject):
    """What is being worked out. ``figures`` and ``outcomes`` carry the answers, ``slow`` the part
    that takes long, ``failed`` the part for which there will be none."""

    figures = Signal(object)
    outcomes = Signal(object)
    slow = Signal(object)
    failed = Signal(object)

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._under_way: dict[Part, Event] = {}
        self._timers: dict[Part, QTimer] = {}
        for part in Part:
            timer = self._timers[part] = QTimer(self)
            timer.setSingleShot(True)
            timer.setInterval(SLOW_MS)
            timer.timeout.connect(lambda part=part: self.slow.emit(part))
        self.given_up = False
        """Whether something was given up that nothing has taken the place of."""

    @property
    def busy(self) -> bool:
        """Whether an answer is still to come."""
        return bool(self._under_way)

    def begin(self, wanted: SessionFilter, asked: Asked) -> None:
        """Work out the figures of a filter, then the outcomes."""
        clinic = self._context.clinic
        self._stop(Part.OUTCOMES)
        self._begin(
            Part.FIGURES, lambda look: read_figures(clinic, wanted, look), self.figures.emit
        )
        self.begin_outcomes(wanted, asked)

    def begin_outcomes(self, wanted: SessionFilter, asked: Asked) -> None:
        """Work out the outcomes alone."""
        clinic = self._context.clinic
        self._begin(
            Part.OUTCOMES,
            lambda look: read_outcomes(clinic, wanted, asked, look),
            self.outcomes.emit,
        )

    def give_up(self) -> None:
        """Work nothing out any more; whoever comes next need not wait for it."""
        self.given_up = self.given_up or bool(self._under_way)
        for part in Part:
            self._stop(part)

    def _begin(
        self,
        part: Part,
        read: Callable[[Callable[[], None]], T],
        tell: Callable[[T], object],
    ) -> None:
        self._stop(part)
        self.given_up = False
        stop = self._under_way[part] = Event()

        def look() -> None:
            if stop.is_set():
                raise GivenUp

        def read_on() -> T:
            look()
            return read(look)

        def done(found: T) -> None:
            if self._ended(part, stop):
                tell(found)

        def failed(error: Exception) -> None:
            if self._ended(part, stop):
                self.failed.emit(part)
                self._context.report(error)

        self._timers[part].start()
        self._context.reckoning.submit_latest(f"insights-{part}", read_on, done, failed, owner=self)

    def _ended(self, part: Part, stop: Event) -> bool:
        """Whether that was what is wanted."""
        if self._under_way.get(part) is not stop:
            return False
        del self._under_way[part]
        self._timers[part].stop()
        return True

    def _stop(self, part: Part) -> None:
        self._timers[part].stop()
        if (stop := self._under_way.pop(part, None)) is not None:
            stop.set()
