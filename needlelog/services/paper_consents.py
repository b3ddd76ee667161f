"""Decisions that a client made on paper: recorded, corrected, taken off the list."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from needlelog.db.documents import plain
from needlelog.db.queries import consents as query
from needlelog.db.stores import consents as store
from needlelog.domain.clients import Consent, ConsentStatus
from needlelog.domain.consents import months_later
from needlelog.domain.record_changes import differences
from needlelog.domain.record_errors import RecordLocked
from needlelog.services.acts import Act, acting
from needlelog.services.consent_texts import clinic_settings

if TYPE_CHECKING:
    from needlelog.services.clinic import Clinic

__all__ = ["change_paper_consent", "record_paper_consent", "remove_paper_consent"]


def record_paper_consent(clinic: Clinic, client_uid: str, consent: Consent) -> Consent:
    """Keep a decision that was made on paper. Raises `NotAllowed`, `NoSuchRecord`, `RecordLocked`.

    Without a day of expiry it gets the one that follows from the settings.
    """
    with acting(clinic, "record_consent") as act:
        kept = _as_from_paper(act, replace(consent, uid=consent.uid or act.new_uid()))
        store.insert_consent(act.session, client_uid, kept)
        told = plain(kept) | {"client_uid": client_uid}
        act.record("consent on paper recorded", "consent", kept.uid, after=told)
    return kept


def change_paper_consent(clinic: Clinic, consent: Consent) -> Consent:
    """Correct a decision recorded from paper.

    Raises:
        NotAllowed, NoSuchRecord.
        RecordLocked: it was signed on the screen.
    """
    with acting(clinic, "record_consent") as act:
        _client, before = query.consent(act.session, consent.uid)
        if before.is_signed:
            raise RecordLocked
        moved = (before.kind, before.decided_on) != (consent.kind, consent.decided_on)
        after = _as_from_paper(act, replace(consent, expires_on=None) if moved else consent)
        if after != before:
            store.change_paper_consent(act.session, after)
            act.record(
                "consent on paper corrected", "consent", after.uid, *differences(before, after)
            )
    return after


def remove_paper_consent(clinic: Clinic, uid: str) -> None:
    """Take a decision recorded from paper off the list; the row and the trail keep it.

    Raises:
        NotAllowed, NoSuchRecord.
        RecordLocked: it was signed on the screen.
    """
    with acting(clinic, "record_consent") as act:
        _client, before = query.consent(act.session, uid)
        if before.is_signed:
            raise RecordLocked
        store.put_paper_consent_away(act.session, uid)
        act.record("consent on paper taken off the list", "consent", uid, before=before)


def _as_from_paper(act: Act, consent: Consent) -> Consent:
    """The fields a decision on paper has, and no more; with its expiry by the settings."""
    if consent.is_signed or consent.document_hash:
        raise RecordLocked
    given = consent.status is ConsentStatus.GIVEN
    months = clinic_settings(act.session).consent_months(consent.kind)
    expires = months_later(consent.decided_on, months) if given and months else None
    return Consent(
        uid=consent.uid,
        kind=consent.kind,
        version=consent.version.strip(),
        status=consent.status,
        decided_on=consent.decided_on,
        note=consent.note.strip(),
        expires_on=consent.expires_on or expires,
        withdrawn_on=consent.withdrawn_on,
        withdrawn_note=consent.withdrawn_note,
        withdrawn_by=consent.withdrawn_by,
    )
