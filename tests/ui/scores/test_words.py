"""Scores in words: nothing without its direction, rater and meaning."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from needlelog.domain.response import ResponseWord, Wait, response
from needlelog.domain.scales import Direction, Rater
from needlelog.domain.score_series import ScorePoint, ScoreSeries, change_of
from needlelog.domain.scores import DraftScore
from needlelog.files.reference_data import scale_catalogue
from needlelog.ui.scores import words

DAY = date(2026, 3, 2)


def series(code: str, *totals: int) -> ScoreSeries:
    scale = scale_catalogue().find(code, "1")
    assert scale is not None
    points = tuple(
        ScorePoint(DAY + timedelta(days=28 * place), total) for place, total in enumerate(totals)
    )
    return ScoreSeries(scale, scale.raters[0], "Ann", points)


def test_every_enumeration_has_its_words() -> None:
    assert set(words.RATERS) == set(Rater)
    assert set(words.DIRECTIONS) == set(Direction)
    assert set(words.RESPONSES) == set(ResponseWord)
    assert set(words.WAITS) == set(Wait)


@pytest.mark.parametrize(
    ("code", "first", "latest", "expected"),
    [
        ("mmasi", 12_000, 9000, "3 better, 25 % of the first value"),
        ("satisfaction", 8000, 6000, "2 worse, 25 % of the first value"),
        ("gais", 3000, 2000, "1 better"),
        ("goodman_baron", 3000, 4000, "1 worse"),
        ("mmasi", 9000, 9000, "no change"),
        ("hair_count", 100_000, 150_000, "50 per cm² better, 50 % of the first value"),
    ],
)
def test_changes(code: str, first: int, latest: int, expected: str) -> None:
    made = series(code, first, latest)
    change = change_of(made)
    assert change is not None
    assert words.change_words(change, made.scale) == expected


def test_the_rule_names_its_figures() -> None:
    made = series("mmasi", 9000, 8700, 8100)
    text = words.response_rule(response(made, DAY), made.scale)
    assert "3 scores over 56 days" in text
    assert "0.9 better" in text
    assert "is 1 (proposed: about 5 % of the range)" in text


def test_a_flat_trend_is_no_change() -> None:
    made = series("mmasi", 9000, 9000, 9000)
    assert "comes to: no change" in words.response_rule(response(made, DAY), made.scale)


def test_a_score_of_a_record_stands_alone() -> None:
    items = (("vascularity", 2000), ("pigmentation", 0), ("pliability", 1000), ("height", 0))
    known = DraftScore(
        "vancouver", "1", Rater.CLINICIAN, DAY, items, 3000, "left", "1", "Ann", "Vancouver scar"
    )
    assert words.score_line(known) == (
        "Vancouver scar: 3 · 0–13, lower is better · vascularity 2, pigmentation 0, pliability 1, "
        "height 0 · clinician, Ann · left"
    )
    own = DraftScore("own.x", "1", Rater.CLIENT, DAY, (("grade", 7500),), 7500, scale_name="Glow")
    assert words.score_line(own) == "Glow: 7.5 · client"


def test_a_grade_stands_with_its_meaning_and_a_region_with_its_parts() -> None:
    gais = DraftScore("gais", "1", Rater.CLIENT, DAY, (("grade", 4000),), 4000)
    assert "GAIS 1–5: 4 · No change against the photo · 1–5" in words.score_line(gais)
    items = (("forehead.area", 2000), ("forehead.darkness", 3000), ("chin.area", 0))
    mmasi = DraftScore("mmasi", "1", Rater.CLINICIAN, DAY, items, 1800)
    assert "Forehead: area 2, darkness 3; Chin: area 0" in words.score_line(mmasi)
