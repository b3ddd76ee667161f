"""Tables of every usual kind are read as they are; what is no table is told in a sentence."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from openpyxl import Workbook

from needlelog.files.spreadsheets import NotASpreadsheet, read_sheet

TEXT = "Datum;Kundin;Bemerkung\n01.02.2025;Zoë;größer\n\n02.02.2025;Ana;a\n"


def written(tmp_path: Path, data: bytes, name: str = "log.csv") -> Path:
    path = tmp_path / name
    path.write_bytes(data)
    return path


@pytest.mark.parametrize(
    ("encoding", "recognised"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("cp1252", "cp1252"),
        ("utf-16", "utf-16"),
    ],
)
def test_encoding_is_recognised(tmp_path: Path, encoding: str, recognised: str) -> None:
    sheet = read_sheet(written(tmp_path, TEXT.encode(encoding)))
    assert (sheet.encoding, sheet.delimiter) == (recognised, ";")
    assert sheet.header == ("Datum", "Kundin", "Bemerkung")
    assert [row.line for row in sheet.rows] == [2, 3, 4]
    assert sheet.rows[0].cells == ("01.02.2025", "Zoë", "größer")
    assert sheet.replaced == 0


def test_wrong_encoding_is_counted_not_hidden(tmp_path: Path) -> None:
    sheet = read_sheet(written(tmp_path, TEXT.encode("cp1252")), encoding="utf-8")
    assert sheet.replaced == 2 + 1


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimiter_is_recognised_although_decimals_have_commas(
    tmp_path: Path, delimiter: str
) -> None:
    text = f'a{delimiter}b{delimiter}c\n1{delimiter}"0,5 / 1,25"{delimiter}x\n'
    sheet = read_sheet(written(tmp_path, text.encode()))
    assert sheet.delimiter == delimiter
    assert sheet.rows[0].cells == ("1", "0,5 / 1,25", "x")


def test_lines_are_counted_as_a_spreadsheet_shows_them(tmp_path: Path) -> None:
    sheet = read_sheet(written(tmp_path, b'a;b\n1;"two\nlines"\n2;x\n'))
    assert [row.line for row in sheet.rows] == [2, 4]


def test_a_note_of_a_megabyte_is_read_whole(tmp_path: Path) -> None:
    note = "ä" * 1_000_000
    sheet = read_sheet(written(tmp_path, f"a;b\n1;{note}\n".encode()))
    assert sheet.rows[0].cells[1] == note


def test_marks_that_hide_or_turn_text_are_kept(tmp_path: Path) -> None:
    name = "An\u200bna \u202etxet"
    sheet = read_sheet(written(tmp_path, f"a;b\n1;{name}\n".encode()))
    assert sheet.rows[0].cells[1] == name


def test_ten_thousand_rows(tmp_path: Path) -> None:
    text = "a;b\n" + "".join(f"{n};x\n" for n in range(10_000))
    assert len(read_sheet(written(tmp_path, text.encode())).rows) == 10_000


def test_excel_with_merged_cells_names_them(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Date", "Client", "Depth"])
    sheet.append(["2025-02-01", "Ana", 0.5])
    sheet.append(["2025-02-02", "Bea", 1.25])
    sheet.merge_cells("B2:B3")
    data = io.BytesIO()
    book.save(data)
    read = read_sheet(written(tmp_path, data.getvalue(), "log.xlsx"))
    assert read.merged == ("B2:B3",)
    assert [row.cells for row in read.rows] == [
        ("2025-02-01", "Ana", "0.5"),
        ("2025-02-02", "", "1.25"),
    ]


def test_a_cover_sheet_and_a_title_are_no_table(tmp_path: Path) -> None:
    book = Workbook()
    cover = book.active
    assert cover is not None
    cover.append(["Our clinic"])
    sheet = book.create_sheet("2024")
    for row in (["Log of 2024"], [], ["Date", "Client", "Phone"], ["1 Feb 2025", "Ana", 1234567.0]):
        sheet.append(row)
    sheet.merge_cells("A1:C1")
    data = io.BytesIO()
    book.save(data)
    path = written(tmp_path, data.getvalue(), "log.xlsx")
    read = read_sheet(path)
    assert (read.title, read.called) == ("2024", "log.xlsx · 2024")
    assert (read.header, read.above, read.merged) == (
        ("Date", "Client", "Phone"),
        ("Log of 2024",),
        (),
    )
    assert [(row.line, row.cells) for row in read.rows] == [(4, ("1 Feb 2025", "Ana", "1234567"))]
    assert read_sheet(path, sheet=read.sheets[0]).header == ("Our clinic",)
    with pytest.raises(NotASpreadsheet):
        read_sheet(path, sheet="2023")


@pytest.mark.parametrize(
    "data",
    [b"", b"\n\n", b"PK\x03\x04 broken", b"\xd0\xcf\x11\xe0 old excel", b"a;b\n\0\0\0;1"],
)
def test_what_is_no_table_is_told(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(NotASpreadsheet):
        read_sheet(written(tmp_path, data))
