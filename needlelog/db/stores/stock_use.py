"""Taking off the stock what a session used, in the transaction that signs it."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING

from sqlalchemy import text

from needlelog.db.bulk_insert import insert_rows
from needlelog.db.installation import origin_of
from needlelog.db.prepared import Prepared, numbered
from needlelog.db.tables.base import table_of
from needlelog.db.tables.stock import LotAdjustmentTable
from needlelog.db.transaction import Session
from needlelog.db.types import uuid7
from needlelog.domain.stock import MORE_THAN_COUNTED
from needlelog.domain.stock_use import lot_uses

if TYPE_CHECKING:
    from needlelog.db.session_expansion import Keys
    from needlelog.domain.sessions import SessionDraft

_TAKE = Prepared(text("UPDATE lot SET quantity = quantity - :amount WHERE id = :id"))


def take_from_stock(
    session: Session,
    draft: SessionDraft,
    keys: Keys,
    session_id: int,
    person_uid: str,
    at: datetime,
) -> None:
    """Lower what is left of the counted lots a session used, and keep how much for it.

    A lot never goes below nothing: where more was used than was counted, what was left is taken
    and the adjustment says so. Lots that nobody counts stay as they are.
    """
    uses = lot_uses(draft)
    if not uses:
        return
    used: Counter[tuple[int, str]] = Counter()
    for use in uses:
        number = keys.of("lot", use.lot_uid)
        if number is not None:
            used[number, use.unit.value] += use.amount
    lots = sorted({number for number, _unit in used})
    counted = _counted(len(lots)).all(session, **numbered("lot", lots))
    person, origin = keys.of("practitioner", person_uid), origin_of(session)
    rows = []
    for lot, left, unit in counted:
        amount = used[lot, unit]
        if not amount:
            continue
        taken = min(amount, left)
        _TAKE.run(session, id=lot, amount=taken)
        rows.append(
            {
                "uid": uuid7(at),
                "origin": origin,
                "lot_id": lot,
                "session_id": session_id,
                "change": -taken,
                "reason": "" if taken == amount else MORE_THAN_COUNTED,
                "person_id": person,
                "made_at": at,
            }
        )
    if rows:
        insert_rows(session.connection(), table_of(LotAdjustmentTable), rows)


@cache
def _counted(lots: int) -> Prepared:
    """What is left of so many lots, and what each is counted in; uncounted lots are left out."""
    names = ", ".join(f":lot_{n}" for n in range(lots))
    return Prepared(
        text(
            "SELECT lot.id, lot.quantity, product.unit FROM lot"  # noqa: S608  only placeholders
            " JOIN product ON product.id = lot.product_id"
            f" WHERE lot.id IN ({names}) AND lot.quantity IS NOT NULL"
        )
    )
