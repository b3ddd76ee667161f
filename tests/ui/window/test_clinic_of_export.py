"""The first page of a new computer makes a clinic of an export, pictures and all."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel

from needlelog.domain.exports.request import ExportFormat, ExportRequest
from needlelog.services import photos
from needlelog.services.clinic import open_clinic
from needlelog.services.exports.run import export
from needlelog.ui.screens.first_run.screen import FirstRunScreen
from tests.quiet_rules import quiet_rules
from tests.services.days import add_picture, new_client, sign
from tests.ui.window.conftest import CHEAP, Clock, Hand, Made, Starter

NEW = "a new passphrase here"


@pytest.fixture
def client(made: Made, clock: Clock, tmp_path: Path) -> str:
    """A client with two photos; the clinic was exported whole, and once without pictures."""
    clinic = open_clinic(made.folder, made.manager.uid, "rina", clock, CHEAP)
    quiet_rules(clinic)
    client = new_client(clinic)
    add_picture(clinic, client, 10)
    sign(clinic, client)
    asked = ExportRequest(ExportFormat.CLINIC, photos=True)
    export(clinic, asked, tmp_path / "whole.zip")
    export(clinic, ExportRequest(ExportFormat.JSON), tmp_path / "records.json")
    clinic.close()
    return client


def choose(hand: Hand, page: FirstRunScreen, file: Path) -> None:
    hand.click(page.place.bring)
    (dialog,) = (each for each in QApplication.topLevelWidgets() if isinstance(each, QFileDialog))
    dialog.fileSelected.emit(str(file))
    dialog.close()
    dialog.deleteLater()


def make(hand: Hand, page: FirstRunScreen) -> None:
    """Choose a passphrase, type the code back, and wait until all is read."""
    hand.type(page.export.secret.first, NEW)
    hand.type(page.export.secret.second, NEW)
    hand.click(page.export.next)
    assert page.code.isVisible()
    panel = page.code.panel
    assert panel is not None
    for field, index in zip(panel.fields, panel.asked_groups, strict=True):
        hand.type(field, page._code.groups[index])
    hand.press(panel.fields[-1], Qt.Key.Key_Return)
    hand.wait(page.export.open.isVisible)


def test_a_clinic_is_made_of_a_whole_export(
    starter: Starter, made: Made, client: str, tmp_path: Path
) -> None:
    folder = tmp_path / "new computer"
    hand = starter.start(folder)
    page = hand.on_page(FirstRunScreen)
    choose(hand, page, tmp_path / "whole.zip")
    hand.wait(page.export.isVisible)
    assert "1 session" in page.export.holds.text()
    assert "1 photo" in page.export.holds.text()
    assert not page.export.pictures.text()
    assert page.export.person().sign_in_name == made.manager.name
    hand.click(page.export.next)
    assert page.export.isVisible(), "no passphrase yet"
    make(hand, page)
    assert "1 picture came back." in page.export.place.text()
    shown = [each.text() for each in page.export.findChildren(QLabel) if each.isVisible()]
    assert "The clinic is made" in shown
    assert not any("choose a passphrase" in words for words in shown), "it is chosen"
    assert not page.export.pictures.text()
    hand.click(page.export.open)
    hand.sign_in(NEW)
    assert hand.window.clinic is not None
    (photo,) = photos.photos(hand.window.clinic, client)
    assert photos.original(hand.window.clinic, photo.uid)
    starter.end(hand)


def test_what_is_not_in_the_file_is_told_before_and_after(
    starter: Starter, made: Made, client: str, tmp_path: Path
) -> None:
    hand = starter.start(tmp_path / "new computer")
    page = hand.on_page(FirstRunScreen)
    broken = tmp_path / "broken.zip"
    broken.write_bytes((tmp_path / "whole.zip").read_bytes()[:5000])
    choose(hand, page, broken)
    hand.wait(page.place.bring_trouble.isVisible)
    assert "broken.zip is no export" in page.place.bring_trouble.text()
    choose(hand, page, tmp_path / "records.json")
    hand.wait(page.export.isVisible)
    assert "pictures themselves are not in this file" in page.export.pictures.text()
    hand.click(page.export.back)
    assert page.place.isVisible()
    choose(hand, page, tmp_path / "records.json")
    hand.wait(page.export.isVisible)
    make(hand, page)
    assert "1 picture was not in the file." in page.export.pictures.text()
    starter.end(hand)
