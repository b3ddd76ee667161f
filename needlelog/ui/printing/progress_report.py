"""A client's progress on paper: who and what is planned, photos, the axis, sessions and scores."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QIODevice, QRectF
from PySide6.QtGui import QFont, QImage, QPainter, QPdfWriter, QTextDocument

from needlelog.ui import formats
from needlelog.ui.photos.comparison_picture import side_by_side
from needlelog.ui.photos.pictures import Picture, to_image
from needlelog.ui.printing import apart
from needlelog.ui.printing.drawn_objects import Paint, place_drawings
from needlelog.ui.printing.paper import room_between_margins
from needlelog.ui.printing.progress_html import (
    CHART,
    PHOTOS,
    ReportContent,
    progress_html,
    report_title,
)
from needlelog.ui.printing.session_sheet import print_document
from needlelog.ui.progress_chart.chart import chart_of
from needlelog.ui.progress_chart.chart_output import paper_drawing
from needlelog.ui.progress_chart.painter import paint_chart
from needlelog.ui.theme.fonts import FAMILY

if TYPE_CHECKING:
    from needlelog.domain.photos import Photo, Pixels
    from needlelog.domain.zones import ZoneCatalogue
    from needlelog.ui.progress_chart.painter import Drawing

_RESOLUTION = 300
_PHOTOS_HEIGHT = 262.0
_BESIDE_CHART, _WITHOUT_PHOTOS = 457.0, 177.0
"""What the head and the foot of the first page take, with photos and without."""
_CHART_WIDTH = 900.0
_SHEET = """
body { font-size: 9pt; color: #241F1C; }
h1 { font-size: 16pt; margin-top: 2px; margin-bottom: 4px; }
h3 { font-size: 10.5pt; margin-top: 14px; margin-bottom: 4px; color: #0F6B66; }
p { margin-top: 1px; margin-bottom: 3px; }
td, th { font-size: 8pt; }
.quiet { color: #6E645E; }
"""


def report_document(
    content: ReportContent, zones: ZoneCatalogue, shown: tuple[str, ...], photos: list[Picture]
) -> QTextDocument:
    """Lay the report out; ``shown`` are the scales on the axis, ``photos`` first and latest."""
    document = QTextDocument()
    font = QFont(FAMILY, 9)
    font.setFeature(QFont.Tag("calt"), 0)
    document.setDefaultFont(font)
    document.setDefaultStyleSheet(_SHEET)
    document.setDocumentMargin(0)
    document.setHtml(progress_html(content, zones))
    drawings: dict[str, tuple[float, Paint]] = {}
    if photos:
        picture = side_by_side(photos)
        drawings[PHOTOS] = (_PHOTOS_HEIGHT, lambda painter, place: _fit(painter, place, picture))
    if not content.series.empty:
        chart = chart_of(content.series.chosen(shown), zones)
        room = room_between_margins()
        most = room.height() - (_BESIDE_CHART if photos else _WITHOUT_PHOTOS)
        scale = room.width() / _CHART_WIDTH
        drawing = paper_drawing(chart, _CHART_WIDTH, most / scale)
        # A client with very many zones still fits on the page.
        scale = min(scale, most / drawing.layout.height)
        drawings[CHART] = (
            drawing.layout.height * scale,
            lambda painter, place: _chart(painter, place, drawing),
        )
    place_drawings(document, drawings)
    return document


def report_pdf(
    content: ReportContent,
    zones: ZoneCatalogue,
    shown: tuple[str, ...],
    photos: list[tuple[Photo, Pixels]],
) -> bytes:
    """The report as the bytes of a PDF file.

    Raises:
        PaperNotDrawn: the pages could not be laid out.
    """
    return apart.drawn(partial(_pdf, content, zones, shown, photos))


def _pdf(
    content: ReportContent,
    zones: ZoneCatalogue,
    shown: tuple[str, ...],
    photos: list[tuple[Photo, Pixels]],
) -> bytes:
    pages = QBuffer()
    pages.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(pages)
    writer.setResolution(_RESOLUTION)
    writer.setTitle(report_title(content.kind))
    pictures = [Picture(photo, to_image(pixels)) for photo, pixels in photos]
    document = report_document(content, zones, shown, pictures)
    print_document(document, writer, foot_line(content))
    pages.close()
    return bytes(pages.data().data())


def foot_line(content: ReportContent) -> str:
    """Whose report a single page is of, and of which day."""
    return " · ".join((f"\u2068{content.client.name}\u2069", formats.day(content.made_on)))


def _fit(painter: QPainter, place: QRectF, picture: QImage) -> None:
    size = picture.size().toSizeF()
    scale = min(place.width() / size.width(), place.height() / size.height())
    width, height = size.width() * scale, size.height() * scale
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawImage(QRectF(place.center().x() - width / 2, place.top(), width, height), picture)


def _chart(painter: QPainter, place: QRectF, drawing: Drawing) -> None:
    scale = min(place.width() / drawing.width, place.height() / drawing.layout.height)
    painter.translate(place.topLeft())
    painter.scale(scale, scale)
    paint_chart(painter, drawing)
