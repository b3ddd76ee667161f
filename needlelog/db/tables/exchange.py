"""The machines of a clinic, what changed on each of them, and what was received from them.

Only `machine` and `exchange_change` travel; the rest is what this machine keeps for itself.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text

from needlelog.db.tables.base import (
    Base,
    Identified,
    Mapped,
    mapped_column,
    reference,
    switched_on,
    written_text,
)


class MachineTable(Identified, Base):
    """A computer of the clinic; its uid is the origin of the installation on it.

    ``public_key`` (hex) checks what it signs. ``replaces`` is the uid of a machine of which this
    one carries on the records.
    """

    __tablename__ = "machine"

    name: Mapped[str] = mapped_column()
    public_key: Mapped[str] = mapped_column()
    joined_at: Mapped[datetime] = mapped_column()
    joined_by: Mapped[str] = mapped_column()
    replaces: Mapped[str] = written_text()
    active: Mapped[bool] = switched_on()


class MachineMarkTable(Base):
    """How far a machine is known to have what was written on another.

    ``sequence`` is the last entry of that origin's trail it has, ``number`` the last change.
    """

    __tablename__ = "machine_mark"

    machine_uid: Mapped[str] = mapped_column(primary_key=True)
    origin: Mapped[str] = mapped_column(primary_key=True)
    sequence: Mapped[int] = mapped_column()
    number: Mapped[int] = mapped_column()


class MissingPhotoTable(Base):
    """A photo file that a machine does not have unharmed: what another one told, what was found here."""

    __tablename__ = "missing_photo"

    machine_uid: Mapped[str] = mapped_column(primary_key=True)
    file_sha256: Mapped[str] = mapped_column(primary_key=True)


class ExchangeChangeTable(Base):
    """One change of one field, or with an empty ``field`` that a row was written.

    Its identity is origin and number. ``old`` and ``new`` are JSON objects by column, a reference
    as the uid it points at. ``builds_on`` names the changes it was made upon, as ``origin:number``
    parted by spaces. ``head`` says that no other change builds on it. ``sequence`` is the entry of
    the origin's trail that tells who made it, ``made_at`` when.
    """

    __tablename__ = "exchange_change"
    __table_args__ = (
        UniqueConstraint("origin", "number"),
        Index("ix_exchange_change_row", "table_name", "row_uid", "field", "head"),
        Index(
            "ix_exchange_change_heads",
            *("table_name", "row_uid", "field"),
            sqlite_where=text("head = 1 AND field <> ''"),
        ),
        Index(
            "ix_exchange_change_unstamped",
            "id",
            sqlite_where=text("sequence IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    origin: Mapped[str] = mapped_column()
    number: Mapped[int] = mapped_column()
    table_name: Mapped[str] = mapped_column()
    row_uid: Mapped[str] = mapped_column()
    field: Mapped[str] = written_text()
    old: Mapped[str | None] = mapped_column()
    new: Mapped[str | None] = mapped_column()
    builds_on: Mapped[str | None] = mapped_column()
    head: Mapped[bool] = switched_on()
    sequence: Mapped[int | None] = mapped_column()
    made_at: Mapped[datetime | None] = mapped_column()


class ExchangeReceiptTable(Identified, Base):
    """One file that was received: from which machine, and whether it was taken back.

    ``report`` is JSON with what it brought; ``last_number`` the last change made here before it.
    """

    __tablename__ = "exchange_receipt"

    bundle_uid: Mapped[str] = mapped_column()
    sender_uid: Mapped[str] = mapped_column()
    made_at: Mapped[datetime] = mapped_column()
    received_at: Mapped[datetime] = mapped_column()
    received_by: Mapped[str] = mapped_column()
    report: Mapped[str] = mapped_column()
    last_number: Mapped[int] = mapped_column()
    undone_at: Mapped[datetime | None] = mapped_column()
    undone_by: Mapped[str] = written_text()


class ExchangeCameTable(Base):
    """The numbers of the rows of one table that came with a receipt."""

    __tablename__ = "exchange_came"
    __table_args__ = (UniqueConstraint("receipt_id", "table_name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    receipt_id: Mapped[int] = reference("exchange_receipt", index=False)
    table_name: Mapped[str] = mapped_column()
    first_id: Mapped[int] = mapped_column()
    last_id: Mapped[int] = mapped_column()


class ExchangeBeforeTable(Base):
    """What a row held before a receipt changed it: JSON by column."""

    __tablename__ = "exchange_before"

    id: Mapped[int] = mapped_column(primary_key=True)
    receipt_id: Mapped[int] = reference("exchange_receipt")
    table_name: Mapped[str] = mapped_column()
    row_id: Mapped[int] = mapped_column()
    columns: Mapped[str] = mapped_column()


class ExchangeOpenTable(Base):
    """That records are being received or taken back; none outlives its transaction.

    While there is such a row, the locks let through what came from elsewhere.
    """

    __tablename__ = "exchange_open"

    id: Mapped[int] = mapped_column(primary_key=True)
    receipt_id: Mapped[int | None] = reference("exchange_receipt", index=False)
    open_mark: Mapped[int] = mapped_column(
        ForeignKey("exchange_open.id", deferrable=True, initially="DEFERRED")
    )
