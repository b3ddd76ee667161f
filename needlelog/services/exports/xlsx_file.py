"""The records as one Excel file: a sheet a table, typed cells, and the dictionary."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any, BinaryIO, cast

from needlelog.db.exports.columns import ExportColumn, ExportTable
from needlelog.db.exports.reading import EXPORT_TABLES, row_blocks
from needlelog.files.atomic_write import new_file
from needlelog.files.counted_output import CountedOutput, working_folder
from needlelog.services.exports.beside import finish_beside
from needlelog.services.exports.cells import TableCells, typed
from needlelog.services.exports.dictionary import codes_rows, dictionary_rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from needlelog.services.exports.job import Job

_MOST_ROWS = 1_048_576
_LONGEST_CELL = 32_767
_PIECE = 32_000
_EARLIEST = date(1900, 3, 1)
"""Excel counts a day in 1900 that never was; days before it are kept as text."""
LONG_TEXTS = "long_texts"
_LONG_HEADER = ["table", "row", "column", "part", "text"]


def write_xlsx(job: Job, path: Path) -> str:
    """Write the file and its manifest beside it; return the hash of the file.

    Raises:
        DiskFull, WriteRefused, WriteFailed: nothing is left.
    """
    from xlsxwriter import Workbook

    with working_folder(path) as parts, new_file(path) as file:
        counted = CountedOutput(file)
        book = Workbook(
            cast("BinaryIO", counted),
            {
                "constant_memory": True,
                "tmpdir": str(parts),
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "strings_to_numbers": False,
            },
        )
        try:
            _fill(book, job)
        except BaseException:
            _give_up(book)
            raise
        book.close()
        return finish_beside(job, path, counted)


def _fill(book: Any, job: Job) -> None:
    book.set_properties({"title": job.clinic_name, "created": job.at.replace(tzinfo=None)})
    writer = _BookWriter(book)
    for number, table in enumerate(EXPORT_TABLES):
        job.counts[table.name] = writer.table(job, table, number)
    writer.texts("dictionary", dictionary_rows(job.rules))
    writer.texts("codes", codes_rows())
    writer.long_texts()


def _give_up(book: Any) -> None:
    """Close the parts; otherwise the book would write itself when it is forgotten."""
    for sheet in book.worksheets():
        if sheet.row_data_fh is not None:
            sheet.row_data_fh.close()
    book.fileclosed = True


class _BookWriter:
    """Fills the sheets; a text too long for a cell goes on in a sheet of its own, in pieces."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._head = book.add_format({"bold": True, "bottom": 1, "bg_color": "#F6F4F1"})
        self._day = book.add_format({"num_format": "yyyy-mm-dd"})
        self._instant = book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
        self._long: list[tuple[str, int, str, str]] = []

    def table(self, job: Job, table: ExportTable, number: int) -> int:
        """Write one table and return how many rows it has."""
        cells = TableCells(table, job.rules)
        sessions = max(len(job.selected.session_ids), 1)
        sheet, line, rows, sheets = None, _MOST_ROWS, 0, 0
        for block in _blocks_or_nothing(row_blocks(job.selected, table)):
            for values in cells.values(block):
                if line >= _MOST_ROWS:
                    sheets += 1
                    sheet, line = self._sheet(table.name, sheets, cells.columns), 1
                self._row(sheet, line, table.name, cells.columns, values)
                line += 1
            if sheet is None:
                sheet = self._sheet(table.name, 1, cells.columns)
            rows += len(block)
            job.part_done(number, len(EXPORT_TABLES), rows / sessions)
        return rows

    def texts(self, name: str, rows: Iterable[list[str]]) -> None:
        """Write a sheet of plain texts whose first row is the header."""
        sheet = self._book.add_worksheet(name)
        sheet.freeze_panes(1, 0)
        for line, cells in enumerate(rows):
            for place, cell in enumerate(cells):
                if cell:
                    sheet.write_string(line, place, cell, self._head if line == 0 else None)

    def long_texts(self) -> None:
        """Write what did not fit into cells, nothing of it lost."""
        if self._long:
            rows = [
                [table, str(line), column, str(part + 1), whole[start : start + _PIECE]]
                for table, line, column, whole in self._long
                for part, start in enumerate(range(0, len(whole), _PIECE))
            ]
            self.texts(LONG_TEXTS, [_LONG_HEADER, *rows])

    def _sheet(self, name: str, number: int, columns: tuple[ExportColumn, ...]) -> Any:
        sheet = self._book.add_worksheet(name if number == 1 else f"{name}_{number}")
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, len(columns) - 1, 14)
        for place, column in enumerate(columns):
            sheet.write_string(0, place, column.name, self._head)
        return sheet

    def _row(
        self,
        sheet: Any,
        line: int,
        table: str,
        columns: tuple[ExportColumn, ...],
        values: list[Any],
    ) -> None:
        for place, (column, cell) in enumerate(zip(columns, values, strict=True)):
            value = typed(column, cell)
            if isinstance(value, str):
                if len(value) > _LONGEST_CELL:
                    self._long.append((table, line + 1, column.name, value))
                    value = f"{value[:_PIECE]} … [{LONG_TEXTS}]"
                sheet.write_string(line, place, value)
            elif isinstance(value, datetime):
                sheet.write_datetime(line, place, value, self._instant)
            elif isinstance(value, date):
                if value < _EARLIEST:
                    sheet.write_string(line, place, value.isoformat())
                else:
                    sheet.write_datetime(line, place, value, self._day)
            elif value is not None:
                sheet.write_number(line, place, value)


def _blocks_or_nothing(blocks: Iterator[list[Any]]) -> Iterator[list[Any]]:
    """The blocks, or one empty block where there is none, so that each table has its sheet."""
    first = next(blocks, [])
    yield first
    yield from blocks
