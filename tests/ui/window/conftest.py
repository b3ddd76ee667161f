"""The real window over a clinic folder, with a clock that the test moves."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, TypeVar

import pytest
import shiboken6
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from needlelog.domain.people import Practitioner, Role
from needlelog.files.key_slots import KdfCost
from needlelog.files.recovery_code import RecoveryCode, new_recovery_code
from needlelog.files.reference_data import zone_catalogue
from needlelog.services.clinic import create_clinic
from needlelog.services.people import add_person
from needlelog.ui.desk import Desk
from needlelog.ui.door import Door
from needlelog.ui.entrance import Entrance, SampleClinic
from needlelog.ui.screens.lock.screen import LockScreen
from needlelog.ui.screens.settings.screen import SettingsScreen
from needlelog.ui.screens.sign_in.screen import SignInScreen
from needlelog.ui.theme.manager import Mode, ThemeManager
from needlelog.ui.window import MainWindow
from needlelog.ui.worker import DatabaseWorker

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

CHEAP = KdfCost(time_cost=1, memory_kib=64, parallelism=1)
W = TypeVar("W", bound=QObject)


class Clock:
    """Stands still until it is moved."""

    def __init__(self) -> None:
        self.instant = datetime(2026, 11, 14, 14, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.instant

    def move(self, minutes: float) -> None:
        self.instant += timedelta(minutes=minutes)


@dataclass
class Hand:
    """What a person does at the screen, with real mouse and key events."""

    qtbot: QtBot
    window: MainWindow
    faults: list[Exception] = field(default_factory=list)

    def on_page(self, kind: type[W]) -> W:
        """Wait for a page of that kind and return it."""
        self.qtbot.waitUntil(lambda: isinstance(self.window.page(), kind), timeout=10_000)
        page = self.window.page()
        assert isinstance(page, kind)
        return page

    def type(self, widget: QWidget, text: str) -> None:
        """Click into a field and type."""
        self.click(widget)
        QTest.keyClicks(widget, text)

    def click(self, widget: QWidget) -> None:
        """Press the left button in the middle of a widget, once it is shown."""
        self.wait(widget.isVisible)
        assert widget.isEnabled()
        if not widget.isActiveWindow():
            # What the window manager of a real desktop does when a sheet closes.
            widget.activateWindow()
            self.wait(widget.isActiveWindow)
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=widget.rect().center())

    def press(
        self, widget: QWidget, key: Qt.Key, modifier: Qt.KeyboardModifier | None = None
    ) -> None:
        """Press a key."""
        QTest.keyClick(widget, key, modifier or Qt.KeyboardModifier.NoModifier)

    def sign_in(self, passphrase: str, person_uid: str = "") -> Desk:
        """Choose a person, type the passphrase, press Enter, and wait for the desk."""
        page = self.on_page(SignInScreen)
        if person_uid:
            self.click(page.people.tile(person_uid))
        self.type(page.passphrase, passphrase)
        self.press(page.passphrase, Qt.Key.Key_Return)
        return self.on_page(Desk)

    def settings(self, section: str) -> QWidget:
        """Go to a section of the settings over the rail."""
        desk = self.on_page(Desk)
        self.click(desk.shell.rail.button("settings"))
        screen = desk.shell.screen_of("settings")
        assert isinstance(screen, SettingsScreen)
        self.click(screen.button(section))
        return screen.open_section(section)

    def lock(self) -> LockScreen:
        """Press Ctrl+L."""
        self.press(self.window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
        return self.on_page(LockScreen)

    def wait(self, condition: Callable[[], bool]) -> None:
        """Wait until something holds."""
        self.qtbot.waitUntil(condition, timeout=10_000)


@dataclass
class Starter:
    """Starts the window as often as asked, one after the other or side by side."""

    qtbot: QtBot
    theme: ThemeManager
    clock: Clock
    running: list[tuple[MainWindow, DatabaseWorker]] = field(default_factory=list)

    def start(
        self, folder: Path, last_person: str = "", sample: SampleClinic | None = None
    ) -> Hand:
        worker = DatabaseWorker()
        entrance = Entrance(
            Door(folder, self.clock, CHEAP), worker, folder_is_fixed=True, sample=sample
        )
        window = MainWindow(entrance, worker, self.theme, zone_catalogue, self.clock)
        hand = Hand(self.qtbot, window)
        window.faulted.connect(hand.faults.append)
        self.running.append((window, worker))
        entrance.look(last_person)
        window.resize(1280, 800)
        window.show()
        window.activateWindow()
        self.qtbot.waitUntil(window.isActiveWindow)
        return hand

    def end(self, hand: Hand) -> None:
        """Close one window as its person does."""
        pair = next(each for each in self.running if each[0] is hand.window)
        self.running.remove(pair)
        assert hand.faults == []
        pair[0].close()
        shiboken6.delete(pair[0])

    def end_all(self) -> None:
        for window, worker in self.running:
            window.close()
            worker.shutdown()  # also where the window still asked about something
            shiboken6.delete(window)
        self.running.clear()


class Flashes(QObject):
    """Notices parts that show themselves before they have a parent: each flashes up as a window
    and takes the focus away."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if (
            event.type() == QEvent.Type.Show
            and isinstance(watched, QWidget)
            and watched.windowType() == Qt.WindowType.Window
            and not isinstance(watched, MainWindow)
        ):
            self.seen.append(repr(watched))
        return False


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def starter(qapp: QApplication, qtbot: QtBot, clock: Clock) -> Iterator[Starter]:
    theme = ThemeManager(qapp)
    theme.apply(Mode.LIGHT)
    flashes = Flashes()
    qapp.installEventFilter(flashes)
    starter = Starter(qtbot, theme, clock)
    yield starter
    starter.end_all()
    qapp.removeEventFilter(flashes)
    assert flashes.seen == []
    theme.apply(Mode.LIGHT)
    qapp.setStyleSheet("")
    shiboken6.delete(theme)


@dataclass(frozen=True)
class Made:
    """A clinic on the disk with a manager (passphrase ``rina``) and a practitioner (``tom``)."""

    folder: Path
    code: RecoveryCode
    manager: Practitioner
    practitioner: Practitioner


@pytest.fixture
def made(tmp_path: Path, clock: Clock) -> Made:
    folder, code = tmp_path / "clinic", new_recovery_code()
    clinic = create_clinic(
        folder,
        "Clinic North",
        Practitioner("", "Rina Patel", Role.MANAGER),
        "rina",
        code,
        clock,
        CHEAP,
    )
    other = add_person(clinic, Practitioner("", "Tom Berg", Role.PRACTITIONER), "tom")
    manager = clinic.person
    clinic.close()
    return Made(folder, code, manager, other)
