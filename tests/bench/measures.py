"""Measured numbers, and the lines that are printed of them at the end of the run."""

from __future__ import annotations

import math
import os
import platform
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from statistics import median
from time import perf_counter
from typing import Any


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least this share of all values do not exceed."""
    ordered = sorted(values)
    return ordered[max(math.ceil(share * len(ordered)) - 1, 0)]


def seconds(act: Callable[[], object]) -> float:
    """How long one call takes."""
    begin = perf_counter()
    act()
    return perf_counter() - begin


def repeat(
    benchmark: Any,
    act: Callable[[], Any],
    floor: Callable[[], Any],
    *,
    rounds: int,
    tidy: Callable[[], object] | None = None,
) -> Times:
    """Do an act many times and its floor between them, after one warm-up of both.

    ``tidy`` is called before each pair and not measured.
    """
    times = Times([], [])

    def setup() -> None:
        if tidy is not None:
            tidy()
        times.note(times.floors, floor)

    benchmark.pedantic(
        lambda: times.note(times.acts, act),
        setup=setup,
        rounds=rounds,
        warmup_rounds=1,
    )
    return times


@dataclass(slots=True)
class Times:
    """The seconds of an act and of its floor, and what each returned last."""

    acts: list[float]
    floors: list[float]
    results: dict[int, Any] = field(default_factory=dict)

    def note(self, kind: list[float], act: Callable[[], Any]) -> None:
        """Do it and note how long it took; a run of a program tells that itself."""
        begin = perf_counter()
        result = self.results[id(kind)] = act()
        kind.append(getattr(result, "seconds", perf_counter() - begin))

    @property
    def result(self) -> Any:
        """What the act returned last."""
        return self.results[id(self.acts)]

    @property
    def floor_result(self) -> Any:
        """What the floor returned last."""
        return self.results[id(self.floors)]


def machine() -> str:
    """What the numbers were measured on, without naming the machine."""
    cores = os.cpu_count() or 1
    return (
        f"{cores} cores, {platform.system()} {platform.machine()}, "
        f"{platform.python_implementation()} {platform.python_version()}"
    )


@dataclass
class Report:
    """Collects one line for each measurement."""

    lines: list[str] = field(default_factory=list)

    def ratio(self, name: str, times: Times, aim: float | None = None) -> None:
        """Note the middle time of an act over that of its floor; the warm-up does not count."""
        act, floor = median(times.acts[1:]), median(times.floors[1:])
        words = f"{act * 1e3:.1f} ms ÷ {floor * 1e3:.1f} ms"
        self._add(f"{name} = {act / floor:.2f}", aim, "", words)

    def sizes(self, name: str, value: float, aim: float | None, words: str) -> None:
        """Note a ratio whose parts are not seconds."""
        self._add(f"{name} = {value:.2f}", aim, "", words)

    def milliseconds(self, name: str, value: float, aim: float | None, words: str = "") -> None:
        """Note a time, given in seconds; the aim is in milliseconds."""
        self._add(f"{name} = {value * 1e3:.1f} ms", aim, " ms", words)

    def _add(self, text: str, aim: float | None, unit: str, words: str) -> None:
        goal = f" (aim ≤ {aim:g}{unit})" if aim is not None else ""
        # Printed at once: a long measurement that is cut off keeps its figures.
        line = f"{text}{goal}" + (f"   [{words}]" if words else "")
        self.lines.append(line)
        print(line, flush=True)
