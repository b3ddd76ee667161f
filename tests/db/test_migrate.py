"""Updates of the schema: all steps or none, after a copy, and without losing a row."""

from __future__ import annotations

import json
import re
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text

from needlelog.db import migrate as runner
from needlelog.db import session_store
from needlelog.db.database_file import create_database, open_database, schema_number
from needlelog.db.engine import Database
from needlelog.db.schema import SCHEMA, metadata
from needlelog.db.session_summaries import add_missing_summaries
from needlelog.db.sqlite.connect import connect
from needlelog.db.verify import verify_database
from needlelog.domain.errors import DiskFull, NewerFile
from needlelog.domain.record_errors import MigrationFailed

NOW = datetime(2026, 3, 2, 14, 22, tzinfo=UTC)
KEY = bytes(range(32))
RELEASED = Path(__file__).parents[1] / "data"
SCHEMA_1 = RELEASED / "schema-1"
SCHEMA_2 = RELEASED / "schema-2"
SCHEMA_3 = RELEASED / "schema-3"
SCHEMA_4 = RELEASED / "schema-4"

NEXT = f"{SCHEMA + 1:04d}"
STEP = '''
"""A step of a later program."""
from alembic import op
import sqlalchemy as sa
revision = "{new}"
down_revision = "{old}"
branch_labels = None
depends_on = None

def upgrade():
    # As every step of the program does: no lock may speak of a table that is being rebuilt.
    locks = "SELECT name FROM sqlite_schema WHERE type = 'trigger'"
    for name in op.get_bind().execute(sa.text(locks)).scalars().all():
        op.execute(f"DROP TRIGGER {{name}}")
    with op.batch_alter_table("client") as batch:
        batch.add_column(sa.Column("nickname", sa.String(), nullable=False, server_default=""))
        batch.alter_column("phone", nullable=True)
    {more}
'''


def steps(folder: Path, more: str = "pass") -> Path:
    """The program's own steps with one more."""
    shutil.copytree(runner.STEPS / "versions", folder / "versions")
    (folder / "versions" / f"step_{NEXT}.py").write_text(
        STEP.format(more=more, new=NEXT, old=f"{SCHEMA:04d}")
    )
    return folder


def contents(database: Database) -> dict[str, list[tuple[object, ...]]]:
    """Every table of the file with its statement and rows."""
    with database.read() as session:
        connection = session.connection()
        tables = connection.exec_driver_sql(
            "SELECT name, sql FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE '%VIRTUAL%'"
            " AND name NOT GLOB '*_search*' AND name NOT LIKE 'sqlite%' ORDER BY name"
        ).all()
        return {
            f"{name} {sql}": [
                tuple(row)
                for row in connection.exec_driver_sql(f"SELECT * FROM {name}")  # noqa: S608
            ]
            for name, sql in tables
        }


def statements(database: Database) -> dict[str, str]:
    with database.read() as session:
        rows = session.execute(text("SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL"))
        return {row.name: row.sql for row in rows}


def normal(found: dict[str, str]) -> dict[str, str]:
    """Statements without the quotes that renaming a table leaves around its name, and without
    the empty lines after the options of a table."""
    return {
        name: re.sub(r'^CREATE TABLE "(\w+)"', r"CREATE TABLE \1", statement.strip())
        for name, statement in found.items()
    }


@pytest.fixture
def old(tmp_path: Path) -> Database:
    """A copy of the real file of schema 1."""
    return released(SCHEMA_1, tmp_path)


def released(kept: Path, folder: Path) -> Database:
    """A copy of a real file of an earlier schema."""
    shutil.copyfile(kept / "needlelog.db", folder / "needlelog.db")
    key = bytes.fromhex(json.loads((kept / "key.json").read_text())["raw_key"])
    return Database(folder / "needlelog.db", key)


@pytest.fixture
def current(old: Database, tmp_path: Path) -> Database:
    """The real file of schema 1, brought to the schema of the program."""
    runner.migrate(old, at=NOW, backups=tmp_path / "first")
    with old.write() as session:
        assert add_missing_summaries(session) == 1
    return old


