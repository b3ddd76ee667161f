"""Reading a client's sessions for the time axis: one statement a table, no more than is drawn."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from needlelog.db.summaries import COUNTED_STATES
from needlelog.db.tables.base import table_of
from needlelog.db.tables.clients import ClientTable
from needlelog.db.tables.plans import PlanTable
from needlelog.db.tables.sessions import (
    ReactionTable,
    SessionTable,
    TopicalTable,
    TreatedZoneTable,
)
from needlelog.domain.sessions import ReactionSign
from needlelog.domain.timeline import TimelineProduct, TimelineSession, TimelineZone, highest
from needlelog.domain.zones import Side

_SESSION = table_of(SessionTable)
_CLIENT = table_of(ClientTable)
_PLAN = table_of(PlanTable)
_ZONE = table_of(TreatedZoneTable)
_TOPICAL = table_of(TopicalTable)
_REACTION = table_of(ReactionTable)
_SIDES = {side.value: side for side in Side}
_SIGNS = {sign.value: sign for sign in ReactionSign}
_Grades = tuple[int | None, int | None, int | None]


def sessions_on_axis(session: Session, client_uid: str) -> tuple[TimelineSession, ...]:
    """The client's sessions that count, oldest first."""
    connection = session.connection()
    client_id = connection.execute(
        select(_CLIENT.c.id).where(_CLIENT.c.uid == client_uid)
    ).scalar_one_or_none()
    heads = connection.execute(
        select(
            _SESSION.c.id,
            _SESSION.c.uid,
            _SESSION.c.number,
            _SESSION.c.day,
            _SESSION.c.pain,
            _SESSION.c.reactions_answered,
            _PLAN.c.uid,
        )
        .outerjoin(_PLAN, _PLAN.c.id == _SESSION.c.plan_id)
        .where(_SESSION.c.client_id == client_id, _SESSION.c.state.in_(COUNTED_STATES))
        .order_by(_SESSION.c.day, _SESSION.c.started_at, _SESSION.c.id)
    ).all()
    zones, grades = _zones(session, client_id)
    products = _products(session, client_id)
    reactions: defaultdict[int, list[ReactionSign]] = defaultdict(list)
    for number, sign in connection.execute(
        _of_client(client_id, _REACTION, _REACTION.c.session_id, _REACTION.c.sign)
    ):
        reactions[number].append(_SIGNS[sign])
    return tuple(
        TimelineSession(
            uid=uid,
            number=count,
            on=day,
            zones=tuple(zones[key]),
            pain=highest((pain, *(grade[2] for grade in grades[key]))),
            erythema=highest(grade[0] for grade in grades[key]),
            bleeding=highest(grade[1] for grade in grades[key]),
            products=tuple(products[key]),
            reactions=tuple(reactions[key]) if answered else None,
            plan_uid=plan_uid,
        )
        for key, uid, count, day, pain, answered, plan_uid in heads
    )


def _of_client(client_id: int | None, table: Any, *columns: Any) -> Select[Any]:
    """The rows of the client's sessions, in the order in which they were written down."""
    return (
        select(*columns)
        .select_from(_SESSION)
        .join(table, table.c.session_id == _SESSION.c.id)
        .where(_SESSION.c.client_id == client_id, _SESSION.c.state.in_(COUNTED_STATES))
        .order_by(table.c.session_id, table.c.position)
    )


def _zones(
    session: Session, client_id: int | None
) -> tuple[defaultdict[int, list[TimelineZone]], defaultdict[int, list[_Grades]]]:
    zones: defaultdict[int, list[TimelineZone]] = defaultdict(list)
    grades: defaultdict[int, list[_Grades]] = defaultdict(list)
    # The same zone at the same depth comes again and again: one value stands for all of them.
    known: dict[tuple[Any, ...], TimelineZone] = {}
    statement = _of_client(
        client_id,
        _ZONE,
        _ZONE.c.session_id,
        _ZONE.c.erythema,
        _ZONE.c.bleeding,
        _ZONE.c.pain,
        _ZONE.c.zone,
        _ZONE.c.side,
        _ZONE.c.depth_um,
        _ZONE.c.passes,
        _ZONE.c.custom_name,
    )
    for number, erythema, bleeding, pain, *what in session.connection().execute(statement):
        key = tuple(what)
        row = known.get(key)
        if row is None:
            zone, side, depth, passes, custom = what
            row = known[key] = TimelineZone(zone, _SIDES[side], depth, passes, custom)
        zones[number].append(row)
        grades[number].append((erythema, bleeding, pain))
    return zones, grades


def _products(session: Session, client_id: int | None) -> defaultdict[int, list[TimelineProduct]]:
    products: defaultdict[int, list[TimelineProduct]] = defaultdict(list)
    statement = _of_client(
        client_id,
        _TOPICAL,
        _TOPICAL.c.session_id,
        _TOPICAL.c.name,
        _TOPICAL.c.lot,
        _TOPICAL.c.category,
    )
    for number, name, lot, category in session.connection().execute(statement):
        products[number].append(TimelineProduct(name, lot, category))
    return products
