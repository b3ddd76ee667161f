"""Starting the window: the look, the first page, and what is made ready while somebody types."""

from __future__ import annotations

import gc
import sys
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, QTimer
from PySide6.QtWidgets import QApplication

from needlelog.domain.errors import KnownError, NoSuchPerson
from needlelog.ui.ahead import LoadedAhead
from needlelog.ui.crash import CrashHandler
from needlelog.ui.door import Door, warm_up
from needlelog.ui.entrance import Entrance, SampleClinic
from needlelog.ui.first_paint import AfterFirstPaint
from needlelog.ui.language import install_language
from needlelog.ui.screens.sign_in.screen import SignInScreen
from needlelog.ui.sudden_end import LastWords, gather
from needlelog.ui.theme.manager import ThemeManager
from needlelog.ui.widgets.dialog import SheetDialog
from needlelog.ui.widgets.logo import logo_icon
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
    sample: SampleClinic | None = None


@dataclass(frozen=True, slots=True)
class Program:
    """The window with what works behind it; closing the window ends the worker too."""

    window: MainWindow
    worker: DatabaseWorker
    crashes: CrashHandler


TURN_SECONDS = 0.001
"""So long a thread may keep Python to itself while the window wants it; usually five times that."""


def run(start: Start) -> int:
    """Open the window and stay until it is closed. Raises the KnownError of a failed measure."""
    sys.setswitchinterval(TURN_SECONDS)
    application = QApplication(sys.argv[:1])
    program = assemble(application, start)
    hurry = None if start.leave_when_ready_with is None else _Hurry(program, start)
    program.crashes.install()
    last_words = LastWords()
    last_words.prepare(start.folder)
    program.window.entered.connect(lambda: tell_of_sudden_end(program, start))
    # What is imported stays to the end: looking through it for garbage held the window up for
    # 50 ms and more each time. Nobody has signed in yet, so nothing of a client is among it.
    open_first_page(
        program, start, painted=hurry.begin if hurry is not None else _nothing, loaded=gc.freeze
    )
    try:
        code = application.exec()
    finally:
        program.crashes.remove()
        program.worker.shutdown()
        last_words.forget()
    if hurry is not None and hurry.failure is not None:
        raise hurry.failure
    return code


def assemble(application: QApplication, start: Start) -> Program:
    """Put language and look in force and make the window, not yet shown."""
    application.setApplicationName("NeedleLog")
    application.setApplicationDisplayName("NeedleLog")
    application.setDesktopFileName("needlelog")
    install_language(application)
    theme = ThemeManager(application)
    apply_look(theme, load_window_state(start.folder))
    application.setWindowIcon(logo_icon())
    worker = DatabaseWorker()
    entrance = Entrance(
        Door(start.folder, start.clock),
        worker,
        folder_is_fixed=start.folder_is_fixed,
        sample=start.sample,
    )
    window = MainWindow(entrance, worker, theme, start.zones, start.clock)
    if start.leave_when_ready_with is None:
        window.entered.connect(lambda: _keep_backups(window, worker))
        LoadedAhead(window, worker)
    crashes = CrashHandler(start.clock, lambda: entrance.door.folder, window)
    crashes.caught.connect(lambda sentence: tell_of_fault(window, sentence))
    window.faulted.connect(crashes.report)
    return Program(window, worker, crashes)


def _keep_backups(window: MainWindow, worker: DatabaseWorker) -> None:
    """From the first clinic on; until then there is nothing to keep, and no time to load this."""
    from needlelog.ui.backups.habit import BackupHabit

    if window.findChild(BackupHabit) is None:
        BackupHabit(window, worker).begin()


def _nothing() -> None:
    """What else there is to do in most cases."""


def open_first_page(
    program: Program,
    start: Start,
    *,
    painted: Callable[[], object] = _nothing,
    loaded: Callable[[], object] = _nothing,
) -> None:
    """Show the window with the page that fits the folder, then make ready what comes next.

    Not before the window was painted, because that is what a person waits for. ``painted`` is
    called then, ``loaded`` when everything is imported that the first screens need.
    """
    window = program.window
    window.entrance.look(load_window_state(start.folder).person_uid)
    window.show()
    window.activateWindow()

    def go_on() -> None:
        _make_ready(program, loaded)
        painted()

    AfterFirstPaint(window, go_on)


def tell_of_fault(window: MainWindow, sentence: str) -> SheetDialog:
    """Say that the program erred, without stopping it."""
    title = QCoreApplication.translate("Start", "The program made a mistake")
    sheet = SheetDialog(title, window, sentence)
    sheet.add_button(QCoreApplication.translate("Start", "Go on"), "primary")
    sheet.open()
    return sheet


def tell_of_sudden_end(program: Program, start: Start) -> None:
    """Where a former run ended suddenly, say so and where the report lies."""
    folder = program.window.entrance.door.folder

    def tell(report: Path | None) -> None:
        if report is None:
            return
        title = QCoreApplication.translate("Start", "NeedleLog ended suddenly last time")
        sentence = QCoreApplication.translate(
            "Start",
            "What was saved before is there; an unfinished session stands on Today. "
            "A report without any client data lies in {file} in the clinic folder.",
        ).format(file=f"{report.parent.name}/{report.name}")
        sheet = SheetDialog(title, program.window, sentence)
        sheet.add_button(QCoreApplication.translate("Start", "Go on"), "primary")
        sheet.open()

    program.worker.submit(lambda: gather(folder, start.clock()), tell, owner=program.window)


def _make_ready(program: Program, loaded: Callable[[], object]) -> None:
    """Import what will be needed next: the services on the worker, the shell here.

    Today needs both, so it comes last; in this thread it is then a matter of a few milliseconds.
    """

    def load_today(_none: object) -> None:
        import_module("needlelog.ui.screens.today.screen")
        loaded()

    program.worker.submit(warm_up, load_today, owner=program.window)
    for module in ("needlelog.ui.desk", "needlelog.ui.sentences"):
        import_module(module)


class _Hurry(QObject):
    """Signs in by itself and closes the window as soon as Today has its data on the screen."""

    def __init__(self, program: Program, start: Start) -> None:
        super().__init__(program.window)
        self._window = program.window
        self._worker = program.worker
        self._start = start
        self.failure: KnownError | None = None
        self._window.entrance.refused.connect(self._fail)
        self._window.entered.connect(self._wait_for_data)

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
        # What came last is not laid out yet.
        QCoreApplication.sendPostedEvents()
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
