"""Signing a full session against the same rows written by the driver alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import uuid4

from pytest_benchmark.fixture import BenchmarkFixture

from needlelog.db.session_words import search_words
from needlelog.db.sqlite.connect import connect
from needlelog.domain.sessions import SessionDraft
from needlelog.services import sessions
from needlelog.services.clinic import Clinic
from tests.bench.measures import Report, repeat
from tests.bench.sample import full_draft, new_client

ROUNDS = 60
CHILDREN = (
    "treated_zone",
    "numbing",
    "device_use",
    "cartridge_use",
    "topical",
    "finding",
    "decision",
    "decision_extent",
)
_ADD_TO_WEEK = (
    "INSERT INTO week_sum VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET"
    " uses = week_sum.uses + excluded.uses, over = week_sum.over + excluded.over"
)
AT_SIGNING = {"state", "signed_by_id", "signed_by", "signed_at", "signed_offset", "chain_hash"}


def test_signing(
    benchmark: BenchmarkFixture, report: Report, clinic: Clinic, tmp_path: Path
) -> None:
    first = full_draft(clinic, new_client(clinic).uid)
    # Each for a client of its own: many treatments of one person on one day are not what happens.
    uids = [_saved(clinic, first, new_client(clinic).uid) for _ in range(ROUNDS + 2)]
    copy = tmp_path / "copy.db"
    clinic.database.copy_to(copy)
    sessions.sign_session(clinic, first.uid)
    logs = [clinic.database.raw_connection(), connect(copy, clinic.key.secret)]

    def fold_logs() -> None:
        # Otherwise whoever comes by pays for writing back what was saved before.
        for log in logs:
            log.execute("PRAGMA wal_checkpoint(RESTART)").fetchall()

    times = repeat(
        benchmark,
        lambda: sessions.sign_session(clinic, uids.pop()),
        _raw_signing(clinic, copy, list(uids), search_words(first)),
        rounds=ROUNDS,
        tidy=fold_logs,
    )
    for log in logs:
        log.close()
    report.ratio("signing 12 zones and 4 products ÷ the same rows by raw SQLCipher", times, 2.0)


def _saved(clinic: Clinic, draft: SessionDraft, client: str) -> str:
    copy = replace(draft, uid=str(uuid4()), client_uid=client)
    sessions.save_draft(clinic, copy)
    return copy.uid


def _raw_signing(clinic: Clinic, copy: Path, drafts: list[str], words: str) -> Callable[[], None]:
    """What signing leaves behind, written into a copy of the file by plain statements.

    The same tables with the same indexes, checks and triggers, one transaction, synchronous FULL.
    """
    source = clinic.database.raw_connection()
    [head] = _rows(source, "SELECT * FROM session")
    children = {name: _rows(source, f"SELECT * FROM {name}") for name in CHILDREN}  # noqa: S608
    [entry] = _rows(source, "SELECT * FROM audit_entry ORDER BY id DESC LIMIT 1")
    [summary] = _rows(source, "SELECT * FROM client_summary")
    [shown] = _rows(source, "SELECT * FROM session_summary")
    weeks = [tuple(row.values()) for row in _rows(source, "SELECT * FROM week_sum")]
    source.close()
    target = connect(copy, clinic.key.secret)
    opened = {
        name: ("open" if name == "state" else "" if name in ("signed_by", "chain_hash") else None)
        if name in AT_SIGNING
        else value
        for name, value in head.items()
    }
    signed = {name: value for name, value in head.items() if name in AT_SIGNING}
    sequence = int(entry["sequence"])

    def write() -> None:
        nonlocal sequence
        sequence += 1
        target.execute("BEGIN IMMEDIATE")
        number = _insert(target, "session", [_anew(opened)])
        for name, rows in children.items():
            _insert(target, name, [_anew(row) | {"session_id": number} for row in rows])
        _insert(target, "audit_entry", [entry | {"id": None, "sequence": sequence}])
        target.execute(
            f"UPDATE session SET {', '.join(f'{name} = ?' for name in signed)} WHERE id = ?",  # noqa: S608
            (*signed.values(), number),
        )
        target.execute("DELETE FROM draft WHERE uid = ?", (drafts.pop(),))
        target.execute("DELETE FROM client_summary WHERE client_id = ?", (summary["client_id"],))
        _insert(target, "client_summary", [summary | {"last_session_id": number}])
        _insert(target, "session_summary", [shown | {"session_id": number}])
        target.execute("INSERT INTO session_search (rowid, words) VALUES (?, ?)", (number, words))
        target.executemany(_ADD_TO_WEEK, weeks)
        target.execute("COMMIT")

    return write


def _anew(row: dict[str, Any]) -> dict[str, Any]:
    return row | {"id": None, "uid": str(uuid4())}


def _rows(connection: Any, query: str) -> list[dict[str, Any]]:
    cursor = connection.execute(query)
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]


def _insert(connection: Any, table: str, rows: list[dict[str, Any]]) -> int:
    names = ", ".join(rows[0])
    marks = ", ".join("?" * len(rows[0]))
    statement = f"INSERT INTO {table} ({names}) VALUES ({marks})"  # noqa: S608
    if len(rows) > 1:
        connection.executemany(statement, [tuple(row.values()) for row in rows])
        return 0
    return int(connection.execute(statement, tuple(rows[0].values())).lastrowid)
