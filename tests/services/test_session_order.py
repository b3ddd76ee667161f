"""The pages of a list equal one plain query; sums of weeks and years equal counting the rows."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from needlelog.db.queries import (
    meant_sessions,
    session_conditions,
    session_count,
    session_order,
)
from needlelog.db.queries.session_order import SortKey
from needlelog.db.sqlite.counting import fill_statements
from needlelog.db.verify import _counts
from needlelog.domain.follow_up import FollowUp, Treated, follow_ups_due
from needlelog.domain.session_filter import Period, SessionFilter
from needlelog.domain.sessions import SessionState
from needlelog.files.reference_data import expected_course
from needlelog.services import insights, review, sessions
from needlelog.services.clinic import Clinic
from needlelog.services.follow_up import due_follow_ups
from needlelog.services.verification import verify
from tests.bench.big_log import big_log
from tests.bench.sample import TODAY, new_clinic
from tests.bench.test_review import FILTERS

SESSIONS = 400
LIMIT = 30


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clinic]:
    opened = new_clinic(tmp_path_factory.mktemp("order") / "clinic")
    big_log(opened, SESSIONS)
    with opened.database.write() as session:
        # As after an import: some of the old ones have high numbers.
        session.connection().exec_driver_sql(
            "UPDATE client SET phototype = 1 + id % 4, name = substr(name, 1, 5)"
        )
    uids = [row.uid for row in review.session_rows(opened, range(300, 306))]
    for uid in uids:
        sessions.void_session(opened, uid, "entered twice")
    yield opened
    opened.close()


@pytest.fixture
def small_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lists so short that every way to a page is gone."""
    monkeypatch.setattr(session_order, "FIRST", 40)
    monkeypatch.setattr(session_order, "NEAR", 90)
    monkeypatch.setattr(session_order, "MOST", 120)
    monkeypatch.setattr(session_order, "_CHUNK", 35)
    monkeypatch.setattr(session_conditions, "FEW", 12)
    monkeypatch.setattr(session_order, "_MANY", (50, 100))
    monkeypatch.setattr(session_count, "_SOME", 50)
    monkeypatch.setattr(session_count, "_MANY", 100)


def _in_order(rows: list[Any], sort: SortKey, *, falling: bool) -> list[int]:
    """Sorted as the list promises, by Python."""
    rows = sorted(rows, key=lambda row: (row.day, row.id), reverse=True)
    if sort is SortKey.DAY:
        return [row.id for row in (rows if falling else reversed(rows))]
    keys = {
        SortKey.CLIENT: lambda row: row.client_name,
        SortKey.PRACTITIONER: lambda row: row.practitioner_name,
        SortKey.STATE: lambda row: row.state.value,
        SortKey.DEPTH: lambda row: row.deepest_um or 0,
        SortKey.FLAGS: lambda row: int(row.flags) & 63,
    }
    if sort in (SortKey.DEPTH, SortKey.FLAGS) and not falling:
        rows.reverse()
    return [row.id for row in sorted(rows, key=keys[sort], reverse=falling)]


@pytest.mark.parametrize("name", FILTERS)
def test_a_page_equals_the_whole_and_the_whole_what_each_session_says(
    log: Clinic, small_steps: None, name: str
) -> None:
    wanted = FILTERS[name]
    everybody = [row.id for row in review.session_rows(log, range(1, SESSIONS + 10))]
    assert len(everybody) == SESSIONS
    meant = review.still_meant(log, wanted, everybody)
    rows = review.session_rows(log, meant)
    assert review.count_sessions(log, wanted) == len(meant)
    for sort in SortKey:
        for falling in (True, False):
            every = list(review.all_sessions(log, wanted, sort=sort, descending=falling))
            assert every == _in_order(rows, sort, falling=falling), (sort, falling)
            page = review.find_sessions(log, wanted, sort=sort, descending=falling, limit=LIMIT)
            assert page == every[:LIMIT], (sort, falling)


def test_with_other_conditions_too(log: Clinic, small_steps: None) -> None:
    for other in (
        {"period": Period.YEAR},
        {"states": (SessionState.SIGNED,)},
        {"states": (SessionState.COUNTERSIGNED, SessionState.VOID)},
        {"practitioner_uid": log.person.uid, "phototype": 2},
        {"client_uid": "client-3"},
    ):
        for name in ("all", "zone", "shallow", "flags", "words", "incomplete"):
            wanted = replace(FILTERS[name], **other)
            every = list(review.all_sessions(log, wanted))
            assert review.find_sessions(log, wanted, limit=LIMIT) == every[:LIMIT], (name, other)
            assert review.count_sessions(log, wanted) == len(every), (name, other)


@pytest.mark.parametrize("sort", SortKey)
@pytest.mark.parametrize("falling", [True, False])
def test_the_sessions_of_one_client_in_every_order(
    log: Clinic, small_steps: None, sort: SortKey, falling: bool
) -> None:
    everybody = review.session_rows(log, range(1, SESSIONS + 10))
    for client in {row.client_uid for row in everybody}:
        theirs = [row for row in everybody if row.client_uid == client]
        wanted = SessionFilter(client_uid=client)
        every = list(review.all_sessions(log, wanted, sort=sort, descending=falling))
        assert every == _in_order(theirs, sort, falling=falling), client
        page = review.find_sessions(log, wanted, sort=sort, descending=falling, limit=LIMIT)
        assert page == every[:LIMIT], client


