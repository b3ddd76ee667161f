"""The whole clinic as one JSON file, as described in docs/export-json.md."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import needlelog
from needlelog.db.installation import origin_of
from needlelog.db.schema import SCHEMA
from needlelog.db.stores.people import clinic_name
from needlelog.db.whole_tables import plain_rows, plain_value, row_counts, table_names
from needlelog.files.atomic_write import new_file

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from needlelog.db.stores.rows import Transaction
    from needlelog.services.clinic import Clinic

FORMAT = "needlelog-export"
VERSION = 1
"""Raised when a reader of the former version could misunderstand the file."""

_ROWS_BETWEEN_WORDS = 200


def export_json(
    clinic: Clinic, path: Path, progress: Callable[[int, int], None] | None = None
) -> int:
    """Write every record of the clinic to ``path``, not encrypted; return how many rows.

    The file shows one state of the records. It replaces a file at ``path`` as a whole, at the
    end. ``progress`` gets the rows done and the rows in all, now and then: first with none done,
    last, once the file is in its place, with all.

    Raises:
        DiskFull, WriteRefused, WriteFailed: the file cannot be written.
        KnownError: the records cannot be read.
    """
    tell = progress or _tell_nobody
    with clinic.database.read() as session, new_file(path) as file:
        counts = row_counts(session)
        total, done = sum(counts.values()), 0
        tell(done, total)
        file.write(b"{\n")
        for name, value in _header(clinic, session, counts):
            file.write(_json(name) + b": " + _json(value) + b",\n")
        file.write(b'"tables": {\n')
        for place, table in enumerate(table_names()):
            file.write((b"," if place else b"") + _json(table) + b": [")
            for number, row in enumerate(plain_rows(session, table)):
                file.write((b",\n" if number else b"\n") + _json(row))
                done += 1
                if done % _ROWS_BETWEEN_WORDS == 0:
                    tell(done, total)
            file.write(b"\n]\n")
        file.write(b"}\n}\n")
    tell(total, total)
    return total


def _header(
    clinic: Clinic, session: Transaction, counts: dict[str, int]
) -> Iterator[tuple[str, object]]:
    yield "format", FORMAT
    yield "version", VERSION
    yield "program", needlelog.__version__
    yield "schema", SCHEMA
    yield "clinic", clinic_name(session)
    yield "origin", origin_of(session)
    yield "exported_at", plain_value(clinic.clock())
    yield "counts", counts


def _tell_nobody(done: int, total: int) -> None:
    pass


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8")
