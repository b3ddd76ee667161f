"""The program as it is started, on a clinic folder of its own and a clock that a test sets."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QLineEdit

from needlelog.domain.people import Practitioner, Role
from needlelog.files.key_slots import KdfCost
from needlelog.files.recovery_code import new_recovery_code
from needlelog.files.reference_data import zone_catalogue
from needlelog.services.clinic import create_clinic
from needlelog.ui.door import Door
from needlelog.ui.entrance import Entrance
from needlelog.ui.language import install_language
from needlelog.ui.theme.manager import ThemeManager
from needlelog.ui.window import MainWindow
from needlelog.ui.window_state import apply_look, load_window_state
from needlelog.ui.worker import DatabaseWorker
from tests.journeys.hand import WAIT_MS, Hand, Waiter

PASSPHRASE = "twelve needles in a row"
CHEAP = KdfCost(time_cost=1, memory_kib=64, parallelism=1)
PERSON = Practitioner("person-1", "Rina Patel", Role.MANAGER, licence="L-7719")


class Clock:
    """A clock that a test sets; it stands still by itself."""

    def __init__(self, year: int, month: int, day: int, hour: int, minute: int) -> None:
        self.now = datetime(year, month, day, hour, minute).astimezone()

    def __call__(self) -> datetime:
        return self.now

    def set_time(self, hour: int, minute: int) -> None:
        """Go to a time of the same day."""
        self.now = self.now.replace(hour=hour, minute=minute)

    def forward(self, days: int) -> None:
        """Go to the same time of a later day."""
        self.now = (self.now.replace(tzinfo=None) + timedelta(days=days)).astimezone()


def make_clinic(folder: Path, clock: Clock) -> None:
    """Set up a clinic with one person and cheap keys, and leave it closed."""
    code = new_recovery_code()
    create_clinic(folder, "Clinic of the Needle", PERSON, PASSPHRASE, code, clock, CHEAP).close()


class Program:
    """One run of the window after the other on the same folder."""

    def __init__(self, waiter: Waiter, folder: Path, clock: Clock) -> None:
        self._waiter = waiter
        self.folder = folder
        self.clock = clock
        self.window: MainWindow | None = None
        self.worker: DatabaseWorker | None = None
        self.faults: list[object] = []

    def start(self, size: tuple[int, int] = (1440, 900)) -> Hand:
        """Open the window at the sign-in."""
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        install_language(application)
        state = load_window_state(self.folder)
        theme = ThemeManager(application)
        apply_look(theme, state)
        self.worker = DatabaseWorker()
        entrance = Entrance(Door(self.folder, self.clock), self.worker, folder_is_fixed=True)
        self.window = MainWindow(entrance, self.worker, theme, zone_catalogue, self.clock)
        self.window.faulted.connect(self.faults.append)
        entrance.look(state.person_uid)
        self.window.resize(*size)
        self.window.show()
        self.window.activateWindow()
        self._waiter.waitUntil(self.window.isActiveWindow, timeout=WAIT_MS)
        return Hand(self._waiter, self.window)

    def sign_in(self, size: tuple[int, int] = (1440, 900)) -> Hand:
        """Open the window, type the passphrase, and wait for Today."""
        hand = self.start(size)
        hand.write(hand.see("Passphrase", QLineEdit), PASSPHRASE, end="Return")
        window = self.window
        assert window is not None
        hand.wait(lambda: window.desk is not None and window.page() is window.desk, "no desk")
        self.rest(hand)
        return hand

    def rest(self, hand: Hand) -> None:
        """Wait until everything is on the disk and shown; what is delivered may ask for more."""
        worker = self.worker
        assert worker is not None
        for _ in range(2):
            hand.wait(worker.idle, "the worker does not come to rest")
            QApplication.processEvents()
        hand.wait(worker.idle, "the worker does not come to rest")

    def close(self) -> None:
        """Close the window as its button does."""
        window, worker = self.window, self.worker
        self.window, self.worker = None, None
        if window is not None:
            window.close()
            window.deleteLater()
        if worker is not None:
            worker.shutdown()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        assert not self.faults, self.faults
