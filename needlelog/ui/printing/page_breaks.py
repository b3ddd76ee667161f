"""Where a page may end: never right under a heading, and never inside the signature."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QTextCursor, QTextFormat

if TYPE_CHECKING:
    from PySide6.QtGui import QTextBlock, QTextDocument

_MOST_OF_A_PAGE = 0.4


def keep_together(document: QTextDocument, page_height: float) -> None:
    """Begin a new page before a heading that would stand alone at the end of one.

    The last part, which is the signature in what is signed, is not cut in two as long as it takes
    less than four tenths of a page.
    """
    layout, most = document.documentLayout(), _MOST_OF_A_PAGE * page_height
    headings = [block for block in _blocks(document) if _is_heading(block)]
    for heading in headings:
        ends = [_end_of_first_line(document, heading.next())]
        if heading == headings[-1]:
            ends.append(layout.blockBoundingRect(document.lastBlock()).bottom())
        top = layout.blockBoundingRect(heading).top()
        page = top // page_height
        if any(end - top <= most and (end - 1) // page_height != page for end in ends):
            _begin_page(heading)


def _blocks(document: QTextDocument) -> list[QTextBlock]:
    found = []
    block = document.begin()
    while block.isValid():
        found.append(block)
        block = block.next()
    return found


def _is_heading(block: QTextBlock) -> bool:
    return (
        block.next().isValid()
        and bool(block.blockFormat().headingLevel())
        and QTextCursor(block).currentTable() is None
    )


def _end_of_first_line(document: QTextDocument, block: QTextBlock) -> float:
    box, lines = document.documentLayout().blockBoundingRect(block), block.layout()
    return box.top() + lines.lineAt(0).height() if lines.lineCount() else box.bottom()


def _begin_page(heading: QTextBlock) -> None:
    form = heading.blockFormat()
    form.setPageBreakPolicy(QTextFormat.PageBreakFlag.PageBreak_AlwaysBefore)
    form.setTopMargin(0)
    QTextCursor(heading).setBlockFormat(form)
