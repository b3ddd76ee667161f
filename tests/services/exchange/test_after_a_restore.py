"""A machine goes on from an older backup: the others give back what it lost, and hear what is new."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

from needlelog.db.new_chain import start_new_chain
from needlelog.domain.clients import Client
from needlelog.domain.stock import Lot, Product
from needlelog.services import client_merge, clients, retention, sessions, stock
from needlelog.services.clinic import Clinic
from needlelog.services.exchange.machines import join, key_is_lost, replaced_here, this_machine
from needlelog.services.exchange.receiving import receive
from needlelog.services.exchange.sending import send
from needlelog.services.restoring import RESTORED
from needlelog.services.verification import verify
from tests.services.exchange.test_exchange import signed
from tests.services.machines import Machines, differences, opened


def copied(machines: Machines, number: int, place: Path) -> Path:
    """The records of a machine as they are now."""
    clinic = machines.clinics[number]
    clinic.database.copy_to(place)
    return place


def gone_on(machines: Machines, number: int, records: Path) -> Clinic:
    """Open a machine again on other records."""
    folder = machines.clinics[number].folder
    machines.clinics[number].close()
    for beside in folder.path.glob(f"{folder.database.name}*"):
        beside.unlink()
    shutil.copy(records, folder.database)
    machines.clinics[number] = opened(folder.path, machines.clock)
    return machines.clinics[number]


def restored(machines: Machines, number: int, backup: Path) -> None:
    """Let a machine go on from a copy, as after restoring it, and join in its own place."""
    clinic = gone_on(machines, number, backup)
    with clinic.database.write() as session:
        start_new_chain(session, machines.clock(), clinic.person, RESTORED)
    replaces = replaced_here(clinic)
    assert replaces
    join(clinic, "Restored", replaces)
    machines.clock.forward(seconds=1)


def test_what_was_sent_before_comes_back_and_new_work_arrives(
    machines: Machines, tmp_path: Path
) -> None:
    one, two, three = machines.clinics
    anna = clients.create_client(one, Client("", "Anna", phone="0"))
    berta = clients.create_client(one, Client("", "Berta"))
    clara = clients.create_client(one, Client("", "Clara"))
    product = stock.save_product(one, Product("", "Needles", "cartridge"))
    lot = stock.save_lot(one, Lot("", product.uid, "N-1", quantity=100))
    machines.everybody()
    stock.adjust_lot(two, lot.uid, -10, "counted")
    stock.adjust_lot(one, lot.uid, -20, "counted")
    unsent = signed(two, anna.uid)
    client_merge.merge(two, anna.uid, berta.uid)
    client_merge.merge(one, berta.uid, anna.uid)
    machines.clock.forward(minutes=1)
    backup = copied(machines, 1, tmp_path / "backup.db")
    lost = signed(two, anna.uid)
    stock.adjust_lot(two, lot.uid, -5, "counted")
    clients.save_client(two, replace(clients.client(two, anna.uid), phone="1"))
    retention.destroy(two, clara.uid, "time is over", "Clara", "C.")
    machines.clock.forward(seconds=1)
    receive(three, machines.stick / send(two, machines.stick).file, agree_erasures=True)
    restored(machines, 1, backup)
    two = machines.clinics[1]
    made = signed(two, anna.uid)
    stock.adjust_lot(two, lot.uid, -7, "counted")
    clients.save_client(two, replace(clients.client(two, anna.uid), phone="2"))
    machines.everybody()
    machines.everybody()
    for clinic in machines.clinics:
        assert verify(clinic) == ()
        assert differences(one, clinic) == []
        for record in (unsent, lost, made):
            assert sessions.session_record(clinic, record.content.uid).content == record.content
        assert stock.lots(clinic)[0].quantity == 100 - 10 - 20 - 5 - 7
        assert clients.search_client_ids(clinic, "Clara") == []
    here = this_machine(two)
    assert here is not None
    assert here.name == "Restored"
    machines.clock.forward(seconds=1)
    assert send(three, machines.stick).changes == 0


def test_a_restore_that_is_taken_back_after_new_work_was_sent(
    machines: Machines, tmp_path: Path
) -> None:
    one, two, _ = machines.clinics
    anna = clients.create_client(one, Client("", "Anna", phone="0"))
    machines.everybody()
    backup = copied(machines, 1, tmp_path / "backup.db")
    first = signed(two, anna.uid)
    machines.pass_on(1, 0)
    before = copied(machines, 1, tmp_path / "before.db")
    restored(machines, 1, backup)
    meanwhile = signed(machines.clinics[1], anna.uid)
    machines.pass_on(1, 2)
    two = gone_on(machines, 1, before)
    assert key_is_lost(two)
    join(two, "Room 1")
    after = signed(two, anna.uid)
    machines.everybody()
    machines.everybody()
    for clinic in machines.clinics:
        assert verify(clinic) == ()
        assert differences(one, clinic) == []
        for record in (first, meanwhile, after):
            assert sessions.session_record(clinic, record.content.uid).content == record.content


def test_a_machine_put_back_twice_takes_its_own_place_also_where_its_key_is_of_a_later_one(
    machines: Machines, tmp_path: Path
) -> None:
    """Backup, restore, backup of that, restore: the key is of a name these records never knew."""
    here = this_machine(machines.clinics[1])
    assert here is not None
    clinic = gone_on(machines, 1, copied(machines, 1, tmp_path / "first.db"))
    with clinic.database.write() as session:
        start_new_chain(session, machines.clock(), clinic.person, RESTORED)
    assert replaced_here(clinic) == here.uid
    second = copied(machines, 1, tmp_path / "second.db")
    join(clinic, "Later", here.uid)
    clinic = gone_on(machines, 1, second)
    with clinic.database.write() as session:
        start_new_chain(session, machines.clock(), clinic.person, RESTORED)
    assert replaced_here(clinic) == here.uid
    assert join(clinic, here.name, replaced_here(clinic)).name == here.name
