"""Review: find any session, see what stands out, ask, and countersign."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QSignalBlocker
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from needlelog.domain.people import Role
from needlelog.services import review
from needlelog.services.review import SortKey
from needlelog.ui.scanning.window_scanner import window_scanner
from needlelog.ui.screens.review import columns
from needlelog.ui.screens.review.acts import ReviewActs
from needlelog.ui.screens.review.chain_badge import ChainBadge
from needlelog.ui.screens.review.empty import EmptyList
from needlelog.ui.screens.review.filter_bar import FilterBar
from needlelog.ui.screens.review.list_model import SessionListModel
from needlelog.ui.screens.review.preview import PreviewCard
from needlelog.ui.screens.review.preview_reading import PreviewReading
from needlelog.ui.screens.review.reading import FIRST_PAGE, Surroundings, read_surroundings
from needlelog.ui.screens.review.session_table import SessionTable
from needlelog.ui.screens.review.trail_page import TrailPage
from needlelog.ui.shortcuts import bind
from needlelog.ui.theme.active import metrics
from needlelog.ui.theme.properties import mark
from needlelog.ui.widgets.button import Button, icon_button
from needlelog.ui.widgets.card import Card
from needlelog.ui.widgets.header_bar import HeaderBar
from needlelog.ui.window_state import keep_columns, kept_columns

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QResizeEvent

    from needlelog.services.review import SessionRow
    from needlelog.ui.context import Changes, Context

_SLIM, _NARROW, _ROOMY = 800, 1040, 1240
_CONCERNS = frozenset({"session", "question", "client", "photo", "adverse_event", "follow_up"})
_CONCERNS |= {"saved_filter", "recall"}


class ReviewScreen(QWidget):
    """The list with its filter at the left, the session in front at the right."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._sort = (SortKey.DAY, True)
        self._next: int | None = None
        self._awaited: tuple[int, int] | None = None
        self._begun = self._whole = False
        self.around = Surroundings()
        self.model = SessionListModel(self._fetch_rows, context.zones, context.today, self)
        self.table = SessionTable(self.model)
        self.preview = PreviewCard(context)
        self._previews = PreviewReading(context, self.model, self.preview)
        self.filter = FilterBar(context)
        self.empty = EmptyList(context)
        self.badge = ChainBadge(context)
        self.acts = ReviewActs(context, self)
        self.trail = TrailPage(context)
        self._build_head()
        self._pages = QStackedWidget()
        self._pages.addWidget(self.table)
        self._pages.addWidget(self.empty)
        self._lay_out()
        self._show_role()
        self._connect()
        self._bind_keys()

    # --- building ------------------------------------------------------------------------------

    def _build_head(self) -> None:
        self.header = HeaderBar(self.tr("Review"))
        self.trail_button = Button(self.tr("Trail"), "secondary", "history")
        self.columns_button = icon_button(
            "table-column", self.tr("Columns and order"), self._offer_columns
        )
        self.export_button = Button(self.tr("Export"), "secondary", "download")
        self.sign_button = Button("", "primary")
        self.header.add_right(
            self.badge,
            self.columns_button,
            self.trail_button,
            self.export_button,
            self.sign_button,
        )

    def _lay_out(self) -> None:
        card = Card()
        card.add(self._pages, 1)
        across = QHBoxLayout()
        across.setSpacing(16)
        across.addWidget(card, 1)
        across.addWidget(self.preview)
        self._page = page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.header)
        column.addWidget(self.filter)
        column.addLayout(across, 1)
        self._stage = QStackedWidget()
        self._stage.addWidget(page)
        self._stage.addWidget(self.trail)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._stage)
        self.preview.hide()

    def _show_role(self) -> None:
        person = self._context.clinic.person
        reviews = person.role is not Role.PRACTITIONER
        self.table.set_ticking(person.may_manage)
        if not person.may_manage:
            self.sign_button.hide()
        if not reviews:
            self.badge.hide()
            self.trail_button.hide()

    def _connect(self) -> None:
        context, table = self._context, self.table
        context.filter.changed.connect(self._filter_changed)
        context.changed.connect(self._on_changed)
        context.theme.changed.connect(self._fit)
        table.row_shown.connect(self._show_in_preview)
        table.opened.connect(self._open)
        table.sorted_by.connect(self._sort_by)
        table.columns_chosen.connect(self._keep_columns)
        table.left_upwards.connect(self.filter.search.setFocus)
        self.filter.left_downwards.connect(self._enter_list)
        self.model.ticks_changed.connect(self._show_sign_button)
        self.sign_button.clicked.connect(lambda _checked: self._sign_many())
        self.export_button.clicked.connect(lambda _checked: self._export())
        self.trail_button.clicked.connect(lambda _checked: self.show_trail())
        self.trail.left.connect(self._leave_trail)
        self._context.navigator.screen_requested.connect(self._leave_trail)
        self.preview.ask_wanted.connect(self._ask)
        self.preview.open_wanted.connect(self._open_shown)
        self.preview.countersign_wanted.connect(self._sign_one)
        self.acts.signed.connect(self._go_on_after)

    def _bind_keys(self) -> None:
        keys: dict[str, Callable[[], object]] = {
            "review_next": lambda: self.table.step(1),
            "review_before": lambda: self.table.step(-1),
            "review_tick": self.table.tick,
            "review_sign": self._sign_one,
            "review_sign_ticked": self._sign_many,
            "review_ask": self._ask,
            "review_open": self._open_shown,
        }
        for act, slot in keys.items():
            bind(act, self._page, slot)

    # --- coming and reading --------------------------------------------------------------------

    def activate(self) -> None:
        """Bring the list up to date; the first time what waits for a countersignature is shown."""
        if not self._begun:
            self._begun = True
            self._take_columns()
            if not self._context.filter.wanted.set_fields() and self._may_manage():
                self._context.filter.want(review.QUEUE)
        # A scan means nothing here: it is kept from the list, whose Enter opens a record.
        window_scanner(self)
        self.refresh()
        self.table.setFocus()

    def refresh(self) -> None:
        """Read the list anew; the session in front stays in front where it is still listed."""
        clinic, wanted = self._context.clinic, self._context.filter.wanted
        sort, falling = self._sort
        in_view, front = self.table.rows_in_view, self._front()
        self._context.worker.submit_latest(
            "review-first",
            lambda: review.first_page(
                clinic, wanted, FIRST_PAGE, in_view, sort=sort, descending=falling, front=front
            ),
            lambda page: self._show_first(*page),
            self._context.report,
            owner=self,
        )

    def _read_rest(self) -> None:
        """What comes after the first page, in the background: rows and the preview come first."""
        clinic, wanted = self._context.clinic, self._context.filter.wanted
        sort, falling = self._sort
        ticked = frozenset(self.model.ticked)
        submit, report = self._context.background.submit_latest, self._context.report

        def every() -> tuple[Sequence[int], frozenset[int]]:
            ids = review.all_sessions(clinic, wanted, sort=sort, descending=falling)
            return ids, ticked - review.still_meant(clinic, wanted, ticked)

        submit("review-all", every, lambda found: self._show_all(*found), report, owner=self)
        submit(
            "review-around",
            lambda: read_surroundings(clinic, wanted),
            self._show_around,
            report,
            owner=self,
        )

    def _front(self) -> int | None:
        """The session that is to be in front in the next list."""
        return self._next if self._next is not None else self.table.current_number()

    def _show_first(self, ids: list[int], rows: list[SessionRow]) -> None:
        table, wanted = self.table, self._front()
        place = table.currentIndex().row()
        self._next = None
        self._whole = False
        self.model.set_ids(ids, rows)
        self._pages.setCurrentWidget(table if ids else self.empty)
        self.preview.setVisible(bool(ids))
        found = self.model.place_of(wanted) if wanted is not None else -1
        further = found < 0 and wanted is not None and place >= 0 and len(ids) == FIRST_PAGE
        self._awaited = (wanted, place) if further and wanted is not None else None
        with QSignalBlocker(table):
            if further:
                table.scrollToTop()
            else:
                table.choose(found if found >= 0 else max(place, 0))
        # Seen before anything else is read: what is read next takes turns with the painting.
        table.viewport().repaint()
        number = table.current_number()
        if number is not None:
            self._show_in_preview(number)
        self._read_rest()

    def _show_all(self, ids: Sequence[int], gone: frozenset[int]) -> None:
        self.model.add_rest(ids, gone)
        self._whole = True
        awaited, self._awaited = self._awaited, None
        if awaited is not None:
            found = self.model.place_of(awaited[0])
            self.table.choose(found if found >= 0 else awaited[1])
        if ids and not self.table.currentIndex().isValid():
            self.table.choose(0)
        self._show_count()

    def _show_count(self) -> None:
        """How many are listed, once all are."""
        if self._whole:
            self.filter.show_count(self.model.rowCount(), self.around.total)

    def _show_around(self, around: Surroundings) -> None:
        self.around = around
        self.filter.show_filter(around.choices, around.saved)
        self._show_count()
        parts = [self.tr("%n session(s) waiting for countersignature", "", around.queue)]
        if around.asked:
            parts.append(self.tr("%n with an open question", "", around.asked))
        if self._context.clinic.person.role is Role.PRACTITIONER:
            parts.insert(0, self.tr("Your own sessions"))
        self.header.set_title(self.tr("Review"), " · ".join(parts))
        self.empty.show_for(self._context.filter.wanted, around.total)
        self._show_sign_button()

    def _fetch_rows(
        self, ids: Sequence[int], answer: Callable[[Sequence[SessionRow]], None]
    ) -> None:
        def failed(error: Exception) -> None:
            answer(())
            self._context.report(error)

        clinic = self._context.clinic
        self._context.read(
            lambda: review.session_rows(clinic, ids), answer, owner=self, on_error=failed
        )

    def _show_in_preview(self, number: int) -> None:
        self._previews.show(number, self.table.currentIndex().row())

    def _filter_changed(self) -> None:
        if self.isVisible():
            self.refresh()

    def _on_changed(self, changes: Changes) -> None:
        if changes.kinds & _CONCERNS and self.isVisible():
            self.refresh()

    # --- acts ----------------------------------------------------------------------------------

    def _may_manage(self) -> bool:
        return self._context.clinic.person.may_manage

    def _sign_one(self) -> None:
        """Countersign the session in front once it is seen: a second press finds another there."""
        number, shown = self.table.current_number(), self.preview.shown
        seen = shown is not None and shown.row.id == number
        if number is not None and seen and self._may_manage():
            self.acts.countersign_one(number)

    def _sign_many(self) -> None:
        if not self._may_manage():
            return
        if self.model.ticked:
            self.acts.countersign(self.model.ticked)
        else:
            self.acts.countersign_waiting(self._context.filter.wanted)

    def _go_on_after(self, numbers: set[int]) -> None:
        """The next session that was not countersigned comes to the front."""
        ids, place = self.model.ids, self.table.currentIndex().row()
        below = (number for number in ids[max(place, 0) :] if number not in numbers)
        above = (number for number in reversed(ids[: max(place, 0)]) if number not in numbers)
        self._next = next(below, next(above, None))
        self.model.untick(numbers)

    def _ask(self) -> None:
        shown = self.preview.shown
        if shown is not None and self.preview.ask_button.isVisible():
            self.acts.ask(shown.row)

    def _export(self) -> None:
        self.acts.export(self.around.choices)

    def _open(self, number: int) -> None:
        self.acts.open_record(number)

    def _open_shown(self) -> None:
        number = self.table.current_number()
        if number is not None:
            self._open(number)

    def _show_sign_button(self) -> None:
        ticked = len(self.model.ticked)
        if ticked:
            self.sign_button.setText(self.tr("Countersign %n ticked", "", ticked))
        else:
            count = self.around.complete
            self.sign_button.setText(
                self.tr("Countersign %n complete", "", count) if count else self.tr("Countersign")
            )
        self.sign_button.setEnabled(bool(ticked or self.around.waiting))

    # --- looks ---------------------------------------------------------------------------------

    def show_trail(self) -> None:
        """Show the trail of the whole clinic."""
        self._stage.setCurrentWidget(self.trail)
        self.trail.start()

    def _leave_trail(self, _place: str = "") -> None:
        self._stage.setCurrentIndex(0)
        self.table.setFocus()

    def _sort_by(self, key: SortKey, falling: bool) -> None:
        self._sort = (key, falling)
        self.refresh()

    def _offer_columns(self) -> None:
        button = self.columns_button
        self.table.offer_columns(button.mapToGlobal(QPoint(0, button.height())))

    def _columns_key(self) -> str:
        return f"review:{self._context.clinic.person.uid}"

    def _take_columns(self) -> None:
        words = kept_columns(self._context.clinic.folder.path, self._columns_key())
        if words is not None:
            self.table.set_columns(columns.chosen(words))

    def _keep_columns(self, names: list[str]) -> None:
        folder, key = self._context.clinic.folder.path, self._columns_key()
        self._context.read(lambda: keep_columns(folder, key, names), lambda _none: None, owner=self)

    def _enter_list(self) -> None:
        self.table.setFocus()
        if not self.table.currentIndex().isValid():
            self.table.choose(0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the list what it needs where there is little room."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        scale, width = metrics().text, self.width()
        narrow = width < scale(_NARROW)
        self.preview.setFixedWidth(scale(290 if narrow else 352))
        self.table.set_narrow(narrow, width < scale(_SLIM))
        self.preview.set_narrow(narrow)
        self.filter.set_roomy(width >= scale(_ROOMY))
        self.badge.set_slim(width < scale(_ROOMY))
        for button in (self.trail_button, self.export_button):
            name = button.accessibleName() or button.text()
            button.setAccessibleName(name)
            button.setToolTip(name if narrow else "")
            button.setText("" if narrow else name)
            mark(button, kind="icon" if narrow else "secondary")
