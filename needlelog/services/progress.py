"""A client's way so far, on one time axis."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from needlelog.db.queries.plans import plans_of, progress_of
from needlelog.db.queries.scores import totals_of_client
from needlelog.db.session_store import records_of_client
from needlelog.domain.score_series import series_of
from needlelog.domain.timeline import Timeline, planned_sessions, timeline_session
from needlelog.services.scores import known_scales

if TYPE_CHECKING:
    from needlelog.services.clinic import Clinic

__all__ = ["Timeline", "client_timeline"]

LOOK_AHEAD = timedelta(days=730)


def client_timeline(clinic: Clinic, client_uid: str) -> Timeline:
    """The client's sessions that count, oldest first, the scores as series, and what is foreseen.

    The newest active plan says what is foreseen.

    Sessions are foreseen for two years at most.
    """
    with clinic.database.read() as session:
        records = records_of_client(session, client_uid, counted_only=True)
        plan = next((plan for plan in plans_of(session, client_uid) if plan.active), None)
        progress = progress_of(session, plan.uid) if plan else None
        scores = series_of(totals_of_client(session, client_uid), known_scales(session))
    sessions = tuple(timeline_session(record.content) for record in reversed(records))
    if plan is None or progress is None:
        return Timeline(sessions, scores=scores)
    latest = clinic.clock().astimezone().date() + LOOK_AHEAD
    planned = planned_sessions(plan, progress.done, progress.last_on, latest)
    return Timeline(sessions, planned, plan, scores)
