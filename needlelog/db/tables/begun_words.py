"""Sentences that somebody has begun to write about a record and not kept yet."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import UniqueConstraint

from needlelog.db.tables.base import Base, Identified, Mapped, mapped_column, reference


class BegunWordsTable(Identified, Base):
    """Words begun by one person in one place: no record yet, kept so that no sudden end loses them.

    ``kind`` says what they would become (an addendum, a question, …), ``about_uid`` of which record
    they speak; ``client_id`` is the client of that record, where it has one. ``words`` is what
    stands in the fields, as JSON.
    """

    __tablename__ = "begun_words"
    __table_args__ = (UniqueConstraint("practitioner_id", "kind", "about_uid"),)

    practitioner_id: Mapped[int] = reference("practitioner", index=False)
    client_id: Mapped[int | None] = reference("client")
    kind: Mapped[str] = mapped_column()
    about_uid: Mapped[str] = mapped_column()
    words: Mapped[str] = mapped_column()
    changed_at: Mapped[datetime] = mapped_column()
