"""The way of the tour: which clinic, in which look, from stop to stop."""

from __future__ import annotations

import shutil
import sys
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QLocale,
    QMessageLogContext,
    QtMsgType,
    qInstallMessageHandler,
)
from PySide6.QtWidgets import QApplication

from needlelog.files.key_slots import KdfCost
from needlelog.files.recovery_code import new_recovery_code
from needlelog.files.reference_data import zone_catalogue
from needlelog.services.clinic import create_clinic
from needlelog.services.sample_clinic.make import make_sample_clinic
from needlelog.services.sample_clinic.people import MANAGER, PASSPHRASE
from needlelog.ui.door import Door
from needlelog.ui.entrance import Entrance, SampleClinic
from needlelog.ui.language import install_language
from needlelog.ui.theme.manager import LARGEST_TEXT, Mode, ThemeManager
from needlelog.ui.tour.camera import Camera
from needlelog.ui.tour.consent_stops import see_consents
from needlelog.ui.tour.desk_stops import (
    see_client,
    see_clients,
    see_follow_up,
    see_settings,
    see_stock,
    see_today,
)
from needlelog.ui.tour.entrance_stops import see_first_run, see_lock, sign_in
from needlelog.ui.tour.exchange_stops import see_exchange
from needlelog.ui.tour.insights_stops import see_empty_insights, see_insights
from needlelog.ui.tour.merge_stops import see_merge
from needlelog.ui.tour.progress_stops import see_progress
from needlelog.ui.tour.recall_stops import see_recall
from needlelog.ui.tour.restore_stops import make_damaged, see_restore, see_trouble
from needlelog.ui.tour.retention_stops import see_retention
from needlelog.ui.tour.review_stops import see_review
from needlelog.ui.tour.screening_stops import see_screening
from needlelog.ui.tour.session_stops import see_record, see_sessions
from needlelog.ui.window import MainWindow
from needlelog.ui.worker import DatabaseWorker

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_CHEAP_KEYS = KdfCost(time_cost=1, memory_kib=1024, parallelism=1)
"""The clinic of the tour holds made-up clients and is gone at its end."""
_DAY = (2026, 11, 20, 14, 22)
_NO_FRAME = "This plugin does not support propagateSizeHints()"
_STAR = "Amara Osei"
_NEWCOMER = "Kwame Mensah"
_LONG_NAME = "Wolfeschlegelsteinhausen"


@dataclass(frozen=True, slots=True)
class _Look:
    """In which theme and size the pictures are taken, and where they go."""

    mode: Mode
    size: tuple[int, int]
    out: Path


def make_application() -> QApplication:
    """The application of a tour that runs by itself, in English whatever the system speaks."""
    qInstallMessageHandler(_tell)
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
    application = QApplication(["needlelog"])
    application.setApplicationName("NeedleLog")
    application.setCursorFlashTime(0)
    install_language(application)
    return application


def run_tour(
    application: QApplication,
    out: Path,
    themes: tuple[Mode, ...] = (Mode.LIGHT, Mode.DARK),
    size: tuple[int, int] = (1440, 900),
    progress: Callable[[Path], object] | None = None,
) -> list[Path]:
    """Draw every screen into ``out`` as ``NAME-THEME.png`` and return the files.

    The clinic lies in a private temporary folder, removed at the end, and its clock stands still.
    Raises `WriteFailed` where a picture cannot be written, RuntimeError where a screen has a
    fault.
    """
    out.mkdir(parents=True, exist_ok=True)
    theme = ThemeManager(application)
    written: list[Path] = []
    with tempfile.TemporaryDirectory(prefix="needlelog-tour-") as private:
        home = Path(private)
        make_sample_clinic(home / "sample", _clock, kdf=_CHEAP_KEYS)
        _make_new_clinic(home / "bare")
        for mode in themes:
            theme.apply(mode)
            for path in _pictures(home, theme, _Look(mode, size, out)):
                written.append(path)
                if progress is not None:
                    progress(path)
    return written


