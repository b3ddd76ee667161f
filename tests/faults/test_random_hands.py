"""Random hands on the window, then the plug: no fault, no report, and the records are whole."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from needlelog.services.sample_clinic.people import PASSPHRASE

ROOT = Path(__file__).resolve().parents[2]
STEPS = 300
SEEDS = range(max(2, int(os.environ.get("NEEDLELOG_FAULTS", "0")) // 50))


def started(*words: str, home: Path) -> subprocess.CompletedProcess[str]:
    surroundings = {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT), "HOME": str(home)}
    surroundings["NEEDLELOG_PASSPHRASE"] = PASSPHRASE
    return subprocess.run(  # noqa: S603  our own interpreter
        [sys.executable, "-m", *words],
        env=os.environ | surroundings,
        capture_output=True,
        text=True,
        timeout=120 + STEPS,
        check=False,
        cwd=home,
    )


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("sample")
    made = started("needlelog", "demo", str(home / "clinic"), home=home)
    assert made.returncode == 0, made.stderr
    return home / "clinic"


@pytest.mark.parametrize("seed", SEEDS)
def test_random_hands_find_no_fault_and_leave_the_records_whole(
    sample: Path, tmp_path: Path, seed: int
) -> None:
    folder = tmp_path / "clinic"
    shutil.copytree(sample, folder)
    ended = started("tests.faults.hands", str(folder), str(seed), str(STEPS), home=tmp_path)
    assert ended.returncode == 0, ended.stderr[-6000:]
    assert not list(folder.glob("reports/fault-*.txt"))
    checked = started("needlelog", "verify", "--profile", str(folder), home=tmp_path)
    assert checked.returncode == 0, checked.stdout + checked.stderr
