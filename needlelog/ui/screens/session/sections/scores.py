"""The scores given in this session."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from needlelog.domain.scores import DraftScore
from needlelog.domain.session_gaps import treatment_day
from needlelog.domain.sessions import SessionDraft
from needlelog.ui.context import Context
from needlelog.ui.scores.asking import ask_for_session_score
from needlelog.ui.scores.score_sheet import ScoreSheet
from needlelog.ui.scores.words import name_of, points, rater_words
from needlelog.ui.screens.session.acts import SessionActs
from needlelog.ui.widgets.button import Button, icon_button
from needlelog.ui.widgets.status_section import Status, StatusSection


class ScoresSection(StatusSection):
    """A line a score; tapping it answers the scale anew."""

    def __init__(self, acts: SessionActs, context: Context, parent: QWidget | None = None) -> None:
        super().__init__("", parent=parent)
        self.set_title(self.tr("Scores"))
        self._acts = acts
        self._context = context
        self.sheet: ScoreSheet | None = None
        self.add_button = Button(self.tr("Add…"), "chip")
        self.add_button.setAccessibleName(self.tr("Add a score"))
        self.add_button.clicked.connect(lambda _on: self._ask())
        self.add_to_header(self.add_button)
        self._place = QVBoxLayout()
        self._place.setSpacing(0)
        self.body.addLayout(self._place)
        self.lines: list[Button] = []
        self._shown: tuple[DraftScore, ...] | None = None

    def show_draft(self, draft: SessionDraft) -> None:
        """Show the scores of the draft."""
        if draft.scores == self._shown:
            return
        self._shown = draft.scores
        while (item := self._place.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.lines = []
        for score in draft.scores:
            self._place.addWidget(self._line(score))
        self.set_open(bool(draft.scores))
        self.set_state(Status.DONE if draft.scores else Status.NONE)

    def _line(self, score: DraftScore) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        words = self.tr("{name}  {total}").format(
            name=name_of(score, None), total=points(score.total)
        )
        open_line = Button(words, "secondary")
        open_line.setSizePolicy(
            open_line.sizePolicy().Policy.Expanding, open_line.sizePolicy().verticalPolicy()
        )
        open_line.setAccessibleName(
            self.tr("{score}, {rater}: answer anew").format(
                score=words, rater=rater_words(score.rater, score.rated_by)
            )
        )
        open_line.clicked.connect(lambda _on: self._ask(score))
        remove = icon_button(
            "close",
            self.tr("Remove score {name}").format(name=score.scale_name),
            lambda: self._acts.remove_score(score),
            plain=True,
        )
        row.addWidget(open_line, 1)
        row.addWidget(remove)
        self.lines.append(open_line)
        return holder

    def _ask(self, score: DraftScore | None = None) -> None:
        draft = self._acts.draft
        ask_for_session_score(
            self._context, self, draft.client_uid, treatment_day(draft), self._take, score
        )

    def _take(self, sheet: ScoreSheet) -> None:
        self.sheet = sheet
        sheet.given.connect(self._acts.give_score)
