"""Every column of every table, changed one by one: told by the check, or named in docs/check.md."""

# ruff: noqa: S608  the names are those of our own tables

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Boolean, Column, Connection, Date, Integer, LargeBinary, Table
from sqlalchemy.exc import IntegrityError

from needlelog.db.exchange.kinds import references
from needlelog.db.schema import metadata
from needlelog.db.sqlite.triggers import rows_of_sessions
from needlelog.db.transaction import Session
from needlelog.db.types import UtcInstant
from needlelog.db.verify import row_faults
from needlelog.db.verify_told import told_faults
from needlelog.domain.faults import Fault
from needlelog.services.clinic import Clinic, open_clinic
from needlelog.services.exchange import machines
from needlelog.services.verification import verify
from tests.services.conftest import CHEAP, MANAGER, PASSPHRASE, SteppingClock, Template
from tests.services.everything import fill

PAGE = (Path(__file__).parents[2] / "docs" / "check.md").read_text("utf-8")
NAMED = frozenset(re.findall(r"`(\w+\.\w+)`", PAGE))
EVERYWHERE = {"id", "origin", "position", "search_text"}
PARTS = frozenset(
    {
        *("client_concern_zone", "plan_zone", "cartridge_use", "decision", "decision_extent"),
        *("device_use", "finding", "numbing", "reaction", "screening_answer", "topical"),
        *("treated_zone", "score_item", "symptom", "topical_zone", "rule_figure", "thumbnail"),
        *("combined_treatment", "other_decision", "photo_name"),
    }
)
"""Tables of which a row is only part of a record; its own uid names nothing."""
OF_SESSIONS = frozenset({"session", "addendum", "score", *rows_of_sessions()})
"""Tables whose faults are found soonest by looking at the sessions."""
WORKED_OUT = frozenset(
    {
        *("session_summary", "client_summary", "plan_summary", "week_sum", "year_sum"),
        *("week_count", "session_figure", "figure_letter"),
    }
)
NOT_ALONE = frozenset({"history_item", "setting", "imported_client"})
"""Tables of which some rows can go, or come, untold; the page says which."""
LEFT = frozenset(
    {
        *("audit_entry", "draft", "begun_words", "saved_filter", "installation", "machine_mark"),
        *("missing_photo", "exchange_receipt", "exchange_came", "exchange_before"),
        *("exchange_change", "exchange_open", "row_to_erase", "erasure", "audit_tombstone"),
    }
)
"""Tables that are checked as a whole, or not as evidence; tests of their own look at those."""
HELD = [table for table in metadata.sorted_tables if table.name not in WORKED_OUT | LEFT]


@pytest.fixture(scope="module")
def everything(template: Template, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clinic]:
    """A clinic with everything in it, whose guards are taken away."""
    import shutil

    folder = tmp_path_factory.mktemp("everything") / "folder"
    shutil.copytree(template.folder, folder)
    clock = SteppingClock()
    clock.forward(minutes=1)
    clinic = open_clinic(folder, MANAGER.uid, PASSPHRASE, clock, CHEAP)
    fill(clinic, clock)
    machines.begin(clinic, "Reception")
    assert verify(clinic) == ()
    raw = clinic.database.raw_connection()
    for (name,) in raw.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall():
        raw.execute(f"DROP TRIGGER {name}")
    raw.close()
    yield clinic
    clinic.close()


class Undone(Exception):
    """Ends a transaction of which nothing is to stay."""


@contextmanager
def trying(clinic: Clinic) -> Iterator[Session]:
    """A transaction in which anything can be written, and of which nothing stays."""
    with suppress(Undone), clinic.database.write() as session:
        connection = session.connection()
        connection.exec_driver_sql("PRAGMA ignore_check_constraints = 1")
        connection.exec_driver_sql("PRAGMA defer_foreign_keys = 1")
        yield session
        raise Undone


def fault_after(session: Session, statement: str, values: tuple[Any, ...] = ()) -> Fault | None:
    """The first fault that the check finds once this was written; the refusal where it cannot."""
    connection = session.connection()
    connection.exec_driver_sql("SAVEPOINT one")
    try:
        connection.exec_driver_sql(statement, values)
        of_sessions = statement.split()[2 if statement.startswith(("D", "I")) else 1] in OF_SESSIONS
        first = () if of_sessions else told_faults(session)
        return next(chain(first, row_faults(session)), None)
    except IntegrityError as error:  # there can be no second one like it
        return Fault("refused", str(error))
    finally:
        connection.exec_driver_sql("ROLLBACK TO one")


def other(connection: Connection, column: Column[Any], value: Any) -> Any:
    """Another value of a column than it has; ``value`` itself where there is none."""
    owner = references(column.table.name).get(column.name)
    if owner is not None:
        found = connection.exec_driver_sql(f"SELECT id FROM {owner}").scalars()
        return next((number for number in found if number != value), value)
    if isinstance(column.type, Boolean):
        return 0 if value else 1
    if isinstance(column.type, LargeBinary):
        return bytes(value) + b"x"
    if isinstance(column.type, Integer | UtcInstant):
        return 1 if value is None else value + 1
    if isinstance(column.type, Date):
        return "2020-01-01"
    return "x" if value is None else f"{value}x"


