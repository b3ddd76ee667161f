"""A row of needle depths to choose from, each with its colour of the scale."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QLayoutItem, QSizePolicy, QWidget

from needlelog.ui.formats import depth, depth_short
from needlelog.ui.theme.active import metrics, theme
from needlelog.ui.theme.depth_scale import depth_colour
from needlelog.ui.theme.fonts import text_font
from needlelog.ui.widgets.arrow_row import ArrowRow
from needlelog.ui.widgets.button import KEYBOARD
from needlelog.ui.widgets.flow_layout import FlowLayout

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


_GAP = 4


class DepthChips(QWidget):
    """Chips for depths in micrometres; the current one is outlined.

    Where there is little room they get narrower, down to a finger's width, and then wrap.
    `chosen` carries the depth whenever the person presses a chip, also the current one.
    """

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(self.tr("Needle depth, mm"))
        self._flow = _EvenFlow(self, spacing=_GAP)
        self._chips: dict[int, _DepthChip] = {}
        self._current: int | None = None
        self._arrows = ArrowRow(self)

    def set_values(self, micrometres: Sequence[int]) -> None:
        """The depths to offer, in the order given."""
        if list(micrometres) == list(self._chips):
            return
        for chip in self._chips.values():
            self._flow.removeWidget(chip)
            chip.setParent(None)
            chip.deleteLater()
        self._chips = {value: _DepthChip(value, self._spoken) for value in micrometres}
        for value, chip in self._chips.items():
            chip.clicked.connect(lambda _checked=False, value=value: self._choose(value))
            self._flow.addWidget(chip)
        self._arrows.take(list(self._chips.values()))
        self.set_current(self._current)

    def values(self) -> list[int]:
        """The depths on offer."""
        return list(self._chips)

    def current(self) -> int | None:
        """The outlined depth, if any."""
        return self._current

    def set_current(self, micrometres: int | None) -> None:
        """Outline a depth without telling anybody; None or a depth not on offer outlines none."""
        self._current = micrometres
        for place, (value, chip) in enumerate(self._chips.items()):
            chip.setChecked(value == micrometres)
            if value == micrometres:
                self._arrows.set_stop(place)

    def chip(self, micrometres: int) -> QAbstractButton:
        """The button of a depth. Raises KeyError when it is not on offer."""
        return self._chips[micrometres]

    def _choose(self, value: int) -> None:
        self.set_current(value)
        self.chosen.emit(value)

    def _spoken(self, value: int) -> str:
        return self.tr("{depth} mm").format(depth=depth(value))


class _EvenFlow(FlowLayout):
    """Shares one line among all, as long as each keeps its least width."""

    def _size_of(self, item: QLayoutItem, room: int) -> QSize:
        wanted, least = item.sizeHint(), item.minimumSize()
        share = (room + _GAP) // max(self.count(), 1) - _GAP
        width = min(share, wanted.width()) if share >= least.width() else wanted.width()
        return QSize(width, wanted.height())


class _DepthChip(QAbstractButton):
    def __init__(self, micrometres: int, spoken: Callable[[int], str]) -> None:
        super().__init__()
        self._depth = micrometres
        self._ring = False
        self.setCheckable(True)
        self.setText(depth_short(micrometres))
        self.setAccessibleName(spoken(micrometres))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        words = QFontMetrics(self._font()).horizontalAdvance("0.25") + 8
        return QSize(max(words, metrics().target), self.sizeHint().height())

    def sizeHint(self) -> QSize:
        words = QFontMetrics(self._font()).horizontalAdvance("0.25") + 28
        return QSize(max(words, metrics().text(58)), max(metrics().target, metrics().text(50)))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = theme()
        ground = "pressed" if self.isDown() else "hover" if self.underMouse() else "surface"
        painter.setBrush(colours.colour(ground))
        chosen, width = self.isChecked(), 2 if self.isChecked() or self._ring else 1
        pen = "accent" if chosen else "focus" if self._ring else "line"
        painter.setPen(QPen(colours.colour(pen), width))
        inset = width / 2 if chosen else 1 + width / 2
        box = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        painter.drawRoundedRect(box, 10, 10)
        if chosen and self._ring:
            painter.setPen(QPen(colours.colour("focus"), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(3, 3, -3, -3), 7, 7)
        self._paint_bar(painter)
        painter.setFont(self._font())
        painter.setPen(colours.colour("ink" if self.isEnabled() else "disabled"))
        words = self.rect().adjusted(0, self.height() // 3, 0, -3)
        painter.drawText(words, Qt.AlignmentFlag.AlignCenter, self.text())

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._ring = event.reason() in KEYBOARD
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._ring = False
        super().focusOutEvent(event)

    def _paint_bar(self, painter: QPainter) -> None:
        width, height = metrics().text(26), metrics().text(7)
        bar = QRectF((self.width() - width) / 2, self.height() * 0.25, width, height)
        colour = depth_colour(self._depth)
        painter.setBrush(colour)
        # The deepest colours would vanish on the dark surface without an edge.
        edge = theme().colour("line_strong") if theme().dark and colour.lightness() < 90 else colour
        painter.setPen(QPen(edge, 1))
        painter.drawRoundedRect(bar, height / 2, height / 2)

    def _font(self) -> QFont:
        return text_font(metrics().text(14), QFont.Weight.DemiBold)
