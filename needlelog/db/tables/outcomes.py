"""What came of the treatment: scores, follow-ups and adverse events."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Index, UniqueConstraint

from needlelog.db.tables.base import (
    Base,
    Identified,
    Mapped,
    mapped_column,
    reference,
    switched_on,
    within,
    written_text,
)
from needlelog.db.tables.sessions import LOCKED_WITH_SESSION


class ScoreTable(Identified, Base):
    """One rating on one version of a scale, with or without a session.

    ``total`` is in thousandths, so that scales with fractions stay exact. A score is never changed
    or deleted; one without a session can be withdrawn, once.
    """

    __tablename__ = "score"
    __table_args__ = (
        Index("ix_score_client_id_rated_on", "client_id", "rated_on"),
        LOCKED_WITH_SESSION,
    )

    client_id: Mapped[int] = reference("client", index=False)
    session_id: Mapped[int | None] = reference("session")
    scale: Mapped[str] = mapped_column()
    scale_version: Mapped[str] = mapped_column()
    scale_name: Mapped[str] = written_text()
    rater: Mapped[str] = mapped_column()
    rated_on: Mapped[date] = mapped_column()
    total: Mapped[int | None] = mapped_column()
    note: Mapped[str] = written_text()
    rated_by_id: Mapped[int | None] = reference("practitioner", index=False)
    rated_by: Mapped[str] = written_text()
    recorded_at: Mapped[datetime | None] = mapped_column()
    withdrawn_at: Mapped[datetime | None] = mapped_column()
    withdrawn_by_id: Mapped[int | None] = reference("practitioner", index=False)
    withdrawn_by: Mapped[str] = written_text()
    withdrawn_reason: Mapped[str] = written_text()


class ScoreItemTable(Identified, Base):
    """One item of a rating; the value in thousandths."""

    __tablename__ = "score_item"
    __table_args__ = (UniqueConstraint("score_id", "item"), {"info": {"locked_with": "score"}})

    score_id: Mapped[int] = reference("score", index=False)
    position: Mapped[int] = mapped_column()
    item: Mapped[str] = mapped_column()
    value: Mapped[int] = mapped_column()


class FollowUpTable(Identified, Base):
    """How the client was some days after a session, or that nobody was reached. Never changed.

    A correction is another row, which names the row it replaces.
    """

    __tablename__ = "follow_up"
    __table_args__ = (within("day_offset", 0, 3660), UniqueConstraint("replaces_id"))

    client_id: Mapped[int] = reference("client")
    session_id: Mapped[int | None] = reference("session")
    day_offset: Mapped[int | None] = mapped_column()
    seen_on: Mapped[date] = mapped_column()
    reached: Mapped[bool] = switched_on()
    note: Mapped[str] = written_text()
    replaces_id: Mapped[int | None] = reference("follow_up", index=False)
    recorded_by_id: Mapped[int] = reference("practitioner", index=False)
    recorded_at: Mapped[datetime] = mapped_column()


class SymptomTable(Identified, Base):
    """One symptom of a follow-up, grade 0 to 4; 0 says that it was looked for and not there."""

    __tablename__ = "symptom"
    __table_args__ = (UniqueConstraint("follow_up_id", "position"), within("grade", 0, 4))

    follow_up_id: Mapped[int] = reference("follow_up", index=False)
    position: Mapped[int] = mapped_column()
    sign: Mapped[str] = mapped_column()
    grade: Mapped[int] = mapped_column()
    zone: Mapped[str | None] = mapped_column()
    side: Mapped[str | None] = mapped_column()
    resolved_on: Mapped[date | None] = mapped_column()
    note: Mapped[str] = written_text()


class AdverseEventTable(Identified, Base):
    """An adverse event with what was done about it; never deleted. Grade 1 to 5.

    Product and lot are copied as they were recorded, so that the event stands alone.
    """

    __tablename__ = "adverse_event"
    __table_args__ = (within("grade", 1, 5),)

    client_id: Mapped[int] = reference("client")
    session_id: Mapped[int | None] = reference("session")
    follow_up_id: Mapped[int | None] = reference("follow_up")
    lot_id: Mapped[int | None] = reference("lot")
    product: Mapped[str] = written_text()
    lot: Mapped[str] = written_text()
    kind: Mapped[str] = mapped_column()
    grade: Mapped[int | None] = mapped_column()
    noticed_on: Mapped[date] = mapped_column()
    action: Mapped[str] = written_text()
    referral: Mapped[str] = written_text()
    resolved_on: Mapped[date | None] = mapped_column()
    note: Mapped[str] = written_text()
    recorded_by_id: Mapped[int] = reference("practitioner", index=False)
    recorded_at: Mapped[datetime] = mapped_column()
