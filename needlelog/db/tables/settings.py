"""What a clinic sets for itself: presets, settings and its own limits and rules."""

from __future__ import annotations

from datetime import datetime

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


class PresetTable(Identified, Base):
    """A grid of zones saved under a name; ``document`` is the JSON of its zone rows."""

    __tablename__ = "preset"

    name: Mapped[str] = mapped_column()
    document: Mapped[str] = mapped_column()
    created_by_id: Mapped[int] = reference("practitioner", index=False)
    created_at: Mapped[datetime] = mapped_column()
    active: Mapped[bool] = switched_on()


class SettingTable(Identified, Base):
    """One setting of the clinic; the value as JSON."""

    __tablename__ = "setting"
    __table_args__ = (UniqueConstraint("key"),)

    key: Mapped[str] = mapped_column()
    value: Mapped[str] = mapped_column()
    changed_at: Mapped[datetime] = mapped_column()


class LimitOverrideTable(Identified, Base):
    """The clinic's own warning depth for a zone, in micrometres; the newest active row holds."""

    __tablename__ = "limit_override"
    __table_args__ = (within("warn_um", 0, 3000),)

    zone: Mapped[str] = mapped_column(index=True)
    warn_um: Mapped[int] = mapped_column()
    note: Mapped[str] = written_text()
    person_id: Mapped[int] = reference("practitioner", index=False)
    person: Mapped[str] = mapped_column()
    made_at: Mapped[datetime] = mapped_column()
    active: Mapped[bool] = switched_on()


class RuleOverrideTable(Identified, Base):
    """The clinic's own window or severity for a screening rule; the newest active row holds.

    ``window`` is text such as "24 h" or "6 mo"; ``NULL`` keeps the shipped one.
    """

    __tablename__ = "rule_override"
    __table_args__ = (one_of("severity", "block", "warn", "note"),)

    rule: Mapped[str] = mapped_column(index=True)
    window: Mapped[str | None] = mapped_column()
    severity: Mapped[str | None] = mapped_column()
    enabled: Mapped[bool] = mapped_column()
    note: Mapped[str] = written_text()
    person_id: Mapped[int] = reference("practitioner", index=False)
    person: Mapped[str] = mapped_column()
    made_at: Mapped[datetime] = mapped_column()
    active: Mapped[bool] = switched_on()


class RuleFigureTable(Identified, Base):
    """The clinic's own figure for a screening rule, beside the override it was set with.

    ``figure``, and ``figure_low`` for a range, are in the unit of the rule; ``NULL`` is as shipped.
    """

    __tablename__ = "rule_figure"
    __table_args__ = (UniqueConstraint("rule_override_id"),)

    rule_override_id: Mapped[int] = reference("rule_override", index=False)
    figure: Mapped[int | None] = mapped_column()
    figure_low: Mapped[int | None] = mapped_column()


class AftercareTemplateTable(Identified, Base):
    """One version of an aftercare sheet in Markdown; a changed text is a new version.

    Only whether it is still offered can be changed; the text of a version that was given stays.

    ``areas`` are zone groups separated by spaces, none means all; depths in micrometres tell for
    which depth the sheet is offered.
    """

    __tablename__ = "aftercare_template"
    __table_args__ = (UniqueConstraint("sheet", "version", "language"),)

    sheet: Mapped[str] = mapped_column()
    version: Mapped[str] = mapped_column()
    language: Mapped[str] = mapped_column()
    title: Mapped[str] = mapped_column()
    body: Mapped[str] = mapped_column()
    areas: Mapped[str] = written_text()
    from_um: Mapped[int | None] = mapped_column()
    to_um: Mapped[int | None] = mapped_column()
    author: Mapped[str] = written_text()
    created_at: Mapped[datetime] = mapped_column()
    active: Mapped[bool] = switched_on()
