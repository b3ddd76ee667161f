"""A decision counts for what it was made for: zones, products, figures and weight."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from needlelog.domain.clients import Answer
from needlelog.domain.screening.decisions import Need, open_need, open_needs, parts_of
from needlelog.domain.screening.draft_answers import (
    decisions_on,
    with_decision,
    with_same_decision,
    without_seen,
)
from needlelog.domain.screening.extents import BODY_PARTS, extent_of
from needlelog.domain.screening.findings import Decision, Finding, Scope, ScreeningAnswer, Severity
from needlelog.domain.sessions import NumbingRow, SessionDraft, ZoneRow
from needlelog.domain.zones import CUSTOM_ZONE, Side
from tests.domain.screening.judging import BOOK

AT = datetime(2026, 11, 22, 14, 2, tzinfo=UTC)
LATER = datetime(2026, 11, 22, 14, 30, tzinfo=UTC)
DRAFT = SessionDraft("s", "c", "p", AT)
SUN = Finding("sun_block", "1", "sun", Severity.BLOCK, Scope.ZONE, measured_hours=20)
CREAM = Finding("retinoid_warn", "1", "retinoid", Severity.WARN, Scope.ZONE)


def at(finding: Finding, zone: str, side: Side = Side.MID) -> Finding:
    return replace(finding, zone=zone, side=side)


def decided(draft: SessionDraft, *same: Finding, **fields: object) -> SessionDraft:
    return with_decision(draft, parts_of(same, draft)[-1], "Anna", AT, **fields)


def test_a_zone_that_comes_later_asks_again_and_what_was_decided_stays() -> None:
    chin, neck = at(SUN, "chin"), at(SUN, "neck_front")
    draft = decided(DRAFT, chin, reason="in the shade")
    assert open_needs([chin], draft) == ()
    (need,) = open_needs([chin, neck], draft)
    assert (need.finding, need.need, need.again) == (neck, Need.REASON, True)
    held, left = parts_of([chin, neck], draft)
    assert (held.findings, held.need) == ((chin,), None)
    assert (left.findings, left.decision, left.earlier) == ((neck,), None, draft.decisions)


def test_the_same_reason_counts_for_it_with_who_said_so_and_when() -> None:
    chin, neck = at(SUN, "chin"), at(SUN, "neck_front")
    draft = decided(DRAFT, chin, reason="in the shade", prescriber="Dr Vogt")
    left = parts_of([chin, neck], draft)[-1]
    draft = with_same_decision(draft, left, left.earlier[-1], "Ben", LATER)
    assert open_needs([chin, neck], draft) == ()
    (decision,) = draft.decisions
    assert (decision.decided_by, decision.decided_at) == ("Anna", AT)
    assert [(one.zone, one.by, one.at) for one in decision.covers] == [
        ("chin", "", None),
        ("neck_front", "Ben", LATER),
    ]


def test_another_reason_can_be_given_for_it() -> None:
    chin, neck = at(SUN, "chin"), at(SUN, "neck_front")
    draft = decided(decided(DRAFT, chin, reason="in the shade"), chin, neck, reason="a scarf")
    assert [(one.reason, [each.zone for each in one.covers]) for one in draft.decisions] == [
        ("in the shade", ["chin"]),
        ("a scarf", ["neck_front"]),
    ]
    first, second = parts_of([chin, neck], draft)
    draft = with_decision(draft, first, "Anna", LATER, reason="in the deep shade")
    assert [one.reason for one in draft.decisions] == ["in the deep shade", "a scarf"]
    emptied = with_decision(draft, parts_of([chin, neck], draft)[0], "Anna", LATER, reason="")
    assert [one.reason for one in emptied.decisions] == ["", "a scarf"], "no part changes places"
    assert open_need(chin, emptied) is Need.REASON
    assert second.need is None


def test_what_was_decided_before_a_zone_was_chosen_asks_again_for_the_zones() -> None:
    draft = decided(DRAFT, CREAM, seen=True)
    assert open_need(CREAM, draft) is None
    assert open_need(at(CREAM, "chin"), draft) is Need.SEEN
    draft = decided(draft, at(CREAM, "chin"), seen=True)
    assert open_need(at(CREAM, "chin"), draft) is None
    assert without_seen(draft, CREAM.rule).decisions == ()


def test_a_caution_about_the_client_as_a_whole_is_seen_once() -> None:
    everywhere = ScreeningAnswer(CREAM.item, Answer.YES)
    draft = decided(replace(DRAFT, answers=(everywhere,)), CREAM, seen=True)
    chin = at(CREAM, "chin")
    assert open_need(chin, draft) is None, "no zone makes it another one"
    assert parts_of([chin], draft)[0].decision == draft.decisions[0]
    assert open_need(replace(chin, detail="unknown"), draft) is Need.SEEN

    at_the_face = replace(draft, answers=(replace(everywhere, areas=("face",)),))
    assert open_need(chin, at_the_face) is Need.SEEN, "said for a part of the body since"
    assert open_need(chin, replace(draft, answers=())) is Need.SEEN, "not answered today"
    block = replace(chin, severity=Severity.BLOCK)
    assert open_need(block, draft) is Need.REASON, "it weighs more"
    reasoned = decided(
        replace(DRAFT, answers=(ScreeningAnswer("sun", Answer.YES),)), SUN, reason="shade"
    )
    assert open_need(at(SUN, "chin"), reasoned) is Need.REASON, "a stop asks for each zone"


def test_rules_over_parts_of_the_body_are_known() -> None:
    assert {rule.item for rule in BOOK.rules if rule.areas} == BODY_PARTS
    item = next(iter(BODY_PARTS))
    finding = replace(CREAM, rule=f"{item}_warn", item=item)
    draft = replace(DRAFT, answers=(ScreeningAnswer(item, Answer.YES),))
    draft = decided(draft, finding, seen=True)
    assert open_need(at(finding, "chin"), draft) is Need.SEEN


def test_a_side_that_comes_later_asks_again() -> None:
    left, both = at(SUN, "cheek_medial", Side.LEFT), at(SUN, "cheek_medial", Side.BOTH)
    right = at(SUN, "cheek_medial", Side.RIGHT)
    draft = decided(DRAFT, left, reason="shade")
    assert open_need(both, draft) is Need.REASON
    assert open_need(right, draft) is Need.REASON
    draft = decided(draft, left, right, reason="shade too")
    assert open_need(both, draft) is None, "each side was decided"
    assert open_need(left, decided(DRAFT, both, reason="shade")) is None


@pytest.mark.parametrize(
    ("before", "after", "asks"),
    [
        (SUN, replace(SUN, measured_hours=21), False),
        (SUN, replace(SUN, measured_hours=3), True),
        (SUN, replace(SUN, measured_hours=None, measured_days=2), False),
        (CREAM, replace(CREAM, severity=Severity.BLOCK), True),
        (replace(SUN, detail="unknown"), SUN, True),
    ],
)
def test_what_weighs_more_than_when_it_was_decided_asks_again(
    before: Finding, after: Finding, asks: bool
) -> None:
    draft = decided(DRAFT, at(before, "chin"), reason="why", seen=True)
    assert (open_need(at(after, "chin"), draft) is not None) is asks


def test_rules_over_depth_ask_again_when_it_goes_deeper() -> None:
    deep = at(
        Finding("phototype_depth_warn", "1", "phototype_depth", Severity.WARN, Scope.ZONE), "chin"
    )

    def to(depth: int) -> SessionDraft:
        return replace(DRAFT, zones=(ZoneRow(1, "chin", Side.MID, depth_um=depth),))

    seen = decided(to(1250), deep, seen=True)
    for depth, need in ((1000, None), (1250, None), (1500, Need.SEEN)):
        assert open_need(deep, replace(seen, zones=to(depth).zones)) is need
    step = replace(deep, rule="deeper_than_last", item="depth_step", detail="500", measured_days=30)
    seen = decided(to(1250), step, seen=True)
    assert open_need(step, replace(seen, zones=to(1500).zones)) is Need.SEEN
    assert open_need(replace(step, measured_days=31), seen) is None


def test_another_anaesthetic_or_a_stronger_one_asks_again() -> None:
    strong = Finding(
        "numbing_strength", "1", "numbing_strength", Severity.WARN, Scope.NUMBING, detail="1:10"
    )
    lmx = replace(DRAFT, numbing=(NumbingRow(1, "LMX"), NumbingRow(2, "LMX")))
    seen = decided(lmx, strong, seen=True)
    assert open_need(replace(strong, detail="2:10"), seen) is None
    assert open_need(replace(strong, detail="1:10.6"), seen) is Need.SEEN
    other = replace(seen, numbing=(NumbingRow(1, "BLT"),))
    assert open_need(strong, other) is Need.SEEN


def test_a_second_product_and_a_second_own_zone_ask_again() -> None:
    serum = Finding(
        "product_unsterile", "1", "product_sterility", Severity.WARN, Scope.SESSION, detail="Serum"
    )
    seen = decided(DRAFT, serum, seen=True)
    assert open_need(replace(serum, detail="Mask"), seen) is Need.SEEN
    elbow = replace(DRAFT, zones=(ZoneRow(1, CUSTOM_ZONE, Side.MID, "Elbow"),))
    told = decided(elbow, at(SUN, CUSTOM_ZONE), reason="shade")
    knee = replace(told, zones=(*told.zones, ZoneRow(2, CUSTOM_ZONE, Side.MID, "Knee")))
    assert open_need(at(SUN, CUSTOM_ZONE), told) is None
    assert open_need(at(SUN, CUSTOM_ZONE), knee) is Need.REASON


def test_a_decision_that_does_not_say_for_what_is_on_the_session_as_a_whole() -> None:
    draft = replace(DRAFT, decisions=(Decision("sun_block", "shade"),))
    assert open_need(replace(SUN, scope=Scope.SESSION), draft) is None
    assert open_need(at(SUN, "chin"), draft) is Need.REASON


def test_a_figure_is_kept_in_the_measure_of_the_rule() -> None:
    assert extent_of(replace(SUN, measured_hours=None, measured_days=2), DRAFT).figure == 48
    passes = replace(at(CREAM, "chin"), rule="passes_note", item="passes", detail="41")
    assert (extent_of(passes, DRAFT).figure, extent_of(passes, DRAFT).thing) == (41, "")


def test_a_decision_emptied_alone_is_gone() -> None:
    draft = decided(DRAFT, at(SUN, "chin"), reason="x")
    part = parts_of([at(SUN, "chin")], draft)[0]
    assert decisions_on(with_decision(draft, part, "Anna", AT, reason=""), "sun_block") == ()
