from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from needlelog.domain.downtime import Downtime
from needlelog.domain.plans import Plan
from needlelog.domain.progress_notes import (
    Deeper,
    HealingBand,
    LotChange,
    ZoneChange,
    changes_between,
    healing_by_depth,
    same_zone_deeper,
)
from needlelog.domain.timeline import TimelineProduct, TimelineSession, TimelineZone
from needlelog.domain.zone_history import Ready, zone_histories
from needlelog.domain.zones import Side

DAY = date(2026, 3, 2)


def cheek(depth: int, passes: int | None = 4) -> TimelineZone:
    return TimelineZone("cheek_lateral", Side.BOTH, depth, passes)


def session(
    number: int, *zones: TimelineZone, lots: dict[str, str] | None = None
) -> TimelineSession:
    products = tuple(
        TimelineProduct(name, lot, "growth_factor") for name, lot in (lots or {}).items()
    )
    return TimelineSession(
        f"s{number}", number, DAY + timedelta(days=30 * (number - 1)), zones, products=products
    )


CHIN = TimelineZone("chin", Side.MID, 750, 4)
ONE = session(1, cheek(1250), CHIN, lots={"Growth": "G104", "HA": "H1"})
TWO = session(2, cheek(1500), CHIN, lots={"Growth": "G118", "HA": "H1"})
HEALED = (Downtime("s1", DAY, 2, 3), Downtime("s2", DAY, 4, None))


def test_only_what_differs_is_told() -> None:
    found = changes_between(ONE, TWO, HEALED)
    assert found.zones == (ZoneChange("cheek_lateral", Side.BOTH, "", 1250, 1500, 4, 4),)
    assert found.lots == (LotChange("Growth", "G104", "G118"),)
    assert found.downtime == HEALED
    assert changes_between(ONE, ONE).empty


def test_new_and_left_out_zones_and_products() -> None:
    found = changes_between(session(1, CHIN), session(2, cheek(500), lots={"HA": ""}))
    assert [(one.zone, one.before_um, one.after_um) for one in found.zones] == [
        ("cheek_lateral", None, 500),
        ("chin", 750, None),
    ]
    assert found.lots == (LotChange("HA", None, ""),)


def test_glide_is_not_worth_a_line() -> None:
    after = TimelineSession("s2", 2, DAY, products=(TimelineProduct("Gel", "G-2", "glide"),))
    assert changes_between(TimelineSession("s1", 1, DAY), after).empty


def test_the_zone_that_went_deeper_with_how_it_healed() -> None:
    assert same_zone_deeper([ONE, TWO], HEALED) == (
        Deeper(
            "cheek_lateral",
            Side.BOTH,
            "",
            ((1, 1250, HEALED[0]), (2, 1500, HEALED[1])),
        ),
    )
    assert same_zone_deeper([TWO, ONE], HEALED) == ()


def test_healing_days_go_by_the_deepest_zone() -> None:
    third = session(3, cheek(1500))
    more = (*HEALED, Downtime("s3", DAY, 7, 9))
    assert healing_by_depth([ONE, TWO, third], more) == (
        HealingBand(1250, 1, 0, 2, 2, Fraction(2)),
        HealingBand(1500, 1, 1, 4, 7, Fraction(11, 2)),
    )


def test_a_zone_has_all_it_had_up_to_a_day() -> None:
    left = TimelineZone("cheek_lateral", Side.LEFT, 1000, 2)
    log = [ONE, session(2, left)]
    plan = Plan("p", "c", "scars", interval_days=28)
    today = DAY + timedelta(days=40)
    found = {(one.zone, one.side): one for one in zone_histories(log, today, plan, today=today)}
    cheek_left = found["cheek_lateral", Side.LEFT]
    assert (cheek_left.sessions, cheek_left.passes) == (2, 6)
    assert (cheek_left.deepest_um, cheek_left.last_um, cheek_left.days_since) == (1250, 1000, 10)
    assert cheek_left.ready is Ready.NOT_YET
    assert cheek_left.ready_on == DAY + timedelta(days=58)
    assert found["cheek_lateral", Side.RIGHT].ready is Ready.READY
    before = zone_histories(log, DAY, None, today=today)
    assert {(one.zone, one.sessions, one.ready) for one in before} == {
        ("cheek_lateral", 1, Ready.NO_PLAN),
        ("chin", 1, Ready.NO_PLAN),
    }


def test_ready_on_the_very_day() -> None:
    plan = Plan("p", "c", "scars", interval_days=28)
    due = DAY + timedelta(days=28)
    (ready,) = zone_histories([session(1, CHIN)], due, plan, today=due)
    early = due - timedelta(days=1)
    (not_yet,) = zone_histories([session(1, CHIN)], early, plan, today=early)
    assert (ready.ready, not_yet.ready) == (Ready.READY, Ready.NOT_YET)


@given(st.lists(st.tuples(st.integers(100, 3000), st.integers(1, 15)), min_size=1, max_size=20))
def test_sums_are_sums(rows: list[tuple[int, int]]) -> None:
    log = [session(n, cheek(*row)) for n, row in enumerate(rows, 1)]
    for one in zone_histories(log, date(2090, 1, 1), None, today=date(2090, 1, 1)):
        assert one.passes == sum(passes for _, passes in rows)
        assert one.deepest_um == max(depth for depth, _ in rows)
        assert (one.last_um, one.sessions) == (rows[-1][0], len(rows))
