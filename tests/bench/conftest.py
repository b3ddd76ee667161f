"""Speeds as ratios to a floor that is measured in the same run; they report and do not fail.

Where a floor is a process or a window, runs of the program and of the floor take turns, so that a
busy moment of the machine falls on both.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from needlelog.services.clinic import Clinic
from needlelog.ui.theme.manager import Mode, ThemeManager
from tests.bench.many_sessions import ManySessions, many_sessions, wanted_sessions
from tests.bench.measures import Report, machine
from tests.bench.sample import new_clinic

_REPORT = Report()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print what was measured, one line each."""
    if _REPORT.lines:
        terminalreporter.section(f"NeedleLog on {machine()}")
        for line in _REPORT.lines:
            terminalreporter.write_line(line)


@pytest.fixture(scope="session")
def report() -> Report:
    return _REPORT


@pytest.fixture(scope="session")
def many() -> ManySessions:
    """A clinic with very many sessions, to read from; see `tests.bench.many_sessions`."""
    return many_sessions(wanted_sessions())


@pytest.fixture
def clinic(tmp_path: Path) -> Iterator[Clinic]:
    """A new clinic on the disk, encrypted, with its manager signed in."""
    opened = new_clinic(tmp_path / "clinic")
    yield opened
    opened.close()


@pytest.fixture
def look(qapp: QApplication) -> ThemeManager:
    """The look of the program."""
    manager = ThemeManager(qapp)
    manager.apply(Mode.LIGHT)
    return manager
