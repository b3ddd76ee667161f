"""What was read last in columns is kept for the next question about it."""

from __future__ import annotations

from datetime import date
from threading import Lock
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from needlelog.db.queries.figure_columns import FigureColumns


class ColumnMemory:
    """Keeps the columns that were read last, as long as no record changes.

    A million sessions take some thirty megabytes. It is used from several threads.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._kept: tuple[Any, date | None, date | None, FigureColumns] | None = None

    def recall(self, state: object, first: date | None, last: date | None) -> FigureColumns | None:
        """The sessions of these days, both included, if they are among those that were read from
        the records in this state; if not, what is kept is forgotten."""
        with self._lock:
            if self._kept is not None:
                kept_state, kept_first, kept_last, columns = self._kept
                begins = kept_first is None or (first is not None and first >= kept_first)
                ends = kept_last is None or (last is not None and last <= kept_last)
                if kept_state == state and begins and ends:
                    return columns.of_days(first, last)
            self._kept = None
            return None

    def keep(
        self, state: object, first: date | None, last: date | None, columns: FigureColumns
    ) -> None:
        """Keep the sessions of these days as the records told them in this state."""
        with self._lock:
            self._kept = (state, first, last, columns)

    def forget(self) -> None:
        """Keep nothing."""
        with self._lock:
            self._kept = None
