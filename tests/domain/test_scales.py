"""The shipped scales: complete, consistent, sourced, and able to reach both ends of their range."""

from __future__ import annotations

import pytest

from needlelog.domain.scales import Direction, Formula, Rater, Scale, parse_scales
from needlelog.domain.scores import total_of
from needlelog.files.reference_data import scale_catalogue

SCALES = scale_catalogue().scales
NAMED = pytest.mark.parametrize("scale", SCALES, ids=lambda scale: scale.code)

NEVER_SHIPPED = (
    "posas", "face_q", "dlqi", "merz", "lipper_perez", "goodman_baron_quantitative", "ecca",
    "manchester", "glogau", "fitzpatrick",
)  # fmt: skip


def test_what_the_issue_asks_for_is_there() -> None:
    codes = {scale.code for scale in SCALES}
    assert codes >= {
        "gais", "gais_0_4", "quartile_improvement", "goodman_baron", "masi", "mmasi", "vancouver",
        "erythema", "pain", "satisfaction", "confidence", "lemperle.nasolabial",
    }  # fmt: skip


def test_scales_that_need_a_licence_or_a_check_are_not_shipped() -> None:
    assert not [s.code for s in SCALES if s.code.startswith(NEVER_SHIPPED)]


@NAMED
def test_the_items_reach_both_ends_of_the_range_and_no_further(scale: Scale) -> None:
    least = total_of(scale, {item.code: item.least for item in scale.items})
    most = total_of(scale, {item.code: item.most for item in scale.items})
    assert (least, most) == (scale.least, scale.most)


@NAMED
def test_every_scale_says_where_it_is_from(scale: Scale) -> None:
    assert scale.source
    assert scale.confidence is not None
    assert scale.meaningful_source
    assert scale.about
    assert scale.raters


@NAMED
def test_the_smallest_change_is_within_the_range(scale: Scale) -> None:
    assert 0 < scale.meaningful_step <= scale.most - scale.least


@NAMED
def test_anchors_are_values_of_their_item(scale: Scale) -> None:
    for item in scale.items:
        assert {anchor.value for anchor in item.anchors} <= set(item.values)
        assert all(anchor.words for anchor in item.anchors)
        ends = {item.least, item.most}
        if scale.code != "hair_count":
            assert ends <= {anchor.value for anchor in item.anchors}


@pytest.mark.parametrize(
    ("code", "least", "most", "direction"),
    [
        ("gais", 1000, 5000, Direction.LOWER_BETTER),
        ("gais_0_4", 0, 4000, Direction.HIGHER_BETTER),
        ("quartile_improvement", 0, 4000, Direction.HIGHER_BETTER),
        ("goodman_baron", 1000, 4000, Direction.LOWER_BETTER),
        ("masi", 0, 48000, Direction.LOWER_BETTER),
        ("mmasi", 0, 24000, Direction.LOWER_BETTER),
        ("vancouver", 0, 13000, Direction.LOWER_BETTER),
        ("lemperle.glabella", 0, 5000, Direction.LOWER_BETTER),
        ("erythema", 0, 4000, Direction.LOWER_BETTER),
        ("pain", 0, 10000, Direction.LOWER_BETTER),
        ("satisfaction", 0, 10000, Direction.HIGHER_BETTER),
        ("confidence", 0, 10000, Direction.HIGHER_BETTER),
    ],
)
def test_ranges_and_directions(code: str, least: int, most: int, direction: Direction) -> None:
    scale = scale_catalogue().find(code, "1")
    assert scale is not None
    assert (scale.least, scale.most, scale.direction) == (least, most, direction)


def test_both_forms_of_gais_compare_with_the_baseline_and_say_the_same_words() -> None:
    down, up = (scale_catalogue().find(code, "1") for code in ("gais", "gais_0_4"))
    assert down is not None
    assert up is not None
    assert down.relative_to_baseline
    assert up.relative_to_baseline
    assert down.words_of(1000) == up.words_of(4000)
    assert down.words_of(5000) == up.words_of(0)
    assert down.raters == (Rater.CLINICIAN, Rater.CLIENT)


def test_the_sites_of_one_scale_are_scales_of_one_family() -> None:
    family = [scale for scale in SCALES if scale.family == "lemperle"]
    assert len(family) == 12
    assert {scale.family_name for scale in family} == {"Wrinkles (Lemperle)"}
    assert family[0].items[0].name == "forehead lines"


def test_weights_of_the_melasma_scales_add_up_to_the_face() -> None:
    for code in ("masi", "mmasi"):
        scale = scale_catalogue().find(code, "1")
        assert scale is not None
        assert scale.formula is Formula.AREA
        assert sum(region.weight for region in scale.regions) == 1000


def test_a_scale_stands_once_in_the_catalogue() -> None:
    with pytest.raises(ValueError, match="twice"):
        scale_catalogue().with_scales(SCALES[:1])


def test_a_former_version_stays_readable_and_is_not_offered() -> None:
    entry = {
        "code": "x", "name": "X", "least": 0, "most": 4, "direction": "lower",
        "raters": ["client"], "formula": "single", "meaningful_step": 0.5,
        "meaningful_source": "m", "source": "s", "confidence": "U",
    }  # fmt: skip
    catalogue = parse_scales(
        {"scale": [{**entry, "version": "1", "retired": True}, {**entry, "version": "2"}]}
    )
    assert catalogue.find("x", "1") is not None
    assert [scale.version for scale in catalogue.offered] == ["2"]
    assert catalogue.find("x", "3") is None
    assert catalogue.scales[0].meaningful_step == 500


def test_a_direction_turns_a_difference_into_a_gain() -> None:
    assert Direction.LOWER_BETTER.gain(-300) == 300
    assert Direction.HIGHER_BETTER.gain(-300) == -300
