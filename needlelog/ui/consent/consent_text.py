"""A consent text to read: big, and bigger when asked."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import (
    QFont,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
)
from PySide6.QtWidgets import QFrame, QScroller, QTextBrowser, QWidget

from needlelog.ui.theme.active import metrics
from needlelog.ui.theme.fonts import FAMILY

ZOOMS = (100, 120, 140, 170, 200)
"""Text sizes in percent."""
_USUAL_PIXELS = 17
_MARKDOWN = QTextDocument.MarkdownFeature.MarkdownDialectGitHub
_NO_HTML = QTextDocument.MarkdownFeature.MarkdownNoHTML


def set_markdown(document: QTextDocument, text: str) -> None:
    """Fill a document from Markdown; HTML in the text is shown as it is written."""
    document.setMarkdown(text, _MARKDOWN | _NO_HTML)


class ConsentText(QTextBrowser):
    """Scrolls by finger, wheel and keys. `zoomed` carries the size in percent."""

    zoomed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "paper")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByKeyboard)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(self.tr("Text of the consent"))
        QScroller.grabGesture(self.viewport(), QScroller.ScrollerGestureType.TouchGesture)
        self.document().setDocumentMargin(4)
        self._markdown = ""
        self._zoom = ZOOMS[0]

    def zoom(self) -> int:
        """The text size in percent."""
        return self._zoom

    def show_text(self, markdown: str) -> None:
        """Show a text; where it was scrolled to is kept while the text is nearly the same."""
        place = self.verticalScrollBar().value()
        self._markdown = markdown
        self._lay_out()
        self.verticalScrollBar().setValue(place)

    def bigger(self) -> None:
        """One size up."""
        self._step(1)

    def smaller(self) -> None:
        """One size down."""
        self._step(-1)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self._markdown:
            self._lay_out()

    def _step(self, way: int) -> None:
        place = min(max(ZOOMS.index(self._zoom) + way, 0), len(ZOOMS) - 1)
        if ZOOMS[place] == self._zoom:
            return
        bar = self.verticalScrollBar()
        part = bar.value() / bar.maximum() if bar.maximum() else 0.0
        self._zoom = ZOOMS[place]
        self._lay_out()
        bar.setValue(round(part * bar.maximum()))
        self.zoomed.emit(self._zoom)

    def _lay_out(self) -> None:
        font = QFont(FAMILY)
        font.setPixelSize(round(metrics().text(_USUAL_PIXELS) * self._zoom / 100))
        self.document().setDefaultFont(font)
        set_markdown(self.document(), self._markdown)
        space_out(self.document(), font.pixelSize())
        # Filling leaves the cursor at the end, and a later change of size would scroll to it.
        self.moveCursor(QTextCursor.MoveOperation.Start)


def space_out(document: QTextDocument, pixels: int, line_percent: int = 128) -> None:
    """Set headings and paragraphs of a Markdown document at calm distances."""
    document.setIndentWidth(pixels * 1.4)
    block = document.begin()
    while block.isValid():
        cursor = QTextCursor(block)
        form = QTextBlockFormat()
        level = block.blockFormat().headingLevel()
        in_list = block.textList() is not None
        form.setTopMargin(pixels * 0.9 if level else 0)
        form.setBottomMargin(pixels * (0.25 if level or in_list else 0.55))
        form.setLineHeight(line_percent, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        cursor.mergeBlockFormat(form)
        if level:
            cursor.select(QTextCursor.SelectionType.BlockUnderCursor)
            heading = QTextCharFormat()
            heading.setProperty(QTextFormat.Property.FontSizeAdjustment, 0)
            heading.setProperty(QTextFormat.Property.FontPixelSize, round(pixels * 1.08))
            heading.setFontWeight(QFont.Weight.DemiBold)
            cursor.mergeCharFormat(heading)
        block = block.next()
