"""Devices, products, lots and what was taken from them."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint

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


class DeviceTable(Identified, Base):
    """A needling device; depths in micrometres."""

    __tablename__ = "device"
    __table_args__ = (
        within("shallowest_um", 0, 3000),
        within("deepest_um", 100, 3000),
        within("step_um", 1, 3000),
        within("evaluated_to_um", 0, 3000),
        CheckConstraint("deepest_um >= shallowest_um", name="depth_order"),
    )

    name: Mapped[str] = mapped_column()
    model_code: Mapped[str] = written_text()
    maker: Mapped[str] = written_text()
    serial: Mapped[str] = written_text()
    shallowest_um: Mapped[int] = mapped_column()
    deepest_um: Mapped[int] = mapped_column()
    step_um: Mapped[int] = mapped_column()
    evaluated_to_um: Mapped[int | None] = mapped_column()
    speed_unit: Mapped[str] = written_text()
    speed_default: Mapped[str] = written_text()
    active: Mapped[bool] = switched_on()
    inactive_reason: Mapped[str] = written_text()


class ProductTable(Identified, Base):
    """Something used on clients: serum, glide, numbing, antiseptic or cartridge."""

    __tablename__ = "product"
    __table_args__ = (one_of("unit", "piece", "ul"),)

    name: Mapped[str] = mapped_column()
    category: Mapped[str] = mapped_column()
    maker: Mapped[str] = written_text()
    strength: Mapped[str] = written_text()
    sterile: Mapped[bool | None] = mapped_column()
    labelled_for_microneedling: Mapped[bool | None] = mapped_column()
    note: Mapped[str] = written_text()
    active: Mapped[bool] = switched_on()
    gtin: Mapped[str] = mapped_column(default="", server_default="", index=True)
    unit: Mapped[str] = mapped_column(default="piece", server_default="piece")
    inactive_reason: Mapped[str] = written_text()


class LotTable(Identified, Base):
    """A batch of a product. Expiry is ``YYYY-MM`` or ``YYYY-MM-DD``; never less than nothing left."""

    __tablename__ = "lot"
    __table_args__ = (
        within("quantity", 0, 100_000_000),
        within("received", 0, 100_000_000),
    )

    product_id: Mapped[int] = reference("product")
    lot: Mapped[str] = mapped_column(index=True)
    expiry: Mapped[str | None] = mapped_column()
    opened_on: Mapped[date | None] = mapped_column()
    quantity: Mapped[int | None] = mapped_column()
    note: Mapped[str] = written_text()
    active: Mapped[bool] = switched_on()
    received: Mapped[int | None] = mapped_column()
    inactive_reason: Mapped[str] = written_text()


class LotAdjustmentTable(Identified, Base):
    """A change of a lot's quantity with its reason; a session's use names the session."""

    __tablename__ = "lot_adjustment"

    lot_id: Mapped[int] = reference("lot")
    session_id: Mapped[int | None] = reference("session")
    change: Mapped[int] = mapped_column()
    reason: Mapped[str] = mapped_column()
    person_id: Mapped[int] = reference("practitioner", index=False)
    made_at: Mapped[datetime] = mapped_column()
