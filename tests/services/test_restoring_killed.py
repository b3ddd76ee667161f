"""The program killed while it restores or unpacks: the records of before or of after, never less."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from shutil import copytree, rmtree
from typing import Any

import pytest

from needlelog.domain.backups import BackupReason
from needlelog.files.clinic_folder import ClinicFolder, FolderState
from needlelog.files.replacing import drop_made_ready, finish_interrupted
from needlelog.services import restoring, sessions
from needlelog.services.backups import back_up
from needlelog.services.clinic import open_clinic
from needlelog.services.moving import pack, unpack
from needlelog.services.set_aside import set_aside
from needlelog.services.verification import verify
from tests.services.conftest import CHEAP, MANAGER, PASSPHRASE, SteppingClock, Template
from tests.services.days import add_picture, new_client, sign

pytestmark = [
    pytest.mark.skipif(sys.platform == "win32", reason="needs SIGKILL"),
    pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning"),
]

KILLS = 7


@dataclass(frozen=True)
class Ready:
    """A clinic with a backup and a session signed since, packed into a file as well."""

    folder: Path
    packed: Path
    client: str


@pytest.fixture(scope="module")
def ready(template: Template, tmp_path_factory: pytest.TempPathFactory) -> Ready:
    folder = tmp_path_factory.mktemp("ready") / "clinic"
    copytree(template.folder, folder)
    clinic = open_clinic(folder, MANAGER.uid, PASSPHRASE, SteppingClock(), CHEAP)
    client = new_client(clinic)
    sign(clinic, client, "before")
    add_picture(clinic, client, 10)
    back_up(clinic, BackupReason.BY_HAND)
    sign(clinic, client, "after")
    packed = folder.parent / "clinic.needlelog"
    pack(clinic, packed)
    clinic.close()
    return Ready(folder, packed, client)


def dying(kind: Any, name: str, left: list[int]) -> None:
    """Let a function kill the program instead of doing its work when its turn comes."""
    act = getattr(kind, name)

    def step(*args: Any, **kwargs: Any) -> Any:
        left[0] -= 1
        if left[0] == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return act(*args, **kwargs)

    setattr(kind, name, step)


def run(act: Callable[[Callable[[], None]], None], kill_at: int) -> int:
    """Act in a process of its own that is killed at a step of the disk.

    ``act`` is handed what begins the counting. Returns how many steps it took, 0 where it died.
    """
    read, write = os.pipe()
    pid = os.fork()
    if pid == 0:
        left = [kill_at]

        def begin() -> None:
            for name in ("rename", "replace", "mkdir", "rmdir", "unlink"):
                dying(Path, name, left)
            for name in ("fsync", "open"):
                dying(os, name, left)

        try:
            act(begin)
            os.write(write, str(kill_at - left[0]).encode())
        finally:
            os._exit(1)
    os.close(write)
    with os.fdopen(read) as told:
        steps = told.read()
    _pid, status = os.waitpid(pid, 0)
    assert steps or os.WTERMSIG(status) == signal.SIGKILL, "it failed instead of dying"
    return int(steps or 0)


def restoring_in(folder: Path) -> Callable[[Callable[[], None]], None]:
    def act(begin: Callable[[], None]) -> None:
        clinic = open_clinic(folder, MANAGER.uid, PASSPHRASE, SteppingClock(), CHEAP)
        (found,) = restoring.backups_to_restore(clinic.folder)
        begin()
        restoring.restore_here(clinic, restoring.prepare_here(clinic, found))

    return act


def unpacking(packed: Path, folder: Path) -> Callable[[Callable[[], None]], None]:
    def act(begin: Callable[[], None]) -> None:
        begin()
        unpack(packed, folder, MANAGER.uid, PASSPHRASE, SteppingClock())

    return act


def notes(folder: Path, client: str) -> list[str]:
    """What stands in the records, after they were found whole."""
    clinic = open_clinic(folder, MANAGER.uid, PASSPHRASE, SteppingClock(), CHEAP)
    try:
        assert verify(clinic) == ()
        return sorted(each.content.note for each in sessions.records(clinic, client))
    finally:
        clinic.close()


def spread(steps: int) -> list[int]:
    """Steps to be killed at: some over the whole way, and the last ones, where it is decided."""
    return sorted({*range(2, steps, max(1, steps // KILLS)), steps - 1, steps - 4})


def test_killed_while_restoring(ready: Ready, tmp_path: Path) -> None:
    whole = tmp_path / "whole"
    copytree(ready.folder, whole)
    outcomes = []
    for step in spread(run(restoring_in(whole), 0)):
        folder = tmp_path / str(step)
        copytree(ready.folder, folder)
        assert run(restoring_in(folder), step) == 0
        found = notes(folder, ready.client)
        assert found in (["after", "before"], ["before"]), step
        outcomes.append(found == ["before"])
        # Whatever is not in the records any more was set aside, and nothing half lies about.
        assert len(set_aside(ClinicFolder(folder))) == int(outcomes[-1])
        assert not (folder / "restoring").exists()
        rmtree(folder)
    assert outcomes == sorted(outcomes)
    assert {True, False} == set(outcomes)


def test_killed_while_unpacking(ready: Ready, tmp_path: Path) -> None:
    steps = run(unpacking(ready.packed, tmp_path / "whole"), 0)
    for step in spread(steps):
        folder = tmp_path / str(step)
        assert run(unpacking(ready.packed, folder), step) == 0
        place = ClinicFolder(folder)
        finish_interrupted(place, SteppingClock())
        if place.state() is FolderState.CLINIC:
            assert notes(folder, ready.client) == ["after", "before"]
        else:
            drop_made_ready(place)
            # Free again: the same file can be unpacked into the same folder.
            assert place.state() is FolderState.FREE
            assert run(unpacking(ready.packed, folder), 0) > 0
            assert notes(folder, ready.client) == ["after", "before"]
        rmtree(folder)
