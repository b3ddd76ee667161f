"""Writing and reading the versions of aftercare sheets."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, select

from needlelog.db.stores.rows import columns_of, insert_row, row_id, update_row
from needlelog.db.tables.base import table_of
from needlelog.db.tables.settings import AftercareTemplateTable
from needlelog.db.transaction import Session
from needlelog.domain.aftercare import AftercareSheet
from needlelog.domain.zones import ZoneGroup

_SHEET = table_of(AftercareTemplateTable)


def stored_sheets(session: Session) -> tuple[AftercareSheet, ...]:
    """All versions ever kept, oldest first."""
    return tuple(_sheets(session))


def stored_version(session: Session, title: str, version: str) -> AftercareSheet | None:
    """The version that a record names by title and number, if it is kept."""
    return next(_sheets(session, _SHEET.c.title == title, _SHEET.c.version == version), None)


def insert_sheet(session: Session, sheet: AftercareSheet, at: datetime) -> None:
    """Keep a version."""
    insert_row(
        session,
        AftercareTemplateTable,
        columns_of(sheet, without=("source",)) | {"areas": " ".join(sheet.areas), "created_at": at},
    )


def set_offered(session: Session, uid: str, *, on: bool) -> None:
    """Say whether a version is still offered. Raises `NoSuchRecord`."""
    row = row_id(session, AftercareTemplateTable, uid)
    update_row(session, AftercareTemplateTable, row, {"active": on})


def _sheets(session: Session, *which: ColumnElement[bool]) -> Iterator[AftercareSheet]:
    rows = session.connection().execute(
        select(_SHEET).where(*which).order_by(_SHEET.c.created_at, _SHEET.c.uid)
    )
    return map(_sheet, rows)


def _sheet(row: Row[Any]) -> AftercareSheet:
    return AftercareSheet(
        uid=row.uid,
        sheet=row.sheet,
        version=row.version,
        title=row.title,
        body=row.body,
        areas=tuple(ZoneGroup(area) for area in row.areas.split()),
        from_um=row.from_um,
        to_um=row.to_um,
        language=row.language,
        author=row.author,
        created_at=row.created_at,
        active=row.active,
    )
