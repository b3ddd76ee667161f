"""Merging two rows of one client, and parting them again. Nothing recorded is moved.

What changes is where the duplicate points, and what hangs on that: drafts, which are not signed
yet, and the sums that lists read.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select, update

from needlelog.db.documents import canonical, from_text
from needlelog.db.same_client import ids_under
from needlelog.db.stores.clients import keep_search_text
from needlelog.db.stores.rows import insert_row, row_id, update_row
from needlelog.db.summaries import keep_summaries
from needlelog.db.tables.base import table_of
from needlelog.db.tables.clients import ClientMergeTable, ClientTable, HistoryItemTable
from needlelog.db.tables.review import SessionSummaryTable
from needlelog.db.tables.sessions import DraftTable, SessionTable
from needlelog.db.transaction import Session
from needlelog.domain.people import Practitioner
from needlelog.domain.sessions import SessionDraft

_CLIENT = table_of(ClientTable)
_DRAFT = table_of(DraftTable)
_HISTORY = table_of(HistoryItemTable)
_SESSION = table_of(SessionTable)
_SUMMARY = table_of(SessionSummaryTable)


@dataclass(frozen=True, slots=True)
class MergeDocument:
    """What it takes to undo a merge: uids of rows, and fields before and after as JSON.

    ``under`` are the rows that came along, the duplicate first; ``answers`` went out of use.
    """

    under: tuple[str, ...]
    drafts: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()
    was_active: bool = True
    before: str = "{}"
    after: str = "{}"


def join(
    session: Session, kept_uid: str, duplicate_uid: str, document: MergeDocument
) -> MergeDocument:
    """Let the duplicate, and what was merged into it before, belong to the client kept."""
    connection = session.connection()
    kept = row_id(session, ClientTable, kept_uid)
    duplicate = row_id(session, ClientTable, duplicate_uid)
    under = ids_under(session, duplicate)
    connection.execute(
        update(_CLIENT).where(_CLIENT.c.id.in_(under)).values(merged_into_id=kept, active=False)
    )
    drafts = _hand_over_drafts(session, under, kept, kept_uid)
    connection.execute(
        update(_HISTORY).where(_HISTORY.c.uid.in_(document.answers)).values(active=False)
    )
    _bring_in_line(session, kept, under)
    uids = connection.execute(
        select(_CLIENT.c.uid).where(_CLIENT.c.id.in_(under)).order_by(_CLIENT.c.id != duplicate)
    )
    return replace(document, under=tuple(uids.scalars()), drafts=drafts)


def insert_merge(
    session: Session,
    uid: str,
    pair: tuple[str, str],
    made: tuple[Practitioner, datetime],
    document: MergeDocument,
) -> None:
    """Keep a merge; ``pair`` are the uids of the client kept and of the duplicate."""
    person, at = made
    insert_row(
        session,
        ClientMergeTable,
        {
            "uid": uid,
            "kept_id": row_id(session, ClientTable, pair[0]),
            "duplicate_id": row_id(session, ClientTable, pair[1]),
            "document": canonical(document),
            "merged_at": at,
            "merged_by": person.name,
        },
    )


def part(
    session: Session, uid: str, document: MergeDocument, made: tuple[Practitioner, datetime]
) -> None:
    """Let the duplicate stand alone again, with what came along with it."""
    connection = session.connection()
    duplicate = row_id(session, ClientTable, document.under[0])
    kept = connection.execute(
        select(_CLIENT.c.merged_into_id).where(_CLIENT.c.id == duplicate)
    ).scalar_one()
    along = connection.execute(
        select(_CLIENT.c.id).where(
            _CLIENT.c.uid.in_(document.under[1:]), _CLIENT.c.merged_into_id == kept
        )
    )
    connection.execute(
        update(_CLIENT)
        .where(_CLIENT.c.id.in_(along.scalars().all()))
        .values(merged_into_id=duplicate)
    )
    connection.execute(
        update(_CLIENT)
        .where(_CLIENT.c.id == duplicate)
        .values(merged_into_id=None, active=document.was_active)
    )
    _take_drafts_back(session, document.drafts, duplicate, document.under[0])
    connection.execute(
        update(_HISTORY).where(_HISTORY.c.uid.in_(document.answers)).values(active=True)
    )
    _bring_in_line(session, duplicate, ids_under(session, duplicate))
    if kept is not None:
        _bring_in_line(session, kept, ids_under(session, kept))
    person, at = made
    row = row_id(session, ClientMergeTable, uid)
    update_row(session, ClientMergeTable, row, {"undone_at": at, "undone_by": person.name})


def _bring_in_line(session: Session, kept: int, under: tuple[int, ...]) -> None:
    """What lists read of the sessions of these rows is now that of the client kept."""
    sessions = select(_SESSION.c.id).where(_SESSION.c.client_id.in_(under))
    session.connection().execute(
        update(_SUMMARY).where(_SUMMARY.c.session_id.in_(sessions)).values(client_id=kept)
    )
    for number in under:
        keep_summaries(session, number, None)
    keep_summaries(session, kept, None)
    keep_search_text(session, kept)


def _hand_over_drafts(
    session: Session, under: tuple[int, ...], kept: int, kept_uid: str
) -> tuple[str, ...]:
    rows = (
        session.connection()
        .execute(
            select(_DRAFT.c.id, _DRAFT.c.uid, _DRAFT.c.document).where(
                _DRAFT.c.client_id.in_(under)
            )
        )
        .all()
    )
    for row in rows:
        _write_draft(session, row.id, row.document, kept, kept_uid)
    return tuple(row.uid for row in rows)


def _take_drafts_back(
    session: Session, uids: tuple[str, ...], client: int, client_uid: str
) -> None:
    rows = session.connection().execute(
        select(_DRAFT.c.id, _DRAFT.c.document).where(_DRAFT.c.uid.in_(uids))
    )
    for row in rows.all():
        _write_draft(session, row.id, row.document, client, client_uid)


def _write_draft(session: Session, row: int, document: str, client: int, client_uid: str) -> None:
    draft = replace(from_text(SessionDraft, document), client_uid=client_uid)
    update_row(session, DraftTable, row, {"client_id": client, "document": canonical(draft)})
