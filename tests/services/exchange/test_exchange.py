"""What one machine writes and another takes in."""

from __future__ import annotations

from dataclasses import replace

from needlelog.domain.clients import Client
from needlelog.domain.sessions import SessionRecord, ZoneRow
from needlelog.domain.zones import Side
from needlelog.services import clients, sessions
from needlelog.services.clinic import Clinic
from needlelog.services.verification import verify
from tests.services.machines import Machines, differences

ZONE = ZoneRow(1, "face.chin", Side.MID, depth_um=500)


def signed(clinic: Clinic, client_uid: str) -> SessionRecord:
    draft = sessions.start_session(clinic, client_uid)
    draft = replace(draft, zones=(ZONE,), reactions=())
    sessions.save_draft(clinic, draft)
    return sessions.sign_session(clinic, draft.uid)


def test_a_client_and_a_session_arrive(machines: Machines) -> None:
    one, two, _ = machines.clinics
    anna = clients.create_client(one, Client("", "Anna Ångström"))
    made = signed(one, anna.uid)
    machines.pass_on(0, 1)
    assert sessions.session_record(two, made.content.uid) == made
    assert verify(two) == ()
    machines.everybody()
    for other in machines.clinics[1:]:
        assert differences(one, other) == []
        assert verify(other) == ()
