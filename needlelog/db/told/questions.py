"""Questions about sessions against the entries of asking, answering and closing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from needlelog.db.told.entries import Entry, Trail
from needlelog.db.told.rows import rows_under
from needlelog.db.told.telling import Telling
from needlelog.db.transaction import Session
from needlelog.domain.faults import Fault

_ASKED, _CLOSED = "question asked", "question closed"
ACTS = frozenset({_ASKED, _CLOSED, "addendum"})
"""The acts about a session that can tell of a question."""
_TOGETHER = frozenset({"closed_at", "closed_by"})
"""Columns that two computers decide together: of two the first holds."""


def question_faults(
    session: Session, trail: Trail, sessions: Sequence[int], entries: Iterable[Entry]
) -> Iterator[Fault]:
    """Questions about some sessions, by row number, that are not as the entries about them tell."""
    tellings: defaultdict[str, Telling] = defaultdict(Telling)
    hidden = set()
    for entry in entries:
        uid = entry.told.get("question")
        if entry.emptied:
            hidden.add(entry.record_uid)
        elif isinstance(uid, str):
            tellings[uid].add(entry, _question(entry))
    present = set()
    for row in rows_under(session, "question", "session_id", sessions):
        present.add(row["uid"])
        telling = tellings[row["uid"]]
        wrong = telling.wrong(row, trail, _TOGETHER) or not telling.is_told
        if wrong and row["session_uid"] not in hidden:
            yield Fault("told", f"Question {row['uid']} is not what the trail tells.")
    for uid in sorted(tellings.keys() - present):
        yield Fault("told", f"Question {uid} stands in the trail and is missing now.")


def _question(entry: Entry) -> dict[str, Any]:
    at = entry.made_at.isoformat()
    if entry.act == _ASKED:
        return {
            "session_uid": entry.record_uid,
            "text": entry.told.get("text"),
            "asked_by_uid": entry.person_uid,
            "asked_by": entry.person,
            "asked_at": at,
            "closed_at": None,
            "closed_by": "",
        }
    if entry.act == _CLOSED:
        return {"closed_at": at, "closed_by": entry.person}
    return {"answer_uid": entry.told.get("addendum")}
