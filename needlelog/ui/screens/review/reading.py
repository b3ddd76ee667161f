"""What the review reads on the worker: the list in two steps, and the figures around it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from needlelog.domain.review import Flag
from needlelog.domain.session_filter import SessionFilter
from needlelog.domain.sessions import SessionState
from needlelog.services import review
from needlelog.services.filter_choices import FilterChoices, filter_choices

if TYPE_CHECKING:
    from needlelog.services.clinic import Clinic
    from needlelog.services.review import SavedFilter

FIRST_PAGE = 100
"""So many sessions are shown at once; the rest follows."""
AT_ONCE = 500
"""So many sessions are looked at for one countersigning; the next ones come after them."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Figures and names around the list.

    ``total`` are all sessions. ``waiting`` and ``complete`` are sessions of the filter that can be countersigned, ``queue``
    all that wait in the clinic, ``asked`` those with an open question.
    """

    total: int = 0
    waiting: int = 0
    complete: int = 0
    queue: int = 0
    asked: int = 0
    choices: FilterChoices = FilterChoices()  # noqa: RUF009  an immutable value
    saved: tuple[SavedFilter, ...] = ()


def waiting_of(wanted: SessionFilter) -> SessionFilter | None:
    """What of a filter waits for a countersignature; ``None`` where nothing can."""
    if wanted.states and SessionState.SIGNED not in wanted.states:
        return None
    return replace(wanted, states=(SessionState.SIGNED,))


def read_surroundings(clinic: Clinic, wanted: SessionFilter) -> Surroundings:
    """Read everything but the list."""
    waiting = waiting_of(wanted)
    count = lacking = 0
    if waiting is not None:
        count = review.count_sessions(clinic, waiting)
        lacking = review.count_sessions(clinic, replace(waiting, incomplete=True))
    asked = SessionFilter(flags=Flag.QUESTION)
    return Surroundings(
        total=review.count_sessions(clinic, SessionFilter()),
        waiting=count,
        complete=count - lacking,
        queue=review.count_sessions(clinic, review.QUEUE),
        asked=review.count_sessions(clinic, asked),
        choices=filter_choices(clinic, wanted),
        saved=review.saved_filters(clinic),
    )
