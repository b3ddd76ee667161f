"""The days on which a spot is not to be needled."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from needlelog.domain.clients import AvoidKind, AvoidMark

DAY = date(2026, 10, 21)
BEFORE, AFTER = DAY - timedelta(days=1), DAY + timedelta(days=1)


@pytest.mark.parametrize(
    ("since", "until", "holds"),
    [
        (None, None, True),
        (DAY, DAY, True),
        (AFTER, None, False),
        (None, BEFORE, False),
        (BEFORE, AFTER, True),
        (None, DAY, True),
    ],
)
def test_a_spot_holds_from_its_first_to_its_last_day(
    since: date | None, until: date | None, holds: bool
) -> None:
    mark = AvoidMark("1", AvoidKind.MOLE, "face_front", 1, 1, since=since, until=until)
    assert mark.holds_on(DAY) is holds
