"""Everything that is shown of one session beside the list, read in one go on the worker."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from needlelog.services import review, sessions, trail
from needlelog.services.follow_up import Outcomes, session_outcomes

if TYPE_CHECKING:
    from needlelog.domain.sessions import SessionRecord
    from needlelog.services.clinic import Clinic
    from needlelog.services.review import Question, SessionRow
    from needlelog.services.trail import TrailEntry


@dataclass(frozen=True, slots=True)
class SessionPreview:
    """A session as a reviewer reads it; ``history`` is the newest entry first."""

    row: SessionRow
    record: SessionRecord
    history: tuple[TrailEntry, ...]
    questions: tuple[Question, ...]
    outcomes: Outcomes


def read_preview(clinic: Clinic, number: int) -> SessionPreview | None:
    """Read a session by its number; ``None`` for one that is not there any more."""
    rows = review.session_rows(clinic, [number])
    if not rows:
        return None
    uid = rows[0].uid
    return SessionPreview(
        row=rows[0],
        record=sessions.session_record(clinic, uid),
        history=trail.history(clinic, uid),
        questions=review.questions_of(clinic, uid),
        outcomes=session_outcomes(clinic, uid),
    )
