"""The axis as a file: picture, drawing, page. Always the whole axis, dark on white, no photos."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import (
    QBuffer,
    QByteArray,
    QIODevice,
    QMarginsF,
    QRect,
    QRectF,
    QSize,
    QSizeF,
    Qt,
)
from PySide6.QtGui import QImage, QImageWriter, QPageLayout, QPainter, QPdfWriter

from needlelog.files.atomic_write import write_atomically
from needlelog.ui.printing.paper import usual_paper
from needlelog.ui.progress_chart.chart import Chart
from needlelog.ui.progress_chart.layout import chart_layout
from needlelog.ui.progress_chart.look import paper_look
from needlelog.ui.progress_chart.painter import Drawing, Thumbnail, paint_chart, whole_scale

WIDTH = 1200.0
_MARGIN = 24
_PICTURE_SCALE = 2
_ROOM = 700.0
_PDF_DPI = 300
_PAGE_MARGIN_MM = 14.0
_FOOT_HEIGHT = 28.0
_FOOT_PIXELS = 12


def paper_drawing(
    chart: Chart,
    width: float = WIDTH,
    room: float = _ROOM,
    factor: float = 1.0,
    thumbnail: Thumbnail | None = None,
) -> Drawing:
    """The whole axis laid out for paper, so many pixels wide and about so many high."""
    layout = chart_layout(chart, room, factor)
    scale = whole_scale(chart, layout, width)
    return Drawing(chart, layout, scale, paper_look(factor), width, thumbnail=thumbnail)


def as_png(chart: Chart) -> bytes:
    """The axis as a picture in twice the pixels of the screen."""
    drawing = paper_drawing(chart)
    size = QSize(round(drawing.width) + 2 * _MARGIN, round(drawing.layout.height) + 2 * _MARGIN)
    picture = QImage(size * _PICTURE_SCALE, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.white)
    painter = QPainter(picture)
    painter.scale(_PICTURE_SCALE, _PICTURE_SCALE)
    painter.translate(_MARGIN, _MARGIN)
    paint_chart(painter, drawing)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(picture)
    return bytes(buffer.data().data())


def as_svg(chart: Chart) -> bytes:
    """The axis as a drawing of lines and letters."""
    from PySide6.QtSvg import QSvgGenerator

    drawing = paper_drawing(chart)
    size = QSize(round(drawing.width) + 2 * _MARGIN, round(drawing.layout.height) + 2 * _MARGIN)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setSize(size)
    generator.setViewBox(QRect(0, 0, size.width(), size.height()))
    painter = QPainter(generator)
    painter.fillRect(QRectF(0, 0, size.width(), size.height()), Qt.GlobalColor.white)
    painter.translate(_MARGIN, _MARGIN)
    paint_chart(painter, drawing)
    painter.end()
    return bytes(buffer.data().data())


def as_pdf(chart: Chart, title: str, foot: str) -> bytes:
    """The axis on one page, lying; ``foot`` stands under it and says whose it is."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(_PDF_DPI)
    writer.setTitle(title)
    margins = QMarginsF(_PAGE_MARGIN_MM, _PAGE_MARGIN_MM, _PAGE_MARGIN_MM, _PAGE_MARGIN_MM)
    writer.setPageLayout(
        QPageLayout(
            usual_paper(),
            QPageLayout.Orientation.Landscape,
            margins,
            QPageLayout.Unit.Millimeter,
        )
    )
    page = writer.pageLayout().paintRectPixels(_PDF_DPI)
    painter = QPainter(writer)
    room = QSizeF(WIDTH, WIDTH * page.height() / page.width())
    axis = room.height() - _FOOT_HEIGHT
    drawing = paper_drawing(chart, WIDTH, axis)
    painter.scale(page.width() / WIDTH, page.width() / WIDTH)
    painter.setFont(drawing.look.font(_FOOT_PIXELS))
    painter.setPen(drawing.look.colour("quiet"))
    painter.drawText(QRectF(0, axis, WIDTH, _FOOT_HEIGHT), Qt.AlignmentFlag.AlignBottom, foot)
    # A client with very many zones still fits on the one page.
    scale = min(1.0, axis / drawing.layout.height)
    painter.scale(scale, scale)
    paint_chart(painter, drawing)
    painter.end()
    buffer.close()
    return bytes(buffer.data().data())


def write(path: Path, content: bytes) -> None:
    """Write a file as a whole or not at all.

    Raises:
        DiskFull, WriteRefused, WriteFailed: the file cannot be written.
    """
    write_atomically(path, content)
