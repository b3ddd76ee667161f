"""Small tables for lists, kept by the same transaction that writes a session.

They hold nothing that the sessions do not say; the check of a clinic recomputes them.
"""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text

from needlelog.db.tables.base import Base, Mapped, mapped_column


class ClientSummaryTable(Base):
    """A client's sessions that count (signed or countersigned, not void).

    ``last_zones`` is a JSON list of ``[zone, side, depth in micrometres or null]``.
    """

    __tablename__ = "client_summary"

    client_id: Mapped[int] = mapped_column(ForeignKey("client.id"), primary_key=True)
    sessions: Mapped[int] = mapped_column()
    last_session_id: Mapped[int | None] = mapped_column(ForeignKey("session.id"))
    last_session_on: Mapped[date | None] = mapped_column(index=True)
    last_zones: Mapped[str] = mapped_column(default="[]", server_default="[]")


class PlanSummaryTable(Base):
    """How many sessions of a plan are done, the last of them, and when the next is due.

    ``due_on`` is what ``needlelog.domain.plans.next_due`` says for the plan as it stands.
    """

    __tablename__ = "plan_summary"
    __table_args__ = (Index("ix_plan_summary_due_on", "due_on", "last_on", "last_session_id"),)

    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"), primary_key=True)
    done: Mapped[int] = mapped_column()
    last_on: Mapped[date | None] = mapped_column()
    last_session_id: Mapped[int | None] = mapped_column(ForeignKey("session.id"))
    due_on: Mapped[date | None] = mapped_column()


class WeekSumTable(Base):
    """What a practitioner's sessions that count of one week come to, for charts over long times.

    ``week`` is its Monday. ``about`` says what ``code`` names: ``session`` (the number of the flags
    kept of it), ``zone`` (a treated row of that zone and ``depth_um``, 0 where none was recorded) or
    ``product``, ``numbing``, ``cartridge`` (a use under that name). ``uses`` counts them, ``over``
    those of them that went past an advice.
    """

    __tablename__ = "week_sum"
    __table_args__ = (
        Index(
            "ix_week_sum_sessions",
            "week",
            "practitioner_id",
            "code",
            "uses",
            sqlite_where=text("about = 'session'"),
        ),
    )

    week: Mapped[date] = mapped_column(primary_key=True)
    practitioner_id: Mapped[int] = mapped_column(ForeignKey("practitioner.id"), primary_key=True)
    about: Mapped[str] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(primary_key=True)
    depth_um: Mapped[int] = mapped_column(primary_key=True)
    uses: Mapped[int] = mapped_column()
    over: Mapped[int] = mapped_column()


class YearSumTable(Base):
    """The sums of the weeks whose Monday lies in a year; kept by triggers on them."""

    __tablename__ = "year_sum"

    year: Mapped[int] = mapped_column(primary_key=True)
    practitioner_id: Mapped[int] = mapped_column(ForeignKey("practitioner.id"), primary_key=True)
    about: Mapped[str] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(primary_key=True)
    depth_um: Mapped[int] = mapped_column(primary_key=True)
    uses: Mapped[int] = mapped_column()
    over: Mapped[int] = mapped_column()


class WeekCountTable(Base):
    """How many sessions of a practitioner and week are in a state, or ``planned`` (foreseen by a
    plan), or ``late`` (more than a week later than the plan said); kept by triggers."""

    __tablename__ = "week_count"

    week: Mapped[date] = mapped_column(primary_key=True)
    practitioner_id: Mapped[int] = mapped_column(ForeignKey("practitioner.id"), primary_key=True)
    what: Mapped[str] = mapped_column(primary_key=True)
    sessions: Mapped[int] = mapped_column()


class SessionFigureTable(Base):
    """What figures need of a session that was signed or put off, in the order of days.

    ``state`` is the place of its state in `FIGURE_STATES`. ``uses`` has a letter for each treated
    zone and each use of a product or device; see `needlelog.db.sqlite.figures`, whose triggers keep
    the rows. None is a reference: looking for a session's row by its number alone, as a reference
    does when a session is destroyed, would go through all of them.
    """

    __tablename__ = "session_figure"
    __table_args__ = ({"sqlite_with_rowid": False},)

    day: Mapped[date] = mapped_column(primary_key=True)
    practitioner_id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(primary_key=True)
    client_id: Mapped[int] = mapped_column()
    flags: Mapped[int] = mapped_column()
    days_late: Mapped[int | None] = mapped_column()
    state: Mapped[int] = mapped_column()
    uses: Mapped[str] = mapped_column()


class FigureLetterTable(Base):
    """What the letters in `session_figure` stand for, by their number.

    ``about`` and ``code`` are those of `WeekSumTable`; besides there is ``device``. ``item_id`` is
    the product or device, 0 where it is not known; ``over`` whether the zone went past an advice.
    """

    __tablename__ = "figure_letter"
    __table_args__ = (UniqueConstraint("about", "code", "depth_um", "over", "item_id"),)

    number: Mapped[int] = mapped_column(primary_key=True)
    about: Mapped[str] = mapped_column()
    code: Mapped[str] = mapped_column()
    depth_um: Mapped[int] = mapped_column()
    over: Mapped[bool] = mapped_column()
    item_id: Mapped[int] = mapped_column()
