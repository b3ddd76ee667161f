"""Drafts, signed sessions and the rows that belong to a session.

A table whose ``info`` says ``locked_with`` holds rows of a session; the database refuses to
change them once that session is signed (see ``needlelog.db.sqlite.triggers``).
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, UniqueConstraint, text

from needlelog.db.tables.base import (
    Base,
    Identified,
    Mapped,
    mapped_column,
    one_of,
    reference,
    spelled,
    switched_off,
    within,
    written_text,
)

LOCKED_WITH_SESSION = {"info": {"locked_with": "session"}}
HAS_REASON = text("treated_zone.reason <> ''")
"""A row with a reason; written out, so that the index of these few rows answers."""


class DraftTable(Identified, Base):
    """A session that is not signed yet: one row, one JSON document."""

    __tablename__ = "draft"

    client_id: Mapped[int] = reference("client")
    practitioner_id: Mapped[int] = reference("practitioner", index=False)
    saved_at: Mapped[datetime] = mapped_column()
    document: Mapped[str] = mapped_column()


class SessionTable(Identified, Base):
    """The head of a signed session.

    ``day`` is the local day of treatment. ``…_offset`` is the offset to UTC, in minutes, with
    which the instant beside it was written. ``reactions_answered`` tells "none" from "not asked".
    ``chain_hash`` is the hash of the audit entry written at signing.
    """

    __tablename__ = "session"
    __table_args__ = (
        one_of("state", "open", "signed", "countersigned", "deferred", "imported", "void"),
        within("pain", 0, 10),
        within("number", 1, 1000),
        within("planned_total", 1, 1000),
        CheckConstraint("ended_at >= started_at", name="end_not_before_start"),
        CheckConstraint(
            "state = 'open' OR (signed_at IS NOT NULL AND signed_by_id IS NOT NULL"
            " AND chain_hash <> '')",
            name="signed_by_somebody",
        ),
        CheckConstraint(
            "state <> 'countersigned' OR countersigned_at IS NOT NULL",
            name="countersigned_by_somebody",
        ),
        CheckConstraint("state <> 'void' OR void_reason <> ''", name="void_with_reason"),
        Index("ix_session_client_id_day", "client_id", "day"),
        Index("ix_session_state_day", "state", "day"),
        Index("ix_session_practitioner_id_day", "practitioner_id", "day"),
        Index("ix_session_phase", "phase"),
    )

    client_id: Mapped[int] = reference("client", index=False)
    practitioner_id: Mapped[int] = reference("practitioner", index=False)
    plan_id: Mapped[int | None] = reference("plan")
    state: Mapped[str] = mapped_column()
    day: Mapped[date] = mapped_column(index=True)
    created_at: Mapped[datetime] = mapped_column()
    created_offset: Mapped[int] = mapped_column()
    started_at: Mapped[datetime | None] = mapped_column()
    started_offset: Mapped[int | None] = mapped_column()
    ended_at: Mapped[datetime | None] = mapped_column()
    ended_offset: Mapped[int | None] = mapped_column()
    offset_minutes: Mapped[int] = mapped_column()
    number: Mapped[int | None] = mapped_column()
    planned_total: Mapped[int | None] = mapped_column()
    phase: Mapped[str] = written_text()
    pain: Mapped[int | None] = mapped_column()
    reactions_answered: Mapped[bool] = mapped_column()
    reactions_note: Mapped[str] = written_text()
    combined_other: Mapped[str] = written_text()
    aftercare_sheet: Mapped[str | None] = mapped_column()
    aftercare_version: Mapped[str | None] = mapped_column()
    aftercare_given_at: Mapped[datetime | None] = mapped_column()
    aftercare_given_offset: Mapped[int | None] = mapped_column()
    next_due: Mapped[date | None] = mapped_column()
    note: Mapped[str] = written_text()
    repeated_from: Mapped[str | None] = mapped_column()
    screening_outcome: Mapped[str] = written_text()
    rules_version: Mapped[str] = written_text()
    ask_again_on: Mapped[date | None] = mapped_column(index=True)
    defer_reason: Mapped[str] = written_text()
    imported_from: Mapped[str] = mapped_column(default="", server_default="", index=True)
    signed_by_id: Mapped[int | None] = reference("practitioner", index=False)
    signed_by: Mapped[str] = written_text()
    licence: Mapped[str] = written_text()
    signed_at: Mapped[datetime | None] = mapped_column()
    signed_offset: Mapped[int | None] = mapped_column()
    chain_hash: Mapped[str] = written_text()
    countersigned_by_id: Mapped[int | None] = reference("practitioner", index=False)
    countersigned_by: Mapped[str] = written_text()
    countersigned_at: Mapped[datetime | None] = mapped_column()
    countersigned_offset: Mapped[int | None] = mapped_column()
    voided_by_id: Mapped[int | None] = reference("practitioner", index=False)
    voided_by: Mapped[str] = written_text()
    voided_at: Mapped[datetime | None] = mapped_column()
    voided_offset: Mapped[int | None] = mapped_column()
    void_reason: Mapped[str] = written_text()


class TreatedZoneTable(Identified, Base):
    """One treated zone: depth in micrometres, endpoint grades 0 to 4, pain 0 to 10."""

    __tablename__ = "treated_zone"
    __table_args__ = (
        UniqueConstraint("session_id", "row"),
        within("depth_um", 100, 3000),
        within("passes", 1, 15),
        within("erythema", 0, 4),
        within("bleeding", 0, 4),
        within("pain", 0, 10),
        Index("ix_treated_zone_place", "zone", "side", "depth_um", "passes", "session_id"),
        Index("ix_treated_zone_concern", "concern"),
        Index(
            "ix_treated_zone_reasoned",
            "session_id",
            sqlite_where=text("reason <> ''"),
        ),
        LOCKED_WITH_SESSION,
    )

    session_id: Mapped[int] = reference("session", index=False)
    position: Mapped[int] = mapped_column()
    row: Mapped[int] = mapped_column()
    zone: Mapped[str] = mapped_column()
    side: Mapped[str] = mapped_column()
    custom_name: Mapped[str] = written_text()
    depth_um: Mapped[int | None] = mapped_column()
    passes: Mapped[int | None] = mapped_column()
    pattern: Mapped[str | None] = mapped_column()
    speed_value: Mapped[str | None] = mapped_column()
    speed_unit: Mapped[str | None] = mapped_column()
    erythema: Mapped[int | None] = mapped_column()
    bleeding: Mapped[int | None] = mapped_column()
    pain: Mapped[int | None] = mapped_column()
    concern: Mapped[str] = written_text()
    note: Mapped[str] = written_text()
    reason: Mapped[str] = written_text()


class NumbingTable(Identified, Base):
    """One anaesthetic with its times on and off."""

    __tablename__ = "numbing"
    __table_args__ = (
        UniqueConstraint("session_id", "row"),
        CheckConstraint("off_at >= on_at", name="off_not_before_on"),
        within("amount_mg", 1, 200_000),
        within("area_cm2", 1, 20_000),
        Index("ix_numbing_lot_spelled", text(spelled("lot"))),
        LOCKED_WITH_SESSION,
    )

    session_id: Mapped[int] = reference("session", index=False)
    position: Mapped[int] = mapped_column()
    row: Mapped[int] = mapped_column()
    agent: Mapped[str] = written_text()
    strength: Mapped[str] = written_text()
    product_id: Mapped[int | None] = reference("product")
    lot_id: Mapped[int | None] = reference("lot")
    lot: Mapped[str] = written_text()
    expiry: Mapped[str | None] = mapped_column()
    on_at: Mapped[datetime | None] = mapped_column()
    on_offset: Mapped[int | None] = mapped_column()
    off_at: Mapped[datetime | None] = mapped_column()
    off_offset: Mapped[int | None] = mapped_column()
    occluded: Mapped[bool | None] = mapped_column()
    wiped_off: Mapped[bool | None] = mapped_column()
    note: Mapped[str] = written_text()
    amount_mg: Mapped[int | None] = mapped_column()
    area_cm2: Mapped[int | None] = mapped_column()
    expired_reason: Mapped[str] = written_text()
    pack_finished: Mapped[bool] = switched_off()


class DeviceUseTable(Identified, Base):
    """The device of a session; name and serial are copied so that the record stands alone."""

    __tablename__ = "device_use"
    __table_args__ = (
        UniqueConstraint("session_id"),
        Index("ix_device_use_serial_spelled", text(spelled("serial"))),
        LOCKED_WITH_SESSION,
    )

    session_id: Mapped[int] = reference("session", index=False)
    device_id: Mapped[int | None] = reference("device")
    model_code: Mapped[str] = written_text()
    name: Mapped[str] = written_text()
    serial: Mapped[str] = written_text()
    speed_value: Mapped[str | None] = mapped_column()
    speed_unit: Mapped[str | None] = mapped_column()


class CartridgeUseTable(Identified, Base):
    """The cartridge or roller of a session."""

    __tablename__ = "cartridge_use"
    __table_args__ = (
        UniqueConstraint("session_id"),
        within("count", 0, 1000),
        Index("ix_cartridge_use_lot_spelled", text(spelled("lot"))),
        Index(
            "ix_cartridge_use_unit",
            text(spelled("serial")),
            sqlite_where=text("serial <> ''"),
        ),
        LOCKED_WITH_SESSION,
    )

    session_id: Mapped[int] = reference("session", index=False)
    product_id: Mapped[int | None] = reference("product")
    lot_id: Mapped[int | None] = reference("lot")
    kind: Mapped[str] = written_text()
    lot: Mapped[str] = written_text()
    expiry: Mapped[str | None] = mapped_column()
    count: Mapped[int | None] = mapped_column()
    expired_reason: Mapped[str] = written_text()
    serial: Mapped[str] = written_text()


class TopicalTable(Identified, Base):
    """A product on the skin; the amount in microlitres."""

    __tablename__ = "topical"
    __table_args__ = (
        UniqueConstraint("session_id", "row"),
        within("amount_ul", 1, 100_000),
        Index("ix_topical_lot_spelled", text(spelled("lot"))),
        LOCKED_WITH_SESSION,
    )

    session_id: Mapped[int] = reference("session", index=False)
    position: Mapped[int] = mapped_column()
    row: Mapped[int] = mapped_column()
    name: Mapped[str] = written_text()
    category: Mapped[str] = written_text()
    product_id: Mapped[int | None] = reference("product")
    lot_id: Mapped[int | None] = reference("lot")
    lot: Mapped[str] = written_text()
    expiry: Mapped[str | None] = mapped_column()
    amount_ul: Mapped[int | None] = mapped_column()
    strength: Mapped[str] = written_text()
    timing: Mapped[str | None] = mapped_column()
    note: Mapped[str] = written_text()
    expired_reason: Mapped[str] = written_text()
    pack_finished: Mapped[bool] = switched_off()


class TopicalZoneTable(Identified, Base):
    """A zone a topical was put on; ``row`` is the topical's row in the same session."""

    __tablename__ = "topical_zone"
    __table_args__ = (
        ForeignKeyConstraint(["session_id", "row"], ["topical.session_id", "topical.row"]),
        UniqueConstraint("session_id", "row", "position"),
        LOCKED_WITH_SESSION,
    )

    session_id: Mapped[int] = mapped_column()
    row: Mapped[int] = mapped_column()
    position: Mapped[int] = mapped_column()
    zone: Mapped[str] = mapped_column()
    side: Mapped[str] = mapped_column()


