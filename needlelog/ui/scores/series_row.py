"""One series of scores in a line: first to latest, what changed, and the response on a tap."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from needlelog.domain.response import ResponseWord, response
from needlelog.domain.score_series import ScoreSeries, change_of
from needlelog.ui import formats
from needlelog.ui.scores.words import (
    change_words,
    first_to_latest,
    range_words,
    rater_words,
    response_rule,
    response_word,
)
from needlelog.ui.theme.active import metrics
from needlelog.ui.widgets.button import Button
from needlelog.ui.widgets.labels import ElidedLabel, label

_TONES = {
    ResponseWord.RESPONDING: "good",
    ResponseWord.WORSE: "stop",
    ResponseWord.PLATEAU: "warn",
}


class SeriesRow(QWidget):
    """Pressing the response shows the rule and the figures behind it."""

    def __init__(
        self, series: ScoreSeries, first_session_on: date | None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        scale, points = series.scale, series.points
        found = response(series, first_session_on)
        change = change_of(series)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 8, 16, 8)
        column.setSpacing(4)
        row = QHBoxLayout()
        row.setSpacing(16)
        names = QVBoxLayout()
        names.setSpacing(1)
        names.addWidget(ElidedLabel(scale.name, "strong"))
        names.addWidget(
            ElidedLabel(
                f"{rater_words(series.rater, series.rated_by)} · {range_words(scale)}", "small"
            )
        )
        row.addLayout(names, 3)
        figures = QVBoxLayout()
        figures.setSpacing(1)
        self.figures = label(first_to_latest(series), "heading")
        figures.addWidget(self.figures)
        days = formats.day(points[0].on)
        if len(points) > 1:
            days = self.tr("{first} – {latest}, n = {n}").format(
                first=formats.day_short(points[0].on),
                latest=formats.day(points[-1].on),
                n=len(points),
            )
        figures.addWidget(ElidedLabel(days, "small"))
        row.addLayout(figures, 2)
        self.change = label(change_words(change, scale) if change else "", wrap=True)
        row.addWidget(self.change, 2)
        self.answer = Button(response_word(found), "filter", _icon(found.word))
        self.answer.setProperty("tone", _TONES.get(found.word))
        self.answer.setCheckable(True)
        self.answer.setMinimumWidth(metrics().text(150))
        self.answer.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.answer.setAccessibleName(
            self.tr("{scale}: {answer}. Show why").format(
                scale=scale.name, answer=response_word(found)
            )
        )
        row.addWidget(self.answer, 0, Qt.AlignmentFlag.AlignVCenter)
        column.addLayout(row)
        self.rule = label(response_rule(found, scale), "quiet", wrap=True)
        self.rule.hide()
        self.answer.toggled.connect(self.rule.setVisible)
        column.addWidget(self.rule)


def _icon(word: ResponseWord) -> str:
    return {
        ResponseWord.RESPONDING: "trending-up",
        ResponseWord.PLATEAU: "trending-neutral",
        ResponseWord.WORSE: "trending-down",
        ResponseWord.TOO_EARLY: "timer-sand",
    }[word]
