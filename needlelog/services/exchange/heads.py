"""What a file says of itself, as the first record in it."""

from __future__ import annotations

from dataclasses import fields
from datetime import datetime
from typing import Any

from needlelog.domain.exchange.bundles import BundleHead, ChainEnd, Mark


def head_document(head: BundleHead) -> dict[str, Any]:
    """The head as JSON holds it."""
    values: dict[str, Any] = {each.name: getattr(head, each.name) for each in fields(head)}
    return values | {
        "made_at": head.made_at.isoformat(),
        "since": _marks_document(dict(head.since)),
        "marks": _marks_document(dict(head.marks)),
        "beginning": _marks_document(dict(head.beginning)),
        "ends": {origin: [end.sequence, end.hash] for origin, end in head.ends.items()},
        "missing": list(head.missing),
        "brings": list(head.brings),
    }


def head_of(document: dict[str, Any]) -> BundleHead:
    """The head that a document describes. Raises `ValueError`, `TypeError`, `KeyError`."""
    values = {each.name: document[each.name] for each in fields(BundleHead)}
    return BundleHead(
        **values
        | {
            "made_at": datetime.fromisoformat(document["made_at"]),
            "since": _marks(document["since"]),
            "marks": _marks(document["marks"]),
            "beginning": _marks(document["beginning"]),
            "ends": {
                origin: ChainEnd(int(sequence), str(hash_))
                for origin, (sequence, hash_) in document["ends"].items()
            },
            "missing": tuple(map(str, document["missing"])),
            "brings": tuple(map(str, document["brings"])),
        }
    )


def _marks_document(marks: dict[str, Mark]) -> dict[str, list[int]]:
    return {origin: [mark.sequence, mark.number] for origin, mark in marks.items()}


def _marks(document: dict[str, list[int]]) -> dict[str, Mark]:
    return {origin: Mark(int(one), int(two)) for origin, (one, two) in document.items()}
