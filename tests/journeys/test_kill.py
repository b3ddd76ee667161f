"""Killed at any moment, the program loses at most the act at hand.

``NEEDLELOG_KILLS=200`` asks for more than the usual few.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from needlelog.domain.clients import Client
from needlelog.services import clients, sessions
from needlelog.services.clinic import Clinic, open_clinic
from needlelog.services.verification import verify
from tests.journeys.program import CHEAP, PASSPHRASE, PERSON, Clock, make_clinic
from tests.journeys.robot import digest

KILLS = int(os.environ.get("NEEDLELOG_KILLS", "8"))
LANES = 2
LONGEST_LIFE_S = 1.2
ROOT = Path(__file__).resolve().parents[2]


def open_again(folder: Path, clock: Clock) -> Clinic:
    return open_clinic(folder, PERSON.uid, PASSPHRASE, clock, CHEAP)


def prepare(folder: Path, clock: Clock) -> None:
    """A clinic with one unfinished session."""
    make_clinic(folder, clock)
    clinic = open_again(folder, clock)
    client = clients.create_client(clinic, Client("", "Robo Test"))
    draft = sessions.start_session(clinic, client.uid)
    sessions.save_draft(clinic, replace(draft, note="begun "))
    clinic.close()


def run_and_kill(folder: Path, seed: int) -> list[str]:
    """Let the robot work for a while, kill it with no warning; what it had said."""
    life = Random(seed).uniform(0.0, LONGEST_LIFE_S)
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(  # noqa: S603  our own program
        [sys.executable, "-m", "tests.journeys.robot", str(folder), str(seed)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment,
        cwd=ROOT,
    ) as robot:
        assert robot.stdout is not None
        assert robot.stderr is not None
        first = robot.stdout.readline()
        assert first == "open\n", robot.stderr.read()
        try:
            robot.wait(timeout=life)
        except subprocess.TimeoutExpired:
            robot.send_signal(signal.SIGKILL)
        else:
            raise AssertionError(robot.stderr.read())
        return [line for line in robot.stdout.read().splitlines() if line.strip()]


def live_and_die(folder: Path, seeds: list[int]) -> int:
    """Kill the robot again and again on one folder; the number of acts that were saved."""
    clock = Clock(2026, 11, 2, 13, 40)
    prepare(folder, clock)
    acts = 0
    for seed in seeds:
        said = run_and_kill(folder, seed)
        saved = max(place for place, line in enumerate(said) if line.startswith("saved "))
        acts += saved
        allowed = [line.split()[1] for line in said[saved:]]
        assert len(allowed) <= 2, f"seed {seed}: more than one act was not saved: {said[-6:]}"
        clinic = open_again(folder, clock)
        try:
            (row,) = sessions.drafts(clinic)
            found = digest(sessions.load_draft(clinic, row.uid))
            assert found in allowed, f"seed {seed}: the draft is older than what was saved"
            assert verify(clinic) == (), f"seed {seed}"
        finally:
            clinic.close()
    return acts


@pytest.mark.skipif(sys.platform == "win32", reason="needs SIGKILL")
def test_killed_at_any_moment(tmp_path: Path) -> None:
    seeds = [list(range(lane, KILLS, LANES)) for lane in range(LANES)]
    folders = [tmp_path / f"clinic-{lane}" for lane in range(LANES)]
    with ThreadPoolExecutor(LANES) as lanes:
        acts = sum(lanes.map(live_and_die, folders, seeds))
    print(f"Killed {KILLS} times, {acts} lines of acts saved in between")
    assert acts > KILLS
