"""Checking that a clinic's records are what was written: pages, references, trail, locks, sums."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from needlelog.db.audit_chain import BrokenChain, broken_chains
from needlelog.db.consent_checks import consent_faults
from needlelog.db.documents import plain
from needlelog.db.engine import Database
from needlelog.db.plan_lateness import wrong_lateness
from needlelog.db.same_client import KEPT, RECORDED
from needlelog.db.session_reading import records_by_id
from needlelog.db.session_store import Screened, content_in_todays_form, signed_content
from needlelog.db.session_summaries import summary_columns
from needlelog.db.sqlite.search import search_statements
from needlelog.db.sqlite.triggers import lock_triggers
from needlelog.db.summaries import client_summary, plan_summary
from needlelog.db.tables.audit import AuditEntryTable
from needlelog.db.tables.base import table_of
from needlelog.db.tables.clients import ClientTable
from needlelog.db.tables.plans import PlanTable
from needlelog.db.tables.review import SessionSummaryTable
from needlelog.db.tables.sessions import AddendumTable, SessionTable
from needlelog.db.tables.summaries import ClientSummaryTable, PlanSummaryTable, WeekSumTable
from needlelog.db.tombstones import erased_uids, valid_tombstones
from needlelog.db.verify_erasures import erasure_faults
from needlelog.db.verify_exchange import exchange_faults
from needlelog.db.verify_photos import photo_row_faults
from needlelog.db.verify_scores import score_faults
from needlelog.db.week_sums import week_sums
from needlelog.domain.faults import Fault
from needlelog.domain.record_errors import DatabaseDamaged
from needlelog.domain.session_gaps import treatment_day
from needlelog.domain.sessions import SessionRecord, SessionState

_BATCH = 500
_SESSION = table_of(SessionTable)
_AUDIT = table_of(AuditEntryTable)
_ADDENDUM = table_of(AddendumTable)
_SUMMARY = table_of(SessionSummaryTable)
_WEEK = table_of(WeekSumTable)
_WORKED_OUT = ("ticks", "flags", "deepest_um", "most_passes", "zones")


def verify_database(database: Database) -> tuple[Fault, ...]:
    """All faults of the database, none when it is as it was written.

    Raises:
        KnownError: the file cannot be opened at all.
    """
    pages = tuple(_pages(database))
    if pages:
        return pages
    try:
        with database.read() as session:
            sessions = tuple(_sessions(session))
            return (
                *_references(session),
                *_locks(session),
                *_chains(session),
                *sessions,
                *score_faults(session),
                *consent_faults(session),
                *erasure_faults(session),
                *photo_row_faults(session),
                *exchange_faults(session),
                *_summaries(session),
                *_session_summaries(session),
                # A session that was changed is told once, not by every sum it went into.
                *(() if sessions else (*_lateness(session), *_week_sums(session))),
            )
    except DatabaseDamaged as error:
        return (Fault("pages", str(error)),)


def _pages(database: Database) -> Iterator[Fault]:
    try:
        with database.read() as session:
            connection = session.connection()
            wrong = connection.exec_driver_sql("PRAGMA cipher_integrity_check").all()
            if not wrong:
                answers = connection.exec_driver_sql("PRAGMA integrity_check(20)").scalars()
                wrong = [answer for answer in answers if answer != "ok"]
    except DatabaseDamaged as error:
        yield Fault("pages", str(error))
        return
    if wrong:
        yield Fault(
            "pages",
            f"{len(wrong)} places of {database.path.name} are damaged. Please restore a backup.",
        )


def _references(session: Session) -> Iterator[Fault]:
    rows = session.connection().exec_driver_sql("PRAGMA foreign_key_check").all()
    for table in sorted({row[0] for row in rows}):
        count = sum(row[0] == table for row in rows)
        yield Fault("references", f"{count} rows of {table} point at records that are gone.")


def _locks(session: Session) -> Iterator[Fault]:
    wanted = {**lock_triggers(), **search_statements()}
    rows = session.connection().exec_driver_sql(
        "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' OR name IN ('client_search', 'session_search')"
    )
    found = {row.name: row.sql for row in rows}
    for name, statement in wanted.items():
        if name not in found:
            yield Fault("locks", f"The guard {name} is missing from the records.")
        elif found[name] != statement:
            yield Fault("locks", f"The guard {name} is not the one NeedleLog wrote.")
    for name in sorted(found.keys() - wanted.keys()):
        yield Fault("locks", f"The records hold a trigger {name} that NeedleLog did not write.")


_SIGNING_ACTS = (SessionState.SIGNED, SessionState.DEFERRED, SessionState.IMPORTED)
"""The acts whose entry carries the whole content of a session."""

_CHAIN_WORDS = {
    "changed": "was changed after it was written",
    "missing": "is missing",
    "unchained": "does not continue the entry before it",
}


def _chains(session: Session) -> Iterator[Fault]:
    for broken in broken_chains(session):
        yield Fault("chain", _chain_sentence(broken))


def _chain_sentence(broken: BrokenChain) -> str:
    return (
        f"Entry {broken.sequence} of the trail of installation {broken.origin} "
        f"{_CHAIN_WORDS[broken.reason]}."
    )


def _sessions(session: Session) -> Iterator[Fault]:
    connection = session.connection()
    heads = connection.execute(
        select(_SESSION.c.id, _SESSION.c.uid, _SESSION.c.state, _SESSION.c.day)
    ).all()
    for head in heads:
        if head.state == SessionState.OPEN:
            yield Fault("sessions", f"Session {head.uid} was written but never signed.")
    signed = [head for head in heads if head.state != SessionState.OPEN]
    for start in range(0, len(signed), _BATCH):
        yield from _compared(session, signed[start : start + _BATCH])
    yield from _lost(session, {head.uid for head in signed})


def _compared(session: Session, heads: list[Row[Any, Any, Any, Any]]) -> Iterator[Fault]:
    """Faults of sessions whose rows are not what the trail says was signed."""
    entries = _entries(session, [head.uid for head in heads])
    for head, record in zip(heads, _readable(session, [head.id for head in heads]), strict=True):
        as_signed = (
            record is not None
            and head.day == treatment_day(record.content)
            and _as_signed(record, entries.get(head.uid, []))
        )
        if not as_signed:
            yield Fault(
                "sessions", f"Session {head.uid} is not what was signed: its rows were changed."
            )


def _readable(session: Session, ids: list[int]) -> list[SessionRecord | None]:
    """The records with these numbers, ``None`` for those whose rows make no sense any more."""
    try:
        found = records_by_id(session, ids)
    except (ValueError, TypeError):
        if len(ids) == 1:
            return [None]
        return [record for number in ids for record in _readable(session, [number])]
    if len(found) == len(ids):
        return list(found)
    if len(ids) == 1:
        return [None]
    return [record for number in ids for record in _readable(session, [number])]


def _entries(session: Session, uids: list[str]) -> dict[str, list[Row[Any]]]:
    rows = session.connection().execute(
        select(_AUDIT)
        .where(_AUDIT.c.record_kind == "session", _AUDIT.c.record_uid.in_(uids))
        .order_by(_AUDIT.c.sequence)
    )
    found: dict[str, list[Row[Any]]] = {}
    for row in rows:
        found.setdefault(row.record_uid, []).append(row)
    return found


def _as_signed(record: SessionRecord, entries: list[Row[Any]]) -> bool:
    by_act: dict[str, list[Any]] = {}
    for entry in entries:
        by_act.setdefault(entry.act, []).append(entry)
    signed = [entry for act in _SIGNING_ACTS for entry in by_act.get(act, [])]
    if len(signed) != 1 or signed[0].hash != record.chain_hash:
        return False
    content = signed_content(
        record.content,
        record.signed_by,
        record.licence,
        record.signed_at,
        Screened(record.findings, record.rules_version),
    )
    try:
        if content_in_todays_form(json.loads(signed[0].after)) != plain(content):
            return False
    except (ValueError, TypeError):
        return False
    told = [*by_act.get("addendum", []), *by_act.get("voided", [])]
    if any(entry.after is None for entry in told):
        return False
    # By their uids: those of two installations were written in two chains, each counted apart.
    addenda = {each.uid: {"text": each.text, "about": each.about} for each in record.addenda}
    told_addenda = [json.loads(entry.after) for entry in by_act.get("addendum", [])]
    written = {
        each.get("addendum"): {"text": each.get("text"), "about": each.get("about", "")}
        for each in told_addenda
    }
    counted = bool(by_act.get(SessionState.COUNTERSIGNED))
    if counted != (record.countersigned_at is not None):
        return False
    same_addenda = addenda == written and len(told_addenda) == len(addenda)
    return same_addenda and _void_as_told(record, by_act.get("voided", []))


def _void_as_told(record: SessionRecord, entries: list[Row[Any]]) -> bool:
    """Of a session that two machines made void, the record shows one of the two reasons."""
    reasons = [json.loads(entry.after)["reason"] for entry in entries]
    if record.state is not SessionState.VOID:
        return not reasons
    return record.void_reason in reasons


def _lost(session: Session, present: set[str]) -> Iterator[Fault]:
    signed = session.connection().execute(
        select(_AUDIT.c.record_uid).where(
            _AUDIT.c.record_kind == "session", _AUDIT.c.act.in_(_SIGNING_ACTS)
        )
    )
    gone = set(signed.scalars()) - present
    for uid in sorted(gone - erased_uids(session, valid_tombstones(session)) if gone else ()):
        yield Fault("sessions", f"Session {uid} was signed and is missing now.")


def _session_summaries(session: Session) -> Iterator[Fault]:
    """Faults of what lists show of sessions, where it is not what the sessions say."""
    connection = session.connection()
    heads = connection.execute(
        select(
            _SESSION.c.id,
            _SESSION.c.uid,
            *_SUMMARY.c,
            KEPT.label("kept_id"),
            _SESSION.c.day.label("treated_on"),
            _SESSION.c.practitioner_id.label("held_by"),
        )
        .outerjoin(_SUMMARY, _SUMMARY.c.session_id == _SESSION.c.id)
        .join(RECORDED, RECORDED.c.id == _SESSION.c.client_id)
        .where(_SESSION.c.state != SessionState.OPEN)
    ).all()
    for start in range(0, len(heads), _BATCH):
        part = heads[start : start + _BATCH]
        for head, record in zip(part, _readable(session, [head.id for head in part]), strict=True):
            kept = {name: head._mapping[_SUMMARY.c[name]] for name in _WORKED_OUT}
            same = (head.kept_id, head.treated_on, head.held_by) == tuple(
                head._mapping[_SUMMARY.c[name]] for name in ("client_id", "day", "practitioner_id")
            )
            if record is not None and not (same and kept == summary_columns(record)):
                yield Fault("summaries", f"The sums kept for session {head.uid} do not fit it.")


def _lateness(session: Session) -> Iterator[Fault]:
    wrong = len(set(wrong_lateness(session)))
    if wrong:
        yield Fault("summaries", f"How late {wrong} sessions came does not fit their plans.")


def _week_sums(session: Session) -> Iterator[Fault]:
    """Faults of the sums of weeks, which charts over long times read."""
    kept = {_flat(row._mapping) for row in session.connection().execute(select(_WEEK))}
    right = {_flat(row) for row in week_sums(session)}
    for week in sorted({dict(row)["week"] for row in kept ^ right}):
        yield Fault("summaries", f"The sums kept for the week of {week} do not fit its sessions.")


def _flat(row: Mapping[Any, Any]) -> tuple[tuple[str, Any], ...]:
    return tuple(sorted(row.items()))


def _summaries(session: Session) -> Iterator[Fault]:
    connection = session.connection()
    for kind, table, column, computed in (
        (ClientSummaryTable, ClientTable, "client_id", client_summary),
        (PlanSummaryTable, PlanTable, "plan_id", plan_summary),
    ):
        summary, owner = table_of(kind), table_of(table)
        key = summary.c[column]
        used = _SESSION.c[column]
        rows = connection.execute(
            select(owner.c.id, owner.c.uid, *summary.c)
            .outerjoin(summary, key == owner.c.id)
            .where(owner.c.id.in_(select(used)) | key.is_not(None))
        )
        for row in rows.all():
            kept = {each.name: row._mapping[each] for each in summary.columns}
            if kept != computed(session, row.id):
                yield Fault(
                    "summaries",
                    f"The sums kept for {owner.name} {row.uid} do not fit its sessions.",
                )
