"""Signing in, wrong tries, the way back with the recovery code, and a second start."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QTest

from needlelog.files.key_slots import SlotOwner
from needlelog.ui.desk import Desk
from needlelog.ui.gate.people_list import shortened
from needlelog.ui.screens.recovery.screen import RecoveryScreen
from needlelog.ui.screens.sign_in.screen import SignInScreen
from needlelog.ui.screens.trouble.screen import TroubleScreen
from needlelog.ui.theme.fonts import text_font

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tests.ui.window.conftest import Hand, Made, Starter


def _try(hand: Hand, passphrase: str) -> None:
    page = hand.on_page(SignInScreen)
    page.passphrase.clear()
    hand.type(page.passphrase, passphrase)
    hand.press(page.passphrase, Qt.Key.Key_Return)
    hand.wait(lambda: page.row.error() is not None)


def test_a_wrong_passphrase_is_answered_in_one_sentence(starter: Starter, made: Made) -> None:
    hand = starter.start(made.folder)
    _try(hand, "wrong")
    page = hand.on_page(SignInScreen)
    assert page.row.error() == "That passphrase is not right."
    assert page.passphrase.selectedText(), "the next try simply replaces the wrong one"
    QTest.keyClicks(page.passphrase, "rina")
    hand.press(page.passphrase, Qt.Key.Key_Return)
    hand.on_page(Desk)


def test_repeated_wrong_tries_must_wait_and_the_seconds_are_counted_down(
    starter: Starter, made: Made
) -> None:
    hand = starter.start(made.folder)
    for _ in range(4):
        _try(hand, "wrong")
    page = hand.on_page(SignInScreen)
    assert page.row.error() == "That passphrase is not right. Next try in 2 s."
    assert not page.button.isEnabled()
    hand.wait(lambda: page.row.error() == "That passphrase is not right. Next try in 1 s.")
    starter.clock.move(1)
    hand.wait(page.button.isEnabled)
    assert page.row.error() is None


def test_an_empty_passphrase_is_not_a_try(starter: Starter, made: Made) -> None:
    hand = starter.start(made.folder)
    page = hand.on_page(SignInScreen)
    hand.click(page.button)
    assert page.row.error() == "Please type your passphrase."


def test_another_person_signs_in_with_their_own_passphrase(starter: Starter, made: Made) -> None:
    hand = starter.start(made.folder)
    hand.sign_in("tom", made.practitioner.uid)
    assert hand.window.clinic is not None
    assert hand.window.clinic.person == made.practitioner


def test_arrow_keys_go_from_person_to_person_before_the_passphrase_is_typed(
    starter: Starter, made: Made
) -> None:
    hand = starter.start(made.folder)
    page = hand.on_page(SignInScreen)
    first, second = page.people.tile(made.manager.uid), page.people.tile(made.practitioner.uid)
    hand.wait(page.passphrase.hasFocus)
    hand.press(page.passphrase, Qt.Key.Key_Backtab)
    hand.press(first, Qt.Key.Key_Down)
    assert second.isChecked()
    assert second.hasFocus(), "the next arrow goes on from here"
    hand.press(second, Qt.Key.Key_Up)
    assert first.isChecked()
    hand.click(second)
    assert page.passphrase.hasFocus(), "a click has chosen; what comes next is the passphrase"
    hand.press(page.passphrase, Qt.Key.Key_Backtab)
    hand.click(second)
    assert page.passphrase.hasFocus(), "also where the keys had come to the same person"


def test_what_is_typed_on_a_person_is_the_passphrase(starter: Starter, made: Made) -> None:
    hand = starter.start(made.folder)
    page = hand.on_page(SignInScreen)
    first, second = page.people.tile(made.manager.uid), page.people.tile(made.practitioner.uid)
    hand.wait(page.passphrase.hasFocus)
    hand.press(page.passphrase, Qt.Key.Key_Backtab)
    hand.press(first, Qt.Key.Key_Down)
    hand.press(second, Qt.Key.Key_Return)
    assert page.passphrase.hasFocus()
    hand.press(page.passphrase, Qt.Key.Key_Backtab)
    QTest.keyClicks(second, "t")
    QTest.keyClicks(page.passphrase, "om")
    assert page.passphrase.text() == "tom"
    hand.press(page.passphrase, Qt.Key.Key_Return)
    hand.on_page(Desk)


def test_the_passphrase_stays_in_sight_however_many_people_there_are(
    starter: Starter, made: Made
) -> None:
    hand = starter.start(made.folder)
    page = hand.on_page(SignInScreen)
    hand.window.resize(1024, 768)
    page.people.show_people([SlotOwner(f"p{n}", f"Person {n}") for n in range(12)])
    hand.wait(lambda: page.passphrase.visibleRegion().boundingRect() == page.passphrase.rect())
    hand.wait(lambda: page.button.visibleRegion().boundingRect() == page.button.rect())


def test_the_recovery_code_gives_a_new_passphrase_and_a_new_code(
    starter: Starter, made: Made
) -> None:
    hand = starter.start(made.folder)
    hand.click(hand.on_page(SignInScreen).forgotten)
    page = hand.on_page(RecoveryScreen)
    hand.type(page.entry.code, made.code.text.lower().replace("-", " "))
    hand.press(page.entry.code, Qt.Key.Key_Return)
    hand.type(page.entry.secret.first, "a new passphrase")
    hand.type(page.entry.secret.second, "a new passphrase")
    hand.press(page.entry.secret.second, Qt.Key.Key_Return)
    hand.wait(lambda: page.renewal is not None)
    assert page.renewal is not None
    panel = page.renewal.panel
    groups = panel._sheet.code.groups
    for field, index in zip(panel.fields, panel.asked_groups, strict=True):
        hand.type(field, groups[index])
    hand.click(page.renewal.finish)
    hand.on_page(Desk)
    new_code = panel._sheet.code
    clinic = hand.window.clinic
    assert clinic is not None
    assert clinic.keys.unlock_with_recovery(new_code) == clinic.key
    starter.end(hand)
    starter.start(made.folder).sign_in("a new passphrase")


def test_a_practitioner_keeps_the_clinics_code(starter: Starter, made: Made) -> None:
    hand = starter.start(made.folder, made.practitioner.uid)
    hand.click(hand.on_page(SignInScreen).forgotten)
    page = hand.on_page(RecoveryScreen)
    hand.type(page.entry.code, made.code.text)
    hand.type(page.entry.secret.first, "toms new one")
    hand.type(page.entry.secret.second, "toms new one")
    hand.click(page.entry.button)
    hand.on_page(Desk)
    clinic = hand.window.clinic
    assert clinic is not None
    assert clinic.person == made.practitioner
    assert clinic.keys.unlock_with_recovery(made.code) == clinic.key


def test_a_mistyped_code_is_told_from_a_foreign_one(starter: Starter, made: Made) -> None:
    hand = starter.start(made.folder)
    hand.click(hand.on_page(SignInScreen).forgotten)
    page = hand.on_page(RecoveryScreen)
    hand.type(page.entry.code, made.code.text[:-1])
    hand.press(page.entry.code, Qt.Key.Key_Return)
    assert "32 characters" in (page.entry.code_row.error() or "")
    page.entry.code.clear()
    hand.type(page.entry.code, "UUUU")
    hand.press(page.entry.code, Qt.Key.Key_Return)
    assert "never a U" in (page.entry.code_row.error() or "")
    hand.click(page.entry._cancel)
    hand.on_page(SignInScreen)


def test_a_second_start_is_refused_in_words_and_can_try_again(starter: Starter, made: Made) -> None:
    first = starter.start(made.folder)
    first.sign_in("rina")
    second = starter.start(made.folder)
    trouble = second.on_page(TroubleScreen)
    assert "already open in another NeedleLog" in trouble.note.text()
    starter.end(first)
    second.click(trouble.retry)
    second.sign_in("rina")


def test_two_windows_at_the_sign_in_page_let_only_one_in(starter: Starter, made: Made) -> None:
    first, second = starter.start(made.folder), starter.start(made.folder)
    first.sign_in("rina")
    page = second.on_page(SignInScreen)
    second.type(page.passphrase, "rina")
    second.press(page.passphrase, Qt.Key.Key_Return)
    assert "already open" in second.on_page(TroubleScreen).note.text()


def test_a_damaged_key_file_is_told(starter: Starter, made: Made) -> None:
    for name in ("keys.json", "keys.copy.json"):
        (made.folder / name).write_text("{")
    hand = starter.start(made.folder)
    assert "keys.json is damaged" in hand.on_page(TroubleScreen).note.text()


def test_records_without_keys_are_told(starter: Starter, made: Made) -> None:
    for name in ("keys.json", "keys.copy.json"):
        (made.folder / name).unlink()
    hand = starter.start(made.folder)
    assert "missing" in hand.on_page(TroubleScreen).note.text()


def test_a_damaged_database_is_told_after_the_passphrase(starter: Starter, made: Made) -> None:
    (made.folder / "needlelog.db").write_bytes(b"not a database" * 1000)
    hand = starter.start(made.folder)
    page = hand.on_page(SignInScreen)
    hand.type(page.passphrase, "rina")
    hand.press(page.passphrase, Qt.Key.Key_Return)
    assert "cannot be opened" in hand.on_page(TroubleScreen).note.text()


def test_a_name_too_long_keeps_what_tells_it_from_its_namesake(qtbot: QtBot) -> None:
    font = QFontMetrics(text_font(14))
    name = "Maria Magdalena Konstantina Papadopoulou"
    room = font.horizontalAdvance(name) * 2 // 3
    assert shortened(name, font, room).endswith("…")
    assert shortened(f"{name} (2)", font, room).endswith("(2)")
    assert shortened("Rina Patel (2)", font, room) == "Rina Patel (2)"
