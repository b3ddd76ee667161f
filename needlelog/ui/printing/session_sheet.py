"""A signed session on paper: text that can be selected, the map as vectors, page numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import (
    QBuffer,
    QCoreApplication,
    QIODevice,
    QObject,
    QRect,
    QRectF,
    QSizeF,
    Qt,
)
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QColor,
    QFont,
    QImage,
    QPagedPaintDevice,
    QPainter,
    QPalette,
    QPdfWriter,
    QPyTextObject,
    QTextBlock,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
)

from needlelog.domain.clients import Client
from needlelog.domain.recalls import RecalledUse
from needlelog.domain.sessions import SessionDraft, SessionRecord
from needlelog.domain.zones import ZoneCatalogue
from needlelog.files.atomic_write import write_atomically
from needlelog.files.reference_data import map_drawing
from needlelog.services.follow_up import Outcomes
from needlelog.ui import formats, record_words
from needlelog.ui.map.map_colours import LIGHT_MAP
from needlelog.ui.map.map_state import map_depths
from needlelog.ui.map.paint import paint_map
from needlelog.ui.map.views import best_maps
from needlelog.ui.printing import apart
from needlelog.ui.printing.page_breaks import keep_together
from needlelog.ui.printing.paper import MARGINS, begin_with_usual_paper, usual_paper
from needlelog.ui.printing.patience import page_done
from needlelog.ui.printing.session_html import MAP_PLACEHOLDER, session_html

_MAP_OBJECT = QTextFormat.ObjectTypes.UserObject + 1
_MAP_HEIGHT = 270.0
_FOOT_HEIGHT = 22
_INK = "#241F1C"
_LONGEST_PIECE = 3000
"""Characters of a paragraph in one piece; Qt cuts a word in two at 4096."""
SHEET = """
body { font-size: 9pt; color: #241F1C; }
h1 { font-size: 16pt; margin-top: 2px; margin-bottom: 2px; }
h3 { font-size: 10pt; margin-top: 14px; margin-bottom: 4px; color: #0F6B66; }
h4 { font-size: 9pt; margin-top: 4px; margin-bottom: 1px; }
p { margin-top: 1px; margin-bottom: 2px; }
td, th { font-size: 8.5pt; }
.quiet { color: #6E645E; }
"""


class _Maps(QPyTextObject):
    """The maps that show the treated zones, side by side, as one object in the text."""

    def __init__(self, content: SessionDraft, parent: QObject) -> None:
        super().__init__(parent)
        self._depths = map_depths(content.zones)
        self._drawings = [map_drawing(name) for name in best_maps(self._depths)]

    def intrinsicSize(self, doc: QTextDocument, pos: int, form: QTextFormat) -> QSizeF:
        return QSizeF(doc.textWidth() - 8, _MAP_HEIGHT if self._drawings else 1)

    def drawObject(
        self,
        painter: QPainter,
        rect: QRectF | QRect,
        doc: QTextDocument,
        pos: int,
        form: QTextFormat,
    ) -> None:
        if not self._drawings:
            return
        rect = QRectF(rect)
        width = min(rect.width() / len(self._drawings), rect.height() * 1.1)
        for index, shown in enumerate(self._drawings):
            place = QRectF(rect.x() + index * width, rect.y(), width - 6, rect.height())
            paint_map(painter, place, shown, self._depths, LIGHT_MAP, labels=True)


def session_document(
    record: SessionRecord,
    client: Client,
    clinic_name: str,
    zones: ZoneCatalogue,
    outcomes: Outcomes | None = None,
    recalled: Sequence[RecalledUse] = (),
) -> QTextDocument:
    """Lay the record out as a document; its parent keeps the map alive."""
    document = QTextDocument()
    document.setDefaultFont(plain_font(9))
    document.setDefaultStyleSheet(SHEET)
    document.setDocumentMargin(0)
    document.setHtml(session_html(record, client, clinic_name, zones, outcomes, recalled))
    maps = _Maps(record.content, document)
    document.documentLayout().registerHandler(_MAP_OBJECT, maps)
    _put_map(document)
    return document


def _put_map(document: QTextDocument) -> None:
    block = document.begin()
    while block.isValid():
        fragments = block.begin()
        while not fragments.atEnd():
            form = fragments.fragment().charFormat()
            if form.isImageFormat() and form.toImageFormat().name() == MAP_PLACEHOLDER:
                cursor = QTextCursor(block)
                cursor.select(QTextCursor.SelectionType.BlockUnderCursor)
                cursor.removeSelectedText()
                if cursor.position() > 0:
                    cursor.insertBlock()
                shape = QTextCharFormat()
                shape.setObjectType(_MAP_OBJECT)
                cursor.insertText("￼", shape)
                return
            fragments += 1
        block = block.next()


def plain_font(points: int) -> QFont:
    """Inter without contextual forms: their glyphs have no letter of their own, so that a
    bracket beside a number would be lost when text is copied out of the PDF."""
    font = QFont("Inter", points)
    font.setFeature(QFont.Tag("calt"), 0)
    return font


def print_document(document: QTextDocument, device: QPagedPaintDevice, foot: str) -> None:
    """Paint the document page by page with a foot line and the page number.

    Raises:
        OSError: the device could not be opened for painting.
    """
    with painted_pages(device) as pages:
        pages.paint(document, lambda _sheet: foot)


class PagePainter:
    """Paints documents one after the other, each beginning on a page of its own."""

    def __init__(self, painter: QPainter, device: QPagedPaintDevice) -> None:
        self._painter = painter
        self._device = device
        scale = painter.device().logicalDpiX() / 96.0
        page = device.pageLayout().paintRectPixels(painter.device().logicalDpiX())
        self._size = QSizeF(page.width() / scale, page.height() / scale - _FOOT_HEIGHT)
        painter.scale(scale, scale)
        self.sheets = 0
        """How many pages there are so far."""

    def paint(self, document: QTextDocument, foot: Callable[[int], str]) -> None:
        """Paint a document; ``foot`` makes the foot line from the number of the sheet of paper."""
        document.setPageSize(self._size)
        keep_together(document, self._size.height())
        _cut_at_page_ends(document, self._size.height())
        for number in range(document.pageCount()):
            if self.sheets:
                self._device.newPage()
            self.sheets += 1
            _paint_page(self._painter, document, number, foot(self.sheets))
            page_done()


@contextmanager
def painted_pages(device: QPagedPaintDevice) -> Iterator[PagePainter]:
    """Open a printer or file for painting.

    A file gets the usual paper; a printer keeps the paper that was chosen for it.

    Raises:
        OSError: the device could not be opened for painting.
    """
    if isinstance(device, QPdfWriter):
        begin_with_usual_paper(device)
    painter = QPainter()
    if not painter.begin(device):
        raise OSError("the printer or file could not be opened")
    try:
        yield PagePainter(painter, device)
    finally:
        painter.end()


def page_picture(document: QTextDocument, foot: str, scale: float = 1.0) -> QImage:
    """The first page as it comes out of the printer, margins and all; 96 dots an inch times
    ``scale``."""
    per_millimetre = 96 / 25.4 * scale
    paper = usual_paper().sizePixels(round(96 * scale))
    picture = QImage(paper, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.white)
    left, top = MARGINS.left() * per_millimetre, MARGINS.top() * per_millimetre
    width, height = (paper.width() - 2 * left) / scale, (paper.height() - 2 * top) / scale
    document.setPageSize(QSizeF(width, height - _FOOT_HEIGHT))
    keep_together(document, height - _FOOT_HEIGHT)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(left, top)
    painter.scale(scale, scale)
    _paint_page(painter, document, 0, foot)
    painter.end()
    return picture


def _paint_page(painter: QPainter, document: QTextDocument, number: int, foot: str) -> None:
    size = document.pageSize()
    width, body = size.width(), size.height()
    painter.save()
    painter.translate(0, -number * body)
    shown = QAbstractTextDocumentLayout.PaintContext()
    # Text without a colour of its own takes the palette's, which is nearly white in a dark window.
    palette = QPalette()
    palette.setColor(QPalette.ColorRole.Text, QColor(_INK))
    shown.palette = palette
    shown.clip = QRectF(0, number * body + 1, width, body - 2)
    painter.setClipRect(shown.clip)
    document.documentLayout().draw(painter, shown)
    painter.restore()
    place = QRectF(0, body + 4, width, _FOOT_HEIGHT - 4)
    _foot(painter, place, foot, number + 1, document.pageCount())


def _cut_at_page_ends(document: QTextDocument, page_height: float) -> None:
    """Make one block of each page's part of a paragraph, which looks the same.

    Qt draws a paragraph's next line beyond either end of the page, hidden by clipping: whoever
    selects the text of the file would find these lines twice.
    """
    cuts: list[int] = []
    block = document.begin()
    while block.isValid():
        cuts += _cuts(document, block, page_height)
        block = block.next()
    cursor = QTextCursor(document)
    cursor.beginEditBlock()
    for place in reversed(cuts):
        cursor.setPosition(place)
        after, before = cursor.blockFormat(), cursor.blockFormat()
        after.setTopMargin(0)
        before.setBottomMargin(0)
        cursor.setBlockFormat(before)
        cursor.insertBlock(after)
    cursor.endEditBlock()
    document.markContentsDirty(0, document.characterCount())


def _cuts(document: QTextDocument, block: QTextBlock, page_height: float) -> list[int]:
    """Where the lines stand, as places in the document, with which a piece of the block begins."""
    top = document.documentLayout().blockBoundingRect(block).top()
    layout = block.layout()
    cuts: list[int] = []
    former_page, former_start = None, 0
    for number in range(layout.lineCount()):
        line = layout.lineAt(number)
        start = line.textStart()
        page = (top + line.rect().center().y()) // page_height
        if number == 0:
            former_page = page
        elif page != former_page or start - former_start > _LONGEST_PIECE:
            cuts.append(block.position() + start)
            former_page, former_start = page, start
    return cuts


def _foot(painter: QPainter, place: QRectF, foot: str, number: int, pages: int) -> None:
    font = plain_font(9)
    font.setPixelSize(9)
    painter.setFont(font)
    of = QCoreApplication.translate("SessionSheet", "page {n} of {m}").format(n=number, m=pages)
    metrics = painter.fontMetrics()
    room = int(place.width()) - metrics.horizontalAdvance(of) - 12
    shown = metrics.elidedText(foot, Qt.TextElideMode.ElideMiddle, room)
    painter.drawText(place, Qt.AlignmentFlag.AlignLeft, shown)
    painter.drawText(place, Qt.AlignmentFlag.AlignRight, of)


def foot_line(record: SessionRecord, client: Client, printed: datetime) -> str:
    """What tells a single page's record: whose, of which day, the start of its hash, when it was
    printed, and before all else that it is void."""
    content = record.content
    day = formats.day((content.started_at or content.created_at).date())
    void = (
        QCoreApplication.translate("SessionSheet", "VOID") if record_words.is_void(record) else ""
    )
    name = isolated(client.name)
    return record_words.joined(void, name, day, record.chain_hash[:16], printed_words(printed))


def printed_words(moment: datetime) -> str:
    """When a page was made: what is added to a record later does not stand on it."""
    words = QCoreApplication.translate("SessionSheet", "printed {moment}")
    return words.format(moment=formats.moment(moment.astimezone()))


def isolated(name: str) -> str:
    """A name that does not turn the words beside it round, whichever way it is written."""
    return f"\u2068{name}\u2069"


def write_pdf(
    record: SessionRecord,
    client: Client,
    clinic_name: str,
    zones: ZoneCatalogue,
    path: Path,
    outcomes: Outcomes | None = None,
    recalled: Sequence[RecalledUse] = (),
    *,
    printed: datetime,
) -> None:
    """Write the record as a PDF file, as a whole or not at all; ``printed`` is now.

    Raises:
        PaperNotDrawn: the pages could not be laid out.
        DiskFull, WriteRefused, WriteFailed: the file cannot be written.
    """
    write_atomically(
        path,
        apart.drawn(partial(_pdf, record, client, clinic_name, zones, outcomes, recalled, printed)),
    )


def _pdf(
    record: SessionRecord,
    client: Client,
    clinic_name: str,
    zones: ZoneCatalogue,
    outcomes: Outcomes | None,
    recalled: Sequence[RecalledUse],
    printed: datetime,
) -> bytes:
    pages = QBuffer()
    pages.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(pages)
    writer.setResolution(300)
    writer.setTitle(QCoreApplication.translate("SessionSheet", "Microneedling treatment record"))
    document = session_document(record, client, clinic_name, zones, outcomes, recalled)
    # The text once more as it is: emoji are drawn as pictures and cannot be copied from the page.
    writer.addFileAttachment("record.txt", document.toPlainText().encode(), "text/plain")
    print_document(document, writer, foot_line(record, client, printed))
    pages.close()
    return bytes(pages.data().data())
