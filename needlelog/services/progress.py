"""A client's way so far, on one time axis."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from needlelog.db.queries.adverse_events import events_of_client
from needlelog.db.queries.follow_ups import follow_ups_of_client
from needlelog.db.queries.photos import photos
from needlelog.db.queries.plans import plans_of, progress_of
from needlelog.db.queries.scores import totals_of_client
from needlelog.db.queries.timeline import sessions_on_axis
from needlelog.domain.score_series import series_of
from needlelog.domain.timeline import PlannedSession, Timeline, planned_sessions
from needlelog.files.atomic_write import write_atomically
from needlelog.services.acts import acting
from needlelog.services.scores import known_scales

if TYPE_CHECKING:
    from pathlib import Path

    from needlelog.services.clinic import Clinic

__all__ = ["Timeline", "client_timeline", "write_report"]

LOOK_AHEAD = timedelta(days=730)


def client_timeline(clinic: Clinic, client_uid: str) -> Timeline:
    """The client's sessions that count, the scores as series, what came of it, what is foreseen.

    Sessions are oldest first. The newest active plan says what is foreseen, for two years at most.
    """
    with clinic.database.read() as session:
        sessions = sessions_on_axis(session, client_uid)
        plan = next((plan for plan in plans_of(session, client_uid) if plan.active), None)
        progress = progress_of(session, plan.uid) if plan else None
        scores = series_of(totals_of_client(session, client_uid), known_scales(session))
        follow_ups = follow_ups_of_client(session, client_uid)
        events = events_of_client(session, client_uid)
        pictures = photos(session, client_uid)
    planned: tuple[PlannedSession, ...] = ()
    if plan is not None and progress is not None:
        latest = clinic.clock().astimezone().date() + LOOK_AHEAD
        planned = planned_sessions(plan, progress.done, progress.last_on, latest)
    return Timeline(sessions, planned, plan, scores, follow_ups, events, pictures)


def write_report(
    clinic: Clinic,
    client_uid: str,
    kind: str,
    photo_uids: tuple[str, ...],
    pages: bytes,
    path: Path,
) -> None:
    """Write a finished report, not encrypted, to ``path``; the trail says so, with its photos.

    Raises:
        NotAllowed, DiskFull, WriteRefused, WriteFailed: nothing was written.
    """
    with acting(clinic, "write_progress_report") as act:
        act.record(
            "progress report written",
            "client",
            client_uid,
            after={"for": kind, "photos": list(photo_uids)},
        )
        write_atomically(path, pages)
