"""Sending, receiving with a preview, choosing, taking back: at real clinics, by the buttons."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget

from needlelog.domain.clients import Client, Consent, ConsentKind, ConsentStatus
from needlelog.domain.errors import DiskFull
from needlelog.domain.people import Role
from needlelog.domain.photos import PhotoPhase
from needlelog.files.backups.last_ones import Which
from needlelog.files.exchange.chosen_folder import choose_folder, chosen_folder
from needlelog.services import clients, photos, retention, sessions
from needlelog.services.backups import BackupOutcome
from needlelog.services.exchange.conflicts import conflict_count
from needlelog.services.exchange.machines import rename_machine, this_machine
from needlelog.services.exchange.receiving import receipts
from needlelog.services.exchange.sending import send
from needlelog.services.people import update_person
from needlelog.ui.exchange.choices_sheet import ChoicesSheet
from needlelog.ui.exchange.receive_sheet import ReceiveSheet
from needlelog.ui.exchange.send_sheet import SendSheet
from tests.services.exchange.test_exchange import FACE
from tests.ui.exchange.conftest import Two


def words(place: QWidget) -> str:
    """Everything that is read in a place."""
    return "\n".join(each.text() for each in place.findChildren(QLabel) if each.isVisible())


def looked_into(two: Two, file: Path) -> ReceiveSheet:
    sheet = ReceiveSheet(two.context, two.window)
    sheet.open()
    two.rest()
    sheet.look_into(file)
    two.rest()
    return sheet


# --- sending ---------------------------------------------------------------------------------------


def test_what_goes_is_told_and_the_folder_is_remembered(two: Two) -> None:
    two.treated(two.here, "Anna Ångström")
    sheet = SendSheet(two.context, two.window)
    sheet.open()
    two.rest()
    assert "1 session, 1 client" in sheet.what.text()
    assert "Reception" in sheet.whom.text()
    assert not sheet.send.isEnabled()
    sheet.place.take(two.stick)
    two.rest()
    sheet.send.click()
    two.rest()
    (file,) = two.stick.iterdir()
    assert "1 session" in sheet.what.text()
    assert "Reception" in sheet.note.text()
    assert sheet.bar.isHidden()
    assert chosen_folder(two.here.folder.path) == two.stick
    assert file.name.replace("-", "").startswith("Room1")
    sheet.reject()


def test_a_missing_folder_is_told_and_nothing_is_noted(two: Two) -> None:
    sheet = SendSheet(two.context, two.window)
    sheet.open()
    two.rest()
    sheet.place.take(two.stick / "gone")
    two.rest()
    sheet.send.click()
    two.rest()
    assert sheet.note.property("tone") == "stop"
    assert sheet.send.isEnabled()
    sheet.reject()


def test_a_sending_that_is_given_up_leaves_no_file(
    two: Two, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def slow(*arguments: object, **named: object) -> object:
        begun.set()
        go_on.wait(10)
        return send(*arguments, **named)  # type: ignore[arg-type]

    monkeypatch.setattr("needlelog.ui.exchange.send_sheet.send", slow)
    two.treated(two.here, "Anna")
    choose_folder(two.here.folder.path, two.stick)
    sheet = SendSheet(two.context, two.window)
    sheet.open()
    two.rest()
    sheet.send.click()
    assert begun.wait(10)
    sheet.reject()
    go_on.set()
    two.rest()
    assert list(two.stick.iterdir()) == []


# --- receiving -------------------------------------------------------------------------------------


def test_what_lies_in_the_folder_is_offered_until_it_is_here(two: Two) -> None:
    two.treated(two.far, "Anna")
    two.sent_by(two.far)
    two.sent_by(two.here)
    (two.stick / "holiday.needlelog").write_bytes(b"something else")
    choose_folder(two.here.folder.path, two.stick)
    sheet = ReceiveSheet(two.context, two.window)
    sheet.open()
    two.rest()
    (line,) = sheet.choosing.lines
    line.button.click()
    two.rest()
    assert sheet.take.isVisible()
    assert "From \u2068Reception\u2069" in words(sheet)
    assert "1 session" in words(sheet)
    sheet.take.click()
    two.rest()
    assert sheet.receipt is not None
    again = ReceiveSheet(two.context, two.window)
    again.open()
    two.rest()
    assert again.choosing.lines == []
    assert "here already" in again.choosing.none.text()
    for each in (sheet, again):
        each.reject()


def test_a_preview_shows_both_sides_and_writes_nothing(two: Two) -> None:
    anna = two.edited_on_both()
    sheet = looked_into(two, two.sent_by(two.far))
    assert sheet.view is not None
    (card,) = sheet.view.cards
    told = words(card)
    assert "far 11" in told
    assert "here 22" in told
    assert "Phone" in told
    assert told.count("holds for now") == 1
    assert card.sides[card.conflict.holds].holds
    assert "it was written last" in told
    assert "Reception" in told
    sheet.reject()
    assert clients.client(two.here, anna.uid).phone == "here 22"
    assert len(receipts(two.here)) == 1


def test_a_choice_in_the_preview_holds_after_receiving(two: Two) -> None:
    anna = two.edited_on_both()
    sheet = looked_into(two, two.sent_by(two.far))
    assert sheet.view is not None
    (card,) = sheet.view.cards
    far = next(side for side in card.conflict.sides if side.machine == "Reception")
    card.sides[far.version].button.click()
    sheet.take.click()
    two.rest()
    assert sheet.note.property("tone") == "good"
    assert clients.client(two.here, anna.uid).phone == "far 11"
    assert conflict_count(two.here) == 0
    assert sheet.take_back.isHidden()
    assert list(two.here.folder.backups.iterdir())
    sheet.reject()


def was_taken(sheet: ReceiveSheet) -> bool:
    return sheet.receipt is not None


def test_what_was_recorded_while_one_looked_is_shown_before_it_is_taken_in(two: Two) -> None:
    anna = two.edited_on_both()
    sheet = looked_into(two, two.sent_by(two.far))
    two.clock.forward(minutes=1)
    clients.save_client(two.here, replace(clients.client(two.here, anna.uid), phone="here 33"))
    sheet.take.click()
    two.rest()
    assert not was_taken(sheet)
    assert "while you looked" in sheet.note.text()
    assert sheet.view is not None
    (card,) = sheet.view.cards
    two.qtbot.waitUntil(lambda: "here 33" in words(card))
    sheet.take.click()
    two.rest()
    assert was_taken(sheet)
    sheet.reject()


def test_photos_left_out_of_a_file_are_told(two: Two) -> None:
    paper = Consent("c", ConsentKind.PHOTO, "1", ConsentStatus.GIVEN, date(2026, 3, 1))
    anna = clients.create_client(two.here, Client("", "Anna", consents=(paper,)))
    photos.add_photo(two.here, anna.uid, FACE, photos.NewPhoto("face_front", PhotoPhase.BEFORE))
    (file,) = (each for each in two.here.folder.photos.rglob("*") if each.is_file())
    file.unlink()
    sheet = SendSheet(two.context, two.window)
    sheet.open()
    two.rest()
    sheet.place.take(two.stick)
    two.rest()
    sheet.send.click()
    two.rest()
    assert "did not go with it: 1." in sheet.left_out.text()
    assert sheet.left_out.isVisible()
    sheet.reject()


def test_what_was_received_is_taken_back_and_can_come_again(two: Two) -> None:
    uid = two.treated(two.far, "Anna")
    file = two.sent_by(two.far)
    for _ in range(2):
        sheet = looked_into(two, file)
        sheet.take.click()
        two.rest()
        assert len(sessions.records(two.here, uid)) == 1
        sheet.take_back.click()
        two.rest()
        assert "as it was before" in sheet.note.text()
        assert clients.search_client_ids(two.here, "anna") == []
        sheet.reject()


def test_records_destroyed_elsewhere_are_only_destroyed_here_when_it_is_agreed(two: Two) -> None:
    gone = two.treated(two.far, "Berta Bloch")
    two._take(two.sent_by(two.far))
    person = retention.suggested_person(retention.keeping(two.far, gone))
    retention.destroy(two.far, gone, "the client asked for it", "Berta Bloch", person)
    sessions.start_session(two.here, gone)
    sheet = looked_into(two, two.sent_by(two.far))
    assert sheet.view is not None
    assert sheet.view.agreed.isVisible()
    assert "the client asked for it" in words(sheet)
    assert "An unfinished session of theirs goes as well" in words(sheet)
    assert not sheet.take.isEnabled()
    sheet.view.agreed.click()
    assert sheet.take.isEnabled()
    sheet.take.click()
    two.rest()
    assert sheet.note.property("tone") == "good"
    assert sheet.take_back.isHidden()
    assert clients.search_client_ids(two.here, "berta") == []
    sheet.reject()


def test_who_sits_at_the_window_goes_by_the_name_that_came(two: Two) -> None:
    update_person(two.far, replace(two.far.person, name="Rina Berg"))
    sheet = looked_into(two, two.sent_by(two.far))
    sheet.take.click()
    two.rest()
    assert two.here.person.name == "Rina Berg"
    sheet.take_back.click()
    two.rest()
    assert two.here.person.name == "Rina Patel"
    sheet.reject()


def test_without_a_backup_nothing_is_taken_in(two: Two, monkeypatch: pytest.MonkeyPatch) -> None:
    two.treated(two.far, "Anna")
    full = BackupOutcome({}, {Which.CLINIC: DiskFull("backups")})
    monkeypatch.setattr("needlelog.services.exchange.backup_before.back_up", lambda *_a, **_k: full)
    sheet = looked_into(two, two.sent_by(two.far))
    sheet.take.click()
    two.rest()
    assert sheet.note.property("tone") == "stop"
    assert sheet.take.isEnabled()
    assert receipts(two.here) == ()
    sheet.reject()


def test_nothing_new_is_said_so(two: Two) -> None:
    two.treated(two.far, "Anna")
    file = two.sent_by(two.far)
    first = looked_into(two, file)
    first.take.click()
    two.rest()
    sheet = looked_into(two, file)
    assert "here already" in sheet.note.text()
    assert sheet.take.isHidden()
    for each in (first, sheet):
        each.reject()


def test_files_that_cannot_be_taken_in_are_refused_in_a_sentence(two: Two) -> None:
    two.treated(two.far, "Anna")
    file, own = two.sent_by(two.far), two.sent_by(two.here)
    cut = two.stick / "cut.needlelog"
    cut.write_bytes(file.read_bytes()[:-100])
    other = two.stick / "photo.needlelog"
    other.write_bytes(b"\xff\xd8" * 50)
    for path, expected in (
        (cut, "damaged"),
        (own, "written on this computer"),
        (other, "does not hold records"),
        (two.stick / "gone.needlelog", "could not be read"),
    ):
        sheet = looked_into(two, path)
        assert expected in sheet.note.text()
        assert sheet.note.property("tone") == "stop"
        assert sheet.take.isHidden()
        sheet.reject()
    assert receipts(two.here) == ()


# --- choosing --------------------------------------------------------------------------------------


def conflicting(two: Two) -> str:
    """A phone that waits for a choice; the uid of the client."""
    anna = two.edited_on_both()
    two._take(two.sent_by(two.far))
    return anna.uid


def test_an_edit_is_chosen_with_the_keyboard_and_travels(two: Two) -> None:
    uid = conflicting(two)
    sheet = ChoicesSheet(two.context, two.window)
    sheet.open()
    two.rest()
    (card,) = sheet.cards
    holding = card.sides[card.conflict.holds].button
    sheet.activateWindow()
    two.qtbot.waitUntil(holding.hasFocus)
    places = list(card.sides)
    step = Qt.Key.Key_Right if places.index(card.conflict.holds) == 0 else Qt.Key.Key_Left
    QTest.keyClick(holding, step)
    other = next(box.button for box in card.sides.values() if box.button is not holding)
    assert other.hasFocus()
    QTest.keyClick(other, Qt.Key.Key_Return)
    two.rest()
    assert sheet.cards == []
    assert sheet.empty.isVisible()
    assert clients.client(two.here, uid).phone == "far 11"
    file = two.sent_by(two.here)
    from needlelog.services.exchange.receiving import receive

    receive(two.far, file)
    assert clients.client(two.far, uid).phone == "far 11"
    assert conflict_count(two.far) == 0
    sheet.reject()


def test_only_managers_choose_and_others_are_told(two: Two) -> None:
    conflicting(two)
    two.act_as(Role.PRACTITIONER)
    sheet = ChoicesSheet(two.context, two.window)
    sheet.open()
    two.rest()
    (card,) = sheet.cards
    assert not any(box.button.isVisible() for box in card.sides.values())
    assert "Only a manager" in sheet.refusal.text()
    sheet.reject()


def test_a_name_from_the_right_stays_apart(two: Two) -> None:
    here = this_machine(two.far)
    assert here is not None
    rename_machine(two.far, here.uid, "ليلى")
    two.treated(two.far, "Александра")
    sheet = looked_into(two, two.sent_by(two.far))
    assert "From \u2068ليلى\u2069, sent" in words(sheet)
    sheet.reject()
