"""The installation itself and the people who sign."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint

from needlelog.db.tables.base import (
    Base,
    Identified,
    Mapped,
    mapped_column,
    one_of,
    switched_on,
    within,
    written_text,
)


class InstallationTable(Base):
    """The one row that says which installation this file belongs to.

    ``origin`` marks every row and the audit chain written here.
    """

    __tablename__ = "installation"
    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    origin: Mapped[str] = mapped_column()
    clinic_name: Mapped[str] = mapped_column()
    created_at: Mapped[datetime] = mapped_column()


class PractitionerTable(Identified, Base):
    """A person who can sign in. The depth ceiling is in micrometres."""

    __tablename__ = "practitioner"
    __table_args__ = (
        one_of("role", "practitioner", "manager", "inspector"),
        within("depth_ceiling_um", 100, 3000),
    )

    name: Mapped[str] = mapped_column()
    role: Mapped[str] = mapped_column()
    licence: Mapped[str] = written_text()
    depth_ceiling_um: Mapped[int | None] = mapped_column()
    active: Mapped[bool] = switched_on()
