"""Answers and decisions written into a draft, as pure functions from one draft to the next."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

from needlelog.domain.screening.decisions import Part
from needlelog.domain.screening.extents import extent_of, same_place
from needlelog.domain.screening.findings import Decision, Extent, ScreeningAnswer
from needlelog.domain.sessions import SessionDraft


def answer_of(draft: SessionDraft, item: str) -> ScreeningAnswer | None:
    """The answer given to an item in this session."""
    return next((answer for answer in draft.answers if answer.item == item), None)


def with_answers(draft: SessionDraft, answers: Iterable[ScreeningAnswer]) -> SessionDraft:
    """Give these answers; an item answered before keeps its place."""
    given = {answer.item: answer for answer in answers}
    kept = tuple(given.pop(answer.item, answer) for answer in draft.answers)
    return replace(draft, answers=(*kept, *given.values()))


def decisions_on(draft: SessionDraft, rule: str) -> tuple[Decision, ...]:
    """What was decided about a rule in this session, in the order in which it was decided."""
    return tuple(decision for decision in draft.decisions if decision.rule == rule)


def with_decision(
    draft: SessionDraft, part: Part, person: str, at: datetime, **fields: Any
) -> SessionDraft:
    """Decide about a part of what one rule found, and about nothing else.

    A decision without reason, prescriber or "seen" is taken back, unless another of the same
    rule stands beside it: then it stays as what is still open.
    """
    former = part.decision or Decision(part.findings[0].rule)
    covers = _with_extents(former.covers, part, draft)
    new = replace(
        former,
        **fields,
        decided_by=person,
        decided_at=at,
        covers=tuple(replace(each, by="", at=None) for each in covers),
    )
    alone = decisions_on(draft, new.rule) in ((), (former,))
    if part.decision is None:
        decisions = (*draft.decisions, new) if new.says_something else draft.decisions
    else:
        decisions = tuple(
            new if decision == former else decision
            for decision in draft.decisions
            if decision != former or new.says_something or not alone
        )
    return replace(draft, decisions=decisions)


def with_same_decision(
    draft: SessionDraft, part: Part, decision: Decision, person: str, at: datetime
) -> SessionDraft:
    """Let what was decided before count for this part too."""
    known = set(decision.covers)
    covers = tuple(
        each if each in known else replace(each, by=person, at=at)
        for each in _with_extents(decision.covers, part, draft)
    )
    new = replace(decision, covers=covers)
    return replace(
        draft, decisions=tuple(new if each == decision else each for each in draft.decisions)
    )


def without_seen(draft: SessionDraft, rule: str) -> SessionDraft:
    """Take back that the warnings of a rule were seen."""
    unseen = (replace(each, seen=False) if each.rule == rule else each for each in draft.decisions)
    kept = tuple(each for each in unseen if each.rule != rule or each.says_something)
    return replace(draft, decisions=kept)


def _with_extents(
    covers: tuple[Extent, ...], part: Part, draft: SessionDraft
) -> tuple[Extent, ...]:
    """What was covered, and the part as it stands now in the place of what it weighed before."""
    now = [extent_of(finding, draft) for finding in part.findings]
    kept = [each for each in covers if not any(same_place(each, one) for one in now)]
    return (*kept, *dict.fromkeys(now))
