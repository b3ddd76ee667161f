"""What waits for somebody: sessions unfinished or put off, and questions about one's own records.

Apart from the services that write, because Today asks for these at each start and for no more.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from needlelog.db import draft_store, review_store
from needlelog.db.queries.deferred import DeferredRow
from needlelog.db.queries.deferred import deferred_due as due_again
from needlelog.db.review_store import Question
from needlelog.domain.zones import Side

if TYPE_CHECKING:
    from needlelog.services.clinic import Clinic

__all__ = [
    "DeferredRow",
    "DraftRow",
    "Question",
    "answers_to_read",
    "deferred_due",
    "drafts",
    "questions_for_me",
]


@dataclass(frozen=True, slots=True)
class DraftRow:
    """An unfinished session in a list; ``zones`` are the zones written down so far."""

    uid: str
    client_uid: str
    client_name: str
    practitioner_name: str
    saved_at: datetime
    zones: tuple[tuple[str, Side], ...]


def drafts(clinic: Clinic) -> tuple[DraftRow, ...]:
    """The unfinished sessions, the one saved last first."""
    with clinic.database.read() as session:
        stored = draft_store.drafts(session)
    return tuple(
        DraftRow(
            uid=each.draft.uid,
            client_uid=each.draft.client_uid,
            client_name=each.client_name,
            practitioner_name=each.practitioner_name,
            saved_at=each.saved_at,
            zones=tuple((zone.zone, zone.side) for zone in each.draft.zones),
        )
        for each in stored
    )


def deferred_due(clinic: Clinic, today: date, days_ahead: int = 0) -> tuple[DeferredRow, ...]:
    """The sessions that were put off and are to be asked about by then, the longest due first.

    A session that was begun, signed or put off for the client since then takes one off the list.
    """
    with clinic.database.read() as session:
        return due_again(session, today + timedelta(days=days_ahead))


def questions_for_me(clinic: Clinic) -> tuple[Question, ...]:
    """The questions that wait for an answer of the person signed in."""
    with clinic.database.read() as session:
        return review_store.questions(session, practitioner_uid=clinic.person.uid, waiting=True)


def answers_to_read(clinic: Clinic) -> tuple[Question, ...]:
    """The questions that have an answer and that no manager closed yet; none for other people."""
    if not clinic.person.may_manage:
        return ()
    with clinic.database.read() as session:
        return review_store.questions(session, answered=True)
