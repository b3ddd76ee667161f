"""Outcomes across clients, entered as a clinic would enter them."""

from __future__ import annotations

import random
import statistics
import warnings
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from needlelog.domain.clients import Client
from needlelog.domain.cohort import Axis, Split
from needlelog.domain.own_scales import OwnScale
from needlelog.domain.people import Role
from needlelog.domain.plans import Plan
from needlelog.domain.scales import Direction, Rater
from needlelog.domain.scores import DraftScore
from needlelog.domain.session_filter import SessionFilter
from needlelog.domain.sessions import ZoneRow
from needlelog.domain.zones import Side
from needlelog.services import scores, sessions
from needlelog.services.clients import create_client
from needlelog.services.clinic import Clinic
from needlelog.services.cohorts import Asked, cohort, cohort_sessions
from needlelog.services.people import add_person
from needlelog.services.plans import save_plan
from tests.services.conftest import PASSPHRASE, PEOPLE, SteppingClock

BEGIN = datetime(2025, 9, 1, 10, tzinfo=UTC)
READING = OwnScale(
    "Skin colour reading", 0, 100_000, Direction.LOWER_BETTER, Rater.CLINICIAN, step=1
)
# Farshi & Mansouri 2020, 10.1111/jocd.13369: before, after 2 and after 4 sessions, mean and SD.
PUBLISHED = {
    "Microneedling side": ((43.7, 20.12), (34.5, 16.26), (28.05, 13.79)),
    "Mesoneedling side": ((44.6, 20.72), (29.75, 15.07), (20.45, 10.58)),
}
FALLS = {"Microneedling side": (21.1, 35.8), "Mesoneedling side": (33.3, 54.1)}
READ_AT = (0, 2, 4)


def people_with(mean: float, sd: float, count: int = 20) -> list[int]:
    """Readings in thousandths with exactly this mean and standard deviation."""
    places = [place - (count - 1) / 2 for place in range(count)]
    spread = statistics.stdev(places)
    return [round((mean + sd * place / spread) * 1000) for place in places]


def treat(clinic: Clinic, client_uid: str, depth_um: int = 1000) -> str:
    draft = sessions.start_session(clinic, client_uid)
    zone = ZoneRow(1, "cheek_lateral", Side.BOTH, depth_um=depth_um)
    sessions.save_draft(clinic, replace(draft, zones=(zone,), reactions=()))
    sessions.sign_session(clinic, draft.uid)
    return draft.uid


def series_of(
    clinic: Clinic,
    clock: SteppingClock,
    own: OwnScale,
    name: str,
    concern: str,
    readings: Sequence[int | None],
    rater: Rater = Rater.CLINICIAN,
) -> Client:
    """A client with four monthly sessions, rated before, after two and after four."""
    clock.now = BEGIN
    client = create_client(clinic, Client("", name))
    save_plan(clinic, Plan("", client.uid, concern, planned_sessions=4, interval_days=30))
    given = dict(zip(READ_AT, readings, strict=True))
    for held in range(5):
        clock.now = BEGIN + timedelta(days=30 * held)
        reading = given.get(held)
        if reading is not None:
            scores.save_score(
                clinic,
                client.uid,
                DraftScore(
                    f"own.{own.uid}", "1", rater, clock.now.date(), (("grade", reading),), 0
                ),
            )
        if held < 4:
            treat(clinic, client.uid)
    return client


@pytest.fixture
def reading(clinic: Clinic) -> OwnScale:
    return scores.add_own_scale(clinic, READING)


def few(clinic: Clinic, clock: SteppingClock, own: OwnScale) -> list[Client]:
    """Three clients; the last did not come back after two sessions' reading."""
    values: list[tuple[int | None, ...]] = [
        (40_000, 30_000, 20_000),
        (50_000, 40_000, 30_000),
        (30_000, 26_000, None),
    ]
    return [
        series_of(clinic, clock, own, f"Client {number}", "Melasma", given)
        for number, given in enumerate(values)
    ]


def test_depths_are_put_together_by_half_a_millimetre(
    clinic: Clinic, clock: SteppingClock, reading: OwnScale
) -> None:
    clock.now = BEGIN
    for number, depth in enumerate((500, 501, 750, 1000, 1250)):
        client = create_client(clinic, Client("", f"Client {number}"))
        treat(clinic, client.uid, depth)
        given = (("grade", 1000),)
        scores.save_score(
            clinic,
            client.uid,
            DraftScore(f"own.{reading.uid}", "1", Rater.CLINICIAN, clock.now.date(), given, 0),
        )
    found = cohort(clinic, SessionFilter(), Asked(split=Split.PROTOCOL))
    assert {line.name: line.points[0].n for line in found.lines} == {"500": 1, "1000": 3, "1500": 1}


