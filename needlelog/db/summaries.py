"""Keeping the small tables that lists read, from the sessions that count."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import delete, func, insert, select, text

from needlelog.db.documents import canonical
from needlelog.db.prepared import Prepared
from needlelog.db.same_client import ids_under, kept_id
from needlelog.db.tables.base import table_of
from needlelog.db.tables.plans import PlanTable
from needlelog.db.tables.sessions import SessionTable, TreatedZoneTable
from needlelog.db.tables.summaries import ClientSummaryTable, PlanSummaryTable
from needlelog.db.transaction import Session
from needlelog.domain.plans import Phase, Plan, next_due
from needlelog.domain.sessions import SessionState

COUNTED_STATES = (SessionState.SIGNED, SessionState.COUNTERSIGNED, SessionState.IMPORTED)

_SESSION = table_of(SessionTable)
_ZONE = table_of(TreatedZoneTable)
_PLAN = table_of(PlanTable)
_CLIENT_SUMMARY = table_of(ClientSummaryTable)
_PLAN_SUMMARY = table_of(PlanSummaryTable)
_COUNTED = _SESSION.c.state.in_(COUNTED_STATES)


_NEWER = (
    "(client_summary.last_session_on IS NULL"
    " OR excluded.last_session_on >= client_summary.last_session_on)"
)
_COUNT = Prepared(
    text(
        "INSERT INTO client_summary"  # noqa: S608
        " (client_id, sessions, last_session_id, last_session_on, last_zones)"
        " VALUES (:client_id, 1, :session_id, :day, :zones)"
        " ON CONFLICT (client_id) DO UPDATE SET sessions = client_summary.sessions + 1, "
        + ", ".join(
            f"{name} = CASE WHEN {_NEWER} THEN excluded.{name} ELSE client_summary.{name} END"
            for name in ("last_session_id", "last_session_on", "last_zones")
        )
    )
)


def client_summary(session: Session, client_id: int) -> dict[str, Any]:
    """What a client's sessions come to, computed from the sessions themselves.

    Those of a duplicate count for the client it was merged into, and for nobody else.
    """
    connection = session.connection()
    ids = ids_under(session, client_id)
    if not ids:  # of no client at all SQLite asks every session there is
        return {
            "client_id": client_id,
            "sessions": 0,
            "last_session_id": None,
            "last_session_on": None,
            "last_zones": canonical([]),
        }
    mine = (_SESSION.c.client_id.in_(ids), _COUNTED)
    count = connection.execute(select(func.count()).where(*mine)).scalar_one()
    last = connection.execute(
        select(_SESSION.c.id, _SESSION.c.day)
        .where(*mine)
        .order_by(_SESSION.c.day.desc(), _SESSION.c.id.desc())
        .limit(1)
    ).one_or_none()
    zones = [] if last is None else _zones_of(session, last.id)
    return {
        "client_id": client_id,
        "sessions": count,
        "last_session_id": None if last is None else last.id,
        "last_session_on": None if last is None else last.day,
        "last_zones": canonical(zones),
    }


def plan_summary(session: Session, plan_id: int) -> dict[str, Any]:
    """How far a plan has come and when it is due, computed from the sessions themselves.

    A series that was begun before its first record here has come as far as the highest number
    that was signed, not as far as the records are many.
    """
    connection = session.connection()
    mine = (_SESSION.c.plan_id == plan_id, _COUNTED)
    last = (
        select(_SESSION.c.id)
        .where(*mine)
        .order_by(_SESSION.c.day.desc(), _SESSION.c.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    count, highest, last_on, last_id = connection.execute(
        select(func.count(), func.max(_SESSION.c.number), func.max(_SESSION.c.day), last).where(
            *mine
        )
    ).one()
    done = max(count, highest or 0)
    row = connection.execute(select(_PLAN).where(_PLAN.c.id == plan_id)).one()
    plan = Plan(
        uid=row.uid,
        client_uid="",
        concern=row.concern,
        planned_sessions=row.planned_sessions,
        interval_days=row.interval_days,
        phase=Phase(row.phase),
        started_on=row.started_on,
        active=row.active,
    )
    day: date | None = last_on
    return {
        "plan_id": plan_id,
        "done": done,
        "last_on": day,
        "last_session_id": last_id,
        "due_on": next_due(plan, day, done),
    }


def count_session(
    session: Session, session_id: int, head: Mapping[str, Any], zones: Sequence[tuple[Any, ...]]
) -> None:
    """Add a session that was signed just now; ``head`` is its row.

    The same as `keep_summaries`, without reading the other sessions of the client.
    """
    if kept_id(session, head["client_id"]) != head["client_id"]:
        keep_summaries(session, head["client_id"], head["plan_id"])
        return
    _COUNT.run(
        session,
        client_id=head["client_id"],
        session_id=session_id,
        day=head["day"],
        zones=canonical(zones),
    )
    if head["plan_id"] is not None:
        keep_plan_summary(session, head["plan_id"])


def keep_summaries(session: Session, client_id: int, plan_id: int | None) -> None:
    """Bring the summaries of a client, also as the one kept, and a plan in line."""
    connection = session.connection()
    for number in {client_id, kept_id(session, client_id)}:
        connection.execute(delete(_CLIENT_SUMMARY).where(_CLIENT_SUMMARY.c.client_id == number))
        connection.execute(insert(_CLIENT_SUMMARY), client_summary(session, number))
    if plan_id is not None:
        keep_plan_summary(session, plan_id)


def keep_plan_summary(session: Session, plan_id: int) -> None:
    """Bring the summary of a plan in line with its sessions and with the plan itself."""
    connection = session.connection()
    connection.execute(delete(_PLAN_SUMMARY).where(_PLAN_SUMMARY.c.plan_id == plan_id))
    connection.execute(insert(_PLAN_SUMMARY), plan_summary(session, plan_id))


def _zones_of(session: Session, session_id: int) -> list[list[Any]]:
    rows = session.connection().execute(
        select(_ZONE.c.zone, _ZONE.c.side, _ZONE.c.depth_um)
        .where(_ZONE.c.session_id == session_id)
        .order_by(_ZONE.c.position)
    )
    return [list(row) for row in rows]
