"""What is read of one client is found by the client, however much a clinic holds.

SQLite chooses the way through the tables by the statement alone, because a clinic has no
statistics; so a small clinic shows the way a large one is read.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from needlelog.domain.clients import Client
from needlelog.domain.sessions import ZoneRow
from needlelog.domain.zones import Side
from needlelog.services import clients, plans, sessions
from needlelog.services.access import note_opening
from needlelog.services.client_merge import merge
from needlelog.services.follow_up import client_outcomes
from needlelog.services.progress import client_timeline
from tests.dealt_with import deal_with

if TYPE_CHECKING:
    from needlelog.services.clinic import Clinic

_OF_ONE_CLIENT: dict[str, Callable[[Clinic, str], object]] = {
    "whose she is": lambda clinic, uid: note_opening(clinic, "client", uid),
    "details": clients.client,
    "newest sessions": lambda clinic, uid: sessions.records(clinic, uid, 15),
    "how many": sessions.record_count,
    "last one": sessions.last_record,
    "plans": plans.plans,
    "outcomes": client_outcomes,
    "progress": client_timeline,
    "merging": lambda clinic, uid: merge(clinic, uid, "annb"),
}
_WALKS = re.compile(
    r"SCAN (session|session_summary|treated_zone|audit_entry)\b"
    r"|ix_session_practitioner_id_day|ix_session_state_day|ix_session_summary_person_day"
)


@pytest.fixture
def twice(clinic: Clinic) -> Clinic:
    """One client who was entered twice, with a session under each entry."""
    for uid in ("anna", "annb"):
        clients.create_client(clinic, Client(uid, "Anna Weber"))
        draft = replace(
            sessions.start_session(clinic, uid),
            zones=(ZoneRow(1, "face.chin", Side.MID, depth_um=500),),
        )
        sessions.save_draft(clinic, deal_with(clinic, draft))
        sessions.sign_session(clinic, draft.uid)
    return clinic


@pytest.mark.parametrize("read", _OF_ONE_CLIENT.values(), ids=list(_OF_ONE_CLIENT))
def test_nothing_walks_through_the_sessions_of_others(
    twice: Clinic, read: Callable[[Clinic, str], object]
) -> None:
    asked: list[str] = []
    with twice.database.read() as session:
        reading: Any = session.connection().connection.dbapi_connection
    with twice.database.write() as session:
        writing: Any = session.connection().connection.dbapi_connection
    for connection in {reading, writing}:
        connection.set_trace_callback(asked.append)
    read(twice, "anna")
    for connection in {reading, writing}:
        connection.set_trace_callback(None)
    statements = {
        each for each in asked if re.match(r"\s*(SELECT|WITH|UPDATE|DELETE)\b", each, re.IGNORECASE)
    }
    assert statements
    walked = [(step, statement) for statement in statements for step in _steps(reading, statement)]
    assert [(step, statement) for step, statement in walked if _WALKS.search(step)] == []


def _steps(connection: Any, statement: str) -> list[str]:
    """How SQLite goes through the tables; which values it looks for makes no difference."""
    values = [1] * statement.count("?")
    rows = connection.execute(f"EXPLAIN QUERY PLAN {statement}", values).fetchall()
    return [row[3] for row in rows]
