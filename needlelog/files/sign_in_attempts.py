"""Wrong passphrases slow the next try down, also after the program was closed in between.

The counts live in `attempts.json` beside the keys. They are a brake for somebody at the keyboard;
against somebody who copies the folder only the cost of Argon2id helps, so a missing or unreadable
file simply counts from zero.
"""

from __future__ import annotations

import contextlib
import json
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from needlelog.domain.errors import KnownError, TooSoon
from needlelog.files.atomic_write import write_atomically

FREE_TRIES = 3
LONGEST_WAIT_SECONDS = 60
_HIGHEST_COUNT = 1_000_000


@dataclass(frozen=True, slots=True)
class FailedTries:
    """How often one slot was tried in vain in a row, and when last."""

    count: int
    last: datetime


def wait_after(failed: int) -> int:
    """Seconds to wait after so many wrong tries in a row: 0, 0, 0, 2, 4, 8, … at most 60."""
    if failed <= FREE_TRIES:
        return 0
    return min(LONGEST_WAIT_SECONDS, 1 << min(failed - FREE_TRIES, 10))


class SignInAttempts:
    """The failed tries of every slot of one clinic folder."""

    def __init__(self, path: Path, clock: Callable[[], datetime]) -> None:
        self._path = path
        self._clock = clock
        self._failed = _read(path)

    def check(self, slot: str) -> None:
        """Let a try through, or raise `TooSoon` with the seconds still to wait."""
        remaining = self.seconds_to_wait(slot)
        if remaining:
            raise TooSoon(remaining)

    def seconds_to_wait(self, slot: str) -> int:
        """Whole seconds until the next try is let through; 0 for now."""
        failed = self._failed.get(slot)
        if failed is None:
            return 0
        now = self._clock()
        if now < failed.last:
            # The clock was turned back: the wait starts again from the new time, so it still ends.
            self._keep(slot, FailedTries(failed.count, now))
            return wait_after(failed.count)
        passed = (now - failed.last).total_seconds()
        return max(0, math.ceil(wait_after(failed.count) - passed))

    def failed(self, slot: str) -> int:
        """Count a wrong try; returns the seconds to wait before the next one."""
        before = self._failed.get(slot)
        count = min((before.count if before else 0) + 1, _HIGHEST_COUNT)
        self._keep(slot, FailedTries(count, self._clock()))
        return wait_after(count)

    def succeeded(self, slot: str) -> None:
        """Forget the wrong tries of this slot."""
        if self._failed.pop(slot, None) is not None:
            self._write()

    def _keep(self, slot: str, failed: FailedTries) -> None:
        self._failed[slot] = failed
        self._write()

    def _write(self) -> None:
        entries = {
            slot: {"failed": each.count, "last": each.last.astimezone(UTC).isoformat()}
            for slot, each in self._failed.items()
        }
        # A full disk must not keep anybody from signing in; this process still remembers.
        with contextlib.suppress(KnownError):
            write_atomically(self._path, json.dumps(entries, indent=2).encode())


def _failed_tries(entry: Mapping[str, Any]) -> FailedTries:
    count, last = int(entry["failed"]), datetime.fromisoformat(entry["last"])
    if last.tzinfo is None or count < 1:
        raise ValueError("no count of failed tries")
    return FailedTries(min(count, _HIGHEST_COUNT), last)


def _read(path: Path) -> dict[str, FailedTries]:
    try:
        entries = json.loads(path.read_bytes())
        return {slot: _failed_tries(entry) for slot, entry in entries.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError, OverflowError):
        return {}
