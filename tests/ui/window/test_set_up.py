"""An empty folder becomes a clinic in the window, and opens again after a restart."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from needlelog.domain.errors import DiskFull
from needlelog.domain.people import Role
from needlelog.files.backups.second_place import load_choice
from needlelog.files.key_store import KeyStore
from needlelog.ui.desk import Desk
from needlelog.ui.entrance import SampleClinic
from needlelog.ui.screens.first_run.screen import FirstRunScreen
from needlelog.ui.screens.sign_in.screen import SignInScreen

if TYPE_CHECKING:
    from pathlib import Path

    from tests.ui.window.conftest import Clock, Hand, Made, Starter


def _to_person_page(hand: Hand, name: str = "Clinic North") -> FirstRunScreen:
    page = hand.on_page(FirstRunScreen)
    hand.type(page.place.name, name)
    hand.press(page.place.name, Qt.Key.Key_Return)
    assert page.person.isVisible()
    return page


def _to_code_page(hand: Hand) -> FirstRunScreen:
    page = _to_person_page(hand)
    hand.type(page.person.name, "Rina Patel")
    hand.type(page.person.licence, "L-100")
    hand.type(page.person.ceiling, "1,50")
    hand.type(page.person.secret.first, "lamp river cloud seven")
    hand.press(page.person.secret.first, Qt.Key.Key_Return)
    hand.type(page.person.secret.second, "lamp river cloud seven")
    hand.press(page.person.secret.second, Qt.Key.Key_Return)
    assert page.code.isVisible()
    return page


def _type_groups_back(hand: Hand, page: FirstRunScreen) -> None:
    panel = page.code.panel
    assert panel is not None
    for field, index in zip(panel.fields, panel.asked_groups, strict=True):
        hand.type(field, page._code.groups[index].lower())
    hand.press(panel.fields[-1], Qt.Key.Key_Return)


def test_a_second_place_for_backups_is_asked_for(starter: Starter, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    hand = starter.start(tmp_path / "clinic")
    place = hand.on_page(FirstRunScreen).place
    hand.type(place.name, "Clinic North")
    place.second.folder.setText(str(tmp_path / "nowhere"))
    assert "no such folder" in (place.second.error() or "")
    place.second.folder.setText(str(stick))
    assert "same disk" in place.second.warning.text()
    page = _to_code_page(hand)
    _type_groups_back(hand, page)
    hand.wait(lambda: hand.window.clinic is not None)
    chosen = load_choice(tmp_path / "clinic").second
    assert chosen is not None
    assert chosen.folder == stick


def test_tab_goes_from_the_passphrase_to_its_repetition(starter: Starter, tmp_path: Path) -> None:
    hand = starter.start(tmp_path / "clinic")
    secret = _to_person_page(hand).person.secret
    hand.type(secret.first, "lamp river")
    hand.press(secret.first, Qt.Key.Key_Tab)
    assert secret.second.hasFocus()
    hand.press(secret.second, Qt.Key.Key_Tab)
    eye = secret.first.eye
    assert eye.hasFocus()
    QTest.keyClicks(eye, "unseen")
    hand.press(eye, Qt.Key.Key_Backspace)
    assert secret.passphrase() == "lamp river", "nothing is typed into a field that has no cursor"
    hand.press(eye, Qt.Key.Key_Space)
    assert secret.first.echoMode() is QLineEdit.EchoMode.Normal
    assert eye.width() >= 44, "as wide as a finger"
    assert eye.height() >= 44, "as high as a finger"


def test_from_an_empty_folder_to_the_log_and_back_after_a_restart(
    starter: Starter, tmp_path: Path
) -> None:
    folder = tmp_path / "new" / "clinic"
    hand = starter.start(folder)
    page = _to_code_page(hand)
    assert not folder.exists(), "nothing is written before the last page is done"
    _type_groups_back(hand, page)
    hand.on_page(Desk)
    clinic = hand.window.clinic
    assert clinic is not None
    assert (clinic.name, clinic.person.name, clinic.person.role) == (
        "Clinic North",
        "Rina Patel",
        Role.MANAGER,
    )
    assert (clinic.person.licence, clinic.person.depth_ceiling_um) == ("L-100", 1500)
    starter.end(hand)

    again = starter.start(folder)
    sign_in = again.on_page(SignInScreen)
    assert sign_in.people.name_of(sign_in.people.current()) == "Rina Patel"
    again.sign_in("lamp river cloud seven")


def test_the_recovery_code_that_was_shown_opens_the_clinic(
    starter: Starter, tmp_path: Path, clock: Clock
) -> None:
    hand = starter.start(tmp_path / "clinic")
    page = _to_code_page(hand)
    code = page._code
    _type_groups_back(hand, page)
    hand.on_page(Desk)
    place = hand.window.entrance.door.place
    starter.end(hand)
    KeyStore(place.keys, place.attempts, clock).unlock_with_recovery(code)


def test_every_page_says_what_is_missing(starter: Starter, tmp_path: Path) -> None:
    hand = starter.start(tmp_path / "clinic")
    page = hand.on_page(FirstRunScreen)
    hand.click(page.place.next)
    assert page.place._name_row.error() == "Please give the clinic a name."
    _to_person_page(hand)
    hand.click(page.person.next)
    assert page.person._name_row.error()
    hand.type(page.person.name, "Rina")
    hand.type(page.person.ceiling, "15")
    hand.click(page.person.next)
    assert "0.10 to 3.00" in (page.person._ceiling_row.error() or "")
    page.person.ceiling.clear()
    hand.click(page.person.next)
    assert page.person.secret._first_row.error()
    hand.type(page.person.secret.first, "lamp river cloud seven")
    hand.type(page.person.secret.second, "lamp river cloud eight")
    hand.click(page.person.next)
    assert "differ" in (page.person.secret._second_row.error() or "")
    assert page.person.isVisible()


def test_a_group_typed_wrongly_does_not_go_on(starter: Starter, tmp_path: Path) -> None:
    hand = starter.start(tmp_path / "clinic")
    page = _to_code_page(hand)
    assert page.code.panel is not None
    for field in page.code.panel.fields:
        hand.type(field, "ZZZZ" if "ZZZZ" not in page._code.groups else "YYYY")
    hand.click(page.code.finish)
    assert all(row.error() for row in page.code.panel._rows)
    assert not (tmp_path / "clinic").exists()


def test_back_keeps_what_was_typed_and_the_code(starter: Starter, tmp_path: Path) -> None:
    hand = starter.start(tmp_path / "clinic")
    page = _to_code_page(hand)
    code = page._code
    hand.click(page.code._back)
    assert page.person.name.text() == "Rina Patel"
    hand.click(page.person.next)
    assert page.code.isVisible()
    assert page._code is code


@pytest.mark.parametrize("name", ["Dropbox", "OneDrive - Clinic"])
def test_a_folder_that_is_copied_elsewhere_is_warned_about(
    starter: Starter, tmp_path: Path, name: str
) -> None:
    hand = starter.start(tmp_path / name / "clinic")
    page = hand.on_page(FirstRunScreen)
    assert page.place.warning.isVisible()
    assert name.split(" ")[0] in page.place.warning.text()


def test_a_folder_with_other_files_is_refused_in_words(starter: Starter, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("x")
    hand = starter.start(tmp_path)
    page = hand.on_page(FirstRunScreen)
    hand.type(page.place.name, "Clinic North")
    hand.press(page.place.name, Qt.Key.Key_Return)
    assert "other files" in (page.place._folder_row.error() or "")


def test_the_strength_of_the_passphrase_is_told_in_words(starter: Starter, tmp_path: Path) -> None:
    hand = starter.start(tmp_path / "clinic")
    page = _to_person_page(hand)
    hand.type(page.person.secret.first, "password")
    assert page.person.secret.hint.text().startswith("Guessed at once.")
    page.person.secret.first.clear()
    hand.type(page.person.secret.first, "lamp river cloud seven basket")
    assert page.person.secret.hint.text() in ("Good.", "Strong.")


def test_the_sheet_can_be_saved_as_a_pdf_with_text(starter: Starter, tmp_path: Path) -> None:
    from pypdf import PdfReader

    hand = starter.start(tmp_path / "clinic")
    page = _to_code_page(hand)
    assert page.code.panel is not None
    path = tmp_path / "code.pdf"
    page.code.panel.save_pdf(path)
    text = PdfReader(path).pages[0].extract_text()
    for group in page._code.groups:
        assert group in text
    assert "Clinic" in text


def test_looking_around_opens_the_sample_clinic_and_remembers_nothing(
    starter: Starter, made: Made, tmp_path: Path
) -> None:
    place, calls = tmp_path / "sample", []

    def make(folder: Path) -> None:
        calls.append(folder)
        shutil.copytree(made.folder, folder)

    sample = SampleClinic(place, make, "rina")
    for _ in range(2):
        hand = starter.start(tmp_path / "empty", sample=sample)
        hand.click(hand.on_page(FirstRunScreen).place.sample)
        hand.on_page(Desk)
        assert hand.window.clinic is not None
        assert hand.window.clinic.folder.path == place
        starter.end(hand)
    assert calls == [place], "it is made once and opened again"
    assert not (tmp_path / "empty").exists()


def test_why_the_sample_clinic_cannot_be_made_is_told(starter: Starter, tmp_path: Path) -> None:
    def make(_folder: Path) -> None:
        raise DiskFull("needlelog.db")

    hand = starter.start(tmp_path / "empty", sample=SampleClinic(tmp_path / "s", make, "demo"))
    page = hand.on_page(FirstRunScreen)
    hand.click(page.place.sample)
    hand.wait(page.place.sample_trouble.isVisible)
    assert "disk is full" in page.place.sample_trouble.text()
    assert page.place.next.isEnabled()


def test_without_a_sample_clinic_none_is_offered(starter: Starter, tmp_path: Path) -> None:
    page = starter.start(tmp_path / "empty").on_page(FirstRunScreen)
    assert not hasattr(page.place, "sample")
