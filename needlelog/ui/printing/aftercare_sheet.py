"""An aftercare sheet on paper."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QBuffer, QCoreApplication, QIODevice
from PySide6.QtGui import (
    QColor,
    QFont,
    QPdfWriter,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
)

from needlelog.files.atomic_write import write_atomically
from needlelog.services.aftercare import Handout
from needlelog.ui.consent.consent_text import set_markdown, space_out
from needlelog.ui.printing import apart
from needlelog.ui.printing.session_sheet import print_document
from needlelog.ui.theme.fonts import FAMILY

_INK = "#241F1C"
_ACCENT = "#0F6B66"
_TWO_STEPS_UP = 2
_POINTS = 11
_PIXELS = 15


def aftercare_document(handout: Handout) -> QTextDocument:
    """Lay a sheet out as a document, dark on white whatever the theme of the window is."""
    document = QTextDocument()
    font = QFont(FAMILY)
    font.setPointSizeF(_POINTS)
    font.setFeature(QFont.Tag("calt"), 0)
    document.setDefaultFont(font)
    document.setDocumentMargin(0)
    set_markdown(document, handout.text)
    space_out(document, _PIXELS, 124)
    cursor = QTextCursor(document)
    cursor.select(QTextCursor.SelectionType.Document)
    ink = QTextCharFormat()
    ink.setForeground(QColor(_INK))
    cursor.mergeCharFormat(ink)
    _set_off(document)
    return document


def _set_off(document: QTextDocument) -> None:
    """The title big, the parts in the colour of the program, air after a list."""
    after_list = False
    block = document.begin()
    while block.isValid():
        cursor = QTextCursor(block)
        level = block.blockFormat().headingLevel()
        in_list = block.textList() is not None
        if level:
            end = QTextCursor.MoveOperation.EndOfBlock
            cursor.movePosition(end, QTextCursor.MoveMode.KeepAnchor)
            heading = QTextCharFormat()
            if level == 1:
                heading.setProperty(QTextFormat.Property.FontSizeAdjustment, _TWO_STEPS_UP)
            else:
                heading.setForeground(QColor(_ACCENT))
            cursor.mergeCharFormat(heading)
        elif after_list and not in_list:
            air = QTextBlockFormat()
            air.setTopMargin(_PIXELS)
            cursor.mergeBlockFormat(air)
        after_list = in_list
        block = block.next()


def foot_line(handout: Handout) -> str:
    """Clinic, title and version, on each page."""
    version = QCoreApplication.translate("AftercarePrint", "version {version}").format(
        version=handout.version
    )
    return " · ".join((handout.clinic, handout.title, version))


def write_pdf(handout: Handout, path: Path) -> None:
    """Write a sheet as a PDF file, as a whole or not at all.

    Raises:
        PaperNotDrawn: the pages could not be laid out.
        DiskFull, WriteRefused, WriteFailed: the file cannot be written.
    """
    write_atomically(path, apart.drawn(partial(_pdf, handout)))


def _pdf(handout: Handout) -> bytes:
    pages = QBuffer()
    pages.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(pages)
    writer.setResolution(300)
    writer.setTitle(handout.title)
    print_document(aftercare_document(handout), writer, foot_line(handout))
    pages.close()
    return bytes(pages.data().data())
