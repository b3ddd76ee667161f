"""Reading plans, how far they have come, and which are due."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, select

from needlelog.db.queries.client_list import alerts_of
from needlelog.db.same_client import KEPT, RECORDED, client_ids
from needlelog.db.tables.base import table_of
from needlelog.db.tables.clients import ClientTable
from needlelog.db.tables.plans import PlanTable, PlanZoneTable
from needlelog.db.tables.summaries import ClientSummaryTable, PlanSummaryTable
from needlelog.db.transaction import Session
from needlelog.domain.clients import HistoryItem
from needlelog.domain.plans import Phase, Plan
from needlelog.domain.record_errors import NoSuchRecord
from needlelog.domain.zones import Side

_PLAN = table_of(PlanTable)
_ZONE = table_of(PlanZoneTable)
_CLIENT = table_of(ClientTable)
_PROGRESS = table_of(PlanSummaryTable)
_CLIENT_SUMMARY = table_of(ClientSummaryTable)
_OF_DUE = (_PROGRESS.c.plan_id, _PROGRESS.c.done, _PROGRESS.c.last_on, _PROGRESS.c.due_on)


@dataclass(frozen=True, slots=True)
class PlanProgress:
    """How far a plan has come. ``due_on`` is ``None`` when nothing is due any more."""

    done: int
    planned: int | None
    last_on: date | None
    due_on: date | None


@dataclass(frozen=True, slots=True)
class DueRow:
    """A client whose next session is due by a plan.

    ``number`` is the number of the session that is due. ``last_zones`` are the zones of the
    client's last session with their depths in micrometres.
    """

    client_uid: str
    client_name: str
    plan_uid: str
    concern: str
    number: int
    planned: int | None
    phase: Phase
    due_on: date
    last_on: date | None
    last_zones: tuple[tuple[str, Side, int | None], ...]
    alerts: tuple[HistoryItem, ...]


def plan(session: Session, uid: str) -> Plan:
    """One plan. Raises `NoSuchRecord`."""
    found = _plans(session, _PLAN.c.uid == uid)
    if not found:
        raise NoSuchRecord("plan", uid)
    return found[0]


def plans_of(session: Session, client_uid: str) -> tuple[Plan, ...]:
    """A client's plans: active ones first, then the newest first."""
    return _plans(session, _PLAN.c.client_id.in_(client_ids(session, client_uid)))


def progress_of(session: Session, plan_uid: str) -> PlanProgress:
    """How far a plan has come. Raises `NoSuchRecord`."""
    row = (
        session.connection()
        .execute(
            select(
                _PLAN.c.planned_sessions, _PROGRESS.c.done, _PROGRESS.c.last_on, _PROGRESS.c.due_on
            )
            .outerjoin(_PROGRESS, _PROGRESS.c.plan_id == _PLAN.c.id)
            .where(_PLAN.c.uid == plan_uid)
        )
        .one_or_none()
    )
    if row is None:
        raise NoSuchRecord("plan", plan_uid)
    return PlanProgress(row.done or 0, row.planned_sessions, row.last_on, row.due_on)


def due_plans(
    session: Session, today: date, until: date, limit: int
) -> tuple[tuple[int, date], ...]:
    """Number and due day of the plans that `due_rows` tells of, in its order."""
    due = _due(until, limit).subquery()
    rows = session.connection().execute(
        select(due.c.plan_id, due.c.due_on, _CLIENT.c.active)
        .select_from(due)
        .join(_PLAN, _PLAN.c.id == due.c.plan_id)
        .join(RECORDED, RECORDED.c.id == _PLAN.c.client_id)
        .join(_CLIENT, _CLIENT.c.id == KEPT)
        .order_by(due.c.due_on, due.c.plan_id)
    )
    found = [(row.plan_id, row.due_on) for row in rows if row.active]
    return tuple(sorted(found, key=lambda each: _nearness(each[1], today)))


def due_rows(session: Session, today: date, until: date, limit: int) -> tuple[DueRow, ...]:
    """Plans due up to a day: today and the days to come in order, then who is late.

    The longest late come last, and are left out where there are more than ``limit``.
    """
    return _due_rows(session, today, _due(until, limit))


