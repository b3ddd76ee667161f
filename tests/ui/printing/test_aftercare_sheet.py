"""Aftercare on paper: each shipped sheet on one page, with clinic and version on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from pypdf import PdfReader

from needlelog.domain.aftercare import filled_in
from needlelog.files.reference_data import aftercare_sheets
from needlelog.services.aftercare import Handout
from needlelog.ui.printing.aftercare_sheet import write_pdf

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QApplication


@pytest.mark.parametrize("place", range(len(aftercare_sheets())))
def test_each_shipped_sheet_is_one_page_with_everything(
    qapp: QApplication, tmp_path: Path, place: int
) -> None:
    sheet = aftercare_sheets()[place]
    text = filled_in(sheet.body, "Clinic of the Needle", "020 7946 0011")
    write_pdf(Handout(sheet.title, sheet.version, "Clinic of the Needle", text), tmp_path / "a.pdf")
    pages = PdfReader(tmp_path / "a.pdf").pages
    assert len(pages) == 1
    words = " ".join(pages[0].extract_text().split())
    for part in ("72 hours", "Call us at once if", "020 7946 0011", "version 1", sheet.title):
        assert part in words
