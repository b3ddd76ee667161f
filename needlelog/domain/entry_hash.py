"""The text an entry of the trail is hashed as, in the two spellings there are.

`docs/export-json.md` describes both for other programs. Up to schema 4 the documents of an entry
were written into its JSON once more, every quote of them escaped, which took longer than hashing.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

DOCUMENTS = ("before", "after")
"""The parts of an entry that are JSON themselves, in the order they are hashed in."""
_APART = frozenset({"id", "hash"})
_KINDS = {str: "text", type(None): "null"}


def entry_hash(entry: Mapping[str, Any]) -> str:
    """SHA-256 over an entry, the hash before it included.

    ``made_at`` is in microseconds since 1970 in UTC; ``id`` and ``hash`` do not matter.

    Raises:
        TypeError: a document is no text.
    """
    head = {name: value for name, value in entry.items() if name not in _APART}
    documents = []
    for name in DOCUMENTS:
        document = head[name]
        kind = _KINDS.get(type(document))
        if kind is None:
            raise TypeError(f"{name} is no text")
        head[name] = kind
        documents.append(document or "")
    # A document has no line end in it, so that no other entry has the same text.
    return sha256("\n".join((_json(head), *documents)))


def earlier_entry_hash(entry: Mapping[str, Any]) -> str:
    """The same as programs up to schema 4 spelled it."""
    return sha256(_json({name: value for name, value in entry.items() if name not in _APART}))


def is_hash_of(told: object, entry: Mapping[str, Any]) -> bool:
    """Whether an entry has this hash, in either spelling.

    Raises:
        TypeError: a part of it is no text and no number.
    """
    return told == entry_hash(entry) or told == earlier_entry_hash(entry)


def sha256(text: str) -> str:
    """In lower-case hexadecimal; halves of characters, which no JSON text holds, do not matter."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
