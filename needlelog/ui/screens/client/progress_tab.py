"""Progress: the series in a few figures, everything on one time axis, and photos beside it.

The chart's module loads pyqtgraph, which is slow, so it is imported when the tab is first shown.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, QTimer
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from needlelog.ui.photos.thumbnails import Thumbnails
from needlelog.ui.scores.asking import ask_for_score
from needlelog.ui.scores.panel import ScoresPanel
from needlelog.ui.screens.client.progress.axis_page import AxisPage
from needlelog.ui.screens.client.progress.compare_card import CompareCard
from needlelog.ui.screens.client.progress.figure_cards import FigureRow
from needlelog.ui.screens.client.progress.figures import figures
from needlelog.ui.screens.client.progress.map_page import MapPage
from needlelog.ui.screens.client.progress.notes_card import NotesCard
from needlelog.ui.screens.client.progress.opening import Opening
from needlelog.ui.screens.client.progress.output import OutputButtons
from needlelog.ui.screens.client.progress.session_table import SessionTable
from needlelog.ui.screens.client.progress.view import ProgressView, read_progress
from needlelog.ui.theme.active import metrics
from needlelog.ui.widgets.card import Card
from needlelog.ui.widgets.empty_state import EmptyState
from needlelog.ui.widgets.ends_row import EndsRow
from needlelog.ui.widgets.scroll_page import ScrollPage
from needlelog.ui.widgets.segmented import SegmentedControl

if TYPE_CHECKING:
    from datetime import date

    from PySide6.QtGui import QResizeEvent

    from needlelog.domain.timeline import Timeline
    from needlelog.ui.context import Changes, Context
    from needlelog.ui.progress_chart.chart_view import ChartView
    from needlelog.ui.scores.score_sheet import ScoreSheet

_SIDE_FITS, _SIDE_WIDTH = 1120, 390
_LEAST_HEIGHT = 300
"""Of the card with the axis; where there is less room the whole tab scrolls."""
_CONCERNS = frozenset({"score", "photo", "follow_up", "adverse_event"})
_CHART = "needlelog.ui.progress_chart.chart_view"
"""Brings the library for charts, which takes a quarter of a second, once."""
_AHEAD_MS = 300
"""After a client was opened; by then the page that was asked for stands."""


class ProgressTab(QWidget):
    """Figures above; the axis with the photos and notes beside it where there is room."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._client_uid = ""
        self._chosen: tuple[str, ...] | None = None
        self.view: ProgressView | None = None
        self._ahead: tuple[str, ProgressView] | None = None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_AHEAD_MS)
        self._ahead_of = ""
        self._drawn_on: date | None = None
        self._unfilled: set[str] = set()
        self.thumbnails = Thumbnails(context, self)
        self.figures = FigureRow()
        self.axis = AxisPage(context.zones, self.thumbnails)
        self.map = MapPage(context)
        self.table = SessionTable()
        self.scores = ScoresPanel(context)
        self.compare = CompareCard(context, self.thumbnails)
        self.notes = NotesCard(context.zones)
        self.opening = Opening(context, self)
        self.output = OutputButtons(context, self)
        self.choice = SegmentedControl(
            [
                ("axis", self.tr("Time axis")),
                ("map", self.tr("Map")),
                ("side", self.tr("Compare")),
                ("list", self.tr("As a list")),
                ("scores", self.tr("Scores")),
            ]
        )
        self.choice.setAccessibleName(self.tr("What of the progress is shown"))
        self.empty = EmptyState(
            "chart-timeline-variant",
            self.tr("Nothing to show yet"),
            self.tr(
                "After the first signed session, depth, products and reactions stand here over "
                "time. Give a score before it, so that there is something to compare with."
            ),
            self.tr("Add score"),
        )
        self._lay_out()
        self._connect()

    @property
    def client_uid(self) -> str:
        """Whose progress is shown, empty before anybody's."""
        return self._client_uid

    @property
    def timeline(self) -> Timeline | None:
        """What was read, ``None`` before."""
        return self.view.timeline if self.view is not None else None

    @property
    def chart(self) -> ChartView | None:
        """The axis, ``None`` before it was first shown."""
        return self.axis.chart

    def read_ahead(self, uid: str) -> None:
        """Read the way of a client whose other pages are looked at, so that it is there at once."""
        shown = self.view is not None and self._client_uid == uid
        known = self._ahead is not None and self._ahead[0] == uid
        if not (self.isVisible() or shown or known):
            self._ahead_of = uid
            self._soon.start()

    def show_client(self, uid: str) -> None:
        """Show what was read ahead, then the client's way as it is now."""
        self._soon.stop()
        if uid != self._client_uid:
            self._client_uid = uid
            self._chosen = None
            self.view = None
            self.thumbnails.forget()
            self.compare.forget()
        if self.view is None and self._ahead is not None and self._ahead[0] == uid:
            self._show(uid, self._ahead[1])
        self._ahead = None
        clinic, chosen = self._context.clinic, self._chosen
        self._context.worker.submit_latest(
            "progress",
            lambda: read_progress(clinic, uid, chosen),
            lambda view: self._show(uid, view),
            self._context.report,
            owner=self,
        )

    def minimumSizeHint(self) -> QSize:
        """What stands beside the axis gives way, so it asks for no width."""
        least = super().minimumSizeHint()
        return QSize(self.card.minimumSizeHint().width(), least.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Photos and notes are a page of their own where there is little room."""
        super().resizeEvent(event)
        self._share_room()

    def _lay_out(self) -> None:
        head = QWidget()
        row = QHBoxLayout(head)
        row.setContentsMargins(14, 8, 14, 8)
        row.addWidget(EndsRow(self.choice, self.output, spacing=8, below=8))
        self.card = Card()
        self.card.add(head)
        self.card.add_rule()
        self._pages = QStackedWidget()
        self.side = QWidget()
        self._beside = QBoxLayout(QBoxLayout.Direction.TopToBottom, self.side)
        self._beside.setSpacing(16)
        self._beside.addWidget(self.compare, 3)
        self._beside.addWidget(self.notes, 2)
        for page in (self.axis, self.map, self.table, self.scores, self.empty):
            self._pages.addWidget(page)
        self.card.add(self._pages, 1)
        self._row = QHBoxLayout()
        self._row.setSpacing(16)
        self._row.addWidget(self.card, 1)
        self._row.addWidget(self.side)
        self.page = ScrollPage()
        self.page.body.addWidget(self.figures)
        self.page.body.addLayout(self._row, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.page)

    def _connect(self) -> None:
        self._soon.timeout.connect(self._read_ahead)
        self.choice.chosen.connect(lambda _key: self._show_chosen())
        self.axis.scales_chosen.connect(self._choose_scales)
        self.axis.opened.connect(self.opening.open)
        self.table.session_opened.connect(self._context.navigator.record_requested)
        self.opening.photo_opened.connect(self._open_photo)
        self.compare.photos_asked.connect(
            lambda: self._context.navigator.client_requested.emit(self._client_uid, "photos")
        )
        self.empty.asked.connect(
            lambda: ask_for_score(self._context, self, self._client_uid, self._take_sheet)
        )
        self._context.theme.changed.connect(self.axis.restyle)
        self._context.changed.connect(self._on_changed)

    def _take_sheet(self, sheet: ScoreSheet) -> None:
        self.sheet = sheet

    def _on_changed(self, changes: Changes) -> None:
        if self._client_uid and self.isVisible() and changes.kinds & _CONCERNS:
            self.show_client(self._client_uid)

    def _show(self, uid: str, view: ProgressView) -> None:
        today = self._context.today()
        if uid != self._client_uid or (view == self.view and today == self._drawn_on):
            return
        fresh = self.view is None
        self._drawn_on = today
        self.view = view
        self._fill(fit=fresh)
        self._unfilled = {"map", "list"}
        self.compare.show_photos(view.timeline.photos)
        self.notes.show_view(view)
        self.opening.show_client(uid, view.timeline)
        self.output.show_view(uid, view)
        self.empty.button.setVisible(self._context.clinic.person.may_write)
        self._show_chosen()

    def _read_ahead(self) -> None:
        clinic, uid = self._context.clinic, self._ahead_of

        def keep(view: ProgressView) -> None:
            if uid == self._ahead_of:
                self._ahead = uid, view

        def read() -> ProgressView:
            view = read_progress(clinic, uid, None)
            import_module(_CHART)
            return view

        # What cannot be read is told when it is asked for.
        self._context.background.submit_latest(
            "progress ahead",
            read,
            keep,
            _say_nothing,
            owner=self,
        )

    def _fill(self, *, fit: bool) -> None:
        view = self.view
        if view is None:
            return
        self.figures.show_figures(figures(view, self._context.zones, self._context.today()))
        if not view.series.empty:
            self.axis.show_series(view.series, view.shown, fit=fit)

    def _choose_scales(self, keys: tuple[str, ...]) -> None:
        view = self.view
        if view is None:
            return
        self._chosen = keys

        def show(found: ProgressView) -> None:
            if self.view is view:
                self.view = found
                self.output.show_view(self._client_uid, found)
                self._fill(fit=False)

        self._context.read(lambda: view.showing(keys), show, owner=self)

    def _open_photo(self, uid: str) -> None:
        self.compare.compare_uid(uid)
        if not self._wide():
            self.choice.set_current("side")
            self._show_chosen()

    def _wide(self) -> bool:
        return self.width() >= metrics().text(_SIDE_FITS)

    def _share_room(self) -> None:
        self.card.setMinimumHeight(metrics().text(_LEAST_HEIGHT))
        wide = self._wide()
        self.choice.button("side").setVisible(not wide)
        inside = self._pages.indexOf(self.side) >= 0
        if wide and inside:
            self._pages.removeWidget(self.side)
            self._row.addWidget(self.side)
        elif not wide and not inside:
            self._row.removeWidget(self.side)
            self._pages.addWidget(self.side)
        margin = 0 if wide else 12
        self._beside.setContentsMargins(margin, margin, margin, margin)
        way = QBoxLayout.Direction.TopToBottom if wide else QBoxLayout.Direction.LeftToRight
        self._beside.setDirection(way)
        if wide:
            self.side.setFixedWidth(metrics().text(_SIDE_WIDTH))
            self.side.show()
            if self.choice.current() == "side":
                self.choice.set_current("axis")
        else:
            self.side.setMinimumWidth(0)
            self.side.setMaximumWidth(16_777_215)
        self._show_chosen()

    def _show_chosen(self) -> None:
        chosen = self.choice.current()
        view = self.view
        nothing = view is None or view.series.empty
        no_session = view is None or not view.timeline.sessions
        pages: dict[str, QWidget] = {
            "axis": self.empty if nothing else self.axis,
            "map": self.empty if no_session else self.map,
            "list": self.empty if no_session else self.table,
            "scores": self.scores,
            "side": self.side,
        }
        if chosen == "scores" and self._client_uid:
            self.scores.show_client(self._client_uid)
        self._fill_page(chosen)
        self._pages.setCurrentWidget(pages[chosen])
        self.output.setVisible(not nothing and chosen in ("axis", "list"))

    def _fill_page(self, chosen: str) -> None:
        """Fill a page when it is first looked at: the list of a long way takes three frames."""
        view = self.view
        if view is None or chosen not in self._unfilled:
            return
        self._unfilled.remove(chosen)
        if chosen == "map":
            self.map.show_timeline(view.timeline)
        else:
            self.table.show_timeline(view.timeline, self._context.zones)


def _say_nothing(_error: Exception) -> None:
    pass
