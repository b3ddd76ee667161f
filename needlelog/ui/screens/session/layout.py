"""Where the parts of the session screen stand, on a wide window and on a small tablet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from needlelog.domain.zones import ZoneCatalogue
from needlelog.ui.context import Context
from needlelog.ui.map.map_panel import MapPanel
from needlelog.ui.map.map_state import ZoneKey
from needlelog.ui.screens.session.acts import SessionActs
from needlelog.ui.screens.session.products_card import ProductsCard
from needlelog.ui.screens.session.screening.page import ScreeningPage
from needlelog.ui.screens.session.selection_card import SelectionCard
from needlelog.ui.screens.session.side_column import SideColumn
from needlelog.ui.screens.session.zone_grid import ZoneGrid
from needlelog.ui.theme.active import metrics
from needlelog.ui.widgets.button import Button, icon_button
from needlelog.ui.widgets.card import Card
from needlelog.ui.widgets.flow_layout import FlowLayout
from needlelog.ui.widgets.growing_text import GrowingText
from needlelog.ui.widgets.header_bar import HeaderBar
from needlelog.ui.widgets.labels import label
from needlelog.ui.widgets.pill import Pill
from needlelog.ui.widgets.scroll_page import ScrollPage
from needlelog.ui.widgets.stepper import StepperRules

_WIDE = 1160
_PILL_GAP = 12


class SessionLayout(QWidget):
    """Header over two pages: the screening, and map, selection, grid, products, note and side."""

    resized = Signal()

    def __init__(
        self,
        context: Context,
        acts: SessionActs,
        zones: ZoneCatalogue,
        depth_rules: StepperRules,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._wide: bool | None = None
        self._may_repeat = False
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(12)
        outer.addWidget(self._build_header())
        self._alerts = QWidget()
        self._alerts_flow = FlowLayout(self._alerts, spacing=8)
        self._pills: tuple[tuple[str, str], ...] = ()
        self._titled: tuple[str, str] = ("", "")
        outer.addWidget(self._alerts)
        self.screening = ScreeningPage()
        self._zones_page = QWidget()
        self.pages = QStackedWidget()
        self.pages.addWidget(self._zones_page)
        self.pages.addWidget(self.screening)
        outer.addWidget(self.pages, 1)
        self._build_zones_page(context, acts, zones, depth_rules)
        self.show_page(screening=False)

    def _build_zones_page(
        self,
        context: Context,
        acts: SessionActs,
        zones: ZoneCatalogue,
        depth_rules: StepperRules,
    ) -> None:
        self.map = MapPanel()
        self.map.body_map.set_mirror(True)
        self.map_card = Card(padding=10)
        self.map_card.add(self.map, 1)
        self.selection = SelectionCard()
        self.grid = ZoneGrid(acts, zones, lambda: depth_rules)
        self.products = ProductsCard(acts)
        self.note = GrowingText()
        self.note.setAccessibleName(self.tr("Note on the session"))
        self.note.setPlaceholderText(self.tr("Anything else worth keeping…"))
        note_card = Card(self.tr("Note"), padding=12, header_rule=False)
        note_card.body.setContentsMargins(18, 0, 18, 18)
        note_card.add(self.note)
        self.middle = ScrollPage()
        for part in (self.selection, self.grid, self.products, note_card):
            self.middle.body.addWidget(part)
        self.middle.body.addStretch(1)
        self.side = SideColumn(acts, context)
        for adding in (self.products, self.side.numbing):
            adding.row_added.connect(self._show_added)
        self._side_page = ScrollPage()
        columns = self._columns = QHBoxLayout(self._zones_page)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.addWidget(self.map_card)
        columns.addWidget(self.middle, 1)
        columns.addWidget(self._side_page)

    def _build_header(self) -> HeaderBar:
        self.header = HeaderBar()
        self.saved = label("", "quiet")
        self.undo = icon_button("undo", self.tr("Undo"), plain=True)
        self.redo = icon_button("redo", self.tr("Redo"), plain=True)
        self.more = icon_button("dots-horizontal", self.tr("Presets and more"))
        self.repeat = Button(self.tr("Repeat last"), "secondary", "restore")
        self.finish = Button(self.tr("Finish && sign"), "primary")
        self.to_screening = icon_button("clipboard-pulse-outline", self.tr("Screening"))
        self.defer = Button(self.tr("Defer…"), "secondary")
        self.to_zones = Button(self.tr("Go to zones"), "primary")
        self.header.add_right(self.saved, self.undo, self.redo, self.more)
        self.header.add_right(self.to_screening, self.repeat, self.finish)
        self.header.add_right(self.defer, self.to_zones)
        return self.header

    def show_page(self, *, screening: bool) -> None:
        """Turn to the questions before the treatment, or to its zones."""
        self.pages.setCurrentWidget(self.screening if screening else self._zones_page)
        for button in (self.defer, self.to_zones):
            button.setVisible(screening)
        for button in (self.to_screening, self.finish):
            button.setVisible(not screening)
        self._tell_repeat()

    def begin(self, zones: Iterable[ZoneKey]) -> None:
        """Another session: every page at its top, the map where these zones lie."""
        for page in (self.middle, self._side_page, self.screening.questions):
            page.verticalScrollBar().setValue(0)
        self.map.show_best(zones)

    @property
    def on_screening(self) -> bool:
        """Whether the questions are in front."""
        return self.pages.currentWidget() is self.screening

    def offer_repeat(self, *, on: bool) -> None:
        """Say whether there is a last session that can be repeated."""
        self._may_repeat = on
        self._tell_repeat()

    def _tell_repeat(self) -> None:
        self.repeat.setVisible(self._may_repeat and not self.on_screening)

    def show_title(self, title: str, subtitle: str) -> None:
        """Name the client and what must be known at a glance, if that has changed."""
        if (title, subtitle) != self._titled:
            self._titled = (title, subtitle)
            self.header.set_title(title, subtitle)
            self.set_pills(self._pills)

    def show_pills(self, pills: Sequence[tuple[str, str]]) -> None:
        """Show other alerts than before, if they are others."""
        if tuple(pills) != self._pills:
            self.set_pills(pills)

    def set_pills(self, pills: Sequence[tuple[str, str]]) -> None:
        """Alerts beside the name, or on a line of their own where they or it would be cut."""
        self._pills = tuple(pills)
        self.header.set_pills(())
        needed = sum(Pill(text, tone).sizeHint().width() + _PILL_GAP for text, tone in self._pills)
        free = self.width() - self.header.sizeHint().width()
        beside = bool(self._wide) and needed <= free
        if beside:
            self.header.set_pills(self._pills)
        while (item := self._alerts_flow.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for text, tone in self._pills:
            self._alerts_flow.addWidget(Pill(text, tone))
        self._alerts.setVisible(bool(self._pills) and not beside)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= metrics().text(_WIDE)
        self.map_card.setFixedWidth(metrics().text(376) if wide else max(330, self.width() // 3))
        self._columns.setSpacing(16 if wide else 12)
        self._side_page.setFixedWidth(metrics().text(288))
        if wide != self._wide:
            self._wide = wide
            self._place_side(wide)
        elif wide and event.size().width() != event.oldSize().width():
            self.set_pills(self._pills)
        self.resized.emit()

    def _place_side(self, wide: bool) -> None:
        self._side_page.setVisible(wide)
        if wide:
            self.middle.body.removeWidget(self.side)
            self._side_page.body.insertWidget(0, self.side)
        else:
            self._side_page.body.removeWidget(self.side)
            self.middle.body.insertWidget(self.middle.body.count() - 1, self.side)
        self.set_pills(self._pills)
        self.repeat.setText(self.tr("Repeat last") if wide else "")
        self.repeat.setAccessibleName(self.tr("Repeat last"))
        self.repeat.setToolTip("" if wide else self.tr("Repeat last"))

    def _show_added(self, widget: QWidget) -> None:
        """Scroll what was added into view as soon as Qt has shown it.

        Never later: the page must not move away under the next tap.
        """
        QTimer.singleShot(0, widget, lambda: self._lay_out_and_show(widget))

    def _lay_out_and_show(self, widget: QWidget) -> None:
        QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
        self.show_widget(widget)

    def show_widget(self, widget: QWidget) -> None:
        """Scroll a part into view."""
        page = self.middle if self.middle.isAncestorOf(widget) else self._side_page
        page.ensureWidgetVisible(widget, 0, 40)