def test_figures_from_sums_equal_those_from_rows(
    log: Clinic, monkeypatch: pytest.MonkeyPatch
) -> None:
    periods = [
        SessionFilter(),
        SessionFilter(period=Period.QUARTER),
        SessionFilter(period=Period.YEAR),
        SessionFilter(last=date(2023, 1, 1)),
        SessionFilter(first=date(2021, 12, 27), last=date(2024, 1, 7)),
        SessionFilter(first=date(2022, 1, 3), last=date(2022, 12, 31)),
        SessionFilter(first=date(2023, 3, 8), last=date(2023, 3, 9)),
        SessionFilter(first=date(2023, 1, 1), practitioner_uid=log.person.uid),
    ]
    from_sums = [insights.dashboard(log, wanted) for wanted in periods]
    for asked in (meant_sessions, insights):
        monkeypatch.setattr(asked, "days_and_people_only", lambda _wanted: False)
    from_rows = [insights.dashboard(log, wanted) for wanted in periods]
    for wanted, sums, rows in zip(periods, from_sums, from_rows, strict=True):
        assert sums == rows, wanted
    assert from_sums[0].sessions == SESSIONS - 6


def test_counts_that_were_changed_are_told(tmp_path: Path) -> None:
    clinic = new_clinic(tmp_path / "clinic")
    big_log(clinic, 30)
    about = "The counts of weeks and years"
    assert not [fault for fault in verify(clinic) if fault.sentence.startswith(about)]
    for statement in (
        "UPDATE week_count SET sessions = sessions + 1 WHERE what = 'countersigned'",
        "DELETE FROM year_sum WHERE about = 'zone'",
    ):
        with clinic.database.write() as session:
            session.connection().exec_driver_sql(statement)
        with clinic.database.read() as session:
            assert next(fault.sentence for fault in _counts(session)).startswith(about)
        with clinic.database.write() as session:
            for fill in fill_statements():
                session.connection().exec_driver_sql(fill)
    clinic.close()


def test_whom_to_ask_equals_the_rule(tmp_path: Path) -> None:
    clinic = new_clinic(tmp_path / "clinic")
    big_log(clinic, 60)
    chance = random.Random(4)
    with clinic.database.write() as session:
        raw = session.connection().exec_driver_sql
        raw("DROP TRIGGER IF EXISTS session_locked_update")
        for number in range(1, 61):
            raw(
                "UPDATE session SET day = ? WHERE id = ?",
                ((TODAY - timedelta(days=chance.randrange(45))).isoformat(), number),
            )
        about: dict[int, int] = {}
        for number in range(1, 51):
            day = TODAY - timedelta(days=chance.randrange(40))
            replaced = chance.randrange(1, number) if number > 9 and number % 3 == 0 else None
            about[number] = about[replaced] if replaced else chance.randrange(1, 61)
            raw(
                "INSERT OR IGNORE INTO follow_up (uid, origin, client_id, session_id, day_offset,"
                " seen_on, reached, note, recorded_by_id, recorded_at, replaces_id)"
                " SELECT ?, 'o', client_id, id, 1, ?, ?, '', 1, 0, ? FROM session WHERE id = ?",
                (
                    f"told-{number}",
                    day.isoformat(),
                    chance.random() < 0.6,
                    replaced,
                    about[number],
                ),
            )
    with clinic.database.read() as session:
        run = session.connection().exec_driver_sql
        treated = [
            Treated(uid, client, date.fromisoformat(day))
            for uid, client, day in run(
                "SELECT session.uid, client.uid, session.day FROM session"
                " JOIN client ON client.id = session.client_id ORDER BY session.day, session.id"
            )
        ]
        told = [
            FollowUp(
                uid, "", of_session, 1, date.fromisoformat(seen), bool(reached), replaces=former
            )
            for uid, of_session, seen, reached, former in run(
                "SELECT told.uid, session.uid, told.seen_on, told.reached, former.uid"
                " FROM follow_up AS told JOIN session ON session.id = told.session_id"
                " LEFT JOIN follow_up AS former ON former.id = told.replaces_id"
            )
        ]
    right = follow_ups_due(treated, told, TODAY, expected_course().days)
    assert len(right) > 10
    found = due_follow_ups(clinic, TODAY, 1000)
    assert found.total == len(right)
    late = {each.session_uid: each for each in right}
    assert {line.due.session_uid: line.due for line in found.lines} == late
    assert [line.due.days_late for line in found.lines] == [each.days_late for each in right]
    parts = [due_follow_ups(clinic, TODAY, 4, start).lines for start in range(0, len(right), 4)]
    assert [line for part in parts for line in part] == list(found.lines)
    clinic.close()
