"""What holds after changes from several machines: fields, merged clients, and all that follows.

Fields and merges are worked out from changes alone, so every machine comes to the same. Sums, lists
and search words are then brought in line for what was touched, and for nothing else.
"""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from needlelog.db.exchange.kinds import CLINIC, ZONES, fields_of, kinds, references
from needlelog.db.exchange.merging import settle_merges
from needlelog.db.exchange.taking import Taking, Touched
from needlelog.db.exchange.zone_sets import write_zones, zones_now
from needlelog.db.plan_lateness import keep_lateness
from needlelog.db.same_client import kept_id
from needlelog.db.session_reading import records_by_id
from needlelog.db.session_summaries import keep_session_summary
from needlelog.db.stores.clients import keep_search_text
from needlelog.db.summaries import keep_plan_summary, keep_summaries
from needlelog.db.transaction import Session
from needlelog.db.week_sums import keep_week
from needlelog.domain.exchange.fields import Head, counted, held
from needlelog.domain.sessions import SessionState

_AT_ONCE = 500


@dataclass(slots=True)
class Affected:
    """What lists and sums have to be brought in line for, by row number."""

    sessions: set[int] = field(default_factory=set)
    """Sessions that came, which have no summary yet."""
    clients: set[int] = field(default_factory=set)
    """Clients whose sums may differ."""
    found: set[int] = field(default_factory=set)
    """Clients who may be found by other words."""
    plans: set[int] = field(default_factory=set)
    weeks: set[tuple[date, int]] = field(default_factory=set)
    lots_short: dict[str, int] = field(default_factory=dict)
    """Lots of which more was taken than there was, with how much more."""


def heads_of(session: Session, touched: Touched) -> list[Head]:
    """The changes of a field on which no other builds."""
    rows = session.connection().exec_driver_sql(
        "SELECT origin, number, made_at, old, new FROM exchange_change"
        " WHERE table_name = ? AND row_uid = ? AND field = ? AND head = 1",
        touched,
    )
    return [
        Head(
            row.origin,
            row.number,
            row.made_at or 0,
            json.loads(row.new),
            None if row.old is None else json.loads(row.old),
        )
        for row in rows
        if row.new is not None
    ]


def settle(taking: Taking) -> Affected:
    """Let all that was touched hold what its changes come to, and name what follows from it."""
    affected = Affected()
    by_table: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for table, uid, name in taking.touched:
        by_table[table].append((uid, name))
    for table, fields in by_table.items():
        for uid, name in fields:
            _settle_field(taking, table, uid, name, affected)
    _name_new(taking, affected)
    if "client_merge" in by_table or "client_merge" in taking.came or "client" in by_table:
        moved = settle_merges(taking)
        affected.clients |= moved
        affected.found |= moved
    return affected


def _settle_field(taking: Taking, table: str, uid: str, name: str, affected: Affected) -> None:
    if name not in fields_of(table):
        return  # the row itself
    number = 1 if table == CLINIC else taking.number_of(table, uid)
    if number is None:
        return  # destroyed since then
    if (table, name) == ("lot", "quantity"):
        left, short = _counted(taking.session, uid)
        if short:
            affected.lots_short[uid] = short
        taking.change(table, number, {"quantity": left})
        return
    heads = heads_of(taking.session, (table, uid, name))
    if not heads:
        return
    values = dict(held(table, name, heads).values)
    if name == ZONES:
        _settle_zones(taking, table, number, values[ZONES])
        return
    _put_numbers(taking, table, values)
    if table == "session":
        values |= _state(taking, number, values)
    if taking.change(table, number, values):
        _name_changed(taking.session, table, number, affected)


def _put_numbers(taking: Taking, table: str, values: dict[str, Any]) -> None:
    """References become the numbers of this file."""
    for column, owner in references(table).items():
        if values.get(column) is not None:
            values[column] = taking.number_of(owner, values[column])


def _settle_zones(taking: Taking, table: str, number: int, zones: list[list[str]]) -> None:
    before = zones_now(taking.session, table, number)
    if before != zones:
        taking.keep_before(table, number, {ZONES: before})
        write_zones(taking.session, table, number, zones, taking.at)


