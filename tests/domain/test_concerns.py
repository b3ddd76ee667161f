"""Concerns: complete, sourced, and found under other words."""

from __future__ import annotations

import pytest

from needlelog.domain.concerns import search_concerns
from needlelog.files.reference_data import concerns

BY_CODE = {concern.code: concern for concern in concerns()}


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("striae", "stretch_marks"),
        ("Thinning hair", "hair_loss"),
        ("alopecia", "hair_loss"),
        ("ice pick", "acne_scars_icepick"),
        ("dark spots", "pigmentation"),
        ("large pores", "pores"),
    ],
)
def test_names_people_use(typed: str, code: str) -> None:
    assert code in {concern.code for concern in search_concerns(concerns(), typed)}


def test_nothing_typed_finds_nothing() -> None:
    assert search_concerns(concerns(), " ") == ()


def test_hard_to_treat_concerns_are_marked() -> None:
    assert BY_CODE["stretch_marks"].challenging
    assert BY_CODE["cellulite"].challenging
    assert not BY_CODE["fine_lines"].challenging


def test_finer_concerns_take_the_depths_of_their_parent() -> None:
    assert BY_CODE["acne_scars_rolling"].depths == BY_CODE["acne_scars"].depths
    assert BY_CODE["acne_scars_deep"].depths != BY_CODE["acne_scars"].depths


def test_every_depth_names_its_source() -> None:
    for concern in BY_CODE.values():
        assert concern.depths, concern.code
        assert all(depth.source for depth in concern.depths), concern.code
        assert not concern.parent or concern.parent in BY_CODE
