"""The names left of the time axis: scales, zones, products."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from needlelog.ui.theme.active import metrics, theme
from needlelog.ui.theme.fonts import text_font

if TYPE_CHECKING:
    from needlelog.ui.screens.client.progress.chart_data import ChartData
    from needlelog.ui.screens.client.progress.layout import ChartLayout, Section

NAMES_WIDTH = 150
_INDENT = 10


class LaneNames(QWidget):
    """Paints the names at the heights of their lanes. Read to screen readers by the table."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._data: ChartData | None = None
        self._layout: ChartLayout | None = None
        self.setFixedWidth(metrics().text(NAMES_WIDTH))

    def show_data(self, data: ChartData, layout: ChartLayout) -> None:
        """Take the names and where they stand."""
        self._data, self._layout = data, layout
        self.setFixedWidth(metrics().text(NAMES_WIDTH))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint titles in ink, names quietly, right-aligned towards the axis."""
        data, layout = self._data, self._layout
        if data is None or layout is None:
            return
        painter = QPainter(self)
        self._paint_scale(painter, layout)
        self._paint_section(
            painter,
            self.tr("Depth by zone"),
            self.tr("mm"),
            layout.depths,
            tuple(lane.name for lane in data.lanes),
        )
        if layout.products is not None:
            self._paint_section(
                painter,
                self.tr("Products"),
                "",
                layout.products,
                tuple(lane.name for lane in data.products),
            )
        painter.end()

    def _paint_scale(self, painter: QPainter, layout: ChartLayout) -> None:
        small = text_font(metrics().text(12))
        painter.setFont(small)
        painter.setPen(theme().colour("quiet"))
        for pain, words in (
            (0, self.tr("none")),
            (5, self.tr("pain 5 · redness 2")),
            (10, self.tr("pain 10 · redness 4")),
        ):
            box = QRectF(0, layout.pain_y(pain) - 10, self.width() - _INDENT, 20)
            painter.drawText(
                box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, words
            )

    def _paint_section(
        self,
        painter: QPainter,
        title: str,
        unit: str,
        section: Section,
        names: tuple[str, ...],
    ) -> None:
        bold = text_font(metrics().text(13), QFont.Weight.Bold)
        painter.setFont(bold)
        painter.setPen(theme().colour("ink"))
        line = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        height = metrics().text(26)
        painter.drawText(QRectF(0, section.title_y, self.width(), height), line, title)
        small = text_font(metrics().text(12))
        if unit:
            left = QFontMetricsF(bold).horizontalAdvance(title)
            painter.setFont(small)
            painter.setPen(theme().colour("quiet"))
            box = QRectF(left, section.title_y, self.width() - left, height)
            painter.drawText(box, line, f" · {unit}")
        painter.setFont(small)
        painter.setPen(theme().colour("quiet"))
        font_metrics = QFontMetricsF(small)
        room = self.width() - _INDENT
        for name, top in zip(names, section.lane_tops, strict=True):
            text = font_metrics.elidedText(name, Qt.TextElideMode.ElideRight, room)
            box = QRectF(0, top, room, section.lane_height)
            painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, text)
