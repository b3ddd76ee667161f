"""Keeping a grid as a preset, a name that is taken, and taking a preset out of use."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from needlelog.domain.sessions import ZoneRow
from needlelog.domain.zones import Side
from needlelog.files.reference_data import zone_catalogue
from needlelog.services.presets import presets, save_preset
from needlelog.ui.context import Context
from needlelog.ui.screens.session.preset_sheets import PresetNameSheet, PresetRemovalSheet
from needlelog.ui.theme.manager import ThemeManager
from needlelog.ui.worker import InlineWorker
from tests.services.conftest import clinic, clock, folder, template

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from needlelog.services.clinic import Clinic

__all__ = ["clinic", "clock", "folder", "template"]

CHIN = (ZoneRow(1, "chin", Side.MID, depth_um=500),)
CHEEKS = (ZoneRow(1, "cheek_lateral", Side.BOTH, depth_um=1250),)
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def context(qapp: QApplication, clinic: Clinic) -> Context:
    return Context(clinic, InlineWorker(), ThemeManager(qapp), zone_catalogue())


def test_a_taken_name_is_told_before_its_grid_is_replaced(
    qtbot: QtBot, context: Context, clinic: Clinic
) -> None:
    save_preset(clinic, "Full face", CHIN)
    sheet = PresetNameSheet(context, CHEEKS, presets(clinic))
    qtbot.addWidget(sheet)
    assert not sheet.save_button.isEnabled()
    QTest.keyClicks(sheet.name, "full  FACE")
    assert sheet.save_button.text() == "Replace preset"
    assert "“Full face”" in (sheet._row.error() or "")
    QTest.keyClicks(sheet.name, " 2")
    assert sheet.save_button.text() == "Save preset"
    assert sheet._row.error() is None
    with qtbot.waitSignal(context.message):
        QTest.mouseClick(sheet.save_button, LEFT)
    assert {each.name: each.zones[0].zone for each in presets(clinic)} == {
        "Full face": "chin",
        "full FACE 2": "cheek_lateral",
    }


def test_a_preset_is_taken_out_of_use(qtbot: QtBot, context: Context, clinic: Clinic) -> None:
    save_preset(clinic, "Chin", CHIN)
    save_preset(clinic, "Ful face", CHEEKS)
    sheet = PresetRemovalSheet(context, presets(clinic))
    qtbot.addWidget(sheet)
    sheet.preset.setCurrentIndex(1)
    with qtbot.waitSignal(context.message) as told:
        QTest.mouseClick(sheet.save_button, LEFT)
    assert told.args == ["Preset “Ful face” is out of use."]
    assert [each.name for each in presets(clinic)] == ["Chin"]
