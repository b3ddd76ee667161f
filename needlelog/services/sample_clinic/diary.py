"""What the clients of the sample clinic said in the days after, and what came of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from needlelog.domain.adverse_events import AdverseEvent
from needlelog.domain.follow_up import FollowUp, Symptom, with_rest_none
from needlelog.services.adverse_events import record_event, update_event
from needlelog.services.follow_up import record_follow_up

if TYPE_CHECKING:
    from needlelog.services.sample_clinic.cases import Course, Told
    from needlelog.services.sample_clinic.stage import Stage

_HOUR, _LATER_HOUR = 17, 18


def write_diary(
    stage: Stage, course: Course, told: Told, client_uid: str, session_uid: str, days_ago: int
) -> None:
    """Write one follow-up down on its day, with the adverse event that it led to."""
    since = days_ago - told.day
    clinic = stage.on(stage.instant(since, _HOUR), course.person)
    symptoms = with_rest_none(Symptom(sign, grade) for sign, grade in told.symptoms)
    kept = record_follow_up(
        clinic,
        FollowUp(
            "",
            client_uid,
            session_uid,
            None,
            stage.day(since),
            told.reached,
            symptoms if told.reached else (),
            told.note,
        ),
    )
    happened = told.event
    if happened is None:
        return
    event = record_event(
        clinic,
        AdverseEvent(
            "",
            client_uid,
            happened.kind,
            kept.seen_on,
            happened.grade,
            happened.action,
            happened.referral,
            session_uid=session_uid,
            follow_up_uid=kept.uid,
        ),
    )
    if happened.resolved_after is not None:
        over = since - happened.resolved_after
        clinic = stage.on(stage.instant(over, _LATER_HOUR), course.person)
        resolved_on = kept.seen_on + timedelta(days=happened.resolved_after)
        update_event(clinic, replace(event, resolved_on=resolved_on))
