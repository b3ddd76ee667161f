"""Figures counted in columns equal those that each session, asked by itself, comes to."""

from __future__ import annotations

import random
from collections import Counter
from datetime import timedelta
from typing import Any

import pytest

from needlelog.db.queries import counted_sessions
from needlelog.domain.dashboard import COUNTED, period_before
from needlelog.domain.review import Flag
from needlelog.domain.session_filter import SessionFilter
from needlelog.domain.sessions import SessionState
from needlelog.domain.zones import Side
from needlelog.services import insights, review, sessions
from needlelog.services.clinic import Clinic
from tests.services.conftest import SteppingClock
from tests.services.test_session_figures import BEGIN, ZONES, lived

__all__ = ["lived"]
CONDITIONS: tuple[tuple[str, tuple[Any, ...]], ...] = (
    ("zone", (*ZONES, "left_cheek")),
    ("side", (Side.MID, Side.LEFT)),
    ("depth_from_um", (500, 800, 3000)),
    ("depth_to_um", (600, 1000)),
    ("phototype", (2, 4, 5)),
    ("flags", (Flag.OVER_ADVICE, Flag.OVER_ADVICE | Flag.ADVERSE_EVENT, Flag.LOT_MISSING)),
    ("states", (COUNTED[:1], COUNTED[1:2], (SessionState.VOID,))),
    ("concern", ("Scars", "Lines")),
    ("text", ("hyal", "amara 2", "copp", "nothing")),
    ("lot", ("L1",)),
    ("incomplete", (True,)),
)


def drawn(chance: random.Random, clinic: Clinic) -> SessionFilter:
    """A filter with one or more conditions besides days and a person."""
    asked = {name: chance.choice(values) for name, values in chance.sample(CONDITIONS, 2)}
    days = sorted(BEGIN.date() + timedelta(days=chance.randrange(-9, 80)) for _end in range(2))
    ends = zip(("first", "last"), days, strict=True)
    asked |= {name: day for name, day in ends if chance.random() < 0.5}
    if chance.random() < 0.3:
        asked["practitioner_uid"] = clinic.person.uid
    return SessionFilter(**asked)


@pytest.mark.parametrize("few", [0, 4000])
def test_any_filter_comes_to_what_its_sessions_come_to(
    lived: Clinic, monkeypatch: pytest.MonkeyPatch, few: int
) -> None:
    monkeypatch.setattr(counted_sessions, "FEW", few)
    chance = random.Random(few)
    seen = 0
    for _ in range(16):
        wanted = drawn(chance, lived)
        found = insights.dashboard(lived, wanted)
        meant = review.find_sessions(lived, insights.counted(wanted))
        rows = review.session_rows(lived, meant)
        seen += len(rows)
        assert found.sessions == len(rows), wanted
        assert found.clients == len({row.client_name for row in rows}), wanted
        assert found.waiting == sum(row.state is SessionState.SIGNED for row in rows), wanted
        assert sum(week.total for week in found.weeks) == len(rows), wanted
        depths = Counter((zone, depth or 0) for row in rows for zone, _side, depth in row.zones)
        told = {(zone.zone, at): count for zone in found.zones for at, count in zone.rows}
        assert told == depths, wanted
        assert found.adherence.late == len(insights.late_sessions(lived, wanted)), wanted
        assert found.adherence.missed == len(insights.missed_sessions(lived, wanted)), wanted
        before = period_before(wanted, lived.clock().astimezone().date())
        if before is not None:
            earlier = review.find_sessions(lived, insights.counted(before))
            assert found.before == len(earlier), wanted
        for each in found.overrides:
            behind = insights.override_sessions(lived, wanted, each.rule, each.reason)
            assert each.sessions == len(behind), wanted
    assert seen > 25


def test_what_is_remembered_is_forgotten_with_the_next_change(
    lived: Clinic, clock: SteppingClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(counted_sessions, "FEW", 0)
    wanted = SessionFilter(zone="chin")
    found = insights.dashboard(lived, wanted)
    memory = lived.database.columns
    kept = memory._kept
    assert kept is not None
    assert insights.dashboard(lived, SessionFilter(zone="nose", last=clock.now.date())).sessions
    assert memory._kept is kept
    uid = review.session_rows(lived, review.find_sessions(lived, wanted))[0].uid
    before = len(review.find_sessions(lived, insights.counted(wanted)))
    sessions.void_session(lived, uid, "the wrong client")
    assert insights.dashboard(lived, wanted).sessions == found.sessions - 1 == before - 1
    assert memory._kept is not kept
    lived.database.close()
    assert memory._kept is None
