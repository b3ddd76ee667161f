"""The trail of all changes."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index, UniqueConstraint

from needlelog.db.tables.base import Base, Mapped, mapped_column


class AuditEntryTable(Base):
    """One change, chained to the one before it. Its identity is origin and sequence.

    ``before`` and ``after`` are JSON; ``hash`` is the SHA-256 over the entry and ``previous_hash``.
    """

    __tablename__ = "audit_entry"
    __table_args__ = (
        UniqueConstraint("origin", "sequence"),
        Index("ix_audit_entry_record_kind_record_uid", "record_kind", "record_uid"),
        Index("ix_audit_entry_made_at", "made_at"),
        Index("ix_audit_entry_person", "person_uid", "made_at"),
        Index("ix_audit_entry_kind", "record_kind", "made_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    origin: Mapped[str] = mapped_column()
    sequence: Mapped[int] = mapped_column()
    made_at: Mapped[datetime] = mapped_column()
    person_uid: Mapped[str] = mapped_column()
    person: Mapped[str] = mapped_column()
    act: Mapped[str] = mapped_column()
    record_kind: Mapped[str] = mapped_column()
    record_uid: Mapped[str] = mapped_column()
    before: Mapped[str | None] = mapped_column()
    after: Mapped[str | None] = mapped_column()
    previous_hash: Mapped[str] = mapped_column()
    hash: Mapped[str] = mapped_column()
