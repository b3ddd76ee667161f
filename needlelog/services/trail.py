"""The trail to read: the history of one session, the trail of the whole clinic, and its check."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from needlelog.db.queries import trail as query
from needlelog.domain.trail import TrailEntry, TrailFilter
from needlelog.services.acts import Permission, require
from needlelog.services.verification import Progress, verify

if TYPE_CHECKING:
    from needlelog.domain.faults import Fault
    from needlelog.services.clinic import Clinic

__all__ = [
    "TrailCheck",
    "TrailEntry",
    "TrailFilter",
    "check_trail",
    "history",
    "trail_kinds",
    "trail_page",
]

ON_ONE_PAGE = 100


@dataclass(frozen=True, slots=True)
class TrailCheck:
    """What a check of the clinic found, when it was made, and how many entries the trail had.

    ``faults`` begins with what is wrong in the trail itself, the first broken entry first.
    """

    at: datetime
    entries: int
    faults: tuple[Fault, ...]

    @property
    def whole(self) -> bool:
        """Whether everything is as it was written."""
        return not self.faults


def history(clinic: Clinic, session_uid: str) -> tuple[TrailEntry, ...]:
    """What happened to a session and to what belongs to it, the newest first.

    Raises:
        NotAllowed: the person may not sign in any more.
    """
    require(clinic.person, Permission.ANYBODY, "history")
    with clinic.database.read() as session:
        return query.history(session, session_uid)


def trail_page(
    clinic: Clinic,
    wanted: TrailFilter = TrailFilter(),  # noqa: B008  an immutable value
    older_than: int | None = None,
    limit: int = ON_ONE_PAGE,
) -> tuple[TrailEntry, ...]:
    """One page of the clinic's trail, the newest first, after the entry ``older_than``.

    Raises:
        NotAllowed: the person is neither a manager nor an inspector.
    """
    require(clinic.person, Permission.REVIEWER, "read_trail")
    zone = clinic.clock().astimezone().tzinfo

    def midnight(day: date) -> datetime:
        return datetime.combine(day, time(), zone)

    with clinic.database.read() as session:
        return query.trail_page(
            session,
            person_uid=wanted.person_uid,
            kind=wanted.kind,
            since=midnight(wanted.first) if wanted.first else None,
            until=midnight(wanted.last + timedelta(days=1)) if wanted.last else None,
            older_than=older_than,
            limit=limit,
        )


def trail_kinds(clinic: Clinic) -> tuple[str, ...]:
    """The kinds of records that the trail speaks of. Raises `NotAllowed`."""
    require(clinic.person, Permission.REVIEWER, "read_trail")
    with clinic.database.read() as session:
        return query.trail_kinds(session)


def check_trail(clinic: Clinic, progress: Progress | None = None) -> TrailCheck:
    """Check every entry, record and photo of the clinic now; takes long in a large one.

    ``progress`` is told how far it is, of how much; what it raises ends the check.

    Raises:
        NotAllowed: the person is neither a manager nor an inspector.
        KnownError: the database cannot be opened at all.
    """
    require(clinic.person, Permission.REVIEWER, "check_trail")
    faults = verify(clinic, progress)
    with clinic.database.read() as session:
        entries = query.trail_length(session)
    ordered = sorted(faults, key=lambda fault: fault.code != "chain")
    return TrailCheck(clinic.clock(), entries, tuple(ordered))
