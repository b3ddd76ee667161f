"""The computers of a clinic in the settings and on Today."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from needlelog.domain.people import Role
from needlelog.files.recovery_code import new_recovery_code
from needlelog.files.reference_data import zone_catalogue
from needlelog.services.clinic import create_clinic, open_clinic
from needlelog.services.exchange.machines import machines, this_machine
from needlelog.services.exchange.receiving import receive
from needlelog.services.moving import packed_clinic, unpack
from needlelog.ui.context import Context
from needlelog.ui.exchange.name_sheet import INSTEAD, NameSheet
from needlelog.ui.screens.settings.machines_section import MachinesSection
from needlelog.ui.screens.today.exchange_card import ExchangeCard
from needlelog.ui.theme.manager import Mode, ThemeManager
from needlelog.ui.worker import DatabaseWorker
from tests.services.conftest import CHEAP, MANAGER, PASSPHRASE, SteppingClock
from tests.ui.exchange.conftest import Two


def section_of(two: Two) -> MachinesSection:
    section = MachinesSection(two.context)
    two.qtbot.addWidget(section)
    section.show()
    section.activate()
    two.rest()
    return section


def others_of(section: MachinesSection) -> list[str]:
    return [each.name for each in section.standing.others]


@pytest.fixture
def solo(tmp_path: Path, qapp: QApplication) -> Iterator[Context]:
    """A clinic on one computer."""
    clinic = create_clinic(
        tmp_path / "solo",
        "Clinic North",
        MANAGER,
        PASSPHRASE,
        new_recovery_code(),
        SteppingClock(),
        CHEAP,
    )
    look = ThemeManager(qapp)
    look.apply(Mode.LIGHT)
    worker = DatabaseWorker()
    yield Context(clinic, worker, look, zone_catalogue())
    worker.shutdown()
    clinic.close()


def test_a_clinic_on_one_computer_only_learns_how_to_add_another(
    solo: Context, qtbot: QtBot, tmp_path: Path
) -> None:
    section, card = MachinesSection(solo), ExchangeCard(solo)
    for widget in (section, card):
        qtbot.addWidget(widget)
    section.show()
    section.activate()
    card.read()
    qtbot.waitUntil(solo.worker.idle)
    assert section.exchange.isHidden()
    assert section.history.isHidden()
    assert card.isHidden()
    sheet = section.add_computer()
    sheet.save.click()
    assert sheet.name_row.error()
    sheet.name.setText("  Office ")
    file = tmp_path / "packed.needlelog"
    sheet.pack_to(file)
    qtbot.waitUntil(lambda: solo.worker.idle() and not sheet.job.running)
    assert sheet.note.property("tone") == "good"
    assert packed_clinic(file)[1][0].person_uid == MANAGER.uid
    assert [each.name for each in machines(solo.clinic)] == ["Office"]
    sheet.reject()
    qtbot.waitUntil(solo.worker.idle)


def test_a_copy_is_asked_whether_it_is_a_further_computer(
    solo: Context, qtbot: QtBot, tmp_path: Path, qapp: QApplication
) -> None:
    from needlelog.services.exchange.machines import begin
    from needlelog.services.moving import pack

    begin(solo.clinic, "Office")
    file = tmp_path / "packed.needlelog"
    pack(solo.clinic, file)
    unpack(file, tmp_path / "copy", MANAGER.uid, PASSPHRASE, solo.clinic.clock)
    copy = open_clinic(tmp_path / "copy", MANAGER.uid, PASSPHRASE, solo.clinic.clock, CHEAP)
    context = Context(copy, solo.worker, solo.theme, zone_catalogue())
    card = ExchangeCard(context)
    qtbot.addWidget(card)
    card.show()
    card.read()
    qtbot.waitUntil(context.worker.idle)
    (sheet,) = card.window().findChildren(NameSheet)
    assert sheet.kind.current() != INSTEAD
    sheet.name.setText("Room 2")
    sheet.save_button.click()
    qtbot.waitUntil(context.worker.idle)
    named = this_machine(copy)
    assert named is not None
    assert named.name == "Room 2"
    assert all(each.active for each in machines(copy))
    copy.close()


def test_records_put_back_take_the_place_of_the_same_computer(two: Two) -> None:
    from needlelog.db.new_chain import start_new_chain
    from needlelog.services.restoring import RESTORED

    former = this_machine(two.here)
    assert former is not None
    with two.here.database.write() as session:
        start_new_chain(session, two.clock(), two.here.person, RESTORED)
    section = section_of(two)
    assert section.unnamed.text()
    sheet = section.name_this()
    assert sheet.kind.current() == INSTEAD
    assert sheet.former.current() == former.uid
    assert sheet.name.text() == "Room 1"
    sheet.save_button.click()
    two.rest()
    active = {each.uid: each.active for each in machines(two.here)}
    assert not active[former.uid]
    assert this_machine(two.here) is not None


def test_a_computer_whose_key_is_gone_joins_anew(two: Two) -> None:
    former = this_machine(two.here)
    assert former is not None
    (two.here.folder.path / "machine_key.json").unlink()
    section = section_of(two)
    assert "key" in section.unnamed.text()
    assert not section.send_button.isEnabled()
    section.name_button.click()
    (sheet,) = section.window().findChildren(NameSheet)
    assert sheet.name.text() == former.name
    sheet.save_button.click()
    two.rest()
    section.read()
    two.rest()
    now = this_machine(two.here)
    assert now is not None
    assert now.uid != former.uid
    assert section.unnamed.text() == ""
    assert section.send_button.isEnabled()


def test_computers_are_renamed_and_taken_out_of_use(two: Two) -> None:
    two._take(two.sent_by(two.far))
    section = section_of(two)
    far = next(each for each in section.standing.machines if not each.here)
    here = next(each for each in section.standing.machines if each.here)
    assert section.rows[here.uid].leave.isHidden()
    section.rows[far.uid].rename.click()
    (sheet,) = section.window().findChildren(NameSheet)
    sheet.name.setText("Front desk")
    sheet.save_button.click()
    two.rest()
    section.read()
    two.rest()
    assert "Front desk" in section.rows[far.uid].rename.accessibleName()
    far = next(each for each in section.standing.machines if not each.here)
    question = section.ask_retire(far)
    question.accept()
    two.rest()
    section.read()
    two.rest()
    assert others_of(section) == []
    section.rows[far.uid].leave.click()
    two.rest()
    section.read()
    two.rest()
    assert others_of(section) == ["Front desk"]


@pytest.mark.parametrize(
    ("role", "sends", "receives"),
    [
        (Role.MANAGER, True, True),
        (Role.PRACTITIONER, True, False),
        (Role.INSPECTOR, False, False),
    ],
)
def test_who_may_do_what(two: Two, role: Role, sends: bool, receives: bool) -> None:
    two.act_as(role)
    section = section_of(two)
    assert section.send_button.isEnabled() is sends
    assert section.receive_button.isEnabled() is receives
    assert section.add_button.isEnabled() is receives
    assert bool(section._refusal.text()) is not receives
    card = ExchangeCard(two.context)
    two.qtbot.addWidget(card)
    card.show()
    card.read()
    two.rest()
    assert (card.send is not None) is sends
    assert (card.receive is not None) is receives


def test_history_tells_what_was_exchanged_and_takes_it_back(two: Two) -> None:
    two.treated(two.far, "Anna")
    first, second = two.sent_by(two.far), None
    receive(two.here, first)
    two.treated(two.far, "Berta")
    second = two.sent_by(two.far)
    two.clock.forward(minutes=5)
    receive(two.here, second)
    two.treated(two.here, "Cora")
    two.sent_by(two.here)
    section = section_of(two)
    newest = next(each for each in section.standing.receipts if each.undoable)
    assert list(section.history.buttons) == [newest.uid]
    section.history.ask_undo(newest).accept()
    two.rest()
    section.read()
    two.rest()
    older = next(each for each in section.standing.receipts if each.undoable)
    assert list(section.history.buttons) == [older.uid]
    assert older.uid != newest.uid


def test_today_tells_what_was_not_exchanged(two: Two) -> None:
    two.edited_on_both()
    receive(two.here, two.sent_by(two.far))
    two.clock.forward(days=3)
    card = ExchangeCard(two.context)
    two.qtbot.addWidget(card)
    card.show()
    card.read()
    two.rest()
    said = card.body.itemAt(0).widget().text()  # type: ignore[union-attr]
    assert said.startswith("Last exchange 3 days ago")
    assert "1 client" in said
    assert card.choose is not None
    assert "1 edit to choose" in card.choose.accessibleName()
    card.choose.click()
    two.rest()
    assert card.window().findChildren(type(card._acts.choose()))  # type: ignore[union-attr]
