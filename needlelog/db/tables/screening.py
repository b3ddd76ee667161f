"""What was asked before a session and what the rules found."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy.orm import Mapped, mapped_column

from needlelog.db.tables.base import Base, Identified, one_of, reference, written_text
from needlelog.db.tables.sessions import LOCKED_WITH_SESSION


class ScreeningAnswerTable(Identified, Base):
    """One answer to a screening question, as it stood for this session."""

    __tablename__ = "screening_answer"
    __table_args__ = (one_of("answer", "yes", "no", "unknown"), LOCKED_WITH_SESSION)

    session_id: Mapped[int] = reference("session")
    position: Mapped[int] = mapped_column()
    question: Mapped[str] = mapped_column()
    answer: Mapped[str] = mapped_column()
    last_exposure: Mapped[date | None] = mapped_column()
    asked_on: Mapped[date | None] = mapped_column()
    note: Mapped[str] = written_text()


class FindingTable(Identified, Base):
    """What a rule found, and what the practitioner decided about it.

    ``window_days`` is the rule's window and ``measured_days`` the days it was compared with.
    """

    __tablename__ = "finding"
    __table_args__ = (
        one_of("severity", "block", "warn", "note"),
        one_of("scope", "session", "zone", "numbing"),
        LOCKED_WITH_SESSION,
    )

    session_id: Mapped[int] = reference("session")
    position: Mapped[int] = mapped_column()
    rule: Mapped[str] = mapped_column(index=True)
    rule_version: Mapped[str] = mapped_column()
    severity: Mapped[str] = mapped_column()
    scope: Mapped[str] = mapped_column()
    zone: Mapped[str | None] = mapped_column()
    side: Mapped[str | None] = mapped_column()
    window_days: Mapped[int | None] = mapped_column()
    measured_days: Mapped[int | None] = mapped_column()
    decision: Mapped[str] = written_text()
    reason: Mapped[str] = written_text()
    prescriber: Mapped[str] = written_text()
    decided_by: Mapped[str] = written_text()
    decided_at: Mapped[datetime | None] = mapped_column()
