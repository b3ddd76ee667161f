"""Packing the clinic for another computer: told how far it is, and given up within a moment."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from needlelog.db.backup_copy import CopiedState, copy_state
from needlelog.db.engine import Database
from needlelog.services import moving
from needlelog.ui.restore.pack_sheet import PackSheet
from tests.ui.exchange.conftest import Two


def test_packing_is_stopped_by_its_button_and_begun_again(
    two: Two, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reached, go_on = threading.Event(), threading.Event()

    def held(
        database: Database, key: bytes, target: Path, progress: Callable[[float], object]
    ) -> CopiedState:
        reached.set()
        go_on.wait(20)
        return copy_state(database, key, target, progress)

    monkeypatch.setattr(moving, "copy_state", held)
    target = tmp_path / "packed" / "clinic.needlelog"
    target.parent.mkdir()
    sheet = PackSheet(two.context, two.window)
    sheet.open()
    sheet.pack(target)
    assert reached.wait(20)
    assert sheet.close_button.text() == "Stop"
    sheet.close_button.click()
    go_on.set()
    two.rest()
    assert sheet.isVisible()
    assert sheet.close_button.text() == "Close"
    assert "No file was written" in sheet.told.text()
    assert list(target.parent.iterdir()) == []
    sheet.pack(target)
    two.rest()
    assert "was read back" in sheet.told.text()
    assert target.is_file()
    sheet.close_button.click()
    assert not sheet.isVisible()
