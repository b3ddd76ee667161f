"""Where pages end: a heading keeps its text, a signature stays whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QSizeF
from PySide6.QtGui import QTextDocument

from needlelog.ui.printing.page_breaks import keep_together

if TYPE_CHECKING:
    from PySide6.QtGui import QTextBlock
    from pytestqt.qtbot import QtBot

HEIGHT = 400.0


def _page(document: QTextDocument, block: QTextBlock) -> int:
    box = document.documentLayout().blockBoundingRect(block)
    return int(box.center().y() // HEIGHT)


def _pages(lines: int, html: str) -> dict[str, int]:
    """The page of each paragraph of ``html``, which comes after so many lines of text."""
    document = QTextDocument()
    document.setDocumentMargin(0)
    document.setHtml("<p style='margin: 0'>text</p>" * lines + html)
    document.setPageSize(QSizeF(500, HEIGHT))
    keep_together(document, HEIGHT)
    found = {}
    block = document.begin()
    while block.isValid():
        found[block.text()] = _page(document, block)
        block = block.next()
    return found


@pytest.mark.parametrize("lines", range(10, 40))
def test_a_heading_never_stands_alone_at_the_end(qtbot: QtBot, lines: int) -> None:
    pages = _pages(lines, "<h3>Products</h3><p>Gel</p><h3>Note</h3>" + "<p>well</p>" * 40)
    assert pages["Products"] == pages["Gel"]


@pytest.mark.parametrize("lines", range(10, 40))
def test_the_signature_stays_whole(qtbot: QtBot, lines: int) -> None:
    pages = _pages(lines, "<h3>Signed</h3><p>Rina</p><p>hash</p><p>____</p><p>Signature</p>")
    assert len({pages[each] for each in ("Signed", "Rina", "hash", "____", "Signature")}) == 1


def test_a_long_last_part_begins_where_it_is(qtbot: QtBot) -> None:
    pages = _pages(10, "<h3>Notes</h3>" + "<p>line</p>" * 60 + "<p>end</p>")
    assert pages["Notes"] == 0
    assert pages["end"] > 1
