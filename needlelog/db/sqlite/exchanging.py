"""Triggers that keep what changed in a clinic with several machines, and what locks let through.

A clinic that has named no machine pays for one look into an empty table. Records from elsewhere
come in while a row of `exchange_open` stands, which no transaction can commit: it points at a row
that cannot exist. Rows are taken out again only when they came with the very receipt that is being
taken back.
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection

from needlelog.db.exchange.kinds import (
    CLINIC,
    CLINIC_ROW,
    NAMED_BY_CONTENT,
    ZONES,
    fields_of,
    kinds,
    references,
)
from needlelog.db.sqlite.connect import LOCKED_WORDS

RECEIVING = "EXISTS (SELECT 1 FROM exchange_open)"
"""Condition: records from elsewhere are being taken in, or out again."""
_HERE = "(SELECT origin FROM installation)"
_WATCHED = f"EXISTS (SELECT 1 FROM machine) AND NOT {RECEIVING}"
_SAME_FIELD = (
    "table_name = NEW.table_name AND row_uid = NEW.row_uid AND field = NEW.field"
    " AND head = 1 AND id <> NEW.id"
)
_WHEN_MADE = {
    "session": "OLD.state = 'open' AND NEW.state <> 'open'",
    "score": "NEW.session_id IS NULL",
}
"""When a row is there to be sent: a session once it is signed, a score that stands alone."""
_UNLESS = {("client", "active"): "NEW.merged_into_id IS OLD.merged_into_id"}
"""Changes that follow from another record, which travels."""


def came_with_receipt(table: str) -> str:
    """Condition of a deletion that may be: the row came with what is being taken back."""
    return (
        "EXISTS (SELECT 1 FROM exchange_open JOIN exchange_came"
        " ON exchange_came.receipt_id = exchange_open.receipt_id"
        f" WHERE exchange_came.table_name = '{table}'"
        " AND OLD.id BETWEEN exchange_came.first_id AND exchange_came.last_id)"
    )


def travels(table: str) -> bool:
    """Whether rows of a table can have come from another machine."""
    return table in kinds() or table == "audit_entry"


def exchange_triggers() -> list[tuple[str, str]]:
    """All triggers that keep changes, and the guards of what was kept."""
    triggers = [_completing(), _stamping(), *_guards(), _changed(CLINIC)]
    for kind in kinds().values():
        if kind.alone:
            triggers.append(_made(kind.table))
        if _columns(kind.table):
            triggers.append(_changed(kind.table))
    return triggers


def _made(table: str) -> tuple[str, str]:
    name = f"{table}_made"
    act = "UPDATE OF state" if table == "session" else "INSERT"
    when = _WHEN_MADE.get(table)
    condition = f"{when} AND {_WATCHED}" if when else _WATCHED
    lines = [_log(table, "NEW.uid", "", "NULL", "NULL")]
    if table in NAMED_BY_CONTENT:
        lines += [
            _log(table, "NEW.uid", field, "NULL", _values(table, "NEW", columns))
            for field, columns in _columns(table).items()
        ]
    body = "\n".join(lines)
    return name, f"CREATE TRIGGER {name} AFTER {act} ON {table}\nWHEN {condition}\nBEGIN {body} END"


def _changed(table: str) -> tuple[str, str]:
    name = f"{table}_changed"
    uid = f"'{CLINIC_ROW}'" if table == CLINIC else "NEW.uid"
    lines = []
    for field, columns in _columns(table).items():
        differs = " OR ".join(f"NEW.{column} IS NOT OLD.{column}" for column in columns)
        unless = _UNLESS.get((table, field))
        differs = f"({differs}) AND {unless}" if unless else differs
        old, new = _values(table, "OLD", columns), _values(table, "NEW", columns)
        lines.append(_log(table, uid, field, old, new, differs))
    body = "\n".join(lines)
    watched = ", ".join(column for columns in _columns(table).values() for column in columns)
    return name, (
        f"CREATE TRIGGER {name} AFTER UPDATE OF {watched} ON {table}\n"
        f"WHEN {_WATCHED}\nBEGIN {body} END"
    )


def _columns(table: str) -> dict[str, tuple[str, ...]]:
    return {field: columns for field, columns in fields_of(table).items() if field != ZONES}


def _log(table: str, uid: str, field: str, old: str, new: str, when: str = "") -> str:
    condition = f" WHERE {when}" if when else ""
    return (
        "INSERT INTO exchange_change (origin, number, table_name, row_uid, field, old, new)"
        f" SELECT {_HERE}, {next_number()}, '{table}', {uid}, '{field}', {old}, {new}{condition};"
    )


def next_number() -> str:
    """SQL: the number of the next change made here."""
    return f"(SELECT coalesce(max(number), 0) + 1 FROM exchange_change WHERE origin = {_HERE})"


def _values(table: str, row: str, columns: Iterable[str]) -> str:
    pointing = references(table)
    parts = []
    for column in columns:
        value = f"{row}.{column}"
        if column in pointing:
            value = f"(SELECT uid FROM {pointing[column]} WHERE id = {value})"
        parts.append(f"'{column}', {value}")
    return f"json_object({', '.join(parts)})"


def _completing() -> tuple[str, str]:
    """A change made here builds on what was known of its field until now."""
    name = "exchange_change_completed"
    return name, (
        f"CREATE TRIGGER {name} AFTER INSERT ON exchange_change\nWHEN NEW.builds_on IS NULL\n"
        "BEGIN UPDATE exchange_change SET builds_on = coalesce((SELECT"
        " group_concat(origin || ':' || number, ' ') FROM exchange_change"
        f" WHERE NEW.field <> '' AND {_SAME_FIELD}), '') WHERE id = NEW.id;\n"
        f"UPDATE exchange_change SET head = 0 WHERE NEW.field <> '' AND {_SAME_FIELD}; END"
    )


def _stamping() -> tuple[str, str]:
    """The entry of the trail that follows in the transaction says who changed it, and when."""
    name = "audit_entry_tells_changes"
    return name, (
        f"CREATE TRIGGER {name} AFTER INSERT ON audit_entry\n"
        "WHEN EXISTS (SELECT 1 FROM exchange_change WHERE sequence IS NULL)"
        f" AND NOT {RECEIVING}\n"
        "BEGIN UPDATE exchange_change SET sequence = NEW.sequence, made_at = NEW.made_at"
        " WHERE sequence IS NULL AND origin = NEW.origin; END"
    )


def _guards() -> list[tuple[str, str]]:
    same = " AND ".join(
        f"NEW.{name} IS OLD.{name}"
        for name in ("id", "origin", "number", "table_name", "row_uid", "field")
    )
    kept = (
        f"{same} AND (NEW.new IS OLD.new OR NEW.new IS NULL)"
        " AND (NEW.old IS OLD.old OR NEW.old IS NULL)"
    )
    return [
        _guard("exchange_change", "UPDATE", f"NOT ({kept})"),
        _guard("exchange_change", "DELETE", f"NOT {came_with_receipt('exchange_change')}"),
        _guard("exchange_came", "INSERT", f"NOT {RECEIVING}"),
        _guard("exchange_came", "UPDATE", ""),
        _guard("exchange_came", "DELETE", ""),
        _guard("exchange_open", "INSERT", "NEW.open_mark IS NOT -1"),
        _guard("exchange_open", "UPDATE", ""),
        _guard("machine", "DELETE", f"NOT {came_with_receipt('machine')}"),
    ]


def _guard(table: str, act: str, condition: str) -> tuple[str, str]:
    name = f"{table}_locked_{act.lower()}"
    when = f"\nWHEN {condition}" if condition else ""
    return name, (
        f"CREATE TRIGGER {name} BEFORE {act} ON {table}{when}\n"
        f"BEGIN SELECT RAISE(ABORT, '{LOCKED_WORDS}: {table}'); END"
    )


def open_receiving(connection: Connection, receipt_id: int | None = None) -> None:
    """Let what comes from elsewhere pass the locks, until `close_receiving`."""
    connection.exec_driver_sql(
        "INSERT INTO exchange_open (id, receipt_id, open_mark) VALUES (1, ?, -1)", (receipt_id,)
    )


def close_receiving(connection: Connection) -> None:
    """Close the locks again; a transaction cannot end before."""
    connection.exec_driver_sql("DELETE FROM exchange_open")
