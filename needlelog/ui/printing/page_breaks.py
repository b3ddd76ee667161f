"""Where a page may end: never right under a heading, nor inside a short part or the signature."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QTextCursor, QTextFormat

if TYPE_CHECKING:
    from PySide6.QtGui import QTextBlock, QTextDocument

_MOST_OF_A_PAGE = 0.4
_SHORT_PART = 0.2
"""Shares of a page up to which the last part, and any other, stays whole."""


def keep_together(document: QTextDocument, page_height: float) -> None:
    """Begin a new page before a heading that would stand alone at the end of one.

    A part of less than a fifth of a page, such as a signature, is not cut in two; the last part,
    which is the signature in a consent, not below four tenths.
    """
    layout = document.documentLayout()
    parts = _parts(document)
    for heading, text, last in parts:
        share = _MOST_OF_A_PAGE if heading == parts[-1][0] else _SHORT_PART
        top = layout.blockBoundingRect(heading).top()
        ends = (
            (_end_of_first_line(document, text), _MOST_OF_A_PAGE),
            (layout.blockBoundingRect(last).bottom(), share),
        )
        page = top // page_height
        if any(
            end - top <= most * page_height and (end - 1) // page_height != page
            for end, most in ends
        ):
            _begin_page(heading)


def _parts(document: QTextDocument) -> list[tuple[QTextBlock, QTextBlock, QTextBlock]]:
    """Of each part its heading, the block under it and its last one. Headings in a row are one."""
    blocks = _blocks(document)
    heads = [_is_heading(block) for block in blocks]
    begins = [at for at, head in enumerate(heads) if head and not (at and heads[at - 1])]
    ends = [*begins, len(blocks)][1:]
    found = []
    for begin, end in zip(begins, ends, strict=True):
        text = next((at for at in range(begin, end) if not heads[at]), begin)
        found.append((blocks[begin], blocks[text], blocks[end - 1]))
    return found


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
