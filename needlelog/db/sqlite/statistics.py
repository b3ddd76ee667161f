"""What SQLite is told of a table's size, so that it begins a join with the small one."""

from __future__ import annotations

from sqlalchemy import Connection, Table


def tell_size(connection: Connection, table: Table) -> None:
    """Count a temporary table that was filled just now."""
    connection.exec_driver_sql(f'ANALYZE temp."{table.name}"')
