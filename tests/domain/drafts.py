"""Drafts of every kind, for tests that must hold for all of them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

from hypothesis import strategies as st

from needlelog.domain.scales import Rater
from needlelog.domain.scores import DraftScore
from needlelog.domain.sessions import (
    Aftercare,
    CartridgeUse,
    DeviceUse,
    NumbingRow,
    Pattern,
    Reaction,
    ReactionSign,
    SessionDraft,
    Speed,
    SpeedUnit,
    Timing,
    TopicalRow,
    ZoneRow,
)
from needlelog.domain.zones import Side

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
TEXT = st.sampled_from(["", "a", "née", "🙂 note"])
LOTS = st.sampled_from([None, "lot-good", "lot-expired", "lot-empty", "lot-off", "lot-gone"])
EXPIRIES = st.sampled_from([None, "", "2025-01", "2027-09", "2026-03-02", "soon"])
MOMENTS = st.integers(-600, 600).map(lambda minutes: NOON + timedelta(minutes=minutes))
SPOTS = st.lists(
    st.tuples(st.sampled_from(["face.chin", "neck.front"]), st.sampled_from(Side)), max_size=3
).map(tuple)
SPEEDS = st.none() | st.builds(Speed, st.just("7000"), st.sampled_from(SpeedUnit))

zone_rows = st.builds(
    ZoneRow,
    row=st.integers(1, 9),
    zone=st.sampled_from(["face.chin", "face.cheek.lat", "custom"]),
    side=st.sampled_from(Side),
    custom_name=TEXT,
    depth_um=st.none() | st.integers(100, 3000),
    passes=st.none() | st.integers(1, 15),
    pattern=st.none() | st.sampled_from(Pattern),
    speed=SPEEDS,
    erythema=st.none() | st.integers(0, 4),
    bleeding=st.none() | st.integers(0, 4),
    pain=st.none() | st.integers(0, 10),
    concern=TEXT,
    note=TEXT,
    reason=TEXT,
)
numbing_rows = st.builds(
    NumbingRow,
    row=st.integers(1, 9),
    agent=TEXT,
    strength=TEXT,
    product_uid=st.none() | st.just("product"),
    lot_uid=LOTS,
    lot=TEXT,
    expiry=EXPIRIES,
    on_at=st.none() | MOMENTS,
    off_at=st.none() | MOMENTS,
    occluded=st.none() | st.booleans(),
    wiped_off=st.none() | st.booleans(),
    note=TEXT,
)
topical_rows = st.builds(
    TopicalRow,
    row=st.integers(1, 9),
    name=TEXT,
    category=TEXT,
    product_uid=st.none() | st.just("product"),
    lot_uid=LOTS,
    lot=TEXT,
    expiry=EXPIRIES,
    amount_ul=st.none() | st.integers(1, 100_000),
    strength=TEXT,
    timing=st.none() | st.sampled_from(Timing),
    zones=SPOTS,
    note=TEXT,
    expired_reason=TEXT,
)
devices_used = st.builds(
    DeviceUse,
    device_uid=st.sampled_from([None, "pen", "pen-off", "pen-gone"]),
    model_code=TEXT,
    name=TEXT,
    serial=TEXT,
    speed=SPEEDS,
)
cartridges_used = st.builds(
    CartridgeUse,
    product_uid=st.none() | st.just("product"),
    lot_uid=LOTS,
    kind=TEXT,
    lot=TEXT,
    expiry=EXPIRIES,
    count=st.none() | st.integers(0, 5),
    expired_reason=TEXT,
)
reactions = st.none() | st.lists(
    st.builds(Reaction, row=st.integers(1, 9), sign=st.sampled_from(ReactionSign)), max_size=3
).map(tuple)

draft_scores = st.builds(
    DraftScore,
    scale=st.sampled_from(["mmasi", "gais"]),
    scale_version=st.just("1"),
    rater=st.sampled_from(Rater),
    rated_on=st.just(NOON.date()),
    items=st.just((("grade", 2000),)),
    total=st.integers(0, 24_000),
    note=TEXT,
)

drafts = st.builds(
    SessionDraft,
    uid=st.sampled_from(["one", "two"]),
    client_uid=st.just("client"),
    practitioner_uid=st.just("person"),
    created_at=MOMENTS,
    started_at=st.none() | MOMENTS,
    ended_at=st.none() | MOMENTS,
    offset_minutes=st.sampled_from([-480, 0, 60, 840]),
    plan_uid=st.none() | st.just("plan"),
    number=st.none() | st.integers(1, 12),
    planned_total=st.none() | st.integers(1, 12),
    phase=st.sampled_from(["", "series", "maintenance"]),
    zones=st.lists(zone_rows, max_size=4).map(tuple),
    numbing=st.lists(numbing_rows, max_size=2).map(tuple),
    device=st.none() | devices_used,
    cartridge=st.none() | cartridges_used,
    topicals=st.lists(topical_rows, max_size=3).map(tuple),
    pain=st.none() | st.integers(0, 10),
    reactions=reactions,
    reactions_note=TEXT,
    combined=st.just(("led",)),
    combined_other=TEXT,
    aftercare=st.none() | st.just(Aftercare("sheet", "v2", NOON)),
    next_due=st.none() | st.just(date(2026, 4, 1)),
    note=TEXT,
    repeated_from=st.none(),
    scores=st.lists(draft_scores, max_size=2).map(tuple),
)

BERLIN = timezone(timedelta(hours=1))
