"""The characters of the icon font by their names."""

from __future__ import annotations

import json

import pytest

from needlelog.ui.theme import icons


def test_every_name_gives_its_character() -> None:
    [table] = icons._folder().glob("materialdesignicons6-webfont-charmap-*.json")
    names = json.loads(table.read_bytes())
    chosen = [*list(names)[::500], list(names)[-1], "lock-outline"]
    assert {name: icons.glyph(name) for name in chosen} == {
        name: chr(int(names[name], 16)) for name in chosen
    }


@pytest.mark.parametrize("name", ["", "outline", 'lock-outline": "0xf0341', "lock-outlin"])
def test_part_of_a_name_is_no_name(name: str) -> None:
    with pytest.raises(KeyError):
        icons.glyph(name)
