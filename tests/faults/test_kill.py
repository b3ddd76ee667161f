"""Killed with SIGKILL at any moment and at any step: nothing that was saved is lost or halved.

``NEEDLELOG_FAULTS=1000`` kills that often in all rather than a few times a kind of work.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from random import SystemRandom

import pytest

from tests.faults.kinds import KINDS

SAMPLE = 3
IN_ALL = int(os.environ.get("NEEDLELOG_FAULTS", str(SAMPLE * len(KINDS))))
ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.skipif(sys.platform == "win32", reason="needs fork and SIGKILL")
@pytest.mark.parametrize("kind", KINDS)
def test_killed_while(kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    kills = -(-IN_ALL // len(KINDS))
    seed = SystemRandom().randrange(1 << 32)
    done = subprocess.run(  # noqa: S603  our own program
        [sys.executable, "-m", "tests.faults.rounds", kind, str(kills), str(seed), tmp_path / "r"],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    figures = json.loads(done.stdout)
    with capsys.disabled():
        if SAMPLE * len(KINDS) < IN_ALL:
            sys.stdout.write(f"\n{done.stdout}")
    assert figures["kills"] == kills
    # Three kills can all fall before or after the act; many that all do would show nothing.
    assert figures["inside"] > 0 or kills <= SAMPLE
