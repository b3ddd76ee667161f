"""Makes the backups of an open clinic in the background, one at a time, and knows how it stands."""

from __future__ import annotations

from threading import Event
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from needlelog.domain.backup_errors import BackupStopped
from needlelog.domain.backups import BackupReason
from needlelog.domain.errors import KnownError
from needlelog.ui.backups.apart import run_apart

if TYPE_CHECKING:
    from needlelog.services.backup_places import BackupStatus
    from needlelog.services.backups import BackupOutcome
    from needlelog.ui.context import Context


class BackupKeeper(QObject):
    """``looked`` carries a `BackupStatus`, ``progressed`` hundredths of the work, ``ended`` a
    `BackupOutcome`, the error, or ``None`` for a backup that was stopped."""

    looked = Signal(object)
    begun = Signal()
    progressed = Signal(int)
    ended = Signal(object)

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._context = context
        self._stop = Event()
        self._next: tuple[BackupReason, bool] | None = None
        self._told = -1
        self.running = False
        self.status: BackupStatus | None = None
        # The desk goes away when another person signs in; who waits for that must not wait long.
        context.destroyed.connect(self._stop.set)

    def look(self) -> None:
        """Find out how the clinic stands; ``looked`` tells."""
        from needlelog.services.backup_places import backup_status

        clinic = self._context.clinic
        self._context.background.submit_latest(
            "backup status",
            lambda: backup_status(clinic),
            self._take_status,
            self._context.report,
            owner=self,
        )

    def start(self, reason: BackupReason, *, only_if_changed: bool = False) -> None:
        """Make a backup; while one is being made, this one comes after it."""
        if self.running:
            self._next = (reason, only_if_changed)
            return
        from needlelog.services.backup_making import Watch
        from needlelog.services.backups import back_up

        self.running, self._told = True, -1
        self._stop.clear()
        clinic, stop = self._context.clinic, self._stop
        watch = Watch(self._tell, stop.is_set)
        self.begun.emit()
        self._context.background.submit(
            lambda: run_apart(
                lambda: back_up(clinic, reason, watch, only_if_changed=only_if_changed), stop
            ),
            self._finish,
            self._fail,
            owner=self,
        )

    def stop(self) -> None:
        """Give up the backup that is being made, and those that would come after it."""
        self._next = None
        self._stop.set()

    def _tell(self, share: float) -> None:
        """Called in the thread of the backup."""
        hundredths = int(share * 100)
        if hundredths != self._told and not self._stop.is_set():
            self._told = hundredths
            self.progressed.emit(hundredths)

    def _take_status(self, status: BackupStatus) -> None:
        self.status = status
        self.looked.emit(status)

    def _finish(self, outcome: BackupOutcome) -> None:
        self._end(outcome)

    def _fail(self, error: Exception) -> None:
        if not isinstance(error, KnownError):
            self._context.report(error)
        self._end(None if isinstance(error, BackupStopped) else error)

    def _end(self, result: object) -> None:
        self.running = False
        following, self._next = self._next, None
        if following is None:
            self.look()
            self.ended.emit(result)
        else:
            self.start(following[0], only_if_changed=following[1])


def keeper_of(context: Context) -> BackupKeeper:
    """The one keeper of an open clinic."""
    found = context.findChild(BackupKeeper)
    return found if isinstance(found, BackupKeeper) else BackupKeeper(context)
