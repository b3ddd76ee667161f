"""Icons by name, drawn in the colour of the theme in force.

The glyphs are the Material Design Icons that QtAwesome ships. Importing QtAwesome itself costs
about 180 ms of start time, so only its font and its table of names are read. The table holds seven
thousand names and the program shows a few dozen: a name is looked up in its text, because making
values of all of it takes 15 ms of the first window and a megabyte.
"""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QIconEngine, QPainter, QPixmap

from needlelog.ui.theme.active import theme

_LONGEST = 100
"""Bytes from the beginning of a name to the end of its number."""
_ROLE_COLOURS = {
    "ink": "ink",
    "quiet": "quiet",
    "accent": "accent",
    "on-accent": "accent_ink",
    "warn": "warn",
    "stop": "stop",
    "good": "good",
    "disabled": "disabled",
    "logo": "logo_ink",
    "surface": "surface",
}


def icon(name: str, role: str = "ink") -> QIcon:
    """The icon of that Material Design name (``lock-outline``) in a colour role.

    Roles: ink, quiet, accent, on-accent, warn, stop, good, disabled, logo, surface. The icon follows a
    change of theme by itself. Raises KeyError for an unknown name or role.
    """
    return _icon(glyph(name), _ROLE_COLOURS[role])


def pixmap(name: str, role: str, size: int, ratio: float = 1.0) -> QPixmap:
    """The icon as a picture of `size` logical pixels for a screen of that pixel ratio."""
    side = round(size * ratio)
    return _drawn(glyph(name), theme().colour(_ROLE_COLOURS[role]).rgba(), side, side, ratio)


def paint_icon(painter: QPainter, rect: QRect, name: str, colour: QColor) -> None:
    """Draw the icon centred in the rectangle, as large as its shorter side."""
    _paint(painter, rect, glyph(name), colour)


@cache
def glyph(name: str) -> str:
    """The character of the icon font for a name. Raises KeyError for an unknown name."""
    names = _names()
    place = names.find(b'"%s":' % name.encode())
    if place < 0:
        raise KeyError(name)
    _, _, rest = names[place : place + _LONGEST].partition(b":")
    return chr(int(rest.split(b'"')[1], 16))


def forget_pictures() -> None:
    """Drop what was drawn for the former theme."""
    _drawn.cache_clear()


class _GlyphEngine(QIconEngine):
    """Draws one glyph in a named colour of the theme in force at that moment."""

    def __init__(self, character: str, colour_name: str) -> None:
        super().__init__()
        self._character = character
        self._colour_name = colour_name

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        _paint(painter, rect, self._character, self._colour(mode, state))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self.scaledPixmap(size, mode, state, 1.0)

    def scaledPixmap(
        self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float
    ) -> QPixmap:
        return _drawn(
            self._character, self._colour(mode, state).rgba(), size.width(), size.height(), scale
        )

    def clone(self) -> QIconEngine:
        return _GlyphEngine(self._character, self._colour_name)

    def _colour(self, mode: QIcon.Mode, state: QIcon.State) -> QColor:
        name = self._colour_name
        if state == QIcon.State.On and name in ("ink", "quiet"):
            name = "accent"  # as the words of a pressed button
        if mode == QIcon.Mode.Disabled and name != "accent_ink":
            name = "disabled"
        return theme().colour(name)


@cache
def _icon(character: str, colour_name: str) -> QIcon:
    return QIcon(_GlyphEngine(character, colour_name))


@cache
def _drawn(character: str, rgba: int, width: int, height: int, ratio: float) -> QPixmap:
    picture = QPixmap(width, height)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    _paint(painter, QRect(0, 0, width, height), character, QColor.fromRgba(rgba))
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture


def _paint(painter: QPainter, rect: QRect, character: str, colour: QColor) -> None:
    side = min(rect.width(), rect.height())
    if side <= 0:  # no room is left for it in a very small window
        return
    box = QRect(QPoint(0, 0), QSize(side, side))
    box.moveCenter(rect.center())
    painter.save()
    font = QFont(_family())
    font.setPixelSize(side)
    painter.setFont(font)
    painter.setPen(colour)
    painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip, character)
    painter.restore()


@cache
def _folder() -> Path:
    spec = find_spec("qtawesome")
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError("QtAwesome, which brings the icons, is not installed.")
    return Path(spec.submodule_search_locations[0]) / "fonts"


@cache
def _names() -> bytes:
    """JSON with the number of each character: ``"lock-outline": "0xf0341"``."""
    [file] = _folder().glob("materialdesignicons6-webfont-charmap-*.json")
    return file.read_bytes()


@cache
def _family() -> str:
    [file] = _folder().glob("materialdesignicons6-webfont-[0-9]*.ttf")
    number = QFontDatabase.addApplicationFont(str(file))
    families = QFontDatabase.applicationFontFamilies(number)
    if not families:
        raise OSError(f"The icon font {file.name} cannot be read.")
    return families[0]
