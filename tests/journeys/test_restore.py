"""A backup is restored through the window and taken back; damaged records come from a backup."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QAbstractButton, QCheckBox, QLineEdit

from needlelog.domain.backups import BackupReason
from needlelog.domain.zones import Side
from needlelog.services import sessions
from needlelog.services.backups import back_up
from needlelog.services.clinic import open_clinic
from needlelog.services.verification import verify
from needlelog.ui.restore.backup_list import BackupList
from tests.journeys.errands import Desk
from tests.journeys.program import CHEAP, PASSPHRASE, PERSON, Program
from tests.journeys.treatment import start_session
from tests.quiet_rules import quiet_rules
from tests.services.days import new_client, sign

NAME = "Bea Backup"


def worked(program: Program, *, backed_up: bool = False) -> None:
    """A client with one signed session."""
    clinic = open_clinic(program.folder, PERSON.uid, PASSPHRASE, program.clock, CHEAP)
    quiet_rules(clinic)
    sign(clinic, new_client(clinic, NAME))
    if backed_up:
        back_up(clinic, BackupReason.BY_HAND)
    clinic.close()


def signed(desk: Desk) -> int:
    """How many sessions of the client stand in the records."""
    return len(sessions.records(desk.clinic(), desk.client_uid()))


def sign_one(desk: Desk) -> None:
    desk.open_client(NAME)
    session = start_session(desk)
    session.tap("chin", Side.MID)
    session.depth("1.00")
    session.sign()
    desk.rest()


def to_backups(desk: Desk) -> None:
    desk.go("Settings")
    desk.hand.press("Backups")
    desk.rest()


def enter(desk: Desk) -> None:
    """Sign in on the page that stands there."""
    hand, window = desk.hand, desk.program.window
    hand.write(hand.see("Passphrase", QLineEdit), PASSPHRASE, end="Return")
    assert window is not None
    hand.wait(lambda: window.desk is not None and window.page() is window.desk, "no desk")
    desk.rest()


def test_back_up_sign_restore_and_take_back(program: Program) -> None:
    worked(program)
    desk = Desk(program, program.sign_in())
    hand = desk.hand
    to_backups(desk)
    hand.press("Back up now")
    hand.wait(lambda: hand.sees("Backed up, opened and checked."), "no backup")
    program.clock.set_time(13, 44)
    sign_one(desk)
    assert signed(desk) == 2

    to_backups(desk)
    hand.press("Restore…")
    assert offered(desk) == ["2 Nov 2026 13:40, 1 session, last 2 Nov 2026 13:40"]
    hand.press("Check this backup")
    hand.wait(lambda: hand.sees("Go back to 2 Nov 2026 13:40?"), hand.read())
    assert hand.sees("Would be set aside: 1 session signed since then")
    assert not hand.see("Restore", QAbstractButton).isEnabled()
    hand.click(hand.see("Put the backup in the place of what is here now", QCheckBox))
    hand.press("Restore")
    hand.wait(lambda: hand.sees("The backup of 2 Nov 2026 13:40 is in its place."), hand.read())
    enter(desk)
    assert signed(desk) == 1
    assert verify(desk.clinic()) == ()

    to_backups(desk)
    hand.wait(lambda: hand.sees("Set aside 2 Nov 2026 13:44"), hand.read())
    assert hand.sees("2 sessions")
    hand.press("Take back: Set aside 2 Nov 2026 13:44")
    hand.click(hand.see("Let these records take the place of those of now", QCheckBox))
    hand.press("Take back")
    hand.wait(lambda: hand.sees("The records from before the restore are back."), hand.read())
    enter(desk)
    assert signed(desk) == 2
    assert verify(desk.clinic()) == ()


def test_damaged_records_are_restored_from_the_page_of_trouble(program: Program) -> None:
    worked(program, backed_up=True)
    _damage(program.folder / "needlelog.db")

    desk = Desk(program, program.start())
    hand = desk.hand
    hand.write(hand.see("Passphrase", QLineEdit), PASSPHRASE, end="Return")
    hand.wait(lambda: hand.sees("The clinic cannot be opened"), hand.read())
    hand.press("Restore a backup…")
    assert offered(desk) == ["2 Nov 2026 13:40, 1 session, last 2 Nov 2026 13:40"]
    hand.press("Check this backup")
    hand.wait(lambda: hand.sees("A passphrase of that day opens it"), hand.read())
    hand.write(hand.see("Passphrase", QLineEdit), "not it", end="Return")
    hand.wait(lambda: hand.sees("That passphrase is not right."), hand.read())
    hand.write(hand.see("Passphrase", QLineEdit), PASSPHRASE, end="Return")
    hand.wait(lambda: hand.sees("The records here cannot be read."), hand.read())
    hand.click(hand.see("Put the backup in the place of what is here now", QCheckBox))
    hand.press("Restore")
    hand.wait(lambda: hand.sees("is in its place. Sign in with a passphrase"), hand.read())
    enter(desk)
    assert signed(desk) == 1
    assert verify(desk.clinic()) == ()


def offered(desk: Desk) -> list[str]:
    """The backups that stand in the list."""
    (shown,) = desk.hand.all(BackupList)
    desk.hand.wait(lambda: shown.model().rowCount() > 0, "no backup is offered")
    rows = [shown.model().index(row, 0).data() for row in range(shown.model().rowCount())]
    return [row.partition(", by hand")[0] for row in rows]


def _damage(database: Path) -> None:
    content = bytearray(database.read_bytes())
    content[: len(content) // 2] = bytes(len(content) // 2)
    database.write_bytes(content)
