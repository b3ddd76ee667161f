"""Checking a long trail against reading the same pages by the driver alone."""

from __future__ import annotations

import os
from typing import Any

from pytest_benchmark.fixture import BenchmarkFixture

from needlelog.db.audit_chain import broken_chains, entry_hash
from needlelog.db.bulk_insert import insert_rows
from needlelog.db.schema import metadata
from needlelog.services import sessions
from needlelog.services.clinic import Clinic
from tests.bench.measures import Report, repeat
from tests.bench.sample import full_draft, new_client

ENTRIES = 300_000
ROUNDS = 4
_AT_ONCE = 5_000
_READ = "SELECT sum(length(after) + length(hash)) FROM audit_entry"


def test_verifying_the_trail(benchmark: BenchmarkFixture, report: Report, clinic: Clinic) -> None:
    draft = full_draft(clinic, new_client(clinic).uid)
    sessions.sign_session(clinic, draft.uid)
    _lengthen(clinic, ENTRIES)
    raw = clinic.database.raw_connection()

    spent: list[float] = []

    def check() -> None:
        begin = _work()
        with clinic.database.read() as session:
            assert list(broken_chains(session, None, clinic.database.opening)) == []
        spent.append(_work() - begin)

    times = repeat(benchmark, check, lambda: raw.execute(_READ).fetchone(), rounds=ROUNDS)
    (count, size) = raw.execute(
        "SELECT count(*), sum(octet_length(after)) FROM audit_entry"
    ).fetchone()
    raw.close()
    report.ratio("verifying the trail ÷ reading it by raw SQLCipher, one thread", times)
    best = min(times.acts[1:])
    words = f"{count / best:,.0f} entries a second, {size // count} bytes of content each"
    report.milliseconds("… 200 000 entries", best * 200_000 / count, 1000, words)
    whole = min(spent[1:]) / 2
    words = f"{count / whole:,.0f} entries a second"
    report.milliseconds("… on two whole cores", whole * 200_000 / count, 1000, words)


def _work() -> float:
    """Processor time of this process and of those that have ended, in seconds."""
    return sum(os.times()[:4])


def _lengthen(clinic: Clinic, count: int) -> None:
    """Go on with the trail: of twenty entries three are a whole session, the others are short."""
    with clinic.database.write() as session:
        table = metadata.tables["audit_entry"]
        connection = session.connection()
        found = connection.exec_driver_sql("SELECT * FROM audit_entry ORDER BY sequence")
        rows = [dict(row) for row in found.mappings()]
        signed, short, last = rows[-1], rows[1], rows[-1]
        part: list[dict[str, Any]] = []
        for number in range(count):
            entry = dict(signed if number % 20 < 3 else short)
            del entry["id"]
            entry["sequence"] = last["sequence"] + 1
            entry["previous_hash"] = last["hash"]
            entry["hash"] = entry_hash(entry)
            last = entry
            part.append(entry)
            if len(part) == _AT_ONCE:
                insert_rows(connection, table, part)
                part = []