# SQLAlchemy cannot read indexes on expressions back; the statements above compare them.
@pytest.mark.filterwarnings("ignore:Skipped unsupported reflection of expression-based index")
@pytest.mark.filterwarnings("ignore:autogenerate skipping metadata-specified expression-based")
def test_steps_lead_to_the_schema_of_the_program(tmp_path: Path) -> None:
    connect(tmp_path / "stepped.db", KEY, must_exist=False).close()
    stepped = Database(tmp_path / "stepped.db", KEY)
    runner.migrate(stepped, at=NOW, backups=tmp_path)
    fresh = create_database(tmp_path / "fresh.db", KEY, "Clinic", NOW)
    assert normal(statements(stepped)) == normal(statements(fresh))
    assert schema_number(stepped) == schema_number(fresh) == SCHEMA
    with stepped.engine.connect() as connection:
        context = MigrationContext.configure(
            connection,
            opts={
                "include_object": lambda _o, name, kind, *_: (
                    kind != "table" or ("_search" not in name and name != "session_word")
                )
            },
        )
        assert compare_metadata(context, metadata) == []
    stepped.close()
    fresh.close()


def test_newest_step_is_the_number_in_the_program() -> None:
    (head,) = ScriptDirectory(str(runner.STEPS)).get_heads()
    assert int(head) == SCHEMA


def test_no_step_uses_the_live_tables() -> None:
    for step in (runner.STEPS / "versions").glob("*.py"):
        assert "needlelog" not in step.read_text(encoding="utf-8"), step.name


def test_file_of_schema_1_opens_and_is_sound(old: Database) -> None:
    expected = json.loads((SCHEMA_1 / "key.json").read_text())
    key = bytes.fromhex(expected["raw_key"])
    old.close()
    opened = open_database(old.path, key, at=NOW, backups=old.path.parent / "backups")
    assert verify_database(opened) == ()
    with opened.read() as session:
        record = session_store.record(session, expected["session_uid"])
    assert record.content.zones[0].depth_um == 1500
    assert record.content.note == expected["note"]
    assert [each.text for each in record.addenda] == [expected["addendum"]]
    opened.close()


@pytest.mark.parametrize("kept", [SCHEMA_2, SCHEMA_3, SCHEMA_4], ids=lambda kept: kept.name)
def test_sample_clinic_of_an_earlier_schema_opens_and_is_sound(kept: Path, tmp_path: Path) -> None:
    """A whole sample clinic as the program of that schema left it, with its trail and photos."""
    expected = json.loads((kept / "key.json").read_text())
    old = released(kept, tmp_path)
    old.close()
    key = bytes.fromhex(expected["raw_key"])
    opened = open_database(old.path, key, at=NOW, backups=tmp_path / "backups")
    assert verify_database(opened) == ()
    with opened.read() as session:
        assert (
            session_store.record(session, expected["session_uid"]).content.note
            == (expected["note"])
        )
        for table, count in (("session", "sessions"), ("audit_entry", "entries")):
            found = session.execute(text(f"SELECT count(*) FROM {table}")).scalar_one()  # noqa: S608
            assert found == expected[count]
    opened.close()


def rows_by_name(database: Database) -> dict[str, list[dict[str, object]]]:
    """Every row of every table, as columns and values."""
    with database.read() as session:
        connection = session.connection()
        names = connection.exec_driver_sql(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE '%VIRTUAL%'"
            " AND name NOT GLOB '*_search*' AND name <> 'alembic_version'"
        ).scalars()
        return {
            name: [
                dict(row._mapping)
                for row in connection.exec_driver_sql(f"SELECT * FROM {name} ORDER BY id")  # noqa: S608
            ]
            for name in names.all()
            if "id"
            in {column[1] for column in connection.exec_driver_sql(f"PRAGMA table_info({name})")}
        }


@pytest.mark.parametrize(
    "kept", [SCHEMA_1, SCHEMA_2, SCHEMA_3, SCHEMA_4], ids=lambda kept: kept.name
)
def test_every_row_is_in_the_newest_schema(kept: Path, tmp_path: Path) -> None:
    old = released(kept, tmp_path)
    before = rows_by_name(old)
    assert sum(map(len, before.values())) > 10
    runner.migrate(old, at=NOW, backups=tmp_path)
    after = rows_by_name(old)
    for name, rows in before.items():
        still = [
            {column: row[column] for column in first}
            for first, row in zip(rows, after[name], strict=True)
        ]
        assert still == rows, name
    old.close()


