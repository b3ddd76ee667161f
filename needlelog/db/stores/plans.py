"""Writing plans; the day the next session is due is kept with them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, insert

from needlelog.db.exchange.zone_sets import note_zones, zones_now
from needlelog.db.installation import origin_of
from needlelog.db.plan_lateness import keep_lateness
from needlelog.db.stores.rows import columns_of, insert_row, row_id, update_row
from needlelog.db.summaries import keep_plan_summary
from needlelog.db.tables.base import table_of
from needlelog.db.tables.clients import ClientTable
from needlelog.db.tables.plans import PlanTable, PlanZoneTable
from needlelog.db.transaction import Session
from needlelog.db.types import uuid7
from needlelog.domain.plans import Plan

_ZONE = table_of(PlanZoneTable)


def insert_plan(session: Session, plan: Plan, at: datetime) -> None:
    """Keep a new plan. Raises `NoSuchRecord` where its client is not kept."""
    columns = columns_of(plan, without=("client_uid", "zones"))
    columns["client_id"] = row_id(session, ClientTable, plan.client_uid)
    row = insert_row(session, PlanTable, columns)
    _write_zones(session, row, plan, at)
    keep_plan_summary(session, row)


def update_plan(session: Session, plan: Plan, at: datetime) -> None:
    """Write a changed plan. Raises `NoSuchRecord`."""
    row = row_id(session, PlanTable, plan.uid)
    update_row(session, PlanTable, row, columns_of(plan, without=("uid", "client_uid", "zones")))
    before = zones_now(session, PlanTable.__tablename__, row)
    session.connection().execute(delete(_ZONE).where(_ZONE.c.plan_id == row))
    _write_zones(session, row, plan, at)
    note_zones(session, PlanTable.__tablename__, row, before)
    keep_plan_summary(session, row)
    keep_lateness(session, row)


def _write_zones(session: Session, plan_row: int, plan: Plan, at: datetime) -> None:
    if not plan.zones:
        return
    session.connection().execute(
        insert(_ZONE),
        [
            {
                "uid": uuid7(at),
                "origin": origin_of(session),
                "plan_id": plan_row,
                "position": position,
                "zone": zone,
                "side": side.value,
            }
            for position, (zone, side) in enumerate(plan.zones)
        ],
    )
