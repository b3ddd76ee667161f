"""Backups where the clinic cannot be opened, a clinic from another computer, missing photos."""

from __future__ import annotations

import shutil
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog

from needlelog.domain.backups import BackupReason
from needlelog.services import sessions
from needlelog.services.backups import back_up, back_up_to
from needlelog.services.clinic import Clinic, open_clinic
from needlelog.services.moving import pack
from needlelog.ui import formats
from needlelog.ui.desk import Desk
from needlelog.ui.restore.photo_sheet import PhotoSheet
from needlelog.ui.screens.first_run.screen import FirstRunScreen
from needlelog.ui.screens.recovery.screen import RecoveryScreen
from needlelog.ui.screens.restore.screen import RestoreScreen
from needlelog.ui.screens.settings.backups_section import BackupsSection
from needlelog.ui.screens.sign_in.screen import SignInScreen
from needlelog.ui.screens.trouble.screen import TroubleScreen
from tests.quiet_rules import quiet_rules
from tests.services.days import add_picture, new_client, sign
from tests.ui.window.conftest import CHEAP, Clock, Hand, Made, Starter


@pytest.fixture
def client(made: Made, clock: Clock) -> str:
    """A client with a signed session and a photo; two backups were made."""
    clinic = opened(made, clock)
    quiet_rules(clinic)
    client = new_client(clinic)
    add_picture(clinic, client, 10)
    for _ in range(2):
        sign(clinic, client)
        clock.move(60)
        back_up(clinic, BackupReason.BY_HAND)
    clinic.close()
    return client


def opened(made: Made, clock: Clock, folder: Path | None = None) -> Clinic:
    return open_clinic(folder or made.folder, made.manager.uid, "rina", clock, CHEAP)


def in_trouble(hand: Hand) -> RestoreScreen:
    """From the page of trouble into the assistant, which shows the backups there are."""
    hand.click(hand.on_page(TroubleScreen).restore)
    screen = hand.on_page(RestoreScreen)
    hand.wait(lambda: screen.steps.list.current() is not None)
    return screen


def agree(hand: Hand, screen: RestoreScreen) -> None:
    steps = screen.steps
    hand.wait(lambda: steps.pages.currentWidget() is steps.compare)
    assert not steps.put.isEnabled()
    steps.compare.agree.setFocus()
    hand.press(steps.compare.agree, Qt.Key.Key_Space)
    hand.click(steps.put)


def answer(hand: Hand, chosen: Path) -> None:
    """Answer the system's own question for a file or folder."""
    hand.wait(lambda: isinstance(QApplication.activeModalWidget(), QFileDialog))
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, QFileDialog)
    dialog.fileSelected.emit(str(chosen))
    dialog.done(QDialog.DialogCode.Accepted)


def test_missing_keys_are_restored_and_the_recovery_code_opens(
    starter: Starter, made: Made, client: str, clock: Clock
) -> None:
    for name in ("keys.json", "keys.copy.json"):
        (made.folder / name).unlink()
    hand = starter.start(made.folder)
    screen = in_trouble(hand)
    hand.click(screen.steps.next)
    hand.click(screen.steps.secret.other_way)
    hand.type(screen.steps.secret.code, made.code.text)
    hand.press(screen.steps.secret.code, Qt.Key.Key_Return)
    agree(hand, screen)
    sign_in = hand.on_page(SignInScreen)
    assert "is in its place" in sign_in.said.text()
    hand.click(sign_in.forgotten)
    recovery = hand.on_page(RecoveryScreen)
    hand.type(recovery.entry.code, made.code.text)
    assert recovery.entry.code.text() == made.code.text
    starter.end(hand)
    clinic = opened(made, clock)
    assert len(sessions.records(clinic, client)) == 2
    clinic.close()


def test_a_bad_backup_is_told_and_the_next_one_taken(
    starter: Starter, made: Made, client: str, clock: Clock
) -> None:
    newest = max((made.folder / "backups").glob("2*"))
    (newest / "needlelog.db").write_bytes(b"gone")
    (made.folder / "needlelog.db").unlink()
    hand = starter.start(made.folder)
    assert "missing" in hand.on_page(TroubleScreen).note.text()
    screen = in_trouble(hand)
    steps = screen.steps
    hand.click(steps.next)
    hand.type(steps.secret.passphrase, "rina")
    hand.click(steps.next)
    hand.wait(steps.older.isVisible)
    assert newest.name in steps.trouble.text()
    made_at = formats.moment(clock().astimezone())
    assert f"Backup of {made_at}, clinic folder: " in steps.trouble.text()
    hand.click(steps.older)
    hand.type(steps.secret.passphrase, "rina")
    hand.click(steps.next)
    agree(hand, screen)
    hand.on_page(SignInScreen)
    hand.sign_in("rina", made.manager.uid)
    assert hand.window.clinic is not None
    assert len(sessions.records(hand.window.clinic, client)) == 1
    starter.end(hand)


