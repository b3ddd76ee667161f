"""The records as CSV: a file a table, UTF-8 with a mark, and a dictionary of every column."""

from __future__ import annotations

import codecs
import csv
import io
from typing import TYPE_CHECKING, BinaryIO, cast

from needlelog.db.exports.columns import ExportTable
from needlelog.db.exports.reading import EXPORT_TABLES, row_blocks
from needlelog.domain.exports.formulas import formula_safe
from needlelog.domain.exports.request import ExportNotPossible
from needlelog.files.counted_output import is_empty_place, new_folder, new_zip
from needlelog.services.exports.cells import TableCells
from needlelog.services.exports.dictionary import codes_rows, dictionary_rows
from needlelog.services.exports.manifest import NAME, write_manifest

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from needlelog.files.counted_output import FileGroup
    from needlelog.services.exports.job import Job

_BUFFER = 256 * 1024


def write_csv(job: Job, path: Path) -> str:
    """Write a folder, or a ZIP file where the name ends so; return its hash, see `ExportResult`.

    Raises:
        DiskFull, WriteRefused, WriteFailed: nothing is left.
        ExportNotPossible: ``folder_full``.
    """
    if path.suffix.lower() == ".zip":
        place = new_zip(path)
    elif is_empty_place(path):
        place = new_folder(path)
    else:
        raise ExportNotPossible(
            "folder_full", "There are files in that folder. Please name a new one."
        )
    with place as group:
        write_tables(job, group)
        return finish(job, group)


def finish(job: Job, group: FileGroup) -> str:
    """Write the manifest and the entry in the trail; return the manifest's hash.

    The entry is written before the file takes its place: better one too many than a file that
    nobody knows of.
    """
    with group.new(NAME) as file:
        write_manifest(job, group.files, file)
    digest = group.files[-1].sha256
    job.log(digest)
    return digest


def write_tables(job: Job, group: FileGroup, folder: str = "", share: float = 1.0) -> None:
    """Write every table and the dictionary; they are that share of the whole work."""
    for number, table in enumerate(EXPORT_TABLES):
        with group.new(f"{folder}{table.name}.csv") as file:
            job.counts[table.name] = _write_table(job, table, file, number, share)
    for name, rows in (("dictionary", dictionary_rows(job.rules)), ("codes", codes_rows())):
        with group.new(f"{folder}{name}.csv") as file:
            _write_rows(file, rows, exact=job.request.exact)


def _write_table(job: Job, table: ExportTable, file: BinaryIO, number: int, share: float) -> int:
    cells = TableCells(table, job.rules)
    sessions = max(len(job.selected.session_ids), 1)
    rows = 0
    with _text(file) as text:
        writer = csv.writer(text)
        writer.writerow(cells.header)
        for block in row_blocks(job.selected, table):
            writer.writerows(cells.texts(block))
            rows += len(block)
            done = (number + min(rows / sessions, 1)) / len(EXPORT_TABLES)
            job.part_done(0, 1, done * share)
    return rows


def _write_rows(file: BinaryIO, rows: Iterable[list[str]], *, exact: bool) -> None:
    with _text(file) as text:
        writer = csv.writer(text)
        for row in rows:
            writer.writerow(row if exact else [formula_safe(cell) for cell in row])


def _text(file: BinaryIO) -> io.TextIOWrapper:
    file.write(codecs.BOM_UTF8)
    buffered = io.BufferedWriter(cast("io.RawIOBase", file), _BUFFER)
    return io.TextIOWrapper(buffered, encoding="utf-8", errors="surrogatepass", newline="")
