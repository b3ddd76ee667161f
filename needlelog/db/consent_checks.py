"""Checking that signed consents are what was signed: their hash, and what the trail says."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Row, select

from needlelog.db.queries.consents import consent_of
from needlelog.db.tables.audit import AuditEntryTable
from needlelog.db.tables.base import table_of
from needlelog.db.tables.clients import ClientTable, ConsentTable
from needlelog.db.tombstones import erased_uids, valid_tombstones
from needlelog.db.transaction import Session
from needlelog.domain.clients import ConsentStatus
from needlelog.domain.consents import document_hash
from needlelog.domain.faults import Fault

SIGNED_ACT, REFUSED_ACT, WITHDRAWN_ACT = (
    "consent signed",
    "consent refused",
    "consent withdrawn",
)
"""The words of the trail that belong to a decision made on the screen."""

_AUDIT = table_of(AuditEntryTable)
_CLIENT = table_of(ClientTable)
_CONSENT = table_of(ConsentTable)


def consent_faults(session: Session) -> Iterator[Fault]:
    """A fault for each signed consent that was changed, made up or taken away."""
    signed, withdrawn = _trail(session)
    rows = session.connection().execute(
        select(_CONSENT, _CLIENT.c.uid.label("client_uid"))
        .join(_CLIENT, _CLIENT.c.id == _CONSENT.c.client_id)
        .where(_CONSENT.c.signed_at.is_not(None))
        .order_by(_CONSENT.c.id)
    )
    present = set()
    for row in rows:
        present.add(row.uid)
        if not _as_signed(row, signed.get(row.uid), row.uid in withdrawn):
            yield Fault(
                "consents", f"Consent {row.uid} is not what was signed: its row was changed."
            )
    lost = signed.keys() - present
    for uid in sorted(lost - erased_uids(session, valid_tombstones(session)) if lost else ()):
        yield Fault("consents", f"Consent {uid} was signed and is missing now.")


def _trail(session: Session) -> tuple[dict[str, str], set[str]]:
    """The hash of each signed consent by uid, and the uids of those withdrawn."""
    rows = session.connection().execute(
        select(_AUDIT.c.act, _AUDIT.c.record_uid, _AUDIT.c.after).where(
            _AUDIT.c.record_kind == "consent",
            _AUDIT.c.act.in_((SIGNED_ACT, REFUSED_ACT, WITHDRAWN_ACT)),
        )
    )
    signed: dict[str, str] = {}
    withdrawn = set()
    for row in rows:
        if row.act == WITHDRAWN_ACT:
            withdrawn.add(row.record_uid)
        else:
            signed[row.record_uid] = _told_hash(row.after)
    return signed, withdrawn


def _told_hash(after: str | None) -> str:
    """The hash an entry tells; nothing where it tells none any more."""
    try:
        told = json.loads(after or "")
    except ValueError:
        return ""
    return str(told.get("document_hash", "")) if isinstance(told, dict) else ""


def _as_signed(row: Row[Any], hash_in_trail: str | None, withdrawn_in_trail: bool) -> bool:
    try:
        consent = consent_of(row)
        computed = document_hash(consent, row.client_uid)
    except (ValueError, TypeError):
        return False
    withdrawn = consent.status is ConsentStatus.WITHDRAWN
    return (
        computed == consent.document_hash == hash_in_trail
        and withdrawn == withdrawn_in_trail
        and withdrawn == (consent.withdrawn_on is not None)
        and row.active
    )
