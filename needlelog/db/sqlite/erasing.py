"""The one way on which records are destroyed, as far as the database can guard it.

An erasure is opened, names every row it takes, and is closed when the trail says so. While it is
open it points at a row that cannot exist, so no transaction can end with it; each row it names
points there too. Whoever writes SQL by hand could walk the same way, or take the guards away: the
check of a clinic then finds an erasure the trail does not know, or the missing guards.
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection

from needlelog.db.client_rows import mentioning_columns, tables_of_a_client
from needlelog.db.schema import metadata
from needlelog.db.sqlite.connect import LOCKED_WORDS
from needlelog.db.sqlite.exchanging import came_with_receipt, travels
from needlelog.db.sqlite.search import SEARCH_TABLE, SESSION_SEARCH_TABLE
from needlelog.db.tables.retention import NEVER_THERE

_BEING_ERASED = (
    "EXISTS (SELECT 1 FROM row_to_erase WHERE table_name = '{table}' AND row_id = OLD.id)"
)
_CLOSING = ("entries", "digest", "files", "open_mark")


def kept_from_deletion(table: str) -> str:
    """Condition of a deletion that is refused; none where every deletion is."""
    reasons = []
    if table in tables_of_a_client():
        reasons.append(f"NOT {_BEING_ERASED.format(table=table)}")
    if travels(table):
        reasons.append(f"NOT {came_with_receipt(table)}")
    return "\n  AND ".join(reasons)


def content_taken_away() -> str:
    """Condition of an update of the trail: an entry loses its content, and a tombstone says so."""
    return (
        f"NEW.before IS NULL AND NEW.after IS NULL AND {_same('audit_entry', 'before', 'after')}"
        f" AND {_BEING_ERASED.format(table='audit_entry')}"
        " AND EXISTS (SELECT 1 FROM audit_tombstone WHERE origin = OLD.origin"
        " AND sequence = OLD.sequence AND hash = OLD.hash)"
    )


def use_unlinked() -> str:
    """Condition of an update of a use of the stock: it forgets the session that is destroyed."""
    return (
        f"NEW.session_id IS NULL AND {_same('lot_adjustment', 'session_id', 'reason')}"
        f" AND {_BEING_ERASED.format(table='lot_adjustment')}"
    )


def erasure_triggers() -> list[tuple[str, str]]:
    """The guards of the erasure itself."""
    open_one = "EXISTS (SELECT 1 FROM erasure WHERE id = NEW.erasure_id AND open_mark IS NOT NULL)"
    closed = (
        f"OLD.open_mark IS NOT NULL AND NEW.open_mark IS NULL AND {_same('erasure', *_CLOSING)}"
        " AND NOT EXISTS (SELECT 1 FROM row_to_erase WHERE erasure_id = OLD.id)"
        " AND NEW.entries ="
        " (SELECT count(*) FROM audit_tombstone WHERE erasure_id = OLD.id)"
        " AND EXISTS (SELECT 1 FROM audit_entry"
        " WHERE record_kind = 'erasure' AND record_uid = OLD.uid)"
    )
    files_gone = f"OLD.open_mark IS NULL AND NEW.files = '' AND {_same('erasure', 'files')}"
    taken = "EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id OR {key})"
    held = (
        "EXISTS (SELECT 1 FROM legal_hold JOIN client ON client.id = legal_hold.client_id"
        " WHERE client.uid = NEW.client_uid AND legal_hold.lifted_at IS NULL)"
    )
    once = taken.format(table="erasure", key="uid = NEW.uid")
    same_entry = taken.format(
        table="audit_tombstone",
        key=("(erasure_id = NEW.erasure_id AND origin = NEW.origin AND sequence = NEW.sequence)"),
    )
    return [
        _guard("erasure", "INSERT", f"NEW.open_mark IS NOT {NEVER_THERE} OR {held} OR {once}"),
        _guard("erasure", "UPDATE", f"NOT (({closed}) OR ({files_gone}))"),
        _guard("erasure", "DELETE"),
        _guard("audit_tombstone", "INSERT", f"NOT {open_one} OR {same_entry}"),
        _guard("audit_tombstone", "UPDATE"),
        _guard("audit_tombstone", "DELETE"),
        _guard(
            "row_to_erase",
            "INSERT",
            f"NEW.open_mark IS NOT {NEVER_THERE} OR NOT {open_one}"
            f" OR NEW.table_name NOT IN ({_erasable()})",
        ),
        _guard("row_to_erase", "UPDATE"),
    ]


def _erasable() -> str:
    mentioning = {table for table, _column in mentioning_columns()}
    names = (*tables_of_a_client(), *sorted(mentioning), "audit_entry")
    return ", ".join(f"'{name}'" for name in names)


def _guard(table: str, act: str, condition: str = "") -> tuple[str, str]:
    name = f"{table}_locked_{act.lower()}"
    when = f"\nWHEN {condition}" if condition else ""
    return name, (
        f"CREATE TRIGGER {name} BEFORE {act} ON {table}{when}\n"
        f"BEGIN SELECT RAISE(ABORT, '{LOCKED_WORDS}: {table}'); END"
    )


def _same(table: str, *but: str) -> str:
    """All columns of a row but these are as before."""
    kept = [column.name for column in metadata.tables[table].columns if column.name not in but]
    return " AND ".join(f"NEW.{name} IS OLD.{name}" for name in kept)


def overwrite_deleted(connection: Connection) -> None:
    """From now on this connection writes zeros over what it deletes."""
    connection.exec_driver_sql("PRAGMA secure_delete = ON")


def wait_for_all_rows(connection: Connection) -> None:
    """Look at the references of this transaction at its end, when all rows are gone."""
    connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")


def tidy_search_indexes(connection: Connection, session_ids: Iterable[int]) -> None:
    """Take the words of sessions out of their index, and build both indexes anew without what
    was deleted."""
    for number in session_ids:
        connection.exec_driver_sql(
            f"DELETE FROM {SESSION_SEARCH_TABLE} WHERE rowid = ?",
            (number,),
        )
    for index in (SEARCH_TABLE, SESSION_SEARCH_TABLE):
        connection.exec_driver_sql(f"INSERT INTO {index} ({index}) VALUES ('optimize')")
