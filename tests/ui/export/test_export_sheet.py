"""The sheet of an export: what it asks for, what it says, what it writes."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMainWindow
from pytestqt.qtbot import QtBot

from needlelog.domain.exports.request import EVERY_SESSION, ExportFormat
from needlelog.domain.session_filter import SessionFilter
from needlelog.services.exports.check import check_export
from needlelog.services.settings import settings
from needlelog.ui import formats
from needlelog.ui.context import Context
from needlelog.ui.export.export_sheet import ExportSheet
from needlelog.ui.screens.settings.data_section import DataSection
from tests.ui.export.conftest import INSPECTOR

CHIN = SessionFilter(zone="chin")
Open = Callable[..., ExportSheet]


@pytest.fixture
def open_sheet(qtbot: QtBot, context: Context) -> Iterator[Open]:
    window = QMainWindow()
    qtbot.addWidget(window)
    window.show()

    def opened(
        wanted: SessionFilter = EVERY_SESSION, words: str = "", **further: ExportFormat
    ) -> ExportSheet:
        sheet = ExportSheet(context, wanted, words, window, **further)
        sheet.open()
        qtbot.waitUntil(context.worker.idle)
        return sheet

    yield opened
    for sheet in window.findChildren(ExportSheet):
        sheet.reject()


def words(sheet: ExportSheet) -> str:
    return f"{sheet.what.text()} {sheet.note.accessibleName()}"


@contextmanager
def done(qtbot: QtBot, sheet: ExportSheet) -> Iterator[None]:
    with qtbot.waitSignal(sheet.exported):
        yield


def choose(sheet: ExportSheet, kind: ExportFormat) -> None:
    sheet.format.setCurrentIndex(sheet.format.findData(kind.value))
    sheet.format.activated.emit(sheet.format.currentIndex())


def test_it_says_what_is_meant_before_anything_is_written(open_sheet: Open) -> None:
    sheet = open_sheet(CHIN, "Chin")
    assert sheet.what.text() == "Chin · 1 session"
    assert "not be encrypted" in words(sheet)
    assert sheet.save.isEnabled()


def test_days_the_wrong_way_round_are_told_and_not_exported(
    qtbot: QtBot, open_sheet: Open, context: Context
) -> None:
    sheet = open_sheet()
    sheet.first.set_value(date(2026, 11, 30))
    sheet.last.set_value(date(2026, 1, 1))
    sheet.last.dateCommitted.emit(date(2026, 1, 1))
    qtbot.waitUntil(context.worker.idle)
    assert "last day lies before the first" in words(sheet)
    assert not sheet.save.isEnabled()
    sheet.last.set_value(None)
    sheet.last.dateCommitted.emit(None)
    qtbot.waitUntil(sheet.save.isEnabled)


def test_a_filter_is_written_and_the_sentence_says_to_keep_it_safe(
    qtbot: QtBot, open_sheet: Open, tmp_path: Path
) -> None:
    sheet = open_sheet(CHIN, "Chin")
    with done(qtbot, sheet):
        sheet.write_to(tmp_path / "x.zip")
    assert words(sheet).endswith("1 session written to x.zip. It is not encrypted: keep it safe.")
    with zipfile.ZipFile(tmp_path / "x.zip") as archive:
        assert json.loads(archive.read("manifest.json"))["asked"]["filter"] == "Chin"
    assert check_export(tmp_path / "x.zip").faults == ()


@pytest.mark.parametrize("kind", ExportFormat)
def test_every_format(qtbot: QtBot, open_sheet: Open, tmp_path: Path, kind: ExportFormat) -> None:
    sheet = open_sheet(kind=kind)
    path = tmp_path / f"x{kind.suffix}"
    with done(qtbot, sheet):
        sheet.write_to(path)
    assert check_export(path).faults == ()
    beside = path.with_name(path.name + ".manifest.json")
    assert (beside.name in words(sheet)) is beside.exists()


def test_the_period_is_part_of_the_filter(qtbot: QtBot, context: Context, open_sheet: Open) -> None:
    sheet = open_sheet()
    sheet.first.set_value(date(2026, 3, 3))
    sheet.first.dateCommitted.emit(date(2026, 3, 3))
    qtbot.waitUntil(lambda: "0 sessions" in sheet.what.text())
    assert sheet.request().wanted == SessionFilter(first=date(2026, 3, 3))


def test_the_whole_clinic_has_no_filter_and_json_keeps_identities(
    qtbot: QtBot, open_sheet: Open
) -> None:
    sheet = open_sheet(CHIN, "Chin")
    choose(sheet, ExportFormat.JSON)
    qtbot.waitUntil(lambda: sheet.what.text() == "The whole clinic · 2 sessions")
    assert not sheet.first_row.isVisible()
    assert not sheet.bare.isEnabled()
    assert sheet.request().wanted == SessionFilter()
    choose(sheet, ExportFormat.CLINIC)
    assert sheet.photos.isVisible()
    QTest.mouseClick(sheet.bare, Qt.MouseButton.LeftButton)
    assert not sheet.photos.isEnabled()
    assert sheet.request().pseudonymised


def test_an_inspector_is_asked_for_the_period(
    qtbot: QtBot, context: Context, open_sheet: Open
) -> None:
    context.clinic.person = INSPECTOR
    sheet = open_sheet()
    kinds = {sheet.format.itemData(row) for row in range(sheet.format.count())}
    assert kinds == {"csv", "xlsx", "pdf", "fhir"}
    assert "first and last day" in words(sheet)
    assert not sheet.save.isEnabled()
    for field, day in ((sheet.first, date(2026, 3, 1)), (sheet.last, date(2026, 3, 31))):
        field.set_value(day)
        field.dateCommitted.emit(day)
    qtbot.waitUntil(sheet.save.isEnabled)
    assert "Identities are left out" in words(sheet)


def test_never_into_the_clinic_folder(context: Context, open_sheet: Open) -> None:
    sheet = open_sheet()
    sheet.write_to(context.clinic.folder.path / "x.zip")
    assert "do not belong in the clinic folder" in words(sheet)
    assert not (context.clinic.folder.path / "x.zip").exists()


def test_a_refused_place_is_told_and_can_be_chosen_again(
    qtbot: QtBot, open_sheet: Open, tmp_path: Path
) -> None:
    sheet = open_sheet()
    sheet.write_to(tmp_path / "missing" / "x.zip")
    qtbot.waitUntil(lambda: "could not be saved" in words(sheet))
    assert sheet.save.isEnabled()
    assert not sheet.bar.isVisible()


def test_closing_gives_up_and_leaves_nothing(
    qtbot: QtBot, context: Context, open_sheet: Open, tmp_path: Path
) -> None:
    sheet = open_sheet()
    folder = tmp_path / "given"
    folder.mkdir()
    sheet._stopped = True  # as if it were closed before the worker comes to it
    sheet.write_to(folder / "x.zip")
    qtbot.waitUntil(context.worker.idle)
    assert list(folder.iterdir()) == []


def test_every_control_has_a_name_and_room_for_a_finger(open_sheet: Open) -> None:
    sheet = open_sheet()
    for widget in (sheet.format, sheet.bare, sheet.exact, sheet.save, sheet.cancel):
        assert widget.accessibleName() or widget.text()  # type: ignore[union-attr]
        assert widget.height() >= 44
        assert widget.focusPolicy() != Qt.FocusPolicy.NoFocus


# --- Settings › Data -----------------------------------------------------------------------------


def test_settings_open_the_sheet_and_allow_names(
    qtbot: QtBot, context: Context, tmp_path: Path
) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    section = DataSection(context)
    window.setCentralWidget(section)
    window.show()
    section.activate()
    qtbot.waitUntil(context.worker.idle)
    QTest.mouseClick(section.take_out, Qt.MouseButton.LeftButton)
    (sheet,) = window.findChildren(ExportSheet)
    assert sheet.isVisible()
    sheet.reject()
    qtbot.waitUntil(context.worker.idle)
    QTest.mouseClick(section.identities, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: settings(context.clinic).inspector_identities)


def test_somebody_who_is_no_manager_exports_but_does_not_allow(
    qtbot: QtBot, context: Context
) -> None:
    context.clinic.person = INSPECTOR
    window = QMainWindow()
    qtbot.addWidget(window)
    section = DataSection(context)
    window.setCentralWidget(section)
    window.show()
    section.activate()
    qtbot.waitUntil(context.worker.idle)
    assert section.take_out.isEnabled()
    assert not section.identities.isEnabled()
    assert not section.bring_in.isEnabled()


# --- checking a file -----------------------------------------------------------------------------


def checked(qtbot: QtBot, context: Context, path: Path) -> tuple[str, str]:
    """What the sheet says of the file, and of the clinic."""
    window = QMainWindow()
    qtbot.addWidget(window)
    section = DataSection(context)
    window.setCentralWidget(section)
    window.show()
    sheet = section.check_export(path)
    qtbot.waitUntil(lambda: not sheet.bar.isVisible() and context.worker.idle())
    if sheet.about.text():
        # An export notes the instant in UTC; what is shown is the time of the place.
        assert formats.moment(context.now()) in sheet.about.text()
    said = (sheet.own.accessibleName(), sheet.here.accessibleName())
    sheet.reject()
    return said


def test_a_period_is_exported_and_checked(
    qtbot: QtBot, context: Context, open_sheet: Open, tmp_path: Path
) -> None:
    sheet = open_sheet(SessionFilter(first=date(2026, 3, 1), last=date(2026, 3, 31)))
    with done(qtbot, sheet):
        sheet.write_to(tmp_path / "x.zip")
    own, here = checked(qtbot, context, tmp_path / "x.zip")
    assert own.startswith("The file is what the chain says.")
    assert here.startswith("This clinic made it")


def test_a_changed_file_is_told_in_the_window(
    qtbot: QtBot, context: Context, open_sheet: Open, tmp_path: Path
) -> None:
    sheet = open_sheet(kind=ExportFormat.JSON)
    path = tmp_path / "x.json"
    with done(qtbot, sheet):
        sheet.write_to(path)
    path.write_bytes(path.read_bytes().replace(b'"depth_um":500', b'"depth_um":300', 1))
    own, here = checked(qtbot, context, path)
    assert "was changed after it was written" in own
    assert "does not know of this export" in here
    (tmp_path / "y.json").write_text("{}")
    own, here = checked(qtbot, context, tmp_path / "y.json")
    assert "no export of NeedleLog" in own
    assert here == ""
