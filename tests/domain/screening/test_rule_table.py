"""Every shipped rule: what it weighs, the last day on which it fires, and the day after."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest

from needlelog.domain.clients import (
    Answer,
    AvoidKind,
    AvoidMark,
    Client,
    Consent,
    ConsentKind,
    ConsentStatus,
)
from needlelog.domain.screening.findings import ScreeningAnswer
from needlelog.domain.screening.own_log import Needling, OwnLog
from needlelog.domain.screening.rules import RuleChange, with_changes
from needlelog.domain.sessions import NumbingRow, TopicalRow
from needlelog.domain.zones import Side
from tests.domain.screening.judging import ADULT, BOOK, CHIN, CONSENT, codes, found, yes

DAY = date(2026, 3, 2)
NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)

# Exposure on 2 March 2026: rule, item, severity, scope, window, last day it fires.
PAST = [
    ("isotretinoin_block", "isotretinoin", "block", "session", "6 mo", "2026-09-01"),
    ("isotretinoin_warn", "isotretinoin", "warn", "session", "12 mo", "2027-03-01"),
    ("retinoid_block", "retinoid", "block", "zone", "24 h", "2026-03-03"),
    ("retinoid_warn", "retinoid", "warn", "zone", "5 d", "2026-03-06"),
    ("exfoliant_warn", "exfoliant", "warn", "zone", "5 d", "2026-03-06"),
    ("aspirin_note", "aspirin", "note", "session", "5 d", "2026-03-06"),
    ("antibiotics_warn", "antibiotics", "warn", "session", "2 wk", "2026-03-15"),
    ("autoimmune_block", "autoimmune_treatment", "block", "session", "24 h", "2026-03-03"),
    ("sun_block", "sun", "block", "zone", "24 h", "2026-03-03"),
    ("sun_warn", "sun", "warn", "zone", "14 d", "2026-03-15"),
    ("self_tan_warn", "self_tan", "warn", "zone", "48 h", "2026-03-04"),
    ("young_scar_warn", "young_scar", "warn", "zone", "12 mo", "2027-03-01"),
    ("waxing_warn", "waxing", "warn", "zone", "72 h", "2026-03-05"),
    ("light_peel_warn", "light_peel", "warn", "zone", "2 wk", "2026-03-15"),
    ("deep_peel_block", "deep_peel", "block", "zone", "30 d", "2026-03-31"),
    ("deep_peel_warn", "deep_peel", "warn", "zone", "3 mo", "2026-06-01"),
    ("surgery_block", "surgery", "block", "zone", "30 d", "2026-03-31"),
    ("surgery_warn", "surgery", "warn", "zone", "12 mo", "2027-03-01"),
    ("botulinum_warn", "botulinum", "warn", "zone", "14 d", "2026-03-15"),
    ("filler_warn", "filler", "warn", "zone", "28 d", "2026-03-29"),
    ("plasma_warn", "plasma", "warn", "zone", "10 d", "2026-03-11"),
]
# Something on 2 March 2026: rule, item, window, first day it fires.
COMING = [
    ("event_note", "event", "7 d", "2026-02-23"),
    ("sun_coming_note", "sun_coming", "3 d", "2026-02-27"),
    ("injection_coming_note", "injection_coming", "3 wk", "2026-02-09"),
]
# Rules that count no days: rule, item, severity, scope.
STANDING = [
    ("hsv_warn", "hsv", "warn", "zone"),
    ("sunburn_block", "sunburn", "block", "zone"),
    ("herpes_now_block", "herpes_now", "block", "session"),
    ("infection_block", "infection", "block", "session"),
    ("warts_block", "warts", "block", "session"),
    ("open_lesion_block", "open_lesion", "block", "zone"),
    ("acne_severe_block", "acne_severe", "block", "zone"),
    ("acne_mild_warn", "acne_mild", "warn", "zone"),
    ("skin_flare_block", "skin_flare", "block", "zone"),
    ("skin_cancer_block", "skin_cancer", "block", "zone"),
    ("actinic_keratosis_block", "actinic_keratosis", "block", "zone"),
    ("raised_mole_block", "raised_mole", "block", "zone"),
    ("keloid_block", "keloid", "block", "session"),
    ("bleeding_disorder_block", "bleeding_disorder", "block", "session"),
    ("anticoagulant_warn", "anticoagulant", "warn", "session"),
    ("pregnancy_block", "pregnancy", "block", "session"),
    ("breastfeeding_block", "breastfeeding", "block", "session"),
    ("metal_block", "metal_allergy", "block", "session"),
    ("latex_note", "latex_allergy", "note", "session"),
    ("connective_tissue_block", "connective_tissue", "block", "session"),
    ("healing_deficit_block", "healing_deficit", "block", "session"),
    ("diabetes_warn", "diabetes", "warn", "session"),
    ("diabetes_uncontrolled_block", "diabetes_uncontrolled", "block", "session"),
    ("immune_suppression_block", "immune_suppression", "block", "session"),
    ("hiv_hepatitis_note", "hiv_hepatitis", "note", "session"),
    ("hrt_note", "hrt", "note", "session"),
    ("anaesthetic_block", "anaesthetic_allergy", "block", "numbing"),
    ("paba_block", "paba_allergy", "block", "numbing"),
    ("sulfonamide_block", "sulfonamide_allergy", "block", "numbing"),
    ("methaemoglobinaemia_block", "methaemoglobinaemia", "block", "numbing"),
    ("g6pd_block", "g6pd", "block", "numbing"),
    ("liver_block", "liver_disease", "block", "numbing"),
    ("pseudocholinesterase_block", "pseudocholinesterase", "block", "numbing"),
    ("antiarrhythmics_block", "antiarrhythmics", "block", "numbing"),
]


def at(day: str) -> datetime:
    """The last minute of a day."""
    return datetime.combine(date.fromisoformat(day), time(23, 59), UTC)


@pytest.mark.parametrize(("rule", "item", "severity", "scope", "window", "last"), PAST)
def test_it_fires_on_its_last_day_and_not_on_the_day_after(
    rule: str, item: str, severity: str, scope: str, window: str, last: str
) -> None:
    [finding] = found(at(last), yes(item, DAY), zones=(CHIN,))
    assert (finding.rule, finding.severity, finding.scope) == (rule, severity, scope)
    assert finding.window == window
    assert finding.zone == ("chin" if scope == "zone" else None)
    assert finding.measured_days == (date.fromisoformat(last) - DAY).days
    assert finding.clear_at == at(last) + timedelta(minutes=1)
    assert finding.item == item
    after = found(at(last) + timedelta(minutes=1), yes(item, DAY), zones=(CHIN,))
    assert rule not in codes(after)
    assert found(at(last), ScreeningAnswer(item, Answer.NO, DAY), zones=(CHIN,)) == ()


@pytest.mark.parametrize(("rule", "item", "window", "first"), COMING)
def test_it_looks_ahead_from_its_first_day_to_the_day_itself(
    rule: str, item: str, window: str, first: str
) -> None:
    [finding] = found(at(first), yes(item, DAY))
    assert (finding.rule, finding.severity, finding.window) == (rule, "note", window)
    assert finding.measured_days == (DAY - date.fromisoformat(first)).days
    assert codes(found(NOON, yes(item, DAY))) == [rule]
    assert found(at(first) - timedelta(days=1), yes(item, DAY)) == ()
    assert found(NOON + timedelta(days=1), yes(item, DAY)) == ()


@pytest.mark.parametrize(("rule", "item", "severity", "scope"), STANDING)
def test_it_holds_as_long_as_the_answer_is_yes(
    rule: str, item: str, severity: str, scope: str
) -> None:
    for last in (None, date(1999, 1, 1)):
        [finding] = found(NOON, yes(item, last), zones=(CHIN,))
        assert (finding.rule, finding.severity, finding.scope) == (rule, severity, scope)
        assert finding.window == ""
    assert found(NOON, ScreeningAnswer(item, Answer.NO), zones=(CHIN,)) == ()


# Rules over what nobody is asked about: rule, severity, scope. Each has a test of its own below.
OF_ITSELF = [
    ("age_minor_warn", "warn", "session"),
    ("age_label_note", "note", "session"),
    ("phototype_warn", "warn", "session"),
    ("phototype_clearance_note", "note", "session"),
    ("phototype_depth_warn", "warn", "zone"),
    ("consent_missing", "block", "session"),
    ("consent_withdrawn", "block", "session"),
    ("consent_expired", "block", "session"),
    ("consent_outdated", "warn", "session"),
    ("mark_mole", "block", "zone"),
    ("mark_tattoo", "block", "zone"),
    ("mark_active_acne", "block", "zone"),
    ("mark_cold_sore", "block", "zone"),
    ("mark_young_scar", "warn", "zone"),
    ("mark_orbital_rim", "block", "zone"),
    ("mark_other", "block", "zone"),
    ("zone_avoid", "block", "zone"),
    ("needled_recently", "warn", "zone"),
    ("needled_before_interval", "warn", "zone"),
    ("passes_note", "note", "zone"),
    ("deeper_than_last", "warn", "zone"),
    ("numbing_strength", "warn", "numbing"),
    ("numbing_medical", "note", "numbing"),
    ("numbing_occluded", "warn", "numbing"),
    ("numbing_short", "warn", "numbing"),
    ("numbing_long", "warn", "numbing"),
    ("numbing_not_wiped", "warn", "numbing"),
    ("numbing_amount", "warn", "numbing"),
    ("product_vitamin_c", "warn", "session"),
    ("product_exosomes", "warn", "session"),
    ("product_unlabelled", "note", "session"),
    ("product_unsterile", "note", "session"),
]


@pytest.mark.parametrize(("rule", "severity", "scope"), OF_ITSELF)
def test_what_it_weighs(rule: str, severity: str, scope: str) -> None:
    shipped = BOOK.rule(rule)
    assert (shipped.severity, shipped.scope) == (severity, scope)


def born(years: int, days: int = 0) -> Client:
    """Somebody who became so many years old so many days before the treatment."""
    return replace(ADULT, birth_date=date(2026 - years, 3, 2) - timedelta(days=days))


def test_age() -> None:
    assert codes(found(NOON, client=born(18, -1))) == ["age_minor_warn"]
    assert codes(found(NOON, client=born(18))) == ["age_label_note"]
    assert codes(found(NOON, client=born(22, -1))) == ["age_label_note"]
    assert found(NOON, client=born(22)) == ()
    assert found(NOON, client=replace(ADULT, birth_date=None)) == ()


def test_phototype() -> None:
    for phototype in (None, 1, 2, 3):
        assert found(NOON, client=replace(ADULT, phototype=phototype)) == ()
    for phototype in (4, 5, 6):
        client = replace(ADULT, phototype=phototype)
        assert codes(found(NOON, client=client)) == ["phototype_warn", "phototype_clearance_note"]
        deep = replace(CHIN, depth_um=1001)
        assert "phototype_depth_warn" in codes(found(NOON, client=client, zones=(deep,)))
        limit = replace(CHIN, depth_um=1000)
        assert "phototype_depth_warn" not in codes(found(NOON, client=client, zones=(limit,)))
    assert found(NOON, client=ADULT, zones=(replace(CHIN, depth_um=1500),)) == ()


def consented(*consents: Consent) -> Client:
    return replace(ADULT, consents=consents)


def test_consent() -> None:
    assert codes(found(NOON, client=consented())) == ["consent_missing"]
    photos = replace(CONSENT, kind=ConsentKind.PHOTO)
    assert codes(found(NOON, client=consented(photos))) == ["consent_missing"]
    same_day, next_day = (replace(CONSENT, decided_on=DAY + timedelta(days=n)) for n in (0, 1))
    assert found(NOON, client=consented(same_day)) == ()
    assert codes(found(NOON, client=consented(next_day))) == ["consent_missing"]
    for status in (ConsentStatus.REFUSED, ConsentStatus.WITHDRAWN):
        later = replace(CONSENT, decided_on=DAY, status=status)
        assert codes(found(NOON, client=consented(CONSENT, later))) == ["consent_withdrawn"]
        assert found(NOON, client=consented(later, replace(CONSENT, decided_on=DAY))) == ()
    assert found(NOON, client=consented(replace(CONSENT, expires_on=DAY))) == ()
    expired = replace(CONSENT, expires_on=DAY - timedelta(days=1))
    assert codes(found(NOON, client=consented(expired))) == ["consent_expired"]
    newer = OwnLog(consent_version="4", consent_since=DAY)
    assert codes(found(NOON, log=newer)) == ["consent_outdated"]
    assert found(NOON, log=OwnLog(consent_version="3", consent_since=DAY)) == ()


@pytest.mark.parametrize("kind", AvoidKind)
def test_marks(kind: AvoidKind) -> None:
    mark = AvoidMark("m", kind, "face_front", 1, 1, "cheek_medial", Side.LEFT, since=DAY, until=DAY)
    client = replace(ADULT, avoid=(mark,))
    cheek = replace(CHIN, zone="cheek_medial", side=Side.BOTH)
    [finding] = found(NOON, client=client, zones=(cheek,))
    assert (finding.rule, finding.zone, finding.side) == (f"mark_{kind}", "cheek_medial", Side.BOTH)
    for days in (-1, 1):
        assert found(NOON + timedelta(days=days), client=client, zones=(cheek,)) == ()
    assert found(NOON, client=client, zones=(replace(cheek, side=Side.RIGHT),)) == ()
    assert found(NOON, client=client, zones=(CHIN,)) == ()
    always = replace(client, avoid=(replace(mark, since=None, until=None, side=None),))
    assert codes(found(NOON, client=always, zones=(replace(cheek, side=Side.RIGHT),)))


def test_zone_to_avoid() -> None:
    lid = replace(CHIN, zone="upper_eyelid", side=Side.LEFT)
    assert [(one.rule, one.detail) for one in found(NOON, zones=(lid,))] == [("zone_avoid", "")]
    told = replace(lid, reason="outer edge only")
    assert [one.detail for one in found(NOON, zones=(told,))] == ["row_reason"]


def logged(
    day: date, depth_um: int | None = 500, passes: int = 4, plan: int | None = None
) -> OwnLog:
    return OwnLog({("chin", Side.MID): (Needling(day, depth_um, passes),)}, plan)


def test_needled_again() -> None:
    last = found(at("2026-03-15"), zones=(CHIN,), log=logged(DAY))
    assert [(one.rule, one.window, one.measured_days) for one in last] == [
        ("needled_recently", "14 d", 13)
    ]
    assert found(at("2026-03-16"), zones=(CHIN,), log=logged(DAY)) == ()
    with_plan = logged(DAY, plan=30)
    soon = found(at("2026-03-31"), zones=(CHIN,), log=with_plan)
    assert [(one.rule, one.window, one.measured_days) for one in soon] == [
        ("needled_before_interval", "30 d", 29)
    ]
    assert found(at("2026-04-01"), zones=(CHIN,), log=with_plan) == ()
    assert codes(found(at("2026-03-15"), zones=(CHIN,), log=with_plan)) == ["needled_recently"]
    [again] = found(NOON, zones=(CHIN,), log=logged(DAY))
    assert (again.rule, again.measured_days) == ("needled_recently", 0)
    other = replace(CHIN, zone="forehead")
    assert found(NOON, zones=(other,), log=logged(DAY)) == ()
    assert found(NOON - timedelta(days=1), zones=(CHIN,), log=logged(DAY)) == (), "not done yet"


def test_passes() -> None:
    log = logged(DAY, passes=26)
    over = replace(CHIN, passes=5)
    [finding] = found(at("2026-05-30"), zones=(over,), log=log)
    assert (finding.rule, finding.detail, finding.window) == (
        "passes_note",
        "31",
        "90 d; > 30 passes",
    )
    assert found(at("2026-05-31"), zones=(over,), log=log) == ()
    assert found(at("2026-05-30"), zones=(CHIN,), log=log) == (), "30 passes are within"


def test_the_passes_of_each_side_are_added_up_by_themselves() -> None:
    left = replace(CHIN, zone="cheek_medial", side=Side.LEFT, passes=16)
    right = replace(left, row=2, side=Side.RIGHT)
    assert found(NOON, zones=(left, right)) == ()
    again = replace(left, row=3, passes=15)
    [finding] = found(NOON, zones=(left, right, again))
    assert (finding.rule, finding.side, finding.detail) == ("passes_note", Side.LEFT, "31")


def test_depth_step() -> None:
    [finding] = found(
        at("2026-12-01"), zones=(replace(CHIN, depth_um=1001),), log=logged(DAY, depth_um=500)
    )
    assert (finding.rule, finding.detail) == ("deeper_than_last", "500")
    within = replace(CHIN, depth_um=1000)
    assert found(at("2026-12-01"), zones=(within,), log=logged(DAY, depth_um=500)) == ()
    assert found(at("2026-12-01"), zones=(within,), log=logged(DAY, depth_um=None)) == ()


NUMBED = NumbingRow(
    1,
    "lidocaine",
    "4 %",
    on_at=NOON,
    off_at=NOON + timedelta(minutes=30),
    occluded=False,
    wiped_off=True,
)


@pytest.mark.parametrize(
    ("rule", "severity", "fires", "passes_by"),
    [
        ("numbing_strength", "warn", {"strength": "5 %"}, {"strength": "4 %"}),
        (
            "numbing_medical",
            "note",
            {"agent": "tetracaine + lidocaine", "strength": "7/4 %"},
            {"agent": "tetracaine"},
        ),
        ("numbing_occluded", "warn", {"occluded": True}, {"occluded": None}),
        (
            "numbing_short",
            "warn",
            {"off_at": NOON + timedelta(minutes=14)},
            {"off_at": NOON + timedelta(minutes=15)},
        ),
        (
            "numbing_long",
            "warn",
            {"off_at": NOON + timedelta(minutes=121)},
            {"off_at": NOON + timedelta(minutes=120)},
        ),
        ("numbing_not_wiped", "warn", {"wiped_off": False}, {"wiped_off": None}),
        (
            "numbing_amount",
            "warn",
            {"agent": "EMLA", "strength": "2.5/2.5 %", "amount_mg": 2500, "area_cm2": 26},
            {"agent": "EMLA", "strength": "2.5/2.5 %", "amount_mg": 2500, "area_cm2": 25},
        ),
        (
            "numbing_amount",
            "warn",
            {"agent": "EMLA", "strength": "2.5/2.5 %", "amount_mg": 2010, "area_cm2": 10},
            {"agent": "EMLA", "strength": "2.5/2.5 %", "amount_mg": 2000, "area_cm2": 10},
        ),
    ],
)
def test_numbing(
    rule: str, severity: str, fires: dict[str, object], passes_by: dict[str, object]
) -> None:
    hit = found(NOON, numbing=(replace(NUMBED, **fires),))  # type: ignore[arg-type]
    assert [(one.rule, one.severity) for one in hit] == [(rule, severity)]
    assert hit[0].detail.startswith("1:")
    assert found(NOON, numbing=(replace(NUMBED, **passes_by),)) == ()  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "fields",
    [
        {"on_at": None},
        {"off_at": None},
        {"off_at": NOON - timedelta(minutes=1)},
        {"agent": "EMLA", "strength": "2.5/2.5 %", "amount_mg": 2500},
        {"agent": "EMLA", "strength": "2.5/2.5 %", "area_cm2": 10},
    ],
)
def test_numbing_is_not_judged_by_half_of_a_figure(fields: dict[str, object]) -> None:
    assert found(NOON, numbing=(replace(NUMBED, **fields),)) == ()  # type: ignore[arg-type]


def test_numbing_taken_off_at_once_was_too_short() -> None:
    [finding] = found(NOON, numbing=(replace(NUMBED, off_at=NOON),))
    assert (finding.rule, finding.detail) == ("numbing_short", "1:0")


@pytest.mark.parametrize(
    ("rule", "severity", "row"),
    [
        ("product_vitamin_c", "warn", TopicalRow(1, "Glow 15", "vitamin_c")),
        ("product_vitamin_c", "warn", TopicalRow(1, "Serum with Vitamin C", "other_serum")),
        ("product_exosomes", "warn", TopicalRow(1, "Exo", "exosomes")),
        ("product_exosomes", "warn", TopicalRow(1, "Exosome mix", "other_serum")),
        ("product_unlabelled", "note", TopicalRow(1, "Gel", "glide", "p-1")),
        ("product_unsterile", "note", TopicalRow(1, "Gel", "glide", "p-2")),
    ],
)
def test_products(rule: str, severity: str, row: TopicalRow) -> None:
    log = OwnLog(unlabelled=frozenset({"p-1"}), unsterile=frozenset({"p-2"}))
    [finding] = found(NOON, topicals=(row,), log=log)
    assert (finding.rule, finding.severity, finding.detail) == (rule, severity, row.name)
    plain = TopicalRow(1, "Hyaluronic acid", "hyaluronic_acid", "p-3")
    assert found(NOON, topicals=(plain,), log=log) == ()


def test_each_product_is_told_once_and_by_its_kind_where_it_has_no_name() -> None:
    rows = (
        TopicalRow(1, "Glow 15", "vitamin_c"),
        TopicalRow(2, " Glow 15 ", "vitamin_c"),
        TopicalRow(3, "Bright", "vitamin_c"),
        TopicalRow(4, " ", "vitamin_c"),
    )
    told = [(one.rule, one.detail) for one in found(NOON, topicals=rows)]
    assert told == [("product_vitamin_c", name) for name in ("Glow 15", "Bright", "vitamin_c")]


def test_of_rules_that_a_clinic_switched_off_nothing_is_found() -> None:
    mark = AvoidMark("m", AvoidKind.MOLE, "face_front", 1, 1, "chin")
    client = replace(born(17), phototype=6, consents=(), avoid=(mark,))
    numbed = replace(
        NUMBED, agent="EMLA", strength="25/25 %", amount_mg=9000, area_cm2=10, occluded=True
    )
    everything: dict[str, Any] = {
        "client": client,
        "zones": (replace(CHIN, depth_um=2000, passes=40), replace(CHIN, zone="upper_eyelid")),
        "log": replace(logged(DAY, plan=30), unsterile=frozenset({"p-1"})),
        "numbing": (numbed, replace(NUMBED, agent="tetracaine, lidocaine", wiped_off=False)),
        "topicals": (TopicalRow(1, "Glow", "vitamin_c", "p-1"),),
    }
    answers = [yes(item.code) for item in BOOK.items]
    assert len({one.rule for one in found(NOON, *answers, **everything)}) > 60
    for rule in BOOK.rules:
        without = with_changes(BOOK, [RuleChange(rule.code, enabled=False)])
        assert rule.code not in codes(found(NOON, *answers, book=without, **everything))
    off = with_changes(BOOK, [RuleChange(rule.code, enabled=False) for rule in BOOK.rules])
    assert found(NOON, *answers, book=off, **everything) == ()


def test_every_shipped_rule_is_in_these_tables() -> None:
    tables = [row[0] for row in (*PAST, *COMING, *STANDING, *OF_ITSELF)]
    assert sorted(tables) == sorted(rule.code for rule in BOOK.rules)


@pytest.mark.parametrize("rule", BOOK.rules, ids=lambda rule: rule.code)
def test_every_rule_quotes_its_sources(rule: object) -> None:
    shipped = BOOK.rule(rule.code)  # type: ignore[attr-defined]
    assert shipped.sources
    assert all(len(source.text) > 6 for source in shipped.sources)
    assert shipped.as_shipped


def test_the_unverified_maximum_of_an_area_is_not_shipped() -> None:
    words = " ".join(source.text for rule in BOOK.rules for source in rule.sources)
    assert "400 cm" not in words
    assert "60 g" not in words
