"""Reading the trail fast: which of its entries are worth a second look.

SQLite itself writes the text of an entry (see `needlelog.domain.entry_hash`), so that nothing but
its hash is left to work out here. Where the two spell something differently the entry is only
suspected: the one who asks judges it by `needlelog.db.audit_chain.is_hash_of`. Several threads
read, or several processes where the trail is long, each with a connection of its own.
"""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol

import sqlcipher3

from needlelog.db.chain_beside import Helpers, processes_for_it
from needlelog.domain.entry_hash import DOCUMENTS

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Engine

_THREADS = 2
_AHEAD = 2
"""Stretches that each thread or process has before it; not more than these are in memory."""
WORTH_PROCESSES = 100_000
"""Entries; for fewer starting processes takes longer than it saves."""
RANGE = 5_000
_AT_ONCE = 200

# The columns of an entry without its number and its hash, in the order of their names.
_COLUMNS = (
    *("act", "after", "before", "made_at", "origin", "person", "person_uid"),
    *("previous_hash", "record_kind", "record_uid", "sequence"),
)
_WHOLE = ", ".join(f"'{name}', {name}" for name in _COLUMNS)
_EARLIER = f"json_object({_WHOLE})"
_HEAD = ", ".join(
    f"'{name}', typeof({name})" if name in DOCUMENTS else f"'{name}', {name}" for name in _COLUMNS
)
_TEXT = f"concat(json_object({_HEAD}), '\n', before, '\n', after)"
_SPELLINGS = (_TEXT, _EARLIER)
_SPELLED = "SELECT CAST({} AS BLOB), hash, previous_hash, sequence FROM audit_entry WHERE"
_BY_SEQUENCE = f"{_SPELLED} origin = ? AND sequence BETWEEN ? AND ? ORDER BY sequence"
_BY_NUMBER = f"{_SPELLED} +origin = ? AND id BETWEEN ? AND ? ORDER BY id"
_FIRST = 20
_IN_BOTH = (
    f"SELECT hash, CAST({_TEXT} AS BLOB), CAST({_EARLIER} AS BLOB) FROM audit_entry"  # noqa: S608
    f" WHERE origin = ? AND sequence BETWEEN ? AND ? ORDER BY sequence LIMIT {_FIRST}"
)
_NUMBERS = "SELECT id FROM audit_entry WHERE origin = ? AND sequence IN (?, ?) ORDER BY sequence"
_NEXT_RANGE = (
    "SELECT min(sequence), max(sequence), count(*) FROM (SELECT sequence FROM audit_entry"
    " WHERE origin = ? AND sequence > ? ORDER BY sequence LIMIT ?)"
)
_LAST = "SELECT max(sequence) FROM audit_entry WHERE origin = ?"
_BEFORE_ALL = float("-inf")


@dataclass(frozen=True, slots=True)
class Stretch:
    """Entries of one origin that follow each other: their first and last numbers, how many."""

    origin: Any
    first: Any
    last: Any
    count: int


@dataclass(frozen=True, slots=True)
class Looked:
    """What a fast look at a stretch told.

    ``suspects`` are the numbers of the entries that may not be what was written, ``None`` where
    the whole stretch has to be looked at again. Whether the first entry continues what came
    before is left to the one who knows that: ``first`` are its number and the hash it names.
    """

    stretch: Stretch
    suspects: list[Any] | None
    first: tuple[Any, Any] = (None, None)
    last_hash: Any = None


def looked_through(
    engine: Engine, driver: Any, origin: Any, opening: tuple[Path, bytes] | None = None
) -> Iterator[Looked]:
    """All stretches of an origin's chain, in order. ``driver`` sees the state that is judged.

    ``opening`` are the file and its key, for the processes that look through a long chain; without
    it threads do.
    """
    pool, at_once = _pool(engine, driver, origin, opening)
    waiting: deque[Callable[[], Looked]] = deque()
    try:
        for stretch in _stretches(driver, origin):
            waiting.append(pool.submit(stretch))
            if len(waiting) == at_once * _AHEAD:
                yield waiting.popleft()()
        while waiting:
            yield waiting.popleft()()
    finally:
        pool.end()


