"""A row put back to a value of before is told also where several trails tell of it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from needlelog.domain.clients import Client
from needlelog.services import clients
from needlelog.services.clinic import Clinic
from needlelog.services.exchange import conflicts
from needlelog.services.verification import verify
from tests.services.exchange.test_after_a_restore import copied, restored
from tests.services.machines import Machines


def call(clinic: Clinic, uid: str, phone: str) -> None:
    clients.save_client(clinic, replace(clients.client(clinic, uid), phone=phone))


def said_with(clinic: Clinic, phone: str) -> list[str]:
    """What the check says while the phone number is another one, past the program."""
    with clinic.database.write() as session:
        connection = session.connection()
        kept = connection.exec_driver_sql(
            "SELECT sql FROM sqlite_schema WHERE name = 'client_changed'"
        ).scalar_one()
        connection.exec_driver_sql("DROP TRIGGER client_changed")
        was = connection.exec_driver_sql("SELECT phone FROM client").scalar_one()
        connection.exec_driver_sql("UPDATE client SET phone = ?", (phone,))
    with clinic.database.write() as session:
        session.connection().exec_driver_sql(kept)
    said = [fault.sentence for fault in verify(clinic) if fault.code == "told"]
    with clinic.database.write() as session:
        connection = session.connection()
        connection.exec_driver_sql("DROP TRIGGER client_changed")
        connection.exec_driver_sql("UPDATE client SET phone = ?", (was,))
        connection.exec_driver_sql(kept)
    return said


def test_what_another_computer_changed_since(machines: Machines) -> None:
    one, two, _three = machines.clinics
    anna = clients.create_client(one, Client("", "Anna", phone="1")).uid
    machines.everybody()
    call(two, anna, "2")
    machines.everybody()
    for clinic in machines.clinics:
        assert said_with(clinic, "2") == []
        assert said_with(clinic, "1") == [f"Client {anna} is not what the trail tells (phone)."]


def test_of_two_changes_apart_either_may_hold_and_none_of_before(machines: Machines) -> None:
    one, two, _three = machines.clinics
    anna = clients.create_client(one, Client("", "Anna", phone="1")).uid
    machines.everybody()
    call(one, anna, "2")
    call(two, anna, "3")
    machines.everybody()
    assert said_with(one, "2") == said_with(one, "3") == []
    assert said_with(one, "1") != []
    (conflict,) = conflicts.conflicts(one)
    conflicts.choose(one, conflict, conflict.sides[0].version)
    machines.everybody()
    assert all(verify(clinic) == () for clinic in machines.clinics)


def test_what_was_changed_back_on_two_computers_is_no_older_value(machines: Machines) -> None:
    one, two, _three = machines.clinics
    anna = clients.create_client(one, Client("", "Anna", phone="1")).uid
    machines.everybody()
    call(one, anna, "2")
    for phone in ("2", "1"):
        call(two, anna, phone)
    machines.everybody()
    assert all(verify(clinic) == () for clinic in machines.clinics)


def test_what_was_changed_since_a_restore(machines: Machines, tmp_path: Path) -> None:
    anna = clients.create_client(machines.clinics[0], Client("", "Anna", phone="1")).uid
    call(machines.clinics[0], anna, "2")
    restored(machines, 0, copied(machines, 0, tmp_path / "then.db"))
    call(machines.clinics[0], anna, "3")
    assert said_with(machines.clinics[0], "3") == []
    assert said_with(machines.clinics[0], "2") != []
    machines.everybody()
    assert all(said_with(clinic, "2") != [] for clinic in machines.clinics)
