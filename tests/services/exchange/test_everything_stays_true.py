"""Whatever is done in order is no alarm: everything, sent on, taken back, destroyed, made anew."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from needlelog.domain.adverse_events import AdverseEvent, AdverseKind
from needlelog.domain.clients import Client
from needlelog.domain.plans import Plan
from needlelog.domain.zones import Side
from needlelog.files.recovery_code import new_recovery_code
from needlelog.services import adverse_events, clients, plans, presets, retention
from needlelog.services.clinic import Clinic, open_clinic
from needlelog.services.exchange import conflicts
from needlelog.services.exchange.receiving import receipts, undo_receive
from needlelog.services.restore_json import managers_in, restore_clinic
from needlelog.services.verification import verify
from tests.services.conftest import CHEAP, MANAGER, SteppingClock
from tests.services.everything import CHIN, ZONES, fill
from tests.services.exchange.test_exchange import signed
from tests.services.json_export import export_json
from tests.services.machines import Machines


def named(clinic: Clinic, name: str) -> str:
    rows = clients.found_clients(clinic, name, 9)
    return rows[0].uid


def destroyed(clinic: Clinic, name: str) -> None:
    uid = named(clinic, name)
    full = clients.client(clinic, uid).name
    retention.destroy(clinic, uid, "time is over", full, "A.")


def to_each_other(machines: Machines) -> None:
    for sender in (0, 1):
        machines.pass_on(sender, 1 - sender)
    assert [verify(clinic) for clinic in machines.clinics[:2]] == [(), ()]


def test_on_two_computers(machines: Machines) -> None:
    one, two, _three = machines.clinics
    for clinic in (one, two):
        fill(clinic, machines.clock)
        machines.clock.forward(hours=1)
    to_each_other(machines)
    for conflict in conflicts.conflicts(two):
        conflicts.choose(two, conflict, conflict.sides[-1].version)
    to_each_other(machines)
    newest = next(each for each in receipts(two) if each.undoable)
    undo_receive(two, newest.uid)
    assert verify(two) == ()
    destroyed(one, "Bea")
    machines.pass_on(1, 0)
    assert verify(one) == ()


@pytest.mark.parametrize("side", [0, -1])
def test_edits_of_all_kinds_of_fields_chosen_between(machines: Machines, side: int) -> None:
    """A choice is told in the form of the tables, not in that of the records."""
    one, two, _three = machines.clinics
    anna = clients.create_client(one, Client("", "Anna")).uid
    made = [signed(one, anna).content.uid for _ in range(2)]
    day = machines.clock().date()
    event = AdverseEvent("", anna, AdverseKind.SCAR, day, session_uid=made[0])
    event = adverse_events.record_event(one, event)
    presets.save_preset(one, "Chin", ZONES)
    plan = plans.save_plan(one, Plan("", anna, "Scars", CHIN))
    machines.everybody()
    for number, clinic in enumerate((one, two)):
        machines.clock.forward(seconds=1)
        changed = replace(event, session_uid=None if number else made[1], resolved_on=day)
        adverse_events.update_event(clinic, changed)
        presets.save_preset(clinic, "Chin", (replace(ZONES[0], passes=number + 5),))
        plans.save_plan(clinic, replace(plan, zones=(("nose", Side.MID), *CHIN)[: number + 1]))
    machines.everybody()
    found = conflicts.conflicts(one)
    assert {each.kind for each in found} == {"adverse_event", "preset", "plan"}
    for conflict in found:
        conflicts.choose(one, conflict, conflict.sides[side].version)
    machines.everybody()
    assert [verify(clinic) for clinic in machines.clinics] == [(), (), ()]


def test_destroyed_and_made_anew(clinic: Clinic, clock: SteppingClock, tmp_path: Path) -> None:
    clock.forward(minutes=1)
    fill(clinic, clock)
    for name in ("Bea", "Cara"):
        clock.forward(hours=1)
        destroyed(clinic, name)
        assert verify(clinic) == ()
    export_json(clinic, tmp_path / "given.json")
    (owner,) = managers_in(tmp_path / "given.json")
    code = new_recovery_code()
    restore_clinic(
        tmp_path / "given.json", tmp_path / "new", owner, "new words", code, clock, CHEAP
    )
    clock.forward(days=1)
    made = open_clinic(tmp_path / "new", MANAGER.uid, "new words", clock, CHEAP)
    try:
        assert {fault.code for fault in verify(made)} <= {"photos"}  # the pictures stayed behind
        anna = clients.client(made, named(made, "Anna"))
        clients.save_client(made, replace(anna, phone="7", history=()))
        assert {fault.code for fault in verify(made)} <= {"photos"}
    finally:
        made.close()
