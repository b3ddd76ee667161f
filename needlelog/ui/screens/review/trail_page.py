"""The trail of the whole clinic: who did what when, with what stood before and after."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QLabel, QTableView, QVBoxLayout, QWidget

from needlelog.domain.people import told_apart
from needlelog.services.people import people
from needlelog.services.trail import TrailFilter, trail_kinds, trail_page
from needlelog.ui import formats
from needlelog.ui.screens.review import trail_model
from needlelog.ui.screens.review.preview_parts import Section, said_note
from needlelog.ui.screens.review.trail_model import Answer, TrailModel
from needlelog.ui.theme.active import metrics
from needlelog.ui.trail_words import act_word, change_lines, kind_word
from needlelog.ui.widgets.button import Button
from needlelog.ui.widgets.card import Card
from needlelog.ui.widgets.choice_box import ChoiceBox
from needlelog.ui.widgets.date_field import DateField
from needlelog.ui.widgets.flow_layout import FlowLayout
from needlelog.ui.widgets.header_bar import HeaderBar
from needlelog.ui.widgets.labels import label
from needlelog.ui.widgets.scroll_page import ScrollPage
from needlelog.ui.widgets.table import prepare_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from needlelog.domain.people import Practitioner
    from needlelog.services.trail import TrailEntry
    from needlelog.ui.context import Context

_NARROW, _LEAST_RECORD = 1040, 200
_WIDTHS = {
    trail_model.WHEN: 170,
    trail_model.WHO: 104,
    trail_model.RECORD: 290,
    trail_model.WHAT: 140,
}


class TrailPage(QWidget):
    """Filter by person, kind of record and days; `left` when the person goes back."""

    left = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.model = TrailModel(self._fetch, context.zones, self)
        self.header = HeaderBar(self.tr("Trail"))
        self.header.set_title(
            self.tr("Trail"), self.tr("Every change of this clinic, the newest first")
        )
        self.back = Button(self.tr("Back to the review"), "secondary", "arrow-left")
        self.back.clicked.connect(lambda _checked: self.left.emit())
        self.header.add_right(self.back)
        self.person = ChoiceBox(self.tr("Who"), (), self.tr("Everybody"))
        self.kind = ChoiceBox(self.tr("Kind of record"), (), self.tr("All records"))
        self.first = DateField(self.tr("From day"))
        self.last = DateField(self.tr("Until day"))
        self.table = self._make_table()
        self.detail = self._make_detail()
        self._lay_out()
        self.person.chosen.connect(lambda _key: self.model.start())
        self.kind.chosen.connect(lambda _key: self.model.start())
        self.first.dateCommitted.connect(lambda _day: self.model.start())
        self.last.dateCommitted.connect(lambda _day: self.model.start())

    def start(self) -> None:
        """Read who and what can be chosen, then the first page."""
        clinic = self._context.clinic

        def read() -> tuple[tuple[Practitioner, ...], tuple[str, ...]]:
            return people(clinic), trail_kinds(clinic)

        self._context.read(read, self._show_choices, owner=self)
        self.model.start()
        self.table.setFocus()

    def wanted(self) -> TrailFilter:
        """What is chosen now."""
        return TrailFilter(
            self.person.current(), self.kind.current(), self.first.value(), self.last.value()
        )

    def _lay_out(self) -> None:
        bar = QWidget()
        flow = FlowLayout(bar, spacing=10)
        for field in (self.first, self.last):
            field.setFixedWidth(metrics().text(190))
        for widget in (
            self.person,
            self.kind,
            _beside(self.tr("from")),
            self.first,
            _beside(self.tr("until")),
            self.last,
        ):
            flow.addWidget(widget)
        card = Card()
        card.add(self.table, 1)
        across = QHBoxLayout()
        across.setSpacing(16)
        across.addWidget(card, 1)
        across.addWidget(self.detail)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.header)
        column.addWidget(bar)
        column.addLayout(across, 1)

    def _make_table(self) -> QTableView:
        table = QTableView()
        table.setModel(self.model)
        prepare_table(table, self.tr("Trail"))
        table.setSelectionMode(table.SelectionMode.SingleSelection)
        head = table.horizontalHeader()
        head.setStretchLastSection(False)
        head.setSectionResizeMode(trail_model.CHANGE, QHeaderView.ResizeMode.Stretch)
        for column, width in _WIDTHS.items():
            table.setColumnWidth(column, metrics().text(width))
        table.selectionModel().currentRowChanged.connect(self._show_entry)
        self.model.rowsInserted.connect(self._choose_first)
        return table

    def _make_detail(self) -> Card:
        card = Card()
        page = ScrollPage()
        page.body.setSpacing(0)
        self.about = Section("")
        self.changes = Section(self.tr("Before → after"))
        page.body.addWidget(self.about)
        page.body.addWidget(self.changes)
        page.body.addStretch(1)
        card.add(page, 1)
        card.hide()
        return card

    def _show_choices(self, found: tuple[tuple[Practitioner, ...], tuple[str, ...]]) -> None:
        everybody, kinds = found
        self.person.set_options(list(told_apart(everybody).items()))
        named = sorted(((kind, kind_word(kind)) for kind in kinds), key=lambda pair: pair[1])
        self.kind.set_options(named)

    def _fetch(self, older_than: int | None, answer: Answer) -> None:
        clinic, wanted = self._context.clinic, self.wanted()

        def failed(error: Exception) -> None:
            answer(())
            self._context.report(error)

        def read() -> Sequence[TrailEntry]:
            return trail_page(clinic, wanted, older_than)

        self._context.read(read, answer, owner=self, on_error=failed)

    def _choose_first(self) -> None:
        if not self.table.currentIndex().isValid():
            self.table.selectRow(0)

    def _show_entry(self, index: QModelIndex, _former: QModelIndex) -> None:
        self.detail.setVisible(index.isValid())
        if not index.isValid():
            return
        entry = self.model.entry_at(index.row())
        number = self.tr("Entry {number} of the chain").format(
            number=self.locale().toString(entry.sequence)
        )
        self.about.show_rows(
            [
                label(f"{kind_word(entry.kind)}: {act_word(entry.act)}", "strong", wrap=True),
                *([label(entry.subject, wrap=True)] if entry.subject else []),
                label(
                    f"{entry.person}, {formats.moment(entry.at.astimezone())}", "quiet", wrap=True
                ),
                label(number, "small", wrap=True),
            ]
        )
        lines = list(change_lines(entry, self._context.zones))
        self.changes.show_rows([said_note(line, "neutral") for line in lines])

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room the words of the table must do."""
        super().resizeEvent(event)
        narrow = self.width() < metrics().text(_NARROW)
        beside = metrics().text(260 if narrow else 340)
        self.detail.setFixedWidth(beside)
        others = (trail_model.WHEN, trail_model.WHO, trail_model.WHAT)
        room = self.width() - beside - sum(metrics().text(_WIDTHS[one]) for one in others)
        # Who it was stands beside the table too; which record it was must be read in the table.
        self.table.setColumnHidden(trail_model.WHO, room < metrics().text(_LEAST_RECORD))
        if narrow != self.table.isColumnHidden(trail_model.CHANGE):
            self._share_out(narrow=narrow)

    def _share_out(self, *, narrow: bool) -> None:
        """Let the last column that is shown have what the others leave."""
        self.table.setColumnHidden(trail_model.CHANGE, narrow)
        last = trail_model.RECORD if narrow else trail_model.CHANGE
        head = self.table.horizontalHeader()
        for column in (trail_model.RECORD, trail_model.CHANGE):
            fixed, wide = QHeaderView.ResizeMode.Interactive, QHeaderView.ResizeMode.Stretch
            head.setSectionResizeMode(column, wide if column == last else fixed)
        if not narrow:
            self.table.setColumnWidth(
                trail_model.RECORD, metrics().text(_WIDTHS[trail_model.RECORD])
            )


def _beside(text: str) -> QLabel:
    words = label(text, "quiet")
    words.setMinimumHeight(metrics().target)
    return words
