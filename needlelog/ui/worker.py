"""One thread for the database, so that the window never waits for the disk, and one for long jobs.

Jobs of a thread run one after the other in the order they were handed in. Their results come back
in the main thread, and only while the widget that asked still lives. A job makes and ends no
objects of Qt's that signals go to (decision 213): paper is laid out by `printing.apart`.
"""

from __future__ import annotations

import gc
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from PySide6.QtCore import QObject, Qt, Signal
from shiboken6 import isValid

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")


class Worker(Protocol):
    """What a screen may ask of the worker, real or in tests."""

    @property
    def background(self) -> Worker:
        """Who does what takes long, such as an export, so that no read of the window waits."""

    def submit(
        self,
        fn: Callable[[], T],
        on_done: Callable[[T], object],
        on_error: Callable[[Exception], object] | None = None,
        *,
        owner: QObject | None = None,
    ) -> None:
        """Run `fn` on the worker, then `on_done` with its result, or `on_error`, in the main thread.

        Neither is called when `owner` was deleted meanwhile.
        """

    def submit_latest(
        self,
        key: str,
        fn: Callable[[], T],
        on_done: Callable[[T], object],
        on_error: Callable[[Exception], object] | None = None,
        *,
        owner: QObject | None = None,
    ) -> None:
        """Like `submit`, but a later job of the same key makes this one's result stale.

        A stale job that has not begun is not run at all; a stale result is dropped.
        """

    def idle(self) -> bool:
        """Whether every job is done and its result delivered, those in the background too."""

    def shutdown(self) -> None:
        """Finish the jobs handed in, deliver nothing more, and end the threads."""


@dataclass(slots=True)
class _Job:
    fn: Callable[[], Any]
    on_done: Callable[[Any], object]
    on_error: Callable[[Exception], object] | None
    owner: QObject | None
    key: str | None
    number: int
    result: Any = None
    error: Exception | None = None
    skipped: bool = False


