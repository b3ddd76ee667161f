"""Writing and reading protocol presets."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, select

from needlelog.db.documents import canonical, from_text
from needlelog.db.stores.rows import insert_row, row_id, update_row
from needlelog.db.tables.base import table_of
from needlelog.db.tables.people import PractitionerTable
from needlelog.db.tables.settings import PresetTable
from needlelog.db.transaction import Session
from needlelog.domain.presets import Preset
from needlelog.domain.record_errors import NoSuchRecord
from needlelog.domain.sessions import ZoneRow

_PRESET = table_of(PresetTable)


@dataclass(frozen=True, slots=True)
class _Grid:
    zones: tuple[ZoneRow, ...]


def active_presets(session: Session) -> tuple[Preset, ...]:
    """The presets in use, by name."""
    rows = session.connection().execute(
        select(_PRESET).where(_PRESET.c.active).order_by(_PRESET.c.name, _PRESET.c.id)
    )
    return tuple(_preset(row) for row in rows)


def active_preset(session: Session, uid: str) -> Preset:
    """One preset in use. Raises `NoSuchRecord`."""
    row = (
        session.connection()
        .execute(select(_PRESET).where(_PRESET.c.uid == uid, _PRESET.c.active))
        .one_or_none()
    )
    if row is None:
        raise NoSuchRecord("preset", uid)
    return _preset(row)


def insert_preset(session: Session, preset: Preset, person_uid: str, at: datetime) -> None:
    """Keep a new preset."""
    insert_row(
        session,
        PresetTable,
        {
            "uid": preset.uid,
            "name": preset.name,
            "document": canonical(_Grid(preset.zones)),
            "created_by_id": row_id(session, PractitionerTable, person_uid),
            "created_at": at,
        },
    )


def update_preset(session: Session, preset: Preset) -> None:
    """Write a changed preset. Raises `NoSuchRecord`."""
    row = row_id(session, PresetTable, preset.uid)
    columns = {"name": preset.name, "document": canonical(_Grid(preset.zones))}
    update_row(session, PresetTable, row, columns)


def deactivate_preset(session: Session, uid: str) -> None:
    """Take a preset out of use. Raises `NoSuchRecord`."""
    update_row(session, PresetTable, row_id(session, PresetTable, uid), {"active": False})


def _preset(row: Row[Any]) -> Preset:
    return Preset(row.uid, row.name, from_text(_Grid, row.document).zones)
