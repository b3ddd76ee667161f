"""The figures of a period, and that each leads to the sessions it counts."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from needlelog.db.queries import counted_sessions
from needlelog.domain.adverse_events import AdverseEvent, AdverseKind
from needlelog.domain.clients import Client
from needlelog.domain.dashboard import Adherence, of_week
from needlelog.domain.people import Role
from needlelog.domain.plans import Plan, days_late
from needlelog.domain.review import Flag
from needlelog.domain.session_filter import SessionFilter
from needlelog.domain.sessions import TopicalRow, ZoneRow
from needlelog.domain.zones import Side
from needlelog.services import insights, review, sessions
from needlelog.services.adverse_events import record_event
from needlelog.services.clients import create_client
from needlelog.services.clinic import Clinic
from needlelog.services.filter_choices import filter_choices
from needlelog.services.insights import dashboard
from needlelog.services.people import add_person
from needlelog.services.plans import save_plan
from needlelog.services.verification import verify
from tests.services.conftest import PASSPHRASE, PEOPLE, SteppingClock

ALL = SessionFilter()
BEGIN = datetime(2025, 12, 1, 10, tzinfo=UTC)  # a Monday
SHALLOW, DEEP = 250, 3000


@pytest.fixture
def amara(clinic: Clinic) -> Client:
    return create_client(clinic, Client("", "Amara", phototype=4))


def treat(
    clinic: Clinic,
    clock: SteppingClock,
    client: Client,
    day: int,
    *depths: int,
    zone: str = "chin",
    reason: str = "",
    serum: str = "",
) -> str:
    clock.now = BEGIN + timedelta(days=day)
    draft = sessions.start_session(clinic, client.uid)
    zones = tuple(
        ZoneRow(number, zone, Side.MID, depth_um=depth, reason=reason if depth == DEEP else "")
        for number, depth in enumerate(depths or (SHALLOW,), 1)
    )
    topicals = (TopicalRow(1, serum, lot="L1"),) if serum else ()
    sessions.save_draft(clinic, replace(draft, zones=zones, reactions=(), topicals=topicals))
    sessions.sign_session(clinic, draft.uid)
    return draft.uid


def listed(clinic: Clinic, ids: list[int]) -> list[str]:
    return [row.uid for row in review.session_rows(clinic, ids)]


def test_an_empty_clinic_has_no_figures(clinic: Clinic) -> None:
    found = dashboard(clinic, ALL)
    assert (found.sessions, found.clients, found.weeks, found.zones) == (0, 0, (), ())
    assert found.events_per_100 is None


def test_sessions_by_week_and_practitioner(
    clinic: Clinic, clock: SteppingClock, amara: Client
) -> None:
    for day in (0, 6, 21):
        treat(clinic, clock, amara, day)
    clinic.person = PEOPLE[Role.PRACTITIONER]
    own = treat(clinic, clock, amara, 22)
    assert dashboard(clinic, ALL).sessions == 1
    clinic.person = PEOPLE[Role.MANAGER]
    found = dashboard(clinic, ALL)
    assert found.people == ("Jana Ø", "Rina Patel")
    assert [(week.week, week.counts) for week in found.weeks] == [
        (date(2025, 12, 1), (0, 2)),
        (date(2025, 12, 8), (0, 0)),
        (date(2025, 12, 15), (0, 0)),
        (date(2025, 12, 22), (1, 1)),
    ]
    behind = review.find_sessions(clinic, of_week(ALL, date(2025, 12, 22)))
    assert len(behind) == 2
    assert own in listed(clinic, behind)


def test_practitioners_of_one_name_are_told_apart(
    clinic: Clinic, clock: SteppingClock, amara: Client
) -> None:
    other = add_person(clinic, replace(PEOPLE[Role.PRACTITIONER], uid=""), PASSPHRASE)
    for person, days in ((PEOPLE[Role.PRACTITIONER], (0, 1)), (other, (2, 3, 4))):
        clinic.person = person
        for day in days:
            treat(clinic, clock, amara, day)
    clinic.person = PEOPLE[Role.MANAGER]
    found = dashboard(clinic, ALL)
    shares = dict(zip(found.people, found.weeks[0].counts, strict=True))
    choices = dict(filter_choices(clinic, ALL).people)
    assert shares == {
        choices[PEOPLE[Role.PRACTITIONER].uid]: 2,
        choices[other.uid]: 3,
    }
    assert set(shares) == {"Jana Ø (1)", "Jana Ø (2)"}


def test_the_client_of_a_filter_is_told_with_the_birth_date(clinic: Clinic) -> None:
    client = create_client(clinic, Client("", "Anna Weber", date(1994, 2, 14)))
    choices = filter_choices(clinic, SessionFilter(client_uid=client.uid))
    assert (choices.client, choices.client_born) == ("Anna Weber", date(1994, 2, 14))
    assert filter_choices(clinic, ALL).client == ""


def test_growth_is_against_as_many_days_before(
    clinic: Clinic, clock: SteppingClock, amara: Client
) -> None:
    for day in (0, 1, 7):
        treat(clinic, clock, amara, day)
    week = SessionFilter(first=date(2025, 12, 8), last=date(2025, 12, 14))
    found = dashboard(clinic, week)
    assert (found.sessions, found.before) == (1, 2)
    assert dashboard(clinic, ALL).before is None


@pytest.mark.parametrize(
    "wanted",
    [
        ALL,
        SessionFilter(first=date(2025, 12, 1), last=date(2026, 12, 31)),
        SessionFilter(first=date(2025, 12, 3)),
        SessionFilter(first=date(2025, 12, 3), last=date(2025, 12, 4)),
        SessionFilter(last=date(2025, 12, 23)),
        SessionFilter(practitioner_uid="person-manager"),
        SessionFilter(phototype=4),
        SessionFilter(zone="chin"),
        SessionFilter(first=date(2025, 12, 3), zone="forehead"),
    ],
)
def test_depths_and_products_are_the_same_from_sums_and_from_rows(
    clinic: Clinic, clock: SteppingClock, amara: Client, wanted: SessionFilter
) -> None:
    for day, zone in ((0, "chin"), (2, "chin"), (9, "forehead"), (23, "chin")):
        treat(clinic, clock, amara, day, SHALLOW, DEEP, zone=zone, reason="scar", serum="Hyal")
    found = dashboard(clinic, wanted)
    counted = review.session_rows(clinic, review.find_sessions(clinic, wanted))
    depths: dict[str, dict[int, int]] = {}
    for row in counted:
        for zone, _side, depth in row.zones:
            at = depths.setdefault(zone, {})
            at[depth or 0] = at.get(depth or 0, 0) + 1
    assert {zone.zone: dict(zone.rows) for zone in found.zones} == depths
    assert [zone.over for zone in found.zones] == [
        at[DEEP] for _zone, at in sorted(depths.items(), key=lambda each: -sum(each[1].values()))
    ]
    assert [(use.name, use.uses) for use in found.uses] == (
        [("Hyal", len(counted))] if counted else []
    )
    assert len(insights.product_sessions(clinic, wanted, "product", "Hyal")) == len(counted)


def test_void_sessions_and_drafts_count_nowhere(
    clinic: Clinic, clock: SteppingClock, amara: Client
) -> None:
    treat(clinic, clock, amara, 0, SHALLOW)
    before = dashboard(clinic, ALL)
    uid = treat(clinic, clock, amara, 0, SHALLOW, DEEP, reason="scar", serum="Hyal")
    assert dashboard(clinic, ALL) != before
    sessions.void_session(clinic, uid, "entered twice")
    assert dashboard(clinic, ALL) == before
    draft = sessions.start_session(clinic, amara.uid)
    assert dashboard(clinic, ALL).unsigned == 1
    sessions.discard_draft(clinic, draft.uid)
    assert dashboard(clinic, ALL) == before
    assert verify(clinic) == ()


def test_what_went_past_a_limit_and_why(
    clinic: Clinic, clock: SteppingClock, amara: Client
) -> None:
    first = treat(clinic, clock, amara, 0, DEEP, reason="Tolerated before")
    second = treat(clinic, clock, amara, 30, DEEP, reason="tolerated  before")
    treat(clinic, clock, amara, 60, SHALLOW)
    found = dashboard(clinic, ALL)
    assert (found.over_advice, found.over_without_reason) == (2, 0)
    (override,) = found.overrides
    assert (override.rule, override.sessions) == ("depth", 2)
    behind = insights.override_sessions(clinic, ALL, override.rule, override.reason)
    assert set(listed(clinic, behind)) == {first, second}
    flagged = review.find_sessions(clinic, SessionFilter(flags=Flag.OVER_ADVICE))
    assert set(flagged) == set(behind)


def test_adverse_events_for_each_hundred_sessions(
    clinic: Clinic, clock: SteppingClock, amara: Client
) -> None:
    uid = treat(clinic, clock, amara, 0)
    treat(clinic, clock, amara, 30)
    event = AdverseEvent(
        "", amara.uid, AdverseKind.BRUISE, date(2025, 12, 3), grade=1, session_uid=uid
    )
    record_event(clinic, event)
    record_event(clinic, replace(event, resolved_on=date(2025, 12, 9)))
    found = dashboard(clinic, ALL)
    assert (found.events.count, found.events.resolved, found.events_per_100) == (2, 1, 100.0)
    later = dashboard(clinic, SessionFilter(first=date(2025, 12, 20)))
    assert later.events.count == 0


def test_how_sessions_came_by_plan(clinic: Clinic, clock: SteppingClock, amara: Client) -> None:
    plan = save_plan(clinic, Plan("", amara.uid, "Scars", planned_sessions=6, interval_days=28))
    held = [treat(clinic, clock, amara, day) for day in (0, 28, 63, 98)]
    clock.now = BEGIN + timedelta(days=98 + 28 + 7)
    # 28 days after the first, 35 after the second (on its last good day), 35 after the third.
    assert dashboard(clinic, ALL).adherence == Adherence(done=3, late=0, missed=0)
    clock.forward(days=1)
    assert dashboard(clinic, ALL).adherence == Adherence(done=3, late=0, missed=1)
    assert listed(clinic, insights.missed_sessions(clinic, ALL)) == [held[-1]]
    gone = SessionFilter(last=date(2026, 1, 1))
    assert dashboard(clinic, gone).adherence == Adherence(done=1, late=0, missed=0)
    save_plan(clinic, replace(plan, interval_days=20))
    late = dashboard(clinic, ALL).adherence
    assert late.late == len(insights.late_sessions(clinic, ALL)) == 3
    # The session in between goes: the next one is late by far more, and there is one fewer.
    sessions.void_session(clinic, held[1], "the wrong client")
    assert len(insights.late_sessions(clinic, ALL)) == 2
    assert verify(clinic) == ()


def test_a_next_session_that_has_not_come_counts_though_the_last_was_long_before(
    clinic: Clinic, clock: SteppingClock, amara: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(counted_sessions, "FEW", 0)
    save_plan(clinic, Plan("", amara.uid, "Scars", planned_sessions=6, interval_days=28))
    held = treat(clinic, clock, amara, 0)
    clock.now = BEGIN + timedelta(days=28 + 8)
    after = (BEGIN + timedelta(days=25)).date()
    for zone, missed in (("", [held]), ("chin", [held]), ("nose", [])):
        wanted = SessionFilter(first=after, zone=zone or None)
        found = dashboard(clinic, wanted)
        assert (found.sessions, found.adherence.missed) == (0, len(missed))
        assert listed(clinic, insights.missed_sessions(clinic, wanted)) == missed


def test_days_late_by_hand() -> None:
    days = [date(2026, 1, 1), date(2026, 1, 29), date(2026, 3, 5)]
    assert days_late(days, 28) == (None, 0, 7)
    assert days_late(days, None) == (None, None, None)
    assert days_late([], 28) == ()


def test_what_waits(clinic: Clinic, clock: SteppingClock, amara: Client) -> None:
    treat(clinic, clock, amara, 0)
    treat(clinic, clock, amara, 5)
    found = dashboard(clinic, ALL)
    assert (found.waiting, found.oldest_waiting) == (2, date(2025, 12, 1))
    assert dashboard(clinic, SessionFilter(first=date(2025, 12, 2))).waiting == 1
    assert dashboard(clinic, SessionFilter(phototype=4)).waiting == 2
    assert dashboard(clinic, SessionFilter(phototype=1)).waiting == 0
    clock.now = BEGIN + timedelta(days=6)
    assert dashboard(clinic, ALL).follow_ups_due == 2


def test_an_inspector_is_told_no_names_and_no_free_words(
    clinic: Clinic, clock: SteppingClock, amara: Client
) -> None:
    treat(clinic, clock, amara, 0, DEEP, reason="Amara wished it")
    clinic.person = PEOPLE[Role.INSPECTOR]
    found = dashboard(clinic, ALL)
    assert found.people == ("1",)
    (override,) = found.overrides
    assert (override.reason, override.sessions) == ("", 1)
    assert len(insights.override_sessions(clinic, ALL, override.rule, "")) == 1
    assert "Amara" not in repr(found)


def test_sums_of_weeks_that_were_changed_are_named(
    clinic: Clinic, clock: SteppingClock, amara: Client
) -> None:
    treat(clinic, clock, amara, 0)
    assert verify(clinic) == ()
    with clinic.database.write() as session:
        session.connection().exec_driver_sql("UPDATE week_sum SET uses = uses + 1")
        session.connection().exec_driver_sql("UPDATE session_summary SET days_late = 3")
    told = [fault.sentence for fault in verify(clinic)]
    assert any("week of 2025-12-01" in words for words in told)
    assert any("does not fit their plans" in words for words in told)
