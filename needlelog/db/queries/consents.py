"""Reading consents and the clinic's consent texts."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from sqlalchemy import Row, select

from needlelog.db.moments import moment_of
from needlelog.db.prepared import Prepared, numbered, placeholders
from needlelog.db.same_client import client_ids
from needlelog.db.tables.base import table_of
from needlelog.db.tables.clients import ClientTable, ConsentTable, ConsentTemplateTable
from needlelog.db.transaction import Session
from needlelog.domain.clients import Consent, ConsentKind, ConsentStatus
from needlelog.domain.consents import ConsentTemplate
from needlelog.domain.record_errors import NoSuchRecord

_CLIENT = table_of(ClientTable)
_CONSENT = table_of(ConsentTable)
_TEMPLATE = table_of(ConsentTemplateTable)
_ALL_TEMPLATES = Prepared(select(_TEMPLATE).order_by(_TEMPLATE.c.created_at, _TEMPLATE.c.uid))


def consent_of(row: Row[Any]) -> Consent:
    """The consent of one row."""
    return Consent(
        uid=row.uid,
        kind=ConsentKind(row.kind),
        version=row.version,
        status=ConsentStatus(row.status),
        decided_on=row.decided_on,
        note=row.note,
        expires_on=row.expires_on,
        withdrawn_on=row.withdrawn_on,
        withdrawn_note=row.withdrawn_note,
        withdrawn_by=row.withdrawn_by,
        language=row.language,
        title=row.title,
        shown_text=row.shown_text,
        client_name=row.client_name,
        clinic_name=row.clinic_name,
        practitioner=row.practitioner,
        signer_name=row.signer_name,
        guardian_name=row.guardian_name,
        witness_name=row.witness_name,
        strokes=_strokes(row.strokes),
        signed_at=moment_of(row.signed_at, row.signed_offset),
        document_hash=row.document_hash,
    )


def consents(session: Session, client_uid: str) -> tuple[Consent, ...]:
    """The decisions of a client in the order they were recorded. Raises `NoSuchRecord`."""
    ids = client_ids(session, client_uid)
    if not ids:
        raise NoSuchRecord("client", client_uid)
    return consents_of(session, ids)


def consents_of(session: Session, ids: tuple[int, ...]) -> tuple[Consent, ...]:
    """The decisions recorded under these rows of one client."""
    rows = _decisions(len(ids)).all(session, **numbered("client", ids))
    return tuple(map(consent_of, rows))


@cache
def _decisions(clients: int) -> Prepared:
    return Prepared(
        select(_CONSENT)
        .where(_CONSENT.c.client_id.in_(placeholders("client", clients)), _CONSENT.c.active)
        .order_by(_CONSENT.c.id)
    )


def consent(session: Session, uid: str) -> tuple[str, Consent]:
    """The uid of the client and the decision. Raises `NoSuchRecord`."""
    row = (
        session.connection()
        .execute(
            select(_CONSENT, _CLIENT.c.uid.label("client_uid"))
            .join(_CLIENT, _CLIENT.c.id == _CONSENT.c.client_id)
            .where(_CONSENT.c.uid == uid, _CONSENT.c.active)
        )
        .one_or_none()
    )
    if row is None:
        raise NoSuchRecord("consent", uid)
    return row.client_uid, consent_of(row)


def templates(session: Session) -> tuple[ConsentTemplate, ...]:
    """All versions of the clinic's own texts, oldest first."""
    return tuple(
        ConsentTemplate(
            kind=ConsentKind(row.kind),
            version=row.version,
            language=row.language,
            title=row.title,
            body=row.body,
            uid=row.uid,
            author=row.author,
            created_at=row.created_at,
        )
        for row in _ALL_TEMPLATES.all(session)
    )


def _strokes(text: str | None) -> tuple[tuple[tuple[int, int, int], ...], ...]:
    if not text:
        return ()
    return tuple(tuple((x, y, ms) for x, y, ms in stroke) for stroke in json.loads(text))
