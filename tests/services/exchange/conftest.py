"""Three machines of one clinic, on copies of folders that are made once."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.services.conftest import SteppingClock, Template
from tests.services.machines import Machines, machine_folders, opened


@pytest.fixture(scope="session")
def machine_template(template: Template, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The folders of three machines, closed."""
    place = tmp_path_factory.mktemp("machines")
    shutil.copytree(template.folder, place / "machine-0")
    clock = SteppingClock()
    return machine_folders(place / "machine-0", place, clock)


@pytest.fixture
def machines(
    machine_template: list[Path], tmp_path: Path, clock: SteppingClock
) -> Iterator[Machines]:
    """Three machines, open, each with the manager signed in."""
    clock.forward(hours=1)
    clinics = []
    for folder in machine_template:
        shutil.copytree(folder, tmp_path / folder.name)
        clinics.append(opened(tmp_path / folder.name, clock))
    stick = tmp_path / "stick"
    stick.mkdir()
    found = Machines(clinics, clock, stick)
    yield found
    found.close()
