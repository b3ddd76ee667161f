"""What the trail tells of records: entries read by record, and which of them came after which."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from sqlalchemy import Select, and_, select

from needlelog.db.schema import metadata
from needlelog.db.tables.audit import AuditEntryTable
from needlelog.db.tables.base import table_of
from needlelog.db.tombstones import erased_uids, valid_tombstones
from needlelog.db.transaction import Session
from needlelog.db.verify_exchange import EXCHANGE, RECEIVED, TAKEN_BACK
from needlelog.domain.trail import CLINIC_MADE

AUDIT = table_of(AuditEntryTable)
CHOSEN = "conflict settled"
"""The act that tells a choice between two computers, in the form of the tables."""
Place = tuple[str, int]
"""Where an entry stands: the installation and its number there."""
Clock = Mapping[str, int]
"""How far each trail was known at some moment."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry, with its documents read; ``None`` where there is none or it is no object."""

    origin: str
    sequence: int
    made_at: datetime
    person_uid: str
    person: str
    act: str
    record_uid: str
    before: Any
    after: Any
    emptied: bool
    """Whether an erasure took the content away."""

    @property
    def place(self) -> Place:
        """Where it stands in the trail."""
        return self.origin, self.sequence

    @property
    def told(self) -> Mapping[str, Any]:
        """What is so afterwards, nothing where it tells no fields."""
        return self.after if isinstance(self.after, dict) else {}

    @property
    def was(self) -> Mapping[str, Any]:
        """What was so before, nothing where it tells no fields."""
        return self.before if isinstance(self.before, dict) else {}


