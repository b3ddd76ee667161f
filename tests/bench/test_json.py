"""Sessions made, given out as JSON and read in again: so many a second, in how much memory.

Each runs in a process of its own, so that its memory is its own too. What of the time belongs to
the database alone is measured by writing the same rows by the driver, in the same way.
"""

from __future__ import annotations

import faulthandler
import json
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.bench.many_sessions import ManySessions, many_sessions
from tests.bench.measures import Report
from tests.bench.rows_alone import rows_alone

SESSIONS, FEWER = 100_000, 10_000
AIM = 5_000
_MEASURED = """
import json, sys
from datetime import datetime
from pathlib import Path
from time import perf_counter
from needlelog.files.key_slots import KdfCost
CHEAP = KdfCost(time_cost=1, memory_kib=64, parallelism=1)
def clock():
    return datetime.fromisoformat("2026-03-02T14:22:00+00:00")
def used():
    try:
        from resource import RUSAGE_CHILDREN, RUSAGE_SELF, getrusage
        uses = [getrusage(who) for who in (RUSAGE_SELF, RUSAGE_CHILDREN)]
    except ImportError:
        return [0, 0], [0, 0]
    return [use.ru_utime + use.ru_stime for use in uses], [use.ru_maxrss for use in uses]
def told(seconds, work):
    _work, peaks = used()
    print(json.dumps([seconds, *peaks, *work]))
def since(begin, before):
    told(perf_counter() - begin, [now - then for now, then in zip(used()[0], before)])
"""
MAKE = (
    _MEASURED
    + """
from needlelog.services.sample_clinic.make import make_sample_clinic
begin, before = perf_counter(), used()[0]
make_sample_clinic(Path(sys.argv[1]), clock, int(sys.argv[2]), kdf=CHEAP)
since(begin, before)
"""
)
GIVE = (
    _MEASURED
    + """
from needlelog.services.clinic import open_clinic
from needlelog.domain.exports.request import ExportFormat, ExportRequest
from needlelog.services.exports.run import export
clinic = open_clinic(Path(sys.argv[1]), sys.argv[3], "demo", clock, CHEAP)
begin, before = perf_counter(), used()[0]
export(clinic, ExportRequest(ExportFormat.JSON), Path(sys.argv[2]))
since(begin, before)
clinic.close()
"""
)
TAKE = (
    _MEASURED
    + """
from needlelog.files.recovery_code import new_recovery_code
from needlelog.services.restore_json import managers_in, restore_clinic
export = Path(sys.argv[1])
begin, before = perf_counter(), used()[0]
owner = managers_in(export)[0]
restore_clinic(export, Path(sys.argv[2]), owner, "demo", new_recovery_code(), clock, CHEAP)
since(begin, before)
"""
)


@dataclass(frozen=True, slots=True)
class Run:
    """What a program took: seconds, the most memory of it and of its helper in megabytes, and the
    processor time of both in seconds."""

    seconds: float
    megabytes: float
    beside: float
    work: float
    work_beside: float


@pytest.fixture(scope="module")
def hundred() -> ManySessions:
    return many_sessions(SESSIONS)


@pytest.fixture(scope="module")
def ten() -> ManySessions:
    return many_sessions(FEWER)


def run(program: str, *arguments: object) -> Run:
    faulthandler.cancel_dump_traceback_later()  # on a busy machine it takes its time
    done = subprocess.run(  # noqa: S603  our own program
        [sys.executable, "-c", program, *map(str, arguments)],
        check=True,
        capture_output=True,
        text=True,
    )
    seconds, own, beside, work, work_beside = json.loads(done.stdout)
    return Run(seconds, own / 1024, beside / 1024, work, work_beside)


def noted(report: Report, what: str, fewer: Run, more: Run, size: Path) -> None:
    """Report sessions a second, and the memory for ten times as many."""
    each = size.stat().st_size / SESSIONS / 1000
    words = f"{more.seconds:.1f} s, {each:.1f} kB a session, aim ≥ {AIM / 1000:g}"
    report.sizes(f"{what}: thousand sessions a second", SESSIONS / more.seconds / 1000, None, words)
    if more.work:
        words = f"{more.work:.1f} s and {more.work_beside:.1f} s beside"
        busiest = max(more.work, more.work_beside)
        report.sizes(f"{what}: the same of processor time", SESSIONS / busiest / 1000, None, words)
    if fewer.megabytes:
        ratio = (more.megabytes + more.beside) / (fewer.megabytes + fewer.beside)
        words = f"{more.megabytes:.0f} MB and {more.beside:.0f} MB beside at {SESSIONS}"
        report.sizes(f"{what}: memory at {SESSIONS} ÷ at {FEWER}", ratio, None, words)


def test_sessions_are_made(report: Report, tmp_path: Path) -> None:
    fewer = run(MAKE, tmp_path / "ten", FEWER)
    more = run(MAKE, tmp_path / "hundred", SESSIONS)
    noted(report, "demo", fewer, more, tmp_path / "hundred" / "needlelog.db")


def test_json_is_given_out_and_read_in(
    ten: ManySessions, hundred: ManySessions, report: Report, tmp_path: Path
) -> None:
    small, big = tmp_path / "ten.json", tmp_path / "hundred.json"
    fewer = run(GIVE, ten.folder, small, ten.person_uid)
    more = run(GIVE, hundred.folder, big, hundred.person_uid)
    noted(report, "JSON export", fewer, more, big)
    fewer = run(TAKE, small, tmp_path / "ten")
    more = run(TAKE, big, tmp_path / "hundred")
    noted(report, "JSON read in", fewer, more, tmp_path / "hundred" / "needlelog.db")
    run(GIVE, tmp_path / "hundred", tmp_path / "again.json", hundred.person_uid)
    again, first = tmp_path / "again.json", big
    assert _tables(again) == _tables(first)
    shutil.rmtree(tmp_path / "hundred")


def test_the_rows_are_written_by_the_driver_alone(
    hundred: ManySessions, report: Report, tmp_path: Path
) -> None:
    clinic = hundred.copied(tmp_path / "copy")
    path, key = clinic.folder.database, clinic.key.secret
    clinic.close()
    seconds = rows_alone(path, key, tmp_path / "alone.db")
    words = f"{seconds:.1f} s of processor time; the rows are there already"
    what = "the same rows by raw SQLCipher: thousand sessions a second"
    report.sizes(what, SESSIONS / seconds / 1000, None, words)


def _tables(export: Path) -> str:
    """The hash of the tables, which stands on the last line but one."""
    with export.open("rb") as file:
        file.seek(-200, 2)
        return file.read().rpartition(b'"tables_sha256": ')[2].decode()
