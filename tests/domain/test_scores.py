"""Totals worked by hand for every formula, and what a score must be before it is kept."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from needlelog.domain.errors import InvalidValue
from needlelog.domain.own_scales import OwnScale, as_scale, checked_own_scale
from needlelog.domain.scales import Direction, Formula, Rater, Scale
from needlelog.domain.scores import (
    DraftScore,
    checked_score,
    format_points,
    missing_items,
    parse_points,
    region_total,
    running_total,
    total_of,
)
from needlelog.domain.value_sentences import VALUE_SENTENCES
from needlelog.files.reference_data import scale_catalogue

TODAY = date(2026, 3, 2)
SCALES = scale_catalogue().scales


def scale_of(code: str) -> Scale:
    scale = scale_catalogue().find(code, "1")
    assert scale is not None
    return scale


def points(**answers: int) -> dict[str, int]:
    """Answers in whole points; a dot of a code is written as two underscores."""
    return {code.replace("__", "."): value * 1000 for code, value in answers.items()}


MMASI_ANSWERS = points(
    forehead__area=2, forehead__darkness=3,
    malar_right__area=4, malar_right__darkness=3,
    malar_left__area=5, malar_left__darkness=2,
    chin__area=1, chin__darkness=4,
)  # fmt: skip


def test_mmasi_by_hand() -> None:
    # 0.3·2·3 + 0.3·4·3 + 0.3·5·2 + 0.1·1·4 = 1.8 + 3.6 + 3.0 + 0.4 = 8.8
    assert total_of(scale_of("mmasi"), MMASI_ANSWERS) == 8800


def test_mmasi_by_region() -> None:
    scale = scale_of("mmasi")
    parts = [region_total(scale, region.code, MMASI_ANSWERS) for region in scale.regions]
    assert parts == [1800, 3600, 3000, 400]


def test_masi_by_hand() -> None:
    # 0.3·2·(3+1) + 0.3·4·(3+2) + 0.3·5·(2+2) + 0.1·1·(4+0) = 2.4 + 6.0 + 6.0 + 0.4 = 14.8
    answers = MMASI_ANSWERS | points(
        forehead__homogeneity=1, malar_right__homogeneity=2,
        malar_left__homogeneity=2, chin__homogeneity=0,
    )  # fmt: skip
    assert total_of(scale_of("masi"), answers) == 14800


def test_the_figures_printed_for_the_full_range_of_the_melasma_scales() -> None:
    # 0.3·6·4·3 + 0.1·6·4 = 24, and with homogeneity twice that.
    for code, printed in (("mmasi", 24000), ("masi", 48000)):
        scale = scale_of(code)
        assert total_of(scale, {item.code: item.most for item in scale.items}) == printed


def test_vancouver_by_hand() -> None:
    # 2 + 1 + 3 + 2 = 8
    answers = points(vascularity=2, pigmentation=1, pliability=3, height=2)
    assert total_of(scale_of("vancouver"), answers) == 8000


@pytest.mark.parametrize(
    ("code", "grade"),
    [
        ("gais", 2), ("gais_0_4", 3), ("quartile_improvement", 4), ("goodman_baron", 3),
        ("lemperle.nasolabial", 4), ("erythema", 1), ("pain", 7), ("satisfaction", 9),
        ("confidence", 6), ("hair_count", 187),
    ],
)  # fmt: skip
def test_a_scale_of_one_item_is_its_grade(code: str, grade: int) -> None:
    assert total_of(scale_of(code), points(grade=grade)) == grade * 1000


def test_halves_of_a_scale_of_ones_own_stay_exact() -> None:
    own = OwnScale("Glow", 0, 5000, Direction.HIGHER_BETTER, Rater.CLIENT, step=500, uid="u")
    assert total_of(as_scale(checked_own_scale(own)), {"grade": 2500}) == 2500


def test_grades_of_a_region_without_melasma_need_no_answer() -> None:
    answers = {
        code: value for code, value in MMASI_ANSWERS.items() if not code.startswith("forehead")
    } | points(forehead__area=0)
    assert missing_items(scale_of("mmasi"), answers) == ()
    assert total_of(scale_of("mmasi"), answers) == 7000


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"forehead.area": 7000}, "score_range"),
        ({"forehead.area": -1000}, "score_range"),
        ({"forehead.area": 2500}, "score_step"),
        ({"nose.area": 1000}, "score_item"),
    ],
)
def test_impossible_answers_are_refused(change: dict[str, int], reason: str) -> None:
    with pytest.raises(InvalidValue) as refused:
        total_of(scale_of("mmasi"), MMASI_ANSWERS | change)
    assert refused.value.reason == reason
    assert reason in VALUE_SENTENCES


def test_a_total_needs_all_answers() -> None:
    answers = dict(MMASI_ANSWERS)
    del answers["chin.area"], answers["malar_left.darkness"]
    with pytest.raises(InvalidValue) as refused:
        total_of(scale_of("mmasi"), answers)
    assert refused.value.details["text"] == "2"
    assert running_total(scale_of("mmasi"), answers) == 5400


def draft_score(code: str, answers: dict[str, int], rater: Rater = Rater.CLINICIAN) -> DraftScore:
    return DraftScore(code, "1", rater, TODAY, tuple(answers.items()), total=1)


def test_a_checked_score_has_its_items_in_order_and_its_total_computed() -> None:
    shuffled = dict(sorted(MMASI_ANSWERS.items(), reverse=True))
    checked = checked_score(draft_score("mmasi", shuffled), scale_of("mmasi"), TODAY)
    assert (checked.total, checked.scale_name) == (8800, "mMASI")
    assert [code for code, _ in checked.items] == [item.code for item in scale_of("mmasi").items]


def test_a_grade_without_extent_is_not_kept() -> None:
    answers = MMASI_ANSWERS | points(chin__area=0)
    checked = checked_score(draft_score("mmasi", answers), scale_of("mmasi"), TODAY)
    assert "chin.darkness" not in dict(checked.items)
    assert checked.total == 8400


@pytest.mark.parametrize(
    ("rater", "day", "reason"),
    [
        (Rater.CLIENT, TODAY, "score_rater"),
        (Rater.CLINICIAN, date(2026, 3, 3), "score_future"),
        (Rater.CLINICIAN, date(1850, 1, 1), "score_early"),
    ],
)
def test_a_score_of_another_rater_or_an_impossible_day(
    rater: Rater, day: date, reason: str
) -> None:
    score = DraftScore("mmasi", "1", rater, day, tuple(MMASI_ANSWERS.items()), 0)
    with pytest.raises(InvalidValue) as refused:
        checked_score(score, scale_of("mmasi"), TODAY)
    assert refused.value.reason == reason


@pytest.mark.parametrize(
    ("own", "reason"),
    [
        (OwnScale("", 0, 1000, Direction.LOWER_BETTER, Rater.CLIENT), "name_missing"),
        (OwnScale("A", 1000, 1000, Direction.LOWER_BETTER, Rater.CLIENT), "scale_range"),
        (OwnScale("A", -1000, 1000, Direction.LOWER_BETTER, Rater.CLIENT), "scale_range"),
        (OwnScale("A", 0, 1000, Direction.LOWER_BETTER, Rater.CLIENT, step=0), "scale_step"),
        (OwnScale("A", 0, 1000, Direction.LOWER_BETTER, Rater.CLIENT, step=300), "scale_step"),
        (
            OwnScale("A", 0, 1000, Direction.LOWER_BETTER, Rater.CLIENT, meaningful_step=2000),
            "scale_step",
        ),
    ],
)
def test_scales_of_ones_own_that_make_no_sense(own: OwnScale, reason: str) -> None:
    with pytest.raises(InvalidValue) as refused:
        checked_own_scale(own)
    assert refused.value.reason == reason


@st.composite
def answered(draw: st.DrawFn) -> tuple[Scale, dict[str, int]]:
    """Any scale with any complete answers, entered in any order."""
    scale = draw(st.sampled_from(SCALES))
    values = {
        item.code: draw(st.integers(item.least // 1000, item.most // 1000)) * 1000
        for item in scale.items
    }
    order = draw(st.permutations(list(values)))
    return scale, {code: values[code] for code in order}


@given(answered())
def test_the_order_of_entry_does_not_matter(drawn: tuple[Scale, dict[str, int]]) -> None:
    scale, answers = drawn
    in_order = {item.code: answers[item.code] for item in scale.items}
    assert total_of(scale, answers) == total_of(scale, in_order)


@given(answered())
def test_a_total_is_the_formula_in_fractions_and_within_the_range(
    drawn: tuple[Scale, dict[str, int]],
) -> None:
    scale, answers = drawn
    in_points = {code: Fraction(value, 1000) for code, value in answers.items()}
    if scale.formula is Formula.AREA:
        expected = Fraction(0)
        for region in scale.regions:
            area = in_points[f"{region.code}.area"]
            grades = [
                value
                for code, value in in_points.items()
                if code.startswith(f"{region.code}.") and not code.endswith(".area")
            ]
            expected += Fraction(region.weight, 1000) * area * sum(grades)
    else:
        expected = sum(in_points.values(), Fraction(0))
    total = total_of(scale, answers)
    assert Fraction(total, 1000) == expected
    assert scale.least <= total <= scale.most


@given(answered(), st.data())
def test_a_worse_answer_never_lowers_the_total(
    drawn: tuple[Scale, dict[str, int]], data: st.DataObject
) -> None:
    scale, answers = drawn
    item = data.draw(st.sampled_from(scale.items))
    if answers[item.code] < item.most:
        raised = answers | {item.code: answers[item.code] + item.step}
        assert total_of(scale, raised) >= total_of(scale, answers)


@given(st.integers(0, 10_000_000))
def test_points_are_written_and_read_back(value: int) -> None:
    assert parse_points(format_points(value)) == value
    assert parse_points(format_points(value, ",")) == value


def test_points_finer_than_a_thousandth_are_refused() -> None:
    with pytest.raises(InvalidValue):
        parse_points("1.0005")