def _pictures(home: Path, theme: ThemeManager, look: _Look) -> Iterator[Path]:
    with _window(home / "new", theme, look) as camera:
        see_first_run(camera)
    yield from camera.taken
    with _window(_copy(home, "bare", look.mode), theme, look) as camera:
        sign_in(camera, PASSPHRASE, shown=False)
        see_today(camera, "today-new-clinic")
        see_empty_insights(camera)
    yield from camera.taken
    with _window(_copy(home, "sample", look.mode), theme, look) as camera:
        sign_in(camera, PASSPHRASE, shown=True)
        see_today(camera, "today")
        see_clients(camera)
        see_client(camera, _STAR)
        see_progress(camera, _STAR)
        see_client(camera, _LONG_NAME, "long-name-")
        see_client(camera, _NEWCOMER, "newcomer-")
        see_consents(camera, _NEWCOMER)
        see_record(camera, _STAR)
        see_screening(camera, _STAR, _NEWCOMER)
        see_sessions(camera, _STAR, _NEWCOMER, _LONG_NAME)
        see_review(camera)
        see_insights(camera)
        see_stock(camera)
        see_recall(camera)
        see_merge(camera, _NEWCOMER)
        see_retention(camera, _STAR)
        see_settings(camera)
        see_follow_up(camera)
        see_exchange(camera, _STAR)
        see_restore(camera)
        see_lock(camera, PASSPHRASE)
    yield from camera.taken
    yield from _large_text(home, theme, look)
    damaged = home / f"damaged-{look.mode.value}"
    shutil.copytree(home / "bare", damaged)
    make_damaged(Door(damaged, _clock, _CHEAP_KEYS))
    with _window(damaged, theme, look) as camera:
        see_trouble(camera)
    yield from camera.taken


def _large_text(home: Path, theme: ThemeManager, look: _Look) -> Iterator[Path]:
    """The first screens as somebody sees them who does not see well."""
    folder = home / f"large-{look.mode.value}"
    shutil.copytree(home / "sample", folder)
    theme.apply(look.mode, LARGEST_TEXT)
    try:
        with _window(folder, theme, look) as camera:
            sign_in(camera, PASSPHRASE, shown=False)
            see_today(camera, "large-text-today")
            see_client(camera, _STAR, "large-text-")
        yield from camera.taken
    finally:
        theme.apply(look.mode)


@contextmanager
def _window(folder: Path, theme: ThemeManager, look: _Look) -> Iterator[Camera]:
    """A window of its own over this folder, closed at the end."""
    worker = DatabaseWorker()
    sample = SampleClinic(folder, lambda _folder: None, PASSPHRASE)
    entrance = Entrance(
        Door(folder, _clock, _CHEAP_KEYS), worker, folder_is_fixed=False, sample=sample
    )
    window = MainWindow(entrance, worker, theme, zone_catalogue, _clock)
    camera = Camera(window, worker, look.out, look.mode.value)
    window.faulted.connect(camera.faults.append)
    before = sys.excepthook
    sys.excepthook = lambda _kind, error, _trace: camera.faults.append(error)
    try:
        entrance.look()
        window.resize(*look.size)
        window.show()
        window.activateWindow()
        yield camera
        camera.require_no_fault()
    finally:
        sys.excepthook = before
        window.close()
        window.deleteLater()
        worker.shutdown()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QCoreApplication.processEvents()


def _tell(_kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
    """Write Qt's messages, but not that a picture has no frame to which it could tell its size."""
    if message != _NO_FRAME:
        sys.stderr.write(f"{message}\n")


def _make_new_clinic(folder: Path) -> None:
    """A clinic as it is right after the set-up."""
    code = new_recovery_code()
    create_clinic(folder, "Clinic Patel", MANAGER, PASSPHRASE, code, _clock, _CHEAP_KEYS).close()


def _copy(home: Path, name: str, mode: Mode) -> Path:
    return Path(shutil.copytree(home / name, home / f"{name}-{mode.value}"))


def _clock() -> datetime:
    """The instant at which every tour takes place, by the clock on the wall."""
    return datetime(*_DAY).astimezone()
