"""What the practitioner answers and decides before a treatment; each act names itself for undo."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from PySide6.QtCore import QObject

from needlelog.domain.clients import Answer, HistoryItem
from needlelog.domain.screening.decisions import Part
from needlelog.domain.screening.draft_answers import (
    answer_of,
    with_answers,
    with_decision,
    with_same_decision,
    without_seen,
)
from needlelog.domain.screening.findings import ScreeningAnswer
from needlelog.domain.sessions import SessionDraft
from needlelog.ui.screens.session.acts import SessionActs
from needlelog.ui.screens.session.screening.question_views import ItemView, QuestionView


class ScreeningActs(QObject):
    """Writes answers and decisions into the draft."""

    def __init__(
        self, acts: SessionActs, now: Callable[[], datetime], person: str, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._acts = acts
        self._now = now
        self._person = person

    @property
    def _draft(self) -> SessionDraft:
        return self._acts.draft

    def confirm(self, answers: Iterable[ScreeningAnswer]) -> None:
        """Confirm stored answers as unchanged."""
        self._acts.apply(
            self.tr("no change since last time"), with_answers(self._draft, tuple(answers))
        )

    def say_no(self, view: QuestionView) -> None:
        """Answer a question with no, or with nothing new where something is stored."""
        answers = [self._unchanged(item) for item in view.items]
        self._acts.apply(f"{view.title} {view.no_words}", with_answers(self._draft, answers))

    def say_yes(self, view: QuestionView, code: str) -> None:
        """Answer the only item of a question with yes."""
        self._acts.apply(
            self._named(view, code), with_answers(self._draft, [self._given(code, Answer.YES)])
        )

    def toggle(self, view: QuestionView, code: str, *, holds: bool) -> None:
        """Say of one item of several whether it holds; the others were asked with it."""
        answers = [
            self._unchanged(item)
            for item in view.items
            if item.code != code and answer_of(self._draft, item.code) is None
        ]
        answers.append(self._given(code, Answer.YES if holds else Answer.NO))
        self._acts.apply(self._named(view, code), with_answers(self._draft, answers))

    def change(self, name: str, code: str, *, typed: bool = False, **fields: Any) -> None:
        """Set fields of an answer that was given with yes."""
        former = answer_of(self._draft, code) or self._given(code, Answer.YES)
        answer = replace(former, confirmed=False, asked_on=self._today, **fields)
        self._acts.apply(
            name,
            with_answers(self._draft, [answer]),
            merge_key=f"answer {code} {','.join(fields)}" if typed else "",
        )

    def decide(
        self, part: Part, place: int, name: str, *, typed: bool = False, **fields: Any
    ) -> None:
        """Write down what was decided about a part of what a rule found."""
        rule = part.findings[0].rule
        self._acts.apply(
            name,
            with_decision(self._draft, part, self._person, self._now(), **fields),
            merge_key=f"decision {rule} {place} {','.join(fields)}" if typed else "",
        )

    def take_back_seen(self, rule: str, name: str) -> None:
        """Write down that a warning was not seen after all."""
        self._acts.apply(name, without_seen(self._draft, rule))

    def deal_with(self, left: Iterable[Part], name: str) -> None:
        """Let what was decided before count for these parts too; what has nothing is now seen."""
        draft, now = self._draft, self._now()
        for part in left:
            if part.earlier:
                draft = with_same_decision(draft, part, part.earlier[-1], self._person, now)
            else:
                draft = with_decision(draft, part, self._person, now, seen=True)
        self._acts.apply(name, draft)

    @property
    def _today(self) -> date:
        return self._now().date()

    def _given(self, code: str, answer: Answer) -> ScreeningAnswer:
        return ScreeningAnswer(code, answer, asked_on=self._today)

    def _unchanged(self, item: ItemView) -> ScreeningAnswer:
        if item.stored is None or not item.holds:
            return self._given(item.code, Answer.NO)
        return confirmed(item.code, item.stored, self._today)

    def _named(self, view: QuestionView, code: str) -> str:
        return next((item.name for item in view.items if item.code == code), view.title)


def confirmed(code: str, stored: HistoryItem, today: date) -> ScreeningAnswer:
    """A stored answer, confirmed today as it stands."""
    return ScreeningAnswer(
        code,
        stored.answer,
        last_exposure=stored.last_exposure,
        last_at=stored.last_at,
        areas=stored.areas,
        asked_on=today,
        confirmed=True,
        note=stored.note,
    )
