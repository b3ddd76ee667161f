"""The stock against the trail: lots, why each count changed, and what is left."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from sqlalchemy import and_, func, select

from needlelog.db.schema import metadata
from needlelog.db.told.entries import Entry, Trail
from needlelog.db.told.rows import Now, in_parts, rows_under
from needlelog.db.told.telling import Telling, in_words
from needlelog.db.transaction import Session
from needlelog.domain.faults import Fault
from needlelog.domain.sessions import SessionRecord
from needlelog.domain.stock import MORE_THAN_COUNTED, RECORD_DESTROYED
from needlelog.domain.stock_use import lot_uses

_OWN = metadata.tables["lot_adjustment"].c
_LOTS, _SESSIONS = metadata.tables["lot"], metadata.tables["session"]
_LOT = "lot"
_COUNTED_APART = ("quantity",)
_USE = frozenset({"active", "inactive_reason"})


def stock_faults(session: Session, trail: Trail, chosen: frozenset[str]) -> Iterator[Fault]:
    """Lots that are not what the trail tells, and changes of counts that nobody told."""
    # Counts of several computers are added up and never go below nothing.
    several = session.connection().exec_driver_sql("SELECT 1 FROM exchange_receipt LIMIT 1").first()
    for lots in in_parts(session, _LOT):
        entries = trail.entries(_LOT, [lot["uid"] for lot in lots])
        numbers = [lot["id"] for lot in lots]
        by_hand, changes = _by_hand(session, numbers), _all_changes(session, numbers)
        for lot in lots:
            told = entries.get(lot["uid"], [])
            yield from _lot_faults(trail, lot, told, chosen)
            yield from _changes_by_hand(lot, told, by_hand.get(lot["id"], ()))
            if several is None and not _is_left(lot, told, changes.get(lot["id"], 0)):
                said = f"What is left of lot {lot['uid']} is not what the trail and its uses say."
                yield Fault("told", said)


def _lot_faults(
    trail: Trail, lot: Now, told: Sequence[Entry], chosen: frozenset[str]
) -> Iterator[Fault]:
    telling = Telling()
    telling.is_loose = lot["uid"] in chosen
    for entry in told:
        telling.add(entry, entry.told)
    now = {name: value for name, value in lot.items() if name not in _COUNTED_APART}
    wrong = telling.wrong(now, trail, _USE)
    if not telling.is_told and trail.tells_all:
        yield Fault("told", f"Lot {lot['uid']} is not known to the trail.")
    elif wrong:
        words = in_words(wrong)
        yield Fault("told", f"Lot {lot['uid']} is not what the trail tells ({words}).")


def _changes_by_hand(lot: Now, told: Sequence[Entry], rows: Sequence[Now]) -> Iterator[Fault]:
    """Each change that an entry tells has its row, with its reason, its person and its instant."""
    left = Counter(
        (
            (entry.told["quantity"] or 0) - entry.was["quantity"],
            entry.told.get("why"),
            entry.person_uid,
            entry.made_at,
        )
        for entry in told
        if entry.was.get("quantity") is not None and "quantity" in entry.told
    )
    for row in rows:
        change = (row["change"], row["reason"], row["person_uid"], row["made_at"])
        if not left[change]:
            yield Fault("told", f"Stock change {row['uid']} is not what the trail tells.")
        left[change] -= 1
    if any(count > 0 for count in left.values()):
        yield Fault("told", f"A change of what is left of lot {lot['uid']} is missing.")


def _is_left(lot: Now, told: Sequence[Entry], changes: int) -> bool:
    """Whether what is left is what came in with all changes since; only where it always counted."""
    counts = [entry.told["quantity"] for entry in told if "quantity" in entry.told]
    uncounted = [entry for entry in told if entry.was.get("quantity", 0) is None]
    if not counts:
        return True
    if None in counts or uncounted:
        # Counted for a while only: uses from before are told, and not in the count.
        return (lot["quantity"] is None) == (counts[-1] is None)
    return bool(lot["quantity"] == counts[0] + changes)


def _by_hand(session: Session, lots: Sequence[int]) -> dict[int, list[Now]]:
    """What was changed by hand, by lot. A use of a destroyed record names no session any more."""
    only = and_(_OWN.session_id.is_(None), _OWN.reason != RECORD_DESTROYED)
    found: defaultdict[int, list[Now]] = defaultdict(list)
    for row in rows_under(session, "lot_adjustment", "lot_id", lots, where=only):
        found[row["lot_id"]].append(row)
    return found


def _all_changes(session: Session, lots: Sequence[int]) -> dict[int, int]:
    """What all changes of each lot come to, those by sessions too."""
    rows = session.connection().execute(
        select(_OWN.lot_id, func.sum(_OWN.change))
        .where(_OWN.lot_id.in_(lots))
        .group_by(_OWN.lot_id)
    )
    return {row[0]: row[1] for row in rows}


def use_faults(session: Session, records: Mapping[int, SessionRecord]) -> Iterator[Fault]:
    """Changes of counts by sessions, by row number, that are not what the sessions used."""
    asked = (
        select(
            *(_OWN.uid, _OWN.session_id, _OWN.change, _OWN.reason, _OWN.made_at),
            _LOTS.c.uid.label("lot"),
            (_SESSIONS.c.signed_by_id == _OWN.person_id).label("is_hers"),
        )
        .join(_LOTS, _LOTS.c.id == _OWN.lot_id)
        .join(_SESSIONS, _SESSIONS.c.id == _OWN.session_id)
        .where(_OWN.session_id.in_(list(records)))
    )
    for row in session.connection().execute(asked):
        record = records[row.session_id]
        # By unit: what a product is counted in may be another one since, while nobody counted.
        used: Counter[str] = Counter()
        for use in lot_uses(record.content):
            if use.lot_uid == row.lot:
                used[use.unit.value] += use.amount
        if row.reason == MORE_THAN_COUNTED:
            as_used = any(0 <= -row.change < amount for amount in used.values())
        else:
            as_used = not row.reason and -row.change in used.values()
        if not (as_used and row.is_hers and row.made_at == record.signed_at):
            yield Fault("told", f"Stock change {row.uid} is not what its session used.")
