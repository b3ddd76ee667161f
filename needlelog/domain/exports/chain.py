"""The rule of the trail, for files that are checked where there is no clinic."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

FIRST_PREVIOUS_HASH = "0" * 64
ERASED = "erased"
"""An entry without content whose hash does not fit: its content was destroyed, if a tombstone
stands for it."""
SIGNING_ACTS = ("signed", "deferred", "imported")
"""The acts whose entry carries the whole content of a session."""


@dataclass(frozen=True, slots=True)
class ChainHead:
    """The last entry of the chain of an installation, as it was at an export."""

    origin: str
    sequence: int
    hash: str


def exported_entry_hash(entry: Mapping[str, Any]) -> str:
    """SHA-256 over an entry whose ``made_at`` is in microseconds since 1970 in UTC."""
    content = {name: value for name, value in entry.items() if name not in ("id", "hash")}
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


class ChainReader:
    """Walks one file's entries of all chains in order and remembers the first fault of each."""

    def __init__(self) -> None:
        self._last: dict[str, tuple[int, str]] = {}
        self._broken: set[str] = set()

    def fault(self, entry: Mapping[str, Any]) -> str:
        """What is wrong with the next entry: ``missing``, ``changed``, ``unchained`` or nothing.

        ``erased`` where it has lost its content; the chain is followed beyond it.
        """
        origin = str(entry["origin"])
        sequence, previous = self._last.get(origin, (0, FIRST_PREVIOUS_HASH))
        self._last[origin] = (int(entry["sequence"]), str(entry["hash"]))
        if origin in self._broken:
            return ""
        found = ""
        if entry["sequence"] != sequence + 1:
            found = "missing"
        elif entry["previous_hash"] != previous:
            found = "unchained"
        elif exported_entry_hash(entry) != entry["hash"]:
            found = ERASED if entry["before"] is None is entry["after"] else "changed"
        if found not in ("", ERASED):
            self._broken.add(origin)
        return found

    @property
    def heads(self) -> tuple[ChainHead, ...]:
        """Where each chain ends."""
        return tuple(
            ChainHead(origin, sequence, digest)
            for origin, (sequence, digest) in sorted(self._last.items())
        )
