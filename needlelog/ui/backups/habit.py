"""When backups are made: on closing, on locking, and every few hours while nobody is working."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QGuiApplication
from shiboken6 import isValid

from needlelog.domain.backups import DUE_AFTER, BackupReason
from needlelog.files.backups.last_ones import Which
from needlelog.ui.backups.keeper import BackupKeeper, keeper_of

if TYPE_CHECKING:
    from datetime import datetime

    from needlelog.services.backup_places import BackupStatus
    from needlelog.ui.screens.closing.screen import ClosingScreen
    from needlelog.ui.window import MainWindow
    from needlelog.ui.worker import Worker

LOOK_EVERY_MS = 5 * 60_000
_UNTOUCHED = timedelta(minutes=2)


class BackupHabit(QObject):
    """Looks every few minutes whether a backup is due, and holds the window's closing for one."""

    def __init__(self, window: MainWindow, worker: Worker) -> None:
        super().__init__(window)
        self._window = window
        self._worker = worker
        self._keeper: BackupKeeper | None = None
        self._closing: ClosingScreen | None = None
        self._asked = False
        self._may_close = False
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)
        window.entered.connect(self.begin)
        window.locked.connect(self.look)
        window.hold_closing = self.hold_closing

    def look(self) -> None:
        """See whether a backup is due; it is made when the hands rest, or in the end anyway."""
        keeper = self._present()
        if keeper is not None and not keeper.running:
            self._asked = True
            keeper.look()

    def hold_closing(self) -> bool:
        """Whether the window stays until a backup is made; it then closes by itself."""
        keeper = self._present()
        if self._may_close or keeper is None or _system_ends():
            return False
        if self._closing is None:
            self._timer.stop()
            self._closing = self._page()
            keeper.progressed.connect(self._closing.show_progress)
            keeper.ended.connect(self._backed_up)
            self._try()
        return True

    def begin(self) -> None:
        """Find out how the clinic in front stands; done anew for each that is opened."""
        desk = self._window.desk
        if desk is not None:
            self._keeper = keeper_of(desk.context)
            self._keeper.looked.connect(self._judge)
            self._keeper.look()
            self._timer.start()

    def _present(self) -> BackupKeeper | None:
        keeper = self._keeper
        alive = keeper is not None and isValid(keeper) and self._window.clinic is not None
        return keeper if alive else None

    def _judge(self, status: BackupStatus) -> None:
        keeper = self._present()
        asked, self._asked = self._asked, False
        if keeper is None or self._closing is not None or not (asked and status.is_due):
            return
        if self._window.untouched() >= _UNTOUCHED or _waited(status, self._window.clock()):
            keeper.start(BackupReason.IDLE, only_if_changed=True)

    def _page(self) -> ClosingScreen:
        from needlelog.ui.screens.closing.screen import ClosingScreen

        screen = ClosingScreen()
        screen.left.connect(self._leave)
        screen.retried.connect(self._try)
        self._window.cover(screen)
        return screen

    def _try(self) -> None:
        if self._closing is not None:
            self._closing.show_progress(0)
        # After the jobs at hand, among them the draft that was just handed over.
        self._worker.submit(_nothing, self._start, owner=self)

    def _start(self, _none: None) -> None:
        keeper = self._present()
        if keeper is not None:
            keeper.start(BackupReason.CLOSING, only_if_changed=True)

    def _backed_up(self, result: object) -> None:
        from needlelog.services.backups import BackupOutcome

        if self._may_close or self._closing is None:
            return
        if isinstance(result, BackupOutcome) and Which.CLINIC not in result.failed:
            # A second place that is missing is told in red when the window opens again.
            self._close()
        elif isinstance(result, BackupOutcome):
            self._closing.show_failure(str(result.failed[Which.CLINIC]))
        elif isinstance(result, Exception):
            from needlelog.ui.sentences import error_sentence

            self._closing.show_failure(error_sentence(result))
        else:
            self._close()

    def _leave(self) -> None:
        keeper = self._present()
        if keeper is not None:
            keeper.stop()
        self._close()

    def _close(self) -> None:
        self._may_close = True
        self._window.close()


def _system_ends() -> bool:
    """Whether the computer is shutting down, which must not be held up."""
    application = QGuiApplication.instance()
    return isinstance(application, QGuiApplication) and application.isSavingSession()


def _waited(status: BackupStatus, now: datetime) -> bool:
    """Whether a change waits so long that the backup is made beside the work."""
    waiting = [place.waiting_since for place in status.places if place.waiting_since is not None]
    return any(abs(now - since) >= 2 * DUE_AFTER for since in waiting)


def _nothing() -> None:
    """A job that does nothing: it is done when those before it are."""
