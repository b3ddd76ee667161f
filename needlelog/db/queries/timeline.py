"""Reading a client's sessions for the time axis: one statement a table, no more than is drawn."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, bindparam, select

from needlelog.db.same_client import client_ids
from needlelog.db.summaries import COUNTED_STATES
from needlelog.db.tables.base import table_of
from needlelog.db.tables.plans import PlanTable
from needlelog.db.tables.sessions import (
    ReactionTable,
    SessionTable,
    TopicalTable,
    TreatedZoneTable,
)
from needlelog.db.transaction import Session
from needlelog.domain.sessions import ReactionSign
from needlelog.domain.timeline import TimelineProduct, TimelineSession, TimelineZone, highest
from needlelog.domain.zones import Side

_SESSION = table_of(SessionTable)
_PLAN = table_of(PlanTable)
_ZONE = table_of(TreatedZoneTable)
_TOPICAL = table_of(TopicalTable)
_REACTION = table_of(ReactionTable)
_SIDES = {side.value: side for side in Side}
_SIGNS = {sign.value: sign for sign in ReactionSign}
_Worst = list[int | None]
"""The highest grades of redness and bleeding and the highest pain of one session's zones."""
_LESS = -1
"""Less than any grade."""


def _of_client(table: Any, *columns: Any) -> Select[Any]:
    """The rows of the client's sessions, in the order in which they were written down."""
    return (
        select(table.c.session_id, *columns)
        .select_from(_SESSION)
        .join(table, table.c.session_id == _SESSION.c.id)
        .where(
            _SESSION.c.client_id.in_(bindparam("client_ids", expanding=True)),
            _SESSION.c.state.in_(COUNTED_STATES),
        )
        .order_by(table.c.session_id, table.c.position)
    )


_HEADS = (
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
    .where(
        _SESSION.c.client_id.in_(bindparam("client_ids", expanding=True)),
        _SESSION.c.state.in_(COUNTED_STATES),
    )
    .order_by(_SESSION.c.day, _SESSION.c.started_at, _SESSION.c.id)
)
_ZONES = _of_client(
    _ZONE,
    _ZONE.c.erythema,
    _ZONE.c.bleeding,
    _ZONE.c.pain,
    _ZONE.c.zone,
    _ZONE.c.side,
    _ZONE.c.depth_um,
    _ZONE.c.passes,
    _ZONE.c.custom_name,
)
_TOPICALS = _of_client(_TOPICAL, _TOPICAL.c.name, _TOPICAL.c.lot, _TOPICAL.c.category)
_REACTIONS = _of_client(_REACTION, _REACTION.c.sign)


def sessions_on_axis(session: Session, client_uid: str) -> tuple[TimelineSession, ...]:
    """The client's sessions that count, oldest first."""
    connection = session.connection()
    ids = client_ids(session, client_uid)

    # All rows of a table at once: one by one they take several times as long.
    def rows(statement: Select[Any]) -> Sequence[Any]:
        return connection.execute(statement, {"client_ids": ids}).all()

    zones, worst = _zones(rows(_ZONES))
    products = _products(rows(_TOPICALS))
    reactions: defaultdict[int, list[ReactionSign]] = defaultdict(list)
    for number, sign in rows(_REACTIONS):
        reactions[number].append(_SIGNS[sign])
    return tuple(
        TimelineSession(
            uid=uid,
            number=count,
            on=day,
            zones=tuple(zones[key]),
            pain=highest((pain, worst[key][2])),
            erythema=worst[key][0],
            bleeding=worst[key][1],
            products=tuple(products[key]),
            reactions=tuple(reactions[key]) if answered else None,
            plan_uid=plan_uid,
        )
        for key, uid, count, day, pain, answered, plan_uid in rows(_HEADS)
    )


def _zones(
    rows: Sequence[Any],
) -> tuple[defaultdict[int, list[TimelineZone]], defaultdict[int, _Worst]]:
    zones: defaultdict[int, list[TimelineZone]] = defaultdict(list)
    worst: defaultdict[int, _Worst] = defaultdict(lambda: [None, None, None])
    # The same zone at the same depth comes again and again: one value stands for all of them.
    known: dict[tuple[Any, ...], TimelineZone] = {}
    for number, redness, bleeding, pain, zone, side, depth, passes, custom in rows:
        key = zone, side, depth, passes, custom
        row = known.get(key)
        if row is None:
            row = known[key] = TimelineZone(zone, _SIDES[side], depth, passes, custom)
        zones[number].append(row)
        most = worst[number]
        if redness is not None and redness > (_LESS if most[0] is None else most[0]):
            most[0] = redness
        if bleeding is not None and bleeding > (_LESS if most[1] is None else most[1]):
            most[1] = bleeding
        if pain is not None and pain > (_LESS if most[2] is None else most[2]):
            most[2] = pain
    return zones, worst


def _products(rows: Sequence[Any]) -> defaultdict[int, list[TimelineProduct]]:
    products: defaultdict[int, list[TimelineProduct]] = defaultdict(list)
    known: dict[tuple[Any, ...], TimelineProduct] = {}
    for number, *rest in rows:
        key = tuple(rest)
        product = known.get(key)
        if product is None:
            product = known[key] = TimelineProduct(*key)
        products[number].append(product)
    return products
