"""Where a text may break, and where it may be cut: never inside a figure.

A depth that lost its last digit reads as another depth, and a unit at the head of a line belongs
to nothing.
"""

from __future__ import annotations

import re

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetrics, QTextLayout, QTextOption

_BOUND = "\u00a0"
_BETWEEN = " · "

_TOGETHER = re.compile(
    r"(?<=\d)(?<!\d{4}) (?=[^\W\d_]|%)"  # 6 months, 1.50 mm, 4 %; but not behind a year
    r"|(?<=\d\s%) (?=[^\W\d_])"  # 12 % missed
    r"|(?<=\d\s[^\W\d_]{3}) (?=\d{4}\b)"  # 20 Nov 2026
    r"|(?<=\d\s[^\W\d_]{4}) (?=\d{4}\b)"  # 20 Sept 2026
    r"|(?<=\b\d{4}) (?=\d\d?:\d\d)"  # 20 Nov 2026 18:00
    r"|(?<=\b[Oo]f) (?=\d)"  # 3 of 6
    r"|(?<=\bgrade) (?=\d)|(?<=\bversion) (?=\d)|(?<=\bsession) (?=\d)"
    r"|(?<=\b[LR]) (?=\+ [LR]\b)|(?<=\b[LR] \+) (?=[LR]\b)"  # L + R
    r"|(?<=\b[A-Z]\.) (?=[A-Z])"  # M. Duval
    r"| (?=· )"  # no line begins with the dot between two facts
)
_TELEPHONE = re.compile(r"\+\d[\d ]{5,}\d")
_FIGURE_AT_END = re.compile(r"\d\S*(?: \S*)?$")


def kept_together(text: str) -> str:
    """The same letters, with spaces that do not break between a figure and what it counts."""
    text = _TOGETHER.sub(_BOUND, text)
    return _TELEPHONE.sub(lambda found: found[0].replace(" ", _BOUND), text)


def as_written(text: str) -> str:
    """The text with plain spaces again."""
    return text.replace(_BOUND, " ")


def first_line(text: str, font: QFont, width: int) -> int:
    """How many letters of the text fit on one line of so many pixels, at least one."""
    if QFontMetrics(font).horizontalAdvance(text) <= width:
        return len(text)
    layout = QTextLayout(text, font)
    options = QTextOption()
    options.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(options)
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(max(width, 1))
    layout.endLayout()
    return max(line.textLength(), 1)


def cut_to(text: str, metrics: QFontMetrics, width: int) -> str:
    """As much of the text as stands in this many pixels, with … where there is more.

    Among facts between dots one that would lose a part of its figure, or all but a letter or two,
    is left out whole.
    """
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)
    if shown == text:
        return text
    kept = shown.removesuffix("…")
    whole, between, piece = kept.rpartition(_BETWEEN.rstrip())
    piece = piece.strip()
    lost_a_figure = _FIGURE_AT_END.search(piece) or text[len(kept) :].lstrip()[:1].isdigit()
    if between and (len(piece) < len("abc") or lost_a_figure):
        return f"{whole.rstrip()} …"
    return shown
