"""A fault in the program is told in a sentence and reported without what it was about."""

from __future__ import annotations

import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from needlelog.ui.crash import CrashHandler
from needlelog.ui.crash_report import KEPT, write_crash_report

if TYPE_CHECKING:
    import pytest
    from pytestqt.qtbot import QtBot

NOW = datetime(2026, 11, 14, 14, 22, tzinfo=UTC)
SECRET = "Amara Osei, note about her cheek"


def _raise() -> None:
    client_name = SECRET
    raise ValueError(client_name)


def _caught(handler: CrashHandler) -> None:
    try:
        _raise()
    except ValueError as error:
        handler.report(error)


def test_the_report_names_places_and_no_values(
    qtbot: QtBot, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    owner = QObject()
    handler = CrashHandler(lambda: NOW, lambda: tmp_path, owner)
    with qtbot.waitSignal(handler.caught, timeout=10_000) as told:
        _caught(handler)
    assert "ValueError" in told.args[0]
    [report] = list((tmp_path / "reports").iterdir())
    text = report.read_text()
    assert "builtins.ValueError" in text
    assert "in _raise" in text
    everything = text + told.args[0] + capsys.readouterr().err
    assert SECRET not in everything
    assert str(Path.home()) not in text


def test_without_a_clinic_folder_the_sentence_still_comes(qtbot: QtBot, tmp_path: Path) -> None:
    owner = QObject()
    handler = CrashHandler(lambda: NOW, lambda: None, owner)
    with qtbot.waitSignal(handler.caught, timeout=10_000):
        _caught(handler)
    assert list(tmp_path.iterdir()) == []


def test_the_hook_is_put_back(qtbot: QtBot, tmp_path: Path) -> None:
    owner = QObject()
    before = sys.excepthook
    handler = CrashHandler(lambda: NOW, lambda: None, owner)
    handler.install()
    assert sys.excepthook == handler.handle
    handler.remove()
    assert sys.excepthook == before


def test_old_reports_are_forgotten(tmp_path: Path) -> None:
    for second in range(KEPT + 5):
        write_crash_report(tmp_path, "x", NOW + timedelta(seconds=second))
    assert len(list((tmp_path / "reports").iterdir())) == KEPT
