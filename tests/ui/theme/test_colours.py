"""Everything written can be read, in light and in dark."""

from __future__ import annotations

from itertools import product

import pytest

from needlelog.ui.theme.colours import DARK, LIGHT, TONES, Theme, contrast, tone_colours
from needlelog.ui.theme.depth_scale import DEPTH_SCALE, depth_colour, ink_on

AA_TEXT, AA_SIGN = 4.5, 3.0
GROUNDS = ("ground", "surface", "hover", "accent_ground")
TEXT_PAIRS = [
    *product(("ink", "quiet", "accent"), GROUNDS),
    *product(("ink", "quiet"), ("pressed",)),
    *product(("warn", "stop", "good"), ("surface", "ground")),
    ("warn", "warn_ground"),
    ("stop", "stop_ground"),
    ("good", "good_ground"),
    *product(("accent_ink",), ("accent", "accent_hover", "accent_pressed")),
    ("surface", "ink"),
    ("logo_ink", "logo"),
]
SIGN_PAIRS = [*product(("focus",), GROUNDS), ("line_strong", "surface"), ("accent", "surface")]
THEMES = pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)


def ratio(theme: Theme, pair: tuple[str, str]) -> float:
    return contrast(theme.colour(pair[0]), theme.colour(pair[1]))


@THEMES
@pytest.mark.parametrize("pair", TEXT_PAIRS, ids=" on ".join)
def test_text_reaches_aa(theme: Theme, pair: tuple[str, str]) -> None:
    assert ratio(theme, pair) >= AA_TEXT


@THEMES
@pytest.mark.parametrize("pair", SIGN_PAIRS, ids=" on ".join)
def test_focus_and_borders_of_boxes_can_be_seen(theme: Theme, pair: tuple[str, str]) -> None:
    assert ratio(theme, pair) >= AA_SIGN


@THEMES
@pytest.mark.parametrize("tone", TONES)
def test_tones_can_be_read(theme: Theme, tone: str) -> None:
    assert contrast(*tone_colours(theme, tone)) >= AA_TEXT


def test_black_on_white_is_21() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21.0)


def test_an_unknown_colour_is_refused() -> None:
    with pytest.raises(KeyError):
        LIGHT.colour("name")


@pytest.mark.parametrize(
    ("depth", "stop"),
    [(100, 250), (250, 250), (251, 500), (600, 750), (1500, 1500), (1501, 2000), (3000, 2500)],
)
def test_a_depth_has_the_colour_of_the_stop_at_or_above(depth: int, stop: int) -> None:
    assert depth_colour(depth).name().upper() == dict(DEPTH_SCALE)[stop]


@pytest.mark.parametrize("colour", [colour for _, colour in DEPTH_SCALE])
def test_numbers_on_every_depth_can_be_read(colour: str) -> None:
    assert contrast(ink_on(colour), colour) >= AA_TEXT
