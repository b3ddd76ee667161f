"""A recall at 100 000 sessions: everybody it touched, by lot, product, device and typed number."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from needlelog.domain.recalls import RecallKind
from needlelog.services import recalls, stock
from needlelog.services.clinic import Clinic
from tests.bench.big_log import big_log
from tests.bench.measures import Report, repeat, seconds
from tests.bench.sample import new_clinic

SESSIONS = 100_000
AIM = 1.0
"""Seconds for a recall that touches every session there is: a moment."""


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clinic]:
    """A clinic with 100 000 signed sessions, all with the same lots and the same pen."""
    opened = new_clinic(tmp_path_factory.mktemp("recalls") / "clinic")
    big_log(opened, SESSIONS)
    yield opened
    opened.close()


def test_everybody_who_was_touched(
    benchmark: BenchmarkFixture, report: Report, large: Clinic
) -> None:
    lot, pen = stock.lots(large)[0], stock.devices(large)[0]
    wanted = {
        "lot": (RecallKind.LOT, lot.uid, ""),
        "product": (RecallKind.PRODUCT, lot.product_uid, ""),
        "device": (RecallKind.DEVICE, pen.uid, ""),
        "typed number": (RecallKind.LOT, "", "c- 1"),
    }
    opened = {
        name: recalls.open_recall(large, kind, uid, "bench", number)
        for name, (kind, uid, number) in wanted.items()
    }
    uid = opened["lot"].uid
    raw = large.database.raw_connection()

    def by_the_driver() -> list[object]:
        rows: list[object] = raw.execute(
            "SELECT client_id, count(*), max(day) FROM session_summary GROUP BY client_id"
        ).fetchall()
        return rows

    times = repeat(benchmark, lambda: recalls.affected(large, uid), by_the_driver, rounds=5)
    raw.close()
    found = times.result
    assert sum(each.sessions for each in found) == SESSIONS
    report.ratio(f"a lot used in all {SESSIONS} sessions ÷ clients and days by SQLCipher", times)
    for name, recall in opened.items():
        look = partial(recalls.affected, large, recall.uid)
        slowest = max(seconds(look) for _ in range(3))
        report.milliseconds(f"recall by {name}, {SESSIONS} sessions", slowest, AIM * 1e3)
        assert slowest < AIM
    ids = [each.client for each in found[:64]]
    page = max(seconds(lambda: recalls.contacts(large, uid, ids)) for _ in range(5))
    report.milliseconds("one screen of contacts", page, 16)
    assert page < AIM / 10


def test_a_recall_that_touches_nobody_is_known_at_once(large: Clinic, report: Report) -> None:
    recall = recalls.open_recall(large, RecallKind.LOT, "", "bench", "no such lot")
    taken = max(seconds(lambda: recalls.affected(large, recall.uid)) for _ in range(5))
    report.milliseconds("recall of a number nobody wrote", taken, AIM * 1e3)
    assert taken < AIM
