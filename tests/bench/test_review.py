"""The review at 100 000 sessions: any filter to its first page, against SQLCipher by hand."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from needlelog.domain.review import Flag
from needlelog.domain.session_filter import Period, SessionFilter
from needlelog.domain.sessions import SessionState
from needlelog.domain.zones import Side
from needlelog.services import review
from needlelog.services.clinic import Clinic
from needlelog.services.review import SortKey
from needlelog.ui.screens.review.preview_data import read_preview
from needlelog.ui.screens.review.reading import FIRST_PAGE, read_surroundings
from tests.bench.big_log import big_log
from tests.bench.measures import Report, percentile, repeat, seconds
from tests.bench.sample import new_clinic

SESSIONS = 100_000
ROUNDS = 7

FILTERS: dict[str, SessionFilter] = {
    "all": SessionFilter(),
    "queue": review.QUEUE,
    "week": SessionFilter(period=Period.WEEK),
    "words": SessionFilter(text="tolerated"),
    "client": SessionFilter(text="anbe"),
    "zone": SessionFilter(zone="chin"),
    "zone and side": SessionFilter(zone="cheek_lateral", side=Side.LEFT),
    "zone and depth": SessionFilter(zone="chin", depth_from_um=1500, depth_to_um=2000),
    "depth": SessionFilter(depth_from_um=2000),
    "shallow": SessionFilter(depth_to_um=250),
    "passes": SessionFilter(passes_from=5),
    "lot": SessionFilter(lot="H-2291"),
    "no such lot": SessionFilter(lot="ZZ-0"),
    "concern": SessionFilter(concern="acne scars"),
    "skin": SessionFilter(phototype=4),
    "void": SessionFilter(states=(SessionState.VOID,)),
    "expired": SessionFilter(flags=Flag.EXPIRED),
    "flags": SessionFilter(flags=Flag.OVER_ADVICE | Flag.LOT_MISSING | Flag.ADVERSE_EVENT),
    "series": SessionFilter(phase="series"),
    "incomplete": SessionFilter(incomplete=True),
    "many at once": SessionFilter(
        text="tolerated",
        period=Period.YEAR,
        zone="chin",
        depth_from_um=500,
        flags=Flag.LOT_MISSING | Flag.OVER_ADVICE,
        states=(SessionState.COUNTERSIGNED,),
        incomplete=True,
    ),
}


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clinic]:
    """A clinic with 100 000 signed sessions."""
    opened = new_clinic(tmp_path_factory.mktemp("review") / "clinic")
    big_log(opened, SESSIONS)
    yield opened
    opened.close()


def first_page(clinic: Clinic, wanted: SessionFilter, sort: SortKey = SortKey.DAY) -> list[Any]:
    """What the list reads before it can be painted."""
    ids = review.find_sessions(clinic, wanted, sort=sort, limit=FIRST_PAGE)
    return review.session_rows(clinic, ids[:64])


def test_any_filter_to_its_first_page(
    benchmark: BenchmarkFixture, report: Report, large: Clinic
) -> None:
    raw = large.database.raw_connection()

    def by_the_driver() -> list[Any]:
        ids: list[Any] = raw.execute(
            "SELECT summary.session_id FROM session_summary AS summary"
            " JOIN session ON session.id = summary.session_id WHERE session.state <> 'open'"
            " ORDER BY summary.day DESC, summary.session_id DESC LIMIT 100"
        ).fetchall()
        marks = ",".join("?" * 64)
        numbers = [number for (number,) in ids[:64]]
        heads = (
            "SELECT session.uid, session.state, client.name, practitioner.name, summary.*"
            " FROM session_summary AS summary JOIN session ON session.id = summary.session_id"
            " JOIN client ON client.id = summary.client_id"
            " JOIN practitioner ON practitioner.id = summary.practitioner_id"
            " WHERE session.id IN "
        )
        zones = "SELECT session_id, zone, side, depth_um FROM treated_zone WHERE session_id IN "
        rows: list[Any] = raw.execute(f"{heads} ({marks})", numbers).fetchall()
        raw.execute(f"{zones} ({marks}) ORDER BY session_id, position", numbers).fetchall()
        return rows

    times = repeat(benchmark, lambda: first_page(large, SessionFilter()), by_the_driver, rounds=30)
    assert len(times.result) == len(times.floor_result)
    report.ratio(f"first page of {SESSIONS} sessions ÷ the queries by raw SQLCipher", times)
    raw.close()
    slow = sorted(
        (
            (percentile([seconds(_page(large, one)) for _ in range(ROUNDS)], 0.5), name)
            for name, one in FILTERS.items()
        ),
        reverse=True,
    )
    for took, name in slow[:4]:
        report.milliseconds(f"   first page with the filter {name!r}", took, 50)
    for sort in SortKey:
        took = percentile([seconds(_page(large, SessionFilter(), sort)) for _ in range(5)], 0.5)
        report.milliseconds(f"   first page sorted by {sort.value}", took, 50)


def _page(clinic: Clinic, wanted: SessionFilter, sort: SortKey = SortKey.DAY) -> Any:
    return lambda: first_page(clinic, wanted, sort)


def test_the_rest_of_the_screen(report: Report, large: Clinic) -> None:
    every = percentile(
        [seconds(lambda: review.find_sessions(large, SessionFilter())) for _ in range(5)], 0.5
    )
    report.milliseconds(f"   all {SESSIONS} numbers of the list, after its first page", every, None)
    around = percentile(
        [seconds(lambda: read_surroundings(large, review.QUEUE)) for _ in range(5)], 0.5
    )
    report.milliseconds("   counts, names and kept filters around the list", around, None)
    numbers = review.find_sessions(large, review.QUEUE, limit=40)
    shown = percentile([seconds(_preview(large, number)) for number in numbers], 0.5)
    report.milliseconds("   one session in the preview, from key to read", shown, None)
    assert numbers


def _preview(clinic: Clinic, number: int) -> Any:
    return lambda: read_preview(clinic, number)
