"""What clients come for: names, other words for it, and what sources say about depth."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from needlelog.domain.names import fold, same_things
from needlelog.domain.zones import Confidence


@dataclass(frozen=True, slots=True)
class SourcedDepth:
    """A depth as a source words it, in millimetres; text to be shown, never a limit."""

    text: str
    source: str
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class Concern:
    """One concern. `challenging` marks those that are harder to treat."""

    code: str
    name: str
    parent: str
    synonyms: tuple[str, ...]
    challenging: bool
    depths: tuple[SourcedDepth, ...]
    series: str
    note: str


def parse_concerns(data: Mapping[str, Any]) -> tuple[Concern, ...]:
    """Read `concerns.toml`. A finer concern without depths of its own has its parent's."""
    concerns: dict[str, Concern] = {}
    for entry in data["concern"]:
        above = concerns.get(entry.get("parent", ""))
        depths = tuple(
            SourcedDepth(depth["mm"], depth["source"], Confidence(depth["confidence"]))
            for depth in entry.get("depths", ())
        )
        concerns[entry["code"]] = Concern(
            code=entry["code"],
            name=entry["name"],
            parent=entry.get("parent", ""),
            synonyms=tuple(entry.get("synonyms", ())),
            challenging=entry.get("challenging", False),
            depths=depths or (above.depths if above else ()),
            series=entry.get("series", above.series if above else ""),
            note=entry.get("note", ""),
        )
    return tuple(concerns.values())


def search_concerns(concerns: Iterable[Concern], text: str) -> tuple[Concern, ...]:
    """Return the concerns of which some name or synonym holds words that begin as asked."""
    asked = [phrase.split() for phrase in same_things(text)]
    return tuple(
        concern
        for concern in concerns
        if any(_holds(fold(name), parts) for name in _names(concern) for parts in asked)
    )


def _names(concern: Concern) -> tuple[str, ...]:
    return (concern.name, concern.code.replace("_", " "), *concern.synonyms)


def _holds(name: str, parts: list[str]) -> bool:
    words = name.split()
    return bool(parts) and all(any(word.startswith(part) for word in words) for part in parts)
