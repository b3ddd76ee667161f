"""Giving 100 000 sessions out: as CSV at least 20 000 zone rows a second, in little memory."""

from __future__ import annotations

import tracemalloc
import zipfile
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

import pytest

from needlelog.db.exports.reading import row_blocks
from needlelog.db.exports.session_tables import ZONES
from needlelog.domain.exports.request import ExportFormat, ExportRequest
from needlelog.services.clinic import Clinic
from needlelog.services.exports import csv_files
from needlelog.services.exports.job import begun
from needlelog.services.exports.run import export
from tests.bench.big_log import ROWS_EACH, big_log
from tests.bench.measures import Report
from tests.bench.sample import new_clinic

SESSIONS = 100_000
ROWS = SESSIONS * ROWS_EACH
AIM_ROWS = 20_000


@pytest.fixture(scope="module")
def big(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clinic]:
    """A clinic with 100 000 signed sessions of four zones."""
    opened = new_clinic(tmp_path_factory.mktemp("exports") / "clinic")
    big_log(opened, SESSIONS)
    yield opened
    opened.close()


def test_zone_rows_a_second(
    big: Clinic, report: Report, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(csv_files, "EXPORT_TABLES", (ZONES,))
    target = tmp_path / "zones"
    begin = perf_counter()
    result = export(big, ExportRequest(ExportFormat.CSV), target)
    taken = perf_counter() - begin
    rate = result.counts["zones"] / taken
    report.sizes(
        f"export CSV: thousand zone rows a second of {result.counts['zones']}",
        rate / 1000,
        None,
        f"aim ≥ {AIM_ROWS // 1000}; one table with manifest and trail in {taken:.1f} s",
    )
    assert result.counts["zones"] == ROWS
    assert rate >= AIM_ROWS


def test_all_tables_in_a_zip_file(big: Clinic, report: Report, tmp_path: Path) -> None:
    begin = perf_counter()
    result = export(big, ExportRequest(ExportFormat.CSV), tmp_path / "x.zip")
    taken = perf_counter() - begin
    rows = sum(result.counts.values())
    report.sizes(
        f"export CSV, all tables as ZIP: thousand rows a second of {rows}",
        rows / taken / 1000,
        None,
        f"{taken:.1f} s; {result.counts['zones'] / taken / 1000:.1f} thousand zone rows a second",
    )
    with zipfile.ZipFile(tmp_path / "x.zip") as archive:
        assert archive.testzip() is None


def test_reading_needs_little_memory(big: Clinic, report: Report) -> None:
    with begun(big, ExportRequest(ExportFormat.CSV), None) as job:
        tracemalloc.start()
        count = sum(len(block) for block in row_blocks(job.selected, ZONES))
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    report.sizes("export: MB at most while all zone rows are read", most / 1e6, None, f"{count}")
    assert count == ROWS
    assert most < 32e6
