"""Zones with their depths as a few words: a dot in the depth's colour, the zone, the depth bold."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from needlelog.ui import formats
from needlelog.ui.theme.active import metrics
from needlelog.ui.theme.depth_scale import depth_colour

if TYPE_CHECKING:
    from collections.abc import Iterable

    from needlelog.ui.zone_words import DepthLine

_DOT = "●"
_INSIDE, _BETWEEN = 5, 14
"""Between the parts of one zone, and between zones, in pixels of the usual text."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """One zone with its depth, and how many pixels each part of it and the gaps take."""

    line: DepthLine
    dot: int
    label: int
    depth: int
    gap: int

    @property
    def width(self) -> int:
        """Of all of it."""
        if self.line.depth_um is None:
            return self.label
        return self.dot + self.gap + self.label + self.gap + self.depth


class DepthsLabel(QLabel):
    """As many lines as the zones need; a zone is never broken, only shortened where it must be.

    Painted, because a list of them is laid out again and again and rich text takes milliseconds
    each time. ``sentence`` says the same in one plain line and is the accessible name.
    """

    def __init__(
        self, lines: Iterable[DepthLine], sentence: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(sentence, parent)
        self._of = tuple(lines)
        self._pieces: tuple[_Piece, ...] = ()
        self._rows: dict[int, list[list[_Piece]]] = {}
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAccessibleName(sentence)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def sizeHint(self) -> QSize:
        """All on one line."""
        pieces = self._measured()
        width = sum(piece.width + metrics().text(_BETWEEN) for piece in pieces)
        return QSize(width, self.fontMetrics().height())

    def minimumSizeHint(self) -> QSize:
        """The dot, the beginning of a zone and its depth."""
        least = QFontMetrics(self._bold()).horizontalAdvance(f"{_DOT} MMM… 0.00")
        return QSize(min(least, self.sizeHint().width()), self.fontMetrics().height())

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return max(len(self.rows(width)), 1) * self.fontMetrics().height()

    def rows(self, width: int) -> list[list[_Piece]]:
        """Which zones stand on each line in this many pixels."""
        pieces = self._measured()
        if width not in self._rows:
            self._rows[width] = _broken(pieces, width, metrics().text(_BETWEEN))
        return self._rows[width]

    def changeEvent(self, event: QEvent) -> None:
        """Another font has other widths."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._pieces = ()
            self._rows = {}

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        height = self.fontMetrics().height()
        for number, row in enumerate(self.rows(self.width())):
            left = 0
            for piece in row:
                self._paint(painter, piece, left, number * height)
                left += piece.width + metrics().text(_BETWEEN)
        painter.end()

    def _paint(self, painter: QPainter, piece: _Piece, left: int, top: int) -> None:
        line, height = piece.line, self.fontMetrics().height()
        ink = self.palette().color(self.foregroundRole())
        depth = line.depth_um
        if depth is not None:
            painter.setPen(depth_colour(depth))
            painter.setFont(self.font())
            self._write(painter, QRect(left, top, piece.dot, height), _DOT)
            left += piece.dot + piece.gap
        painter.setPen(ink)
        painter.setFont(self.font())
        beside = piece.depth + piece.gap if depth is not None else 0
        label = min(piece.label, max(self.width() - left - beside, 0))
        words = line.label
        if label < piece.label:
            words = self.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, label)
        self._write(painter, QRect(left, top, label, height), words)
        if depth is not None:
            painter.setFont(self._bold())
            place = QRect(left + label + piece.gap, top, piece.depth, height)
            self._write(painter, place, formats.depth(depth))

    def _write(self, painter: QPainter, place: QRect, words: str) -> None:
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            place.moveLeft(self.width() - place.right() - 1)
        one_line = Qt.AlignmentFlag.AlignVCenter.value | Qt.TextFlag.TextSingleLine.value
        painter.drawText(place, one_line | Qt.TextFlag.TextDontClip.value, words)

    def _bold(self) -> QFont:
        font = QFont(self.font())
        font.setWeight(QFont.Weight.Bold)
        return font

    def _measured(self) -> tuple[_Piece, ...]:
        self.ensurePolished()
        if not self._pieces:
            plain, bold = self.fontMetrics(), QFontMetrics(self._bold())
            dot, gap = plain.horizontalAdvance(_DOT), metrics().text(_INSIDE)
            self._pieces = tuple(
                _Piece(
                    line,
                    dot,
                    plain.horizontalAdvance(line.label),
                    0 if line.depth_um is None
                    else bold.horizontalAdvance(formats.depth(line.depth_um)),
                    gap,
                )
                for line in self._of
            )  # fmt: skip
        return self._pieces


def _broken(pieces: Iterable[_Piece], width: int, between: int) -> list[list[_Piece]]:
    rows: list[list[_Piece]] = []
    left = 0
    for piece in pieces:
        if not rows or left + piece.width > width:
            rows.append([])
            left = 0
        rows[-1].append(piece)
        left += piece.width + between
    return rows
