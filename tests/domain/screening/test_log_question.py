"""What is read of a long log for one draft is enough: the rules find the same as in all of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from needlelog.domain.screening.from_log import log_question
from needlelog.domain.screening.own_log import Needling, OwnLog
from needlelog.domain.screening.rules import RuleChange, with_changes
from needlelog.domain.screening.windows import Window, WindowUnit
from needlelog.domain.sessions import ZoneRow
from needlelog.domain.zones import CUSTOM_ZONE, Side
from tests.domain.screening.judging import BOOK, CHIN, found

START = datetime(2026, 3, 2, 14, 0, tzinfo=UTC)
TODAY = START.date()

zones = st.sampled_from(["chin", "nose", CUSTOM_ZONE])
depths = st.none() | st.sampled_from([250, 500, 1000, 2000])
passes = st.none() | st.integers(0, 12)
needlings = st.tuples(zones, st.sampled_from(list(Side)), st.integers(-3, 60), depths, passes)
drafted = st.lists(st.tuples(zones, st.sampled_from(list(Side)), depths, passes), max_size=4)
windows = st.sampled_from([None, Window(5, WindowUnit.DAYS), Window(1, WindowUnit.MONTHS)])


def log_of(done: Iterable[tuple[str, Side, Needling]]) -> OwnLog:
    places: defaultdict[tuple[str, Side], list[Needling]] = defaultdict(list)
    for zone, part, needling in done:
        places[zone, part].append(needling)
    return OwnLog({place: tuple(each) for place, each in places.items()}, plan_interval_days=28)


@given(done=st.lists(needlings, max_size=30), rows=drafted, window=windows)
def test_as_much_is_found_as_in_the_whole_log(
    done: list[tuple[str, Side, int, int | None, int | None]],
    rows: list[tuple[str, Side, int | None, int | None]],
    window: Window | None,
) -> None:
    change = RuleChange("passes_note", window=window, by="R", at=START)
    book = with_changes(BOOK, (change,))
    newest_first = [
        (zone, part, Needling(TODAY - timedelta(days=ago), depth, count))
        for zone, side, ago, depth, count in sorted(done, key=lambda each: each[2])
        for part in side.parts
    ]
    draft = tuple(
        ZoneRow(number, zone, side, depth_um=depth, passes=count)
        for number, (zone, side, depth, count) in enumerate(rows, 1)
    )
    read = log_question(book, draft, TODAY).needed(iter(newest_first))
    assert found(START, zones=draft, book=book, log=log_of(read)) == found(
        START, zones=draft, book=book, log=log_of(newest_first)
    )


def test_a_long_log_is_not_read_to_its_end() -> None:
    asked = []

    def long_log() -> Iterator[tuple[str, Side, Needling]]:
        for ago in range(1, 10_000):
            asked.append(ago)
            yield "chin", Side.MID, Needling(TODAY - timedelta(days=ago), 500, 4)

    read = list(log_question(BOOK, (CHIN,), TODAY).needed(long_log()))
    assert 80 < len(read) < 100, "passes are added up over 90 days"
    assert len(asked) < 100


def test_a_last_treatment_without_a_depth_lets_the_one_before_be_read() -> None:
    last = ("chin", Side.MID, Needling(date(2025, 6, 1), None, 4))
    before = ("chin", Side.MID, Needling(date(2020, 1, 1), 250, 4))
    row = replace(CHIN, depth_um=2000)
    read = log_question(BOOK, (row,), TODAY).needed(iter([last, before]))
    rules = [each.rule for each in found(START, zones=(row,), log=log_of(read))]
    assert "deeper_than_last" in rules


def test_days_after_the_treatment_do_not_count_as_the_last_one() -> None:
    later = ("chin", Side.MID, Needling(TODAY + timedelta(days=1), 2000, 4))
    before = ("chin", Side.MID, Needling(date(2020, 1, 1), 250, 4))
    row = replace(CHIN, depth_um=2000)
    read = log_question(BOOK, (row,), TODAY).needed(iter([later, before]))
    rules = [each.rule for each in found(START, zones=(row,), log=log_of(read))]
    assert "deeper_than_last" in rules
