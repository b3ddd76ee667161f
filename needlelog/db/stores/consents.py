"""Writing consents and consent texts. A signed consent is only ever withdrawn."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select

from needlelog.db.documents import canonical
from needlelog.db.moments import moment
from needlelog.db.stores.rows import columns_of, insert_row, optional_row_id, row_id, update_row
from needlelog.db.tables.base import table_of
from needlelog.db.tables.clients import ClientTable, ConsentTable, ConsentTemplateTable
from needlelog.db.transaction import Session
from needlelog.domain.clients import Consent, ConsentStatus
from needlelog.domain.consents import ConsentTemplate

_CONSENT = table_of(ConsentTable)


def insert_consent(
    session: Session, client_uid: str, consent: Consent, template_uid: str | None = None
) -> None:
    """Keep a new decision of a client, signed or from paper. Raises `NoSuchRecord`."""
    client = row_id(session, ClientTable, client_uid)
    last = session.connection().execute(
        select(func.max(_CONSENT.c.position)).where(_CONSENT.c.client_id == client)
    )
    columns = consent_columns(consent) | {
        "client_id": client,
        "position": (last.scalar() or 0) + 1,
        "consent_template_id": optional_row_id(session, ConsentTemplateTable, template_uid),
    }
    insert_row(session, ConsentTable, columns)


def change_paper_consent(session: Session, consent: Consent) -> None:
    """Correct a decision recorded from paper. Raises `NoSuchRecord`."""
    update_row(
        session, ConsentTable, row_id(session, ConsentTable, consent.uid), consent_columns(consent)
    )


def put_paper_consent_away(session: Session, uid: str) -> None:
    """Take a decision recorded from paper out of use; its row stays. Raises `NoSuchRecord`."""
    update_row(session, ConsentTable, row_id(session, ConsentTable, uid), {"active": False})


def withdraw(session: Session, uid: str, on: date, note: str, by: str, at: datetime) -> None:
    """Write the withdrawal beside the decision. Raises `NoSuchRecord`."""
    columns = {
        "status": ConsentStatus.WITHDRAWN.value,
        "withdrawn_on": on,
        "withdrawn_at": at,
        "withdrawn_note": note,
        "withdrawn_by": by,
    }
    update_row(session, ConsentTable, row_id(session, ConsentTable, uid), columns)


def insert_template(session: Session, template: ConsentTemplate) -> None:
    """Keep a version of the clinic's own text."""
    columns = columns_of(template, without=("expires_after_months",))
    insert_row(session, ConsentTemplateTable, columns)


def consent_columns(consent: Consent) -> dict[str, Any]:
    """The columns of a decision, but for its client, its place and its text."""
    strokes = canonical(consent.strokes) if consent.strokes else None
    columns = columns_of(consent, without=("strokes", "signed_at"))
    return columns | {"strokes": strokes, **moment("signed", consent.signed_at)}
