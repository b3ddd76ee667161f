"""Clients and what is known of them beside the sessions."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, UniqueConstraint

from needlelog.db.tables.base import (
    Base,
    Identified,
    Mapped,
    mapped_column,
    one_of,
    reference,
    switched_on,
    within,
    written_text,
)


class ClientTable(Identified, Base):
    """A client's identity and contact. Phototype is the Fitzpatrick type 1 to 6.

    ``search_text`` holds the folded words under which the client is found; the search index
    follows it. ``merged_into_id`` names the client a duplicate belongs to, never another duplicate;
    what was recorded under the duplicate stays there.
    """

    __tablename__ = "client"
    __table_args__ = (within("phototype", 1, 6),)

    name: Mapped[str] = mapped_column(index=True)
    birth_date: Mapped[date | None] = mapped_column()
    sex: Mapped[str | None] = mapped_column()
    phone: Mapped[str] = written_text()
    email: Mapped[str] = written_text()
    address: Mapped[str] = written_text()
    emergency_contact: Mapped[str] = written_text()
    phototype: Mapped[int | None] = mapped_column(index=True)
    note: Mapped[str] = written_text()
    active: Mapped[bool] = mapped_column(default=True, server_default="1", index=True)
    created_at: Mapped[datetime] = mapped_column()
    search_text: Mapped[str] = written_text()
    merged_into_id: Mapped[int | None] = reference("client")


class ClientMergeTable(Identified, Base):
    """One joining of two clients; ``document`` is JSON with what it takes to undo it."""

    __tablename__ = "client_merge"

    kept_id: Mapped[int] = reference("client")
    duplicate_id: Mapped[int] = reference("client")
    document: Mapped[str] = mapped_column()
    merged_at: Mapped[datetime] = mapped_column()
    merged_by: Mapped[str] = mapped_column()
    undone_at: Mapped[datetime | None] = mapped_column()
    undone_by: Mapped[str] = written_text()


class HistoryItemTable(Identified, Base):
    """A condition, medicine, allergy or earlier treatment with the day of last exposure."""

    __tablename__ = "history_item"
    __table_args__ = (
        one_of("kind", "condition", "medicine", "allergy", "treatment"),
        one_of("answer", "yes", "no", "unknown"),
    )

    client_id: Mapped[int] = reference("client")
    position: Mapped[int] = mapped_column()
    kind: Mapped[str] = mapped_column()
    name: Mapped[str] = mapped_column()
    answer: Mapped[str] = mapped_column()
    last_exposure: Mapped[date | None] = mapped_column()
    asked_on: Mapped[date | None] = mapped_column()
    note: Mapped[str] = written_text()
    alert: Mapped[bool] = mapped_column(default=False, server_default="0")
    code: Mapped[str] = written_text()
    last_at: Mapped[datetime | None] = mapped_column()
    last_offset: Mapped[int | None] = mapped_column()
    areas: Mapped[str] = written_text()
    active: Mapped[bool] = switched_on()


class ClientConcernTable(Identified, Base):
    """What a client wants treated."""

    __tablename__ = "client_concern"

    client_id: Mapped[int] = reference("client")
    position: Mapped[int] = mapped_column()
    concern: Mapped[str] = mapped_column()
    severity: Mapped[str] = written_text()
    active: Mapped[bool] = switched_on()


class ClientConcernZoneTable(Identified, Base):
    """Where a concern lies."""

    __tablename__ = "client_concern_zone"
    __table_args__ = (UniqueConstraint("client_concern_id", "position"),)

    client_concern_id: Mapped[int] = reference("client_concern", index=False)
    position: Mapped[int] = mapped_column()
    zone: Mapped[str] = mapped_column()
    side: Mapped[str] = mapped_column()


class AvoidMarkTable(Identified, Base):
    """A spot that must not be needled; ``x`` and ``y`` in ten-thousandths of the map."""

    __tablename__ = "avoid_mark"
    __table_args__ = (within("x", 0, 10_000), within("y", 0, 10_000))

    client_id: Mapped[int] = reference("client")
    position: Mapped[int] = mapped_column()
    kind: Mapped[str] = mapped_column()
    map_name: Mapped[str] = mapped_column()
    x: Mapped[int] = mapped_column()
    y: Mapped[int] = mapped_column()
    zone: Mapped[str | None] = mapped_column()
    side: Mapped[str | None] = mapped_column()
    since: Mapped[date | None] = mapped_column()
    until: Mapped[date | None] = mapped_column()
    note: Mapped[str] = written_text()
    active: Mapped[bool] = switched_on()


class ConsentTable(Identified, Base):
    """One decision of a client on one version of a consent text.

    One made on the screen has ``signed_at``, the text as it was shown and ``document_hash``, the
    SHA-256 over all of it; ``strokes`` are the vector strokes of a drawn signature as JSON. Such a
    row is locked: only the withdrawal may follow. ``consent_template_id`` is empty for a text that
    ships with the program.
    """

    __tablename__ = "consent"
    __table_args__ = (
        one_of("kind", "treatment", "photo", "marketing", "disclosure"),
        one_of("status", "given", "refused", "withdrawn"),
        CheckConstraint("(signed_at IS NULL) = (document_hash = '')", name="signed_has_hash"),
    )

    client_id: Mapped[int] = reference("client")
    position: Mapped[int] = mapped_column()
    kind: Mapped[str] = mapped_column()
    version: Mapped[str] = mapped_column()
    status: Mapped[str] = mapped_column()
    decided_on: Mapped[date] = mapped_column()
    note: Mapped[str] = written_text()
    consent_template_id: Mapped[int | None] = reference("consent_template")
    language: Mapped[str] = written_text()
    title: Mapped[str] = written_text()
    shown_text: Mapped[str] = written_text()
    client_name: Mapped[str] = written_text()
    clinic_name: Mapped[str] = written_text()
    practitioner: Mapped[str] = written_text()
    signer_name: Mapped[str] = written_text()
    guardian_name: Mapped[str] = written_text()
    witness_name: Mapped[str] = written_text()
    strokes: Mapped[str | None] = mapped_column()
    document_hash: Mapped[str] = written_text()
    signed_at: Mapped[datetime | None] = mapped_column()
    signed_offset: Mapped[int | None] = mapped_column()
    expires_on: Mapped[date | None] = mapped_column()
    withdrawn_on: Mapped[date | None] = mapped_column()
    withdrawn_at: Mapped[datetime | None] = mapped_column()
    withdrawn_note: Mapped[str] = written_text()
    withdrawn_by: Mapped[str] = written_text()
    active: Mapped[bool] = switched_on()


class ConsentTemplateTable(Identified, Base):
    """One version of a clinic's consent text, never changed; a changed text is a new version."""

    __tablename__ = "consent_template"
    __table_args__ = (
        one_of("kind", "treatment", "photo", "marketing", "disclosure"),
        UniqueConstraint("kind", "version", "language"),
    )

    kind: Mapped[str] = mapped_column()
    version: Mapped[str] = mapped_column()
    language: Mapped[str] = mapped_column()
    title: Mapped[str] = mapped_column()
    body: Mapped[str] = mapped_column()
    author: Mapped[str] = written_text()
    created_at: Mapped[datetime] = mapped_column()
    active: Mapped[bool] = switched_on()
