"""How long the window's thread is held up: a heart that beats as often as events are handled."""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter

from PySide6.QtCore import QCoreApplication, QEventLoop, QTimer

from tests.bench.measures import percentile

FRAME = 0.016


class Heartbeat:
    """Beats of a timer of one millisecond; a gap is the time from one beat to the next."""

    def __init__(self) -> None:
        self.gaps: list[float] = []
        self._last = 0.0
        self._timer = QTimer()
        self._timer.setInterval(1)
        self._timer.timeout.connect(self._beat)

    def during(self, act: Callable[[], object], done: Callable[[], bool], most: float) -> None:
        """Beat while an act goes on, at most so many seconds. ``act`` runs at each turn."""
        self._last = begin = perf_counter()
        self._timer.start()
        while not done() and perf_counter() - begin < most:
            act()
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
            QCoreApplication.sendPostedEvents()
        self._timer.stop()

    def _beat(self) -> None:
        now = perf_counter()
        self.gaps.append(now - self._last)
        self._last = now

    def words(self) -> str:
        """The gaps in words."""
        held = sum(gap > FRAME for gap in self.gaps)
        p99, longest = percentile(self.gaps, 0.99), max(self.gaps)
        return (
            f"{len(self.gaps)} beats, p99 {p99 * 1e3:.1f} ms, longest {longest * 1e3:.0f} ms,"
            f" {held} over a frame"
        )

    @property
    def p99(self) -> float:
        """The gap that one beat of a hundred exceeds."""
        return percentile(self.gaps, 0.99)
