"""A progress report on paper: its columns hold a day whole, and no page stands empty."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QLocale

from needlelog.domain.clients import Client
from needlelog.domain.progress_series import progress_series
from needlelog.domain.timeline import Timeline, TimelineProduct, TimelineSession, TimelineZone
from needlelog.domain.zones import Side
from needlelog.files.reference_data import zone_catalogue
from needlelog.ui import formats
from needlelog.ui.printing.paper import room_between_margins
from needlelog.ui.printing.progress_html import ReportContent, ReportKind
from needlelog.ui.printing.progress_report import report_document

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QTextBlock, QTextDocument
    from PySide6.QtWidgets import QApplication

FIRST = date(2025, 9, 24)
_DRAWN = "\ufffc"


@pytest.fixture(params=["en_GB", "en_US"], ids=["A4", "Letter"])
def paper(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[str]:
    before = QLocale()
    QLocale.setDefault(QLocale(request.param))
    yield request.param
    QLocale.setDefault(before)


def laid_out(kind: ReportKind, sessions: int, zones: int) -> QTextDocument:
    rows = tuple(
        TimelineZone(zone.code, Side.BOTH, 750, 4) for zone in list(zone_catalogue())[:zones]
    )
    used = (TimelineProduct("Hyaluronic acid", "H2291"), TimelineProduct("Growth factor", "G118"))
    days = [FIRST + timedelta(days=28 * number) for number in range(sessions)]
    timeline = Timeline(
        tuple(
            TimelineSession(str(number), number, day, rows, 5, 3, 1, used)
            for number, day in enumerate(days, start=1)
        )
    )
    content = ReportContent(
        kind=kind,
        client=Client("client", "Zoë Ångström-Łuczak"),
        clinic_name="Clinique du Nord",
        timeline=timeline,
        series=progress_series(timeline),
        downtimes=(),
        made_on=days[-1],
        made_by="Rina Patel",
    )
    document = report_document(content, zone_catalogue(), (), [])
    document.setPageSize(room_between_margins())
    return document


def blocks(document: QTextDocument) -> Iterator[QTextBlock]:
    block = document.begin()
    while block.isValid():
        yield block
        block = block.next()


@pytest.mark.parametrize("kind", list(ReportKind))
def test_a_day_stands_in_one_line(paper: str, kind: ReportKind) -> None:
    document = laid_out(kind, 40, 12)
    document.pageCount()
    day = formats.day(FIRST).replace(" ", "\u00a0")
    lines = [block.layout().lineCount() for block in blocks(document) if block.text() == day]
    assert lines == [1]


def test_a_short_report_is_one_page(paper: str) -> None:
    assert laid_out(ReportKind.RECORD, 1, 2).pageCount() == 1


def test_the_largest_axis_stays_on_the_page_of_the_name(paper: str) -> None:
    document = laid_out(ReportKind.RECORD, 40, 40)
    layout, height = document.documentLayout(), document.pageSize().height()
    (axis,) = [block for block in blocks(document) if _DRAWN in block.text()]
    assert layout.blockBoundingRect(axis).bottom() <= height
