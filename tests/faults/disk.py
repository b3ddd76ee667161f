"""Small drives that fill up, turn read-only or go away: real ones where the system lets us mount."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

KIB = 1024
MAY_MOUNT = sys.platform == "linux" and os.geteuid() == 0


def _run(*words: str | Path) -> bool:
    done = subprocess.run([str(word) for word in words], capture_output=True, check=False)  # noqa: S603
    return done.returncode == 0


class SmallDrive:
    """A drive in memory, mounted at a folder."""

    def __init__(self, place: Path, kib: int) -> None:
        self.place = place
        self.filler = place / "something else.bin"
        place.mkdir()
        if not MAY_MOUNT or not _run("mount", "-t", "tmpfs", "-o", f"size={kib}k", "tmpfs", place):
            pytest.skip("this system lets nobody mount a drive here")

    def fill(self, free_kib: int = 0) -> None:
        """Leave only this much room, as other programs' files would."""
        self.make_room()
        room = os.statvfs(self.place)
        blocks = room.f_bavail - free_kib * KIB // room.f_frsize
        with self.filler.open("wb") as file:
            for _ in range(blocks):
                file.write(bytes(room.f_frsize))

    def make_room(self) -> None:
        """Somebody deletes other files."""
        self.filler.unlink(missing_ok=True)

    def make_read_only(self) -> None:
        """The write protection of the drive is switched on."""
        assert _run("mount", "-o", "remount,ro", self.place), "files are open for writing"

    def make_writable(self) -> None:
        """And off again."""
        assert _run("mount", "-o", "remount,rw", self.place)

    def pull_out(self) -> None:
        """The drive is taken away under whoever uses it."""
        assert _run("umount", "-l", self.place)

    def unmount(self) -> None:
        """Whatever happened, nothing stays mounted."""
        while os.path.ismount(self.place) and _run("umount", "-l", self.place):
            pass


@contextlib.contextmanager
def small_drive(place: Path, kib: int) -> Iterator[SmallDrive]:
    """A drive of this size for the length of a block."""
    drive = SmallDrive(place, kib)
    try:
        yield drive
    finally:
        drive.unmount()