def test_a_drive_with_backups_is_looked_at_and_given_up(
    starter: Starter, made: Made, client: str, clock: Clock, tmp_path: Path
) -> None:
    clinic = opened(made, clock)
    (tmp_path / "usb").mkdir()
    back_up_to(clinic, tmp_path / "usb", BackupReason.BY_HAND)
    clinic.close()
    shutil.rmtree(made.folder / "backups")
    (made.folder / "needlelog.db").write_bytes(bytes(9000))
    hand = starter.start(made.folder)
    page = hand.on_page(SignInScreen)
    hand.type(page.passphrase, "rina")
    hand.press(page.passphrase, Qt.Key.Key_Return)
    hand.click(hand.on_page(TroubleScreen).restore)
    steps = hand.on_page(RestoreScreen).steps
    hand.wait(steps.nothing.isVisible)
    assert not steps.next.isEnabled()
    hand.click(steps.elsewhere)
    answer(hand, tmp_path / "usb")
    hand.wait(lambda: steps.list.current() is not None)
    hand.click(steps.next)
    hand.type(steps.secret.passphrase, "rina")
    hand.click(steps.next)
    hand.wait(lambda: steps.pages.currentWidget() is steps.compare)
    hand.click(steps.cancel)
    hand.wait(lambda: steps.pages.currentWidget() is steps.choice)
    hand.wait(lambda: not (made.folder / "restoring").exists())
    hand.click(steps.cancel)
    hand.on_page(SignInScreen)
    assert (made.folder / "needlelog.db").read_bytes() == bytes(9000)
    starter.end(hand)


def test_a_clinic_comes_from_another_computer(
    starter: Starter, made: Made, client: str, clock: Clock, tmp_path: Path
) -> None:
    clinic = opened(made, clock)
    packed = tmp_path / "clinic.needlelog"
    pack(clinic, packed)
    clinic.close()
    folder = tmp_path / "new computer"
    hand = starter.start(folder)
    page = hand.on_page(FirstRunScreen)
    (tmp_path / "list.txt").write_text("no clinic")
    hand.click(page.place.bring)
    answer(hand, tmp_path / "list.txt")
    hand.wait(page.place.bring_trouble.isVisible)
    hand.click(page.place.bring)
    answer(hand, packed)
    hand.wait(page.bring.isVisible)
    assert "2 sessions" in page.bring.holds.text()
    hand.type(page.bring.secret.passphrase, "wrong")
    hand.click(page.bring.button)
    hand.wait(lambda: page.bring.secret.by_words.error() is not None)
    assert not folder.exists()
    page.bring.secret.passphrase.clear()
    hand.type(page.bring.secret.passphrase, "rina")
    hand.click(page.bring.button)
    hand.sign_in("rina")
    assert hand.window.clinic is not None
    assert hand.window.clinic.folder.path == folder
    assert len(sessions.records(hand.window.clinic, client)) == 2
    starter.end(hand)


def test_missing_photo_files_are_brought_back_at_the_screen(
    starter: Starter, made: Made, client: str
) -> None:
    (file,) = [each for each in (made.folder / "photos").rglob("*") if each.is_file()]
    content = file.read_bytes()
    file.write_bytes(b"scratched")
    hand = starter.start(made.folder)
    hand.sign_in("rina", made.manager.uid)
    section = hand.settings("backups")
    assert isinstance(section, BackupsSection)
    sheet = section.restoring.open_photos()
    hand.wait(sheet.bring.isVisible)
    assert sheet.found.text() == "1 photo file is missing or damaged."
    hand.click(sheet.bring)
    hand.wait(sheet.outcome.isVisible)
    assert isinstance(sheet, PhotoSheet)
    assert file.read_bytes() == content
    sheet.reject()
    starter.end(hand)


def test_a_practitioner_neither_restores_nor_packs(
    starter: Starter, made: Made, client: str
) -> None:
    hand = starter.start(made.folder)
    hand.sign_in("tom", made.practitioner.uid)
    section = hand.settings("backups")
    assert isinstance(section, BackupsSection)
    assert isinstance(hand.window.page(), Desk)
    assert not section.restoring.restore.isEnabled()
    assert not section.restoring.pack.isEnabled()
    starter.end(hand)


def test_a_restore_that_was_cut_off_is_finished_before_anything_is_shown(
    starter: Starter, made: Made, client: str, clock: Clock
) -> None:
    from needlelog.files.clinic_folder import ClinicFolder
    from needlelog.services import restoring

    clinic = opened(made, clock)
    sign(clinic, client)
    prepared = restoring.prepare_here(
        clinic, restoring.backups_to_restore(ClinicFolder(made.folder))[1]
    )
    restoring.make_ready_here(clinic, prepared)
    clinic.close()
    # What a kill leaves between two steps: decided, and the former records half moved.
    aside = made.folder / "set-aside" / "20261114T160000Z"
    aside.mkdir(parents=True)
    (made.folder / "replacing.json").write_text(
        '{"ready": "restoring", "aside": "set-aside/20261114T160000Z", "about": {}}'
    )
    (made.folder / "needlelog.db").rename(aside / "needlelog.db")
    hand = starter.start(made.folder)
    hand.sign_in("rina", made.manager.uid)
    assert hand.window.clinic is not None
    assert len(sessions.records(hand.window.clinic, client)) == 1
    assert not (made.folder / "replacing.json").exists()
    starter.end(hand)


def test_closing_the_window_does_not_wait_for_a_copy(
    starter: Starter,
    made: Made,
    client: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from needlelog.services import restoring

    for name in ("keys.json", "keys.copy.json"):
        (made.folder / name).unlink()
    copying, endless = Event(), restoring.prepare

    def prepare(*arguments: object) -> object:
        progress = arguments[-1]
        assert callable(progress)
        copying.set()
        for done in range(10_000_000):
            progress(done % 1000, 10_000)
        return endless(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(restoring, "prepare", prepare)
    hand = starter.start(made.folder)
    screen = in_trouble(hand)
    hand.click(screen.steps.next)
    hand.type(screen.steps.secret.passphrase, "rina")
    hand.click(screen.steps.next)
    hand.wait(copying.is_set)
    starter.end(hand)
    assert not (made.folder / "restoring").exists()
