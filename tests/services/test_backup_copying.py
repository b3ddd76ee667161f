"""Copying the bytes of records in use: always the one state that was counted."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from needlelog.db import backup_copy
from needlelog.db.backup_copy import CopiedState, copy_state
from needlelog.db.backup_proof import prove
from needlelog.db.sqlite.connect import keyed_for_reading
from needlelog.domain.clients import Client
from needlelog.services.clients import create_client
from needlelog.services.clinic import Clinic

PAGE = 4096


def record(clinic: Clinic, name: str) -> None:
    create_client(clinic, Client(uid="", name=name))


def copied(
    clinic: Clinic, target: Path, progress: Callable[[float], object] = lambda _share: None
) -> CopiedState:
    state = copy_state(clinic.database, clinic.key.secret, target, progress)
    proof = prove(target, clinic.key.secret, state.holding, "place", lambda: False, lambda: None)
    assert not proof.doubt
    assert [path.name for path in target.parent.iterdir()] == [target.name]
    return state


def names_in(clinic: Clinic, file: Path) -> list[str]:
    connection = keyed_for_reading(file, clinic.key.secret)
    try:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)
        return [row[0] for row in connection.execute("SELECT name FROM client ORDER BY id")]
    finally:
        connection.close()


@pytest.fixture
def target(tmp_path: Path) -> Path:
    folder = tmp_path / "copies"
    folder.mkdir()
    return folder / "copy.db"


def same_bytes(clinic: Clinic, target: Path) -> bool:
    """Whether nothing was encrypted anew, except the first page, which tells about the log."""
    return clinic.folder.database.read_bytes()[PAGE:] == target.read_bytes()[PAGE:]


def test_what_stands_in_the_log_is_in_the_copied_bytes(clinic: Clinic, target: Path) -> None:
    record(clinic, "In the log")
    copied(clinic, target)
    assert names_in(clinic, target) == ["In the log"]
    assert same_bytes(clinic, target)


def test_writing_and_writing_back_meanwhile_change_nothing(
    clinic: Clinic, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backup_copy, "_BYTES_AT_ONCE", 16 * PAGE)
    record(clinic, "Before")
    raw = clinic.database.raw_connection()
    answers = []

    def disturb(_share: float) -> None:
        record(clinic, "Meanwhile")
        for kind in ("PASSIVE", "RESTART"):
            raw.execute("PRAGMA busy_timeout = 0")
            answers.append(raw.execute(f"PRAGMA wal_checkpoint({kind})").fetchone())

    copied(clinic, target, disturb)
    raw.close()
    assert len(answers) > 4
    assert names_in(clinic, target) == ["Before"]


def test_beside_somebody_who_reads_an_older_state_it_is_copied_page_by_page(
    clinic: Clinic, target: Path
) -> None:
    record(clinic, "Old")
    with clinic.database.read() as older:
        assert older.connection().exec_driver_sql("SELECT count(*) FROM client").scalar() == 1
        record(clinic, "New")
        copied(clinic, target)
    assert names_in(clinic, target) == ["Old", "New"]
    assert not same_bytes(clinic, target)


def test_bytes_that_the_system_does_not_let_be_read_are_copied_page_by_page(
    clinic: Clinic, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    record(clinic, "Whole")
    monkeypatch.setattr(backup_copy, "_copy_bytes", lambda *_args: False)
    copied(clinic, target)
    assert names_in(clinic, target) == ["Whole"]


_TAKES_THE_LOCK = """
import fcntl, sys
with open(sys.argv[1], "rb+") as file:
    fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB, 510, 0x40000002)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there locks belong to the handle")
def test_the_locks_on_the_records_survive_a_backup(clinic: Clinic, target: Path) -> None:
    """Whoever else opened the file would otherwise think that nobody uses it."""

    def locked() -> bool:
        command = [sys.executable, "-c", _TAKES_THE_LOCK, str(clinic.folder.database)]
        done = subprocess.run(command, capture_output=True, check=False)  # noqa: S603
        return b"BlockingIOError" in done.stderr

    record(clinic, "Somebody")
    assert locked()
    copied(clinic, target)
    assert locked()
    clinic.close()
    assert not locked()
