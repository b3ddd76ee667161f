"""What was asked before a session and what the rules found."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Index, UniqueConstraint, text

from needlelog.db.tables.base import (
    Base,
    Identified,
    Mapped,
    mapped_column,
    one_of,
    reference,
    written_text,
)
from needlelog.db.tables.sessions import LOCKED_WITH_SESSION


class ScreeningAnswerTable(Identified, Base):
    """One answer to a screening question, as it stood for this session."""

    __tablename__ = "screening_answer"
    __table_args__ = (one_of("answer", "yes", "no", "unknown"), LOCKED_WITH_SESSION)

    session_id: Mapped[int] = reference("session")
    position: Mapped[int] = mapped_column()
    item: Mapped[str] = mapped_column()
    answer: Mapped[str] = mapped_column()
    last_exposure: Mapped[date | None] = mapped_column()
    last_at: Mapped[datetime | None] = mapped_column()
    last_offset: Mapped[int | None] = mapped_column()
    areas: Mapped[str] = written_text()
    confirmed: Mapped[bool] = mapped_column(default=False, server_default="0")
    asked_on: Mapped[date | None] = mapped_column()
    note: Mapped[str] = written_text()


class FindingTable(Identified, Base):
    """What a rule found when the session was signed.

    ``window`` is the rule's window as text, ``measured_days`` or ``measured_hours`` what was
    compared with it, ``clear_at`` when it is over.
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
    item: Mapped[str] = mapped_column()
    window: Mapped[str] = written_text()
    measured_days: Mapped[int | None] = mapped_column()
    measured_hours: Mapped[int | None] = mapped_column()
    clear_at: Mapped[datetime | None] = mapped_column()
    clear_offset: Mapped[int | None] = mapped_column()
    prescriber_needed: Mapped[bool] = mapped_column(default=False, server_default="0")
    detail: Mapped[str] = written_text()


class DecisionTable(Identified, Base):
    """What the practitioner decided about what one rule found.

    Where she decided several times, for one zone this and for another that, the last decision
    with a reason stands here and the others in ``other_decision``.
    """

    __tablename__ = "decision"
    __table_args__ = (
        UniqueConstraint("session_id", "rule"),
        Index(
            "ix_decision_reasoned",
            "session_id",
            "rule",
            "reason",
            sqlite_where=text("reason <> ''"),
        ),
        LOCKED_WITH_SESSION,
    )

    session_id: Mapped[int] = reference("session", index=False)
    position: Mapped[int] = mapped_column()
    rule: Mapped[str] = mapped_column(index=True)
    reason: Mapped[str] = written_text()
    prescriber: Mapped[str] = written_text()
    seen: Mapped[bool] = mapped_column(default=False, server_default="0")
    decided_by: Mapped[str] = written_text()
    decided_at: Mapped[datetime | None] = mapped_column()
    decided_offset: Mapped[int | None] = mapped_column()


class OtherDecisionTable(Identified, Base):
    """A further decision on what a rule found, beside the one in ``decision``."""

    __tablename__ = "other_decision"
    __table_args__ = (UniqueConstraint("session_id", "position"), LOCKED_WITH_SESSION)

    session_id: Mapped[int] = reference("session", index=False)
    position: Mapped[int] = mapped_column()
    rule: Mapped[str] = mapped_column()
    reason: Mapped[str] = written_text()
    prescriber: Mapped[str] = written_text()
    seen: Mapped[bool] = mapped_column(default=False, server_default="0")
    decided_by: Mapped[str] = written_text()
    decided_at: Mapped[datetime | None] = mapped_column()
    decided_offset: Mapped[int | None] = mapped_column()


class DecisionExtentTable(Identified, Base):
    """One thing that a decision was made for; a decision without any stands for all of its rule.

    ``decision`` is the position of the decision in its session. ``figure`` is what was found then,
    in the rule's own measure. ``added_by`` is empty where the decision was made for it, and names
    who let it count for this too.
    """

    __tablename__ = "decision_extent"
    __table_args__ = (
        UniqueConstraint("session_id", "decision", "position"),
        one_of("severity", "block", "warn", "note"),
        LOCKED_WITH_SESSION,
    )

    session_id: Mapped[int] = reference("session", index=False)
    decision: Mapped[int] = mapped_column()
    position: Mapped[int] = mapped_column()
    zone: Mapped[str | None] = mapped_column()
    side: Mapped[str | None] = mapped_column()
    thing: Mapped[str] = written_text()
    severity: Mapped[str] = mapped_column()
    figure: Mapped[int | None] = mapped_column()
    added_by: Mapped[str] = written_text()
    added_at: Mapped[datetime | None] = mapped_column()
    added_offset: Mapped[int | None] = mapped_column()