def test_the_published_series_comes_out_as_printed(
    clinic: Clinic, clock: SteppingClock, reading: OwnScale
) -> None:
    with clinic.database.together():
        for arm, printed in PUBLISHED.items():
            columns = [people_with(mean, sd) for mean, sd in printed]
            # Who begins high need not end high: only the figures of the group are known.
            for column in columns[1:]:
                random.Random(arm).shuffle(column)
            for number, given in enumerate(zip(*columns, strict=True)):
                series_of(clinic, clock, reading, f"{arm} {number}", arm, given)
    found = cohort(clinic, SessionFilter(), Asked(split=Split.CONCERN))
    assert found.chosen is not None
    assert (found.chosen.scale.name, found.chosen.clients) == (READING.name, 40)
    lines = {line.name: line for line in found.lines}
    assert lines.keys() == PUBLISHED.keys()
    for arm, printed in PUBLISHED.items():
        points = lines[arm].points
        assert [point.place for point in points] == list(READ_AT)
        assert [point.n for point in points] == [20, 20, 20]
        assert [(round(point.mean, 2), round(point.sd or 0, 2)) for point in points] == list(
            printed
        )
        falls = []
        for last in READ_AT[1:]:
            asked = Asked(split=Split.CONCERN, first=0, last=last)
            lines_then = cohort(clinic, SessionFilter(), asked).lines
            change = next(line.change for line in lines_then if line.name == arm)
            assert change is not None
            assert change.n == 20
            assert change.change_of_means is not None
            assert change.mean_of_changes is not None
            # The two percents are not the same figure.
            assert abs(change.mean_of_changes - change.change_of_means) > 1
            falls.append(round(-change.change_of_means, 1))
        assert tuple(falls) == FALLS[arm]


def test_the_test_of_a_change_is_that_of_scipy(
    clinic: Clinic, clock: SteppingClock, reading: OwnScale
) -> None:
    few(clinic, clock, reading)
    found = cohort(clinic, SessionFilter(), Asked(first=0, last=2, ranks=True))
    change, t = found.whole.change, found.whole.t
    assert change is not None
    assert t is not None
    assert change.differences == (-10.0, -10.0, -4.0)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from scipy import stats

        expected = stats.ttest_rel(change.after, change.before)
        interval = expected.confidence_interval(0.95)
        ranks = stats.wilcoxon(change.after, change.before).pvalue
    assert t.t == pytest.approx(expected.statistic)
    assert t.p == pytest.approx(expected.pvalue)
    assert (t.low, t.high) == pytest.approx((interval.low, interval.high))
    assert found.whole.ranks_p == pytest.approx(ranks)


def test_dropouts_are_told_by_n_and_nothing_stands_in_for_them(
    clinic: Clinic, clock: SteppingClock, reading: OwnScale
) -> None:
    few(clinic, clock, reading)
    points = cohort(clinic, SessionFilter()).whole.points
    assert [(point.place, point.n, point.mean) for point in points] == [
        (0, 3, 40.0),
        (2, 3, 32.0),
        (4, 2, 25.0),
    ]
    assert all(point.few for point in points)


def test_by_days_since_the_first_session(
    clinic: Clinic, clock: SteppingClock, reading: OwnScale
) -> None:
    few(clinic, clock, reading)
    points = cohort(clinic, SessionFilter(), Asked(axis=Axis.DAYS)).whole.points
    assert [(point.place, point.n) for point in points] == [(0, 3), (60, 3), (120, 2)]


def test_the_order_of_entry_does_not_matter(
    clinic: Clinic, clock: SteppingClock, reading: OwnScale
) -> None:
    clients = few(clinic, clock, reading)
    before = cohort(clinic, SessionFilter()).whole
    late = DraftScore(
        f"own.{reading.uid}", "1", Rater.CLINICIAN, date(2025, 10, 1), (("grade", 5_000),), 0
    )
    kept = scores.save_score(clinic, clients[0].uid, late)
    changed = cohort(clinic, SessionFilter()).whole
    # Written down last, it still stands where it belongs: on the day of the second session.
    assert [(point.place, point.n) for point in changed.points][:2] == [(0, 3), (1, 1)]
    scores.withdraw_score(clinic, kept.uid, "another client's")
    assert cohort(clinic, SessionFilter()).whole == before


def test_the_concerns_come_with_any_other_groups(
    clinic: Clinic, clock: SteppingClock, reading: OwnScale
) -> None:
    few(clinic, clock, reading)
    every = SessionFilter()
    alone = cohort(clinic, every, Asked(split=Split.CONCERN))
    assert alone.lines
    for split in (Split.NONE, Split.ZONE, Split.PHOTOTYPE):
        shown = cohort(clinic, every, Asked(split=split, concerns=True))
        assert shown.by_concern == alone
        assert shown.lines == cohort(clinic, every, Asked(split=split)).lines
    assert cohort(clinic, every, Asked(split=Split.CONCERN, concerns=True)).by_concern is None


