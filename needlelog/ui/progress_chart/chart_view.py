"""The axis as a widget. This module imports pyqtgraph, so it is loaded on first use only."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QNativeGestureEvent
from PySide6.QtWidgets import QGraphicsObject, QPinchGesture, QVBoxLayout, QWidget

from needlelog.domain.progress_series import ProgressSeries
from needlelog.ui import formats
from needlelog.ui.progress_chart.chart import Chart
from needlelog.ui.progress_chart.day_marks import DayScale
from needlelog.ui.progress_chart.hits import Hit, Kind, hit_at
from needlelog.ui.progress_chart.layout import ChartLayout, chart_layout
from needlelog.ui.progress_chart.look import screen_look
from needlelog.ui.progress_chart.painter import Drawing, Thumbnail, paint_words, whole_scale
from needlelog.ui.progress_chart.plot_cache import PlotCache
from needlelog.ui.theme.active import metrics, theme

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QPainter, QResizeEvent, QWheelEvent
    from PySide6.QtWidgets import QStyleOptionGraphicsItem

CLOSEST_DAYS = 14
_BEYOND_DAYS = 400
_ZOOM_STEP = 0.7
_EMPTY = Chart(ProgressSeries(), (), (), (), ())


class _Surface(pg.GraphicsView):  # type: ignore[misc]
    """Zooms with Ctrl and wheel or with two fingers; the bare wheel scrolls the page."""

    pinched = Signal(float, QPointF)

    def __init__(self) -> None:
        super().__init__(background=None)
        self.viewport().grabGesture(Qt.GestureType.PinchGesture)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(self.Shape.NoFrame)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().wheelEvent(event)
        else:
            event.ignore()

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Gesture:
            pinch = event.gesture(Qt.GestureType.PinchGesture)  # type: ignore[attr-defined]
            if isinstance(pinch, QPinchGesture):
                centre = QPointF(self.viewport().mapFromGlobal(pinch.centerPoint().toPoint()))
                self.pinched.emit(pinch.scaleFactor(), centre)
                return True
        if isinstance(event, QNativeGestureEvent) and (
            event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture
        ):
            self.pinched.emit(1 + event.value(), event.position())
            return True
        return bool(super().viewportEvent(event))


class _Item(QGraphicsObject):
    """The chart as one item of the scene, in pixels of the view."""

    def __init__(self, view: ChartView) -> None:
        super().__init__()
        self._view = view

    def boundingRect(self) -> QRectF:
        return QRectF(self._view.surface.rect())

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,
        widget: QWidget | None = None,
    ) -> None:
        drawing = self._view.drawing()
        if drawing is not None:
            self._view.cache.paint(painter, drawing)
            paint_words(painter, drawing)


class ChartView(QWidget):
    """The axis. Arrow keys choose a session, Enter opens it, + − 0 zoom and fit."""

    opened = Signal(object)
    """The `Hit` that was tapped or entered."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.chart = _EMPTY
        self.chosen: int | None = None
        self.thumbnail: Thumbnail | None = None
        self.cache = PlotCache()
        self._layout: ChartLayout | None = None
        self._fitted = True
        self.surface = _Surface()
        self.box = pg.ViewBox(enableMenu=False, defaultPadding=0)
        self.box.setMouseEnabled(x=True, y=False)
        self.box.disableAutoRange()
        self.box.setYRange(0, 1, padding=0)
        self.surface.setCentralItem(self.box)
        self._item = _Item(self)
        self._item.setParentItem(self.box)
        self.box.sigRangeChangedManually.connect(self._moved_by_hand)
        self.box.sigRangeChanged.connect(lambda *_range: self._item.update())
        self.surface.scene().sigMouseClicked.connect(self._clicked)
        self.surface.pinched.connect(self._pinch)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.surface)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Sessions on a time axis"))
        self._describe()

    def show_chart(self, chart: Chart, *, fit: bool = True) -> None:
        """Show this chart; ``fit`` brings everything into view."""
        self.chart = chart
        if self.chosen is not None and self.chosen >= len(chart.series.sessions):
            self.chosen = None
        self._arrange()
        if fit or self._fitted:
            self.fit()

    def restyle(self) -> None:
        """Take the colours and sizes of the theme in force."""
        self._arrange()

    def drawing(self) -> Drawing | None:
        """Everything the chart is painted from as it stands now."""
        if self._layout is None or self.chart.series.empty:
            return None
        left, right = self.box.viewRange()[0]
        width = float(self.surface.width())
        names = self._layout.names
        first = left + (right - left) * names / max(width, 1)
        return Drawing(
            self.chart,
            self._layout,
            DayScale(first, right, names, width),
            screen_look(),
            width,
            self.chosen,
            self.thumbnail,
        )

    def fit(self) -> None:
        """Bring everything into view."""
        if self._layout is None or self.chart.series.empty:
            return
        self._fitted = True
        first, last = (day.toordinal() for day in self.chart.series.span)
        width = float(max(self.surface.width(), 1))
        whole = whole_scale(self.chart, self._layout, width)
        day = 1 / max(whole.pixels_a_day, 1e-9)
        self.box.setLimits(
            xMin=first - _BEYOND_DAYS - width * day,
            xMax=last + _BEYOND_DAYS + width * day,
            minXRange=CLOSEST_DAYS,
        )
        left = whole.first - whole.left * day
        self.box.setXRange(left, left + width * day, padding=0)

    def zoom(self, closer: bool) -> None:
        """Zoom one step around the chosen session, or around the middle of the days."""
        factor = _ZOOM_STEP if closer else 1 / _ZOOM_STEP
        self._scale(factor, self._centre())

    @property
    def visible_days(self) -> float:
        """How many days are in view."""
        drawing = self.drawing()
        return 0.0 if drawing is None else drawing.scale.last - drawing.scale.first

    def refresh(self) -> None:
        """Paint again, because a small picture has arrived."""
        self.cache.forget()
        self._item.update()

    def sizeHint(self) -> QSize:
        """As high as its lanes ask for."""
        return QSize(640, round(chart_layout(self.chart, 0, metrics().text_factor).height))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the lines the height that is left over."""
        super().resizeEvent(event)
        self._arrange()
        if self._fitted:
            self.fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose, open, zoom and fit."""
        key = event.key()
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._choose(-1 if key == Qt.Key.Key_Left else 1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.chosen is not None:
            self.opened.emit(Hit(Kind.SESSION, self.chart.series.sessions[self.chosen].uid))
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom(closer=True)
        elif key == Qt.Key.Key_Minus:
            self.zoom(closer=False)
        elif key in (Qt.Key.Key_0, Qt.Key.Key_F):
            self.fit()
        else:
            super().keyPressEvent(event)

    def _arrange(self) -> None:
        factor = metrics().text_factor
        least = chart_layout(self.chart, 0, factor).height
        self.setMinimumHeight(round(least))
        self._layout = chart_layout(self.chart, max(float(self.height()), least), factor)
        self.surface.setBackground(theme().colour("surface"))
        self._item.prepareGeometryChange()
        self._item.update()

    def _centre(self) -> float:
        drawing = self.drawing()
        if self.chosen is not None:
            return float(self.chart.series.sessions[self.chosen].on.toordinal())
        return 0.0 if drawing is None else (drawing.scale.first + drawing.scale.last) / 2

    def _scale(self, factor: float, ordinal: float) -> None:
        self._fitted = False
        self.box.scaleBy(x=factor, y=1, center=QPointF(ordinal, 0))

    def _pinch(self, factor: float, centre: QPointF) -> None:
        if factor > 0:
            self._scale(1 / factor, self.box.mapToView(centre).x())

    def _moved_by_hand(self) -> None:
        self._fitted = False

    def _choose(self, step: int) -> None:
        sessions = self.chart.series.sessions
        if not sessions:
            return
        start = len(sessions) if step < 0 else -1
        start = start if self.chosen is None else self.chosen
        self.chosen = min(max(start + step, 0), len(sessions) - 1)
        ordinal = sessions[self.chosen].on.toordinal()
        drawing = self.drawing()
        if drawing is not None and not drawing.scale.first <= ordinal <= drawing.scale.last:
            middle = (drawing.scale.first + drawing.scale.last) / 2
            self._fitted = False
            self.box.translateBy(x=ordinal - middle)
        self._item.update()
        self._describe()

    def _describe(self) -> None:
        if self.chosen is None:
            self.setAccessibleDescription(
                self.tr("Arrow keys choose a session, Enter opens it. “As a list” shows the same.")
            )
            return
        one = self.chart.series.sessions[self.chosen]
        self.setAccessibleDescription(
            self.tr("Session {number}, {day}. Enter opens it.").format(
                number=one.number or "–", day=formats.day(one.on)
            )
        )

    def _clicked(self, event: object) -> None:
        drawing = self.drawing()
        if drawing is None:
            return
        place = self.box.mapFromScene(event.scenePos())  # type: ignore[attr-defined]
        hit = hit_at(drawing, QPointF(place))
        if hit is not None:
            self.opened.emit(hit)
