"""The tour draws every screen into files with the names that documents use."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from needlelog.ui.screens.today.screen import TodayScreen
from needlelog.ui.theme.manager import Mode
from needlelog.ui.tour.tour import run_tour

SHOWN_IN_DOCUMENTS = ("session", "screening", "record-addendum", "progress", "review", "insights")
STATES = (
    "first-run-clinic-blank",
    "first-run-code",
    "sign-in",
    "sign-in-wrong",
    "lock",
    "today-new-clinic",
    "clients",
    "clients-search",
    "client-new",
    "plan",
    "progress-map",
    "progress-side",
    "progress-two-scales",
    "progress-why",
    "details",
    "consent-sign",
    "consent-text",
    "screening",
    "screening-answer",
    "screening-blank",
    "screening-defer",
    "screening-known",
    "screening-sources",
    "screening-unchanged",
    "session-stopped",
    "session-finish-stopped",
    "record-deferred",
    "session-blank",
    "session-warning",
    "session-numbing",
    "session-finish",
    "record-addendum",
    "printed",
    "stock-devices",
    "stock-lot-new",
    "stock-lot-trace",
    "settings-limits",
    "settings-aftercare",
    "settings-aftercare-text",
    "follow-up",
    "follow-up-red-flag",
    "adverse-event",
    "settings-consents",
    "settings-machines",
    "machines",
    "machine-added",
    "exchange-sent",
    "exchange-preview",
    "exchange-received",
    "exchange-choose",
    "today-exchange",
    "settings-restore",
    "restore-choose",
    "restore-compare",
    "trouble",
    "trouble-restore",
    "trouble-compare",
    "large-text-today",
    "large-text-client",
    "large-text-progress",
)


def test_a_small_tour(qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    private = tmp_path / "private"
    private.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(private))
    written = run_tour(qapp, tmp_path / "out", (Mode.LIGHT,), (800, 600))
    names = {path.name for path in written}
    assert names >= {f"{name}-light.png" for name in (*SHOWN_IN_DOCUMENTS, *STATES)}
    assert all(path.stat().st_size > 0 for path in written)
    on_paper = ("printed-light", "paper-light")
    on_screen = [path for path in written if not path.stem.endswith(on_paper)]
    sizes = {QImage(str(path)).size().toTuple() for path in on_screen}
    assert sizes == {(800, 600)}
    assert list(private.iterdir()) == []
    for first, second in (("session", "session-blank"), ("sign-in", "sign-in-wrong")):
        pictures = [QImage(str(tmp_path / f"out/{name}-light.png")) for name in (first, second)]
        assert pictures[0] != pictures[1]


def test_a_fault_of_a_screen_ends_the_tour(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_down(*_arguments: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(TodayScreen, "_show", break_down)
    with pytest.raises(RuntimeError, match="fault") as told:
        run_tour(qapp, tmp_path / "out", (Mode.LIGHT,), (800, 600))
    assert isinstance(told.value.__cause__, ZeroDivisionError)
