"""Spreadsheets as rows of text: CSV in any usual encoding, XLSX. Nothing is guessed silently."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from needlelog.domain.errors import KnownError, ReadFailed
from needlelog.domain.exports.formulas import formula_bare

LARGEST_BYTES = 200 * 1024 * 1024
LONGEST_CELL = 4 * 1024 * 1024
_SAMPLE = 64 * 1024
_DELIMITERS = (";", "\t", ",", "|")
_HEADING_CELLS = 3
"""A row with so many filled cells can be the heading: an import needs three columns at least."""
_MOST_ABOVE = 20


class NotASpreadsheet(KnownError):
    """The file is no table this program can read."""

    code = "not-a-spreadsheet"

    def __init__(self, file: str, reason: str) -> None:
        super().__init__(f"{file} cannot be read as a table: {reason}.", file=file, reason=reason)


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row: its line in the file, as a spreadsheet program counts, and its cells as text."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table as it was read, and how it was read; ``sha256`` is the hash of the file.

    ``encoding`` and ``delimiter`` are empty for XLSX. ``sheets`` are all there are, ``title`` is
    the one that was read. ``above`` is what stood above the heading and is no row. ``merged`` names
    merged ranges; only their first cell has a value. ``replaced`` counts marks that were not in the
    encoding.
    """

    file: str
    header: tuple[str, ...]
    rows: tuple[SheetRow, ...]
    encoding: str = ""
    delimiter: str = ""
    sheets: tuple[str, ...] = ()
    title: str = ""
    above: tuple[str, ...] = ()
    merged: tuple[str, ...] = ()
    replaced: int = 0
    sha256: str = ""

    @property
    def called(self) -> str:
        """The name of the file, and of the sheet where there are several."""
        return f"{self.file} · {self.title}" if len(self.sheets) > 1 else self.file


def read_sheet(
    path: Path, *, encoding: str | None = None, delimiter: str | None = None, sheet: str = ""
) -> Sheet:
    """Read a CSV or XLSX file; what is not given is recognised.

    Raises:
        ReadFailed: the file cannot be read from the disk.
        NotASpreadsheet: it is no table, too large, or damaged.
    """
    try:
        size = path.stat().st_size
        if size > LARGEST_BYTES:
            raise NotASpreadsheet(path.name, "it is larger than 200 MB")
        data = path.read_bytes()
    except OSError as error:
        raise ReadFailed(path.name, error.strerror or "unknown reason") from error
    if not data.strip(b"\0 \r\n\t"):
        raise NotASpreadsheet(path.name, "it is empty")
    if data.startswith(b"PK\x03\x04"):
        return replace(_xlsx(path.name, data, sheet), sha256=sha256(data).hexdigest())
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise NotASpreadsheet(path.name, "it is an old .xls file; save it as .xlsx or .csv")
    found = _csv(path.name, data, encoding, delimiter)
    return replace(found, sha256=sha256(data).hexdigest())


def _csv(name: str, data: bytes, encoding: str | None, delimiter: str | None) -> Sheet:
    used = encoding or _encoding(data)
    try:
        text = data.decode(used, errors="replace")
    except LookupError as error:
        raise NotASpreadsheet(name, f"the encoding {used} is not known") from error
    text = text.removeprefix("\ufeff")
    if "\0" in text:
        raise NotASpreadsheet(name, "it holds bytes that no table has")
    separator = delimiter or _delimiter(text)
    rows: list[SheetRow] = []
    before = csv.field_size_limit(LONGEST_CELL)
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
        last = 0
        for cells in reader:
            rows.append(SheetRow(last + 1, tuple(formula_bare(cell) for cell in cells)))
            last = reader.line_num
    except csv.Error as error:
        raise NotASpreadsheet(name, f"line {last + 1}: {error}") from error
    finally:
        csv.field_size_limit(before)
    return _sheet(name, rows, encoding=used, delimiter=separator, replaced=text.count("\ufffd"))


