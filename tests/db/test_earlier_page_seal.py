"""Files of earlier programs are sealed by another hash, and stay whole and as they are."""

from __future__ import annotations

import shutil
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlcipher3

from needlelog.db import backup_copy
from needlelog.db.backup_copy import copy_state
from needlelog.db.database_file import create_database
from needlelog.db.engine import Database
from needlelog.db.soundness import damage
from needlelog.db.sqlite import connect as opening
from needlelog.db.sqlite.connect import EARLIER_PAGE_SEAL, PAGE_SEAL, connect, keyed_for_reading

NOW = datetime(2026, 3, 2, 14, 22, tzinfo=UTC)
KEY = bytes(range(32))


@pytest.fixture(params=[PAGE_SEAL, EARLIER_PAGE_SEAL])
def seal(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def database(tmp_path: Path, seal: str, monkeypatch: pytest.MonkeyPatch) -> Database:
    """A clinic database that a program with this seal has made, opened by this program."""
    path = tmp_path / "needlelog.db"
    with monkeypatch.context() as patch:
        patch.setattr(opening, "PAGE_SEAL", seal)
        create_database(path, KEY, "Clinic", NOW).close()
    return Database(path, KEY)


def seal_of(path: Path) -> str:
    with closing(keyed_for_reading(path, KEY)) as connection:
        assert connection.execute("SELECT clinic_name FROM installation").fetchone() == ("Clinic",)
        return str(connection.execute("PRAGMA cipher_hmac_algorithm").fetchone()[0])


def test_it_is_read_and_written_and_stays_as_it_is(database: Database, seal: str) -> None:
    with database.write() as session:
        session.connection().exec_driver_sql("CREATE TABLE more (x)")
    assert damage(database) == ""
    database.close()
    assert seal_of(database.path) == seal


def test_a_copy_is_sealed_in_the_same_way(
    database: Database, seal: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    database.copy_to(tmp_path / "copy.db")
    copy_state(database, KEY, tmp_path / "bytes.db", lambda _share: None)
    monkeypatch.setattr(backup_copy, "_copy_bytes", lambda *_: False)
    copy_state(database, KEY, tmp_path / "pages.db", lambda _share: None)
    database.close()
    for name in ("copy.db", "bytes.db", "pages.db"):
        assert seal_of(tmp_path / name) == seal
        copied = Database(tmp_path / name, KEY)
        assert damage(copied) == ""
        copied.close()


def test_what_a_sudden_end_left_in_the_log_is_there(
    database: Database, seal: str, tmp_path: Path
) -> None:
    with closing(database.raw_connection()) as writing:
        writing.execute("PRAGMA wal_autocheckpoint = 0")
        writing.execute("CREATE TABLE last_words (words)")
        writing.execute("INSERT INTO last_words VALUES ('kept')")
        ended = tmp_path / "ended"
        ended.mkdir()
        for name in ("needlelog.db", "needlelog.db-wal"):
            shutil.copy(tmp_path / name, ended / name)
    database.close()
    with closing(connect(ended / "needlelog.db", KEY)) as opened:
        assert opened.execute("SELECT words FROM last_words").fetchall() == [("kept",)]
    assert seal_of(ended / "needlelog.db") == seal


def test_another_key_opens_neither(database: Database) -> None:
    database.close()
    with pytest.raises(sqlcipher3.DatabaseError, match="not a database"):
        connect(database.path, bytes(32))
