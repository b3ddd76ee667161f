"""The time axis with the chips that choose its scales."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from needlelog.ui.progress_chart.chart import chart_of, outcome_name
from needlelog.ui.widgets.button import Button, icon_button
from needlelog.ui.widgets.flow_layout import FlowLayout
from needlelog.ui.widgets.scroll_page import ScrollPage

if TYPE_CHECKING:
    from needlelog.domain.progress_series import ProgressSeries
    from needlelog.domain.zones import ZoneCatalogue
    from needlelog.ui.photos.thumbnails import Thumbnails
    from needlelog.ui.progress_chart.chart_view import ChartView


class AxisPage(QWidget):
    """``scales_chosen`` carries the keys of the scales that are to be shown, in their order."""

    scales_chosen = Signal(tuple)
    opened = Signal(object)
    """What was tapped on the axis: a `Hit`."""

    def __init__(
        self, zones: ZoneCatalogue, thumbnails: Thumbnails, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._zones = zones
        self._thumbnails = thumbnails
        self.chart: ChartView | None = None
        self.chips: dict[str, Button] = {}
        self._chip_row = QWidget()
        self._flow = FlowLayout(self._chip_row, 6)
        head = QHBoxLayout()
        head.setContentsMargins(18, 8, 16, 0)
        head.setSpacing(10)
        head.addWidget(self._chip_row, 1)
        for icon, words, act in (
            ("magnify-minus-outline", self.tr("Zoom out"), lambda: self._zoom(closer=False)),
            ("magnify-plus-outline", self.tr("Zoom in"), lambda: self._zoom(closer=True)),
            ("fit-to-page-outline", self.tr("Fit everything into view"), self.fit),
        ):
            head.addWidget(icon_button(icon, words, act), 0, Qt.AlignmentFlag.AlignTop)
        self._page = ScrollPage()
        self._page.body.setContentsMargins(22, 8, 16, 4)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._page, 1)

    def show_series(self, series: ProgressSeries, shown: tuple[str, ...], *, fit: bool) -> None:
        """Show the axis with these scales on it."""
        self._show_chips(series, shown)
        chart = self._ready_chart()
        chart.show_chart(chart_of(series.chosen(shown), self._zones), fit=fit)

    def fit(self) -> None:
        """Bring everything into view."""
        if self.chart is not None:
            self.chart.fit()

    def restyle(self) -> None:
        """Take the colours of the theme in force."""
        if self.chart is not None:
            self.chart.restyle()

    def _zoom(self, *, closer: bool) -> None:
        if self.chart is not None:
            self.chart.zoom(closer)

    def _ready_chart(self) -> ChartView:
        if self.chart is None:
            from needlelog.ui.progress_chart.chart_view import ChartView

            self.chart = ChartView()
            self.chart.thumbnail = self._thumbnails.pixmap
            self.chart.opened.connect(self.opened)
            self._thumbnails.arrived.connect(self.chart.refresh)
            self._page.body.addWidget(self.chart, 1)
        return self.chart

    def _show_chips(self, series: ProgressSeries, shown: tuple[str, ...]) -> None:
        wanted = {one.key: outcome_name(one) for one in series.outcomes}
        if list(wanted) != list(self.chips):
            for chip in self.chips.values():
                self._flow.removeWidget(chip)
                chip.hide()
                chip.deleteLater()
            self.chips = {}
            for key, name in wanted.items():
                chip = Button(name, "filter")
                chip.setCheckable(True)
                chip.setAccessibleName(self.tr("Show {scale} on the axis").format(scale=name))
                chip.clicked.connect(lambda _checked: self._choose())
                self._flow.addWidget(chip)
                self.chips[key] = chip
        for key, chip in self.chips.items():
            chip.setChecked(key in shown)

    def _choose(self) -> None:
        self.scales_chosen.emit(tuple(key for key, chip in self.chips.items() if chip.isChecked()))