def test_rebuilding_a_parent_table_keeps_every_child_row(current: Database, tmp_path: Path) -> None:
    old = current
    before = contents(old)
    copy = runner.migrate(old, at=NOW, backups=tmp_path / "backups", steps=steps(tmp_path / "s"))
    after = contents(old)
    assert schema_number(old) == SCHEMA + 1
    for key, rows in before.items():
        if not key.startswith(("client ", "alembic_version ")):
            assert after[key] == rows
    with old.read() as session:
        assert session.execute(text("PRAGMA foreign_keys")).scalar_one() == 1
        assert session.execute(text("SELECT nickname FROM client")).scalars().all() == [""]
    saved = Database(copy, old._key)
    assert contents(saved) == before
    saved.close()
    old.close()


@pytest.mark.parametrize(
    "more",
    [
        "raise RuntimeError('boom')",
        "op.execute('INSERT INTO no_such_table VALUES (1)')",
        "op.execute('UPDATE draft SET client_id = 999')",
    ],
)
def test_failing_step_leaves_the_file_as_it_was(
    current: Database, tmp_path: Path, more: str
) -> None:
    old = current
    before = contents(old)
    with pytest.raises(MigrationFailed) as caught:
        runner.migrate(old, at=NOW, backups=tmp_path / "b", steps=steps(tmp_path / "s", more))
    assert "left as it was" in str(caught.value)
    assert contents(old) == before
    assert schema_number(old) == SCHEMA
    with old.read() as session:
        assert session.execute(text("PRAGMA foreign_keys")).scalar_one() == 1
    assert verify_database(old) == ()
    assert len(list((tmp_path / "b").glob("before-update-*.db"))) == 1
    old.close()


def test_nothing_is_changed_when_the_copy_fails(
    old: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_database: Database, target: Path) -> None:
        raise DiskFull(target.name)

    before = contents(old)
    monkeypatch.setattr(Database, "copy_to", full)
    with pytest.raises(DiskFull):
        runner.migrate(old, at=NOW, backups=tmp_path / "b", steps=steps(tmp_path / "s"))
    assert contents(old) == before
    old.close()


def test_copy_is_encrypted_and_holds_what_the_log_still_held(old: Database, tmp_path: Path) -> None:
    with old.write() as session:
        session.execute(text("UPDATE client SET note = 'Wilhelmina wrote this last'"))
    old.copy_to(tmp_path / "copy.db")
    assert b"Wilhelmina" not in (tmp_path / "copy.db").read_bytes()
    copied = Database(tmp_path / "copy.db", old._key)
    assert contents(copied) == contents(old)
    copied.close()
    old.close()


def test_file_written_by_a_later_program_is_refused(old: Database, tmp_path: Path) -> None:
    runner.migrate(old, at=NOW, backups=tmp_path / "b", steps=steps(tmp_path / "s"))
    old.close()
    before = old.path.read_bytes()
    with pytest.raises(NewerFile):
        open_database(old.path, old._key, at=NOW, backups=tmp_path / "b")
    assert old.path.read_bytes() == before


def test_a_finding_put_into_a_record_of_an_earlier_schema_is_named(current: Database) -> None:
    assert verify_database(current) == ()
    with current.write() as session:
        connection = session.connection()
        number, uid = connection.exec_driver_sql("SELECT id, uid FROM session").first() or (0, "")
        connection.exec_driver_sql("DROP TRIGGER finding_locked_insert")
        connection.exec_driver_sql(
            "INSERT INTO finding (uid, origin, session_id, position, rule, rule_version,"
            " severity, scope, item) VALUES ('u', 'o', ?, 0, 'r', '1', 'note', 'session', 'i')",
            (number,),
        )
    told = f"Session {uid} is not what was signed: its rows were changed."
    assert told in [fault.sentence for fault in verify_database(current)]
