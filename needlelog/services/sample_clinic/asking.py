"""The screening of a session of the sample clinic: what was answered, found and decided."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from needlelog.domain.clients import Answer
from needlelog.domain.screening.answers import stored_answers
from needlelog.domain.screening.asking import confirm_unchanged
from needlelog.domain.screening.decisions import Need, needs
from needlelog.domain.screening.engine import find
from needlelog.domain.screening.extents import extent_of
from needlelog.domain.screening.findings import Decision, ScreeningAnswer
from needlelog.domain.screening.moments import treatment_moment
from needlelog.files.reference_data import zone_catalogue
from needlelog.services.screening import judged_by

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from needlelog.domain.screening.findings import Finding
    from needlelog.domain.sessions import SessionDraft
    from needlelog.services.clinic import Clinic

_PRESCRIBER = "Dr. Lena Vogt"
_REASON = "Talked through with the client, who wants to go on; spot left out, depth kept low."


def with_answers(clinic: Clinic, draft: SessionDraft) -> SessionDraft:
    """The draft with what the client was asked: known things confirmed, the rest denied."""
    # inside the open transaction, which other readers do not see into
    with clinic.database.write() as session:
        book, client, _log = judged_by(session, draft, draft.started_at or draft.created_at)
    start = draft.started_at or draft.created_at
    moment = treatment_moment(draft, start)
    confirmed = confirm_unchanged(book, client, draft, moment.at)
    given = {answer.item for answer in confirmed}
    stored = stored_answers(book, client)
    asked = [
        ScreeningAnswer(
            code,
            stored[code].answer if code in stored else Answer.NO,
            stored[code].last_exposure if code in stored else None,
            asked_on=moment.day,
        )
        for code in (item.code for item in book.items)
        if code not in given
    ]
    return replace(draft, answers=(*confirmed, *asked))


def with_decisions(clinic: Clinic, draft: SessionDraft, at: datetime) -> SessionDraft:
    """The draft with a decision on everything the rules find in it."""
    with clinic.database.write() as session:
        book, client, log = judged_by(session, draft, at)
    found = find(book, client, draft, log, zone_catalogue(), at)
    return decided(draft, found, clinic.person.name, at)


def decided(draft: SessionDraft, found: Iterable[Finding], by: str, at: datetime) -> SessionDraft:
    """The draft with a decision on each of these findings that needs one."""
    waiting: dict[str, list[tuple[Finding, Need]]] = {}
    for finding in found:
        need = needs(finding, None)
        if need is not None:
            waiting.setdefault(finding.rule, []).append((finding, need))
    decisions = []
    for same in waiting.values():
        covers = tuple(extent_of(finding, draft) for finding, _need in same)
        last, need = same[-1]
        decisions.append(replace(_decision(last, need, by, at), covers=covers))
    return replace(draft, decisions=tuple(decisions))


def _decision(finding: Finding, need: Need, by: str, at: datetime) -> Decision:
    if need is Need.SEEN:
        return Decision(finding.rule, seen=True, decided_by=by, decided_at=at)
    prescriber = _PRESCRIBER if finding.prescriber_needed else ""
    return Decision(finding.rule, _REASON, prescriber, seen=True, decided_by=by, decided_at=at)
