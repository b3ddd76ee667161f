"""What every column and every code of an export means."""

from __future__ import annotations

from collections.abc import Iterator

from needlelog.db.exports.columns import Secrecy
from needlelog.db.exports.reading import EXPORT_TABLES
from needlelog.files.reference_data import concerns, scale_catalogue, zone_catalogue
from needlelog.services.exports.cells import CellRules, TableCells

DICTIONARY_HEADER = ["table", "column", "kind", "unit", "codes", "meaning", "identity"]
CODES_HEADER = ["list", "code", "name"]


def dictionary_rows(rules: CellRules) -> Iterator[list[str]]:
    """The header and one row for each column of each table."""
    yield DICTIONARY_HEADER
    for table in EXPORT_TABLES:
        yield [table.name, "", "table", "", "", table.meaning, ""]
        for column in TableCells(table, rules).columns:
            yield [
                table.name,
                column.name,
                column.kind.value,
                column.unit,
                "; ".join(column.codes),
                column.meaning,
                "" if column.secrecy is Secrecy.KEPT else column.secrecy.value,
            ]


def codes_rows() -> Iterator[list[str]]:
    """The header and one row for each code of the program's own lists."""
    yield CODES_HEADER
    for zone in zone_catalogue():
        yield ["zone", zone.code, zone.name]
    for concern in concerns():
        yield ["concern", concern.code, concern.name]
    for scale in scale_catalogue().scales:
        yield ["scale", scale.code, scale.name]
