"""Everything that is shown of one session beside the list, read in one go on the worker."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from needlelog.domain.record_errors import NoSuchRecord
from needlelog.services import recalls, review, sessions, trail
from needlelog.services.follow_up import Outcomes, session_outcomes

if TYPE_CHECKING:
    from needlelog.domain.recalls import RecalledUse
    from needlelog.domain.sessions import SessionDraft, SessionRecord
    from needlelog.services.clinic import Clinic
    from needlelog.services.review import Question, SessionRow
    from needlelog.services.trail import TrailEntry


@dataclass(frozen=True, slots=True)
class SessionPreview:
    """A session as a reviewer reads it; ``history`` is the newest entry first.

    ``repeated`` is the session it repeats, ``None`` for one that was written down from nothing.
    """

    row: SessionRow
    record: SessionRecord
    history: tuple[TrailEntry, ...]
    questions: tuple[Question, ...]
    outcomes: Outcomes
    repeated: SessionDraft | None = None
    recalled: tuple[RecalledUse, ...] = ()


def read_preview(clinic: Clinic, number: int) -> SessionPreview | None:
    """Read a session by its number; ``None`` for one that is not there any more."""
    rows = review.session_rows(clinic, [number])
    if not rows:
        return None
    uid = rows[0].uid
    record = sessions.session_record(clinic, uid)
    return SessionPreview(
        row=rows[0],
        record=record,
        history=trail.history(clinic, uid),
        questions=review.questions_of(clinic, uid),
        outcomes=session_outcomes(clinic, uid),
        repeated=_repeated(clinic, record.content.repeated_from),
        recalled=recalls.recalled_in(clinic, uid),
    )


def _repeated(clinic: Clinic, uid: str | None) -> SessionDraft | None:
    if uid is None:
        return None
    try:
        return sessions.session_record(clinic, uid).content
    except NoSuchRecord:
        return None
