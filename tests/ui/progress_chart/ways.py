"""A client's way with something in every lane."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from needlelog.domain.adverse_events import AdverseEvent, AdverseKind
from needlelog.domain.follow_up import FollowUp, Sign, Symptom
from needlelog.domain.photos import Photo, PhotoPhase
from needlelog.domain.plans import Plan
from needlelog.domain.scales import Rater
from needlelog.domain.score_series import ScorePoint, ScoreSeries
from needlelog.domain.timeline import (
    PlannedSession,
    Timeline,
    TimelineProduct,
    TimelineSession,
    TimelineZone,
)
from needlelog.domain.zones import Side
from needlelog.files.reference_data import scale_catalogue

DAY = date(2026, 9, 22)
PLAN = Plan("plan", "client", "Acne scars", planned_sessions=4, interval_days=30)


def later(days: int) -> date:
    return DAY + timedelta(days=days)


def scored(code: str, rater: Rater, by: str, *totals: float) -> ScoreSeries:
    scale = next(each for each in scale_catalogue().scales if each.code == code)
    points = tuple(
        ScorePoint(later(30 * n), round(total * 1000), f"{code}-{by}-{n}")
        for n, total in enumerate(totals)
    )
    return ScoreSeries(scale, rater, by, points)


def photo(uid: str, days: int) -> Photo:
    at = datetime(2026, 9, 22, 9, tzinfo=UTC) + timedelta(days=days)
    return Photo(uid, "client", "face_front", PhotoPhase.BEFORE, uid, "image/jpeg", 1, 1, at, at)


def whole_way() -> Timeline:
    sessions = tuple(
        TimelineSession(
            f"s{n}",
            n,
            later(30 * (n - 1)),
            (
                TimelineZone("cheek_lateral", Side.BOTH, 1000 + 250 * n, 4),
                TimelineZone("chin", Side.MID, 750, 4),
            ),
            pain=4,
            erythema=2,
            products=(TimelineProduct("=HA", f"H{n}", "hyaluronic_acid"),),
        )
        for n in (1, 2, 3)
    )
    follow_up = FollowUp("f1", "client", "s3", 3, later(63), symptoms=(Symptom(Sign.REDNESS, 2),))
    event = AdverseEvent("e1", "client", AdverseKind.DARKENING, later(14), 1, resolved_on=later(40))
    return Timeline(
        sessions,
        (PlannedSession(4, later(90)),),
        PLAN,
        (
            scored("mmasi", Rater.CLINICIAN, "Rina", 12, 9, 6),
            scored("mmasi", Rater.CLINICIAN, "Jana", 10, 10),
            scored("satisfaction", Rater.CLIENT, "", 4, 5, 8),
        ),
        (follow_up,),
        (event,),
        (photo("p1", 0), photo("p2", 60), photo("p3", 60)),
    )