class ReactionTable(Identified, Base):
    """An immediate reaction; severity 1 mild, 2 moderate, 3 severe."""

    __tablename__ = "reaction"
    __table_args__ = (
        UniqueConstraint("session_id", "row"),
        within("severity", 1, 3),
        LOCKED_WITH_SESSION,
    )

    session_id: Mapped[int] = reference("session", index=False)
    position: Mapped[int] = mapped_column()
    row: Mapped[int] = mapped_column()
    sign: Mapped[str] = mapped_column()
    severity: Mapped[int | None] = mapped_column()
    zone: Mapped[str | None] = mapped_column()
    side: Mapped[str | None] = mapped_column()
    note: Mapped[str] = written_text()


class CombinedTreatmentTable(Identified, Base):
    """Another treatment given in the same visit."""

    __tablename__ = "combined_treatment"
    __table_args__ = (UniqueConstraint("session_id", "position"), LOCKED_WITH_SESSION)

    session_id: Mapped[int] = reference("session", index=False)
    position: Mapped[int] = mapped_column()
    treatment: Mapped[str] = mapped_column()


class AddendumTable(Identified, Base):
    """What was added after signing; never changed, never deleted."""

    __tablename__ = "addendum"

    session_id: Mapped[int] = reference("session")
    text: Mapped[str] = mapped_column()
    about: Mapped[str] = written_text()
    author_id: Mapped[int] = reference("practitioner", index=False)
    author: Mapped[str] = mapped_column()
    written_at: Mapped[datetime] = mapped_column()
    written_offset: Mapped[int] = mapped_column()