def rows_of(session: Session, table: Table) -> list[dict[str, Any]]:
    found = session.connection().exec_driver_sql(f"SELECT * FROM {table.name} ORDER BY id")
    return [dict(row._mapping) for row in found]


def is_named(table: Table, column: str) -> bool:
    """Whether the page says that the column is not held, or not always."""
    part = column == "uid" and table.name in PARTS
    offset = column.endswith("_offset")
    return part or offset or column in EVERYWHERE or f"{table.name}.{column}" in NAMED


@pytest.mark.parametrize("table", HELD, ids=lambda table: str(table.name))
def test_a_changed_column_is_told_or_named(everything: Clinic, table: Table) -> None:
    with trying(everything) as session:
        rows = rows_of(session, table)
        untold = []
        for column in table.c:
            if is_named(table, column.name):
                continue
            # A row that says something in this column; the last were written by later acts.
            row = next((row for row in reversed(rows) if row[column.name]), rows and rows[-1])
            value = other(session.connection(), column, row[column.name]) if row else None
            if not row or value == row[column.name]:
                continue
            change = f'UPDATE {table.name} SET "{column.name}" = ? WHERE id = ?'
            if fault_after(session, change, (value, row["id"])) is None:
                untold.append(column.name)
    assert untold == []


def test_a_row_taken_away_is_told(everything: Clinic) -> None:
    with trying(everything) as session:
        untold = []
        for table in HELD:
            for row in rows_of(session, table)[-1:] if table.name not in NOT_ALONE else ():
                gone = f"DELETE FROM {table.name} WHERE id = ?"
                if fault_after(session, gone, (row["id"],)) is None:
                    untold.append(table.name)
    assert untold == []


def test_a_row_made_up_is_told(everything: Clinic) -> None:
    with trying(everything) as session:
        untold = []
        for table in HELD:
            for row in rows_of(session, table)[-1:] if table.name not in NOT_ALONE else ():
                new = row | {"id": row["id"] + 1000, "uid": "made-up"}
                names = ", ".join(f'"{name}"' for name in new)
                marks = ", ".join("?" * len(new))
                statement = f"INSERT INTO {table.name} ({names}) VALUES ({marks})"
                if fault_after(session, statement, tuple(new.values())) is None:
                    untold.append(table.name)
    assert untold == []


def test_the_page_speaks_of_every_table_and_of_no_other() -> None:
    lines = [line for line in PAGE.splitlines() if line.startswith("| ")][1:]
    spoken = [name for line in lines for name in line.split("|")[1].replace(" ", "").split(",")]
    assert sorted(spoken) == sorted(table.name for table in metadata.sorted_tables)
    for name in NAMED:
        table, _, column = name.partition(".")
        assert column in metadata.tables[table].c, name


SENTENCES = {
    "client": ("UPDATE client SET name = 'Ann' WHERE name LIKE 'Anna%'", r"Client \S+ .*\(name\)"),
    "birth date": (
        "UPDATE client SET birth_date = '1999-01-01' WHERE birth_date IS NOT NULL",
        r"Client \S+ .*\(birth date\)",
    ),
    "paper": (
        "UPDATE consent SET decided_on = '2020-01-01' WHERE version = '7'",
        r"Consent \S+ .*\(decided on\)",
    ),
    "plan": ("UPDATE plan SET note = 'quickly'", r"Plan \S+ .*\(note\)"),
    "stock": (
        "UPDATE lot_adjustment SET reason = 'lost' WHERE reason <> ''",
        r"Stock change \S+ is not what the trail tells",
    ),
    "what is left": (
        "UPDATE lot SET quantity = quantity + 1 WHERE quantity > 0",
        r"What is left of lot \S+",
    ),
    "photo": ("UPDATE photo SET note = 'x'", r"What is said of photo \S+ .*\(note\)"),
    "a role": (
        "UPDATE practitioner SET role = 'manager' WHERE role = 'inspector'",
        r"Person \S+ .*\(role\)",
    ),
    "a setting": (
        "UPDATE setting SET value = '1' WHERE key = 'keep_years'",
        r"The setting keep_years is not what the trail tells",
    ),
    "a rule": ("UPDATE rule_override SET enabled = 1 - enabled", r"Change of a screening rule \S+"),
    "an older rule": (
        "UPDATE limit_override SET active = 1 - active",
        r"Depth limit \S+: whether it holds",
    ),
    "an older value": ("UPDATE plan SET note = ''", r"Plan \S+ .*\(note\)"),
}


@pytest.mark.parametrize(("statement", "said"), SENTENCES.values(), ids=list(SENTENCES))
def test_what_is_said(everything: Clinic, statement: str, said: str) -> None:
    with trying(everything) as session:
        fault = fault_after(session, statement)
    assert fault is not None
    assert re.search(said, fault.sentence)
    assert "Anna" not in fault.sentence
