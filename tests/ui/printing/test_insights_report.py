"""The figures of a period on paper: each page that shows depths says which colour is which."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from pypdf import PdfReader

from needlelog.domain.dashboard import Dashboard, ZoneDepths
from needlelog.files.reference_data import zone_catalogue
from needlelog.ui.printing.insights_report import InsightsReport, write_pdf
from needlelog.ui.printing.without_window import drawing_without_window

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QApplication

HEAD = "Depth by zone"
SCALE = "0.25 0.5 0.75 1 1.25 1.5 2 2.5"


@pytest.mark.parametrize(("zones", "scales"), [(3, 1), (45, 2)])
def test_the_scale_of_depths_stands_above_and_under_many_zones(
    qapp: QApplication, tmp_path: Path, zones: int, scales: int
) -> None:
    codes = [zone.code for zone in zone_catalogue()][:zones]
    depths = tuple(ZoneDepths(code, ((500, 3), (1500, 1)), 0) for code in codes)
    board = Dashboard(date(2026, 8, 25), date(2026, 11, 23), 54, 24, zones=depths)
    cards = (("Sessions", "54", ""),)
    report = InsightsReport(
        "Clinic", "25 Aug – 23 Nov 2026", "", "23 Nov", cards, board, zone_catalogue()
    )
    with drawing_without_window():
        write_pdf(report, tmp_path / "insights.pdf")
    pages = [
        " ".join(page.extract_text().split()) for page in PdfReader(tmp_path / "insights.pdf").pages
    ]
    assert sum(page.count(SCALE) for page in pages) == scales
    first = pages[0]
    assert first.index(HEAD) < first.index(SCALE) < first.index("over advice")
