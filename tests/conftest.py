"""Alarms and shelter for every test: nothing may leak, nothing may touch the real home folder.

- Each test has a fresh home, so settings and clinic folders start from nothing.
- A test that leaves a thread running or a timer ticking fails, and is told which.
- Measurements in `tests/bench` run only when they are asked for by name.
"""

from __future__ import annotations

import gc
import os
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings

from needlelog.ui.lasting_constants import keep_constants

if TYPE_CHECKING:
    from collections.abc import Iterator

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
keep_constants()

settings.register_profile("dev", deadline=None, max_examples=100)
settings.register_profile("ci", deadline=None, max_examples=15, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "dev")

BENCHMARKS = Path(__file__).parent / "bench"
GRACE_SECONDS = 3.0
OWN_SETTINGS = "NEEDLELOG_"


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Leave the measurements out unless the command line names their folder."""
    if collection_path != BENCHMARKS:
        return None
    named = (Path(argument.partition("::")[0]).resolve() for argument in config.args)
    return None if any(path.is_relative_to(BENCHMARKS) for path in named) else True


@pytest.fixture(autouse=True)
def _fresh_home(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Give the test a home folder of its own and none of the developer's settings."""
    home = tmp_path_factory.mktemp("home")
    places = {
        "HOME": home,
        "USERPROFILE": home,
        "APPDATA": home / "roaming",
        "LOCALAPPDATA": home / "local",
        "XDG_DATA_HOME": home / "data",
        "XDG_CONFIG_HOME": home / "config",
        "XDG_CACHE_HOME": home / "cache",
        "XDG_STATE_HOME": home / "state",
        "XDG_RUNTIME_DIR": home / "runtime",
    }
    for variable, folder in places.items():
        folder.mkdir(mode=0o700, exist_ok=True)
        monkeypatch.setenv(variable, str(folder))
    for variable in [name for name in os.environ if name.startswith(OWN_SETTINGS)]:
        monkeypatch.delenv(variable)


@pytest.fixture(autouse=True)
def _no_leaks(_fresh_home: None) -> Iterator[None]:
    """Fail a test that leaves a thread running or a timer ticking."""
    before = [*_running_threads(), *_running_qt_objects()]
    yield
    _delete_now()
    deadline = time.monotonic() + GRACE_SECONDS
    while _leaks(before) and time.monotonic() < deadline:
        _let_endings_happen(before)
    leaked = [_described(thing) for thing in _leaks(before)]
    if leaked:
        pytest.fail("Left running by this test: " + "; ".join(leaked))


def _leaks(before: list[Any]) -> list[Any]:
    known = {id(thing) for thing in before}
    running = [*_running_threads(), *_running_qt_objects()]
    return [thing for thing in running if id(thing) not in known]


def _delete_now() -> None:
    """Delete what waits for deletion: without an event loop Qt would keep it to the end,
    and each further test would style the widgets of all tests before it."""
    core = sys.modules.get("PySide6.QtCore")
    if core is not None and core.QCoreApplication.instance() is not None:
        core.QCoreApplication.sendPostedEvents(None, core.QEvent.Type.DeferredDelete)


def _let_endings_happen(before: list[Any]) -> None:
    """Give what is already ending its chance: deletions, forgotten cycles, last instructions."""
    gc.collect()
    _deliver_qt_events()
    for thing in _leaks(before):
        if isinstance(thing, threading.Thread):
            thing.join(timeout=0.02)


def _running_threads() -> list[threading.Thread]:
    """Return Python's running threads, without the test runner's and those Qt's pool owns."""
    return [
        thread
        for thread in threading.enumerate()
        if not isinstance(thread, threading._DummyThread)
        and not type(thread).__module__.startswith(("execnet", "xdist"))
    ]


def _running_qt_objects() -> list[Any]:
    """Return the timers that tick and the Qt threads that run, among those Python knows."""
    if not _qt_is_running():
        return []
    from PySide6.QtCore import QThread, QTimer
    from shiboken6 import Shiboken

    running: list[Any] = []
    for thing in Shiboken.getAllValidWrappers():
        if isinstance(thing, QTimer):
            if thing.isActive():
                running.append(thing)
        elif (
            isinstance(thing, QThread)
            and thing.isRunning()
            and thing is not QThread.currentThread()
        ):
            running.append(thing)
    return running


def _deliver_qt_events() -> None:
    if not _qt_is_running():
        return
    from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop

    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)


def _qt_is_running() -> bool:
    core = sys.modules.get("PySide6.QtCore")
    return core is not None and core.QCoreApplication.instance() is not None


def _described(thing: Any) -> str:
    if isinstance(thing, threading.Thread):
        return f"thread {thing.name}"
    owner = thing.parent()
    belongs = f" of {type(owner).__name__} {owner.objectName()!r}" if owner is not None else ""
    return f"{type(thing).__name__} {thing.objectName()!r}{belongs}"
