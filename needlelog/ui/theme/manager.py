"""Puts the look in force: palette, typeface, one style sheet."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QPalette

from needlelog.ui.theme.active import metrics, put_in_force, theme
from needlelog.ui.theme.colours import DARK, LIGHT, Theme
from needlelog.ui.theme.dress import dress_all
from needlelog.ui.theme.fonts import load_fonts, text_font
from needlelog.ui.theme.icons import forget_pictures
from needlelog.ui.theme.metrics import Metrics, TouchSize

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

SMALLEST_TEXT, LARGEST_TEXT = 0.9, 1.75
_SHEET = Path(__file__).with_name("sheet.qss")


class Mode(StrEnum):
    """What the person chose: always light, always dark, or as the system says."""

    LIGHT = "light"
    DARK = "dark"
    SYSTEM = "system"


class ThemeManager(QObject):
    """The one place that changes how the program looks.

    `changed` is sent after every new theme, text size or touch size. Widgets that paint themselves
    ask `needlelog.ui.theme.active` and are repainted by Qt anyway.
    """

    changed = Signal()

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        self._mode = Mode.SYSTEM
        load_fonts()
        app.setStyle("Fusion")
        app.styleHints().colorSchemeChanged.connect(self._follow_system)

    @property
    def mode(self) -> Mode:
        """The mode chosen, which may be to follow the system."""
        return self._mode

    def apply(
        self,
        mode: Mode = Mode.SYSTEM,
        text_factor: float = 1.0,
        touch: TouchSize = TouchSize.COMFORTABLE,
    ) -> None:
        """Put a look in force. The text factor is kept between 0.9 and 1.75."""
        self._mode = mode
        factor = min(max(text_factor, SMALLEST_TEXT), LARGEST_TEXT)
        self._put_in_force(self._theme_for(mode), Metrics(factor, touch))

    def _theme_for(self, mode: Mode) -> Theme:
        if mode == Mode.SYSTEM:
            dark = self._app.styleHints().colorScheme() == Qt.ColorScheme.Dark
            return DARK if dark else LIGHT
        return DARK if mode == Mode.DARK else LIGHT

    def _follow_system(self) -> None:
        if self._mode == Mode.SYSTEM and self._theme_for(Mode.SYSTEM) != theme():
            self._put_in_force(self._theme_for(Mode.SYSTEM), metrics())

    def _put_in_force(self, colours: Theme, sizes: Metrics) -> None:
        put_in_force(colours, sizes)
        forget_pictures()
        self._app.setFont(text_font(sizes.text(14)))
        self._app.setPalette(palette(colours))
        dress_all(style_sheet(colours, sizes))
        self.changed.emit()


def palette(colours: Theme) -> QPalette:
    """The Qt palette of a theme, for everything that the style sheet does not name."""
    role = QPalette.ColorRole
    result = QPalette()
    for key, name in (
        (role.Window, "ground"),
        (role.WindowText, "ink"),
        (role.Base, "surface"),
        (role.AlternateBase, "hover"),
        (role.Text, "ink"),
        (role.Button, "surface"),
        (role.ButtonText, "ink"),
        (role.PlaceholderText, "quiet"),
        (role.ToolTipBase, "ink"),
        (role.ToolTipText, "surface"),
        (role.Highlight, "accent"),
        (role.HighlightedText, "accent_ink"),
        (role.Accent, "accent"),
        (role.Link, "accent"),
        (role.LinkVisited, "accent"),
        (role.BrightText, "stop"),
        (role.Light, "surface"),
        (role.Midlight, "hover"),
        (role.Mid, "line"),
        (role.Dark, "line_strong"),
        (role.Shadow, "line"),
    ):
        result.setColor(key, colours.colour(name))
    for key in (role.WindowText, role.Text, role.ButtonText):
        result.setColor(QPalette.ColorGroup.Disabled, key, colours.colour("disabled"))
    return result


def style_sheet(colours: Theme, sizes: Metrics) -> str:
    """The style sheet of a theme and its sizes, from the template ``sheet.qss``."""
    values: dict[str, str] = {
        name: getattr(colours, name) for name in Theme.__slots__ if name not in ("name", "dark")
    }
    values.update({f"t{size}": f"{sizes.text(size)}px" for size in (11, 12, 13, 14, 16, 18, 22)})
    values.update({name: f"{pixels}px" for name, pixels in _lengths(sizes).items()})
    values["images"] = (_SHEET.parent / "images").as_posix()
    values["mode"] = colours.name
    return Template(_SHEET.read_text(encoding="utf-8")).substitute(values)


def _lengths(sizes: Metrics) -> dict[str, int]:
    """Lengths of the sheet in pixels. Qt adds borders and margins to them, so they come off here."""
    target, box = sizes.target, sizes.text(20)
    chip = max(target - 18, sizes.text(17) + 2)
    return {
        "target_plain": target,
        "target": target - 2,
        "target_inner": target - 4,
        "spin": target - 5,
        "spin_inner": target - 7,
        "item": target,
        "chip": chip,
        "chip_inner": chip - 2,
        "chip_radius": (chip + 2) // 2,
        "segment": target - 8,
        "segment_least": target - 24,
        "segment_inner": target - 10,
        "segment_tight": target - 8,
        "step": target - 2,
        "box": box - 2,
        "box_inner": box - 4,
        "box_radius": box // 2,
        "radio_ring": box // 4,
        "radio_core": box - 2 * (box // 4),
    }
