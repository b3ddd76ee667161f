"""Writing and reading the settings of a clinic and its own limits."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from sqlalchemy import select, update

from needlelog.db.documents import canonical
from needlelog.db.prepared import Prepared
from needlelog.db.stores.rows import insert_row, row_id, update_row
from needlelog.db.tables.base import table_of
from needlelog.db.tables.people import PractitionerTable
from needlelog.db.tables.settings import LimitOverrideTable, SettingTable
from needlelog.db.transaction import Session
from needlelog.db.types import named_uid, uuid7
from needlelog.domain.depth_advice import LimitOverride

_SETTING = table_of(SettingTable)
_LIMIT = table_of(LimitOverrideTable)
_ALL = Prepared(select(_SETTING.c.key, _SETTING.c.value))
_IN_FORCE = Prepared(
    select(_LIMIT).where(_LIMIT.c.active).order_by(_LIMIT.c.zone, _LIMIT.c.made_at, _LIMIT.c.uid)
)


def stored_settings(session: Session) -> dict[str, Any]:
    """All settings ever chosen, by key."""
    return {key: json.loads(value) for key, value in _ALL.all(session)}


def write_setting(session: Session, key: str, value: object, at: datetime) -> None:
    """Keep one setting."""
    found = (
        session.connection().execute(select(_SETTING.c.id).where(_SETTING.c.key == key)).scalar()
    )
    columns = {"value": canonical(value), "changed_at": at}
    if found is None:
        insert_row(session, SettingTable, columns | {"key": key, "uid": named_uid("setting", key)})
    else:
        update_row(session, SettingTable, int(found), columns)


def active_limits(session: Session) -> tuple[LimitOverride, ...]:
    """The clinic's own limits that hold, by zone code."""
    return tuple(
        LimitOverride(row.zone, row.warn_um, row.note, row.person, row.made_at)
        for row in _IN_FORCE.all(session)
    )


def replace_limit(session: Session, limit: LimitOverride, person_uid: str, at: datetime) -> str:
    """Let a limit take the place of the one that held, and return its uid.

    A limit of ``None`` only takes the one that held away.
    """
    session.connection().execute(
        update(_LIMIT).where(_LIMIT.c.zone == limit.zone, _LIMIT.c.active).values(active=False)
    )
    uid = uuid7(at)
    if limit.warn_um is not None:
        insert_row(
            session,
            LimitOverrideTable,
            {
                "uid": uid,
                "zone": limit.zone,
                "warn_um": limit.warn_um,
                "note": limit.note,
                "person_id": row_id(session, PractitionerTable, person_uid),
                "person": limit.by,
                "made_at": at,
            },
        )
    return uid