def _encoding(data: bytes) -> str:
    """The encoding of a text: by its mark, as UTF-8 where it is, else the most likely one."""
    for mark, name in (
        (b"\xef\xbb\xbf", "utf-8-sig"),
        (b"\xff\xfe", "utf-16"),
        (b"\xfe\xff", "utf-16"),
    ):
        if data.startswith(mark):
            return name
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return _likely_encoding(data)
    return "utf-8"


def _likely_encoding(data: bytes) -> str:
    """Windows-1252 unless a detector is sure of something else."""
    try:
        data.decode("cp1252")
    except UnicodeDecodeError:
        from charset_normalizer import from_bytes

        found = from_bytes(data[:_SAMPLE]).best()
        return "latin-1" if found is None else found.encoding
    return "cp1252"


def _delimiter(text: str) -> str:
    """The mark that parts the first lines into the same number of cells, the more the better."""
    best, most = ",", 0.0
    sample = text[:_SAMPLE]
    for mark in _DELIMITERS:
        lines = [
            len(cells) for cells in csv.reader(io.StringIO(sample, newline=""), delimiter=mark)
        ][:50]
        if len(lines) > 2 and len(sample) == _SAMPLE:
            lines = lines[:-1]
        common = max(set(lines), key=lines.count, default=1)
        score = (common - 1) * lines.count(common) / max(len(lines), 1)
        if score > most:
            best, most = mark, score
    return best


def _xlsx(name: str, data: bytes, wanted: str) -> Sheet:
    from zipfile import BadZipFile

    from openpyxl import load_workbook

    try:
        book = load_workbook(io.BytesIO(data), data_only=True)
    except (BadZipFile, KeyError, ValueError, OSError, TypeError) as error:
        raise NotASpreadsheet(name, "it is damaged or no Excel file") from error
    try:
        tables = book.worksheets
        if not tables:
            raise NotASpreadsheet(name, "it has no rows")
        titles = tuple(each.title for each in tables)
        if wanted and wanted not in titles:
            raise NotASpreadsheet(name, "it has no sheet of that name")
        sheet = book[wanted] if wanted in titles else next(filter(_has_table, tables), tables[0])
        rows = _rows_of(sheet)
        ranges = list(sheet.merged_cells.ranges)
    finally:
        book.close()
    found = _sheet(name, rows, sheets=titles, title=str(sheet.title))
    first = found.rows[0].line if found.rows else 0
    return replace(found, merged=tuple(str(each) for each in ranges if each.max_row >= first > 0))


def _rows_of(sheet: Any, most: int | None = None) -> list[SheetRow]:
    found = sheet.iter_rows(values_only=True, max_row=most)
    return [
        SheetRow(number, tuple(_cell_text(value) for value in values))
        for number, values in enumerate(found, 1)
    ]


def _has_table(sheet: Any) -> bool:
    """Whether a sheet begins with more than a few words; a cover sheet does not."""
    return any(map(_can_be_heading, _rows_of(sheet, min(sheet.max_row, _MOST_ABOVE))))


def _can_be_heading(row: SheetRow) -> bool:
    return len(_filled(row)) >= _HEADING_CELLS


def _filled(row: SheetRow) -> list[str]:
    return [cell for cell in row.cells if cell.strip()]


def _cell_text(value: Any) -> str:
    """A cell as a person would type it."""
    from datetime import date, datetime, time

    if value is None:
        return ""
    if isinstance(value, datetime):
        return (
            value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
        )
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else f"{value:.12g}"
    return str(value)


def _sheet(name: str, rows: list[SheetRow], **how: Any) -> Sheet:
    above: list[str] = []
    while rows and not _filled(rows[0]):
        rows = rows[1:]
    if not rows:
        raise NotASpreadsheet(name, "it has no rows")
    if any(map(_can_be_heading, rows[:_MOST_ABOVE])):
        while not _can_be_heading(rows[0]):
            above += _filled(rows[0])
            rows = rows[1:]
    header = tuple(" ".join(cell.split()) for cell in rows[0].cells)
    while header and not header[-1]:
        header = header[:-1]
    return Sheet(name, header, tuple(rows[1:]), above=tuple(above), **how)
