"""A JSON export read back, a row at a time, with its hash and its chains looked at on the way."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from io import BufferedReader
from itertools import groupby
from pathlib import Path
from typing import Any, BinaryIO

from needlelog.db.schema import SCHEMA
from needlelog.domain.errors import ReadFailed
from needlelog.domain.exports.chain import ERASED, ChainReader
from needlelog.domain.exports.request import NotAnExport
from needlelog.domain.faults import Fault
from needlelog.services.export_json import FORMAT, VERSION

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_TABLES = b'"tables": {\n'
_HASH = b',"tables_sha256": '
_LAST = b"}\n"
_BYTES_AT_ONCE = 256 * 1024
_CHAIN_WORDS = {
    "changed": "was changed after it was written",
    ERASED: "has lost its content without an erasure",
    "missing": "is missing",
    "unchained": "does not continue the entry before it",
}


@contextmanager
def opened(path: Path) -> Iterator[BufferedReader]:
    """A file to read from. Raises `ReadFailed`."""
    try:
        with path.open("rb") as file:
            yield file
    except OSError as error:
        raise ReadFailed(path.name, error.strerror or "unknown reason") from error


def _is_row(line: bytes) -> bool:
    return line.startswith(b"{")


class JsonExport:
    """A JSON export; `rows` goes through it once, and then ``faults`` holds what was found.

    ``header`` is everything before the tables.
    """

    def __init__(self, name: str, file: BinaryIO) -> None:
        """Read the header of a file.

        Raises:
            NotAnExport: it is something else, or from a newer program.
        """
        self._name = name
        self._file = file
        self.faults: list[Fault] = []
        self.counts: dict[str, int] = {}
        self._digest = hashlib.sha256()
        self._chain = ChainReader()
        self._emptied: dict[tuple[str, int, str], Fault] = {}
        self._stones: set[tuple[str, int, str]] = set()
        self.header = self._read_header()

    def rows(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """Every row with its table, in the order of the file.

        Raises:
            NotAnExport: the file was cut off or written anew by another program.
        """
        for table, rows in self.blocks():
            for row in rows:
                yield table, row

    def rows_of(self, table: str) -> Iterator[dict[str, Any]]:
        """The rows of one table alone; nothing else is looked at, and no fault is found.

        Raises:
            NotAnExport: a row is damaged.
        """
        if not self._goes_on_behind(json.dumps(table).encode() + b": [\n"):
            return
        for line in self._file:
            if not _is_row(line):
                return
            yield self._row(line)

    def _goes_on_behind(self, line: bytes) -> bool:
        """Go on behind a line between tables; whether it was found.

        No line is made of what is passed over: the trail, half of all bytes, stands before the
        people. A row holds no line break but the one at its end.
        """
        before = b""
        while more := self._file.read(_BYTES_AT_ONCE):
            content = before + more
            if (found := content.find(line)) >= 0:
                self._file.seek(found + len(line) - len(content), os.SEEK_CUR)
                return True
            before = content[-len(line) + 1 :]
        return False

    def blocks(self) -> Iterator[tuple[str, list[dict[str, Any]]]]:
        """The same, some hundred rows of one table at a time.

        Raises:
            NotAnExport: the file was cut off or written anew by another program.
        """
        table = ""
        while lines := self._file.readlines(_BYTES_AT_ONCE):
            for are_rows, group in groupby(lines, key=_is_row):
                if are_rows:
                    rows = self._rows(list(group))
                    self._note(table, rows)
                    yield table, rows
                    continue
                for line in group:
                    if line.startswith(_HASH):
                        behind = lines[lines.index(line) + 1 :]
                        self._compare(line, [*behind, *self._file.readlines(_BYTES_AT_ONCE)])
                        return
                    table = self._opened(line) or table
        raise NotAnExport(self._name, "it was cut off")

    def _opened(self, line: bytes) -> str:
        """The table that begins with a line between rows, if one does."""
        self._digest.update(line)
        if line.endswith(b": [\n"):
            table = str(self._parsed(line.lstrip(b",").removesuffix(b": [\n")))
            self.counts.setdefault(table, 0)
            return table
        if line not in (b"]\n", b"}\n"):
            raise NotAnExport(self._name, "its lines are not those NeedleLog wrote")
        return ""

    def _rows(self, lines: list[bytes]) -> list[dict[str, Any]]:
        """Lines with a row each, read together; one by one only where that does not go."""
        together = b"".join(lines)
        self._digest.update(together)
        try:
            rows: list[dict[str, Any]] = json.loads(b"[" + together.rstrip(b",\n") + b"]")
        except ValueError:
            rows = []
        if len(rows) != len(lines) or any(type(row) is not dict for row in rows):
            rows = [self._row(line) for line in lines]
        return rows

    def _note(self, table: str, rows: list[dict[str, Any]]) -> None:
        self.counts[table] = self.counts.get(table, 0) + len(rows)
        if table == "audit_entry":
            for row in rows:
                self._look_at(row)
        elif table == "audit_tombstone":
            self._stones.update((row["origin"], row["sequence"], row["hash"]) for row in rows)

    def _read_header(self) -> dict[str, Any]:
        lines = []
        for line in self._file:
            if line == _TABLES:
                break
            lines.append(line)
            if len(lines) > 100:
                raise NotAnExport(self._name, "it does not begin like one")
        else:
            raise NotAnExport(self._name, "it does not begin like one")
        self._digest.update(_TABLES)
        try:
            header: dict[str, Any] = json.loads(b"".join(lines).rstrip().rstrip(b",") + b"}")
        except ValueError as error:
            raise NotAnExport(self._name, "its beginning is damaged") from error
        if header.get("format") != FORMAT:
            raise NotAnExport(self._name, "it has another format")
        if header.get("version") != VERSION or int(header.get("schema", 0)) > SCHEMA:
            raise NotAnExport(self._name, "it comes from a newer NeedleLog")
        return header

    def _row(self, line: bytes) -> dict[str, Any]:
        row = self._parsed(line.rstrip().rstrip(b","))
        if not isinstance(row, dict):
            raise NotAnExport(self._name, "a row is damaged")
        return row

    def _parsed(self, text: bytes) -> Any:
        try:
            return json.loads(text)
        except ValueError as error:
            raise NotAnExport(self._name, "a line is damaged") from error

    def _look_at(self, row: dict[str, Any]) -> None:
        since = datetime.fromisoformat(row["made_at"]) - _EPOCH
        found = self._chain.fault(row | {"made_at": since // _MICROSECOND})
        if not found:
            return
        fault = Fault(
            "chain",
            f"Entry {row['sequence']} of the trail of installation {row['origin']} "
            f"{_CHAIN_WORDS[found]}.",
        )
        if found == ERASED:
            self._emptied[row["origin"], row["sequence"], row["hash"]] = fault
        else:
            self.faults.append(fault)

    def _compare(self, line: bytes, behind: list[bytes]) -> None:
        if behind != [_LAST]:
            self.faults.append(Fault("file", "Something was added behind the end of the file."))
        self.faults += [
            fault for entry, fault in self._emptied.items() if entry not in self._stones
        ]
        told = self._parsed(line.removeprefix(_HASH))
        if told != self._digest.hexdigest():
            self.faults.append(
                Fault("file", "The file was changed after it was written: its hash does not fit.")
            )
        heads = [
            {"origin": head.origin, "sequence": head.sequence, "hash": head.hash}
            for head in self._chain.heads
        ]
        if heads != self.header.get("heads"):
            self.faults.append(
                Fault("chain", "The trail does not end where it ended when the file was written.")
            )
        if self.counts != self.header.get("counts"):
            self.faults.append(
                Fault("file", "There are not as many rows as when the file was written.")
            )
