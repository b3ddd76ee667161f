"""Reading what the log and the shelf say to the screening rules about one client."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from itertools import groupby
from operator import itemgetter

from sqlalchemy import bindparam, or_, select, text
from sqlalchemy.orm import Session

from needlelog.db.same_client import IDS_OF_CLIENT
from needlelog.db.summaries import COUNTED_STATES
from needlelog.db.tables.base import table_of
from needlelog.db.tables.stock import ProductTable
from needlelog.domain.screening.own_log import Needling, OwnLog
from needlelog.domain.zones import Side

_PRODUCT = table_of(ProductTable)
_NEEDLINGS = text(
    "SELECT session.day, treated_zone.zone, treated_zone.side, treated_zone.depth_um,"  # noqa: S608  no values
    " treated_zone.passes FROM session JOIN treated_zone ON treated_zone.session_id = session.id"
    f" WHERE session.client_id IN ({IDS_OF_CLIENT})"
    " AND session.state IN :counted ORDER BY session.day DESC, session.id DESC"
).bindparams(bindparam("counted", expanding=True))
_PARTS = {side.value: side.parts for side in Side}
_INTERVAL = text("SELECT interval_days FROM plan WHERE uid = :plan")


def own_log(session: Session, client_uid: str, plan_uid: str | None) -> OwnLog:
    """What is known of a client's earlier needlings; no plan has no interval."""
    connection = session.connection()
    found: defaultdict[tuple[str, Side], list[Needling]] = defaultdict(list)
    rows = connection.execute(_NEEDLINGS, {"client": client_uid, "counted": COUNTED_STATES})
    for written_day, same_day in groupby(rows, key=itemgetter(0)):
        day = date.fromisoformat(written_day)
        for _, zone, side, depth_um, passes in same_day:
            needling = Needling(day, depth_um, passes)
            for part in _PARTS[side]:
                found[zone, part].append(needling)
    interval = connection.execute(_INTERVAL, {"plan": plan_uid}).scalar() if plan_uid else None
    unlabelled, unsterile = _flawed_products(session)
    return OwnLog(
        needlings={place: tuple(done) for place, done in found.items()},
        plan_interval_days=interval,
        unlabelled=unlabelled,
        unsterile=unsterile,
    )


def _flawed_products(session: Session) -> tuple[frozenset[str], frozenset[str]]:
    """Products known not to be labelled for microneedling, and known not to be sterile."""
    labelled, sterile = _PRODUCT.c.labelled_for_microneedling, _PRODUCT.c.sterile
    rows = (
        session.connection()
        .execute(
            select(_PRODUCT.c.uid, labelled, sterile).where(
                or_(labelled.is_(False), sterile.is_(False))
            )
        )
        .all()
    )
    return (
        frozenset(uid for uid, is_labelled, _ in rows if is_labelled is False),
        frozenset(uid for uid, _, is_sterile in rows if is_sterile is False),
    )
