"""Plans: series and maintenance."""

from __future__ import annotations

from datetime import date

from sqlalchemy import UniqueConstraint

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


class PlanTable(Identified, Base):
    """A planned series or its maintenance."""

    __tablename__ = "plan"
    __table_args__ = (
        one_of("phase", "series", "maintenance"),
        within("planned_sessions", 1, 1000),
        within("interval_days", 1, 3660),
    )

    client_id: Mapped[int] = reference("client")
    concern: Mapped[str] = mapped_column(index=True)
    planned_sessions: Mapped[int | None] = mapped_column()
    interval_days: Mapped[int | None] = mapped_column()
    phase: Mapped[str] = mapped_column()
    started_on: Mapped[date | None] = mapped_column()
    note: Mapped[str] = written_text()
    active: Mapped[bool] = switched_on()


class PlanZoneTable(Identified, Base):
    """A zone the plan covers."""

    __tablename__ = "plan_zone"
    __table_args__ = (UniqueConstraint("plan_id", "position"),)

    plan_id: Mapped[int] = reference("plan", index=False)
    position: Mapped[int] = mapped_column()
    zone: Mapped[str] = mapped_column()
    side: Mapped[str] = mapped_column()
