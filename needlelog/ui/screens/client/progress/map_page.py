"""The map of all sessions together: what each zone has had up to a day, and whether it is ready."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QSlider,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from needlelog.domain.zone_history import Ready, ZoneHistory, zone_histories
from needlelog.ui import formats
from needlelog.ui.map.map_panel import MapPanel
from needlelog.ui.theme.active import metrics
from needlelog.ui.widgets.labels import label
from needlelog.ui.widgets.table import prepare_table
from needlelog.ui.zone_words import zone_name

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from needlelog.domain.timeline import Timeline
    from needlelog.ui.context import Context

_NARROW = 620


class MapPage(QWidget):
    """Depth on the map, the rest in the table beside it; the slider goes back in time."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._timeline: Timeline | None = None
        self.histories: tuple[ZoneHistory, ...] = ()
        self.map = MapPanel()
        self.said = label("", "strong", wrap=True)
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setAccessibleName(self.tr("Up to which session"))
        self.slider.setMinimumHeight(metrics().target)
        self.slider.setPageStep(1)
        self.slider.setTickPosition(QSlider.TickPosition.TicksBelow)
        self.slider.valueChanged.connect(lambda _value: self._fill())
        self.table = QTableWidget()
        prepare_table(self.table, self.tr("Zones with all they have had"))
        self.rule = label("", "quiet", wrap=True)
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        top = QHBoxLayout()
        top.addWidget(self.said, 1)
        column.addLayout(top)
        column.addWidget(self.slider)
        column.addWidget(self.table, 1)
        column.addWidget(self.rule)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(18, 10, 16, 12)
        self._row.setSpacing(16)
        self._row.addWidget(self.map, 4)
        self._row.addWidget(right, 5)
        self.map.body_map.selectionChanged.connect(self._choose_rows)

    def show_timeline(self, timeline: Timeline) -> None:
        """Show all sessions together."""
        self._timeline = timeline
        count = len(timeline.sessions)
        self.slider.blockSignals(True)
        self.slider.setRange(1, max(count, 1))
        self.slider.setValue(count)
        self.slider.setEnabled(count > 1)
        self.slider.blockSignals(False)
        self._fill()
        self.map.show_best([(one.zone, one.side) for one in self.histories])

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The table goes under the map where there is little room."""
        super().resizeEvent(event)
        narrow = self.width() < metrics().text(_NARROW)
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._row.setDirection(way)

    def _fill(self) -> None:
        timeline = self._timeline
        if timeline is None or not timeline.sessions:
            return
        place = self.slider.value() - 1
        one = timeline.sessions[place]
        newest = place == len(timeline.sessions) - 1
        today = self._context.today()
        until = today if newest else one.on
        sessions = timeline.sessions[: place + 1]
        self.histories = zone_histories(sessions, until, timeline.plan, today=today)
        self.said.setText(
            self.tr("All %n session(s)", "", len(sessions))
            if newest
            else self.tr("Up to session {number}, {day}").format(
                number=one.number or place + 1, day=formats.day(one.on)
            )
        )
        self.map.body_map.set_depths(
            {
                (each.zone, each.side): each.deepest_um
                for each in self.histories
                if each.deepest_um is not None
            }
        )
        self._fill_table()
        interval = timeline.plan.interval_days if timeline.plan is not None else None
        self.rule.setText(
            self.tr("Ready says that the %n day(s) of the plan have passed.", "", interval)
            if interval
            else self.tr("The plan has no interval, so nothing is said of readiness.")
        )

    def _fill_table(self) -> None:
        columns = [
            self.tr("Zone"),
            self.tr("Days since"),
            self.tr("By the plan"),
            self.tr("Sessions"),
            self.tr("Passes"),
            self.tr("Deepest, mm"),
            self.tr("Last, mm"),
        ]
        self.table.setColumnCount(len(columns))
        self.table.setHorizontalHeaderLabels(columns)
        self.table.setRowCount(len(self.histories))
        for row, one in enumerate(self.histories):
            for column, text in enumerate(self._cells(one)):
                item = QTableWidgetItem(text)
                item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
                item.setToolTip(text)
                self.table.setItem(row, column, item)
        self.table.resizeColumnsToContents()

    def _cells(self, one: ZoneHistory) -> list[str]:
        zones = self._context.zones
        return [
            zone_name(zones, one.zone, one.side, one.custom_name, short=True),
            str(one.days_since),
            self._ready(one),
            str(one.sessions),
            str(one.passes),
            "–" if one.deepest_um is None else formats.depth(one.deepest_um),
            "–" if one.last_um is None else formats.depth(one.last_um),
        ]

    def _ready(self, one: ZoneHistory) -> str:
        if one.ready is Ready.NO_PLAN or one.ready_on is None:
            return "–"
        if one.ready is Ready.READY:
            return self.tr("✓ ready")
        return self.tr("from {day}").format(day=formats.day_short(one.ready_on))

    def _choose_rows(self, selection: frozenset[tuple[str, object]]) -> None:
        self.table.clearSelection()
        for row, one in enumerate(self.histories):
            if (one.zone, one.side) in selection:
                self.table.selectRow(row)
                return
