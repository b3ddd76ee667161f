"""From answers, history, zones and the clock to what is found."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from needlelog.domain.clients import Answer, Client, HistoryItem, HistoryKind
from needlelog.domain.screening.decisions import Need, needs, open_needs
from needlelog.domain.screening.engine import find
from needlelog.domain.screening.extents import extent_of
from needlelog.domain.screening.findings import (
    Decision,
    Finding,
    Scope,
    ScreeningAnswer,
    Severity,
)
from needlelog.domain.screening.own_log import Needling, OwnLog
from needlelog.domain.screening.rules import RuleChange, parse_rules, with_changes
from needlelog.domain.screening.windows import Window, WindowUnit, parse_window
from needlelog.domain.sessions import NumbingRow, ZoneRow
from needlelog.domain.zones import Side
from needlelog.files.resources import load_toml
from tests.domain.screening.judging import (
    ADULT,
    BOOK,
    CHIN,
    NECK,
    NOTHING_LOGGED,
    ZONES,
    codes,
    draft_at,
    found,
    yes,
)

TEN = datetime(2026, 11, 22, 10, 6, tzinfo=timezone(timedelta(hours=1)))
TODAY = TEN.date()


def history(*items: HistoryItem) -> Client:
    return replace(ADULT, history=items)


def known(name: str, kind: HistoryKind = HistoryKind.CONDITION, **fields: object) -> HistoryItem:
    return replace(HistoryItem(f"h-{name}", kind, name), **fields)  # type: ignore[arg-type]


# --- card F ---------------------------------------------------------------------------------------

CARD_F = Client("client-1", "F", birth_date=date(1999, 5, 12), phototype=6)
ANSWERS_F = (
    yes("isotretinoin", date(2026, 6, 22)),
    yes("sun", last_at=TEN - timedelta(hours=20), areas=("face",)),
    yes("hsv", date(2026, 4, 15)),
    yes("metal_allergy", note="nickel"),
    yes("anaesthetic_allergy", note="lidocaine"),
    yes("retinoid", date(2026, 11, 21)),
    yes("event", date(2026, 11, 28)),
)


def test_card_f_before_a_zone_is_chosen() -> None:
    all_found = found(TEN, *ANSWERS_F, client=CARD_F)
    assert codes(all_found) == [
        "isotretinoin_block",
        "retinoid_block",
        "sun_block",
        "metal_block",
        "consent_missing",
        "anaesthetic_block",
        "hsv_warn",
        "phototype_warn",
        "event_note",
        "phototype_clearance_note",
    ]
    assert {finding.zone for finding in all_found} == {None}
    by_rule = {finding.rule: finding for finding in all_found}
    assert by_rule["isotretinoin_block"].prescriber_needed
    assert by_rule["isotretinoin_block"].clear_at == TEN.replace(month=12, hour=0, minute=0)
    assert by_rule["sun_block"].measured_hours == 20
    assert by_rule["sun_block"].clear_at == TEN.replace(hour=14)
    assert by_rule["event_note"].measured_days == 6


def test_card_f_with_the_neck_alone() -> None:
    left = found(TEN, *ANSWERS_F, client=CARD_F, zones=(NECK,))
    assert [(one.rule, one.zone) for one in left if one.severity is Severity.BLOCK] == [
        ("isotretinoin_block", None),
        ("retinoid_block", "neck_front"),
        ("metal_block", None),
        ("consent_missing", None),
        ("anaesthetic_block", None),
    ]
    assert not {"sun_block", "hsv_warn"} & set(codes(left)), "they are about the face"
    draft = draft_at(TEN, zones=(NECK,))
    asked = [(need.finding.rule, need.need) for need in open_needs(left, draft)]
    assert asked == [
        ("isotretinoin_block", Need.REASON),
        ("retinoid_block", Need.REASON),
        ("metal_block", Need.REASON),
        ("consent_missing", Need.REASON),
        ("phototype_warn", Need.SEEN),
    ]
    cream = extent_of(next(one for one in left if one.rule == "retinoid_block"), draft)
    decided = [
        Decision("isotretinoin_block", "agreed", prescriber="Dr. Vogt"),
        Decision("retinoid_block", "shallow only", covers=(cream,)),
        Decision("metal_block", "tested", prescriber="Dr. Vogt"),
        Decision("consent_missing", "signs at the end"),
        Decision("phototype_warn", seen=True),
    ]
    assert open_needs(left, replace(draft, decisions=tuple(decided))) == ()
    undone = replace(draft, decisions=(replace(decided[0], prescriber=" "), *decided[1:]))
    assert [(each.finding.rule, each.need) for each in open_needs(left, undone)] == [
        ("isotretinoin_block", Need.PRESCRIBER)
    ]


# --- zones ----------------------------------------------------------------------------------------


def test_an_answer_about_an_area_is_found_in_its_zones_alone() -> None:
    cheek = ZoneRow(3, "cheek_medial", Side.BOTH)
    sun = yes("sun", TODAY, areas=("face",))
    told = [(one.zone, one.side, one.detail) for one in found(TEN, sun, zones=(NECK, CHIN, cheek))]
    assert told == [("chin", Side.MID, ""), ("cheek_medial", Side.BOTH, "")]
    assert found(TEN, sun, zones=(NECK,)) == ()
    everywhere = replace(sun, areas=())
    assert [one.zone for one in found(TEN, everywhere, zones=(NECK, CHIN))] == [
        "neck_front",
        "chin",
    ]


def test_a_zone_with_several_rows_is_found_once() -> None:
    again = replace(CHIN, row=9, depth_um=750)
    assert codes(found(TEN, yes("sun", TODAY), zones=(CHIN, again))) == ["sun_block"]


def test_a_zone_of_ones_own_may_lie_anywhere() -> None:
    own = ZoneRow(1, "custom", Side.MID, custom_name="scar on the shin")
    assert codes(found(TEN, yes("sun", TODAY, areas=("face",)), zones=(own,))) == ["sun_block"]
    log = OwnLog({("custom", Side.MID): (Needling(TODAY),)})
    assert found(TEN, zones=(own,), log=log) == (), "its place is not known"


def test_sides_are_looked_up_one_by_one() -> None:
    log = OwnLog({("cheek_medial", Side.LEFT): (Needling(TODAY - timedelta(days=3), 500),)})
    left, right, both = (
        ZoneRow(1, "cheek_medial", side, depth_um=1250)
        for side in (Side.LEFT, Side.RIGHT, Side.BOTH)
    )
    assert codes(found(TEN, zones=(left,), log=log)) == ["needled_recently", "deeper_than_last"]
    assert found(TEN, zones=(right,), log=log) == ()
    assert codes(found(TEN, zones=(both,), log=log)) == ["needled_recently", "deeper_than_last"]


# --- answers --------------------------------------------------------------------------------------


def test_of_two_tiers_only_the_severest_is_told() -> None:
    assert codes(found(TEN, yes("isotretinoin", TODAY))) == ["isotretinoin_block"]
    off = with_changes(BOOK, [RuleChange("isotretinoin_block", enabled=False)])
    assert codes(found(TEN, yes("isotretinoin", TODAY), book=off)) == ["isotretinoin_warn"]


def test_not_known_is_at_most_a_warning() -> None:
    [finding] = found(TEN, ScreeningAnswer("pregnancy", Answer.UNKNOWN))
    assert (finding.rule, finding.severity, finding.detail) == (
        "pregnancy_block",
        Severity.WARN,
        "unknown",
    )
    [finding] = found(TEN, ScreeningAnswer("sun", Answer.UNKNOWN), zones=(CHIN,))
    assert (finding.zone, finding.severity, finding.detail) == ("chin", Severity.WARN, "unknown")
    [finding] = found(TEN, ScreeningAnswer("isotretinoin", Answer.UNKNOWN))
    assert (finding.severity, finding.prescriber_needed) == (Severity.WARN, False)


def test_yes_without_a_day_counts_as_today() -> None:
    [finding] = found(TEN, yes("isotretinoin"))
    assert (finding.rule, finding.measured_days, finding.clear_at) == (
        "isotretinoin_block",
        None,
        None,
    )


def test_the_history_holds_until_the_session_says_otherwise() -> None:
    client = history(known("Nickel", HistoryKind.ALLERGY))
    assert codes(found(TEN, client=client)) == ["metal_block"]
    assert found(TEN, ScreeningAnswer("metal_allergy", Answer.NO), client=client) == ()
    coded = history(known("x", HistoryKind.ALLERGY, code="metal_allergy"))
    assert codes(found(TEN, client=coded)) == ["metal_block"]
    denied = history(known("Nickel", HistoryKind.ALLERGY, answer=Answer.NO))
    assert found(TEN, client=denied) == ()


@pytest.mark.parametrize(
    ("name", "kind", "rule"),
    [
        ("Lidocaine allergy", HistoryKind.ALLERGY, "anaesthetic_block"),
        ("Warfarin", HistoryKind.MEDICINE, "anticoagulant_warn"),
        ("Roaccutane", HistoryKind.MEDICINE, "isotretinoin_block"),
        ("Keloid tendency", HistoryKind.CONDITION, "keloid_block"),
        ("Cold sores", HistoryKind.CONDITION, "hsv_warn"),
        ("PREGNANT", HistoryKind.CONDITION, "pregnancy_block"),
        ("Laser resurfacing", HistoryKind.TREATMENT, "deep_peel_block"),
    ],
)
def test_free_words_are_recognised(name: str, kind: HistoryKind, rule: str) -> None:
    assert codes(found(TEN, client=history(known(name, kind)))) == [rule]


def test_words_are_whole_and_of_their_kind() -> None:
    assert found(TEN, client=history(known("Sunday rest"))) == ()
    assert found(TEN, client=history(known("Nickel", HistoryKind.TREATMENT))) == ()


def test_yes_in_free_words_goes_before_a_no_with_a_code() -> None:
    client = history(
        known("a", HistoryKind.ALLERGY, code="metal_allergy", answer=Answer.NO),
        known("Nickel", HistoryKind.ALLERGY),
    )
    assert codes(found(TEN, client=client)) == ["metal_block"]


def test_the_latest_exposure_counts() -> None:
    client = history(
        known("Isotretinoin", HistoryKind.MEDICINE, last_exposure=date(2026, 11, 1)),
        known("Accutane", HistoryKind.MEDICINE, last_exposure=date(2019, 1, 1)),
    )
    [finding] = found(TEN, client=client)
    assert finding.measured_days == 21


def test_numbing_is_closed_and_asks_for_a_reason_only_when_it_is_used() -> None:
    allergy = yes("anaesthetic_allergy")
    [closed] = found(TEN, allergy)
    assert (closed.scope, closed.detail, needs(closed, None)) == (Scope.NUMBING, "closed", None)
    row = NumbingRow(1, "prilocaine", "2 %", wiped_off=True)
    [used] = found(TEN, allergy, numbing=(row,))
    assert (used.detail, needs(used, None)) == ("", Need.REASON)


# --- time -----------------------------------------------------------------------------------------


@given(
    st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
    st.integers(0, 60 * 60 * 72),
    st.sampled_from([UTC, ZoneInfo("Europe/Berlin"), ZoneInfo("Pacific/Auckland")]),
)
def test_hours_do_not_depend_on_the_time_zone(last: datetime, seconds: int, zone: ZoneInfo) -> None:
    start = (last + timedelta(seconds=seconds)).astimezone(zone)
    hit = codes(found(start, yes("sun", last_at=last)))
    assert ("sun_block" in hit) is (seconds < 24 * 3600)


@given(st.dates(date(2019, 12, 1), date(2032, 3, 1)), st.integers(0, 23), st.integers(-14, 14))
def test_a_day_alone_is_never_let_through_too_early(day: date, hour: int, offset: int) -> None:
    """Sun at any time of the day: what its hour would forbid, the day alone forbids as well."""
    zone = timezone(timedelta(hours=offset))
    exposed = datetime(day.year, day.month, day.day, 23, 59, tzinfo=zone)
    start = datetime(day.year, day.month, day.day, hour, tzinfo=zone) + timedelta(days=1)
    assert "sun_block" in codes(found(start, yes("sun", last_at=exposed)))
    assert "sun_block" in codes(found(start, yes("sun", day)))
    assert "sun_block" not in codes(found(start + timedelta(days=1), yes("sun", day)))


def test_the_day_is_that_of_the_place_of_treatment() -> None:
    auckland = timezone(timedelta(hours=13))
    start = datetime(2026, 3, 16, 0, 30, tzinfo=auckland)
    assert found(start, yes("botulinum", date(2026, 3, 2))) == (), "14 days over, 15 March in UTC"
    utc = start.astimezone(UTC)
    assert codes(found(utc, yes("botulinum", date(2026, 3, 2)))) == ["botulinum_warn"]


def test_without_a_start_it_is_now() -> None:
    draft = draft_at(None, answers=(yes("sun", last_at=TEN - timedelta(hours=23)),))
    for hours, hit in ((0, ["sun_block"]), (1, ["sun_warn"])):
        now = TEN + timedelta(hours=hours)
        assert codes(find(BOOK, ADULT, draft, NOTHING_LOGGED, ZONES, now)) == hit
    with pytest.raises(ValueError, match="time zone"):
        find(BOOK, ADULT, draft, NOTHING_LOGGED, ZONES, TEN.replace(tzinfo=None))


def test_an_exposure_written_down_for_later_counts_as_now() -> None:
    for late in (date(9999, 12, 31), TODAY + timedelta(days=1)):
        [finding] = found(TEN, yes("isotretinoin", late))
        assert (finding.rule, finding.measured_days) == ("isotretinoin_block", 0)
    [finding] = found(TEN, yes("sun", last_at=TEN + timedelta(days=2)))
    assert (finding.rule, finding.measured_hours) == ("sun_block", 0)
    assert found(TEN, yes("isotretinoin", date.min)) == ()
    assert found(TEN, yes("sun", date.min)) == ()
    assert found(TEN, yes("event", date.max)) == ()


# --- the book -------------------------------------------------------------------------------------


def test_a_clinic_changes_window_and_severity() -> None:
    change = RuleChange("isotretinoin_warn", parse_window("24 mo"), Severity.NOTE)
    own = with_changes(BOOK, [change])
    last = date(2025, 1, 1)
    [finding] = found(TEN, yes("isotretinoin", last), book=own)
    assert (finding.rule, finding.severity, finding.window) == (
        "isotretinoin_warn",
        Severity.NOTE,
        "24 mo",
    )
    assert finding.rule_version != BOOK.version
    assert own.version.startswith(f"{BOOK.version}+")
    rule = own.rule("isotretinoin_warn")
    assert (rule.shipped_window, rule.shipped_severity) == (
        Window(12, WindowUnit.MONTHS),
        Severity.WARN,
    )
    assert found(TEN, yes("isotretinoin", last)) == ()


def test_the_version_of_a_book_tells_changed_rules_apart() -> None:
    one = with_changes(BOOK, [RuleChange("sun_warn", enabled=False)])
    other = with_changes(BOOK, [RuleChange("sun_warn", severity=Severity.NOTE)])
    same = with_changes(BOOK, [RuleChange("sun_warn", enabled=False, note="why", by="R")])
    none = with_changes(BOOK, [RuleChange("sun_warn"), RuleChange("a rule that is gone")])
    assert len({BOOK.version, one.version, other.version}) == 3
    assert one.version == same.version
    assert none.version == BOOK.version


def test_a_book_must_ask_each_item_once_and_quote_sources() -> None:
    data = load_toml("screening.toml")
    with pytest.raises(ValueError, match="asked in one question"):
        parse_rules({**data, "question": data["question"][1:]})
    with pytest.raises(ValueError, match="no source"):
        parse_rules({**data, "rule": [{**data["rule"][0], "sources": []}]})
    with pytest.raises(ValueError, match="twice"):
        parse_rules({**data, "rule": [*data["rule"], data["rule"][0]]})


def test_findings_stand_blocks_first_then_in_the_order_of_the_book() -> None:
    hit = found(TEN, yes("event", TODAY), yes("diabetes"), yes("keloid"), yes("isotretinoin"))
    assert codes(hit) == ["isotretinoin_block", "keloid_block", "diabetes_warn", "event_note"]


@pytest.mark.parametrize(
    ("severity", "decision", "need"),
    [
        (Severity.BLOCK, None, Need.REASON),
        (Severity.BLOCK, Decision("r", seen=True), Need.REASON),
        (Severity.BLOCK, Decision("r", "  "), Need.REASON),
        (Severity.BLOCK, Decision("r", "why"), None),
        (Severity.WARN, None, Need.SEEN),
        (Severity.WARN, Decision("r"), Need.SEEN),
        (Severity.WARN, Decision("r", seen=True), None),
        (Severity.WARN, Decision("r", "why"), None),
        (Severity.NOTE, None, None),
    ],
)
def test_what_a_finding_needs(
    severity: Severity, decision: Decision | None, need: Need | None
) -> None:
    assert needs(Finding("r", "1", "i", severity, Scope.SESSION), decision) is need


def test_the_words_of_one_item_do_not_mean_another() -> None:
    """Apart from the narrower words for a thing whose wider word is asked as well."""
    both = {
        (one.code, other.code)
        for one in BOOK.items
        for other in BOOK.items
        for name in one.names
        if one is not other
        and one.kind is other.kind
        and any(f" {word} " in f" {name} " for word in other.names)
    }
    assert both == {("diabetes_uncontrolled", "diabetes"), ("herpes_now", "hsv")}
