"""Where the rows of a big clinic are written down: row numbers, uids, trail."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from needlelog.db.bulk.columns import loaded_columns
from needlelog.db.bulk.trail import TrailWriter

if TYPE_CHECKING:
    import random

    from needlelog.db.bulk.forms import Calendar, Form
    from needlelog.services.sample_clinic.many.facts import Facts
    from needlelog.services.sample_clinic.many.people import Signer

OWN = "ffff"
"""The last digits of the uid of a record; its child rows count from 0."""


class Desk:
    """Collects rows by table. ``day`` and ``minute`` of the calendar say when."""

    def __init__(self, facts: Facts, calendar: Calendar, chance: random.Random) -> None:
        self.calendar = calendar
        self.rows: defaultdict[str, list[Any]] = defaultdict(list)
        self._next = dict(facts.next_rows)
        self._trail = TrailWriter(facts.origin, facts.sequence, facts.head)
        self._entries = self.rows["audit_entry"]
        self._chance = chance
        self._uids = 0

    def taken(self) -> dict[str, list[Any]]:
        """The rows since the last time."""
        rows = {table: found for table, found in self.rows.items() if found}
        self.rows = defaultdict(list)
        self._entries = self.rows["audit_entry"]
        return rows

    def number(self, table: str) -> int:
        """The next free row number."""
        number = self._next[table]
        self._next[table] = number + 1
        return number

    def instant(self, day: int, minute: int) -> int:
        """Microseconds since 1970."""
        return self.calendar.midnights[day] + minute * 60_000_000

    def uid(self, day: int, minute: int) -> str:
        """A UUID of version 7 without its last four digits; later ones are greater."""
        stamp = self.instant(day, minute) // 1000
        self._uids = count = self._uids + 1 & 0xFFF
        chance = self._chance.getrandbits(44)
        return (
            f"{stamp >> 16:08x}-{stamp & 0xFFFF:04x}-7{count:03x}-"
            f"a{chance >> 32:03x}-{chance & 0xFFFFFFFF:08x}"
        )

    def write(self, form: Form, values: list[Any]) -> None:
        """The rows of a form with these values."""
        rows = self.rows
        for table, fill in form.rows:
            rows[table].append(fill(values))

    def row(self, table: str, **columns: Any) -> None:
        """One row by the names of its columns."""
        self.rows[table].append(tuple([columns[name] for name in loaded_columns(table)]))

    def entry(
        self,
        at: int,
        person: Signer,
        act: str,
        kind: str,
        uid: str,
        after: str | None,
        before: str | None = None,
    ) -> str:
        """Write an entry into the trail and return its hash."""
        row = self._trail.entry(at, (person.uid, person.name), act, (kind, uid), after, before)
        self._entries.append(row)
        return row[-1]
