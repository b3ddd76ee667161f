"""A period leaves through the window with its proof; a changed file is told."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import cast

from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QLineEdit

from needlelog.ui.export.check_sheet import CheckSheet
from needlelog.ui.export.export_sheet import ExportSheet
from needlelog.ui.screens.settings.data_section import DataSection
from needlelog.ui.screens.settings.screen import SettingsScreen
from tests.journeys.errands import Desk
from tests.journeys.program import Program
from tests.journeys.reviewed_log import signed_by_jana


def place(desk: Desk, path: Path) -> None:
    """Answer the question for a place on the disk, which is the system's own dialog."""
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, QFileDialog)
    dialog.fileSelected.emit(str(path))
    dialog.done(QDialog.DialogCode.Accepted)
    desk.rest()


def said(desk: Desk, section: DataSection, path: Path) -> tuple[str, str]:
    """What the window says of a file, and of this clinic."""
    desk.hand.click(section.check)
    place(desk, path)
    sheet = QApplication.activeModalWidget()
    assert isinstance(sheet, CheckSheet)
    desk.hand.wait(sheet.bar.isHidden, "the file is checked")
    told = (sheet.own.accessibleName(), sheet.here.accessibleName())
    desk.hand.press("Close")
    return told


def test_a_period_is_exported_and_verified(program: Program, tmp_path: Path) -> None:
    signed_by_jana(program, 3)
    desk = Desk(program, program.sign_in())
    hand, path = desk.hand, tmp_path / "period.zip"
    desk.go("Settings")
    settings = hand.see("", SettingsScreen)
    hand.press("Data")
    section = cast("DataSection", settings.open_section("data"))
    desk.rest()
    hand.click(section.take_out)
    sheet = QApplication.activeModalWidget()
    assert isinstance(sheet, ExportSheet)
    day = f"{program.clock.now:%Y-%m-%d}"
    hand.write(hand.see("First day", QLineEdit), day, end="Tab")
    hand.write(hand.see("Last day", QLineEdit), day, end="Tab")
    desk.rest()
    assert hand.sees("3 sessions")
    hand.press("Choose where to save…")
    place(desk, path)
    hand.wait(path.exists, "the export is written")
    desk.rest()
    hand.press("Close")
    with zipfile.ZipFile(path) as tables:
        assert any(name.endswith(".csv") for name in tables.namelist())
    own, here = said(desk, section, path)
    assert own.startswith("The file is what the chain says.")
    assert here.startswith("This clinic made it")
    changed = tmp_path / "changed.zip"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(changed, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, content.replace(b"Client 00", b"Client 99"))
    own, here = said(desk, section, changed)
    assert "changed" in own
    assert "This clinic made it" not in here
    assert here.startswith("What the export noted when it was made is still in this clinic.")
