"""Drafts in which every finding of the screening has been dealt with, so that they can be signed."""

from __future__ import annotations

from needlelog.domain.screening.decisions import open_needs, parts_of
from needlelog.domain.screening.draft_answers import with_decision
from needlelog.domain.screening.engine import find
from needlelog.domain.sessions import SessionDraft
from needlelog.files.reference_data import zone_catalogue
from needlelog.services import clients, screening
from needlelog.services.clinic import Clinic


def deal_with(clinic: Clinic, draft: SessionDraft) -> SessionDraft:
    """The draft with a reason and a prescriber for each block, and each warning seen."""
    found = find(
        screening.rule_book(clinic),
        clients.client(clinic, draft.client_uid),
        draft,
        screening.own_log(clinic, draft.client_uid, draft.plan_uid),
        zone_catalogue(),
        clinic.clock(),
    )
    for need in open_needs(found, draft):
        same = [finding for finding in found if finding.rule == need.finding.rule]
        draft = with_decision(
            draft,
            parts_of(same, draft)[-1],
            clinic.person.name,
            clinic.clock(),
            reason="agreed with the client",
            prescriber="Dr Okafor",
            seen=True,
        )
    return draft
