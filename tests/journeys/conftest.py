"""A clinic and a program to journey through."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.journeys.program import Clock, Program, make_clinic


@pytest.fixture
def clock() -> Clock:
    return Clock(2026, 11, 2, 13, 40)


@pytest.fixture
def program(qtbot: QtBot, qapp: object, tmp_path: Path, clock: Clock) -> Iterator[Program]:
    folder = tmp_path / "clinic"
    make_clinic(folder, clock)
    program = Program(qtbot, folder, clock)
    yield program
    program.close()
