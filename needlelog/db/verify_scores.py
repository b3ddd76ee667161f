"""Checking that scores given without a session are what the trail says was given."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Row, select

from needlelog.db.documents import plain
from needlelog.db.score_rows import SCORE, by_score, given_fields, scores_with_items
from needlelog.db.tables.audit import AuditEntryTable
from needlelog.db.tables.base import table_of
from needlelog.db.tombstones import erased_uids, valid_tombstones
from needlelog.db.transaction import Session
from needlelog.domain.faults import Fault
from needlelog.domain.scores import DraftScore

_AUDIT = table_of(AuditEntryTable)
GIVEN, WITHDRAWN = "score given", "score withdrawn"


def score_faults(session: Session) -> Iterator[Fault]:
    """Scores whose rows were changed or are missing. Those of sessions are checked with them."""
    entries = (
        session.connection()
        .execute(
            select(_AUDIT.c.record_uid, _AUDIT.c.act, _AUDIT.c.after).where(
                _AUDIT.c.record_kind == "score"
            )
        )
        .all()
    )
    given = {row.record_uid: row.after for row in entries if row.act == GIVEN}
    withdrawn: defaultdict[str, list[str | None]] = defaultdict(list)
    for entry in entries:
        if entry.act == WITHDRAWN:
            withdrawn[entry.record_uid].append(entry.after)
    rows = session.connection().execute(scores_with_items().where(SCORE.c.session_id.is_(None)))
    for row, items in by_score(rows):
        told = given.pop(row.uid, None)
        if told is None or not _as_given(row, items, told, withdrawn.get(row.uid, ())):
            yield Fault("scores", f"Score {row.uid} is not what was given: its rows were changed.")
    lost = given.keys() - erased_uids(session, valid_tombstones(session)) if given else ()
    for uid in sorted(lost):
        yield Fault("scores", f"Score {uid} was given and is missing now.")


def _as_given(
    row: Row[Any],
    items: tuple[tuple[str, int], ...],
    given: str,
    withdrawn: Sequence[str | None],
) -> bool:
    try:
        now = plain(DraftScore(**given_fields(row), items=items))
    except (ValueError, TypeError):
        return False
    try:
        then = json.loads(given)
    except (ValueError, TypeError):
        return False
    if any(then.get(name) != value for name, value in now.items()):
        return False
    if row.withdrawn_at is None:
        return not withdrawn
    # Two machines may have withdrawn it, each with a reason of its own.
    reasons = [json.loads(entry)["withdrawn"]["reason"] for entry in withdrawn if entry]
    return row.withdrawn_reason in reasons
