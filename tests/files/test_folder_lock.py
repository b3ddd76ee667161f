"""One program at a time in a folder, however the other one ended."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from needlelog.domain.errors import FolderInUse, LockUnsupported, WriteRefused
from needlelog.files import folder_lock
from needlelog.files.folder_lock import FolderLock, LockHolder
from tests.files.conftest import HandClock

_HOLD = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from needlelog.files.folder_lock import FolderLock
lock = FolderLock(Path(sys.argv[1]), lambda: datetime(2026, 3, 2, 9, tzinfo=UTC))
print("held", flush=True)
sys.stdin.read()
lock.release()
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "needlelog.lock"


@pytest.fixture
def other_program(path: Path) -> Iterator[subprocess.Popen[str]]:
    root = Path(folder_lock.__file__).parents[2]
    with subprocess.Popen(  # noqa: S603 - this very interpreter
        [sys.executable, "-c", _HOLD, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=root,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        yield process
        process.kill()


def test_another_program_is_refused_in_words(
    path: Path, clock: HandClock, other_program: subprocess.Popen[str]
) -> None:
    with pytest.raises(FolderInUse, match="already open") as caught:
        FolderLock(path, clock)
    assert caught.value.pid == other_program.pid
    assert caught.value.host in str(caught.value)
    assert caught.value.since == "2026-03-02T09:00:00+00:00"


@pytest.mark.skipif(os.name != "posix", reason="kill -9")
def test_a_killed_program_holds_nothing(
    path: Path, clock: HandClock, other_program: subprocess.Popen[str]
) -> None:
    other_program.send_signal(signal.SIGKILL)
    other_program.wait()
    with FolderLock(path, clock) as lock:
        assert lock.held
        assert lock.left_behind is not None
        assert lock.left_behind.pid == other_program.pid


def test_a_program_that_ended_in_order_leaves_nothing_behind(
    path: Path, clock: HandClock, other_program: subprocess.Popen[str]
) -> None:
    other_program.communicate("")
    with FolderLock(path, clock) as lock:
        assert lock.left_behind is None


def test_a_second_lock_in_the_same_program_is_refused_until_release(
    path: Path, clock: HandClock
) -> None:
    first = FolderLock(path, clock)
    with pytest.raises(FolderInUse) as caught:
        FolderLock(path, clock)
    assert caught.value.pid == os.getpid()
    first.release()
    first.release()
    assert not first.held
    FolderLock(path, clock).release()


def test_text_that_came_with_a_copied_folder_locks_nothing(path: Path, clock: HandClock) -> None:
    copied = {"pid": 1, "host": "front-desk", "since": "2026-01-05T08:00:00+00:00"}
    path.write_text(json.dumps(copied), "utf-8")
    with FolderLock(path, clock) as lock:
        since = datetime(2026, 1, 5, 8, tzinfo=UTC)
        assert lock.left_behind == LockHolder(1, "front-desk", since)


@pytest.mark.parametrize("text", [b"", b"{", b"[]", b"\xff", b'{"pid": "x"}', b"null"])
def test_spoilt_text_hinders_nothing_and_a_refusal_still_has_a_sentence(
    path: Path, clock: HandClock, text: bytes
) -> None:
    path.write_bytes(text)
    with FolderLock(path, clock) as lock:
        assert lock.left_behind is None
        path.write_bytes(text)
        with pytest.raises(FolderInUse, match="another NeedleLog") as caught:
            FolderLock(path, clock)
        assert caught.value.details == {"pid": 0, "host": "", "since": ""}


def test_a_long_text_is_replaced_as_a_whole(path: Path, clock: HandClock) -> None:
    path.write_text(" " * 3000, "utf-8")
    with FolderLock(path, clock):
        assert set(json.loads(path.read_bytes())) == {"pid", "host", "since"}


def test_a_drive_that_cannot_lock_is_refused(
    path: Path, clock: HandClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cannot(*_: Any) -> None:
        raise OSError(38, "Function not implemented")

    monkeypatch.setattr(folder_lock, "_lock", cannot)
    with pytest.raises(LockUnsupported):
        FolderLock(path, clock)


def test_a_lock_file_that_cannot_be_made_is_told(
    path: Path, clock: HandClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: Any) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(WriteRefused, match=r"needlelog\.lock"):
        FolderLock(path, clock)
