"""The look is put in force as a whole and can be changed while the program runs."""

from __future__ import annotations

import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QFont, QFontMetricsF, QPalette, QPixmap
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from needlelog.ui.theme.active import metrics, theme
from needlelog.ui.theme.colours import DARK, LIGHT
from needlelog.ui.theme.fonts import FAMILY, tabular, text_font
from needlelog.ui.theme.icons import icon, pixmap
from needlelog.ui.theme.manager import Mode, ThemeManager, style_sheet
from needlelog.ui.theme.metrics import Metrics, TouchSize
from needlelog.ui.theme.properties import mark

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot


@pytest.mark.parametrize(("mode", "colours"), [(Mode.LIGHT, LIGHT), (Mode.DARK, DARK)])
def test_a_mode_sets_theme_palette_and_sheet(
    qapp: QApplication, manager: ThemeManager, qtbot: QtBot, mode: Mode, colours: object
) -> None:
    early, late = QWidget(), QWidget()
    qtbot.addWidget(early)
    with qtbot.waitSignal(manager.changed, timeout=10_000):
        manager.apply(mode)
    qtbot.addWidget(late)
    assert theme() is colours
    assert manager.mode == mode
    assert qapp.palette().color(QPalette.ColorRole.Window) == theme().colour("ground")
    assert theme().accent in early.styleSheet() == late.styleSheet()
    assert not qapp.styleSheet()


@pytest.mark.parametrize(("asked", "used"), [(0.2, 0.9), (1.25, 1.25), (4.0, 1.75)])
def test_text_size_stays_in_its_bounds(
    qapp: QApplication, manager: ThemeManager, asked: float, used: float
) -> None:
    manager.apply(Mode.LIGHT, asked)
    assert metrics().text_factor == used
    assert qapp.font().pixelSize() == round(14 * used)


@pytest.mark.parametrize("touch", list(TouchSize))
@pytest.mark.parametrize("factor", [0.9, 1.0, 1.5, 1.75])
@pytest.mark.parametrize(
    "kind", ["primary", "secondary", "quiet", "danger", "chip", "filter", "segment", "grade"]
)
def test_every_button_is_as_high_as_a_finger_needs(
    manager: ThemeManager, qtbot: QtBot, touch: TouchSize, factor: float, kind: str
) -> None:
    manager.apply(Mode.LIGHT, factor, touch)
    button = QPushButton("10")
    qtbot.addWidget(button)
    button.setProperty("kind", kind)
    plain = button.sizeHint()
    assert plain.height() >= touch
    mark(button, ring=True)
    assert button.sizeHint() == plain, "the focus ring must not move things"


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=lambda colours: colours.name)
def test_the_sheet_names_no_unknown_colour_and_finds_its_images(colours: object) -> None:
    sheet = style_sheet(colours, Metrics())  # type: ignore[arg-type]
    assert "$" not in sheet
    images = re.findall(r'url\("(.+?)"\)', sheet)
    assert images
    for image in images:
        assert not QPixmap(image).isNull(), image


def test_weights_are_real_and_sizes_follow_roles(manager: ThemeManager, qtbot: QtBot) -> None:
    manager.apply(Mode.LIGHT)
    widths = [
        QFontMetricsF(text_font(40, weight)).horizontalAdvance("Cheek, lateral")
        for weight in (QFont.Weight.Normal, QFont.Weight.DemiBold, QFont.Weight.Bold)
    ]
    assert len(set(widths)) == 3
    title = QLabel("Amara")
    qtbot.addWidget(title)
    title.setProperty("role", "title")
    title.ensurePolished()
    assert (title.font().family(), title.font().pixelSize()) == (FAMILY, 22)


def test_tabular_figures_have_one_width(manager: ThemeManager) -> None:
    measure = QFontMetricsF(tabular(text_font(40)))
    assert measure.horizontalAdvance("111") == measure.horizontalAdvance("000")


def test_an_icon_follows_the_theme_by_itself(manager: ThemeManager) -> None:
    manager.apply(Mode.LIGHT)
    lock = icon("lock-outline")
    light = lock.pixmap(24, 24).toImage()
    manager.apply(Mode.DARK)
    dark = lock.pixmap(24, 24).toImage()
    assert light != dark
    assert light.pixelColor(12, 20).alpha() == dark.pixelColor(12, 20).alpha()


def test_icons_are_sharp_on_a_dense_screen(manager: ThemeManager) -> None:
    picture = pixmap("lock-outline", "ink", 20, 2.0)
    assert picture.size().toTuple() == (40, 40)
    assert picture.devicePixelRatio() == 2.0


def test_an_unknown_icon_is_refused(manager: ThemeManager) -> None:
    with pytest.raises(KeyError):
        icon("no-such-icon")


def test_icons_do_not_import_the_library_that_ships_them() -> None:
    code = (
        "import sys; import needlelog.ui.theme.manager, needlelog.ui.shell; "
        "sys.exit('qtawesome' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0  # noqa: S603
