"""A backup with its proof, over copying the file and checking its pages."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from needlelog.db.sqlite.connect import keyed
from needlelog.domain.backups import BackupReason
from needlelog.services.backups import back_up
from needlelog.services.clinic import Clinic
from tests.bench.big_log import big_log
from tests.bench.measures import Report, repeat

SESSIONS = 30_000
AIM = 1.5
ROUNDS = 3


@pytest.mark.filterwarnings("ignore::pytest_benchmark.logger.PytestBenchmarkWarning")
def test_backup_with_proof(
    benchmark: BenchmarkFixture, clinic: Clinic, report: Report, tmp_path: Path
) -> None:
    """30 000 sessions: copied, opened, pages, seals, trail, counts and hash, ready to restore."""
    big_log(clinic, SESSIONS)
    plain = tmp_path / "plain.db"

    def copied_and_checked() -> None:
        shutil.copyfile(clinic.folder.database, plain)
        with plain.open("rb+") as file:
            os.fsync(file.fileno())
        connection = keyed(plain, clinic.key.secret)
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        connection.close()

    def backed_up() -> None:
        assert not back_up(clinic, BackupReason.BY_HAND).failed

    def tidy() -> None:
        plain.unlink(missing_ok=True)
        for path in clinic.folder.backups.iterdir():
            shutil.rmtree(path)

    clinic.database.forget_former_pages()  # so that the file alone holds everything
    times = repeat(benchmark, backed_up, copied_and_checked, rounds=ROUNDS, tidy=tidy)
    report.ratio("backup with proof ÷ plain copy + integrity_check", times, AIM)
