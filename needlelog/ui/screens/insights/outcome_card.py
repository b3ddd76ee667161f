"""Outcomes across clients: the chart, how it is drawn, and what changed in words."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from needlelog.domain.cohort import Axis, Split, Spread
from needlelog.domain.people import Role
from needlelog.domain.scales import Rater
from needlelog.services.cohorts import Asked, Cohort, CohortLine
from needlelog.ui.insights.change_words import (
    caution_sentences,
    change_sentence,
    percent_sentence,
)
from needlelog.ui.insights.charts import OutcomeChart
from needlelog.ui.insights.outcome_paint import MOST_LINES, OutcomeDrawing
from needlelog.ui.insights.palette import paint_sign, screen_look
from needlelog.ui.insights.words import (
    axis_words,
    chart_note,
    chart_title,
    choice_words,
    group_words,
    split_words,
    spread_words,
)
from needlelog.ui.theme.active import metrics
from needlelog.ui.widgets.card import Card
from needlelog.ui.widgets.choice_box import ChoiceBox
from needlelog.ui.widgets.empty_state import EmptyState
from needlelog.ui.widgets.flow_layout import FlowLayout
from needlelog.ui.widgets.labels import label

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from needlelog.ui.context import Context


_SCALE_WIDTH = 252


class OutcomeCard(Card):
    """The chart with its choices; `asked_changed` says that something else is wanted."""

    asked_changed = Signal()
    clients_asked = Signal(object, str)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(" ", " ", parent=parent, header_rule=False)
        self._context = context
        self.asked = Asked()
        self.spread = Spread.SD
        self.found = Cohort()
        self.chart = OutcomeChart()
        self.chart.asked.connect(self.clients_asked)
        self._make_choices()
        self._legend = QVBoxLayout()
        self._legend.setSpacing(2)
        self.change = label("", "quiet", wrap=True)
        self.percents = label("", "quiet", wrap=True)
        self.cautions = label("", "warn", wrap=True)
        self.empty = EmptyState(
            "chart-line",
            self.tr("No client here was rated yet"),
            self.tr(
                "Give scores in a session or on a client’s Progress tab; with two of them by the "
                "same person the change shows here. Or choose other sessions above."
            ),
        )
        self._lay_out()

    def _make_choices(self) -> None:
        self.scale = ChoiceBox(self.tr("Scale"))
        self.scale.setFixedWidth(metrics().text(_SCALE_WIDTH))
        self.axis = ChoiceBox(self.tr("Along"), [(each, axis_words(each)) for each in Axis])
        self.shown = ChoiceBox(self.tr("Drawn"), [(each, spread_words(each)) for each in Spread])
        splits = [
            each
            for each in Split
            if each is not Split.PRACTITIONER
            or self._context.clinic.person.role is not Role.PRACTITIONER
        ]
        self.split = ChoiceBox(self.tr("Groups"), [(each, split_words(each)) for each in splits])
        self.scale.chosen.connect(self._choose_scale)
        self.axis.chosen.connect(lambda key: self._want(replace(self.asked, axis=Axis(key))))
        self.split.chosen.connect(lambda key: self._want(replace(self.asked, split=Split(key))))
        self.shown.chosen.connect(self._choose_spread)

    def _lay_out(self) -> None:
        holder = QWidget()
        flow = FlowLayout(holder, spacing=6)
        for box in (self.scale, self.axis, self.shown, self.split):
            flow.addWidget(box)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(18, 0, 18, 14)
        column.setSpacing(6)
        column.addWidget(holder)
        column.addWidget(self.chart, 1)
        column.addLayout(self._legend)
        for words in (self.change, self.percents, self.cautions):
            column.addWidget(words)
        self._pages = QStackedWidget()
        self._pages.addWidget(page)
        self._pages.addWidget(self.empty)
        self.add(self._pages, 1)

    def say_slow(self) -> None:
        """Say that another answer is being worked out; what stands here is the one before."""
        title = chart_title(self.found) if self.found.chosen else self.tr("Outcome")
        self.set_header(title, self.tr("being worked out…"))

    def show_cohort(self, found: Cohort) -> None:
        """Show other figures."""
        self.found = found
        if found.chosen is None:
            self.set_header(self.tr("Outcome"), self.tr("across clients"))
            self._pages.setCurrentWidget(self.empty)
            return
        self._pages.setCurrentIndex(0)
        self.asked = replace(found.asked, first=None, last=None)
        self.scale.set_options(
            [
                (str(place), choice_words(choice, found.choices))
                for place, choice in enumerate(found.choices)
            ]
        )
        self.scale.set_current(str(found.choices.index(found.chosen)))
        self.set_header(chart_title(found), chart_note(found, self.spread))
        lines = self.lines()
        drawing = OutcomeDrawing(lines, found.chosen.scale, found.asked.axis, self.spread)
        self.chart.show_drawing(drawing if drawing.places else None)
        self._show_words(lines)

    def lines(self) -> tuple[CohortLine, ...]:
        """The groups that are drawn, with their names in words; everybody where there is none."""
        found = self.found
        if not found.lines:
            return (found.whole,)
        zones = self._context.zones
        return tuple(
            replace(line, name=group_words(line.name, found.asked.split, zones))
            for line in found.lines[:MOST_LINES]
        )

    def _show_words(self, lines: tuple[CohortLine, ...]) -> None:
        while (item := self._legend.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        found, axis = self.found, self.found.asked.axis
        grouped = bool(found.lines)
        if grouped:
            for place, line in enumerate(lines):
                words = f"{line.name}: {change_sentence(line, axis)} {percent_sentence(line)}"
                self._legend.addWidget(_LegendLine(words.strip(), place))
        self.change.setVisible(not grouped)
        self.change.setText(change_sentence(found.whole, axis))
        percents = percent_sentence(found.whole)
        self.percents.setText(percents)
        self.percents.setVisible(bool(percents) and not grouped)
        told = list(caution_sentences(found))
        left = len(found.lines) - len(lines) if grouped else 0
        if left:
            told.append(self.tr("%n smaller group(s) not drawn.", "", left))
        self.cautions.setText(" ".join(told))
        self.cautions.setVisible(bool(told))

    def _choose_scale(self, key: str) -> None:
        choice = self.found.choices[int(key)]
        scale = choice.scale
        self._want(
            replace(self.asked, scale=scale.code, version=scale.version, rater=Rater(choice.rater))
        )

    def _choose_spread(self, key: str) -> None:
        self.spread = Spread(key)
        self._want(replace(self.asked, ranks=self.spread is Spread.QUARTILES))

    def _want(self, asked: Asked) -> None:
        self.asked = asked
        self.asked_changed.emit()


class _LegendLine(QWidget):
    """The sign of a group and what changed in it."""

    def __init__(self, words: str, place: int) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(_Sign(place), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(label(words, "quiet", wrap=True), 1)


class _Sign(QWidget):
    def __init__(self, place: int) -> None:
        super().__init__()
        self._place = place
        self.setFixedSize(metrics().text(16), metrics().text(18))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        centre = QPointF(self.width() / 2, self.height() / 2)
        paint_sign(painter, screen_look(), centre, metrics().text(4.6), self._place)
