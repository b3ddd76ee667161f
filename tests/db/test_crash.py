"""A program killed while it saves loses at most the act it was saving."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from needlelog.db import draft_store
from needlelog.db.database_file import open_database
from needlelog.db.engine import Database
from needlelog.db.verify import verify_database
from needlelog.domain.sessions import SessionDraft

if TYPE_CHECKING:
    from pathlib import Path

NOW = datetime(2026, 3, 2, 14, 22, tzinfo=UTC)
KEY = bytes(range(32))
DRAFT = SessionDraft("s-1", "client-1", "person-1", NOW)
PROGRAM = """
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from needlelog.db import draft_store
from needlelog.db.engine import Database
from needlelog.domain.sessions import SessionDraft

at = datetime(2026, 3, 2, tzinfo=UTC)
database = Database(Path(sys.argv[1]), bytes(range(32)))
draft = SessionDraft("s-1", "client-1", "person-1", at)
for number in range(int(sys.argv[2]), 1_000_000):
    with database.write() as session:
        draft_store.save_draft(session, replace(draft, note=f"{number} " + "x" * 3000), at)
    print(number, flush=True)
"""


def save_until_killed(path: Path, start: int, saves: int) -> int:
    """Let a program save drafts, kill it in the middle, and return the last save it told of."""
    command = [sys.executable, "-c", PROGRAM, str(path), str(start)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as program:  # noqa: S603
        assert program.stdout is not None
        told = start - 1
        for _ in range(saves):
            told = int(program.stdout.readline())
        program.send_signal(signal.SIGKILL)
        rest = program.stdout.read().split()
    return int(rest[-1]) if rest else told


@pytest.mark.skipif(sys.platform == "win32", reason="needs SIGKILL")
def test_killed_while_saving_leaves_the_last_draft_and_a_sound_file(database: Database) -> None:
    database.close()
    start = 1
    for saves in (1, 7, 22):
        told = save_until_killed(database.path, start, saves)
        reopened = Database(database.path, KEY)
        assert verify_database(reopened) == ()
        with reopened.read() as session:
            (stored,) = draft_store.drafts(session)
        reopened.close()
        saved = int(stored.draft.note.split()[0])
        # a save can be on the disk before the program could tell of it
        assert saved in (told, told + 1)
        start = saved + 1
    assert start > 30


def test_a_log_that_a_sudden_end_left_is_folded_when_the_records_open(
    database: Database, tmp_path: Path
) -> None:
    words = "former page "
    with database.write() as session:
        draft_store.save_draft(session, replace(DRAFT, note=words * 500), NOW)
    left = tmp_path / "left"
    left.mkdir()
    for ending in ("", "-wal"):
        name = f"{database.path.name}{ending}"
        shutil.copyfile(database.path.with_name(name), left / name)
    log = left / f"{database.path.name}-wal"
    assert log.stat().st_size > 0
    opened = open_database(left / database.path.name, KEY, at=NOW, backups=tmp_path / "backups")
    try:
        assert log.stat().st_size == 0
        with opened.read() as session:
            kept = draft_store.load_draft(session, DRAFT.uid)
        assert kept.note == words * 500
    finally:
        opened.close()
