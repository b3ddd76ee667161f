"""Answers and decisions written into a draft, as pure functions from one draft to the next."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

from needlelog.domain.screening.findings import Decision, ScreeningAnswer
from needlelog.domain.sessions import SessionDraft


def answer_of(draft: SessionDraft, item: str) -> ScreeningAnswer | None:
    """The answer given to an item in this session."""
    return next((answer for answer in draft.answers if answer.item == item), None)


def with_answers(draft: SessionDraft, answers: Iterable[ScreeningAnswer]) -> SessionDraft:
    """Give these answers; an item answered before keeps its place."""
    given = {answer.item: answer for answer in answers}
    kept = tuple(given.pop(answer.item, answer) for answer in draft.answers)
    return replace(draft, answers=(*kept, *given.values()))


def without_answers(draft: SessionDraft, items: Iterable[str]) -> SessionDraft:
    """Leave these items unanswered."""
    gone = set(items)
    kept = tuple(answer for answer in draft.answers if answer.item not in gone)
    return replace(draft, answers=kept)


def decision_on(draft: SessionDraft, rule: str) -> Decision | None:
    """What was decided about a rule in this session."""
    return next((decision for decision in draft.decisions if decision.rule == rule), None)


def with_decision(
    draft: SessionDraft, rule: str, person: str, at: datetime, **fields: Any
) -> SessionDraft:
    """Decide about a rule; a decision without reason, prescriber or "seen" is taken back."""
    former = decision_on(draft, rule) or Decision(rule)
    new = replace(former, **fields, decided_by=person, decided_at=at)
    says_something = bool(new.reason.strip() or new.prescriber.strip() or new.seen)
    if former in draft.decisions:
        decisions = tuple(
            new if decision.rule == rule else decision
            for decision in draft.decisions
            if decision.rule != rule or says_something
        )
    else:
        decisions = (*draft.decisions, new) if says_something else draft.decisions
    return replace(draft, decisions=decisions)
