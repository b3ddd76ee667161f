"""The typeface Inter, carried along so that the window looks the same on every machine.

The variable font as published cannot be used by weight from a style sheet or from rich text (Qt
then thickens the regular outlines), so four fixed weights lie in ``fonts/``; see its README.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QFont, QFontDatabase

FAMILY = "Inter"
_FOLDER = Path(__file__).parent / "fonts"


def load_fonts() -> None:
    """Make Inter known to Qt. Needs a QGuiApplication. Raises OSError when a file is unreadable."""
    if FAMILY in QFontDatabase.families() and len(QFontDatabase.styles(FAMILY)) >= len(_files()):
        return
    for file in _files():
        if QFontDatabase.addApplicationFont(str(file)) < 0:
            raise OSError(f"The font {file.name} cannot be read.")


def text_font(pixels: int, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """Inter in a size given in pixels, for what is painted by hand."""
    font = QFont(FAMILY)
    font.setPixelSize(pixels)
    font.setWeight(weight)
    return font


def tabular(font: QFont) -> QFont:
    """The same font with figures of one width, for columns of numbers."""
    result = QFont(font)
    result.setFeature(QFont.Tag("tnum"), 1)
    return result


def _files() -> list[Path]:
    return sorted(_FOLDER.glob("*.ttf"))
