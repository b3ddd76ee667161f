"""The time axis as a widget. This module imports pyqtgraph, so it is loaded on first use only."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from needlelog.ui import formats
from needlelog.ui.screens.client.progress.chart_data import ChartData
from needlelog.ui.screens.client.progress.day_axis import DayAxis
from needlelog.ui.screens.client.progress.drawing import (
    PAIN_COLOUR,
    TimelineDrawing,
    redness_colour,
)
from needlelog.ui.screens.client.progress.lane_names import LaneNames
from needlelog.ui.screens.client.progress.layout import chart_layout
from needlelog.ui.theme.active import metrics, theme
from needlelog.ui.theme.fonts import text_font

if TYPE_CHECKING:
    from datetime import date

    from PySide6.QtGui import QKeyEvent, QResizeEvent, QWheelEvent

AXIS_HEIGHT = 30
CLOSEST_DAYS = 14
_ZOOM_STEP = 0.7


class _Plot(pg.PlotWidget):  # type: ignore[misc]
    """Zooms with Ctrl and wheel; the bare wheel scrolls the page."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().wheelEvent(event)
        else:
            event.ignore()


class ProgressChart(QWidget):
    """Sessions on one axis. Arrow keys choose a session, Enter opens it, + − 0 zoom and fit."""

    session_opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._data = ChartData()
        self._names = LaneNames()
        self._title = QLabel(self)
        self._axis = DayAxis(orientation="bottom")
        self._axis.setHeight(AXIS_HEIGHT)
        self._plot = _Plot(axisItems={"bottom": self._axis}, background=None)
        self._plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._plot.setFrameShape(_Plot.Shape.NoFrame)
        self._prepare_plot()
        self._drawing = TimelineDrawing(self._place, self._area)
        self._drawing.setParentItem(self._view)
        self._view.sigRangeChanged.connect(lambda *_range: self._drawing.update())
        self._plot.scene().sigMouseClicked.connect(self._clicked)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._names)
        layout.addWidget(self._plot, 1)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Sessions on a time axis"))
        self.setAccessibleDescription(
            self.tr("Arrow keys choose a session, Enter opens it. “As a list” shows the same.")
        )
        self._title.raise_()

    def show_data(self, data: ChartData) -> None:
        """Show these sessions and fit them into view."""
        self._data = data
        self._drawing.chosen = None
        self._arrange()
        self.fit()

    def restyle(self) -> None:
        """Take the colours and sizes of the theme in force."""
        self._arrange()

    def fit(self) -> None:
        """Bring everything into view, with room for a cell after the last session."""
        first, last = self._span()
        room = max((last - first).days * 0.06, 10)
        self._view.setLimits(
            xMin=first.toordinal() - 400,
            xMax=last.toordinal() + 400,
            minXRange=CLOSEST_DAYS,
        )
        self._view.setXRange(first.toordinal() - room / 2, last.toordinal() + room, padding=0)

    def zoom(self, closer: bool) -> None:
        """Zoom one step around the middle, or around the chosen session."""
        chosen = self._drawing.chosen
        centre = None
        if chosen is not None:
            centre = QPointF(self._data.sessions[chosen].on.toordinal(), 0)
        factor = _ZOOM_STEP if closer else 1 / _ZOOM_STEP
        self._view.scaleBy(x=factor, y=1, center=centre)

    @property
    def visible_days(self) -> float:
        """How many days are in view."""
        left, right = self._view.viewRange()[0]
        return float(right - left)

    def place_of(self, number: int) -> QPointF:
        """Where a session's tick stands, in this widget's coordinates."""
        scene = self._view.mapToScene(QPointF(self._place(self._data.sessions[number].on), 20))
        viewport = self._plot.viewport()
        return QPointF(viewport.mapTo(self, self._plot.mapFromScene(scene)))

    def sizeHint(self) -> QSize:
        """As high as its lanes ask for."""
        height = chart_layout(self._data, 0, metrics().text_factor).height
        return QSize(640, round(height) + AXIS_HEIGHT)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the lines the height that is left over."""
        super().resizeEvent(event)
        self._arrange()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose, open, zoom and fit."""
        key = event.key()
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._choose(-1 if key == Qt.Key.Key_Left else 1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._drawing.chosen is not None:
            self.session_opened.emit(self._data.sessions[self._drawing.chosen].uid)
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom(closer=True)
        elif key == Qt.Key.Key_Minus:
            self.zoom(closer=False)
        elif key in (Qt.Key.Key_0, Qt.Key.Key_F):
            self.fit()
        else:
            super().keyPressEvent(event)

    def _prepare_plot(self) -> None:
        item = self._plot.getPlotItem()
        item.hideAxis("left")
        item.setMenuEnabled(False)
        item.hideButtons()
        item.setContentsMargins(0, 0, 0, 0)
        item.layout.setContentsMargins(0, 0, 0, 0)
        item.layout.setVerticalSpacing(0)
        self._view = item.getViewBox()
        self._view.setMouseEnabled(x=True, y=False)
        self._view.setDefaultPadding(0)
        self._view.disableAutoRange()
        self._view.setYRange(0, 1, padding=0)

    def _arrange(self) -> None:
        room = max(self.height() - AXIS_HEIGHT, 0)
        layout = chart_layout(self._data, room, metrics().text_factor)
        least = chart_layout(self._data, 0, metrics().text_factor).height
        most = chart_layout(self._data, float("inf"), metrics().text_factor).height
        self.setMinimumHeight(round(least) + AXIS_HEIGHT)
        self.setMaximumHeight(round(most) + AXIS_HEIGHT)
        self._names.show_data(self._data, layout)
        self._drawing.show_data(self._data, layout)
        self._plot.setBackground(theme().colour("surface"))
        self._axis.setPen(pg.mkPen(None))
        self._axis.setTextPen(pg.mkPen(theme().colour("quiet")))
        self._axis.setStyle(tickFont=text_font(metrics().text(12)), tickLength=0)
        self._title.setText(self._title_text())
        self._title.adjustSize()
        self._title.move(0, 0)

    def _title_text(self) -> str:
        pain, redness = theme().colour(PAIN_COLOUR).name(), redness_colour().name()
        quiet = theme().colour("quiet").name()
        return (
            f'<span style="color:{pain}">●</span> <b>{self.tr("Pain")}</b> '
            f'<span style="color:{quiet}">0–10</span>&nbsp;&nbsp; '
            f'<span style="color:{redness}">■</span> <b>{self.tr("Redness")}</b> '
            f'<span style="color:{quiet}">0–4 · '
            f"{self.tr('highest of each session; lower is better, drawn upwards')}</span>"
        )

    def _span(self) -> tuple[date, date]:
        days = self._data.days
        if not days:
            raise ValueError("there is nothing on the axis")
        first, last = min(days), max(days)
        return (first, last) if first < last else (first, first + timedelta(days=28))

    def _place(self, day: date) -> float:
        return float(self._view.mapFromView(QPointF(day.toordinal(), 0)).x())

    def _area(self) -> QRectF:
        return QRectF(self._view.rect())

    def _choose(self, step: int) -> None:
        count = len(self._data.sessions)
        if not count:
            return
        chosen = self._drawing.chosen
        start = count if step < 0 else -1
        chosen = min(max((start if chosen is None else chosen) + step, 0), count - 1)
        self._drawing.chosen = chosen
        self._drawing.update()
        session = self._data.sessions[chosen]
        ordinal = session.on.toordinal()
        left, right = self._view.viewRange()[0]
        if not left <= ordinal <= right:
            self._view.translateBy(x=ordinal - (left + right) / 2)
        self.setAccessibleDescription(
            self.tr("Session {number}, {day}. Enter opens it.").format(
                number=session.number or "–", day=formats.day(session.on)
            )
        )

    def _clicked(self, event: object) -> None:
        place = self._view.mapFromScene(event.scenePos())  # type: ignore[attr-defined]
        number = self._drawing.session_at(place.x())
        if number is not None and self._area().contains(place):
            self.session_opened.emit(self._data.sessions[number].uid)
