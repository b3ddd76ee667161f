"""Consents: asking and signing, withdrawing, and what holds on a day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from needlelog.db.consent_checks import REFUSED_ACT, SIGNED_ACT, WITHDRAWN_ACT
from needlelog.db.queries import clients as client_query
from needlelog.db.queries import consents as query
from needlelog.db.stores import consents as store
from needlelog.domain.clients import Consent, ConsentKind, ConsentStatus
from needlelog.domain.consents import (
    ConsentPaper,
    ConsentStanding,
    ConsentState,
    ConsentTemplate,
    Signature,
    consent_state,
    document_hash,
    months_later,
    newest_decision,
)
from needlelog.domain.errors import InvalidValue
from needlelog.domain.record_changes import differences
from needlelog.domain.record_checks import checked_name
from needlelog.domain.signatures import checked_strokes, is_signature
from needlelog.services.acts import Permission, acting, require
from needlelog.services.consent_texts import clinic_settings, texts_in_use

if TYPE_CHECKING:
    from needlelog.services.clinic import Clinic

__all__ = [
    "consent",
    "consent_paper",
    "consent_standings",
    "needed_consents",
    "sign_consent",
    "valid_consent",
    "withdraw_consent",
]


# --- what holds ---------------------------------------------------------------------------------


def valid_consent(clinic: Clinic, client_uid: str, kind: ConsentKind, on: date) -> Consent | None:
    """The client's consent of that kind if it is in force on a day, else ``None``.

    A consent that is refused, withdrawn, expired or to an older text is not in force. Raises
    `NoSuchRecord`.
    """
    standing = consent_standings(clinic, client_uid, on)[kind]
    return standing.consent if standing.holds else None


def consent_standings(
    clinic: Clinic, client_uid: str, on: date
) -> dict[ConsentKind, ConsentStanding]:
    """How each kind stands for a client on a day. Raises `NoSuchRecord`."""
    with clinic.database.read() as session:
        found = query.consents(session, client_uid)
        texts = texts_in_use(session)
    return {kind: _standing(found, texts, kind, on) for kind in ConsentKind}


def needed_consents(clinic: Clinic, client_uid: str, on: date) -> tuple[ConsentStanding, ...]:
    """The kinds without which a treatment should not begin, as they stand on a day.

    The treatment, and the disclosure where the clinic asks for it. Raises `NoSuchRecord`.
    """
    standings = consent_standings(clinic, client_uid, on)
    with clinic.database.read() as session:
        disclosure = clinic_settings(session).disclosure_needed
    kinds = (ConsentKind.TREATMENT, *((ConsentKind.DISCLOSURE,) if disclosure else ()))
    return tuple(standings[kind] for kind in kinds)


def consent(clinic: Clinic, uid: str) -> Consent:
    """One decision. Raises `NoSuchRecord`."""
    with clinic.database.read() as session:
        return query.consent(session, uid)[1]


# --- asking and signing -------------------------------------------------------------------------


def consent_paper(
    clinic: Clinic, client_uid: str, kind: ConsentKind, day_words: str
) -> ConsentPaper:
    """The text to be shown to a client, with today written as ``day_words``.

    Raises `NoSuchRecord`.
    """
    with clinic.database.read() as session:
        client = client_query.client(session, client_uid)
        texts = texts_in_use(session)
    choices = tuple(one for one in texts if one.kind is kind)
    return ConsentPaper(
        template=choices[0],
        client_uid=client_uid,
        client_name=client.name,
        clinic_name=clinic.name,
        practitioner=clinic.person.name,
        day=_today(clinic),
        day_words=day_words,
        birth_date=client.birth_date,
        choices=choices,
    )


def sign_consent(
    clinic: Clinic, paper: ConsentPaper, decision: ConsentStatus, signature: Signature
) -> Consent:
    """Keep what the client decided on the paper as it was shown; from then on it is locked.

    To agree needs a signature: strokes, or a typed name beside a witness. For a client under 18
    a guardian signs. To refuse needs none.

    Raises:
        NotAllowed, NoSuchRecord.
        InvalidValue: ``guardian_missing``, ``signature_missing``, ``signature_long``,
            ``signer_missing``, ``witness_missing``, ``witness_same``, or those of a name.
    """
    require(clinic.person, Permission.WRITER, "sign_consent")
    if decision is ConsentStatus.WITHDRAWN:
        raise ValueError("a withdrawal is written beside the consent it takes back")
    given = decision is ConsentStatus.GIVEN
    signed = _checked_signature(paper, signature, needed=given)
    guardian = bool(signed.guardian_name) or paper.is_minor
    template = paper.template
    months = template.expires_after_months
    with acting(clinic, "sign_consent") as act:
        kept = Consent(
            uid=act.new_uid(),
            kind=template.kind,
            version=template.version,
            status=decision,
            decided_on=paper.day,
            expires_on=months_later(paper.day, months) if given and months else None,
            language=template.language,
            title=template.title,
            shown_text=paper.text(guardian=guardian),
            client_name=paper.client_name,
            clinic_name=paper.clinic_name,
            practitioner=paper.practitioner,
            signer_name=signed.typed_name,
            guardian_name=signed.guardian_name,
            witness_name=signed.witness_name,
            strokes=signed.strokes,
            signed_at=act.at.astimezone(),
        )
        kept = replace(kept, document_hash=document_hash(kept, paper.client_uid))
        store.insert_consent(act.session, paper.client_uid, kept, template.uid or None)
        act.record(
            SIGNED_ACT if given else REFUSED_ACT, "consent", kept.uid, after=_in_trail(paper, kept)
        )
    return kept


def withdraw_consent(clinic: Clinic, uid: str, on: date, note: str = "") -> Consent:
    """Write that the client took a consent back on a day; what was signed stays readable.

    Raises:
        NotAllowed, NoSuchRecord.
        InvalidValue: ``consent_not_given`` where nothing is left to take back, ``withdrawn_day``
            for a day before the consent or one that has not come.
    """
    with acting(clinic, "withdraw_consent") as act:
        _client, before = query.consent(act.session, uid)
        if before.status is not ConsentStatus.GIVEN:
            raise InvalidValue("consent_not_given", text="")
        if not before.decided_on <= on <= _today(clinic):
            raise InvalidValue("withdrawn_day", text=on.isoformat())
        after = replace(
            before,
            status=ConsentStatus.WITHDRAWN,
            withdrawn_on=on,
            withdrawn_note=note.strip(),
            withdrawn_by=act.person.name,
        )
        store.withdraw(act.session, uid, on, after.withdrawn_note, after.withdrawn_by, act.at)
        act.record(WITHDRAWN_ACT, "consent", uid, *differences(before, after))
    return after


# --- parts --------------------------------------------------------------------------------------


def _today(clinic: Clinic) -> date:
    return clinic.clock().astimezone().date()


def _standing(
    found: Sequence[Consent], texts: Sequence[ConsentTemplate], kind: ConsentKind, on: date
) -> ConsentStanding:
    text = next(one for one in texts if one.kind is kind)
    since = text.created_at.astimezone().date() if text.created_at else None
    state = consent_state(found, kind, on, text.version, since)
    newest = None if state is ConsentState.MISSING else newest_decision(found, kind, on)
    return ConsentStanding(kind, state, newest, text)


def _checked_signature(paper: ConsentPaper, signature: Signature, *, needed: bool) -> Signature:
    """The signature as it is kept: who signs stands in ``typed_name``, drawn or not."""
    guardian, witness = signature.guardian_name.strip(), signature.witness_name.strip()
    guardian = checked_name(guardian) if guardian else ""
    witness = checked_name(witness) if witness else ""
    meant = any(signature.strokes) if needed else is_signature(signature.strokes)
    drawn = checked_strokes(signature.strokes) if meant else ()
    typed = signature.typed_name.strip()
    if needed and paper.is_minor and not guardian:
        raise InvalidValue("guardian_missing", text="")
    if needed and not drawn:
        if not typed and not witness and not guardian:
            raise InvalidValue("signature_missing", text="")
        if not typed and not guardian:
            raise InvalidValue("signer_missing", text="")
        if not witness:
            raise InvalidValue("witness_missing", text="")
    signer = guardian or (paper.client_name if drawn else (checked_name(typed) if typed else ""))
    if witness and witness.casefold() == signer.casefold():
        raise InvalidValue("witness_same", text="")
    return Signature(drawn, signer, witness, guardian)


def _in_trail(paper: ConsentPaper, consent: Consent) -> dict[str, object]:
    """What the trail keeps; the hash stands for the text and the strokes."""
    return {
        "client": paper.client_uid,
        "kind": consent.kind,
        "version": consent.version,
        "language": consent.language,
        "decided_on": consent.decided_on,
        "expires_on": consent.expires_on,
        "signer": consent.signer_name,
        "guardian": consent.guardian_name,
        "witness": consent.witness_name,
        "document_hash": consent.document_hash,
        "template": paper.template.uid or None,
    }
