"""What a record should hold after all that was told of it, field by field."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any

from needlelog.db.told.entries import Entry, Place, Trail

Fields = Mapping[str, Any]


class Telling:
    """All that was told of one record: by which entries, and what they say of its fields."""

    __slots__ = ("_told", "is_hidden", "is_loose")

    def __init__(self) -> None:
        self._told: list[tuple[Entry, Fields]] = []
        self.is_hidden = False
        """Whether an erasure took some of it away: then nothing can be compared."""
        self.is_loose = False
        """Whether some of it was not told in full: then any value that was told will do."""

    def add(self, entry: Entry, fields: Fields) -> None:
        """Take in what an entry tells."""
        if entry.emptied:
            self.is_hidden = True
        if fields:
            self._told.append((entry, fields))

    @property
    def is_told(self) -> bool:
        """Whether any entry told something."""
        return bool(self._told)

    def tells(self, name: str) -> bool:
        """Whether the field was ever told."""
        return any(name in fields for _entry, fields in self._told)

    def all_of(self, name: str) -> list[Any]:
        """All values of a field that were told."""
        return [fields[name] for _entry, fields in self._told if name in fields]

    def wrong(self, now: Fields, trail: Trail, together: Collection[str]) -> list[str]:
        """The fields that hold another value than was told last.

        ``together`` are fields that two computers decide only with others: of these any value
        that was told may hold once several trails tell of the record.
        """
        if self.is_hidden or not self._told:
            return []
        if len(self._told) == 1:
            fields = self._told[0][1]
            return [name for name in fields if name in now and not same(now[name], fields[name])]
        values: defaultdict[str, dict[Place, Any]] = defaultdict(dict)
        for entry, fields in self._told:
            for name, value in fields.items():
                values[name][entry.place] = value
        several = len({entry.origin for entry, _fields in self._told}) > 1
        found = []
        for name, told in values.items():
            if name not in now:
                continue
            places: Collection[Place] = told
            if not (self.is_loose or (several and name in together)):
                places = trail.newest(list(told))
            if not any(same(now[name], told[place]) for place in places):
                found.append(name)
        return found


def in_words(fields: Iterable[str]) -> str:
    """The names of fields as a sentence tells them."""
    return ", ".join(sorted(name.replace("_", " ") for name in fields))


def same(now: Any, told: Any) -> bool:
    """Whether a value of the tables is the one that was told; an instant in whatever zone."""
    if now == told:
        return True
    return isinstance(now, datetime) and isinstance(told, str) and _instant(told) == now


def _instant(told: str) -> datetime | None:
    try:
        return datetime.fromisoformat(told)
    except ValueError:
        return None