class Trail:
    """The trail as it is asked by record, and the order in which its entries were made.

    Which entries were known where another was written follows from the receipts, each of which
    names where every trail ended, and from the first entry of a trail that goes on from another.
    No clock of a computer is asked.
    """

    def __init__(self, session: Session) -> None:
        self.session = session
        self.stones = valid_tombstones(session)
        self._learnt = self._read_learnt()
        self.tells_all = self._one(
            and_(AUDIT.c.record_kind == "practitioner", AUDIT.c.act == CLINIC_MADE)
        )
        """Whether each row has an entry; the very first programs wrote some without."""

    @cached_property
    def gone(self) -> frozenset[str]:
        """The records that were destroyed."""
        return erased_uids(self.session, self.stones)

    @property
    def goes_on(self) -> bool:
        """Whether records were restored or moved, or came from another computer."""
        return bool(self._learnt)

    def entries(self, kind: str, uids: Iterable[str]) -> dict[str, list[Entry]]:
        """The entries about some records of a kind, by record, each trail's in their order."""
        found: defaultdict[str, list[Entry]] = defaultdict(list)
        wanted = list(uids)
        if wanted:
            for entry in self._read(
                _SELECT.where(AUDIT.c.record_kind == kind, AUDIT.c.record_uid.in_(wanted))
            ):
                found[entry.record_uid].append(entry)
        return found

    def acts(self, kind: str, *acts: str) -> list[Entry]:
        """The entries of some acts about a kind of record, each trail's in their order."""
        return self._read(_SELECT.where(AUDIT.c.record_kind == kind, AUDIT.c.act.in_(acts)))

    def all_of(self, kind: str) -> list[Entry]:
        """All entries about a kind of record of which there are few."""
        return self._read(_SELECT.where(AUDIT.c.record_kind == kind))

    def chosen(self) -> frozenset[str]:
        """The records about which two computers said different things and somebody chose."""
        # Of sessions nobody chooses between edits, and nearly all entries are about them.
        kinds = [name for name in metadata.tables if name != "session"]
        asked = select(AUDIT.c.record_uid).where(
            AUDIT.c.record_kind.in_(kinds), AUDIT.c.act == CHOSEN
        )
        return frozenset(self.session.connection().execute(asked).scalars())

    def uids(self, kind: str, acts: Sequence[str] = ()) -> Select[Any]:
        """A statement for the records of a kind that the trail speaks of."""
        asked = select(AUDIT.c.record_uid).where(AUDIT.c.record_kind == kind)
        return (asked.where(AUDIT.c.act.in_(acts)) if acts else asked).distinct()

    def newest(self, entries: Sequence[Place]) -> list[Place]:
        """Those of the entries that were made without knowing of any other that came later."""
        if len({origin for origin, _number in entries}) == 1:
            return [max(entries)]
        return [
            one
            for one in entries
            if not any(other != one and self._knew(other, one) for other in entries)
        ]

    def _knew(self, later: Place, earlier: Place) -> bool:
        if later[0] == earlier[0]:
            return later[1] > earlier[1]
        return self._clock(*later).get(earlier[0], 0) >= earlier[1]

    def _clock(self, origin: str, sequence: int, deep: int = 0) -> Clock:
        """How far other trails were known where this entry was written."""
        known: dict[str, int] = {}
        for number, learnt in self._learnt.get(origin, ()):
            if number > sequence:
                break
            for other, end in learnt.items():
                known[other] = max(known.get(other, 0), end)
        if deep < _DEEPEST:
            for other, end in list(known.items()):
                for third, its_end in self._clock(other, end, deep + 1).items():
                    if third != origin:
                        known[third] = max(known.get(third, 0), its_end)
        return known

    def _read_learnt(self) -> dict[str, list[tuple[int, Clock]]]:
        receipts = self.acts(EXCHANGE, RECEIVED, TAKEN_BACK)
        back = {entry.record_uid for entry in receipts if entry.act == TAKEN_BACK}
        found: defaultdict[str, list[tuple[int, Clock]]] = defaultdict(list)
        for entry in receipts:
            ends = entry.told.get("ends")
            if entry.act == RECEIVED and entry.record_uid not in back and isinstance(ends, dict):
                found[entry.origin].append(
                    (entry.sequence, {name: int(end[0]) for name, end in ends.items()})
                )
        for entry in self.all_of("installation"):
            former, end = entry.told.get("former_origin"), entry.told.get("former_sequence")
            if isinstance(former, str) and isinstance(end, int):
                found[entry.origin].append((entry.sequence, {former: end}))
        return {origin: sorted(learnt, key=lambda one: one[0]) for origin, learnt in found.items()}

    def _read(self, statement: Select[Any]) -> list[Entry]:
        rows = self.session.connection().execute(
            statement.order_by(AUDIT.c.origin, AUDIT.c.sequence)
        )
        return [self.entry(row) for row in rows]

    def entry(self, row: Any) -> Entry:
        """An entry of a row of the trail."""
        empty = row.before is None and row.after is None
        return Entry(
            *(row.origin, row.sequence, row.made_at, row.person_uid, row.person, row.act),
            record_uid=row.record_uid,
            before=document(row.before),
            after=document(row.after),
            emptied=empty and (row.origin, row.sequence) in self.stones,
        )

    def _one(self, condition: Any) -> bool:
        asked = select(AUDIT.c.id).where(condition).limit(1)
        return self.session.connection().execute(asked).first() is not None


_DEEPEST = 8
"""How many trails that go on from one another are followed back."""
_SELECT = select(
    *(AUDIT.c.origin, AUDIT.c.sequence, AUDIT.c.made_at, AUDIT.c.person_uid, AUDIT.c.person),
    *(AUDIT.c.act, AUDIT.c.record_uid, AUDIT.c.before, AUDIT.c.after),
)


def field_of(told: Any, name: str) -> Any:
    """A field of a document, ``None`` where it has none."""
    return told.get(name) if isinstance(told, dict) else None


def document(text: str | None) -> Any:
    """What a document says, ``None`` where it is none any more."""
    try:
        return json.loads(text) if text else None
    except ValueError:
        return None
