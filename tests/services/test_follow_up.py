"""Follow-ups and adverse events: kept for good, in the trail, due on their days."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from needlelog.domain.adverse_events import AdverseEvent, AdverseKind
from needlelog.domain.clients import Client
from needlelog.domain.errors import InvalidValue
from needlelog.domain.follow_up import FollowUp, Sign, Symptom, with_rest_none
from needlelog.domain.people import Role
from needlelog.domain.record_errors import NotAllowed, RecordLocked
from needlelog.domain.sessions import ZoneRow
from needlelog.domain.stock import Lot, Product
from needlelog.domain.zones import Side
from needlelog.services import clients, sessions, stock
from needlelog.services.adverse_events import record_event, update_event
from needlelog.services.clinic import Clinic
from needlelog.services.follow_up import (
    client_outcomes,
    due_follow_ups,
    record_follow_up,
    session_outcomes,
)
from needlelog.services.verification import verify
from tests.services.json_export import export_json
from tests.services.trail import Entry
from tests.services.trail import entries as all_entries

REDNESS = (Symptom(Sign.REDNESS, 1),)


def entries(clinic: Clinic, kind: str) -> list[Entry]:
    return [entry for entry in all_entries(clinic) if entry.kind == kind]


def treated(clinic: Clinic, name: str = "Amara Osei") -> tuple[str, str]:
    """A client and a session signed now; returns both uids."""
    client = clients.create_client(clinic, Client("", name, phone="123"))
    draft = sessions.start_session(clinic, client.uid)
    zones = (ZoneRow(1, "chin", Side.MID, depth_um=1000),)
    sessions.save_draft(clinic, replace(draft, zones=zones))
    return client.uid, sessions.sign_session(clinic, draft.uid).content.uid


def told(clinic: Clinic, client: str, session: str, **fields: Any) -> FollowUp:
    follow_up = FollowUp("", client, session, None, today(clinic), symptoms=REDNESS)
    return record_follow_up(clinic, replace(follow_up, **fields))


def today(clinic: Clinic) -> date:
    return clinic.clock().astimezone().date()


def test_a_follow_up_is_read_back_as_it_was_told(clinic: Clinic, clock: Any) -> None:
    client, session = treated(clinic)
    clock.forward(days=3)
    symptoms = with_rest_none([Symptom(Sign.REDNESS, 1, "chin", Side.MID, today(clinic), "fades")])
    kept = told(clinic, client, session, symptoms=symptoms, note=" well ")
    assert (kept.day_offset, kept.note, kept.recorded_by) == (3, "well", "Rina Patel")
    assert client_outcomes(clinic, client).follow_ups == (kept,)
    assert session_outcomes(clinic, session).follow_ups == (kept,)
    (entry,) = entries(clinic, "follow_up")
    assert (entry.act, entry.before) == ("follow-up recorded", None)
    assert verify(clinic) == ()


def test_a_correction_keeps_what_it_corrects(clinic: Clinic, clock: Any) -> None:
    client, session = treated(clinic)
    clock.forward(days=3)
    first = told(clinic, client, session)
    right = told(clinic, "", None, symptoms=(Symptom(Sign.REDNESS, 3),), replaces=first.uid)  # type: ignore[arg-type]
    assert (right.client_uid, right.session_uid) == (client, session)
    assert client_outcomes(clinic, client).follow_ups == (first, right)
    entry = entries(clinic, "follow_up")[-1]
    assert entry.act == "follow-up corrected"
    assert entry.before["uid"] == first.uid
    assert entry.after["uid"] == right.uid
    with pytest.raises(RecordLocked):
        told(clinic, client, session, replaces=first.uid)


def test_due_follow_ups_say_who_and_what_page_by_page(clinic: Clinic, clock: Any) -> None:
    for number in range(5):
        treated(clinic, f"Client {number}")
        clock.forward(days=1)
    found = due_follow_ups(clinic, today(clinic))
    assert found.total == 5
    line = found.lines[0]
    assert (line.about.client_name, line.about.phone) == ("Client 0", "123")
    assert line.about.zones == (("chin", Side.MID, 1000),)
    pages = [due_follow_ups(clinic, today(clinic), 2, start).lines for start in (0, 2, 4)]
    assert [len(page) for page in pages] == [2, 2, 1]
    assert tuple(line for page in pages for line in page) == found.lines


def test_who_was_told_void_or_taken_out_of_use_is_not_due(clinic: Clinic, clock: Any) -> None:
    asked, void, gone = (treated(clinic, name) for name in ("Asked", "Void", "Gone"))
    sessions.void_session(clinic, void[1], "wrong client")
    clients.save_client(clinic, replace(clients.client(clinic, gone[0]), active=False))
    clock.forward(days=1)
    assert [each.about.client_name for each in due_follow_ups(clinic, today(clinic)).lines] == [
        "Asked"
    ]
    told(clinic, *asked, reached=False, symptoms=())
    assert due_follow_ups(clinic, today(clinic)).total == 0
    clock.forward(days=1)
    (line,) = due_follow_ups(clinic, today(clinic)).lines
    assert (line.due.tries, line.due.days_late) == (1, 1)
    told(clinic, *asked)
    assert due_follow_ups(clinic, today(clinic)).total == 0


def test_the_due_list_is_found_by_an_index(clinic: Clinic) -> None:
    statement = (
        "EXPLAIN QUERY PLAN SELECT uid FROM session WHERE state IN ('signed', 'countersigned')"
        " AND day >= '2026-01-01' AND day <= '2026-01-20'"
    )
    with clinic.database.read() as session:
        rows = session.connection().exec_driver_sql(statement).all()
    assert any("INDEX" in str(row) for row in rows)


def test_an_event_is_recorded_brought_up_to_date_and_exported(
    clinic: Clinic, clock: Any, tmp_path: Path
) -> None:
    product = stock.save_product(clinic, Product("", "Vitamin C", "vitamin_c"))
    lot = stock.save_lot(clinic, Lot("", product.uid, "VC-1", "2027-01"))
    client, session = treated(clinic)
    clock.forward(days=3)
    follow_up = told(clinic, client, session)
    event = record_event(
        clinic,
        AdverseEvent(
            "",
            client,
            AdverseKind.INFECTION,
            today(clinic),
            grade=2,
            session_uid=session,
            follow_up_uid=follow_up.uid,
            lot_uid=lot.uid,
            product="Vitamin C",
            lot="VC-1",
            action="cold compress",
        ),
    )
    assert client_outcomes(clinic, client).events == (event,)
    clock.forward(days=2)
    resolved = replace(event, resolved_on=today(clinic), referral="doctor", client_uid="other")
    after = update_event(clinic, resolved)
    assert after == replace(resolved, client_uid=client)
    assert session_outcomes(clinic, session).events == (after,)
    entry = entries(clinic, "adverse_event")[-1]
    assert entry.before["referral"] == ""
    assert entry.after["referral"] == "doctor"
    assert update_event(clinic, after) == after
    assert len(entries(clinic, "adverse_event")) == 2
    export_json(clinic, tmp_path / "all.json")
    written = (tmp_path / "all.json").read_text(encoding="utf-8")
    assert event.uid in written
    assert follow_up.uid in written
    assert verify(clinic) == ()


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM adverse_event",
        "REPLACE INTO adverse_event SELECT * FROM adverse_event",
        "UPDATE adverse_event SET uid = 'other'",
        "DELETE FROM follow_up",
        "UPDATE follow_up SET note = 'other'",
        "REPLACE INTO follow_up SELECT * FROM follow_up",
        "DELETE FROM symptom",
        "UPDATE symptom SET grade = 0",
    ],
)
def test_raw_sql_cannot_take_away_what_was_recorded(clinic: Clinic, statement: str) -> None:
    client, session = treated(clinic)
    told(clinic, client, session)
    record_event(clinic, AdverseEvent("", client, AdverseKind.BRUISE, today(clinic)))
    before = client_outcomes(clinic, client)
    with pytest.raises(RecordLocked), clinic.database.write() as transaction:
        transaction.connection().exec_driver_sql(statement)
    assert client_outcomes(clinic, client) == before


def test_an_inspector_records_nothing(clinic: Clinic, sign_in: Callable[[Role], Clinic]) -> None:
    client, session = treated(clinic)
    sign_in(Role.INSPECTOR)
    with pytest.raises(NotAllowed):
        told(clinic, client, session)
    with pytest.raises(NotAllowed):
        record_event(clinic, AdverseEvent("", client, AdverseKind.BRUISE, today(clinic)))


def test_what_cannot_be_kept_leaves_nothing(clinic: Clinic) -> None:
    client, session = treated(clinic)
    with pytest.raises(InvalidValue):
        told(clinic, client, session, seen_on=today(clinic) + timedelta(days=1))
    with pytest.raises(InvalidValue):
        record_event(clinic, AdverseEvent("", client, AdverseKind.BRUISE, today(clinic), grade=9))
    assert client_outcomes(clinic, client).follow_ups == ()
    assert entries(clinic, "follow_up") == []
