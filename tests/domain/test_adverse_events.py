"""What an adverse event must be to be kept, and which lots a session leaves to choose from."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from needlelog.domain.adverse_events import (
    AdverseEvent,
    AdverseKind,
    UsedLot,
    checked_event,
    kind_of_reaction,
    lots_of,
    severe_reactions,
)
from needlelog.domain.errors import InvalidValue
from needlelog.domain.sessions import (
    CartridgeUse,
    NumbingRow,
    Reaction,
    ReactionSign,
    SessionDraft,
    TopicalRow,
)

TODAY = date(2026, 11, 20)
EVENT = AdverseEvent("", "c", AdverseKind.INFECTION, date(2026, 11, 18), grade=2, action=" salve ")
DRAFT = SessionDraft("s", "c", "p", datetime(2026, 11, 14, 9, tzinfo=UTC))


def test_an_event_is_kept_without_white_space() -> None:
    assert checked_event(EVENT, TODAY).action == "salve"


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"grade": 0}, "event_grade"),
        ({"grade": 6}, "event_grade"),
        ({"noticed_on": date(2026, 11, 21)}, "event_future"),
        ({"resolved_on": date(2026, 11, 17)}, "event_resolved"),
        ({"resolved_on": date(2026, 11, 21)}, "event_resolved"),
    ],
)
def test_what_cannot_be_kept_is_refused(change: dict[str, object], reason: str) -> None:
    with pytest.raises(InvalidValue) as refused:
        checked_event(replace(EVENT, **change), TODAY)  # type: ignore[arg-type]
    assert refused.value.reason == reason


def test_everything_with_a_lot_is_offered_once() -> None:
    content = replace(
        DRAFT,
        topicals=(
            TopicalRow(1, "HA", lot="H1", lot_uid="l1"),
            TopicalRow(2, "HA", lot="H1", lot_uid="l1"),
            TopicalRow(3, "Glide"),
        ),
        numbing=(NumbingRow(1, "Lidocaine", lot="L9"),),
        cartridge=CartridgeUse(kind="16 pins", lot="C7", lot_uid="l2"),
    )
    assert lots_of(content) == (
        UsedLot("HA", "H1", "l1"),
        UsedLot("Lidocaine", "L9"),
        UsedLot("16 pins", "C7", "l2"),
    )


def test_only_severe_reactions_offer_an_event() -> None:
    rows = tuple(Reaction(n, ReactionSign.FAINTNESS, n) for n in (1, 2, 3))
    assert severe_reactions(replace(DRAFT, reactions=rows)) == (rows[2],)
    assert severe_reactions(DRAFT) == ()
    assert kind_of_reaction(rows[2]) is AdverseKind.FAINTNESS
    assert kind_of_reaction(Reaction(1, ReactionSign.BURNING, 3)) is AdverseKind.OTHER
