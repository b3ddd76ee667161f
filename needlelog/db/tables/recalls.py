"""Recalls of a lot, a product or a device, and who was told of them."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Index

from needlelog.db.tables.base import (
    Base,
    Identified,
    Mapped,
    mapped_column,
    one_of,
    reference,
    switched_on,
    written_text,
)


class RecallTable(Identified, Base):
    """Something of the stock that was called back.

    ``subject_uid`` is the lot, product or device, empty for a lot number the stock does not know.
    ``subject`` and ``number`` are its name and its lot or serial number as they were then. The
    counts are those at the closing.
    """

    __tablename__ = "recall"
    __table_args__ = (
        one_of("kind", "lot", "product", "device"),
        CheckConstraint("subject_uid <> '' OR number <> ''", name="about_something"),
        Index("ix_recall_closed_at", "closed_at"),
    )

    kind: Mapped[str] = mapped_column()
    subject_uid: Mapped[str] = written_text()
    subject: Mapped[str] = mapped_column()
    number: Mapped[str] = written_text()
    reason: Mapped[str] = mapped_column()
    opened_by_id: Mapped[int] = reference("practitioner", index=False)
    opened_by: Mapped[str] = mapped_column()
    opened_at: Mapped[datetime] = mapped_column()
    closed_at: Mapped[datetime | None] = mapped_column()
    closed_by: Mapped[str] = written_text()
    clients: Mapped[int | None] = mapped_column()
    sessions: Mapped[int | None] = mapped_column()
    notified: Mapped[int | None] = mapped_column()


class RecallNoticeTable(Identified, Base):
    """That a client was told of a recall, or that this was noted by mistake; never changed.

    The newest row of a client holds.
    """

    __tablename__ = "recall_notice"
    __table_args__ = (one_of("way", "phone", "letter", "email", "in_person"),)

    recall_id: Mapped[int] = reference("recall")
    client_id: Mapped[int] = reference("client")
    told: Mapped[bool] = switched_on()
    told_on: Mapped[date] = mapped_column()
    way: Mapped[str] = mapped_column()
    person_id: Mapped[int] = reference("practitioner", index=False)
    person: Mapped[str] = mapped_column()
    note: Mapped[str] = written_text()
    recorded_at: Mapped[datetime] = mapped_column()
