"""Every condition of a filter has a name and a tag, and can be taken away again."""

from __future__ import annotations

from dataclasses import fields
from datetime import date

from needlelog.domain.review import Flag
from needlelog.domain.session_filter import Period, SessionFilter
from needlelog.domain.sessions import SessionState
from needlelog.domain.zones import Side
from needlelog.files.reference_data import zone_catalogue
from needlelog.services.filter_choices import FilterChoices
from needlelog.ui.filter_words import (
    CONDITIONS,
    condition_name,
    condition_words,
    filter_sentence,
    set_conditions,
)

ZONES = zone_catalogue()
CHOICES = FilterChoices(
    people=(("p", "Rina"),),
    products=(("s", "Serum"),),
    devices=(("d", "Pen"),),
    client="Anna",
    client_born=date(1994, 2, 14),
)
FULL = SessionFilter(
    text="nose",
    period=Period.WEEK,
    first=date(2026, 3, 1),
    last=date(2026, 3, 7),
    practitioner_uid="p",
    client_uid="c",
    zone="chin",
    side=Side.MID,
    depth_from_um=500,
    depth_to_um=1500,
    passes_from=2,
    passes_to=4,
    product_uid="s",
    lot="H-1",
    device_uid="d",
    concern="scars",
    phototype=4,
    states=(SessionState.SIGNED,),
    flags=Flag.EXPIRED | Flag.OVERRIDE,
    incomplete=True,
    phase="series",
)


def test_every_field_belongs_to_one_condition() -> None:
    named = [name for names in CONDITIONS.values() for name in names]
    assert sorted(named) == sorted(field.name for field in fields(SessionFilter))


def test_every_condition_is_told_and_can_be_taken_away() -> None:
    assert set_conditions(FULL) == tuple(CONDITIONS)
    told = {key: condition_words(FULL, key, CHOICES, ZONES) for key in CONDITIONS}
    assert told == {
        "text": "“nose”",
        "days": "Last 7 days, 1 Mar 2026 – 7 Mar 2026",
        "states": "Signed, not reviewed",
        "practitioner": "Rina",
        "client": "Anna · 14 Feb 1994",
        "zone": "Chin",
        "depth": "0.50 – 1.50 mm",
        "passes": "2 – 4 passes",
        "product": "Serum",
        "lot": "Lot H-1",
        "device": "Pen",
        "concern": "scars",
        "phototype": "Skin type IV",
        "flags": "Stop overridden / Expired lot",
        "phase": "Phase: series",
        "incomplete": "Incomplete",
    }
    for key, names in CONDITIONS.items():
        assert condition_name(key)
        assert set_conditions(FULL.without(*names)) == tuple(k for k in CONDITIONS if k != key)


def test_half_open_ranges() -> None:
    assert filter_sentence(SessionFilter(depth_from_um=1000), CHOICES, ZONES) == "≥ 1.00 mm"
    assert filter_sentence(SessionFilter(passes_to=3), CHOICES, ZONES) == "≤ 3 passes"
    assert filter_sentence(SessionFilter(last=date(2026, 3, 1)), CHOICES, ZONES) == (
        "until 1 Mar 2026"
    )
    assert filter_sentence(SessionFilter(), CHOICES, ZONES) == "All sessions"
