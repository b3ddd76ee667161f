"""Starting the window: the look, the first page, and what is made ready while somebody types."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, QTimer
from PySide6.QtWidgets import QApplication, QMessageBox

from needlelog.domain.errors import KnownError, NoSuchPerson
from needlelog.ui.crash import CrashHandler
from needlelog.ui.door import Door, warm_up
from needlelog.ui.entrance import Entrance
from needlelog.ui.language import install_language
from needlelog.ui.screens.sign_in.screen import SignInScreen
from needlelog.ui.theme.manager import ThemeManager
from needlelog.ui.window import MainWindow
from needlelog.ui.window_state import apply_look, load_window_state
from needlelog.ui.worker import DatabaseWorker

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from needlelog.domain.zones import ZoneCatalogue


@dataclass(frozen=True, slots=True)
class Start:
    """How the program is started; see `needlelog.app.open_window`."""

    folder: Path
    folder_is_fixed: bool
    clock: Callable[[], datetime]
    zones: Callable[[], ZoneCatalogue]
    leave_when_ready_with: str | None = None
    person_name: str | None = None


def run(start: Start) -> int:
    """Open the window and stay until it is closed. Raises the KnownError of a failed measure."""
    application = QApplication(sys.argv[:1])
    application.setApplicationName("NeedleLog")
    application.setApplicationDisplayName("NeedleLog")
    application.setDesktopFileName("needlelog")
    install_language(application)
    state = load_window_state(start.folder)
    theme = ThemeManager(application)
    apply_look(theme, state)
    worker = DatabaseWorker()
    entrance = Entrance(
        Door(start.folder, start.clock), worker, folder_is_fixed=start.folder_is_fixed
    )
    window = MainWindow(entrance, worker, theme, start.zones, start.clock)
    crashes = CrashHandler(start.clock, lambda: entrance.door.folder, window)
    crashes.caught.connect(lambda sentence: tell_of_fault(window, sentence))
    window.faulted.connect(crashes.report)
    crashes.install()
    hurry = None if start.leave_when_ready_with is None else _Hurry(window, worker, start)
    entrance.look(state.person_uid)
    window.show()
    QTimer.singleShot(0, window, lambda: _make_ready(worker, window))
    if hurry is not None:
        hurry.begin()
    try:
        code = application.exec()
    finally:
        crashes.remove()
        worker.shutdown()
    if hurry is not None and hurry.failure is not None:
        raise hurry.failure
    return code


def tell_of_fault(window: MainWindow, sentence: str) -> None:
    """Say that the program erred, without stopping it."""
    box = QMessageBox(window)
    box.setIcon(QMessageBox.Icon.Warning)
    box.setWindowTitle("NeedleLog")
    box.setText(sentence)
    box.open()


def _make_ready(worker: DatabaseWorker, window: MainWindow) -> None:
    """Import what will be needed next: the services on the worker, the shell here."""
    worker.submit(warm_up, lambda _none: None, owner=window)


class _Hurry(QObject):
    """Signs in by itself and closes the window as soon as Today has its data on the screen."""

    def __init__(self, window: MainWindow, worker: DatabaseWorker, start: Start) -> None:
        super().__init__(window)
        self._window = window
        self._worker = worker
        self._start = start
        self.failure: KnownError | None = None
        window.entrance.refused.connect(self._fail)
        window.entered.connect(self._wait_for_data)

    def begin(self) -> None:
        """Sign in on the page that stands in the window."""
        page = self._window.page()
        if self.failure is not None:
            return
        if not isinstance(page, SignInScreen):
            self._fail(_no_clinic(self._start.folder))
            return
        page.rejected.connect(self._fail)
        uid = page.people.uid_of(self._start.person_name)
        if uid is None:
            self._fail(NoSuchPerson(""))
            return
        page.sign_in(uid, self._start.leave_when_ready_with or "")

    def _wait_for_data(self) -> None:
        self._worker.became_idle.connect(lambda: QTimer.singleShot(0, self, self._leave_if_idle))

    def _leave_if_idle(self) -> None:
        if not self._worker.idle():
            return
        self._window.repaint()
        self._window.close()
        QCoreApplication.exit(0)

    def _fail(self, error: KnownError) -> None:
        if self.failure is None:
            self.failure = error
        QTimer.singleShot(0, self._window, self._window.close)


def _no_clinic(folder: Path) -> KnownError:
    from needlelog.domain.errors import FolderNotClinic

    return FolderNotClinic(str(folder))
