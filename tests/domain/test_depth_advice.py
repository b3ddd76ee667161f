from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from needlelog.domain.depth_advice import (
    DepthFinding,
    DepthFindingKind,
    LimitOverride,
    LimitSource,
    depth_findings,
)
from needlelog.domain.sessions import ZoneRow
from needlelog.domain.stock import Device
from needlelog.domain.zones import Confidence, Side, ZoneLimits

CHEEK = ZoneRow(1, "face.cheek.lat", Side.LEFT)
SHIPPED = ZoneLimits((500, 1000), 2000, "guide 2b", Confidence.MEDIUM)
EYELID = ZoneLimits(None, 0, "label", Confidence.HIGH)
PEN = Device("d", "SkinPen", deepest_um=2500, evaluated_to_um=1500)
OVER = DepthFindingKind


def kinds(findings: tuple[DepthFinding, ...]) -> list[DepthFindingKind]:
    return [finding.kind for finding in findings]


@pytest.mark.parametrize(
    ("depth", "expected"),
    [
        (None, []),
        (1500, []),
        (1510, [OVER.OVER_EVALUATED]),
        (2000, [OVER.OVER_EVALUATED]),
        (2010, [OVER.OVER_ADVICE, OVER.OVER_EVALUATED]),
        (2510, [OVER.OVER_DEVICE, OVER.OVER_ADVICE, OVER.OVER_EVALUATED]),
    ],
)
def test_a_limit_is_passed_only_beyond_it(
    depth: int | None, expected: list[DepthFindingKind]
) -> None:
    row = replace(CHEEK, depth_um=depth)
    assert kinds(depth_findings(row, SHIPPED, PEN, None, ())) == expected


def test_a_finding_carries_its_limit_and_source() -> None:
    row = replace(CHEEK, depth_um=2600)
    device, ceiling, advice, evaluated = depth_findings(row, SHIPPED, PEN, 300, ())
    assert (device.limit_um, device.source, device.source_text) == (
        2500,
        LimitSource.DEVICE,
        "SkinPen",
    )
    assert (ceiling.kind, ceiling.limit_um, ceiling.source) == (
        OVER.OVER_CEILING,
        300,
        LimitSource.PERSON,
    )
    assert (advice.limit_um, advice.source_text, advice.confidence) == (
        2000,
        "guide 2b",
        Confidence.MEDIUM,
    )
    assert [finding.needs_reason for finding in (device, ceiling, advice, evaluated)] == [
        True,
        True,
        True,
        False,
    ]


def test_a_zone_to_avoid_is_found_before_a_depth_is_set() -> None:
    (found,) = depth_findings(CHEEK, EYELID, PEN, None, ())
    assert (found.kind, found.limit_um, found.needs_reason) == (OVER.AVOID_ZONE, 0, True)


@pytest.mark.parametrize(("own", "depth", "found"), [(1200, 1210, True), (2400, 2100, False)])
def test_the_limit_of_the_clinic_wins_and_says_who_set_it(
    own: int, depth: int, found: bool
) -> None:
    other = LimitOverride("face.chin", 100, by="Nobody")
    override = LimitOverride(CHEEK.zone, own, "after the course", "Rina")
    row = replace(CHEEK, depth_um=depth)
    findings = depth_findings(row, SHIPPED, None, None, (other, override))
    assert bool(findings) is found
    for finding in findings:
        assert (finding.limit_um, finding.source, finding.source_text, finding.by) == (
            own,
            LimitSource.CLINIC,
            "after the course",
            "Rina",
        )
        assert finding.confidence is None


def test_a_clinic_may_open_or_close_a_zone() -> None:
    row = replace(CHEEK, depth_um=250)
    assert depth_findings(row, EYELID, None, None, (LimitOverride(row.zone, 300),)) == ()
    closed = depth_findings(row, SHIPPED, None, None, (LimitOverride(row.zone, 0),))
    assert kinds(closed) == [OVER.AVOID_ZONE]
    taken_back = depth_findings(row, EYELID, None, None, (LimitOverride(row.zone, None),))
    assert kinds(taken_back) == [OVER.AVOID_ZONE]


def test_a_zone_without_figures_has_no_limit_of_its_own() -> None:
    row = replace(CHEEK, depth_um=3000)
    assert depth_findings(row, None, None, None, ()) == ()
    assert depth_findings(row, replace(SHIPPED, warn_um=None), None, None, ()) == ()


@given(
    depth=st.integers(100, 3000),
    warn=st.none() | st.integers(0, 3000),
    deepest=st.integers(100, 3000),
    ceiling=st.none() | st.integers(100, 3000),
)
def test_findings_stand_in_order_and_only_past_their_limit(
    depth: int, warn: int | None, deepest: int, ceiling: int | None
) -> None:
    limits = replace(SHIPPED, warn_um=warn)
    pen = replace(PEN, deepest_um=deepest, evaluated_to_um=None)
    found = depth_findings(replace(CHEEK, depth_um=depth), limits, pen, ceiling, ())
    order = list(DepthFindingKind)
    assert [order.index(kind) for kind in kinds(found)] == sorted(
        order.index(kind) for kind in kinds(found)
    )
    assert all(depth > finding.limit_um for finding in found)
    passed = sum(limit is not None and depth > limit for limit in (warn, deepest, ceiling))
    assert len(found) == passed
