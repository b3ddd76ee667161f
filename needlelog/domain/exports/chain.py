"""The rule of the trail, for files that are checked where there is no clinic."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

FIRST_PREVIOUS_HASH = "0" * 64
ERASED = "erased"
"""An entry without content whose hash does not fit: its content was destroyed, if a tombstone
stands for it."""
_TEXTS = (
    *("act", "after", "before", "origin", "person", "person_uid"),
    *("previous_hash", "record_kind", "record_uid"),
)
_NUMBERS = ("made_at", "sequence")
_texts, _numbers = itemgetter(*_TEXTS), itemgetter(*_NUMBERS)
_USUAL = frozenset({*_TEXTS, *_NUMBERS, "id", "hash"})
_ENTRY = "".join(
    (
        "{{",
        ",".join(
            f'"{name}":{{{place}}}'
            for name, place in sorted(zip((*_TEXTS, *_NUMBERS), range(len(_USUAL)), strict=False))
        ),
        "}}",
    )
)
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
    return _sha256(text)


def _has_its_hash(entry: Mapping[str, Any]) -> bool:
    """Whether the hash of an entry is the one that was written with it."""
    told = entry["hash"]
    # A million sessions have millions of entries: only what does not fit is spelled with care.
    if entry.keys() == _USUAL and _sha256(_usual_text(entry)) == told:
        return True
    return bool(exported_entry_hash(entry) == told)


def _usual_text(entry: Mapping[str, Any]) -> str:
    """What JSON is made of an entry with today's columns, if no text in it needs an escape but
    for its quotes."""
    words = [
        "null" if text is None else '"' + str(text).replace('"', '\\"') + '"'
        for text in _texts(entry)
    ]
    return _ENTRY.format(*words, *_numbers(entry))


def _sha256(text: str) -> str:
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
        elif not _has_its_hash(entry):
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
