"""Which client is kept for which, worked out from all merges that hold, in the order they were made.

Two machines may merge the same two clients the other way round. The first merge holds; the second
then finds that they are one already. A merge that was undone counts no more.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from needlelog.db.documents import canonical, from_text
from needlelog.db.exchange.taking import Taking
from needlelog.db.transaction import Session
from needlelog.domain.sessions import SessionDraft


def merged_into(session: Session) -> tuple[dict[int, int], dict[int, int]]:
    """The client kept by duplicate, and whether each duplicate was active before its last merge
    (1 or 0).
    """
    rows = session.connection().exec_driver_sql(
        "SELECT kept_id, duplicate_id, undone_at, document FROM client_merge"
        " ORDER BY merged_at, uid"
    )
    kept: dict[int, int] = {}
    under: dict[int, list[int]] = {}
    was: dict[int, int] = {}
    for row in rows:
        was[row.duplicate_id] = int(json.loads(row.document).get("was_active", True))
        if row.undone_at is not None:
            continue
        winner = kept.get(row.kept_id, row.kept_id)
        loser = kept.get(row.duplicate_id, row.duplicate_id)
        if winner == loser:
            continue
        for each in (loser, *under.pop(loser, ())):
            kept[each] = winner
            under.setdefault(winner, []).append(each)
    return kept, was


def settle_merges(taking: Taking) -> set[int]:
    """Let each client point at the one kept; return the clients whose lists and sums differ now."""
    session = taking.session
    connection = session.connection()
    kept, was = merged_into(session)
    rows = connection.exec_driver_sql(
        "SELECT id, uid, merged_into_id, active FROM client WHERE merged_into_id IS NOT NULL"
        " OR id IN (SELECT duplicate_id FROM client_merge UNION SELECT kept_id FROM client_merge)"
    ).all()
    moved: set[int] = set()
    for row in rows:
        right = kept.get(row.id)
        active = 0 if right is not None else _active(taking, row, was)
        if (right, active) == (row.merged_into_id, row.active):
            continue
        taking.change("client", row.id, {"merged_into_id": right, "active": active})
        moved.update(number for number in (row.id, right, row.merged_into_id) if number is not None)
    for number in moved:
        connection.exec_driver_sql(
            "UPDATE session_summary SET client_id = ? WHERE session_id IN"
            " (SELECT id FROM session WHERE client_id = ?)",
            (kept.get(number, number), number),
        )
    _hand_over_drafts(session)
    return moved


def _active(taking: Taking, row: Any, was: dict[int, int]) -> int:
    """A client who stands alone again is as active as before, or as somebody said since.

    So is one who came with this file and was a duplicate where the file was written.
    """
    from needlelog.db.exchange.settling import heads_of
    from needlelog.domain.exchange.fields import held

    heads = heads_of(taking.session, ("client", row.uid, "active"))
    if heads:
        return int(held("client", "active", heads).values["active"])
    if row.merged_into_id is None and not taking.is_new("client", row.id):
        return int(row.active)
    return was.get(row.id, 1)


def _hand_over_drafts(session: Session) -> None:
    """Unfinished sessions of a duplicate go on under the client kept."""
    connection = session.connection()
    rows = connection.exec_driver_sql(
        "SELECT draft.id, draft.document, kept.id AS kept_id, kept.uid AS kept_uid FROM draft"
        " JOIN client ON client.id = draft.client_id"
        " JOIN client AS kept ON kept.id = client.merged_into_id"
    ).all()
    for row in rows:
        draft = replace(from_text(SessionDraft, row.document), client_uid=row.kept_uid)
        connection.exec_driver_sql(
            "UPDATE draft SET client_id = ?, document = ? WHERE id = ?",
            (row.kept_id, canonical(draft), row.id),
        )
