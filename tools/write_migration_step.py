"""Writes the newest migration step from what the tables say now.

The released schema is the one the steps before lead to. A table that differs is made anew under
another name, filled with the columns both have, and takes the old one's place; then all locks are
made anew. Run it after each change of the tables, until the schema is released.
"""

from __future__ import annotations

import re
from pathlib import Path

import sqlcipher3
from sqlalchemy import create_engine, text

from needlelog.db.database_file import create_schema
from needlelog.db.schema import SCHEMA

VERSIONS = Path(__file__).parent.parent / "needlelog" / "db" / "migrations" / "versions"
SEPARATOR = "\n\n\n"
SCHEMA_QUERY = (
    "SELECT type, name, tbl_name, sql FROM sqlite_schema"
    " WHERE sql IS NOT NULL AND NOT (type = 'table' AND name GLOB '*_search_*')"
    " AND name <> 'alembic_version'"
    " ORDER BY type DESC, CASE WHEN type = 'index' THEN name END, rowid"
)
Entry = tuple[str, str, str, str]


def released() -> list[Entry]:
    """The schema the earlier steps lead to."""
    connection = sqlcipher3.connect(":memory:", isolation_level=None)
    for number in range(1, SCHEMA):
        script = (VERSIONS / f"step_{number:04d}.sql").read_text(encoding="utf-8")
        for statement in script.strip().split(SEPARATOR):
            connection.execute(statement)
    found: list[Entry] = connection.execute(SCHEMA_QUERY).fetchall()
    connection.close()
    return found


def wanted() -> list[Entry]:
    """The schema a new clinic gets."""
    engine = create_engine("sqlite://", module=sqlcipher3)
    with engine.begin() as connection:
        create_schema(connection)
        return [
            (row.type, row.name, row.tbl_name, row.sql)
            for row in connection.execute(text(SCHEMA_QUERY))
        ]


def columns_of(statement: str, name: str) -> list[str]:
    """The columns of a table, in order."""
    connection = sqlcipher3.connect(":memory:")
    connection.execute(statement)
    found = [row[1] for row in connection.execute(f'PRAGMA table_info("{name}")')]
    connection.close()
    return found


def rebuilt(name: str, old: str, new: str) -> list[str]:
    """Statements that bring one table from its old to its new form, with its rows."""
    known = columns_of(old, name)
    shared = ", ".join(f'"{column}"' for column in columns_of(new, name) if column in known)
    made = re.sub(r"^CREATE TABLE \"?\w+\"?", f"CREATE TABLE {name}_new", new, count=1)
    return [
        made,
        f"INSERT INTO {name}_new ({shared}) SELECT {shared} FROM {name}",  # noqa: S608
        f"DROP TABLE {name}",
        f"ALTER TABLE {name}_new RENAME TO {name}",
    ]


def normal(statement: str) -> str:
    """A statement as it is compared: the table's name without quotes, and no empty lines after."""
    return re.sub(r'^CREATE TABLE "(\w+)"', r"CREATE TABLE \1", statement.strip())


def steps(before: list[Entry], after: list[Entry]) -> list[str]:
    """All statements, in the order they are run."""
    old = {(kind, name): normal(sql) for kind, name, _table, sql in before}
    new = {(kind, name): normal(sql) for kind, name, _table, sql in after}
    changed = {
        name
        for (kind, name), sql in new.items()
        if kind == "table" and ("table", name) in old and old["table", name] != sql
    }
    gone = [name for kind, name in old if kind == "table" and ("table", name) not in new]
    # No lock may speak of a table while it is made anew; else only those that differ are touched.
    kept = set() if changed or gone else {each for each in new if old.get(each) == new[each]}
    written = [
        f"DROP TRIGGER {name}"
        for kind, name in old
        if kind == "trigger" and (kind, name) not in kept
    ]
    written += [f"DROP TABLE {name}" for name in gone]
    for kind, name, table, sql in after:
        if kind == "table":
            if name in changed:
                written += rebuilt(name, old["table", name], sql)
            elif ("table", name) not in old:
                written.append(sql)
        elif kind == "index" and (table in changed or old.get((kind, name)) != sql):
            if (kind, name) in old and table not in changed:
                written.append(f"DROP INDEX {name}")
            written.append(sql)
    indexes = [
        f"DROP INDEX {name}"
        for kind, name, table, _sql in before
        if kind == "index" and (kind, name) not in new and table not in changed | set(gone)
    ]
    triggers = [
        sql for kind, name, _table, sql in after if kind == "trigger" and (kind, name) not in kept
    ]
    return [*written, *indexes, *triggers]


def main() -> None:
    """Write the SQL of the newest step."""
    target = VERSIONS / f"step_{SCHEMA:04d}.sql"
    statements = steps(released(), wanted())
    target.write_text(SEPARATOR.join(statements) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
