"""Kill a kind of work many times and say what came of it; a program of its own, without a window.

``python -m tests.faults.rounds KIND KILLS SEED FOLDER`` writes one line of JSON. Half of the kills
come at a random moment, the others right before a random step on the disk.
"""

from __future__ import annotations

import json
import shutil
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from random import Random
from time import perf_counter

from tests.faults.killing import kill_after, kill_at_step, measure
from tests.faults.kinds import KINDS

PASTS = 1.3
"""A moment lies anywhere within this many lengths of the work, so that most kills hit inside."""


@dataclass(slots=True)
class Figures:
    """What one kind of work went through."""

    kind: str
    kills: int = 0
    inside: int = 0
    saved: int = 0
    seconds: float = 0.0


def rehearse(kind: str, kills: int, seed: int, root: Path) -> Figures:
    """Kill this often. Raises AssertionError, with the round, where anything was lost."""
    shutil.rmtree(root, ignore_errors=True)
    root.mkdir(parents=True)
    random = Random(seed)
    rehearsal = KINDS[kind](root)
    rehearsal.anew()
    length, steps = measure(rehearsal.work, rehearsal.acts)
    begun = perf_counter()
    for number in range(kills):
        if number % rehearsal.kills_a_folder == 0:
            rehearsal.anew()
        if number % 2:
            where = f"step {(step := random.randint(1, steps))}"
            death = kill_at_step(rehearsal.work, step)
        else:
            where = f"moment {(moment := random.uniform(0, PASTS * length))}"
            death = kill_after(rehearsal.work, moment)
        try:
            rehearsal.after(death)
        except BaseException as error:
            error.add_note(f"{kind}, seed {seed}, kill {number + 1}, {where}: {death.said[-3:]}")
            raise
    return Figures(kind, rehearsal.kills, rehearsal.inside, rehearsal.saved, perf_counter() - begun)


def main() -> None:
    """Read the arguments, rehearse, and write the figures."""
    kind, kills, seed, folder = sys.argv[1:]
    figures = rehearse(kind, int(kills), int(seed), Path(folder))
    sys.stdout.write(json.dumps(asdict(figures)) + "\n")


if __name__ == "__main__":
    main()
