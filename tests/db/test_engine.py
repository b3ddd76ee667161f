"""The encrypted file, its pragmas, its errors and its times."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import sqlcipher3
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import insert, select, text
from sqlalchemy.exc import StatementError

from needlelog.db.database_file import create_database, open_database
from needlelog.db.engine import Database
from needlelog.db.schema import metadata
from needlelog.db.sqlite import connect as connecting
from needlelog.db.sqlite.connect import connect
from needlelog.db.types import from_microseconds, offset_of, to_microseconds, uuid7
from needlelog.domain.errors import DiskFull, KnownError, NewerFile
from needlelog.domain.record_errors import (
    DatabaseAlreadyThere,
    DatabaseBusy,
    DatabaseDamaged,
    DatabaseMissing,
    DatabaseNotOpened,
    RecordIncomplete,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

CLIENT = metadata.tables["client"]


def reopen(path: Path, key: bytes, now: datetime) -> Database:
    return open_database(path, key, at=now, backups=path.parent / "backups")


def names(database: Database) -> list[str]:
    with database.read() as session:
        return list(session.connection().scalars(select(CLIENT.c.name).order_by(CLIENT.c.id)))


def add_client(database: Database, name: str, now: datetime) -> None:
    with database.write() as session:
        session.execute(
            insert(CLIENT), {"uid": name, "origin": "o", "name": name, "created_at": now}
        )


def test_statements_of_a_long_day_stay_prepared(database: Database) -> None:
    connection = database.raw_connection()
    translated: list[object] = []

    def note(*what: object) -> int:
        translated.append(what)
        return 0

    connection.set_authorizer(note)

    def run_all() -> None:
        for number in range(300):
            connection.execute(f"SELECT name FROM client WHERE id > {number}").fetchall()  # noqa: S608

    run_all()
    assert translated
    translated.clear()
    run_all()
    assert not translated
    connection.close()


def test_the_connection_used_last_is_used_next(database: Database) -> None:
    def driver_of_a_read() -> object:
        with database.read() as session:
            return session.connection().connection.driver_connection

    with database.read():
        driver_of_a_read()  # two are open now
    assert len({id(driver_of_a_read()) for _ in range(4)}) == 1


def test_nothing_and_yes_are_bound_without_an_error_raised_for_each(tmp_path: Path) -> None:
    known = {kind for kind, _protocol in sqlcipher3.adapters}
    assert {type(None), bool} <= known
    connection = connect(tmp_path / "a.db", b"k" * 32, must_exist=False)
    row = connection.execute("SELECT ?, ?, typeof(?), typeof(?)", (None, True, None, True))
    assert row.fetchone() == (None, 1, "null", "integer")
    connection.close()


@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("journal_mode", "wal"),
        ("synchronous", 2),
        ("foreign_keys", 1),
        ("busy_timeout", 5000),
        ("temp_store", 2),
        ("recursive_triggers", 1),
    ],
)
def test_pragmas_hold_on_a_fresh_connection(database: Database, pragma: str, value: object) -> None:
    with database.read() as session:
        assert session.execute(text(f"PRAGMA {pragma}")).scalar_one() == value


def test_file_is_unreadable_without_the_key(database: Database, now: datetime) -> None:
    add_client(database, "Wilhelmina Secretova", now)
    database.close()
    for path in database.path.parent.iterdir():
        content = path.read_bytes()
        assert b"Secretova" not in content
        assert b"SQLite format 3" not in content
        assert b"CREATE TABLE" not in content


def test_wrong_key_is_told_in_a_sentence(database: Database, now: datetime) -> None:
    database.close()
    with pytest.raises(DatabaseNotOpened, match="cannot be opened with this key"):
        reopen(database.path, bytes(32), now)


def test_other_files_are_told_in_a_sentence(tmp_path: Path, key: bytes, now: datetime) -> None:
    with pytest.raises(DatabaseMissing):
        reopen(tmp_path / "nothing.db", key, now)
    assert not (tmp_path / "nothing.db").exists()
    (tmp_path / "text.db").write_text("a letter, not a database " * 400)
    with pytest.raises(DatabaseNotOpened):
        reopen(tmp_path / "text.db", key, now)
    (tmp_path / "empty.db").write_bytes(b"")
    with pytest.raises(DatabaseNotOpened):
        reopen(tmp_path / "empty.db", key, now)


def test_existing_file_is_never_overwritten(database: Database, key: bytes, now: datetime) -> None:
    before = database.path.read_bytes()
    with pytest.raises(DatabaseAlreadyThere):
        create_database(database.path, key, "Other", now)
    assert database.path.read_bytes() == before


def test_newer_schema_is_refused(database: Database, key: bytes, now: datetime) -> None:
    with database.write() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '0999'"))
    database.close()
    with pytest.raises(NewerFile) as caught:
        reopen(database.path, key, now)
    assert caught.value.details["found"] == 999


def test_damaged_page_is_told_in_a_sentence(database: Database, now: datetime) -> None:
    add_client(database, "Anna", now)
    with database.read() as session:
        page = session.execute(
            text("SELECT rootpage FROM sqlite_schema WHERE name = 'client'")
        ).scalar_one()
    database.close()
    with database.path.open("r+b") as file:
        file.seek((page - 1) * 4096 + 100)
        file.write(os.urandom(64))
    damaged = Database(database.path, bytes(range(32)))
    with pytest.raises((DatabaseDamaged, DatabaseNotOpened)):
        names(damaged)
    damaged.close()


def test_any_error_rolls_back(database: Database, now: datetime) -> None:
    def half_done() -> None:
        with database.write() as session:
            session.execute(text("CREATE TABLE half_done (a)"))
            session.execute(text("UPDATE client SET name = 'changed'"))
            raise RuntimeError("boom")

    with pytest.raises(RuntimeError, match="boom"):
        half_done()
    assert names(database) == ["Anna", "Berta"]
    with database.read() as session:
        found = session.execute(text("SELECT 1 FROM sqlite_schema WHERE name = 'half_done'"))
        assert found.first() is None


def test_reader_is_not_held_up_by_a_writer(database: Database) -> None:
    with database.write() as writer:
        writer.execute(text("UPDATE client SET name = 'changed'"))
        assert names(database) == ["Anna", "Berta"]
    assert names(database) == ["changed", "changed"]


def test_second_writer_is_told_that_the_file_is_busy(database: Database, key: bytes) -> None:
    other = connect(database.path, key)
    try:
        other.execute("BEGIN IMMEDIATE")
        with database.read() as session:
            session.connection().exec_driver_sql("PRAGMA busy_timeout = 10")
        with pytest.raises(DatabaseBusy), database.write():
            pass
    finally:
        other.close()


def test_value_outside_a_check_is_told_in_a_sentence(database: Database) -> None:
    with pytest.raises(RecordIncomplete), database.write() as session:
        session.execute(text("UPDATE client SET phototype = 7"))


def test_naive_time_is_refused(database: Database) -> None:
    with pytest.raises(StatementError, match="needs an offset"):
        add_client(database, "n", datetime(2026, 1, 1))  # noqa: DTZ001


@given(
    st.datetimes(
        datetime(1, 1, 3),  # noqa: DTZ001
        datetime(9999, 12, 29),  # noqa: DTZ001
        timezones=st.integers(-1439, 1439).map(lambda m: timezone(timedelta(minutes=m))),
    )
)
def test_instant_keeps_its_microsecond_and_its_offset(instant: datetime) -> None:
    read = from_microseconds(to_microseconds(instant), offset_of(instant))
    assert read == instant
    assert read.utcoffset() == instant.utcoffset()


def test_uids_are_version_7_and_sort_as_they_were_made() -> None:
    # Later than any instant of another test: numbers made after it carry its time.
    now = datetime(2400, 1, 1, 12, 0, tzinfo=UTC)
    uids = [uuid7(now + timedelta(milliseconds=n // 50)) for n in range(50_000)]
    assert sorted(uids) == uids
    assert len(set(uids)) == 50_000
    assert {uid[14] for uid in uids} == {"7"}
    assert {uid[19] for uid in uids} <= set("89ab")
    assert int(uids[0].replace("-", "")[:12], 16) == int(now.timestamp() * 1000)


@pytest.fixture
def small_drive(tmp_path: Path) -> Iterator[Path]:
    """A drive of two megabytes, where the system lets us make one."""
    drive = tmp_path / "drive"
    drive.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(drive)]
    if sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip("making a small drive needs root on Linux")
    if subprocess.run(mount, check=False, capture_output=True).returncode:  # noqa: S603
        pytest.skip("the system makes no small drive")
    yield drive
    subprocess.run(["umount", str(drive)], check=True)  # noqa: S603, S607


def test_full_disk_loses_nothing_that_was_saved(
    small_drive: Path, key: bytes, now: datetime
) -> None:
    database = create_database(small_drive / "needlelog.db", key, "Clinic", now)
    add_client(database, "kept", now)
    with pytest.raises(DiskFull):
        add_client(database, "n" * 4_000_000, now)
    assert names(database) == ["kept"]
    database.close()
    again = reopen(small_drive / "needlelog.db", key, now)
    assert names(again) == ["kept"]
    again.close()


def test_new_database_that_does_not_fit_leaves_no_file(
    small_drive: Path, key: bytes, now: datetime
) -> None:
    (small_drive / "ballast").write_bytes(b"x" * 1_600_000)
    with pytest.raises(KnownError):
        create_database(small_drive / "needlelog.db", key, "Clinic", now)
    assert [path.name for path in small_drive.iterdir()] == ["ballast"]


def test_opening_does_not_load_alembic(database: Database) -> None:
    database.close()
    program = (
        "import sys, datetime, pathlib\n"
        "from needlelog.db.database_file import open_database\n"
        "path = pathlib.Path(sys.argv[1])\n"
        "at = datetime.datetime.fromtimestamp(0, datetime.UTC)\n"
        "open_database(path, bytes(range(32)), at=at, backups=path.parent).close()\n"
        "assert 'alembic' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", program, str(database.path)], check=True)  # noqa: S603


def test_writes_together_are_kept_as_one(database: Database, now: datetime) -> None:
    with database.together():
        add_client(database, "Clara", now)
        assert "Clara" not in names(database)
        add_client(database, "Dora", now)
    add_client(database, "Emma", now)
    assert names(database)[-3:] == ["Clara", "Dora", "Emma"]


def test_writes_together_are_undone_as_one(database: Database, now: datetime) -> None:
    def add_and_give_up() -> None:
        with database.together():
            add_client(database, "Clara", now)
            raise RecordIncomplete("no_text", "")

    before = names(database)
    with pytest.raises(RecordIncomplete):
        add_and_give_up()
    assert names(database) == before
    add_client(database, "Dora", now)
    assert names(database) == [*before, "Dora"]


def test_writers_of_one_program_wait_longer_than_sqlite_would(
    database: Database, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    impatient = tuple(
        "PRAGMA busy_timeout = 1" if "busy_timeout" in pragma else pragma
        for pragma in connecting._PRAGMAS
    )
    monkeypatch.setattr(connecting, "_PRAGMAS", impatient)
    begun, failed = threading.Event(), list[BaseException]()

    def second() -> None:
        begun.set()
        try:
            add_client(database, "second", now)
        except KnownError as error:
            failed.append(error)

    other = threading.Thread(target=second)
    with database.write():
        other.start()
        begun.wait(5)
        other.join(0.2)
        assert other.is_alive()
    other.join(5)
    assert failed == []
    assert "second" in names(database)
