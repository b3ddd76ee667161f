"""A JSON export as rows for a database; a big one is read by a process of its own."""

from __future__ import annotations

from contextlib import ExitStack
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from needlelog.db.beside import EndedEarlyError, can_work_beside, tell, told_by
from needlelog.db.stored_rows import stored_rows
from needlelog.domain.faults import Fault
from needlelog.services.exports.json_reading import JsonExport
from needlelog.services.exports.records_file import records_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import TracebackType

    from needlelog.db.stored_rows import StoredRows

WORTH_A_PROCESS = 32 * 1024 * 1024
"""Bytes; for less starting another process takes longer than it saves."""
_AT_THE_END = ""
"""Stands for a table in the last part, which holds the counts and the faults."""


class StoredExport:
    """An export opened to be stored; `parts` goes through it once.

    Then ``counts`` and ``faults`` hold what was found; ``header`` is there from the beginning.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._open = ExitStack()
        self.header: dict[str, Any] = {}
        self.counts: dict[str, int] = {}
        self.faults: list[Fault] = []

    def __enter__(self) -> Self:
        """Read the header. Raises `ReadFailed`, `NotAnExport`."""
        file = self._open.enter_context(records_of(self._path))
        self._source = JsonExport(self._path.name, file)
        self.header = self._source.header
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the file. Raises `NotAnExport` where reading found a damaged ZIP file."""
        self._open.__exit__(kind, error, trace)

    def parts(self) -> Iterator[StoredRows]:
        """All rows, some hundred of one table at a time.

        Raises:
            NotAnExport: the file was cut off or written anew by another program.
            ValueError, KeyError, TypeError: a row does not fit the tables.
        """
        if self._path.stat().st_size < WORTH_A_PROCESS or not can_work_beside():
            yield from self._parts_here()
            return
        told = 0
        try:
            for part in told_by(__name__, self._path.absolute()):
                if part[0] == _AT_THE_END:
                    _none, self.counts, faults = part
                    self.faults = [Fault(*fault) for fault in faults]
                    return
                told += 1
                yield part
        except (EndedEarlyError, OSError):
            # It could not be started, was ended from outside, or met what is wrong with the file,
            # which is told by reading it here.
            yield from self._parts_here(told)

    def _parts_here(self, after: int = 0) -> Iterator[StoredRows]:
        """All parts ``after`` the first few, which are known: the file falls into the same ones."""
        yield from islice(stored_rows(self._source.blocks()), after, None)
        self.counts, self.faults = self._source.counts, self._source.faults


def _parts(path: Any) -> Iterator[Any]:
    with records_of(path) as file:
        source = JsonExport(path.name, file)
        yield from stored_rows(source.blocks())
    yield _AT_THE_END, source.counts, [(fault.code, fault.sentence) for fault in source.faults]


if __name__ == "__main__":
    tell(_parts)