def _state(taking: Taking, number: int, values: dict[str, Any]) -> dict[str, str]:
    """Void goes before countersigned, whichever was first."""
    row = taking.session.connection().exec_driver_sql(
        "SELECT state, countersigned_at, voided_at FROM session WHERE id = ?", (number,)
    )
    now = row.one()
    if values.get("voided_at", now.voided_at) is not None:
        return {"state": SessionState.VOID.value}
    if values.get("countersigned_at", now.countersigned_at) is not None:
        return {"state": SessionState.COUNTERSIGNED.value}
    return {}


def _counted(session: Session, uid: str) -> tuple[int | None, int]:
    rows = (
        session.connection()
        .exec_driver_sql(
            "SELECT old, new, builds_on FROM exchange_change WHERE table_name = 'lot'"
            " AND row_uid = ? AND field = 'quantity' ORDER BY made_at, origin, number",
            (uid,),
        )
        .all()
    )
    changes = [(json.loads(row.old)["quantity"], json.loads(row.new)["quantity"]) for row in rows]
    base = next(old for (old, _new), row in zip(changes, rows, strict=True) if not row.builds_on)
    return counted(base, changes)


def _name_new(taking: Taking, affected: Affected) -> None:
    """What lists need to know of the rows that came."""
    connection = taking.session.connection()
    if "session" in taking.came:
        rows = connection.exec_driver_sql(
            "SELECT id, client_id, plan_id, day, practitioner_id FROM session"
            " WHERE id BETWEEN ? AND ?",
            taking.came["session"],
        )
        for row in rows:
            affected.sessions.add(row.id)
            _name_session(row, affected)
    for table, found in (("client", affected.found), ("plan", affected.plans)):
        if table in taking.came:
            first, last = taking.came[table]
            found.update(range(first, last + 1))


def _name_changed(session: Session, table: str, number: int, affected: Affected) -> None:
    if table == "client":
        affected.found.add(number)
    elif table == "plan":
        affected.plans.add(number)
    elif table == "session":
        row = session.connection().exec_driver_sql(
            "SELECT client_id, plan_id, day, practitioner_id FROM session WHERE id = ?", (number,)
        )
        _name_session(row.one(), affected)


def _name_session(row: Any, affected: Affected) -> None:
    affected.clients.add(row.client_id)
    if row.plan_id is not None:
        affected.plans.add(row.plan_id)
    affected.weeks.add((date.fromisoformat(row.day), row.practitioner_id))


def bring_in_line(session: Session, affected: Affected) -> None:
    """Work out sums, lists and search words for what was touched."""
    connection = session.connection()
    numbers = sorted(affected.sessions)
    for start in range(0, len(numbers), _AT_ONCE):
        part = numbers[start : start + _AT_ONCE]
        marks = ", ".join(map(str, part))
        rows = {
            row.id: dict(row._mapping) | {"day": date.fromisoformat(row.day)}
            for row in connection.exec_driver_sql(
                f"SELECT id, client_id, practitioner_id, day FROM session WHERE id IN ({marks})"
            )
        }
        for number, record in zip(part, records_by_id(session, part), strict=True):
            keep_session_summary(session, number, rows[number], record)
    for client in affected.clients:
        keep_summaries(session, client, None)
    for plan in affected.plans:
        keep_plan_summary(session, plan)
        keep_lateness(session, plan)
    for day, practitioner in affected.weeks:
        keep_week(session, day, practitioner)
    for client in {kept_id(session, each) for each in affected.found} | affected.found:
        keep_search_text(session, client)


def changed_rows(taking: Taking) -> dict[str, int]:
    """How many rows that were here before have a change, by table."""
    rows: defaultdict[str, set[str]] = defaultdict(set)
    for table, uid, _name in taking.touched:
        if uid not in taking.new_uids.get(table, ()):
            rows[table].add(uid)
    return {table: len(uids) for table, uids in rows.items() if table in kinds() or table == CLINIC}
