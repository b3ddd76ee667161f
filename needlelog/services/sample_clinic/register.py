"""Writing a client of the sample clinic and the plan into the log."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from needlelog.domain.clients import (
    AvoidMark,
    Client,
    ClientConcern,
    Consent,
    ConsentKind,
    ConsentStatus,
    HistoryItem,
)
from needlelog.domain.plans import Plan
from needlelog.services import clients, plans

if TYPE_CHECKING:
    from datetime import date

    from needlelog.services.sample_clinic.cases import Case, Known, Spot
    from needlelog.services.sample_clinic.stage import Stage

CONSENT_VERSION = "3"
_DAYS_UNTIL_PLANNED_START = 4


def first_day_ago(case: Case) -> int:
    """How many days ago the client came for the first time."""
    course = case.course
    return course.days_ago_of(1) if course and course.done else 1


def register(stage: Stage, case: Case) -> str:
    """Add the client, half an hour before the first session, with the plan; returns the uid."""
    days_ago = first_day_ago(case)
    day = stage.day(days_ago)
    course = case.course
    clinic = stage.on(stage.instant(days_ago, 8, 30), course.person if course else 0)
    kept = clients.create_client(clinic, _client(stage, case, day))
    if course is None:
        return kept.uid
    started = day if course.done else stage.day(-_DAYS_UNTIL_PLANNED_START)
    plans.save_plan(
        clinic,
        Plan(
            "",
            kept.uid,
            course.concern,
            zones=tuple((goal.zone, goal.side) for goal in course.goals),
            planned_sessions=course.planned,
            interval_days=course.interval,
            phase=course.phase,
            started_on=started,
        ),
    )
    return kept.uid


def _client(stage: Stage, case: Case, day: date) -> Client:
    return Client(
        "",
        case.name,
        birth_date=stage.day(case.born_days_ago),
        sex=case.sex,
        phone=case.phone,
        email=case.email,
        emergency_contact=case.emergency,
        phototype=case.phototype,
        note=case.note,
        history=tuple(_history_item(stage, known, day) for known in case.known),
        concerns=_concerns(case),
        avoid=tuple(_mark(spot, day) for spot in case.spots),
        consents=_consents(case, day),
    )


def _history_item(stage: Stage, known: Known, asked_on: date) -> HistoryItem:
    return HistoryItem(
        "",
        known.kind,
        known.name,
        known.answer,
        last_exposure=None if known.days_ago is None else stage.day(known.days_ago),
        asked_on=asked_on,
        note=known.note,
        alert=known.alert,
    )


def _concerns(case: Case) -> tuple[ClientConcern, ...]:
    if case.course is None:
        return ()
    zones = tuple((goal.zone, goal.side) for goal in case.course.goals)
    first = ClientConcern("", case.course.concern, zones, case.severity)
    return (first, *(ClientConcern("", *further) for further in case.further))


def _mark(spot: Spot, since: date) -> AvoidMark:
    until = None if spot.holds_days is None else since + timedelta(days=spot.holds_days)
    return AvoidMark(
        "",
        spot.kind,
        spot.map_name,
        spot.x,
        spot.y,
        spot.zone,
        spot.side,
        since=since,
        until=until,
        note=spot.note,
    )


def _consents(case: Case, day: date) -> tuple[Consent, ...]:
    if case.course is None:
        return ()
    answers = (
        (ConsentKind.TREATMENT, True),
        (ConsentKind.PHOTO, case.photos_agreed),
        (ConsentKind.MARKETING, case.marketing_agreed),
    )
    return tuple(
        Consent(
            "",
            kind,
            CONSENT_VERSION,
            ConsentStatus.GIVEN if agreed else ConsentStatus.REFUSED,
            day,
        )
        for kind, agreed in answers
    )
