"""Backups through the window: on closing, by themselves, in a second place, and told when missed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QLabel, QProgressBar
from pytestqt.qtbot import QtBot

from needlelog.db.backup_copy import CopiedState, copy_state
from needlelog.db.engine import Database
from needlelog.domain.backups import BackupNote, BackupReason
from needlelog.domain.clients import Client
from needlelog.files.backups.place import BackupPlace
from needlelog.files.backups.second_place import load_choice
from needlelog.services import backup_making as service
from needlelog.services.backup_places import choose_second_place
from needlelog.services.clients import create_client
from needlelog.services.clinic import Clinic
from needlelog.ui.backups.habit import BackupHabit
from needlelog.ui.desk import Desk
from needlelog.ui.screens.closing.screen import ClosingScreen
from needlelog.ui.screens.lock.screen import LockScreen
from needlelog.ui.screens.settings.backups_section import BackupsSection
from needlelog.ui.screens.today.screen import TodayScreen
from needlelog.ui.widgets.dialog import SheetDialog
from tests.ui.window.conftest import Clock, Hand, Made, Starter


@dataclass
class Room:
    """A signed-in window that backs up, and what lies in its places."""

    starter: Starter
    made: Made
    hand: Hand
    habit: BackupHabit

    @property
    def clinic(self) -> Clinic:
        assert self.hand.window.clinic is not None
        return self.hand.window.clinic

    @property
    def today(self) -> TodayScreen:
        screen = self.hand.on_page(Desk).shell.go("today")
        assert isinstance(screen, TodayScreen)
        return screen

    def notes(self) -> tuple[BackupNote, ...]:
        return BackupPlace(self.made.folder / "backups").notes()

    def rest(self) -> None:
        """Wait until every job is done and shown."""
        worker = next(each[1] for each in self.starter.running if each[0] is self.hand.window)
        self.hand.wait(worker.idle)

    def record(self) -> None:
        create_client(self.clinic, Client("", "Amara Osei"))

    def close(self) -> None:
        """Close the window as its button does, and wait until it is gone."""
        self.hand.window.close()
        self.hand.wait(lambda: not self.hand.window.isVisible())


@pytest.fixture
def enter(starter: Starter, made: Made) -> Iterator[Callable[[], Room]]:
    def begin() -> Room:
        hand = starter.start(made.folder)
        worker = next(each[1] for each in starter.running if each[0] is hand.window)
        habit = BackupHabit(hand.window, worker)
        hand.sign_in("rina", made.manager.uid)
        room = Room(starter, made, hand, habit)
        room.rest()
        return room

    yield begin
    for window, _worker in starter.running:
        window.hold_closing = lambda: False


@dataclass
class Gate:
    """Holds every copy until it is opened."""

    reached: threading.Event = field(default_factory=threading.Event)
    open: threading.Event = field(default_factory=threading.Event)


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Iterator[Gate]:
    gate = Gate()

    def held(
        database: Database, key: bytes, target: Path, progress: Callable[[float], object]
    ) -> CopiedState:
        progress(0.5)
        gate.reached.set()
        gate.open.wait(20)
        progress(0.6)
        return copy_state(database, key, target, progress)

    monkeypatch.setattr(service, "copy_state", held)
    yield gate
    gate.open.set()
    for thread in threading.enumerate():
        if thread.name == "backup":
            thread.join(30)


def words_of(widget: object) -> str:
    assert hasattr(widget, "findChildren")
    return "\n".join(each.text() for each in widget.findChildren(QLabel) if each.isVisible())


def test_closing_makes_a_backup_and_nothing_new_makes_none(enter: Callable[[], Room]) -> None:
    room = enter()
    room.record()
    room.close()
    (note,) = room.notes()
    assert note.reason is BackupReason.CLOSING
    assert note.holding.counts["client"] == 1
    again = enter()
    again.close()
    assert again.notes() == (note,)


def test_while_it_closes_the_share_is_shown_and_one_can_leave_without(
    enter: Callable[[], Room], gate: Gate
) -> None:
    room = enter()
    room.record()
    room.hand.window.close()
    page = room.hand.on_page(ClosingScreen)
    room.hand.wait(gate.reached.is_set)
    room.hand.wait(lambda: "Backing up… 5 %" in words_of(page))
    assert page.findChild(QProgressBar).value() == 5  # type: ignore[union-attr]
    room.hand.window.close()
    assert room.hand.window.isVisible(), "pressed twice, it still waits"
    room.hand.click(page.leave)
    room.hand.wait(lambda: not room.hand.window.isVisible())
    gate.open.set()
    assert room.notes() == ()


def test_without_any_backup_the_reason_is_told_before_it_closes(
    enter: Callable[[], Room], monkeypatch: pytest.MonkeyPatch
) -> None:
    room = enter()
    room.record()
    room.clinic.folder.keys.unlink()
    room.clinic.folder.keys.with_name("keys.copy.json").unlink()
    room.hand.window.close()
    page = room.hand.on_page(ClosingScreen)
    room.hand.wait(lambda: "keys.json is missing" in words_of(page))
    assert page.retry.isVisible()
    room.hand.click(page.retry)
    room.hand.wait(lambda: "keys.json is missing" in words_of(page))
    room.hand.click(page.leave)
    room.hand.wait(lambda: not room.hand.window.isVisible())


def test_what_waits_is_backed_up_when_the_hands_rest(
    enter: Callable[[], Room], clock: Clock
) -> None:
    room = enter()
    room.record()
    room.habit.look()
    room.rest()
    assert room.notes() == (), "not due yet"
    clock.move(60 * 4 + 5)
    room.habit.look()
    room.hand.wait(lambda: len(room.notes()) == 1)
    assert room.notes()[0].reason is BackupReason.IDLE


def test_locking_makes_the_backup_that_is_due(enter: Callable[[], Room], clock: Clock) -> None:
    room = enter()
    room.record()
    room.hand.lock()
    room.rest()
    assert room.notes() == ()
    clock.move(60 * 4 + 5)
    room.hand.window.locked.emit()
    room.hand.wait(lambda: len(room.notes()) == 1)
    assert isinstance(room.hand.window.page(), LockScreen)


def test_a_second_place_is_chosen_filled_and_missed_when_it_is_pulled(
    enter: Callable[[], Room], tmp_path: Path, clock: Clock, qtbot: QtBot
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    room = enter()
    room.hand.wait(room.today.second_place.isVisible)
    assert "no second place" in words_of(room.today.header)
    section = room.hand.settings("backups")
    assert isinstance(section, BackupsSection)
    room.hand.click(section.choose)
    dialog = section.findChild(QFileDialog)
    assert dialog is not None
    dialog.fileSelected.emit(str(stick))
    dialog.close()
    room.hand.wait(lambda: room.hand.window.findChild(SheetDialog) is not None)
    sheet = room.hand.window.findChild(SheetDialog)
    assert sheet is not None
    assert "same disk" in words_of(sheet)
    sheet.accept()
    room.hand.wait(lambda: "in both places" in words_of(section.list))
    room.rest()
    second = load_choice(room.made.folder).second
    assert second is not None
    assert second.folder == stick
    today = room.today
    room.hand.wait(lambda: not today.second_place.isVisible())
    assert not today.backup_trouble.isVisible()

    shutil.rmtree(stick)
    today.activate()
    room.hand.wait(today.backup_trouble.isVisible)
    assert "Second place missing" in words_of(today.backup_trouble)
    assert str(stick) in words_of(today.backup_trouble)
    room.record()
    room.close()
    assert len(room.notes()) == 2, "the first place has its backup all the same"


def test_a_second_place_is_given_up_after_a_question_and_told_as_what_it_is(
    enter: Callable[[], Room], tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    room = enter()
    second = choose_second_place(room.clinic, stick)
    section = room.hand.settings("backups")
    assert isinstance(section, BackupsSection)
    room.hand.wait(lambda: "same disk" in section.same_drive.text())
    room.hand.click(section.forget)
    (asked,) = room.hand.window.findChildren(SheetDialog)
    assert "stay there" in words_of(asked)
    asked.reject()
    assert load_choice(room.made.folder).second == second

    shutil.rmtree(stick)
    stick.mkdir()  # an empty mount point lies on the disk of the computer
    section.read()
    room.hand.wait(lambda: section.second_words.text() == "not there")
    assert not section.same_drive.text()


def test_the_question_is_put_off_for_a_week_and_the_head_still_says_it(
    enter: Callable[[], Room], clock: Clock
) -> None:
    room = enter()
    today = room.today
    room.hand.wait(today.second_place.isVisible)
    room.hand.click(today.second_place.later)
    room.hand.wait(lambda: not today.second_place.isVisible())
    assert "no second place" in words_of(today.header)
    clock.move(60 * 24 * 7 + 1)
    today.activate()
    room.hand.wait(today.second_place.isVisible)


def test_what_waits_for_more_than_a_day_is_red_on_today(
    enter: Callable[[], Room], clock: Clock
) -> None:
    room = enter()
    section = room.hand.settings("backups")
    assert isinstance(section, BackupsSection)
    room.hand.click(section.now)
    room.hand.wait(lambda: "opened and checked" in section.told.text())
    room.rest()
    today = room.today
    clock.move(60 * 25)
    today.activate()
    room.hand.wait(lambda: "backup 25 h ago, checked" in words_of(today.header))
    assert not today.backup_trouble.isVisible(), "nothing was recorded meanwhile"
    room.record()
    clock.move(60 * 25)
    today.activate()
    room.hand.wait(today.backup_trouble.isVisible)
    assert "is in no good backup" in words_of(today.backup_trouble)


def test_a_failure_is_red_until_a_backup_is_made(enter: Callable[[], Room]) -> None:
    room = enter()
    keys = room.clinic.folder.keys
    kept = keys.read_bytes()
    for path in (keys, keys.with_name("keys.copy.json")):
        path.unlink()
    section = room.hand.settings("backups")
    assert isinstance(section, BackupsSection)
    room.hand.click(section.now)
    room.hand.wait(lambda: "keys.json is missing" in section.trouble.text())
    room.rest()
    today = room.today
    assert "keys.json is missing" in words_of(today.backup_trouble)
    keys.write_bytes(kept)
    assert today.backup_trouble.now is not None
    room.hand.click(today.backup_trouble.now)
    room.hand.wait(lambda: not today.backup_trouble.isVisible())
    assert "backup just now, checked" in words_of(today.header)
    (note,) = room.notes()
    assert note.reason is BackupReason.BY_HAND


def test_the_keyboard_stays_where_a_backup_was_begun(enter: Callable[[], Room], gate: Gate) -> None:
    room = enter()
    section = room.hand.settings("backups")
    assert isinstance(section, BackupsSection)
    section.now.setFocus()
    room.hand.click(section.now)
    room.hand.wait(gate.reached.is_set)
    assert section.stop.hasFocus()
    gate.open.set()
    room.hand.wait(lambda: "opened and checked" in section.told.text())
    room.rest()
    assert section.now.hasFocus(), "and not whatever comes after it"


PROGRAM = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from needlelog.app import real_clock
from needlelog.files.reference_data import zone_catalogue
from needlelog.ui.start import Start, assemble, open_first_page
application = QApplication([])
start = Start(Path(sys.argv[1]), True, real_clock, zone_catalogue)
program = assemble(application, start)
open_first_page(program, start)
window = program.window
window.entered.connect(lambda: QTimer.singleShot(0, window, window.close))
page = window.page()
page.sign_in(page.people.uid_of(None), "rina")
sys.exit(application.exec())
"""


def test_the_program_ends_by_itself_after_the_backup(made: Made) -> None:
    subprocess.run(  # noqa: S603  our own interpreter
        [sys.executable, "-c", PROGRAM, str(made.folder)],
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
        timeout=120,
        check=True,
    )
    (note,) = BackupPlace(made.folder / "backups").notes()
    assert note.reason is BackupReason.CLOSING
