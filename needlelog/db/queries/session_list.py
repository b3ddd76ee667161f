"""The rows that a list of sessions paints."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    exists,
    func,
    select,
)

from needlelog.db.moments import moment_of
from needlelog.db.prepared import Prepared
from needlelog.db.queries.people_names import namesakes
from needlelog.db.queries.recalled_sessions import recall_flag, recalls_of
from needlelog.db.sqlite.numbers import listed, numbers_named
from needlelog.db.tables.base import table_of
from needlelog.db.tables.clients import ClientTable
from needlelog.db.tables.outcomes import AdverseEventTable
from needlelog.db.tables.people import PractitionerTable
from needlelog.db.tables.photos import PhotoTable
from needlelog.db.tables.plans import PlanTable
from needlelog.db.tables.review import QuestionTable, SessionSummaryTable
from needlelog.db.tables.sessions import (
    AddendumTable,
    SessionTable,
    TreatedZoneTable,
)
from needlelog.db.transaction import Session
from needlelog.domain.recalls import Recall
from needlelog.domain.review import Flag, Tick
from needlelog.domain.sessions import SessionState
from needlelog.domain.zones import Side

_SUM = table_of(SessionSummaryTable)
_SESSION = table_of(SessionTable)
_CLIENT = table_of(ClientTable)
_PERSON = table_of(PractitionerTable)
_PLAN = table_of(PlanTable)
_ZONE = table_of(TreatedZoneTable)
_ADDENDUM = table_of(AddendumTable)
_EVENT = table_of(AdverseEventTable)
_QUESTION = table_of(QuestionTable)
_PHOTO = table_of(PhotoTable)
_COMPLETE = int(Tick.SCREENING | Tick.CONSENT | Tick.LOTS | Tick.REACTIONS | Tick.AFTERCARE)


def _has(table: Any) -> Any:
    return exists().where(table.c.session_id == _SUM.c.session_id)


def _questions(counted: Any) -> Any:
    return (
        select(counted)
        .where(_QUESTION.c.session_id == _SUM.c.session_id, _QUESTION.c.closed_at.is_(None))
        .correlate(_SUM)
        .scalar_subquery()
    )


_ROWS = Prepared(
    select(
        _SUM.c.session_id,
        _SUM.c.day,
        _SUM.c.ticks,
        _SUM.c.flags,
        _SUM.c.deepest_um,
        _SESSION.c.uid,
        _SESSION.c.state,
        _SESSION.c.number,
        _SESSION.c.started_at,
        _SESSION.c.started_offset,
        _SESSION.c.ended_at,
        _SESSION.c.ended_offset,
        _CLIENT.c.uid.label("client_uid"),
        _CLIENT.c.name.label("client_name"),
        _PERSON.c.uid.label("practitioner_uid"),
        _PERSON.c.name.label("practitioner_name"),
        exists().where(_PHOTO.c.session_uid == _SESSION.c.uid, _PHOTO.c.active).label("has_photo"),
        _has(_EVENT).label("has_event"),
        _has(_ADDENDUM).label("has_addendum"),
        _questions(func.count()).label("open_questions"),
        _questions(func.count(_QUESTION.c.answer_id)).label("answered_questions"),
    )
    .join(_SESSION, _SESSION.c.id == _SUM.c.session_id)
    .join(_CLIENT, _CLIENT.c.id == _SUM.c.client_id)
    .join(_PERSON, _PERSON.c.id == _SUM.c.practitioner_id)
    .where(_SUM.c.session_id.in_(numbers_named("numbers")))
)
_ZONES = Prepared(
    select(_ZONE.c.session_id, _ZONE.c.zone, _ZONE.c.side, _ZONE.c.depth_um)
    .where(_ZONE.c.session_id.in_(numbers_named("numbers")))
    .order_by(_ZONE.c.session_id, _ZONE.c.position)
)


@dataclass(frozen=True, slots=True)
class SessionRow:
    """A session in a list. ``zones`` are zone, side and depth in micrometres, in their order.

    ``answered_questions`` are those of the open ones whose answer nobody has accepted yet.
    """

    id: int
    uid: str
    client_uid: str
    client_name: str
    practitioner_uid: str
    practitioner_name: str
    day: date
    started_at: datetime | None
    ended_at: datetime | None
    state: SessionState
    number: int | None
    ticks: Tick
    flags: Flag
    deepest_um: int | None
    zones: tuple[tuple[str, Side, int | None], ...]
    open_questions: int
    answered_questions: int


def session_rows(session: Session, ids: Iterable[int]) -> list[SessionRow]:
    """The rows of these sessions in the order asked; a number that is not there is left out."""
    numbers = list(ids)
    if not numbers:
        return []
    wanted = listed(numbers)
    zones: defaultdict[int, list[tuple[str, Side, int | None]]] = defaultdict(list)
    for number, zone, side, depth_um in _ZONES.each(session, numbers=wanted):
        zones[number].append((zone, Side(side), depth_um))
    called_back, apart = recalls_of(session, numbers), namesakes(session)
    by_id = {
        row.session_id: _row(
            row,
            apart.get(row.practitioner_uid, row.practitioner_name),
            zones[row.session_id],
            called_back.get(row.session_id, ()),
        )
        for row in _ROWS.each(session, numbers=wanted)
    }
    return [by_id[number] for number in numbers if number in by_id]


def _row(
    row: Any,
    practitioner: str,
    zones: list[tuple[str, Side, int | None]],
    called_back: Iterable[Recall],
) -> SessionRow:
    flags = Flag(row.flags)
    for recall in called_back:
        flags |= recall_flag(recall)
    for flag, raised in (
        (Flag.ADVERSE_EVENT, row.has_event),
        (Flag.ADDENDUM, row.has_addendum),
        (Flag.QUESTION, row.open_questions),
    ):
        if raised:
            flags |= flag
    return SessionRow(
        id=row.session_id,
        uid=row.uid,
        client_uid=row.client_uid,
        client_name=row.client_name,
        practitioner_uid=row.practitioner_uid,
        practitioner_name=practitioner,
        day=row.day,
        started_at=moment_of(row.started_at, row.started_offset),
        ended_at=moment_of(row.ended_at, row.ended_offset),
        state=SessionState(row.state),
        number=row.number,
        ticks=Tick(row.ticks) | (Tick.PHOTOS if row.has_photo else Tick(0)),
        flags=flags,
        deepest_um=row.deepest_um,
        zones=tuple(zones),
        open_questions=row.open_questions,
        answered_questions=row.answered_questions,
    )
