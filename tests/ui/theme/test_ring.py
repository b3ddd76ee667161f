"""Whoever works with the keyboard sees where it is, on every kind of button."""

from __future__ import annotations

import re
from importlib.resources import files
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from needlelog.ui.gate.passphrase_field import PassphraseField
from needlelog.ui.theme.active import theme
from needlelog.ui.theme.manager import Mode, ThemeManager
from needlelog.ui.widgets.button import Button

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

SHEET = files("needlelog.ui.theme").joinpath("sheet.qss").read_text("utf-8")
NEVER_BY_TAB = {"step"}
"""A stepper draws the ring around all of its parts."""
RINGS = {"primary": "ink", "toast": "surface"}
KINDS = sorted({"secondary", *re.findall(r'QPushButton\[kind="([a-z-]+)"\]', SHEET)} - NEVER_BY_TAB)


@pytest.mark.parametrize("mode", [Mode.LIGHT, Mode.DARK])
def test_every_kind_of_button_shows_the_ring(
    qtbot: QtBot, manager: ThemeManager, mode: Mode
) -> None:
    manager.apply(mode)
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    elsewhere = QLineEdit()
    column.addWidget(elsewhere)
    buttons = []
    for kind in KINDS:
        button = Button(kind, kind)
        column.addWidget(button)
        buttons.append(button)
    with qtbot.waitActive(window):
        window.show()
    for button in buttons:
        kind = str(button.property("kind"))
        colour = theme().colour(RINGS.get(kind, "focus"))
        elsewhere.setFocus()
        before = _pixels(button, colour)
        button.setFocus(Qt.FocusReason.TabFocusReason)
        around = 2 * button.width()
        assert _pixels(button, colour) - before > around, kind


def test_the_eye_of_a_passphrase_shows_the_ring(qtbot: QtBot) -> None:
    field = PassphraseField("Passphrase")
    qtbot.addWidget(field)
    field.setText("lamp river")
    with qtbot.waitActive(field):
        field.show()
    field.setFocus()
    focus = theme().colour("focus")
    assert _pixels(field.eye, focus) < field.eye.width(), "the ring is around the field"
    field.eye.setFocus(Qt.FocusReason.TabFocusReason)
    assert _pixels(field.eye, focus) > field.eye.width()


def _pixels(button: QWidget, colour: QColor) -> int:
    """How many points of a button have a colour."""
    picture = button.grab().toImage()
    wanted = colour.rgb()
    return sum(
        picture.pixel(across, down) == wanted
        for across in range(picture.width())
        for down in range(picture.height())
    )
