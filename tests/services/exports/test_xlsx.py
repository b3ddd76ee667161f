"""The Excel file, read back: sheets, types, nothing run, nothing lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from needlelog.db.exports.reading import EXPORT_TABLES
from needlelog.domain.clients import Client
from needlelog.domain.exports.request import ExportFormat
from needlelog.services import clients
from needlelog.services.clinic import Clinic
from needlelog.services.exports import xlsx_file
from tests.services.exports.conftest import LONG, ODD, Kept, chin, give, treat

XLSX = ExportFormat.XLSX


def rows_of(book: Any, name: str) -> list[dict[str, Any]]:
    header, *rows = book[name].iter_rows(values_only=True)
    return [dict(zip(header, row, strict=True)) for row in rows]


def test_a_sheet_a_table_with_a_frozen_header(clinic: Clinic, kept: Kept, out: Path) -> None:
    result = give(clinic, out / "x.xlsx", XLSX)
    book = load_workbook(out / "x.xlsx")
    assert book.sheetnames == [*(table.name for table in EXPORT_TABLES), "dictionary", "codes"]
    for table in EXPORT_TABLES:
        sheet = book[table.name]
        assert sheet.freeze_panes == "A2"
        assert sheet["A1"].font.bold
        assert sheet.max_row - 1 == result.counts[table.name]


def test_cells_have_their_types(clinic: Clinic, kept: Kept, out: Path) -> None:
    give(clinic, out / "x.xlsx", XLSX)
    book = load_workbook(out / "x.xlsx")
    zone = next(row for row in rows_of(book, "zones") if row["zone"] == "cheek_medial")
    assert zone["day"] == datetime(2026, 3, 2)  # noqa: DTZ001  Excel knows no zones
    assert book["zones"]["A2"].number_format == "yyyy-mm-dd"
    assert (zone["depth_mm"], zone["passes"]) == (0.75, 4)
    assert zone["pattern"] is None
    session = next(row for row in rows_of(book, "sessions") if row["session_uid"] == kept.full)
    assert session["started_at"] == datetime(2026, 3, 2, 14, 22)  # noqa: DTZ001
    assert session["note"].replace("\r\n", "\n") == ODD


def test_nothing_is_a_formula_or_a_link(clinic: Clinic, kept: Kept, out: Path) -> None:
    give(clinic, out / "x.xlsx", XLSX)
    book = load_workbook(out / "x.xlsx")
    kinds = {
        cell.data_type for sheet in book.worksheets for row in sheet.iter_rows() for cell in row
    }
    assert kinds <= {"s", "inlineStr", "n", "d"}
    zone = next(row for row in rows_of(book, "zones") if row["zone"] == "cheek_medial")
    assert (zone["note"], zone["device_serial"]) == ("=cmd()", "=SP-1")
    assert not any(sheet._hyperlinks for sheet in book.worksheets)


def test_a_text_too_long_for_a_cell_goes_on_in_a_sheet(
    clinic: Clinic, kept: Kept, out: Path
) -> None:
    uid = treat(clinic, kept.anna, change=lambda draft: replace(chin(draft), note=LONG))
    give(clinic, out / "x.xlsx", XLSX)
    book = load_workbook(out / "x.xlsx")
    sessions = rows_of(book, "sessions")
    line = next(n for n, row in enumerate(sessions, 2) if row["session_uid"] == uid)
    pieces = [
        row["text"]
        for row in rows_of(book, "long_texts")
        if (row["table"], row["row"], row["column"]) == ("sessions", str(line), "note")
    ]
    assert "".join(pieces) == LONG


def test_a_sheet_that_is_full_goes_on_in_another(
    clinic: Clinic, kept: Kept, out: Path, monkeypatch: Any
) -> None:
    monkeypatch.setattr(xlsx_file, "_MOST_ROWS", 3)
    give(clinic, out / "x.xlsx", XLSX)
    book = load_workbook(out / "x.xlsx")
    assert len(rows_of(book, "zones")) + len(rows_of(book, "zones_2")) == 4


def test_old_birth_dates_stay_days_of_their_century(clinic: Clinic, out: Path) -> None:
    clients.create_client(clinic, Client("", "Old", birth_date=date(1899, 12, 31)))
    give(clinic, out / "x.xlsx", XLSX)
    (row,) = rows_of(load_workbook(out / "x.xlsx"), "clients")
    assert row["birth_date"] == "1899-12-31"


def test_only_the_file_and_its_manifest_are_left(clinic: Clinic, kept: Kept, out: Path) -> None:
    give(clinic, out / "x.xlsx", XLSX)
    assert sorted(path.name for path in out.iterdir()) == ["x.xlsx", "x.xlsx.manifest.json"]