class _Pool(Protocol):
    """Those who look through stretches, several at once."""

    def submit(self, stretch: Stretch) -> Callable[[], Looked]:
        """Have a stretch looked through; what is returned waits for it and tells."""

    def end(self) -> None:
        """Give up what is not told yet."""


class _Threads:
    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._pool = ThreadPoolExecutor(_THREADS, "chain")

    def submit(self, stretch: Stretch) -> Callable[[], Looked]:
        told: Future[Looked] = self._pool.submit(_look, self._engine, stretch)
        return told.result

    def end(self) -> None:
        self._pool.shutdown(cancel_futures=True)


def _pool(
    engine: Engine, driver: Any, origin: Any, opening: tuple[Path, bytes] | None
) -> tuple[_Pool, int]:
    """Who looks through a chain, and how many at once."""
    if opening is not None and (count := processes_for_it()):
        (last,) = driver.execute(_LAST, (origin,)).fetchone()
        if isinstance(last, int) and last >= WORTH_PROCESSES:
            return Helpers(count, *opening, partial(_look, engine)), count
    return _Threads(engine), _THREADS


def _stretches(driver: Any, origin: Any) -> Iterator[Stretch]:
    after: Any = _BEFORE_ALL
    while True:
        first, last, count = driver.execute(_NEXT_RANGE, (origin, after, RANGE)).fetchone()
        if not count:
            return
        yield Stretch(origin, first, last, count)
        after = last


def _look(engine: Engine, stretch: Stretch) -> Looked:
    connection = engine.raw_connection()
    try:
        return looked_at(connection, stretch)
    finally:
        connection.close()


def looked_at(connection: Any, stretch: Stretch) -> Looked:
    """What a fast look at a stretch tells, by a connection of one's own."""
    try:
        cursor = connection.cursor()
        _ask_for(cursor, stretch)
        return _fast(cursor, stretch)
    except (sqlcipher3.Error, TypeError):
        # What makes no JSON or no number, or a page that cannot be read: not for a fast look.
        return Looked(stretch, None)


def _ask_for(cursor: Any, stretch: Stretch) -> None:
    """Begin to read the entries of a stretch, in their order.

    Where they were written one after the other, as in a clinic with one computer, they are read
    as they lie; the index would have to look for each. That others lie between them shows in
    their count.
    """
    origin, first, last = stretch.origin, stretch.first, stretch.last
    spelling = _spelling_of(cursor, stretch)
    numbers = [row[0] for row in cursor.execute(_NUMBERS, (origin, first, last))]
    if numbers and numbers[-1] - numbers[0] == last - first == stretch.count - 1:
        cursor.execute(_BY_NUMBER.format(spelling), (origin, numbers[0], numbers[-1]))
    else:
        cursor.execute(_BY_SEQUENCE.format(spelling), (origin, first, last))


def _spelling_of(cursor: Any, stretch: Stretch) -> str:
    """How the entries of a stretch were hashed, by the first of them that fits.

    One stretch of a chain may hold both, because the program was brought up to date meanwhile;
    the others of it are suspected.
    """
    for told, *texts in cursor.execute(_IN_BOTH, (stretch.origin, stretch.first, stretch.last)):
        for spelling, content in zip(_SPELLINGS, texts, strict=True):
            if hashlib.sha256(content).hexdigest() == told:
                return spelling
    return _TEXT


def _fast(cursor: Any, stretch: Stretch) -> Looked:
    sha256 = hashlib.sha256
    rows = cursor.fetchmany(_AT_ONCE)
    if not rows:
        return Looked(stretch, None)
    first_hash, first = rows[0][2], rows[0][3]
    suspects: list[Any] = []
    expected, last_hash, count = first, first_hash, 0
    while rows:
        for content, own_hash, previous_hash, sequence in rows:
            if (
                sha256(content).hexdigest() != own_hash
                or previous_hash != last_hash
                or sequence != expected
            ):
                suspects.append(sequence)
            expected, last_hash = sequence + 1, own_hash
        count += len(rows)
        rows = cursor.fetchmany(_AT_ONCE)
    if count != stretch.count:
        # A transaction that is not committed yet is seen by the one who asks alone.
        return Looked(stretch, None)
    return Looked(stretch, suspects, (first, first_hash), last_hash)
