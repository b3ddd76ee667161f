"""From the start of the process to a window that can be used, and the memory it then takes."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from needlelog.files.key_slots import STANDARD_COST, stretch
from tests.bench.measures import Report, repeat, seconds
from tests.bench.programs import BARE_WINDOW, SIGN_IN_PAGE, TODAY, Run, run_code
from tests.bench.sample import new_client, new_clinic

ROUNDS = 7


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clinic folder, closed."""
    place = tmp_path_factory.mktemp("start") / "clinic"
    clinic = new_clinic(place)
    new_client(clinic)
    clinic.close()
    return place


def test_start_to_the_sign_in_page(
    benchmark: BenchmarkFixture, report: Report, folder: Path
) -> None:
    times = repeat(
        benchmark, lambda: run_code(SIGN_IN_PAGE, str(folder)), bare_window, rounds=ROUNDS
    )
    report.ratio("start to the sign-in page ÷ bare PySide6 main window", times, 2.0)


def test_start_to_today_and_its_memory(
    benchmark: BenchmarkFixture, report: Report, folder: Path
) -> None:
    times = repeat(benchmark, lambda: run_code(TODAY, str(folder)), bare_window, rounds=ROUNDS)
    report.ratio("start, sign in and open Today ÷ bare PySide6 main window", times, 2.0)
    program, bare = times.result.memory_kib, times.floor_result.memory_kib
    if program and bare:
        words = f"{program / 1024:.0f} MiB ÷ {bare / 1024:.0f} MiB"
        name = "memory with Today open ÷ bare PySide6 main window"
        report.sizes(name, program / bare, 2.0, words)
    security = min(
        seconds(lambda: stretch(b"passphrase", bytes(16), STANDARD_COST)) for _ in range(3)
    )
    report.milliseconds("   of which Argon2id, a cost set on purpose", security, None)


def bare_window() -> Run:
    """The floor: a process that shows and paints an empty main window."""
    return run_code(BARE_WINDOW)