def due_rows_of(session: Session, today: date, plans: Sequence[int]) -> tuple[DueRow, ...]:
    """The same of some plans, by their numbers."""
    return _due_rows(session, today, select(*_OF_DUE).where(_PROGRESS.c.plan_id.in_(plans)))


def _nearness(due_on: date, today: date) -> tuple[bool, int]:
    """Who comes these days is seen first; who stayed away for years does not hide them."""
    return due_on < today, abs((due_on - today).days)


def _due(until: date, limit: int) -> Select[Any]:
    # The due days are cut to size before anything is joined; else the whole log is read.
    return (
        select(*_OF_DUE)
        .where(_PROGRESS.c.due_on <= until)
        .order_by(_PROGRESS.c.due_on.desc())
        .limit(limit)
    )


def _due_rows(session: Session, today: date, which: Select[Any]) -> tuple[DueRow, ...]:
    due = which.subquery()
    rows = (
        session.connection()
        .execute(
            select(
                _CLIENT.c.id.label("client_id"),
                _CLIENT.c.uid.label("client_uid"),
                _CLIENT.c.name,
                _CLIENT.c.active,
                _PLAN.c.uid.label("plan_uid"),
                _PLAN.c.concern,
                _PLAN.c.planned_sessions,
                _PLAN.c.phase,
                due.c.done,
                due.c.last_on,
                due.c.due_on,
                _CLIENT_SUMMARY.c.last_zones,
            )
            .select_from(due)
            .join(_PLAN, _PLAN.c.id == due.c.plan_id)
            .join(RECORDED, RECORDED.c.id == _PLAN.c.client_id)
            .join(_CLIENT, _CLIENT.c.id == KEPT)
            .outerjoin(_CLIENT_SUMMARY, _CLIENT_SUMMARY.c.client_id == _CLIENT.c.id)
            .order_by(due.c.due_on, _PLAN.c.id)
        )
        .all()
    )
    # Asking for active clients in the statement would lead SQLite to begin with all clients.
    found = sorted(
        [row for row in rows if row.active], key=lambda row: _nearness(row.due_on, today)
    )
    alerts = alerts_of(session, {row.client_id for row in found})
    return tuple(_due_row(row, alerts.get(row.client_id, ())) for row in found)


def _due_row(row: Row[*tuple[Any, ...]], alerts: tuple[HistoryItem, ...]) -> DueRow:
    zones = json.loads(row.last_zones) if row.last_zones else []
    return DueRow(
        client_uid=row.client_uid,
        client_name=row.name,
        plan_uid=row.plan_uid,
        concern=row.concern,
        number=row.done + 1,
        planned=row.planned_sessions,
        phase=Phase(row.phase),
        due_on=row.due_on,
        last_on=row.last_on,
        last_zones=tuple((zone, Side(side), depth) for zone, side, depth in zones),
        alerts=alerts,
    )


def _plans(session: Session, which: ColumnElement[bool]) -> tuple[Plan, ...]:
    connection = session.connection()
    rows = connection.execute(
        select(_PLAN, _CLIENT.c.uid.label("client_uid"))
        .join(_CLIENT, _CLIENT.c.id == _PLAN.c.client_id)
        .where(which)
        .order_by(_PLAN.c.active.desc(), _PLAN.c.id.desc())
    ).all()
    zones: defaultdict[int, list[tuple[str, Side]]] = defaultdict(list)
    for zone in connection.execute(
        select(_ZONE.c.plan_id, _ZONE.c.zone, _ZONE.c.side)
        .where(_ZONE.c.plan_id.in_([row.id for row in rows]))
        .order_by(_ZONE.c.plan_id, _ZONE.c.position)
    ):
        zones[zone.plan_id].append((zone.zone, Side(zone.side)))
    return tuple(
        Plan(
            uid=row.uid,
            client_uid=row.client_uid,
            concern=row.concern,
            zones=tuple(zones[row.id]),
            planned_sessions=row.planned_sessions,
            interval_days=row.interval_days,
            phase=Phase(row.phase),
            started_on=row.started_on,
            note=row.note,
            active=row.active,
        )
        for row in rows
    )