class _Delivery:
    """What real and inline worker share: who is latest, and handing results back."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._count = 0

    def new_job(
        self,
        fn: Callable[[], Any],
        on_done: Callable[[Any], object],
        on_error: Callable[[Exception], object] | None,
        owner: QObject | None,
        key: str | None,
    ) -> _Job:
        self._count += 1
        if key is not None:
            self._numbers[key] = self._count
        return _Job(fn, on_done, on_error, owner, key, self._count)

    def stale(self, job: _Job) -> bool:
        return job.key is not None and self._numbers.get(job.key) != job.number

    def run(self, job: _Job) -> None:
        if self.stale(job):
            job.skipped = True
            return
        try:
            job.result = job.fn()
        except Exception as error:  # noqa: BLE001 - whatever it is, the main thread is told
            job.error = error

    def hand_back(self, job: _Job) -> None:
        gone = job.owner is not None and not isValid(job.owner)
        if job.skipped or gone or self.stale(job):
            return
        if job.error is None:
            job.on_done(job.result)
        elif job.on_error is not None:
            job.on_error(job.error)
        else:
            raise job.error


class DatabaseWorker(QObject):
    """The worker of the running program.

    While it lives, Python's garbage is collected in the main thread alone, after the jobs: a
    collection that Python begins by itself in the worker's thread would destroy widgets there,
    and Qt ends the program for that. While any job runs only young objects are looked at: what a
    long job holds may be a million objects, and the window would wait until all were seen.
    """

    _living = 0
    _under_way = 0

    _ready = Signal()
    became_idle = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = ThreadPoolExecutor(1, "database")
        self._delivery = _Delivery()
        self._finished: deque[_Job] = deque()
        self._lock = Lock()
        self._pending = 0
        self._closed = False
        self._background: DatabaseWorker | None = None
        # The worker's thread must not be the one that drops the last hold on a widget either.
        self._delivered: deque[_Job] = deque(maxlen=2)
        DatabaseWorker._living += 1
        gc.disable()
        self._ready.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    @property
    def background(self) -> DatabaseWorker:
        """See `Worker.background`; its thread begins with its first job."""
        if self._background is None:
            if self._closed:
                raise RuntimeError("The worker has ended.")
            self._background = DatabaseWorker(self)
            self._background.became_idle.connect(self._tell_if_idle)
        return self._background

    def submit(
        self,
        fn: Callable[[], T],
        on_done: Callable[[T], object],
        on_error: Callable[[Exception], object] | None = None,
        *,
        owner: QObject | None = None,
    ) -> None:
        """See `Worker.submit`."""
        self._begin(self._delivery.new_job(fn, on_done, on_error, owner, None))

    def submit_latest(
        self,
        key: str,
        fn: Callable[[], T],
        on_done: Callable[[T], object],
        on_error: Callable[[Exception], object] | None = None,
        *,
        owner: QObject | None = None,
    ) -> None:
        """See `Worker.submit_latest`."""
        self._begin(self._delivery.new_job(fn, on_done, on_error, owner, key))

    def idle(self) -> bool:
        """See `Worker.idle`."""
        with self._lock:
            done = self._pending == 0
        return done and (self._background is None or self._background.idle())

    def shutdown(self) -> None:
        """See `Worker.shutdown`. May be called twice."""
        if not self._closed:
            self._closed = True
            if self._background is not None:
                self._background.shutdown()
            self._pool.shutdown(wait=True)
            DatabaseWorker._living -= 1
            if not DatabaseWorker._living:
                gc.enable()
        with self._lock:
            self._finished.clear()
            DatabaseWorker._under_way -= self._pending
            self._pending = 0

    def _begin(self, job: _Job) -> None:
        if self._closed:
            raise RuntimeError("The worker has ended.")
        with self._lock:
            self._pending += 1
        DatabaseWorker._under_way += 1
        self._pool.submit(self._work, job)

    def _work(self, job: _Job) -> None:
        self._delivery.run(job)
        with self._lock:
            self._finished.append(job)
        if not self._closed:
            self._ready.emit()

    def _deliver(self) -> None:
        # Each finished job has announced itself once, so one is taken for each call.
        with self._lock:
            if not self._finished:
                return
            job = self._finished.popleft()
        self._delivered.append(job)
        try:
            self._delivery.hand_back(job)
        finally:
            self._one_less()

    def _one_less(self) -> None:
        if self._closed:  # what it delivered ended it, and nothing is counted any more
            return
        with self._lock:
            self._pending -= 1
            idle = self._pending == 0
        DatabaseWorker._under_way -= 1
        if idle:
            _collect_as_due(oldest=1 if DatabaseWorker._under_way else 2)
            self._tell_if_idle()

    def _tell_if_idle(self) -> None:
        if self.idle():
            self.became_idle.emit()


def _collect_as_due(oldest: int) -> None:
    """Collect the oldest generation of garbage that Python would collect by now, at most this."""
    generations = list(enumerate(zip(gc.get_count(), gc.get_threshold(), strict=True)))
    for generation, (count, threshold) in reversed(generations[: oldest + 1]):
        if threshold and count > threshold:
            gc.collect(generation)
            return


class InlineWorker:
    """The same promises in one thread: every job runs at once. For tests and for printing."""

    def __init__(self) -> None:
        self._delivery = _Delivery()

    @property
    def background(self) -> InlineWorker:
        """The same: nothing runs beside anything."""
        return self

    def submit(
        self,
        fn: Callable[[], T],
        on_done: Callable[[T], object],
        on_error: Callable[[Exception], object] | None = None,
        *,
        owner: QObject | None = None,
    ) -> None:
        """See `Worker.submit`."""
        self._do(self._delivery.new_job(fn, on_done, on_error, owner, None))

    def submit_latest(
        self,
        key: str,
        fn: Callable[[], T],
        on_done: Callable[[T], object],
        on_error: Callable[[Exception], object] | None = None,
        *,
        owner: QObject | None = None,
    ) -> None:
        """See `Worker.submit_latest`."""
        self._do(self._delivery.new_job(fn, on_done, on_error, owner, key))

    def idle(self) -> bool:
        """Always true."""
        return True

    def shutdown(self) -> None:
        """Nothing runs, so nothing ends."""

    def _do(self, job: _Job) -> None:
        self._delivery.run(job)
        self._delivery.hand_back(job)
