"""Reading follow-ups, and the sessions that may still be asked about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, select, text

from needlelog.db.same_client import JOINED, client_ids, kept_client
from needlelog.db.summaries import COUNTED_STATES
from needlelog.db.tables.base import table_of
from needlelog.db.tables.clients import ClientTable
from needlelog.db.tables.outcomes import FollowUpTable, SymptomTable
from needlelog.db.tables.people import PractitionerTable
from needlelog.db.tables.sessions import SessionTable, TreatedZoneTable
from needlelog.db.transaction import Session
from needlelog.domain.follow_up import FollowUp, FollowUpDays, Sign, Symptom, Treated
from needlelog.domain.record_errors import NoSuchRecord
from needlelog.domain.zones import Side

_FOLLOW_UP = table_of(FollowUpTable)
_SYMPTOM = table_of(SymptomTable)
_SESSION = table_of(SessionTable)
_ZONE = table_of(TreatedZoneTable)
_CLIENT = table_of(ClientTable)
_PERSON = table_of(PractitionerTable)
_FORMER = _FOLLOW_UP.alias()
_COUNTED = ", ".join(f"'{state.value}'" for state in COUNTED_STATES)
_TO_ASK = (
    "SELECT session.uid, client.uid FROM session"  # noqa: S608  no values
    f" {JOINED.format(row='session')}"
    f" WHERE session.day = :day AND session.state IN ({_COUNTED}) AND client.active = 1"
    " AND NOT EXISTS (SELECT 1 FROM follow_up AS told WHERE told.session_id = session.id"
    " AND told.seen_on >= :due_on AND (told.reached = 1 OR told.seen_on = :today)"
    " AND NOT EXISTS (SELECT 1 FROM follow_up AS later WHERE later.replaces_id = told.id))"
)
"""The sessions of a day about which nobody was asked since they were due; see `follow_ups_due`."""


@dataclass(frozen=True, slots=True)
class AskedAbout:
    """What a line about a follow-up that is due needs: whose session, and what was done."""

    session_uid: str
    client_uid: str
    client_name: str
    phone: str
    day: date
    number: int | None
    zones: tuple[tuple[str, Side, int | None], ...]


def follow_up(session: Session, uid: str) -> FollowUp:
    """One follow-up. Raises `NoSuchRecord`."""
    found = _follow_ups(session, _FOLLOW_UP.c.uid == uid)
    if not found:
        raise NoSuchRecord("follow_up", uid)
    return found[0]


def is_replaced(session: Session, uid: str) -> bool:
    """Whether a correction has taken the place of a follow-up."""
    statement = (
        select(_FORMER.c.id)
        .join(_FOLLOW_UP, _FOLLOW_UP.c.replaces_id == _FORMER.c.id)
        .where(_FORMER.c.uid == uid)
    )
    return session.connection().execute(statement).first() is not None


def follow_ups_of_client(session: Session, client_uid: str) -> tuple[FollowUp, ...]:
    """All follow-ups of a client, replaced ones and tries included, oldest first."""
    return _follow_ups(session, _FOLLOW_UP.c.client_id.in_(client_ids(session, client_uid)))


def follow_ups_of_session(session: Session, session_uid: str) -> tuple[FollowUp, ...]:
    """All follow-ups of a session, replaced ones and tries included, oldest first."""
    return _follow_ups(session, _SESSION.c.uid == session_uid)


def follow_ups_of_sessions(session: Session, uids: Collection[str]) -> tuple[FollowUp, ...]:
    """All follow-ups of these sessions, oldest first."""
    return _follow_ups(session, _SESSION.c.uid.in_(uids)) if uids else ()


def treated_day(session: Session, session_uid: str) -> date:
    """The local day of a session. Raises `NoSuchRecord`."""
    day = (
        session.connection()
        .execute(select(_SESSION.c.day).where(_SESSION.c.uid == session_uid))
        .scalar()
    )
    if day is None:
        raise NoSuchRecord("session", session_uid)
    found: date = day
    return found


def to_ask(
    session: Session, today: date, plan: FollowUpDays, limit: int, offset: int = 0
) -> tuple[Treated, ...]:
    """The sessions whose clients are to be asked today, the longest late first.

    Day by day, and no further than is asked for: what was written before does not matter.
    """
    found: list[Treated] = []
    for since, due_day in plan.longest_late_first():
        if len(found) >= offset + limit:
            break
        rows = session.connection().execute(
            text(f"{_TO_ASK} ORDER BY session.id LIMIT :most"),
            {
                **_on_day(today, since, due_day),
                "most": offset + limit - len(found),
            },
        )
        day = today - timedelta(days=since)
        found += [Treated(uid, client_uid, day) for uid, client_uid in rows]
    return tuple(found[offset:])


def count_to_ask(
    session: Session, today: date, plan: FollowUpDays, practitioner_uid: str | None = None
) -> int:
    """How many clients are to be asked today, all or those of one practitioner."""
    statement = f"SELECT count(*) FROM ({_TO_ASK}"  # noqa: S608  no values
    person: dict[str, str] = {}
    if practitioner_uid:
        whose = "SELECT id FROM practitioner WHERE uid = :person"
        statement, person = (
            f"{statement} AND session.practitioner_id = ({whose})",
            {"person": practitioner_uid},
        )
    return sum(
        session.connection()
        .execute(text(f"{statement})"), {**_on_day(today, since, due_day), **person})
        .scalar_one()
        for since, due_day in plan.longest_late_first()
    )


def _on_day(today: date, since: int, due_day: int) -> dict[str, str]:
    day = today - timedelta(days=since)
    due_on = day + timedelta(days=due_day)
    return {"day": day.isoformat(), "due_on": due_on.isoformat(), "today": today.isoformat()}


def asked_about(session: Session, session_uids: Collection[str]) -> dict[str, AskedAbout]:
    """What was done in these sessions, by their uids."""
    if not session_uids:
        return {}
    connection = session.connection()
    heads = connection.execute(
        kept_client(
            select(
                _SESSION.c.id,
                _SESSION.c.uid,
                _SESSION.c.day,
                _SESSION.c.number,
                _CLIENT.c.uid.label("client_uid"),
                _CLIENT.c.name,
                _CLIENT.c.phone,
            ),
            _SESSION.c.client_id,
        ).where(_SESSION.c.uid.in_(session_uids))
    ).all()
    zones: defaultdict[int, list[tuple[str, Side, int | None]]] = defaultdict(list)
    for row in connection.execute(
        select(_ZONE.c.session_id, _ZONE.c.zone, _ZONE.c.side, _ZONE.c.depth_um)
        .where(_ZONE.c.session_id.in_([head.id for head in heads]))
        .order_by(_ZONE.c.session_id, _ZONE.c.position)
    ):
        zones[row.session_id].append((row.zone, Side(row.side), row.depth_um))
    return {
        head.uid: AskedAbout(
            head.uid,
            head.client_uid,
            head.name,
            head.phone,
            head.day,
            head.number,
            tuple(zones[head.id]),
        )
        for head in heads
    }


def _follow_ups(session: Session, which: ColumnElement[bool]) -> tuple[FollowUp, ...]:
    connection = session.connection()
    rows = connection.execute(
        select(
            _FOLLOW_UP,
            _CLIENT.c.uid.label("client_uid"),
            _SESSION.c.uid.label("session_uid"),
            _PERSON.c.name.label("recorded_by"),
            _FORMER.c.uid.label("replaces"),
        )
        .join(_CLIENT, _CLIENT.c.id == _FOLLOW_UP.c.client_id)
        .outerjoin(_SESSION, _SESSION.c.id == _FOLLOW_UP.c.session_id)
        .join(_PERSON, _PERSON.c.id == _FOLLOW_UP.c.recorded_by_id)
        .outerjoin(_FORMER, _FORMER.c.id == _FOLLOW_UP.c.replaces_id)
        .where(which)
        .order_by(_FOLLOW_UP.c.seen_on, _FOLLOW_UP.c.id)
    ).all()
    symptoms: defaultdict[int, list[Symptom]] = defaultdict(list)
    for row in connection.execute(
        select(_SYMPTOM)
        .where(_SYMPTOM.c.follow_up_id.in_([row.id for row in rows]))
        .order_by(_SYMPTOM.c.follow_up_id, _SYMPTOM.c.position)
    ):
        symptoms[row.follow_up_id].append(_symptom(row))
    return tuple(
        FollowUp(
            uid=row.uid,
            client_uid=row.client_uid,
            session_uid=row.session_uid,
            day_offset=row.day_offset,
            seen_on=row.seen_on,
            reached=row.reached,
            symptoms=tuple(symptoms[row.id]),
            note=row.note,
            recorded_by=row.recorded_by,
            recorded_at=row.recorded_at,
            replaces=row.replaces,
        )
        for row in rows
    )


def _symptom(row: Row[Any]) -> Symptom:
    return Symptom(
        sign=Sign(row.sign),
        grade=row.grade,
        zone=row.zone,
        side=Side(row.side) if row.side else None,
        resolved_on=row.resolved_on,
        note=row.note,
    )
