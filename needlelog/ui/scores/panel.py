"""The scores of a client: each series with its response, then every score ever given."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QStackedWidget,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from needlelog.domain.score_series import series_of
from needlelog.domain.scores import Score
from needlelog.services import scores as service
from needlelog.services.scores import ClientScores
from needlelog.ui import formats
from needlelog.ui.context import Changes, Context
from needlelog.ui.scores.asking import ask_for_score
from needlelog.ui.scores.detail_sheet import ScoreDetailSheet
from needlelog.ui.scores.score_sheet import ScoreSheet
from needlelog.ui.scores.series_row import SeriesRow
from needlelog.ui.scores.words import name_of, points, rater_words, with_unit
from needlelog.ui.widgets.button import Button
from needlelog.ui.widgets.card import rule
from needlelog.ui.widgets.empty_state import EmptyState
from needlelog.ui.widgets.labels import label
from needlelog.ui.widgets.scroll_page import ScrollPage
from needlelog.ui.widgets.table import prepare_table

_AT_ONCE = 60


class ScoresPanel(QWidget):
    """Reads for itself and follows changes of scores and sessions."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._client_uid = ""
        self.known: ClientScores | None = None
        self.sheet: ScoreSheet | ScoreDetailSheet | None = None
        self._listed: list[Score] = []
        self._shown = _AT_ONCE
        self._page = ScrollPage()
        self._page.body.setSpacing(0)
        self.rows: list[SeriesRow] = []
        self._series = QVBoxLayout()
        self._series.setSpacing(0)
        self._build_page()
        self.empty = EmptyState(
            "chart-line",
            self.tr("No score yet"),
            self.tr("Score before the first session, so that there is something to compare with."),
            self.tr("Add score"),
        )
        self.empty.asked.connect(self._ask)
        self._pages = QStackedWidget()
        self._pages.addWidget(self._page)
        self._pages.addWidget(self.empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._pages)
        context.changed.connect(self._hear)

    def _build_page(self) -> None:
        self.add_button = Button(self.tr("Add score"), "primary", "plus")
        self.add_button.clicked.connect(self._ask)
        head = QHBoxLayout()
        head.setContentsMargins(18, 10, 16, 6)
        head.addWidget(
            label(
                self.tr(
                    "One line for each scale and rater. Press the answer on the right to see why."
                ),
                "quiet",
                wrap=True,
            ),
            1,
        )
        head.addWidget(self.add_button)
        self.table = QTableWidget()
        prepare_table(self.table, self.tr("All scores"))
        self.table.itemActivated.connect(lambda item: self._open(item.row()))
        self.table.itemClicked.connect(lambda item: self._open(item.row()))
        self.table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._page.body.addLayout(head)
        self._page.body.addLayout(self._series)
        self._page.body.addWidget(rule())
        title = label(self.tr("All scores, newest first"), "section")
        title.setContentsMargins(11, 14, 18, 4)
        self._page.body.addWidget(title)
        self._page.body.addWidget(self.table)
        self.all_button = Button(self.tr("Show earlier scores"), "quiet")
        self.all_button.clicked.connect(self._show_all)
        self.all_button.hide()
        self._page.body.addWidget(self.all_button)
        self._page.body.addStretch(1)

    def show_client(self, uid: str) -> None:
        """Read the client's scores and show them."""
        if uid != self._client_uid:
            self._shown = _AT_ONCE
        self._client_uid = uid
        clinic = self._context.clinic
        self._context.worker.submit_latest(
            "scores",
            lambda: service.client_scores(clinic, uid),
            lambda known: self._show(uid, known),
            self._context.report,
            owner=self,
        )

    def _hear(self, changes: Changes) -> None:
        if self._client_uid and "score" in changes.kinds and self._client_uid in changes.uids:
            self.show_client(self._client_uid)

    def _show(self, uid: str, known: ClientScores) -> None:
        if uid != self._client_uid:
            return
        self.known = known
        may_write = self._context.clinic.person.may_write
        self.add_button.setVisible(may_write)
        self.empty.button.setVisible(may_write)
        self._pages.setCurrentWidget(self._page if known.scores else self.empty)
        while (item := self._series.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.rows = []
        for series in series_of(known.scores, known.scales):
            row = SeriesRow(series, known.first_session_on)
            self.rows.append(row)
            self._series.addWidget(rule())
            self._series.addWidget(row)
        self._fill(known)

    def _fill(self, known: ClientScores) -> None:
        self._listed = list(reversed(known.scores))[: self._shown]
        self.all_button.setVisible(len(known.scores) > len(self._listed))
        columns = [self.tr("Day"), self.tr("Scale"), self.tr("Total")]
        columns += [self.tr("Rater"), self.tr("Given"), self.tr("Note")]
        self.table.setColumnCount(len(columns))
        self.table.setHorizontalHeaderLabels(columns)
        self.table.setRowCount(len(self._listed))
        for place, score in enumerate(self._listed):
            for column, text in enumerate(self._cells(score, known)):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
                if score.withdrawn is not None:
                    font = item.font()
                    font.setStrikeOut(column < 3)
                    item.setFont(font)
                self.table.setItem(place, column, item)
        self.table.resizeColumnsToContents()
        # A long note ends in … in the room there is, and is whole in its tooltip.
        self.table.horizontalHeader().setSectionResizeMode(
            len(columns) - 1, QHeaderView.ResizeMode.Stretch
        )
        head, rows = self.table.horizontalHeader(), self.table.verticalHeader()
        self.table.setFixedHeight(head.sizeHint().height() + rows.length() + 4)

    def _show_all(self) -> None:
        if self.known is not None:
            self._shown = len(self.known.scores)
            self._fill(self.known)

    def _cells(self, score: Score, known: ClientScores) -> tuple[str, ...]:
        scale = known.scales.find(score.scale, score.scale_version)
        total = points(score.total) if scale is None else with_unit(score.total, scale)
        given = self.tr("in a session") if score.session_uid else self.tr("without a session")
        if score.withdrawn is not None:
            given = self.tr("withdrawn")
        meaning = scale.words_of(score.total) if scale is not None else ""
        return (
            formats.day(score.rated_on),
            name_of(score, scale),
            total,
            rater_words(score.rater, score.rated_by),
            given,
            " · ".join(part for part in (meaning, score.note) if part),
        )

    def _open(self, row: int) -> None:
        if self.known is None or not 0 <= row < len(self._listed):
            return
        score = self._listed[row]
        scale = self.known.scales.find(score.scale, score.scale_version)
        self.sheet = ScoreDetailSheet(self._context, score, scale, self)
        self.sheet.open()

    def _ask(self) -> None:
        if self._client_uid:
            ask_for_score(self._context, self, self._client_uid, self._take)

    def _take(self, sheet: ScoreSheet) -> None:
        self.sheet = sheet
