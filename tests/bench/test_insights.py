"""The dashboard over 100 000 sessions; the aim is that nobody waits for it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from statistics import median

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from needlelog.domain.session_filter import Period, SessionFilter
from needlelog.services.clinic import Clinic
from needlelog.services.cohorts import Asked, cohort
from needlelog.services.insights import dashboard
from tests.bench.big_log import big_log
from tests.bench.measures import Report, repeat, seconds
from tests.bench.sample import new_clinic

SESSIONS = 100_000
AIM_MS = 300
FILTERS = {
    "the last three months": SessionFilter(period=Period.QUARTER),
    "the last year": SessionFilter(period=Period.YEAR),
    "all days": SessionFilter(),
    "a zone in a quarter": SessionFilter(period=Period.QUARTER, zone="chin"),
    "a zone in a year": SessionFilter(period=Period.YEAR, zone="chin"),
    "a skin type on all days": SessionFilter(phototype=3),
}


@pytest.fixture(scope="module")
def long_log(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clinic]:
    opened = new_clinic(tmp_path_factory.mktemp("long") / "clinic")
    big_log(opened, SESSIONS)
    yield opened
    opened.close()


def test_dashboard(benchmark: BenchmarkFixture, report: Report, long_log: Clinic) -> None:
    raw = long_log.database.raw_connection()

    def one_pass() -> object:
        return raw.execute(
            "SELECT day, count(*), sum(flags & 1) FROM session_summary GROUP BY day"
        ).fetchall()

    times = repeat(benchmark, lambda: dashboard(long_log, SessionFilter()), one_pass, rounds=15)
    assert times.result.sessions == SESSIONS
    assert sum(zone.total for zone in times.result.zones) == SESSIONS * 4
    raw.close()
    report.ratio(f"dashboard of {SESSIONS} sessions ÷ one pass over their sums", times)
    for name, wanted in FILTERS.items():
        taken = median(seconds(partial(dashboard, long_log, wanted)) for _ in range(5))
        report.milliseconds(f"   {name}", taken, AIM_MS)


def test_outcomes(report: Report, long_log: Clinic) -> None:
    with long_log.database.write() as session:
        session.connection().exec_driver_sql(
            "INSERT INTO score (uid, origin, client_id, session_id, scale, scale_version,"
            " scale_name, rater, rated_on, total, rated_by_id)"
            " SELECT 'score-' || id, 'o', client_id, NULL, 'goodman_baron', '1', '', 'clinician',"
            " day, 1000 * (1 + id % 4), 1 FROM session WHERE id % 5 = 0"
        )
    for name, wanted in (
        ("all days", SessionFilter()),
        ("a quarter", FILTERS["the last three months"]),
    ):
        found = cohort(long_log, wanted, Asked())
        taken = median(seconds(partial(cohort, long_log, wanted)) for _ in range(5))
        words = f"{sum(point.n for point in found.whole.points)} values, off the UI thread"
        report.milliseconds(f"outcomes across clients, {name}", taken, None, words)
