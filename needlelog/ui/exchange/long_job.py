"""A job in the background that tells how far it is and can be given up."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QCoreApplication, QObject, Signal

from needlelog.domain.backup_errors import BackupStopped

if TYPE_CHECKING:
    from needlelog.ui.context import Context

T = TypeVar("T")
_WHOLE = 100


class JobStopped(Exception):
    """The job was given up; what it had begun is undone by those it was doing it with."""


class LongJob(QObject):
    """One job after the other. ``progressed`` carries hundredths of the work."""

    progressed = Signal(int)

    def __init__(self, context: Context, owner: QObject) -> None:
        super().__init__(owner)
        self._context = context
        self._stop = Event()
        self._told = -1
        self.running = False
        # Whoever closes the program does not wait for the rest.
        if (application := QCoreApplication.instance()) is not None:
            application.aboutToQuit.connect(self.stop)

    def start(
        self,
        act: Callable[[], T],
        on_done: Callable[[T], object],
        on_error: Callable[[Exception], object],
        on_stopped: Callable[[], object],
    ) -> None:
        """Run ``act``, which tells `tell` or `share` how far it is. Exactly one of the three is
        called at its end, while the owner lives."""
        self._stop.clear()
        self._told, self.running = -1, True

        def done(result: T) -> None:
            self.running = False
            on_done(result)

        def failed(error: Exception) -> None:
            self.running = False
            if isinstance(error, JobStopped | BackupStopped):
                on_stopped()
            else:
                on_error(error)

        self._context.background.submit(act, done, failed, owner=self)

    def stop(self) -> None:
        """Give the job up at the next step."""
        self._stop.set()

    def stopped(self) -> bool:
        """Whether it is to be given up. May be asked in any thread."""
        return self._stop.is_set()

    def tell(self, done: int, total: int) -> None:
        """Called in the thread of the job: so much of so much is done. Raises `JobStopped`."""
        self.share(done / total if total else 1.0)

    def share(self, part: float) -> None:
        """Called in the thread of the job: so much of the whole is done. Raises `JobStopped`."""
        if self._stop.is_set():
            raise JobStopped
        hundredths = min(_WHOLE, int(part * _WHOLE))
        if hundredths != self._told:
            self._told = hundredths
            self.progressed.emit(hundredths)
