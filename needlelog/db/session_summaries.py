"""Keeping what lists show of a signed session, and the words by which it is found."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select, text

from needlelog.db.plan_lateness import keep_all_lateness
from needlelog.db.prepared import Prepared
from needlelog.db.same_client import kept_id
from needlelog.db.session_reading import records_by_id
from needlelog.db.session_words import search_words
from needlelog.db.summaries import keep_plan_summary
from needlelog.db.tables.base import table_of
from needlelog.db.tables.review import SessionSummaryTable
from needlelog.db.tables.sessions import SessionTable
from needlelog.db.transaction import Session
from needlelog.db.week_sums import keep_all_weeks
from needlelog.domain.review import review_facts
from needlelog.domain.sessions import SessionDraft, SessionRecord, SessionState

_SESSION = table_of(SessionTable)
_SUMMARY = table_of(SessionSummaryTable)
_AT_ONCE = 500

_KEEP = Prepared(
    text(
        "INSERT INTO session_summary"
        " (session_id, client_id, practitioner_id, day, ticks, flags, deepest_um, most_passes,"
        " zones)"
        " VALUES (:session_id, :client_id, :practitioner_id, :day, :ticks, :flags, :deepest_um,"
        " :most_passes, :zones)"
    )
)
_KEEP_WORDS = Prepared(
    text("INSERT INTO session_search (rowid, words) VALUES (:session_id, :words)")
)


def summary_columns(record: SessionRecord) -> dict[str, Any]:
    """The columns that are worked out from the record alone."""
    facts = review_facts(record)
    return {
        "ticks": int(facts.ticks),
        "flags": int(facts.flags),
        "deepest_um": facts.deepest_um,
        "most_passes": facts.most_passes,
        "zones": facts.zones,
    }


def keep_session_summary(
    session: Session, session_id: int, head: dict[str, Any], record: SessionRecord
) -> int:
    """Keep what lists show of a record that was signed just now, and return the flags kept of it.

    ``head`` is its row.
    """
    columns = summary_columns(record)
    _KEEP.run(
        session,
        session_id=session_id,
        client_id=kept_id(session, head["client_id"]),
        practitioner_id=head["practitioner_id"],
        day=head["day"],
        **columns,
    )
    keep_search_words(session, session_id, record.content)
    return int(columns["flags"])


def keep_search_words(session: Session, session_id: int, content: SessionDraft) -> None:
    """Keep the words by which a session is found."""
    _KEEP_WORDS.run(session, session_id=session_id, words=search_words(content))


def add_missing_summaries(session: Session) -> int:
    """Keep summaries for sessions signed by a program that kept none; return how many."""
    connection = session.connection()
    rows = connection.execute(
        select(
            _SESSION.c.id, _SESSION.c.client_id, _SESSION.c.practitioner_id, _SESSION.c.day
        ).where(
            _SESSION.c.state != SessionState.OPEN,
            _SESSION.c.id.not_in(select(_SUMMARY.c.session_id)),
        )
    ).all()
    for start in range(0, len(rows), _AT_ONCE):
        part = rows[start : start + _AT_ONCE]
        for row, record in zip(part, records_by_id(session, [row.id for row in part]), strict=True):
            keep_session_summary(session, row.id, dict(row._mapping), record)
    if rows:
        plans = select(_SESSION.c.plan_id).where(_SESSION.c.plan_id.is_not(None)).distinct()
        for plan_id in connection.execute(plans).scalars().all():
            keep_plan_summary(session, plan_id)
        keep_all_lateness(session)
        keep_all_weeks(session)
    return len(rows)
