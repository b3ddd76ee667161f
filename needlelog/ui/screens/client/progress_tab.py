"""Progress: the series in four figures, then everything on one time axis or as a list.

The chart's module loads pyqtgraph, which is slow, so it is imported when the tab is first shown.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QStackedWidget,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from needlelog.services import progress
from needlelog.ui.scores.panel import ScoresPanel
from needlelog.ui.screens.client.progress.chart_data import chart_data
from needlelog.ui.screens.client.progress.figures import figures
from needlelog.ui.screens.client.progress.table_rows import table_columns, table_rows
from needlelog.ui.theme.active import metrics
from needlelog.ui.widgets.button import icon_button
from needlelog.ui.widgets.card import Card
from needlelog.ui.widgets.empty_state import EmptyState
from needlelog.ui.widgets.labels import ElidedLabel
from needlelog.ui.widgets.scroll_page import ScrollPage
from needlelog.ui.widgets.segmented import SegmentedControl
from needlelog.ui.widgets.table import prepare_table

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from needlelog.domain.timeline import Timeline
    from needlelog.ui.context import Context
    from needlelog.ui.screens.client.progress.chart import ProgressChart

_UID = Qt.ItemDataRole.UserRole
_NARROW = 820


class ProgressTab(QWidget):
    """Figures above, one axis below."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._client_uid = ""
        self.timeline: Timeline | None = None
        self.chart: ProgressChart | None = None
        self._figures = QHBoxLayout()
        self._figures.setSpacing(12)
        self.choice = SegmentedControl(
            [
                ("axis", self.tr("Time axis")),
                ("list", self.tr("As a list")),
                ("scores", self.tr("Scores")),
            ]
        )
        self.choice.chosen.connect(lambda _key: self._show_chosen())
        self._zoom = QWidget()
        zoom = QBoxLayout(QBoxLayout.Direction.LeftToRight, self._zoom)
        zoom.setContentsMargins(0, 0, 0, 0)
        zoom.setSpacing(6)
        for icon, words, act in (
            ("magnify-minus-outline", self.tr("Zoom out"), lambda: self._on_chart("out")),
            ("magnify-plus-outline", self.tr("Zoom in"), lambda: self._on_chart("in")),
            (
                "fit-to-page-outline",
                self.tr("Fit everything into view"),
                lambda: self._on_chart("fit"),
            ),
        ):
            zoom.addWidget(icon_button(icon, words, act))
        self.card = Card()
        self.card.add_to_header(self._zoom)
        self.card.add_to_header(self.choice)
        self._axis_page = ScrollPage()
        self._axis_page.body.setContentsMargins(22, 14, 18, 12)
        self.table = self._make_table()
        self._empty = EmptyState(
            "chart-timeline-variant",
            self.tr("Nothing to show yet"),
            self.tr(
                "After the first signed session, depth, pain and redness stand here over time."
            ),
        )
        self._pages = QStackedWidget()
        self.scores = ScoresPanel(context)
        for page in (self._axis_page, self.table, self._empty, self.scores):
            self._pages.addWidget(page)
        self.card.add(self._pages, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addLayout(self._figures)
        layout.addWidget(self.card, 1)
        context.theme.changed.connect(self._restyle)

    def show_client(self, uid: str) -> None:
        """Read the client's timeline and show it."""
        self._client_uid = uid
        clinic = self._context.clinic
        self._context.worker.submit_latest(
            "progress",
            lambda: progress.client_timeline(clinic, uid),
            lambda timeline: self._show(uid, timeline),
            self._context.report,
            owner=self,
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Four figures need some width; the explanation goes first."""
        super().resizeEvent(event)
        self._zoom.setVisible(
            self.choice.current() == "axis" and self.width() >= metrics().text(_NARROW) // 2
        )

    def _show(self, uid: str, timeline: Timeline) -> None:
        if uid != self._client_uid:
            return
        self.timeline = timeline
        self._show_figures(timeline)
        self._fill_table(timeline)
        if timeline.sessions:
            self._ready_chart().show_data(chart_data(timeline, self._context.zones))
        self._show_chosen()

    def _ready_chart(self) -> ProgressChart:
        if self.chart is None:
            from needlelog.ui.screens.client.progress.chart import ProgressChart

            self.chart = ProgressChart()
            self.chart.session_opened.connect(self._context.navigator.record_requested)
            self._axis_page.body.addWidget(self.chart, 100)
            self._axis_page.body.addStretch(1)
        return self.chart

    def _show_chosen(self) -> None:
        any_session = self.timeline is not None and bool(self.timeline.sessions)
        chosen = self.choice.current()
        self._zoom.setVisible(any_session and chosen == "axis")
        if chosen == "scores":
            self.card.set_header(self.tr("Scores"))
        else:
            self.card.set_header(
                self.tr("Sessions on one axis"), self.tr("tap a session to open it")
            )
        if chosen == "scores":
            self.scores.show_client(self._client_uid)
            self._pages.setCurrentWidget(self.scores)
        elif not any_session:
            self._pages.setCurrentWidget(self._empty)
        else:
            self._pages.setCurrentWidget(self.table if chosen == "list" else self._axis_page)

    def _on_chart(self, act: str) -> None:
        if self.chart is None:
            return
        if act == "fit":
            self.chart.fit()
        else:
            self.chart.zoom(closer=act == "in")

    def _restyle(self) -> None:
        if self.chart is not None:
            self.chart.restyle()

    def _show_figures(self, timeline: Timeline) -> None:
        while (item := self._figures.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for name, value, words in figures(timeline, self._context.zones, self._context.today()):
            card = Card(padding=0)
            card.body.setContentsMargins(16, 12, 16, 12)
            card.body.setSpacing(1)
            card.add(ElidedLabel(name, "small"))
            card.add(ElidedLabel(value, "number"))
            card.add(ElidedLabel(words, "small"))
            card.setAccessibleName(f"{name}: {value}, {words}")
            self._figures.addWidget(card, 1)

    def _make_table(self) -> QTableWidget:
        table = QTableWidget()
        prepare_table(table, self.tr("Sessions as a list"))
        table.itemActivated.connect(lambda item: self._open_row(item.row()))
        table.itemClicked.connect(lambda item: self._open_row(item.row()))
        return table

    def _fill_table(self, timeline: Timeline) -> None:
        columns = table_columns()
        rows = table_rows(timeline, self._context.zones)
        self.table.setColumnCount(len(columns))
        self.table.setHorizontalHeaderLabels(columns)
        self.table.setRowCount(len(rows))
        for number, (uid, cells) in enumerate(rows):
            for column, text in enumerate(cells):
                item = QTableWidgetItem(text)
                item.setData(_UID, uid)
                item.setToolTip(text)
                item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
                self.table.setItem(number, column, item)
        self.table.resizeColumnsToContents()

    def _open_row(self, row: int) -> None:
        item = self.table.item(row, 0)
        uid = str(item.data(_UID)) if item is not None else ""
        if uid:
            self._context.navigator.record_requested.emit(uid)
