"""The characters of the icon font by their names."""

from __future__ import annotations

import json

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication

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


def test_an_icon_without_room_is_left_out(qapp: QApplication) -> None:
    """Qt warns of letters of no size, and a test takes a warning for a failure."""
    picture = QImage(20, 20, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.white)
    before = picture.copy()
    painter = QPainter(picture)
    icons.paint_icon(painter, QRect(2, 2, 10, -3), "check-bold", QColor("black"))
    painter.end()
    assert picture == before
