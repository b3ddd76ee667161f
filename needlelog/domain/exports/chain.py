"""The rule of the trail, for files that are checked where there is no clinic."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from json.encoder import encode_basestring as in_quotes
from operator import itemgetter
from typing import Any

from needlelog.domain.entry_hash import is_hash_of, sha256

FIRST_PREVIOUS_HASH = "0" * 64
ERASED = "erased"
"""An entry without content whose hash does not fit: its content was destroyed, if a tombstone
stands for it."""
_TEXTS = (
    *("act", "origin", "person", "person_uid"),
    *("previous_hash", "record_kind", "record_uid"),
)
_NUMBERS = ("made_at", "sequence")
_DOCUMENTS = ("before", "after")
_texts, _numbers = itemgetter(*_TEXTS), itemgetter(*_NUMBERS)
_documents = itemgetter(*_DOCUMENTS)
_USUAL = frozenset({*_TEXTS, *_NUMBERS, *_DOCUMENTS, "id", "hash"})
_ENTRY = "".join(
    (
        "{{",
        ",".join(
            f'"{name}":{{{place}}}'
            for name, place in sorted(
                zip((*_TEXTS, *_NUMBERS, *_DOCUMENTS), range(len(_USUAL)), strict=False)
            )
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


def _has_its_hash(entry: Mapping[str, Any]) -> bool:
    """Whether the hash of an entry is the one that was written with it."""
    # A million sessions have millions of entries: only what does not fit is spelled with care.
    told = entry["hash"]
    try:
        if entry.keys() == _USUAL and any(
            sha256(text_of(entry)) == told for text_of in (_usual_text, _earlier_text)
        ):
            return True
        return is_hash_of(told, entry)
    except TypeError:
        return False


def _usual_text(entry: Mapping[str, Any]) -> str:
    """The text of an entry with today's columns, as `needlelog.domain.entry_hash` spells it."""
    before, after = _documents(entry)
    kinds = ['"null"' if document is None else '"text"' for document in (before, after)]
    head = _ENTRY.format(*map(in_quotes, _texts(entry)), *_numbers(entry), *kinds)
    return "\n".join((head, before or "", after or ""))


def _earlier_text(entry: Mapping[str, Any]) -> str:
    """The earlier text, if nothing in it needs an escape but for its quotes."""
    documents = [
        "null" if document is None else '"' + str(document).replace('"', '\\"') + '"'
        for document in _documents(entry)
    ]
    return _ENTRY.format(*map(in_quotes, _texts(entry)), *_numbers(entry), *documents)


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
