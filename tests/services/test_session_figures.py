"""The short rows from which figures are counted, after whatever can happen to sessions."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from needlelog.db.sqlite.figures import (
    FIGURE_STATES,
    figure_fill_statements,
    forget_letters,
    letter_of,
    number_of,
)
from needlelog.db.verify_figures import figure_faults
from needlelog.domain.clients import Client
from needlelog.domain.dashboard import COUNTED
from needlelog.domain.plans import Plan
from needlelog.domain.review import Flag
from needlelog.domain.session_filter import SessionFilter
from needlelog.domain.sessions import SessionState, TopicalRow, ZoneRow
from needlelog.domain.zones import Side
from needlelog.services import clients, insights, review, sessions
from needlelog.services.client_merge import merge, undo_merge
from needlelog.services.clinic import Clinic
from needlelog.services.plans import save_plan
from needlelog.services.review import countersign
from needlelog.services.verification import verify
from tests.services.conftest import SteppingClock

ZONES = ("chin", "forehead", "nose")
BEGIN = datetime(2025, 11, 24, 10, tzinfo=UTC)
DEEP = 3000
FILTERS = (
    SessionFilter(),
    SessionFilter(first=date(2025, 12, 3), last=date(2026, 1, 20)),
    SessionFilter(zone="chin"),
    SessionFilter(zone="nose", depth_from_um=800, last=date(2026, 1, 10)),
    SessionFilter(depth_to_um=600),
    SessionFilter(depth_from_um=DEEP),
    SessionFilter(phototype=4, first=date(2025, 12, 1)),
    SessionFilter(flags=Flag.OVER_ADVICE),
    SessionFilter(zone="forehead", side=Side.MID),
    SessionFilter(zone="chin", text="hyal"),
    SessionFilter(states=(SessionState.VOID,)),
    SessionFilter(states=(SessionState.SIGNED,), zone="chin"),
)


def rows(clinic: Clinic) -> list[tuple[object, ...]]:
    with clinic.database.read() as session:
        letters = {
            letter_of(row.number): (row.about, row.code, row.depth_um, row.over)
            for row in session.connection().exec_driver_sql("SELECT * FROM figure_letter")
        }
        found = session.connection().exec_driver_sql("SELECT * FROM session_figure")
        return [(*row[:7], sorted(letters[each] for each in row[7])) for row in found]


def faults(clinic: Clinic) -> list[str]:
    with clinic.database.read() as session:
        return [fault.sentence for fault in figure_faults(session)]


def test_letters_skip_what_is_no_letter() -> None:
    numbers = [1, 2, 55_039, 55_040, 55_041, 55_042, 60_000]
    assert [number_of(letter_of(number)) for number in numbers] == numbers
    assert all(letter_of(number).encode() for number in numbers)
    assert set(FIGURE_STATES) == {state.value for state in SessionState}
    places = [FIGURE_STATES.index(state) for state in COUNTED]
    assert places == list(range(places[0], places[-1] + 1))


@pytest.fixture
def lived(clinic: Clinic, clock: SteppingClock) -> Clinic:
    """Sessions of ten weeks, signed, countersigned, void and of two people who were one."""
    chance = random.Random(11)
    people = [clients.create_client(clinic, Client("", f"Amara {n}", phototype=n)) for n in (2, 4)]
    plan = save_plan(clinic, Plan("", people[0].uid, "Scars", interval_days=10))
    signed: list[str] = []
    acts: list[Callable[[], object]] = [
        lambda: sessions.void_session(clinic, signed.pop(chance.randrange(len(signed))), "twice"),
        lambda: countersign(
            clinic, review.find_sessions(clinic, SessionFilter())[:4], also_incomplete=True
        ),
        lambda: save_plan(clinic, replace(plan, interval_days=chance.randrange(5, 30))),
    ]
    for number in range(24):
        clock.now = BEGIN + timedelta(days=3 * number)
        client = people[number % 2]
        draft = sessions.start_session(clinic, client.uid)
        zones = chance.sample(ZONES, chance.randrange(1, 4))
        depths = (500, 750, 1000, DEEP)
        drawn = [chance.choice(depths) for _zone in zones]
        draft = replace(
            draft,
            plan_uid=plan.uid if client is people[0] else None,
            zones=tuple(
                ZoneRow(
                    place, zone, Side.MID, depth_um=depth, reason="scar" if depth == DEEP else ""
                )
                for place, (zone, depth) in enumerate(zip(zones, drawn, strict=True), 1)
            ),
            topicals=(TopicalRow(1, chance.choice(("Hyal", "Copper")), lot="L1"),),
            reactions=(),
        )
        sessions.save_draft(clinic, draft)
        sessions.sign_session(clinic, draft.uid)
        signed.append(draft.uid)
        if number % 5 == 4:
            acts[number // 5 % len(acts)]()
    return clinic


def test_figures_equal_what_each_record_says(lived: Clinic) -> None:
    for wanted in FILTERS:
        found = insights.dashboard(lived, wanted)
        listed = review.session_rows(lived, review.find_sessions(lived, insights.counted(wanted)))
        assert found.sessions == len(listed), wanted
        assert found.clients == len({row.client_uid for row in listed}), wanted
        depths = Counter((zone, depth) for row in listed for zone, _side, depth in row.zones)
        told = {(zone.zone, depth): n for zone in found.zones for depth, n in zone.rows}
        assert told == depths, wanted
        assert found.waiting == sum(row.state is SessionState.SIGNED for row in listed), wanted
        assert found.over_advice == sum(Flag.OVER_ADVICE in row.flags for row in listed), wanted
        assert sum(week.total for week in found.weeks) == found.sessions, wanted
    assert faults(lived) == []


def test_any_two_days_come_to_the_same_from_sums_and_from_rows(lived: Clinic) -> None:
    chance = random.Random(5)
    one_by_one = tuple(reversed(COUNTED))
    for _ in range(50):
        days = [BEGIN.date() + timedelta(days=chance.randrange(-9, 80)) for _end in range(2)]
        first, last = (day if chance.random() < 0.8 else None for day in sorted(days))
        person = chance.choice((None, lived.person.uid))
        sums = SessionFilter(first=first, last=last, practitioner_uid=person)
        rows_alone = replace(sums, states=one_by_one)
        assert insights.dashboard(lived, sums) == insights.dashboard(lived, rows_alone), sums


def test_they_follow_a_merge_and_are_the_same_worked_out_anew(lived: Clinic) -> None:
    one, other = (
        row.uid for row in clients.client_rows(lived, clients.search_client_ids(lived, "amara", 8))
    )
    merged = merge(lived, one, other)
    assert insights.dashboard(lived, SessionFilter(zone="chin")).clients == 1
    assert faults(lived) == []
    undo_merge(lived, merged.uid)
    assert insights.dashboard(lived, SessionFilter(zone="chin")).clients == 2
    assert faults(lived) == []
    kept = rows(lived)
    with lived.database.write() as session:
        for statement in figure_fill_statements():
            session.connection().exec_driver_sql(statement)
    assert rows(lived) == kept


CHANGES = (
    "UPDATE session_figure SET uses = '' WHERE session_id = 3",
    "UPDATE session_figure SET state = 2 WHERE session_id = 3",
    "UPDATE session_figure SET client_id = 9 WHERE session_id = 3",
    "DELETE FROM session_figure WHERE session_id = 3",
    "UPDATE session_figure SET day = '2025-01-01' WHERE session_id = 3",
    "UPDATE figure_letter SET depth_um = depth_um + 7 WHERE about = 'zone'",
    "DELETE FROM figure_letter WHERE about = 'product'",
)


def test_figures_that_were_changed_are_told(lived: Clinic) -> None:
    for change in CHANGES:
        with lived.database.write() as session:
            session.connection().exec_driver_sql(change)
            assert any("do not fit" in fault.sentence for fault in figure_faults(session)), change
            session.rollback()
    assert faults(lived) == []
    with lived.database.write() as session:
        session.connection().exec_driver_sql(CHANGES[0])
    assert any("figures kept for the month" in fault.sentence for fault in verify(lived))


def test_a_name_that_nobody_used_any_more_leaves(lived: Clinic) -> None:
    with lived.database.write() as session:
        run = session.connection().exec_driver_sql
        for name in ("session_locked_update", "session_locked_delete", "topical_locked_update"):
            run(f"DROP TRIGGER IF EXISTS {name}")
        run(
            "DELETE FROM session_figure WHERE instr(uses, (SELECT char(number + 255)"
            " FROM figure_letter WHERE code = 'Copper'))"
        )
        run("DELETE FROM year_sum WHERE code = 'Copper'")
        forget_letters(session.connection())
        names = run("SELECT code FROM figure_letter WHERE about = 'product'").scalars().all()
    assert names == ["Hyal"]
