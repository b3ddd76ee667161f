"""The trail is read in pages, by record and by whoever may; looking is written down once a day."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from needlelog.domain.clients import Client
from needlelog.domain.people import Role
from needlelog.domain.record_errors import NotAllowed
from needlelog.domain.screening.findings import Decision
from needlelog.domain.sessions import ZoneRow
from needlelog.domain.trail import TrailFilter
from needlelog.domain.zones import Side
from needlelog.services import clients, review, sessions, trail
from needlelog.services.access import note_opening
from needlelog.services.clinic import Clinic
from tests.services.conftest import PRACTITIONER, SteppingClock
from tests.services.trail import entries

SignIn = Callable[[Role], Clinic]


@pytest.fixture
def signed(sign_in: SignIn) -> tuple[str, str]:
    """A client and her session, signed by the practitioner; the manager is signed in."""
    clinic = sign_in(Role.PRACTITIONER)
    client = clients.create_client(clinic, Client("", "Anna"))
    draft = sessions.start_session(clinic, client.uid)
    draft = replace(
        draft,
        zones=(ZoneRow(1, "chin", Side.MID, depth_um=500, passes=4),),
        reactions=(),
        decisions=(Decision("consent_missing", "Signed on paper"),),
    )
    sessions.save_draft(clinic, draft)
    sessions.sign_session(clinic, draft.uid)
    sign_in(Role.MANAGER)
    return client.uid, draft.uid


def test_the_history_of_a_session_is_told_newest_first(
    clinic: Clinic, signed: tuple[str, str], clock: SteppingClock
) -> None:
    _, uid = signed
    clock.forward(hours=1)
    review.ask_question(clinic, uid, "Why?")
    sessions.add_addendum(clinic, uid, "The chin was red.")
    clients.create_client(clinic, Client("", "Somebody else"))
    told = trail.history(clinic, uid)
    assert [entry.act for entry in told] == ["addendum", "question asked", "signed", "started"]
    assert told[1].after["text"] == "Why?"
    assert told[2].person == PRACTITIONER.name


def test_the_trail_comes_in_pages_and_by_person_kind_and_day(
    clinic: Clinic, signed: tuple[str, str], clock: SteppingClock
) -> None:
    assert signed
    clock.forward(days=2)
    day = clock.now.astimezone().date()
    clients.create_client(clinic, Client("", "Bea"))
    every = trail.trail_page(clinic)
    assert len(every) == len(entries(clinic))
    first = trail.trail_page(clinic, limit=2)
    second = trail.trail_page(clinic, older_than=first[-1].id, limit=2)
    assert [entry.id for entry in first + second] == [entry.id for entry in every[:4]]
    assert {entry.subject for entry in every if entry.kind in ("client", "session")} == {
        "Anna",
        "Bea",
    }

    def acts(**wanted: object) -> list[str]:
        return [
            entry.act
            for entry in trail.trail_page(clinic, TrailFilter(**wanted))  # type: ignore[arg-type]
        ]

    assert acts(first=day) == ["client added"]
    assert acts(kind="session") == ["signed", "started"]
    assert acts(person_uid=PRACTITIONER.uid, kind="client") == ["client added"]
    assert "client added" not in acts(last=day.replace(day=1))
    assert {"client", "session", "practitioner"} <= set(trail.trail_kinds(clinic))


def test_the_trail_of_the_clinic_is_for_those_who_review(
    clinic: Clinic, signed: tuple[str, str], sign_in: SignIn
) -> None:
    sign_in(Role.PRACTITIONER)
    for act in (trail.trail_page, trail.trail_kinds, trail.check_trail):
        with pytest.raises(NotAllowed):
            act(clinic)
    assert trail.history(clinic, signed[1])
    sign_in(Role.INSPECTOR)
    assert trail.trail_page(clinic)


def test_a_check_says_when_and_names_the_first_broken_entry(
    clinic: Clinic, signed: tuple[str, str]
) -> None:
    assert signed
    checked = trail.check_trail(clinic)
    assert checked.whole
    assert (checked.at, checked.entries) == (clinic.clock(), len(entries(clinic)))
    with clinic.database.write() as session:
        connection = session.connection()
        names = connection.exec_driver_sql(
            "SELECT name FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'audit_entry'"
        ).scalars()
        for name in names.all():
            connection.exec_driver_sql(f"DROP TRIGGER {name}")
        connection.exec_driver_sql("UPDATE audit_entry SET act = 'x' WHERE sequence = 3")
    checked = trail.check_trail(clinic)
    assert not checked.whole
    assert checked.faults[0].code == "chain"
    assert "Entry 3 " in checked.faults[0].sentence


def test_what_is_not_hers_is_noted_once_a_day(
    clinic: Clinic, signed: tuple[str, str], sign_in: SignIn, clock: SteppingClock
) -> None:
    client, session = signed
    before = len(entries(clinic))
    sign_in(Role.PRACTITIONER)
    assert not note_opening(clinic, "session", session)
    assert not note_opening(clinic, "client", client)
    assert len(entries(clinic)) == before
    sign_in(Role.INSPECTOR)
    assert note_opening(clinic, "session", session)
    assert not note_opening(clinic, "session", session)
    assert note_opening(clinic, "client", client)
    last = entries(clinic)[-1]
    assert (last.act, last.kind, last.uid) == ("opened", "client", client)
    sign_in(Role.MANAGER)
    assert note_opening(clinic, "session", session)
    clock.forward(days=1)
    assert note_opening(clinic, "session", session)
    new = clients.create_client(clinic, Client("", "Nobody treated yet"))
    assert not note_opening(clinic, "client", new.uid)


def test_a_practitioner_finds_her_own_sessions_only(
    clinic: Clinic, signed: tuple[str, str], sign_in: SignIn
) -> None:
    assert signed
    mine = review.find_sessions(clinic, review.QUEUE)
    assert len(mine) == 1
    sign_in(Role.PRACTITIONER)
    assert review.find_sessions(clinic, review.QUEUE) == mine
    clinic.person = replace(PRACTITIONER, uid="somebody-else")
    assert review.find_sessions(clinic, review.QUEUE) == []
    assert review.count_sessions(clinic, review.QUEUE) == 0
