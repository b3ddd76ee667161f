"""The treated zones of a signed session as rows to read."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from needlelog.domain.sessions import ZoneRow
from needlelog.domain.zones import ZoneCatalogue
from needlelog.ui import formats, labels, record_words
from needlelog.ui.theme.active import metrics
from needlelog.ui.theme.depth_scale import depth_colour
from needlelog.ui.widgets.card import Card, rule
from needlelog.ui.widgets.labels import label
from needlelog.ui.zone_words import zone_name

_SHARES = (5, 1, 0, 2, 1, 3, 2, 2, 1)
"""How the columns share what room is left: most for the names, none between a depth and its colour."""


class ZonesCard(Card):
    """One line a zone, its note and reason below it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._content: QWidget | None = None

    def show_rows(
        self, rows: Sequence[ZoneRow], zones: ZoneCatalogue, *, treated: bool = True
    ) -> None:
        """Show these rows instead of the former ones; hidden when there is none."""
        self.set_header("" if treated else self.tr("Written down before it was put off"))
        self.setVisible(bool(rows))
        if self._content is not None:
            self.body.removeWidget(self._content)
            self._content.deleteLater()
        self._content = QWidget()
        grid = QGridLayout(self._content)
        grid.setContentsMargins(18, 10, 18, 10)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(6)
        heads = [self.tr("Zone"), self.tr("Side"), "", self.tr("Depth, mm"), self.tr("Passes")]
        heads += [self.tr("Pattern"), self.tr("Redness"), self.tr("Bleeding"), self.tr("Pain")]
        for column, head in enumerate(heads):
            grid.addWidget(label(head, "section", wrap=True), 0, column)
        for column, share in enumerate(_SHARES):
            grid.setColumnStretch(column, share)
        line = 1
        for row in rows:
            line = self._add_row(grid, line, row, zones, len(heads))
        self.body.addWidget(self._content)

    def _add_row(
        self, grid: QGridLayout, line: int, row: ZoneRow, zones: ZoneCatalogue, width: int
    ) -> int:
        grid.addWidget(rule(), line, 0, 1, width)
        name = row.custom_name or (zones.by_code(row.zone).name if row.zone in zones else row.zone)
        cells = [
            label(name, "strong", wrap=True),
            label(row.side.sign, "quiet"),
            _Swatch(row.depth_um),
            label(formats.depth(row.depth_um) if row.depth_um is not None else "–", "strong"),
            label(record_words.number(row.passes) or "–"),
            label(labels.label(labels.PATTERNS, row.pattern) if row.pattern else "–", wrap=True),
            label(record_words.number(row.erythema) or "–"),
            label(record_words.number(row.bleeding) or "–"),
            label(record_words.number(row.pain) or "–"),
        ]
        for column, cell in enumerate(cells):
            grid.addWidget(cell, line + 1, column)
        cells[0].setMinimumHeight(metrics().text(32))
        cells[0].setAccessibleName(zone_name(zones, row.zone, row.side, row.custom_name))
        remark = record_words.joined(
            record_words.speed_text(row.speed), record_words.zone_remark(row)
        )
        if remark:
            words = label(remark, "quiet", wrap=True)
            words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            grid.addWidget(words, line + 2, 0, 1, width)
        return line + 3


class _Swatch(QWidget):
    """A bar in the colour of the depth."""

    def __init__(self, depth_um: int | None) -> None:
        super().__init__()
        self._depth = depth_um
        self.setFixedSize(metrics().text(7), metrics().text(19))

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._depth is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(depth_colour(self._depth))
        painter.drawRoundedRect(self.rect(), 2, 2)
