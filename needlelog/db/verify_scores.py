"""Checking that scores given without a session are what the trail says was given."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Row, or_, select

from needlelog.db.documents import plain
from needlelog.db.score_rows import PERSON, SCORE, by_score, given_fields, scores_with_items
from needlelog.db.tables.audit import AuditEntryTable
from needlelog.db.tables.base import table_of
from needlelog.db.tables.clients import ClientTable
from needlelog.db.tables.sessions import SessionTable
from needlelog.db.told.entries import document
from needlelog.db.told.telling import same
from needlelog.db.tombstones import erased_uids, valid_tombstones
from needlelog.db.transaction import Session
from needlelog.domain.faults import Fault
from needlelog.domain.scores import DraftScore

_AUDIT = table_of(AuditEntryTable)
_CLIENT, _SESSION = table_of(ClientTable), table_of(SessionTable)
_TAKER = PERSON.alias("taker")
GIVEN, WITHDRAWN = "score given", "score withdrawn"
_ALONE = (
    scores_with_items()
    .add_columns(_CLIENT.c.uid.label("client_uid"), _TAKER.c.uid.label("withdrawn_by_uid"))
    .join(_CLIENT, _CLIENT.c.id == SCORE.c.client_id)
    .outerjoin(_TAKER, _TAKER.c.id == SCORE.c.withdrawn_by_id)
    .where(SCORE.c.session_id.is_(None))
)
_OTHER_THAN_ITS_SESSION = (
    select(SCORE.c.uid)
    .join(_SESSION, _SESSION.c.id == SCORE.c.session_id)
    .where(
        or_(
            SCORE.c.client_id != _SESSION.c.client_id,
            SCORE.c.recorded_at != _SESSION.c.signed_at,
            SCORE.c.withdrawn_at.is_not(None),
            SCORE.c.withdrawn_by_id.is_not(None),
            SCORE.c.withdrawn_by != "",
            SCORE.c.withdrawn_reason != "",
        )
    )
)


def score_faults(session: Session) -> Iterator[Fault]:
    """Scores whose rows were changed or are missing. What those of sessions say is checked with
    them."""
    entries = (
        session.connection()
        .execute(
            select(
                *(_AUDIT.c.record_uid, _AUDIT.c.act, _AUDIT.c.after),
                *(_AUDIT.c.person_uid, _AUDIT.c.person, _AUDIT.c.made_at),
            ).where(_AUDIT.c.record_kind == "score")
        )
        .all()
    )
    given = {row.record_uid: row.after for row in entries if row.act == GIVEN}
    withdrawn: defaultdict[str, list[Any]] = defaultdict(list)
    for entry in entries:
        if entry.act == WITHDRAWN:
            withdrawn[entry.record_uid].append(entry)
    rows = session.connection().execute(_ALONE)
    for row, items in by_score(rows):
        told = given.pop(row.uid, None)
        if told is None or not _as_given(row, items, told, withdrawn.get(row.uid, ())):
            yield Fault("scores", f"Score {row.uid} is not what was given: its rows were changed.")
    lost = given.keys() - erased_uids(session, valid_tombstones(session)) if given else ()
    for uid in sorted(lost):
        yield Fault("scores", f"Score {uid} was given and is missing now.")
    for uid in session.connection().execute(_OTHER_THAN_ITS_SESSION).scalars():
        yield Fault("scores", f"Score {uid} does not fit the session it belongs to.")


def _as_given(
    row: Row[Any], items: tuple[tuple[str, int], ...], given: str, withdrawn: Sequence[Any]
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
    if then.get("client_uid") != row.client_uid or not same(
        row.recorded_at, then.get("recorded_at")
    ):
        return False
    step = (row.withdrawn_by_uid, row.withdrawn_by, row.withdrawn_at, row.withdrawn_reason)
    if row.withdrawn_at is None:
        return not withdrawn and step == (None, "", None, "")
    # Two machines may have withdrawn it, each with a reason of its own.
    return any(
        step == (each.person_uid, each.person, each.made_at, _reason(each)) for each in withdrawn
    )


def _reason(entry: Any) -> str | None:
    told = document(entry.after)
    withdrawn = told.get("withdrawn") if isinstance(told, dict) else None
    return withdrawn.get("reason") if isinstance(withdrawn, dict) else None
