"""What the review of signed sessions keeps: sums for lists, questions, filters by name."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint

from needlelog.db.tables.base import (
    Base,
    Identified,
    Mapped,
    mapped_column,
    reference,
    switched_on,
    written_text,
)


class SessionSummaryTable(Base):
    """What lists show of a signed session, worked out from it when it was signed.

    ``ticks`` and ``flags`` are the sums of the bits of `Tick` and `Flag`; the check of a clinic
    works them out again. ``deepest_um`` is in micrometres. ``days_late`` is how late it came by its
    plan as that stands now, ``None`` for a first session and without a plan.
    """

    __tablename__ = "session_summary"
    __table_args__ = (
        Index("ix_session_summary_day_client", "day", "session_id", "client_id"),
        Index("ix_session_summary_person_day", "practitioner_id", "day", "session_id", "client_id"),
        Index("ix_session_summary_client_id_day", "client_id", "day"),
        Index("ix_session_summary_deepest_um_day", "deepest_um", "day", "session_id"),
        Index("ix_session_summary_flags_day", "flags", "day", "session_id"),
        Index("ix_session_summary_ticks", "ticks", "session_id"),
        Index("ix_session_summary_most_passes", "most_passes", "session_id"),
    )

    session_id: Mapped[int] = mapped_column(ForeignKey("session.id"), primary_key=True)
    client_id: Mapped[int] = mapped_column(ForeignKey("client.id"))
    practitioner_id: Mapped[int] = mapped_column(ForeignKey("practitioner.id"))
    day: Mapped[date] = mapped_column()
    ticks: Mapped[int] = mapped_column()
    flags: Mapped[int] = mapped_column()
    deepest_um: Mapped[int | None] = mapped_column()
    most_passes: Mapped[int | None] = mapped_column()
    zones: Mapped[int] = mapped_column()
    days_late: Mapped[int | None] = mapped_column()


class QuestionTable(Identified, Base):
    """A reviewer's question about a session, answered by an addendum, closed by the reviewer."""

    __tablename__ = "question"
    __table_args__ = (Index("ix_question_closed_at_session_id", "closed_at", "session_id"),)

    session_id: Mapped[int] = reference("session")
    text: Mapped[str] = mapped_column()
    asked_by_id: Mapped[int] = reference("practitioner", index=False)
    asked_by: Mapped[str] = mapped_column()
    asked_at: Mapped[datetime] = mapped_column()
    answer_id: Mapped[int | None] = reference("addendum")
    closed_at: Mapped[datetime | None] = mapped_column()
    closed_by: Mapped[str] = written_text()


class SavedFilterTable(Identified, Base):
    """A filter of sessions under a name; ``document`` is its JSON."""

    __tablename__ = "saved_filter"
    __table_args__ = (UniqueConstraint("name"),)

    name: Mapped[str] = mapped_column()
    document: Mapped[str] = mapped_column()
    made_by: Mapped[str] = mapped_column()
    made_at: Mapped[datetime] = mapped_column()
    active: Mapped[bool] = switched_on()
