"""The trail: every change as one entry, each entry chained to the one before by SHA-256."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, select

from needlelog.db.bulk_insert import insert_rows
from needlelog.db.chain_ranges import Looked, looked_through
from needlelog.db.documents import canonical
from needlelog.db.installation import origin_of
from needlelog.db.prepared import Prepared
from needlelog.db.tables.audit import AuditEntryTable
from needlelog.db.tables.base import table_of
from needlelog.db.tombstones import Tombstone, valid_tombstones
from needlelog.db.transaction import Session
from needlelog.db.types import to_microseconds
from needlelog.domain import entry_hash as spellings
from needlelog.domain.people import Practitioner

if TYPE_CHECKING:
    from pathlib import Path

FIRST_PREVIOUS_HASH = "0" * 64
_ENTRY = table_of(AuditEntryTable)
_LAST = Prepared(
    select(_ENTRY.c.sequence, _ENTRY.c.hash)
    .where(_ENTRY.c.origin == bindparam("origin"))
    .order_by(_ENTRY.c.sequence.desc())
    .limit(1)
)
_ORIGINS = "SELECT DISTINCT origin FROM audit_entry ORDER BY origin"
_EXACTLY = (
    "SELECT * FROM audit_entry WHERE origin = ? AND sequence BETWEEN ? AND ? ORDER BY sequence"
)
_BEFORE = (
    "SELECT sequence, hash FROM audit_entry WHERE origin = ? AND sequence < ?"
    " ORDER BY sequence DESC LIMIT 1"
)


@dataclass(frozen=True, slots=True)
class BrokenChain:
    """The first entry of an origin's chain that is not what was written.

    ``reason`` is ``changed`` (its own hash does not fit), ``missing`` (a number is left out) or
    ``unchained`` (it does not continue the entry before).
    """

    origin: str
    sequence: int
    reason: str


def record_change(
    session: Session,
    at: datetime,
    person: Practitioner,
    act: str,
    *,
    kind: str,
    uid: str,
    before: object = None,
    after: object = None,
) -> str:
    """Write one entry into the transaction of the change itself and return its hash.

    ``before`` and ``after`` are domain values or mappings; ``None`` where there is none.
    """
    origin = origin_of(session)
    last = _LAST.first(session, origin=origin)
    entry = {
        "origin": origin,
        "sequence": 1 if last is None else last.sequence + 1,
        "made_at": at,
        "person_uid": person.uid,
        "person": person.name,
        "act": act,
        "record_kind": kind,
        "record_uid": uid,
        "before": None if before is None else canonical(before),
        "after": None if after is None else canonical(after),
        "previous_hash": FIRST_PREVIOUS_HASH if last is None else last.hash,
    }
    entry["hash"] = entry_hash(entry)
    insert_rows(session.connection(), _ENTRY, [entry])
    return str(entry["hash"])


def entry_hash(entry: dict[str, Any]) -> str:
    """SHA-256 over an entry's columns, the hash before it included; see `needlelog.domain`."""
    return spellings.entry_hash(_instants_as_numbers(entry))


def is_hash_of(told: object, entry: dict[str, Any]) -> bool:
    """Whether an entry has this hash, also as an earlier program spelled it."""
    return spellings.is_hash_of(told, _instants_as_numbers(entry))


def _instants_as_numbers(entry: dict[str, Any]) -> dict[str, Any]:
    return {
        name: to_microseconds(value) if isinstance(value, datetime) else value
        for name, value in entry.items()
    }


def broken_chains(
    session: Session,
    progress: Callable[[int], None] | None = None,
    opening: tuple[Path, bytes] | None = None,
) -> Iterator[BrokenChain]:
    """The first broken entry of each origin, in the order of the origins.

    With ``opening``, the file and its key, a long trail is read by several processes at once.

    ``progress`` is called with how many entries were looked at, now and then, in this thread; what
    it raises ends the check. The memory taken does not depend on how long the trail is.
    """
    tombstones = valid_tombstones(session)
    engine = session.connection().engine
    driver: Any = session.connection().connection.driver_connection
    seen = 0
    for (origin,) in driver.execute(_ORIGINS).fetchall():
        judge = _Judge(driver, origin, tombstones)
        for looked in looked_through(engine, driver, origin, opening):
            if not judge.ask(looked):
                break
            seen += looked.stretch.count
            if progress is not None:
                progress(seen)
        if judge.broken is not None:
            yield judge.broken


class _Judge:
    """Says of the entries that a fast look suspected whether they are what was written."""

    def __init__(
        self, driver: Any, origin: Any, tombstones: Mapping[tuple[str, int], Tombstone]
    ) -> None:
        self._driver = driver
        self._origin = origin
        self._tombstones = tombstones
        self._last: tuple[Any, Any] = (0, FIRST_PREVIOUS_HASH)
        self.broken: BrokenChain | None = None

    def ask(self, looked: Looked) -> bool:
        """Whether the chain is whole up to the end of this stretch."""
        stretch, suspects = looked.stretch, looked.suspects
        if suspects is None:
            return self._read_again(stretch.first, stretch.last)
        sequence, previous = looked.first
        if (sequence - 1, previous) != self._last and not self._read_again(sequence, sequence):
            return False
        for suspect in suspects:
            if not self._read_again(suspect, suspect):
                return False
        self._last = (stretch.last, looked.last_hash)
        return True

    def _read_again(self, first: Any, last: Any) -> bool:
        self._last = self._before(first)
        with _odd_text_kept(self._driver):
            cursor = self._driver.execute(_EXACTLY, (self._origin, first, last))
            names = [column[0] for column in cursor.description]
            for values in cursor:
                row = dict(zip(names, values, strict=True))
                reason = self._fault(row)
                if reason:
                    missing = reason == "missing"
                    number = self._last[0] + 1 if missing else row["sequence"]
                    self.broken = BrokenChain(self._origin, number, reason)
                    return False
                self._last = (row["sequence"], row["hash"])
        return True

    def _before(self, sequence: Any) -> tuple[Any, Any]:
        with _odd_text_kept(self._driver):
            found = self._driver.execute(_BEFORE, (self._origin, sequence)).fetchone()
        return (0, FIRST_PREVIOUS_HASH) if found is None else (found[0], found[1])

    def _fault(self, row: dict[str, Any]) -> str:
        sequence, previous = self._last
        if row["sequence"] != sequence + 1:
            return "missing"
        stone = self._tombstones.get((self._origin, row["sequence"]))
        try:
            if not is_hash_of(row["hash"], row) and not _was_erased(row, stone):
                return "changed"
        except (TypeError, ValueError):
            return "changed"  # bytes where there was a text
        return "" if row["previous_hash"] == previous else "unchained"


def _was_erased(row: dict[str, Any], stone: Tombstone | None) -> bool:
    """Whether a tombstone stands for the content, and nothing but the content is gone."""
    return (
        stone is not None
        and row["before"] is None
        and row["after"] is None
        and stone.hash == row["hash"]
        and is_hash_of(stone.remains, row)
    )


@contextmanager
def _odd_text_kept(driver: Any) -> Iterator[None]:
    """Read bytes that are no text as something that no hash fits, instead of giving up."""
    usual = driver.text_factory
    driver.text_factory = lambda read: read.decode("utf-8", "surrogateescape")
    try:
        yield
    finally:
        driver.text_factory = usual
