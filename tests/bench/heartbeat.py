"""How long the window's thread is held up: a heart that beats as often as events are handled."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from time import perf_counter, thread_time

from PySide6.QtCore import QCoreApplication, QEventLoop, QTimer

from tests.bench.measures import percentile

FRAME = 0.016


class Heartbeat:
    """Beats of a timer of one millisecond; a gap is the time from one beat to the next.

    ``own`` are the gaps without the time in which the thread could have run but the system let
    another one have the core: what they would be on a machine that does nothing else, as far as
    that can be told. Only Linux tells it; elsewhere they are the gaps.
    """

    def __init__(self) -> None:
        self.gaps: list[float] = []
        self.own: list[float] = []
        self._last = self._kept_waiting = self._worked = self._stolen = 0.0
        self.longest = (0.0, 0.0, 0.0)
        """Of the longest gap: its seconds, those in which the thread worked, and those in which the
        host of this machine, where it is a guest, gave the cores to somebody else."""
        self._timer = QTimer()
        self._timer.setInterval(1)
        self._timer.timeout.connect(self._beat)

    def during(self, act: Callable[[], object], done: Callable[[], bool], most: float) -> None:
        """Beat while an act goes on, at most so many seconds. ``act`` runs at each turn."""
        self._kept_waiting = _kept_waiting()
        self._worked, self._stolen = thread_time(), _stolen()
        self._last = begin = perf_counter()
        self._timer.start()
        while not done() and perf_counter() - begin < most:
            act()
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
            QCoreApplication.sendPostedEvents()
        self._timer.stop()

    def _beat(self) -> None:
        now, waiting = perf_counter(), _kept_waiting()
        worked, stolen = thread_time(), _stolen()
        gap = now - self._last
        self.gaps.append(gap)
        self.own.append(max(gap - (waiting - self._kept_waiting), 0.0))
        self.longest = max(self.longest, (gap, worked - self._worked, stolen - self._stolen))
        self._last, self._kept_waiting = now, waiting
        self._worked, self._stolen = worked, stolen

    def words(self) -> str:
        """The gaps in words, and again without what the system gave to others."""
        _gap, worked, stolen = (each * 1e3 for each in self.longest)
        return (
            f"{_words(self.gaps)}; in the longest it worked {worked:.0f} ms and the host took"
            f" {stolen:.0f}; without other programs {_words(self.own)}"
        )

    @property
    def p99(self) -> float:
        """The gap that one beat of a hundred exceeds."""
        return percentile(self.gaps, 0.99)


def _words(gaps: list[float]) -> str:
    p50, p99 = percentile(gaps, 0.5) * 1e3, percentile(gaps, 0.99) * 1e3
    held = sum(gap > FRAME for gap in gaps)
    return (
        f"{len(gaps)} beats, p50 {p50:.1f}, p99 {p99:.1f}, longest {max(gaps) * 1e3:.0f} ms,"
        f" {held} over a frame"
    )


def _kept_waiting() -> float:
    """Seconds for which this thread was ready and had no core, since it began."""
    try:
        told = Path(f"/proc/self/task/{threading.get_native_id()}/schedstat").read_text("ascii")
    except OSError:
        return 0.0
    return int(told.split()[1]) / 1e9


def _stolen() -> float:
    """Seconds, of hundredths, that the host of a virtual machine kept from all its cores."""
    try:
        told = Path("/proc/stat").read_text("ascii").split(maxsplit=9)
    except OSError:
        return 0.0
    return int(told[8]) / 100
