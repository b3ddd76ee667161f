"""Reading what the log and the shelf say to the screening rules about one client."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from functools import cache
from itertools import groupby
from operator import itemgetter

from sqlalchemy import or_, select, text

from needlelog.db.prepared import Prepared, numbered
from needlelog.db.same_client import client_ids
from needlelog.db.summaries import COUNTED_STATES
from needlelog.db.tables.base import table_of
from needlelog.db.tables.stock import ProductTable
from needlelog.db.transaction import Session
from needlelog.domain.screening.own_log import Asked, Needling, OwnLog
from needlelog.domain.zones import Side

_PRODUCT = table_of(ProductTable)
_PARTS = {side.value: side.parts for side in Side}
_INTERVAL = Prepared(text("SELECT interval_days FROM plan WHERE uid = :plan"))
_FLAWED = Prepared(
    select(_PRODUCT.c.uid, _PRODUCT.c.labelled_for_microneedling, _PRODUCT.c.sterile).where(
        or_(_PRODUCT.c.labelled_for_microneedling.is_(False), _PRODUCT.c.sterile.is_(False))
    )
)


def own_log(
    session: Session, client_uid: str, plan_uid: str | None, asked: Asked | None = None
) -> OwnLog:
    """What is known of a client's earlier needlings; no plan has no interval.

    With ``asked``, no more is read than the rules need for that draft.
    """
    done = _needlings(session, client_ids(session, client_uid))
    found: defaultdict[tuple[str, Side], list[Needling]] = defaultdict(list)
    for zone, part, needling in done if asked is None else asked.needed(done):
        found[zone, part].append(needling)
    interval = _INTERVAL.value(session, plan=plan_uid) if plan_uid else None
    unlabelled, unsterile = _flawed_products(session)
    return OwnLog(
        needlings={place: tuple(done) for place, done in found.items()},
        plan_interval_days=interval,
        unlabelled=unlabelled,
        unsterile=unsterile,
    )


def _needlings(session: Session, ids: tuple[int, ...]) -> Iterator[tuple[str, Side, Needling]]:
    """Zone, single side and needling, the newest first, read as far as somebody asks."""
    rows = _done(len(ids)).each(session, **numbered("client", ids))
    for written_day, same_day in groupby(rows, key=itemgetter(0)):
        day = date.fromisoformat(written_day)
        for _, zone, side, depth_um, passes in same_day:
            needling = Needling(day, depth_um, passes)
            for part in _PARTS[side]:
                yield zone, part, needling


@cache
def _done(clients: int) -> Prepared:
    ids = ", ".join(f":client_{place}" for place in range(clients))
    states = ", ".join(f"'{state.value}'" for state in COUNTED_STATES)
    return Prepared(
        text(
            "SELECT session.day, treated_zone.zone, treated_zone.side, treated_zone.depth_um,"  # noqa: S608  no values
            " treated_zone.passes FROM session"
            " CROSS JOIN treated_zone ON treated_zone.session_id = session.id"
            f" WHERE session.client_id IN ({ids}) AND session.state IN ({states})"
            " ORDER BY session.day DESC, session.id DESC"
        )
    )


def _flawed_products(session: Session) -> tuple[frozenset[str], frozenset[str]]:
    """Products known not to be labelled for microneedling, and known not to be sterile."""
    rows = _FLAWED.all(session)
    return (
        frozenset(uid for uid, is_labelled, _ in rows if is_labelled is False),
        frozenset(uid for uid, _, is_sterile in rows if is_sterile is False),
    )