def test_drafts_and_void_sessions_change_nothing(
    clinic: Clinic, clock: SteppingClock, reading: OwnScale
) -> None:
    clients = few(clinic, clock, reading)
    before = cohort(clinic, SessionFilter())
    draft = sessions.start_session(clinic, clients[0].uid)
    score = DraftScore(
        f"own.{reading.uid}", "1", Rater.CLINICIAN, clock.now.date(), (("grade", 1_000),), 0
    )
    sessions.save_draft(
        clinic,
        replace(
            draft,
            zones=(ZoneRow(1, "chin", Side.MID, depth_um=500),),
            scores=(score,),
            reactions=(),
        ),
    )
    assert cohort(clinic, SessionFilter()) == before
    sessions.sign_session(clinic, draft.uid)
    assert cohort(clinic, SessionFilter()) != before
    sessions.void_session(clinic, draft.uid, "the wrong client")
    assert cohort(clinic, SessionFilter()) == before
    other = sessions.start_session(clinic, clients[1].uid)
    sessions.discard_draft(clinic, other.uid)
    assert cohort(clinic, SessionFilter()) == before


def test_raters_are_never_mixed(clinic: Clinic, clock: SteppingClock, reading: OwnScale) -> None:
    clients = few(clinic, clock, reading)
    before = cohort(clinic, SessionFilter())
    assert (before.raters, before.several_raters) == (1, 0)
    clinic.person = PEOPLE[Role.PRACTITIONER]
    scores.save_score(
        clinic,
        clients[0].uid,
        DraftScore(
            f"own.{reading.uid}", "1", Rater.CLINICIAN, date(2025, 12, 30), (("grade", 1),), 0
        ),
    )
    clinic.person = PEOPLE[Role.MANAGER]
    after = cohort(clinic, SessionFilter())
    assert after.whole == before.whole
    assert after.several_raters == 1


def test_groups_of_practitioners_of_one_name_are_told_apart(
    clinic: Clinic, clock: SteppingClock, reading: OwnScale
) -> None:
    few(clinic, clock, reading)
    manager = PEOPLE[Role.MANAGER]
    other = add_person(clinic, replace(manager, uid="", licence="L-2"), PASSPHRASE)
    clinic.person = other
    few(clinic, clock, reading)
    found = cohort(clinic, SessionFilter(), Asked(split=Split.PRACTITIONER))
    assert {line.name for line in found.lines} == {"Rina Patel (L-1)", "Rina Patel (L-2)"}


def test_who_sees_what(clinic: Clinic, clock: SteppingClock, reading: OwnScale) -> None:
    clients = few(clinic, clock, reading)
    whole = cohort(clinic, SessionFilter(), Asked(split=Split.PRACTITIONER))
    assert [line.name for line in whole.lines] == ["Rina Patel"]
    behind = cohort_sessions(clinic, SessionFilter(), whole.whole.points[-1].clients)
    assert len(behind) == 8
    clinic.person = PEOPLE[Role.INSPECTOR]
    inspected = cohort(clinic, SessionFilter(), Asked(split=Split.PRACTITIONER))
    assert [line.name for line in inspected.lines] == ["1"]
    assert inspected.whole == whole.whole
    clinic.person = PEOPLE[Role.PRACTITIONER]
    assert cohort(clinic, SessionFilter()).choices == ()
    assert cohort_sessions(clinic, SessionFilter(), whole.whole.points[0].clients) == []
    treat(clinic, clients[0].uid)
    own = cohort(clinic, SessionFilter())
    assert [point.n for point in own.whole.points] == [1]


@pytest.mark.parametrize(
    ("wanted", "count"),
    [
        (SessionFilter(concern="Melasma"), 3),
        (SessionFilter(concern="Scars"), 0),
        (SessionFilter(zone="cheek_lateral", depth_to_um=1000), 3),
        (SessionFilter(zone="chin"), 0),
        (SessionFilter(phototype=4), 0),
        (SessionFilter(first=date(2025, 11, 15), last=date(2025, 12, 1)), 3),
        (SessionFilter(first=date(2026, 1, 15)), 0),
    ],
)
def test_the_filter_chooses_the_clients(
    clinic: Clinic, clock: SteppingClock, reading: OwnScale, wanted: SessionFilter, count: int
) -> None:
    few(clinic, clock, reading)
    points = cohort(clinic, wanted).whole.points
    assert (points[0].n if points else 0) == count
