"""The tour draws every screen into files with the names that documents use."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from needlelog.services.sample_clinic.people import PASSPHRASE
from needlelog.ui.screens.today.screen import TodayScreen
from needlelog.ui.theme.manager import Mode, ThemeManager
from needlelog.ui.tour import tour
from needlelog.ui.tour.camera import Camera
from needlelog.ui.tour.desk_stops import see_client, see_settings, see_stock, see_today
from needlelog.ui.tour.entrance_stops import sign_in
from needlelog.ui.tour.insights_stops import see_insights
from needlelog.ui.tour.review_stops import see_review
from needlelog.ui.tour.session_stops import see_sessions
from needlelog.ui.tour.tour import run_tour
from tests.ui.fingers import small_targets

SMALL, WIDE = (1024, 768), (1440, 900)
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
    small = _measure_while_drawing(monkeypatch)
    written = run_tour(qapp, tmp_path / "out", (Mode.LIGHT,), SMALL)
    assert small == {}
    names = {path.name for path in written}
    assert names >= {f"{name}-light.png" for name in (*SHOWN_IN_DOCUMENTS, *STATES)}
    assert all(path.stat().st_size > 0 for path in written)
    on_paper = ("printed-light", "paper-light")
    on_screen = [path for path in written if not path.stem.endswith(on_paper)]
    sizes = {QImage(str(path)).size().toTuple() for path in on_screen}
    assert sizes == {SMALL}
    assert list(private.iterdir()) == []
    for first, second in (("session", "session-blank"), ("sign-in", "sign-in-wrong")):
        pictures = [QImage(str(tmp_path / f"out/{name}-light.png")) for name in (first, second)]
        assert pictures[0] != pictures[1]


def test_everything_on_a_wide_window_is_as_large_as_a_finger(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stops(home: Path, theme: ThemeManager, look: tour._Look) -> Iterator[Path]:
        with tour._window(home / "sample", theme, look) as camera:
            sign_in(camera, PASSPHRASE, shown=False)
            see_today(camera, "today")
            for see in (see_stock, see_review, see_insights, see_settings):
                see(camera)
            see_client(camera, tour._STAR)
            see_sessions(camera, tour._STAR, tour._NEWCOMER, tour._LONG_NAME)
        yield from camera.taken

    monkeypatch.setattr(tour, "_pictures", stops)
    small = _measure_while_drawing(monkeypatch)
    assert len(run_tour(qapp, tmp_path, (Mode.LIGHT,), WIDE)) > 20
    assert small == {}


def _measure_while_drawing(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """Filled with what is too small for a finger, and where on the way it was seen first."""
    found: dict[str, str] = {}
    draw = Camera.shoot

    def measure(camera: Camera, name: str) -> None:
        draw(camera, name)
        for place in camera.sheets()[-1:] or [camera.window]:
            for told in small_targets(place):
                found.setdefault(told, name)

    monkeypatch.setattr(Camera, "shoot", measure)
    return found


def test_a_fault_of_a_screen_ends_the_tour(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_down(*_arguments: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(TodayScreen, "_show", break_down)
    with pytest.raises(RuntimeError, match="fault") as told:
        run_tour(qapp, tmp_path / "out", (Mode.LIGHT,), (800, 600))
    assert isinstance(told.value.__cause__, ZeroDivisionError)
