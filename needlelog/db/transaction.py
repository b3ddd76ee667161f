"""What is handed to everything that reads or writes records: one transaction.

The statements of this program make no objects of rows, so SQLAlchemy's own session, which keeps
those, is not loaded: it takes 6 MiB and a tenth of a second of each start.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import Connection, CursorResult, Executable


class Session:
    """One transaction on one connection. Whoever opened the connection ends both.

    ``info`` holds what is worked out once in a transaction, such as the origin of new rows.
    """

    __slots__ = ("_connection", "info")

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.info: dict[str, Any] = {}

    def connection(self) -> Connection:
        """The connection on which the transaction runs."""
        return self._connection

    def execute(
        self,
        statement: Executable,
        values: Mapping[str, Any] | Sequence[Mapping[str, Any]] | None = None,
    ) -> CursorResult[*tuple[Any, ...]]:
        """Run one statement, for each of the values where there are many."""
        return self._connection.execute(statement, values)

    def rollback(self) -> None:
        """Undo what was done; nothing more may be done in this transaction."""
        self._connection.rollback()
