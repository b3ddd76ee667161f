"""Aftercare sheets in the settings: read, changed as a new version, offered or not, telephone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from needlelog.domain.people import Role
from needlelog.files.reference_data import zone_catalogue
from needlelog.services.aftercare import given_sheet, sheets
from needlelog.services.settings import settings
from needlelog.ui.aftercare.aftercare_editor import AftercareEditor
from needlelog.ui.context import Context
from needlelog.ui.screens.settings.aftercare_section import AftercareSection
from needlelog.ui.theme.manager import Mode, ThemeManager
from needlelog.ui.worker import InlineWorker
from tests.services.conftest import PEOPLE, clinic, clock, folder, template

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from needlelog.services.clinic import Clinic

__all__ = ["clinic", "clock", "folder", "template"]


def tap(widget: QWidget) -> None:
    QApplication.processEvents()
    assert widget.isVisible()
    assert widget.isEnabled()
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


@pytest.fixture
def section(qtbot: QtBot, qapp: QApplication, clinic: Clinic) -> Iterator[AftercareSection]:
    theme = ThemeManager(qapp)
    theme.apply(Mode.LIGHT)
    made = AftercareSection(Context(clinic, InlineWorker(), theme, zone_catalogue()))
    qtbot.addWidget(made)
    made.resize(1000, 900)
    made.show()
    made.activate()
    yield made
    made.close()


def editor() -> AftercareEditor:
    found = [one for one in QApplication.topLevelWidgets() if isinstance(one, AftercareEditor)]
    return next(one for one in found if one.isVisible())


def test_a_changed_text_is_a_new_version_and_the_old_one_stays(
    section: AftercareSection, clinic: Clinic
) -> None:
    tap(section.rows["face_deep"].edit)
    page = editor()
    assert "72 hours" in page.preview.toPlainText()
    assert "{phone}" not in page.preview.toPlainText()
    page.body.setPlainText("# Ours\n\nCall {clinic}.")
    assert "Call Clinic of the Needle." in page.preview.toPlainText()
    tap(page.save_button)
    section.activate()
    held = next(each for each in sheets(clinic) if each.sheet == "face_deep")
    assert (held.version, held.author) == ("1.1", "Rina Patel")
    old = given_sheet(clinic, "Face, deep", "1")
    assert old is not None
    assert "72 hours" in old.body
    tap(section.rows["face_deep"].edit)
    page = editor()
    assert [page.choice.itemText(row).split(" · ")[0] for row in range(page.choice.count())] == [
        "version 1.1",
        "version 1",
    ]
    page.reject()


def test_the_same_text_is_no_version_and_said_so(section: AftercareSection, clinic: Clinic) -> None:
    tap(section.rows["hands"].edit)
    page = editor()
    tap(page.save_button)
    assert page.isVisible()
    assert "Nothing was changed" in page.trouble.text()
    page.title.setText("")
    tap(page.save_button)
    assert page.title_row.error() == "Please write a title for the sheet."
    page.title.setText("Hands")
    page.reject()


def test_what_was_written_is_not_thrown_away_unasked(section: AftercareSection) -> None:
    tap(section.add_button)
    page = editor()
    page.body.setPlainText("Something")
    tap(page.close_button)
    assert page.isVisible()
    page.leave_sheet.accept()
    assert not page.isVisible()


def test_a_sheet_is_offered_no_more_and_again(section: AftercareSection, clinic: Clinic) -> None:
    tap(section.rows["scalp"].switch)
    section.activate()
    assert not next(each for each in sheets(clinic) if each.sheet == "scalp").active
    tap(section.rows["scalp"].switch)
    section.activate()
    assert next(each for each in sheets(clinic) if each.sheet == "scalp").active


def test_the_telephone_stands_on_the_sheets(section: AftercareSection, clinic: Clinic) -> None:
    tap(section.phone)
    QTest.keyClicks(section.phone, "020 7946 0011")
    QTest.keyClick(section.phone, Qt.Key.Key_Return)
    assert settings(clinic).clinic_phone == "020 7946 0011"
    tap(section.rows["body"].edit)
    page = editor()
    assert "020 7946 0011" in page.preview.toPlainText()
    page.reject()


def test_who_is_no_manager_reads_only(section: AftercareSection, clinic: Clinic) -> None:
    clinic.person = PEOPLE[Role.PRACTITIONER]
    section.activate()
    assert section.add_button.isHidden()
    assert section.phone.isReadOnly()
    assert section.rows["body"].switch.isHidden()
    tap(section.rows["body"].edit)
    page = editor()
    assert page.body.isReadOnly()
    assert page.save_button.isHidden()
    page.reject()
