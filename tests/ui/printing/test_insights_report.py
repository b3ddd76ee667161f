"""The figures of a period on paper: each page that shows depths says which colour is which."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QSizeF

from needlelog.domain.dashboard import Dashboard, Override, ZoneDepths
from needlelog.files.reference_data import zone_catalogue
from needlelog.ui.printing.insights_report import InsightsReport, insights_document, write_pdf
from needlelog.ui.printing.page_breaks import keep_together
from needlelog.ui.printing.without_window import drawing_without_window

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QApplication

HEAD = "Depth by zone"
SCALE = "0.25 0.5 0.75 1 1.25 1.5 2 2.5"


HEIGHT = 960.0


def report_of(zones: int) -> InsightsReport:
    codes = [zone.code for zone in zone_catalogue()][:zones]
    depths = tuple(ZoneDepths(code, ((500, 3), (1500, 1)), 0) for code in codes)
    overrides = tuple(Override("depth", f"reason {number}", 1) for number in range(9))
    board = Dashboard(
        date(2026, 8, 25), date(2026, 11, 23), 54, 24, zones=depths, overrides=overrides
    )
    cards = (("Sessions", "54", ""),)
    return InsightsReport(
        "Clinic", "25 Aug – 23 Nov 2026", "", "23 Nov", cards, board, zone_catalogue()
    )


@pytest.mark.parametrize(("zones", "scales"), [(3, 1), (45, 2)])
def test_the_scale_of_depths_stands_above_and_under_many_zones(
    qapp: QApplication, tmp_path: Path, zones: int, scales: int
) -> None:
    with drawing_without_window():
        write_pdf(report_of(zones), tmp_path / "insights.pdf")
    pages = [
        " ".join(page.extract_text().split()) for page in PdfReader(tmp_path / "insights.pdf").pages
    ]
    assert sum(page.count(SCALE) for page in pages) == scales
    first = pages[0]
    assert first.index(HEAD) < first.index(SCALE) < first.index("over advice")


@pytest.mark.parametrize("zones", range(30, 48))
def test_a_heading_of_a_table_stands_on_its_page(qapp: QApplication, zones: int) -> None:
    document = insights_document(report_of(zones))
    document.setPageSize(QSizeF(672, HEIGHT))
    keep_together(document, HEIGHT)
    pages: dict[str, int] = {}
    block = document.begin()
    while block.isValid():
        top = document.documentLayout().blockBoundingRect(block).center().y()
        pages.setdefault(block.text(), int(top // HEIGHT))
        block = block.next()
    assert pages["Overrides and their reasons"] == pages["Rule"] == pages["reason 0"]
