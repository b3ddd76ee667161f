"""Giving, withdrawing and reading scores, and the clinic's own scales."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from needlelog.domain.clients import Client
from needlelog.domain.errors import InvalidValue
from needlelog.domain.own_scales import OwnScale
from needlelog.domain.people import Role
from needlelog.domain.record_errors import (
    NoSuchRecord,
    NotAllowed,
    RecordIncomplete,
    RecordLocked,
)
from needlelog.domain.response import ResponseWord, response
from needlelog.domain.scales import Direction, Rater
from needlelog.domain.scores import DraftScore
from needlelog.domain.sessions import ZoneRow
from needlelog.domain.zones import Side
from needlelog.services import scores, sessions
from needlelog.services.clients import create_client
from needlelog.services.clinic import Clinic
from needlelog.services.progress import client_timeline
from needlelog.services.verification import verify
from tests.services.conftest import MANAGER, PEOPLE, SteppingClock
from tests.services.trail import entries

TODAY = date(2026, 3, 2)
GLOW = OwnScale("Glow", 0, 10_000, Direction.HIGHER_BETTER, Rater.CLIENT, step=500)


def pain(points: int, day: date = TODAY) -> DraftScore:
    return DraftScore("pain", "1", Rater.CLIENT, day, (("grade", points * 1000),), 0)


@pytest.fixture
def amara(clinic: Clinic) -> Client:
    return create_client(clinic, Client("", "Amara"))


def treat(clinic: Clinic, client_uid: str, *given: DraftScore) -> str:
    draft = sessions.start_session(clinic, client_uid)
    zone = ZoneRow(1, "face.chin", Side.MID, depth_um=1000)
    sessions.save_draft(clinic, replace(draft, zones=(zone,), reactions=(), scores=given))
    sessions.sign_session(clinic, draft.uid)
    return draft.uid


def test_a_score_is_kept_with_its_total_and_who_gave_it(clinic: Clinic, amara: Client) -> None:
    kept = scores.save_score(clinic, amara.uid, pain(6))
    assert kept.total == 6000
    assert (kept.rated_by_uid, kept.rated_by) == (MANAGER.uid, MANAGER.name)
    assert kept.session_uid is None
    assert scores.scores(clinic, amara.uid) == (kept,)
    entry = entries(clinic)[-1]
    assert (entry.act, entry.kind, entry.uid) == ("score given", "score", kept.uid)
    assert entry.after["total"] == 6000
    assert verify(clinic) == ()


def test_a_refused_score_leaves_nothing_behind(clinic: Clinic, amara: Client) -> None:
    before = len(entries(clinic))
    for given in (pain(11), pain(3, TODAY + timedelta(days=1)), replace(pain(3), scale="posas")):
        with pytest.raises(InvalidValue):
            scores.save_score(clinic, amara.uid, given)
    with pytest.raises(NoSuchRecord):
        scores.save_score(clinic, "nobody", pain(3))
    assert scores.scores(clinic, amara.uid) == ()
    assert len(entries(clinic)) == before


def test_a_withdrawn_score_stays_readable_and_counts_no_more(clinic: Clinic, amara: Client) -> None:
    kept = scores.save_score(clinic, amara.uid, pain(6))
    with pytest.raises(RecordIncomplete):
        scores.withdraw_score(clinic, kept.uid, "  ")
    withdrawn = scores.withdraw_score(clinic, kept.uid, "wrong client")
    assert withdrawn.withdrawn is not None
    assert withdrawn.withdrawn.reason == "wrong client"
    assert scores.scores(clinic, amara.uid) == (withdrawn,)
    assert client_timeline(clinic, amara.uid).scores == ()
    assert entries(clinic)[-1].act == "score withdrawn"
    with pytest.raises(RecordLocked):
        scores.withdraw_score(clinic, kept.uid, "again")


def test_a_score_given_in_a_session_is_locked_with_it(clinic: Clinic, amara: Client) -> None:
    given = replace(pain(4), total=4000)
    uid = treat(clinic, amara.uid, given)
    (found,) = scores.scores(clinic, amara.uid)
    assert found.session_uid == uid
    assert sessions.session_record(clinic, uid).content.scores == (given,)
    with pytest.raises(RecordLocked):
        scores.withdraw_score(clinic, found.uid, "typing error")
    assert verify(clinic) == ()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE score SET total = 1000",
        "UPDATE score SET rated_on = '2026-01-01'",
        "UPDATE score SET withdrawn_reason = 'another'",
        "UPDATE score SET withdrawn_at = NULL",
        "UPDATE score_item SET value = 1000",
        "DELETE FROM score_item",
    ],
)
def test_a_changed_row_of_a_score_is_found(clinic: Clinic, amara: Client, statement: str) -> None:
    kept = scores.save_score(clinic, amara.uid, pain(6))
    scores.withdraw_score(clinic, kept.uid, "typing error")
    assert verify(clinic) == ()
    with clinic.database.write() as session:
        connection = session.connection()
        guards = connection.exec_driver_sql(
            "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND name LIKE 'score%'"
        ).all()
        for name, _sql in guards:
            connection.exec_driver_sql(f"DROP TRIGGER {name}")
        connection.exec_driver_sql(statement)
        for _name, sql in guards:
            connection.exec_driver_sql(sql)
    assert [fault.code for fault in verify(clinic)] == ["scores"]


def test_a_missing_score_is_found(clinic: Clinic, amara: Client) -> None:
    scores.save_score(clinic, amara.uid, pain(6))
    with clinic.database.write() as session:
        connection = session.connection()
        guards = connection.exec_driver_sql(
            "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND name LIKE 'score%'"
        ).all()
        for name, _sql in guards:
            connection.exec_driver_sql(f"DROP TRIGGER {name}")
        connection.exec_driver_sql("DELETE FROM score_item")
        connection.exec_driver_sql("DELETE FROM score")
        for _name, sql in guards:
            connection.exec_driver_sql(sql)
    assert [fault.code for fault in verify(clinic)] == ["scores"]


def test_scores_of_a_draft_are_in_no_series(clinic: Clinic, amara: Client) -> None:
    draft = sessions.start_session(clinic, amara.uid)
    sessions.save_draft(clinic, replace(draft, scores=(pain(4),)))
    assert scores.scores(clinic, amara.uid) == ()
    sessions.discard_draft(clinic, draft.uid)
    assert client_timeline(clinic, amara.uid).scores == ()


def test_the_way_of_a_client_carries_its_scores_as_series(
    clinic: Clinic, amara: Client, clock: SteppingClock
) -> None:
    treat(clinic, amara.uid, replace(pain(8), total=8000))
    for points in (6, 4):
        clock.forward(days=28)
        scores.save_score(clinic, amara.uid, pain(points, clock().date()))
    timeline = client_timeline(clinic, amara.uid)
    (series,) = timeline.scores
    assert [point.total for point in series.points] == [8000, 6000, 4000]
    found = response(series, timeline.first_session_on)
    assert found.word is ResponseWord.RESPONDING
    assert found.trend_gain == 4000


def test_a_later_score_may_be_dated_earlier(clinic: Clinic, amara: Client) -> None:
    scores.save_score(clinic, amara.uid, pain(4))
    scores.save_score(clinic, amara.uid, pain(9, date(2025, 12, 1)))
    (series,) = client_timeline(clinic, amara.uid).scores
    assert [point.total for point in series.points] == [9000, 4000]


def test_a_scale_of_the_clinic_is_used_like_any_other(clinic: Clinic, amara: Client) -> None:
    own = scores.add_own_scale(clinic, GLOW)
    scale = scores.scales(clinic).offered[-1]
    assert (scale.name, scale.code, scale.own) == ("Glow", f"own.{own.uid}", True)
    given = DraftScore(scale.code, "1", Rater.CLIENT, TODAY, (("grade", 7500),), 0)
    kept = scores.save_score(clinic, amara.uid, given)
    assert kept.total == 7500
    scores.retire_own_scale(clinic, own.uid)
    assert scale.code not in {each.code for each in scores.scales(clinic).offered}
    assert client_timeline(clinic, amara.uid).scores[0].scale.name == "Glow"
    with pytest.raises(InvalidValue):
        scores.save_score(clinic, amara.uid, given)
    assert [entry.act for entry in entries(clinic)][-3:] == [
        "scale made",
        "score given",
        "scale retired",
    ]


def test_two_scales_in_use_never_have_one_name(clinic: Clinic) -> None:
    first = scores.add_own_scale(clinic, GLOW)
    for name in ("glow", "mMASI"):
        with pytest.raises(InvalidValue) as refused:
            scores.add_own_scale(clinic, replace(GLOW, name=name))
        assert refused.value.reason == "scale_twice"
    scores.retire_own_scale(clinic, first.uid)
    scores.add_own_scale(clinic, GLOW)
    assert [own.active for own in scores.own_scales(clinic)] == [False, True]


def test_inspectors_only_read(clinic: Clinic, amara: Client) -> None:
    kept = scores.save_score(clinic, amara.uid, pain(4))
    clinic.person = PEOPLE[Role.INSPECTOR]
    assert scores.scores(clinic, amara.uid) == (kept,)
    for act in (
        lambda: scores.save_score(clinic, amara.uid, pain(3)),
        lambda: scores.withdraw_score(clinic, kept.uid, "r"),
        lambda: scores.add_own_scale(clinic, GLOW),
        lambda: scores.retire_own_scale(clinic, "x"),
    ):
        with pytest.raises(NotAllowed):
            act()
