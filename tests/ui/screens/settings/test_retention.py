"""Records whose time is over, through the settings and the client's page."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton

from needlelog.domain.clients import Client
from needlelog.domain.session_filter import SessionFilter
from needlelog.domain.trail import TrailFilter
from needlelog.files.reference_data import zone_catalogue
from needlelog.services import clients, retention, trail
from needlelog.services.settings import settings
from needlelog.ui.export.export_sheet import ExportSheet
from needlelog.ui.retention.destroy_sheet import DestroySheet
from needlelog.ui.retention.hold_sheet import HoldSheet
from needlelog.ui.screens.client.screen import ClientScreen
from needlelog.ui.screens.settings.retention_section import RetentionSection
from needlelog.ui.theme.manager import Mode
from needlelog.ui.trail_words import entry_sentence
from tests.ui.screens.conftest import NOW, treat

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from needlelog.services.clinic import Clinic
    from needlelog.ui.context import Context
    from tests.ui.screens.conftest import Clock

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def old(clinic: Clinic, clock: Clock) -> str:
    """Somebody who was here in 2014 only."""
    clock.now = datetime(2014, 5, 1, 9, 0, tzinfo=UTC)
    client = clients.create_client(clinic, Client("", "Zeb Quagmire"))
    treat(clinic, clock, client.uid, clock.now.date(), {"chin": 500})
    clock.now = NOW
    clients.create_client(clinic, Client("", "Anna Weber"))
    return client.uid


@pytest.fixture
def section(qtbot: QtBot, context: Context, old: str) -> RetentionSection:
    made = RetentionSection(context)
    qtbot.addWidget(made)
    made.resize(900, 700)
    made.show()
    made.activate()
    qtbot.waitUntil(lambda: bool(made.due_buttons))
    return made


def test_what_is_due_is_destroyed_with_the_name_typed(
    qtbot: QtBot, section: RetentionSection, clinic: Clinic, old: str
) -> None:
    assert list(section.due_buttons) == [old]
    QTest.mouseClick(section.due_buttons[old], LEFT)
    sheet = section.findChild(DestroySheet)
    assert sheet is not None
    assert not sheet.save_button.isEnabled()
    QTest.keyClicks(sheet.typed, "Zeb Quag")
    assert not sheet.save_button.isEnabled()
    QTest.keyClicks(sheet.typed, "mire")
    assert sheet.save_button.isEnabled()
    QTest.mouseClick(sheet.save_button, LEFT)
    assert sheet.isVisible()  # a reason is missing
    QTest.keyClicks(sheet.reason, "time is over")
    QTest.mouseClick(sheet.save_button, LEFT)
    qtbot.waitUntil(lambda: not section.due_buttons)
    (line,) = retention.register(clinic)
    assert (line.person, line.reason) == ("Z. Q.", "time is over")
    said = [
        entry_sentence(each, zone_catalogue()) for each in trail.trail_page(clinic, TrailFilter())
    ]
    assert any("records destroyed" in words and "Z. Q." in words for words in said)
    assert any("its content was destroyed" in words for words in said)


def test_who_is_meant_is_told_and_no_false_reason_is_offered(
    qtbot: QtBot, context: Context, clinic: Clinic
) -> None:
    born = date(1994, 2, 14)
    client = clients.create_client(clinic, Client("", "Anna Weber", birth_date=born))
    sheet = DestroySheet(context, retention.keeping(clinic, client.uid))
    qtbot.addWidget(sheet)
    assert any("born 14 Feb 1994" in each.text() for each in sheet.findChildren(QLabel))
    offered = [each.text() for each in sheet.findChildren(QPushButton)]
    assert "the client asked for it" in offered
    assert "time of keeping is over" not in offered


def test_with_the_largest_text_no_line_of_what_is_lost_is_cut(
    qtbot: QtBot, context: Context, clinic: Clinic
) -> None:
    context.theme.apply(Mode.LIGHT, 1.75)
    try:
        client = clients.create_client(clinic, Client("", "Anna Weber"))
        sheet = DestroySheet(context, retention.keeping(clinic, client.uid))
        qtbot.addWidget(sheet)
        sheet.show()
        qtbot.waitExposed(sheet)
        assert sheet.height() <= sheet.screen().availableGeometry().height()
        for words in sheet.findChildren(QLabel):
            if words.isVisible() and words.wordWrap():
                assert words.height() >= words.heightForWidth(words.width())
        hint = sheet._person_row.findChildren(QLabel)[-1]
        field = sheet.person.geometry()
        assert hint.geometry().top() >= field.bottom()
    finally:
        context.theme.apply(Mode.LIGHT, 1.0)


def test_the_sessions_of_a_client_are_exported_from_her_page(
    qtbot: QtBot, context: Context, clinic: Clinic, clock: Clock, old: str
) -> None:
    other = clients.create_client(clinic, Client("", "Anna Weber"))
    treat(clinic, clock, other.uid, clock.now.date(), {"chin": 500})
    screen = ClientScreen(context)
    qtbot.addWidget(screen)
    screen.show()
    screen.open_client(old, "details")
    card = screen.details.keeping
    qtbot.waitUntil(lambda: not card.take_along.isHidden())
    card.take_along.click()
    sheet = screen.window().findChild(ExportSheet)
    assert sheet is not None
    qtbot.waitUntil(lambda: sheet.what.text() == "Zeb Quagmire · 1 session")
    assert sheet.request().wanted == SessionFilter(client_uid=old)
    sheet.reject()


def test_years_and_age_are_kept_and_change_what_is_due(
    qtbot: QtBot, section: RetentionSection, clinic: Clinic
) -> None:
    section.years.set_value(30)
    section.years.plus.click()
    qtbot.waitUntil(lambda: settings(clinic).keep_years == 31)
    qtbot.waitUntil(lambda: not section.due_buttons)
    section.age.plus.click()
    qtbot.waitUntil(lambda: settings(clinic).keep_minors_until_age == 26)
    assert settings(clinic).keep_years == 31


def test_a_hold_on_the_client_s_page_takes_the_way_to_destroy_away(
    qtbot: QtBot, context: Context, clinic: Clinic, old: str
) -> None:
    screen = ClientScreen(context)
    qtbot.addWidget(screen)
    screen.resize(1200, 760)
    screen.show()
    screen.open_client(old, "details")
    card = screen.details.keeping
    qtbot.waitUntil(lambda: card.keeping is not None)
    assert card.until.text() == "Keeping time ended 1 May 2024"
    assert not card.destroy_button.isHidden()
    card.place.click()
    hold = card.findChild(HoldSheet)
    assert hold is not None
    hold.save_button.click()
    assert hold.isVisible()
    hold.reason.setText("court order")
    hold.save_button.click()
    qtbot.waitUntil(card.destroy_button.isHidden)
    assert "court order" in card.hold.text()
    card.lift.click()
    qtbot.waitUntil(lambda: len(card.findChildren(HoldSheet)) > 0)
    lifting = card.findChildren(HoldSheet)[-1]
    lifting.reason.setText("settled")
    lifting.save_button.click()
    qtbot.waitUntil(lambda: not card.destroy_button.isHidden())
    card.destroy_button.click()
    sheet = card.findChild(DestroySheet)
    assert sheet is not None
    sheet.typed.setText("zeb quagmire")
    sheet.typed.textEdited.emit("zeb quagmire")
    sheet.reason.setText("asked")
    with qtbot.waitSignal(context.navigator.screen_requested):
        sheet.save_button.click()
    assert len(retention.register(clinic)) == 1
    assert len(clients.search_client_ids(clinic, "")) == 1
