"""Plans, what is due by them, and the way so far, over signed sessions."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from needlelog.domain.clients import Client, HistoryItem, HistoryKind
from needlelog.domain.errors import InvalidValue
from needlelog.domain.plans import Phase, Plan
from needlelog.domain.record_errors import NoSuchRecord
from needlelog.domain.sessions import ZoneRow
from needlelog.domain.zones import Side
from needlelog.services import sessions
from needlelog.services.clients import client_rows, create_client, save_client, search_client_ids
from needlelog.services.clinic import Clinic
from needlelog.services.plans import (
    PlanProgress,
    bring_back_plan,
    plan_progress,
    plans,
    save_plan,
)
from needlelog.services.progress import client_timeline
from needlelog.services.today import DAYS_AHEAD, MOST_DUE, SHOWN_AT_ONCE, due_until, today_board
from needlelog.services.verification import verify
from tests.services.conftest import SteppingClock
from tests.services.trail import entries

TODAY = date(2026, 3, 2)
SERIES = Plan(
    "",
    "",
    "acne_scars",
    (("face.cheek.lat", Side.BOTH), ("face.chin", Side.MID)),
    planned_sessions=3,
    interval_days=30,
    started_on=TODAY,
)


@pytest.fixture
def amara(clinic: Clinic) -> Client:
    alert = HistoryItem("", HistoryKind.ALLERGY, "Lidocaine", alert=True)
    return create_client(clinic, Client("", "Amara", history=(alert,)))


@pytest.fixture
def series(clinic: Clinic, amara: Client) -> Plan:
    return save_plan(clinic, replace(SERIES, client_uid=amara.uid))


def treat(clinic: Clinic, client_uid: str, depth: int = 1000) -> str:
    draft = sessions.start_session(clinic, client_uid)
    zone = ZoneRow(1, "face.chin", Side.MID, depth_um=depth, passes=4, erythema=2, pain=3)
    sessions.save_draft(clinic, replace(draft, zones=(zone,)))
    sessions.sign_session(clinic, draft.uid)
    return draft.uid


def test_a_plan_comes_back_as_kept(clinic: Clinic, series: Plan) -> None:
    assert plans(clinic, series.client_uid) == (series,)
    assert entries(clinic)[-1].act == "plan added"
    changed = replace(series, interval_days=28, zones=series.zones[:1], note="slower")
    assert save_plan(clinic, changed) == changed
    assert plans(clinic, series.client_uid) == (changed,)
    assert entries(clinic)[-1].after.keys() == {"interval_days", "zones", "note"}
    count = len(entries(clinic))
    save_plan(clinic, changed)
    assert len(entries(clinic)) == count


def test_active_plans_come_first(clinic: Clinic, series: Plan) -> None:
    newer = save_plan(clinic, replace(series, uid="", concern="pores"))
    assert plans(clinic, series.client_uid) == (newer, series)
    ended = save_plan(clinic, replace(newer, active=False))
    assert plans(clinic, series.client_uid) == (series, ended)


def test_a_plan_that_was_ended_comes_back_with_its_way_so_far(clinic: Clinic, series: Plan) -> None:
    treat(clinic, series.client_uid)
    before = plan_progress(clinic, series.uid)
    ended = save_plan(clinic, replace(series, active=False))
    assert plan_progress(clinic, series.uid).due_on is None
    other = save_plan(clinic, replace(series, uid="", concern="pores"))
    assert bring_back_plan(clinic, ended.uid) == series
    assert plans(clinic, series.client_uid) == (series, replace(other, active=False))
    assert plan_progress(clinic, series.uid) == before
    first, second = entries(clinic)[-2:]
    assert (first.uid, first.after) == (other.uid, {"active": False})
    assert (second.uid, second.after) == (series.uid, {"active": True})
    count = len(entries(clinic))
    assert bring_back_plan(clinic, series.uid) == series
    assert len(entries(clinic)) == count
    draft = sessions.start_session(clinic, series.client_uid)
    assert (draft.plan_uid, draft.number) == (series.uid, 2)
    assert verify(clinic) == ()


@pytest.mark.parametrize(
    ("plan", "reason"),
    [
        (replace(SERIES, concern=" "), "concern_missing"),
        (replace(SERIES, planned_sessions=0), "planned_range"),
        (replace(SERIES, interval_days=3661), "interval_range"),
    ],
)
def test_what_no_plan_can_be_is_refused(
    clinic: Clinic, amara: Client, plan: Plan, reason: str
) -> None:
    with pytest.raises(InvalidValue) as caught:
        save_plan(clinic, replace(plan, client_uid=amara.uid))
    assert caught.value.reason == reason
    assert plans(clinic, amara.uid) == ()


def test_a_plan_needs_its_client(clinic: Clinic) -> None:
    with pytest.raises(NoSuchRecord):
        save_plan(clinic, replace(SERIES, client_uid="nobody"))
    with pytest.raises(NoSuchRecord):
        plan_progress(clinic, "no plan")


def test_progress_follows_signing_and_voiding(
    clinic: Clinic, series: Plan, clock: SteppingClock
) -> None:
    assert plan_progress(clinic, series.uid) == PlanProgress(0, 3, None, TODAY)
    treat(clinic, series.client_uid)
    clock.forward(days=30)
    second = treat(clinic, series.client_uid)
    day = TODAY + timedelta(days=30)
    assert plan_progress(clinic, series.uid) == PlanProgress(2, 3, day, day + timedelta(days=30))
    sessions.void_session(clinic, second, "wrong client")
    assert plan_progress(clinic, series.uid) == PlanProgress(1, 3, TODAY, day)
    treat(clinic, series.client_uid)
    treat(clinic, series.client_uid)
    assert plan_progress(clinic, series.uid).due_on is None
    assert verify(clinic) == ()


def test_a_changed_plan_is_due_anew(clinic: Clinic, series: Plan) -> None:
    treat(clinic, series.client_uid)
    save_plan(clinic, replace(series, interval_days=7))
    assert plan_progress(clinic, series.uid).due_on == TODAY + timedelta(days=7)
    save_plan(clinic, replace(series, active=False))
    assert plan_progress(clinic, series.uid).due_on is None
    assert verify(clinic) == ()


def test_the_board_holds_the_late_and_the_coming_week(
    clinic: Clinic, series: Plan, clock: SteppingClock
) -> None:
    treat(clinic, series.client_uid, 1250)
    due = TODAY + timedelta(days=30)
    assert today_board(clinic, due - timedelta(days=8)).due == ()
    (row,) = today_board(clinic, due - timedelta(days=7)).due
    assert (row.client_name, row.concern, row.number, row.planned, row.phase) == (
        "Amara",
        "acne_scars",
        2,
        3,
        Phase.SERIES,
    )
    assert (row.due_on, row.last_on) == (due, TODAY)
    assert [item.name for item in row.alerts] == ["Lidocaine"]
    assert row.last_zones == (("face.chin", Side.MID, 1250),)
    assert len(today_board(clinic, due + timedelta(days=400)).due) == 1


def test_who_comes_these_days_is_seen_first_and_the_longest_late_last(
    clinic: Clinic, amara: Client
) -> None:
    for days in (3, -20, -900, 0, -1):
        start = TODAY + timedelta(days=days)
        save_plan(clinic, replace(SERIES, client_uid=amara.uid, started_on=start))
    board = today_board(clinic, TODAY)
    assert [(row.due_on - TODAY).days for row in board.due] == [0, 3, -1, -20, -900]
    assert board.due_days == tuple(row.due_on for row in board.due)


def test_the_first_are_read_and_the_days_of_all_are_told(clinic: Clinic, amara: Client) -> None:
    for days in range(SHOWN_AT_ONCE + 3):
        start = TODAY - timedelta(days=days)
        save_plan(clinic, replace(SERIES, client_uid=amara.uid, started_on=start))
    board = today_board(clinic, TODAY)
    everybody = due_until(clinic, TODAY, TODAY + timedelta(days=DAYS_AHEAD), MOST_DUE)
    assert board.due == everybody[:SHOWN_AT_ONCE]
    assert board.due_days == tuple(row.due_on for row in everybody)
    assert len(everybody) == SHOWN_AT_ONCE + 3


def test_who_left_is_not_due(clinic: Clinic, amara: Client, series: Plan) -> None:
    assert len(today_board(clinic, TODAY).due) == 1
    save_client(clinic, replace(amara, active=False))
    assert today_board(clinic, TODAY).due == ()
    assert today_board(clinic, TODAY).due_days == ()


def test_unfinished_sessions_stand_on_the_board(clinic: Clinic, amara: Client) -> None:
    draft = sessions.start_session(clinic, amara.uid)
    board = today_board(clinic, TODAY)
    assert [row.uid for row in board.drafts] == [draft.uid]
    assert board.unsigned == ()
    assert today_board(clinic, TODAY + timedelta(days=1)).unsigned == board.drafts


def test_the_list_of_clients_tells_the_last_session(clinic: Clinic, series: Plan) -> None:
    treat(clinic, series.client_uid)
    treat(clinic, series.client_uid)
    (row,) = client_rows(clinic, search_client_ids(clinic, "ama"))
    assert (row.sessions, row.last_session_on) == (2, TODAY)


def test_the_timeline_goes_from_the_first_session_into_the_plan(
    clinic: Clinic, series: Plan, clock: SteppingClock
) -> None:
    first = treat(clinic, series.client_uid, 1000)
    clock.forward(days=30)
    second = treat(clinic, series.client_uid, 1250)
    wrong = treat(clinic, series.client_uid, 2000)
    sessions.void_session(clinic, wrong, "twice")
    timeline = client_timeline(clinic, series.client_uid)
    assert [session.uid for session in timeline.sessions] == [first, second]
    assert [session.number for session in timeline.sessions] == [1, 2]
    assert timeline.lanes[0].depths_um == (1000, 1250)
    assert [(one.number, one.on) for one in timeline.planned] == [(3, TODAY + timedelta(days=60))]
    assert timeline.plan == series


def test_a_new_client_has_an_empty_timeline(clinic: Clinic, amara: Client) -> None:
    timeline = client_timeline(clinic, amara.uid)
    assert (timeline.sessions, timeline.planned, timeline.plan) == ((), (), None)


def test_a_series_begun_before_its_first_record_goes_on_from_the_number_that_was_signed(
    clinic: Clinic, clock: SteppingClock
) -> None:
    client = create_client(clinic, Client("", "Jonas"))
    plan = save_plan(clinic, Plan("", client.uid, "Hair loss", (), 12, 7))
    draft = replace(
        sessions.start_session(clinic, client.uid),
        number=9,
        zones=(ZoneRow(1, "scalp_vertex", Side.MID, depth_um=1500),),
    )
    sessions.save_draft(clinic, draft)
    sessions.sign_session(clinic, draft.uid)
    assert plan_progress(clinic, plan.uid).done == 9
    assert sessions.start_session(clinic, client.uid).number == 10


def test_a_visit_of_a_maintenance_has_no_number_of_its_own(clinic: Clinic) -> None:
    client = create_client(clinic, Client("", "Ines"))
    save_plan(clinic, Plan("", client.uid, "Melasma", (), None, 200, Phase.MAINTENANCE))
    assert sessions.start_session(clinic, client.uid).number is None
