"""The questions before a treatment under mouse and keys, and what the answers do elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QWidget

from needlelog.domain.clients import Answer, Client, HistoryItem, HistoryKind
from needlelog.domain.screening.draft_answers import answer_of, decisions_on
from needlelog.domain.sessions import SessionDraft, SessionState
from needlelog.domain.zones import Side
from needlelog.files.reference_data import zone_catalogue
from needlelog.services import clients, sessions
from needlelog.services.screening import save_rule
from needlelog.ui.consent.signing_page import ConsentSigningPage
from needlelog.ui.context import Context
from needlelog.ui.scanning.lone_key import WAIT_MS
from needlelog.ui.screens.session.screen import SessionScreen
from needlelog.ui.screens.session.screening.finding_card import FindingCard
from needlelog.ui.screens.session.screening.question_row import QuestionRow
from needlelog.ui.screens.today.screen import TodayScreen
from needlelog.ui.theme.manager import Mode, ThemeManager
from needlelog.ui.worker import InlineWorker
from tests.services.conftest import SteppingClock, clinic, clock, folder, template

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from needlelog.services.clinic import Clinic

__all__ = ["SteppingClock", "clinic", "clock", "folder", "template"]

ASKED = date(2026, 1, 12)
LAST = date(2025, 10, 2)


def tap(widget: QWidget) -> None:
    assert widget.isVisible()
    assert widget.isEnabled()
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


class Room:
    """The session screen with a client of whom something is known."""

    def __init__(self, clinic: Clinic) -> None:
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        theme = ThemeManager(application)
        theme.apply(Mode.LIGHT)
        self.clinic = clinic
        self.context = Context(clinic, InlineWorker(), theme, zone_catalogue())
        self.complaints: list[str] = []
        self.context.failed.connect(self.complaints.append)
        self.records: list[str] = []
        self.context.navigator.record_requested.connect(self.records.append)
        self.screen = SessionScreen(self.context)
        self.screen.resize(1330, 880)
        self.screen.show()
        self.screen.activateWindow()
        history = (
            HistoryItem("", HistoryKind.MEDICINE, "Roaccutane", Answer.YES, LAST, ASKED),
            HistoryItem("", HistoryKind.ALLERGY, "Nickel", Answer.YES, None, ASKED),
            HistoryItem("", HistoryKind.CONDITION, "Pregnancy", Answer.NO, None, ASKED),
        )
        self.client = clients.create_client(clinic, Client("", "Amara Osei", history=history))
        self.screen.start(self.client.uid)

    @property
    def draft(self) -> SessionDraft:
        return self.screen.editor.draft

    def asks(self) -> bool:
        """Whether the questions are in front."""
        return self.screen.parts.on_screening

    @property
    def today(self) -> date:
        return self.context.today()

    def row(self, code: str) -> QuestionRow:
        return self.screen.parts.screening.row(code)

    def no_to_all(self) -> None:
        for view in list(self.screen.screening._views.values()):
            if view.due:
                tap(self.row(view.code).no)

    def write(self, field: QLineEdit, text: str) -> None:
        tap(field)
        QTest.keyClicks(field, text)


@pytest.fixture
def room(qtbot: QtBot, clinic: Clinic) -> Iterator[Room]:
    made = Room(clinic)
    yield made
    made.screen.close()
    made.screen.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_a_new_session_begins_with_its_questions_and_a_draft_with_its_zones(room: Room) -> None:
    assert room.asks()
    tap(room.screen.parts.to_zones)
    assert not room.asks()
    tap(room.screen.parts.to_screening)
    assert room.asks()
    room.screen.acts.set_depth([("chin", Side.MID)], 500)
    other = SessionScreen(room.context)
    other.open_draft(room.draft.uid)
    assert not other.parts.on_screening
    other.deleteLater()


def test_no_answers_every_item_of_a_question_and_is_undone_by_name(room: Room) -> None:
    tap(room.row("pregnancy").no)
    given = [answer_of(room.draft, code) for code in ("pregnancy", "breastfeeding")]
    assert [(one.answer, one.asked_on) for one in given if one] == [(Answer.NO, room.today)] * 2
    assert sessions.load_draft(room.clinic, room.draft.uid) == room.draft
    assert room.screen.editor.undo_text == "Pregnant or breast-feeding? No"
    tap(room.screen.parts.undo)
    assert room.draft.answers == ()
    assert not room.row("pregnancy").no.isChecked()


def test_what_is_stored_is_shown_with_its_day_and_confirmed_with_it(room: Room) -> None:
    row = room.row("isotretinoin")
    assert row.no.text() == "Not since 2 Oct 2025"
    assert "last 2 Oct 2025" in row.view.known
    tap(row.no)
    kept = answer_of(room.draft, "isotretinoin")
    assert kept is not None
    assert (kept.answer, kept.last_exposure, kept.confirmed) == (Answer.YES, LAST, True)
    assert row.no.isChecked()
    assert not row.yes.isChecked()


def test_no_change_confirms_each_stored_answer_and_leaves_the_rest_open(room: Room) -> None:
    page = room.screen.parts.screening
    tap(page.unchanged)
    confirmed = {one.item: one for one in room.draft.answers}
    assert set(confirmed) == {"isotretinoin", "metal_allergy", "pregnancy"}
    assert all(one.confirmed and one.asked_on == room.today for one in confirmed.values())
    assert confirmed["isotretinoin"].last_exposure == LAST
    assert not page.unchanged.isVisible()
    assert room.row("sun").view.due
    assert "confirmed today" in room.row("isotretinoin").view.known
    tap(room.screen.parts.undo)
    assert room.draft.answers == ()
    assert page.unchanged.isVisible()


def test_a_question_that_is_answered_in_part_stays_open(room: Room) -> None:
    tap(room.screen.parts.screening.unchanged)
    view = room.row("pregnancy").view
    assert answer_of(room.draft, "breastfeeding") is None
    assert view.due
    assert not view.answered
    assert not room.row("pregnancy").no.isChecked()
    assert not room.row("pregnancy").yes.isChecked()


def test_a_new_day_takes_the_place_of_the_stored_one(room: Room) -> None:
    row = room.row("isotretinoin")
    tap(row.yes)
    days = row.line("isotretinoin").days
    assert days is not None
    days.field.line.setFocus()
    QTest.keyClicks(days.field.line, "1 Feb 2026")
    QTest.keyClick(days.field.line, Qt.Key.Key_Return)
    kept = answer_of(room.draft, "isotretinoin")
    assert kept is not None
    assert (kept.last_exposure, kept.confirmed) == (date(2026, 2, 1), False)
    assert row.yes.text() == "1 Feb 2026"
    assert row.yes.property("tone") == "stop"


def test_the_hour_and_the_part_of_the_body(room: Room) -> None:
    row = room.row("sun")
    tap(row.yes)
    tap(row.chip("sun"))
    line = row.line("sun")
    assert line.days is not None
    yesterday = line.days.chip(room.today - timedelta(days=1))
    assert yesterday is not None
    tap(yesterday)
    evening = next(b for b in line.findChildren(QAbstractButton) if b.text() == "Evening")
    tap(evening)
    tap(line._areas["face"])
    kept = answer_of(room.draft, "sun")
    assert kept is not None
    assert kept.last_at is not None
    assert kept.last_at.astimezone().hour == 18
    assert kept.areas == ("face",)
    other = answer_of(room.draft, "sunburn")
    assert other is not None
    assert other.answer is Answer.NO


def test_a_day_on_which_the_hour_was_not_is_without_it(room: Room) -> None:
    row = room.row("sun")
    tap(row.yes)
    tap(row.chip("sun"))
    line = row.line("sun")
    line.changed.emit({"last_exposure": room.today, "last_at": room.context.now()})
    line._set_day(room.today - timedelta(days=3))
    kept = answer_of(room.draft, "sun")
    assert kept is not None
    assert kept.last_at is None


def test_one_of_several_answers_the_others_and_keeps_what_is_stored(room: Room) -> None:
    row = room.row("allergies")
    assert row.no.text().startswith("Still Metal allergy")
    tap(row.yes)
    tap(row.chip("anaesthetic_allergy"))
    answers = {one.item: one.answer for one in room.draft.answers}
    assert answers == {
        "metal_allergy": Answer.YES,
        "anaesthetic_allergy": Answer.YES,
        "paba_allergy": Answer.NO,
        "sulfonamide_allergy": Answer.NO,
        "latex_allergy": Answer.NO,
    }
    metal = answer_of(room.draft, "metal_allergy")
    assert metal is not None
    assert metal.confirmed


def test_an_anaesthetic_allergy_closes_the_numbing_and_nothing_else(room: Room) -> None:
    room.screen.acts.add_zone("chin", Side.MID)
    row = room.row("allergies")
    tap(row.yes)
    tap(row.chip("anaesthetic_allergy"))
    tap(room.screen.parts.to_zones)
    numbing = room.screen.parts.side.numbing
    assert not numbing.add_button.isVisible()
    assert "Needling is not affected" in numbing.closed.text()
    assert room.screen.parts.grid.row_widgets()[0].isEnabled()
    tap(room.screen.parts.undo)
    assert numbing.add_button.isVisible()


def test_a_reason_is_kept_with_person_and_time_and_taken_back_when_emptied(room: Room) -> None:
    card = room.screen.parts.screening.findings.card("metal_block")
    assert card is not None
    room.write(card.reason, "agreed with Dr Okafor")
    room.write(card.prescriber, "Dr Okafor")
    (kept,) = decisions_on(room.draft, "metal_block")
    assert (kept.reason, kept.prescriber) == ("agreed with Dr Okafor", "Dr Okafor")
    assert kept.decided_by == room.clinic.person.name
    assert kept.decided_at is not None
    assert not card.view.open_need
    assert sessions.load_draft(room.clinic, room.draft.uid).decisions == room.draft.decisions
    tap(room.screen.parts.undo)
    tap(room.screen.parts.undo)
    assert decisions_on(room.draft, "metal_block") == ()
    room.write(card.reason, "x")
    card.reason.clear()
    card.reason.textEdited.emit("")
    assert decisions_on(room.draft, "metal_block") == ()


def test_a_warning_is_seen_in_the_row_and_all_at_once_at_the_end(room: Room) -> None:
    client = clients.client(room.clinic, room.client.uid)
    clients.save_client(room.clinic, replace(client, history=()))
    room.screen._reload_surroundings()
    room.screen.acts.set_depth([("chin", Side.MID)], 500)
    row = room.row("treatments")
    tap(row.yes)
    for item in ("waxing", "exfoliant"):
        tap(row.chip(item))
    room.no_to_all()
    tap(room.screen.parts.to_zones)
    tap(room.screen.parts.finish)
    sheet = room.screen.signing.sheet
    assert sheet is not None
    assert not sheet.sign.isEnabled()
    assert sheet.seen.text() == "I have seen these 2 warnings"
    tap(sheet.seen)
    assert sheet.sign.isEnabled()
    assert {one.rule for one in room.draft.decisions if one.seen} == {
        "waxing_warn",
        "exfoliant_warn",
    }
    tap(sheet.sign)
    assert room.complaints == []
    record = sessions.session_record(room.clinic, room.records[-1])
    assert {one.rule for one in record.findings} == {"waxing_warn", "exfoliant_warn"}


def cream_yesterday(room: Room) -> None:
    """Retinoid cream, so that every treated zone waits for a reason."""
    row = room.row("retinoid")
    tap(row.yes)
    days = row.line("retinoid").days
    assert days is not None
    day = days.chip(room.today - timedelta(days=1))
    assert day is not None
    tap(day)
    QApplication.processEvents()


def needed(card: FindingCard) -> bool:
    """Whether the finding still needs a decision."""
    return card.view.open_need


def test_a_zone_added_later_says_what_was_decided_and_one_tap_lets_it_count(room: Room) -> None:
    room.screen.acts.add_zone("chin", Side.MID)
    cream_yesterday(room)
    cards = room.screen.parts.screening.findings
    card = cards.card("retinoid_block")
    assert card is not None
    assert len(card.parts) == 1
    assert not card.parts[0].same.isVisible()
    room.write(card.reason, "shallow only")
    assert not needed(card)
    room.screen.acts.add_zone("neck_front", Side.MID)
    assert needed(card)
    first, second = card.parts
    assert first.reason.text() == "shallow only"
    assert second.same.text() == "The same reason here too"
    tap(second.same)
    assert not needed(card)
    assert len(card.parts) == 1
    (kept,) = decisions_on(room.draft, "retinoid_block")
    assert [(one.zone, one.by) for one in kept.covers] == [
        ("chin", ""),
        ("neck_front", room.clinic.person.name),
    ]
    assert room.screen.editor.undo_text.startswith("same reason: Retinol")
    tap(room.screen.parts.undo)
    assert needed(card)


def test_another_reason_for_the_zone_added_later_is_typed_beside_the_first(room: Room) -> None:
    room.screen.acts.add_zone("chin", Side.MID)
    cream_yesterday(room)
    card = room.screen.parts.screening.findings.card("retinoid_block")
    assert card is not None
    room.write(card.reason, "shallow only")
    room.screen.acts.add_zone("neck_front", Side.MID)
    room.write(card.reason, "shallow only, a scarf")
    said = [one.reason for one in decisions_on(room.draft, "retinoid_block")]
    assert said == ["shallow only", "shallow only, a scarf"]
    assert [part.reason.text() for part in card.parts] == said
    room.write(card.parts[0].reason, ", 0.5 mm")
    assert decisions_on(room.draft, "retinoid_block")[0].reason == "shallow only, 0.5 mm"
    card.parts[0].reason.clear()
    card.parts[0].reason.textEdited.emit("")
    assert [part.reason.text() for part in card.parts] == ["", "shallow only, a scarf"]
    assert needed(card)


def chip_of(room: Room) -> QAbstractButton:
    """The button in the first row that lets the former reason count."""
    row = room.screen.parts.grid.row_widgets()[0]
    return next(
        button
        for button in row.findChildren(QAbstractButton)
        if "Same reason" in button.text() and button.isVisible()
    )


def test_the_row_and_the_last_look_offer_the_former_reason(room: Room) -> None:
    cream_yesterday(room)
    card = room.screen.parts.screening.findings.card("retinoid_block")
    assert card is not None
    room.write(card.reason, "shallow only")
    assert not needed(card), "decided before a zone was chosen"
    for zone in ("chin", "neck_front"):
        room.screen.acts.set_depth([(zone, Side.MID)], 500)
    assert needed(card)
    assert card.view.parts[-1].before == ("Decided before a zone was chosen: “shallow only”",)
    tap(room.screen.parts.to_zones)
    assert chip_of(room).text() == "Same reason, all 2"
    tap(room.screen.parts.finish)
    sheet = room.screen.signing.sheet
    assert sheet is not None
    assert sheet.same.isVisible()
    line = next(one for one in sheet.lines if one.text().startswith("Retinol"))
    assert line.accessibleDescription() == "Decided before a zone was chosen: “shallow only”"
    tap(sheet.same)
    assert not sheet.same.isVisible()
    assert not any(one.text().startswith("Retinol") for one in sheet.lines)
    sheet.reject()
    tap(room.screen.parts.undo)
    QApplication.processEvents()
    tap(chip_of(room))
    assert not needed(card)


def test_a_line_of_the_finish_sheet_leads_to_its_card(room: Room) -> None:
    room.screen.acts.set_depth([("chin", Side.MID)], 500)
    tap(room.screen.parts.to_zones)
    tap(room.screen.parts.finish)
    sheet = room.screen.signing.sheet
    assert sheet is not None
    line = next(one for one in sheet.lines if one.text().startswith("Metal allergy"))
    tap(line)
    card = room.screen.parts.screening.findings.card("metal_block")
    assert card is not None
    assert room.asks()
    assert QApplication.focusWidget() is card.reason


@pytest.fixture
def asks_for_consent(clinic: Clinic) -> None:
    save_rule(clinic, "consent_missing", enabled=True)


def test_a_consent_that_is_missing_can_be_signed_where_it_is_missed(
    asks_for_consent: None, room: Room
) -> None:
    findings = room.screen.parts.screening.findings
    card = findings.card("consent_missing")
    assert card is not None
    tap(card.sign)
    (page,) = room.screen.findChildren(ConsentSigningPage)
    assert page.isVisible()
    page.close()
    others = [one for one in findings.cards() if one is not card]
    assert others
    assert all(one.sign.isHidden() for one in others)


def test_after_the_consent_the_keyboard_is_where_it_was(asks_for_consent: None, room: Room) -> None:
    findings = room.screen.parts.screening.findings
    card = findings.card("consent_missing")
    assert card is not None
    card.sign.setFocus()
    tap(card.sign)
    (page,) = room.screen.findChildren(ConsentSigningPage)
    page.setFocus()
    findings.show_findings((), "")
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    page.close()
    here = room.screen.focusWidget()
    assert here is not None
    assert room.screen.parts.screening.isAncestorOf(here), "not the first button of the window"


def test_deferred_is_kept_and_today_asks_again(room: Room) -> None:
    tap(room.row("isotretinoin").no)
    tap(room.screen.parts.defer)
    sheet = room.screen.screening.sheet
    assert sheet is not None
    assert sheet.day == date(2026, 4, 2)
    assert not sheet.defer.isEnabled()
    room.write(sheet.reason, "waits for the sixth month")
    tap(sheet.defer)
    record = sessions.session_record(room.clinic, room.records[-1])
    assert record.state is SessionState.DEFERRED
    assert record.content.ask_again_on == date(2026, 4, 2)
    assert [one.item for one in record.content.answers] == ["isotretinoin"]
    assert sessions.deferred_due(room.clinic, date(2026, 4, 1)) == ()
    today = TodayScreen(room.context)
    today.deferred.show_rows(sessions.deferred_due(room.clinic, date(2026, 4, 2)))
    asked: list[str] = []
    room.context.navigator.new_session_requested.connect(lambda uid, _on: asked.append(uid))
    today.deferred.buttons[0].click()
    assert asked == [room.client.uid]
    today.deleteLater()


def test_the_page_by_keyboard_alone(qtbot: QtBot, room: Room) -> None:
    page = room.screen.parts.screening
    page.focus_first()
    before = QApplication.focusWidget()
    assert before is not None
    QTest.keyClick(before, Qt.Key.Key_Space)
    assert room.draft.answers == (), "a space bar struck twice answers nothing"
    QTest.keyClick(before, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is page.unchanged
    QTest.keyClick(page.unchanged, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is room.row("isotretinoin").no
    QTest.keyClick(room.row("isotretinoin").no, Qt.Key.Key_Space)
    assert answer_of(room.draft, "isotretinoin") is not None
    QTest.keyClick(room.screen, Qt.Key.Key_Z)
    QTest.qWait(2 * WAIT_MS)
    assert room.screen.choice.sheet is None
    QTest.keyClick(room.screen, Qt.Key.Key_S)
    qtbot.waitUntil(lambda: not room.asks())
    QTest.keyClick(room.screen, Qt.Key.Key_S)
    qtbot.waitUntil(room.asks)


def test_tab_goes_through_the_fields_of_an_opened_question_to_the_next(room: Room) -> None:
    row = room.row("sun")
    tap(row.yes)
    row.yes.setFocus()
    QTest.keyClick(row.yes, Qt.Key.Key_Tab)
    first = QApplication.focusWidget()
    assert first is row.chip(row.view.items[0].code)
    codes = list(room.screen.parts.screening._rows)
    after = room.row(codes[codes.index("sun") + 1])
    passed = []
    while (here := QApplication.focusWidget()) is not after.no:
        assert here is not None
        assert row.isAncestorOf(here), here
        passed.append(here)
        QTest.keyClick(here, Qt.Key.Key_Tab)
    assert len(passed) >= len(row.view.items)


def test_everything_that_can_be_pressed_is_named_and_large_enough(room: Room) -> None:
    for code in ("sun", "allergies", "coming"):
        row = room.row(code)
        tap(row.yes)
        tap(row.chip(row.view.items[0].code))
        QCoreApplication.processEvents()
        page = room.screen.parts.screening
        for button in page.findChildren(QAbstractButton):
            if button.isVisible():
                assert button.accessibleName() or button.text(), button
                assert button.height() >= 44, button.text()
        for field in page.findChildren(QLineEdit):
            if field.isVisible():
                assert field.accessibleName(), field.placeholderText()
                assert field.height() >= 44


def test_only_one_question_is_open_at_a_time(room: Room) -> None:
    tap(room.row("sun").yes)
    tap(room.row("coming").yes)
    assert room.row("sun")._editor.isHidden()
    assert not room.row("coming")._editor.isHidden()


def test_what_a_yes_asks_further_comes_into_sight(qtbot: QtBot, room: Room) -> None:
    room.screen.resize(1180, 640)
    page = room.screen.parts.screening.questions
    row = room.row("coming")
    page.ensureWidgetVisible(row.yes)
    tap(row.yes)
    choices = row.chip("event")
    qtbot.waitUntil(lambda: choices.mapTo(row, QPoint()).y() > row.yes.height())
    shut = row.height()
    tap(choices)
    qtbot.waitUntil(lambda: row.height() > shut + 100)
    seen = page.viewport()
    qtbot.waitUntil(lambda: row.mapTo(seen, row.rect().bottomLeft()).y() <= seen.height())
    assert row.mapTo(seen, QPoint()).y() >= 0, "the question itself stays in sight"
