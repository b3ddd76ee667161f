"""How long records are kept, what must not be destroyed, and what was.

Destroying is the one act that takes rows away. It goes through `erasure`: a row of it is written
open, which no transaction can commit, and closed once the trail says what was done.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint

from needlelog.db.tables.base import (
    Base,
    Identified,
    Mapped,
    mapped_column,
    reference,
    written_text,
)

NEVER_THERE = -1
"""What an open erasure points at: no row has this number, so it cannot be committed open."""


class LegalHoldTable(Identified, Base):
    """An order to keep everything of a client, until it is lifted."""

    __tablename__ = "legal_hold"

    client_id: Mapped[int] = reference("client")
    reason: Mapped[str] = mapped_column()
    placed_by: Mapped[str] = mapped_column()
    placed_at: Mapped[datetime] = mapped_column()
    lifted_by: Mapped[str] = written_text()
    lifted_at: Mapped[datetime | None] = mapped_column()
    lifted_reason: Mapped[str] = written_text()


class ErasureTable(Identified, Base):
    """One line of the register of destroyed records.

    ``person`` is what the register may still say of whom it was, such as initials. ``entries``
    counts the entries of the trail whose content was taken away, ``digest`` is the SHA-256 over
    their tombstones. ``files`` names the photo files that are still to be removed.
    """

    __tablename__ = "erasure"

    client_uid: Mapped[str] = mapped_column()
    person: Mapped[str] = mapped_column()
    first_on: Mapped[date | None] = mapped_column()
    last_on: Mapped[date | None] = mapped_column()
    sessions: Mapped[int] = mapped_column()
    photos: Mapped[int] = mapped_column()
    reason: Mapped[str] = mapped_column()
    erased_at: Mapped[datetime] = mapped_column()
    erased_by_id: Mapped[int] = reference("practitioner", index=False)
    erased_by: Mapped[str] = mapped_column()
    entries: Mapped[int] = mapped_column(default=0, server_default="0")
    digest: Mapped[str] = written_text()
    files: Mapped[str] = written_text()
    open_mark: Mapped[int | None] = mapped_column(
        ForeignKey("erasure.id", deferrable=True, initially="DEFERRED")
    )


class AuditTombstoneTable(Base):
    """That the content of an entry of the trail was destroyed.

    ``hash`` is the entry's own, which the next entry continues; ``remains`` is the SHA-256 over
    what is left of it.
    """

    __tablename__ = "audit_tombstone"
    __table_args__ = (
        UniqueConstraint("erasure_id", "origin", "sequence"),
        Index("ix_audit_tombstone_origin_sequence", "origin", "sequence"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    erasure_id: Mapped[int] = reference("erasure")
    origin: Mapped[str] = mapped_column()
    sequence: Mapped[int] = mapped_column()
    hash: Mapped[str] = mapped_column()
    remains: Mapped[str] = mapped_column()


class RowToEraseTable(Base):
    """A row that the locks let go of while its erasure is open; none outlives its transaction."""

    __tablename__ = "row_to_erase"
    __table_args__ = (UniqueConstraint("table_name", "row_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    erasure_id: Mapped[int] = reference("erasure", index=False)
    table_name: Mapped[str] = mapped_column()
    row_id: Mapped[int] = mapped_column()
    open_mark: Mapped[int] = mapped_column(
        ForeignKey("erasure.id", deferrable=True, initially="DEFERRED")
    )
