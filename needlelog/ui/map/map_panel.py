"""The map with its tabs, the views of a tab, and the depth scale under it."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from needlelog.files.reference_data import map_drawing
from needlelog.ui.map.body_map import BodyMap
from needlelog.ui.map.depth_legend import DepthLegend
from needlelog.ui.map.map_state import ZoneKey
from needlelog.ui.map.views import MAP_TABS, MapTab, best_map, maps_for_zone, tab_of
from needlelog.ui.widgets.segmented import SegmentedControl

_SHORT_LABELS = {"neck_chest": "Neck"}


class MapPanel(QWidget):
    """Leads to every drawing. `body_map` is the map itself, to be fed and listened to."""

    mapChanged = Signal(str)
    """The name of the drawing that the person went to."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        first = MAP_TABS[0].views[0].drawing
        self._last_view = {tab.key: tab.views[0].drawing for tab in MAP_TABS}
        self.body_map = BodyMap(map_drawing(first))
        self.legend = DepthLegend()
        self._tabs = SegmentedControl([(tab.key, _words(tab.label)) for tab in MAP_TABS])
        self._tabs.setAccessibleName(self.tr("Part of the body"))
        self._tabs.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._tabs.chosen.connect(self._open_tab)
        self._views: dict[str, SegmentedControl] = {}
        self._view_rows = QStackedWidget()
        self._view_rows.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        for tab in MAP_TABS:
            if len(tab.views) > 1:
                self._add_view_row(tab)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self._tabs)
        layout.addWidget(self._view_rows)
        layout.addWidget(self.body_map, 1)
        layout.addWidget(self.legend)
        self.show_map(first)

    def show_map(self, name: str) -> None:
        """Show a drawing by its name, without a signal. Raises KeyError for an unknown one."""
        tab = tab_of(name)
        self._last_view[tab.key] = name
        self._tabs.set_current(tab.key)
        row = self._views.get(tab.key)
        self._view_rows.setVisible(row is not None)
        if row is not None:
            row.set_current(name)
            self._view_rows.setCurrentIndex(list(self._views).index(tab.key))
        drawing = map_drawing(name)
        self.body_map.set_drawing(drawing)
        self.legend.set_sides(drawing.foot_sides)

    def show_best(self, zones: Iterable[ZoneKey]) -> None:
        """Show the drawing on which most of the zones are seen."""
        self.show_map(best_map(zones))

    def reveal(self, zone: ZoneKey) -> None:
        """Show a zone: stay on this drawing if it has it, else go to one that does."""
        names = maps_for_zone(*zone)
        if names and self.body_map.drawing.name not in names:
            self.show_map(names[0])

    def minimumSizeHint(self) -> QSize:
        """Narrow enough for a small tablet."""
        return QSize(300, 360)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shorten the tabs' words where there is little room, then the room beside them."""
        super().resizeEvent(event)
        for short, tight in ((False, False), (True, False), (True, True)):
            self._tabs.set_tight(on=tight)
            for tab in MAP_TABS:
                label = _SHORT_LABELS.get(tab.key, tab.label) if short else tab.label
                self._tabs.button(tab.key).setText(_words(label))
            self._tabs.updateGeometry()
            if self._tabs.minimumSizeHint().width() <= self.width():
                break

    def _add_view_row(self, tab: MapTab) -> None:
        row = SegmentedControl([(view.drawing, _words(view.label)) for view in tab.views])
        row.setAccessibleName(self.tr("View"))
        row.chosen.connect(self._open_view)
        page = QWidget()
        page_layout = QVBoxLayout(page)
        page_layout.setContentsMargins(0, 0, 0, 0)
        page_layout.addWidget(row, alignment=Qt.AlignmentFlag.AlignHCenter)
        self._view_rows.addWidget(page)
        self._views[tab.key] = row

    def _open_tab(self, key: str) -> None:
        self._open_view(self._last_view[key])

    def _open_view(self, name: str) -> None:
        self.show_map(name)
        self.mapChanged.emit(name)


def _words(text: str) -> str:
    return QCoreApplication.translate("MapPanel", text).replace("&", "&&")
