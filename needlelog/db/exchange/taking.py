"""Taking in the records of another machine: entries, rows and changes, inside one transaction.

What is here already is passed over, so a file can come twice and in any order. What came, and what
known rows held before, is kept with the receipt, so that it can be taken out again.
"""

from __future__ import annotations

import json
from base64 import b64decode
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from needlelog.db.audit_chain import FIRST_PREVIOUS_HASH, is_hash_of
from needlelog.db.client_rows import mentioning_columns
from needlelog.db.draft_store import part_drafts
from needlelog.db.exchange.kinds import (
    MADE_ALIKE,
    ZONE_SETS,
    ZONES,
    fields_of,
    kinds,
    references,
    sent_columns,
)
from needlelog.db.exchange.marks import entry_hash_at, own_marks
from needlelog.db.exchange.reading import CHANGE_COLUMNS, ENTRY_COLUMNS, binary_columns
from needlelog.db.exchange.zone_sets import write_zones
from needlelog.db.tombstones import Tombstone
from needlelog.db.transaction import Session
from needlelog.domain.exchange.bundles import ChainEnd, Mark
from needlelog.domain.sessions import SessionState
from needlelog.domain.stock import RECORD_DESTROYED

_NOTHING = Mark()
_AT_ONCE = 1000
Touched = tuple[str, str, str]
"""Table, uid of the row, field."""


class DoesNotFitError(Exception):
    """What is in the file is not what a machine of this clinic writes."""


class ForkedError(Exception):
    """An entry has the number of another one that is known here."""

    def __init__(self, origin: str, sequence: int) -> None:
        super().__init__(origin, sequence)
        self.origin, self.sequence = origin, sequence


class SignedTwiceError(Exception):
    """A session that came was signed here too, out of the same draft; ``uid`` is that of both."""

    def __init__(self, uid: str) -> None:
        super().__init__(uid)
        self.uid = uid


class Taking:
    """One file as it is taken in; the caller opened the locks for it.

    Without a receipt nothing is noted for taking it back.
    """

    def __init__(self, session: Session, receipt: int | None, at: datetime) -> None:
        self.session = session
        self.receipt = receipt
        self.at = at
        self.marks: dict[str, Mark] = own_marks(session)
        self.came: dict[str, tuple[int, int]] = {}
        self.new_rows: dict[str, int] = {}
        self.new_uids: dict[str, set[str]] = {}
        self.touched: dict[Touched, None] = {}
        self.passed_over: dict[str, set[str]] = {}
        self.emptied: Mapping[tuple[str, int], Tombstone] = {}
        self.gone: Collection[str] = ()
        """Clients whose records were destroyed, here or where the file comes from."""
        self.entries_taken = 0
        self._connection = session.connection()
        self._ends: dict[str, str] = {}
        self._states: list[tuple[str, int]] = []

    # --- the trail ------------------------------------------------------------------------------

    def compare_ends(self, ends: dict[str, ChainEnd], here: str) -> None:
        """Make sure that both know the same entries, as far as both know any.

        Raises:
            ForkedError: the two trails of one machine differ.
        """
        for origin, end in ends.items():
            mine = self.marks.get(origin, _NOTHING).sequence
            if mine >= end.sequence:
                if entry_hash_at(self.session, origin, end.sequence) != end.hash:
                    raise ForkedError(origin, end.sequence)
            elif origin == here:
                raise ForkedError(origin, mine + 1)

    def entries(self, rows: Iterable[Sequence[Any]]) -> None:
        """Take in entries that continue the trails known here.

        Raises:
            ForkedError: an entry does not continue what is here.
            DoesNotFitError: an entry is not what its hash says.
        """
        new = []
        for row in rows:
            entry = dict(zip(ENTRY_COLUMNS, row, strict=True))
            origin, sequence = entry["origin"], entry["sequence"]
            mark = self.marks.get(origin, _NOTHING)
            if sequence <= mark.sequence:
                continue
            if sequence != mark.sequence + 1:
                raise DoesNotFitError
            if entry["previous_hash"] != self._end(origin, mark.sequence):
                raise ForkedError(origin, mark.sequence)
            if not is_hash_of(entry["hash"], entry) and not self._was_emptied(entry):
                raise DoesNotFitError
            self.marks[origin] = Mark(sequence, mark.number)
            self._ends[origin] = entry["hash"]
            new.append(tuple(row))
        if new:
            self._insert("audit_entry", ENTRY_COLUMNS, new)
            self.entries_taken += len(new)

    def _was_emptied(self, entry: dict[str, Any]) -> bool:
        """Whether its content was destroyed with a record, as a tombstone in the file says."""
        stone = self.emptied.get((entry["origin"], entry["sequence"]))
        return (
            stone is not None
            and stone.hash == entry["hash"]
            and is_hash_of(stone.remains, entry)
            and entry["before"] is None
            and entry["after"] is None
        )

    def uids_passed_over(self) -> frozenset[str]:
        """The rows that came and were not taken in, because their client's records are destroyed."""
        return frozenset(uid for uids in self.passed_over.values() for uid in uids)

    def _end(self, origin: str, sequence: int) -> str:
        if origin not in self._ends:
            found = entry_hash_at(self.session, origin, sequence)
            self._ends[origin] = FIRST_PREVIOUS_HASH if found is None else found
        return self._ends[origin]

    # --- rows -----------------------------------------------------------------------------------

    def rows(self, table: str, columns: Sequence[str], values: Sequence[Sequence[Any]]) -> None:
        """Take in rows of one table, those that are not here yet.

        Raises:
            DoesNotFitError: they are not rows of that table, or point at something unknown.
            SignedTwiceError: see there.
        """
        if table not in kinds():
            raise DoesNotFitError
        wanted = (*sent_columns(table), *((ZONES,) if table in ZONE_SETS else ()))
        if tuple(columns) != wanted:
            raise DoesNotFitError
        uid = columns.index("uid")
        known = self._numbers(table, {row[uid] for row in values})
        if table in MADE_ALIKE:
            self._agree(table, columns, [row for row in values if row[uid] in known], known)
        fresh = [dict(zip(columns, row, strict=True)) for row in values if row[uid] not in known]
        if table == "client" and self.gone:
            fresh = self._without(table, fresh, [row["uid"] in self.gone for row in fresh])
        for name in binary_columns(table):
            for row in fresh:
                row[name] = b64decode(row[name], validate=True)
        if table == "session":
            self._keep_apart({row[uid]: row[columns.index("origin")] for row in values}, known)
        self._numbered_in_turn(table, self._resolved(table, fresh))

    def _numbered_in_turn(self, table: str, fresh: list[dict[str, Any]]) -> None:
        if not fresh:
            return
        if table == "follow_up":
            for row in fresh:  # a correction may name a row that comes with it
                self._numbered(table, [row])
        else:
            self._numbered(table, fresh)

    def _keep_apart(self, origins: Mapping[str, str], known: Mapping[str, int]) -> None:
        """Sessions signed elsewhere and unfinished here, as after a restore, are two from now on."""
        for uid, number in known.items():
            here = self._connection.exec_driver_sql(
                "SELECT origin FROM session WHERE id = ?", (number,)
            ).scalar_one()
            if here != origins[uid]:
                raise SignedTwiceError(uid)
        part_drafts(self.session, self.at, lambda uid: uid in origins and uid not in known)

    def _agree(
        self,
        table: str,
        columns: Sequence[str],
        rows: Iterable[Sequence[Any]],
        known: dict[str, int],
    ) -> None:
        """Of a row that two machines made alike, what never changes is as the first origin has it."""
        changing = {name for names in fields_of(table).values() for name in names}
        for row in rows:
            values = dict(zip(columns, row, strict=True))
            number = known[values["uid"]]
            here = self._connection.exec_driver_sql(
                f'SELECT origin FROM "{table}" WHERE id = ?',
                (number,),
            ).scalar_one()
            if values["origin"] < here:
                fixed = {name: value for name, value in values.items() if name not in changing}
                self.change(table, number, fixed)

    def complete(self) -> None:
        """Sessions whose rows are all here get the state they had where they came from."""
        for state, number in self._states:
            self._connection.exec_driver_sql(
                "UPDATE session SET state = ? WHERE id = ?", (state, number)
            )
        self._states = []

    def _resolved(self, table: str, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """The rows with the numbers of this file in the place of uids, but for destroyed ones."""
        for column, owner in references(table).items():
            if not rows or column not in rows[0] or owner == table:
                continue  # a row of the same table is looked up when its turn comes
            numbers = self._numbers(owner, {row[column] for row in rows if row[column] is not None})
            lost = [row[column] is not None and row[column] not in numbers for row in rows]
            if any(lost) and not self.gone:
                raise DoesNotFitError
            if any(lost) and (table, column) in mentioning_columns():
                for row, is_lost in zip(rows, lost, strict=True):
                    if is_lost:
                        row[column] = None
                        row["reason"] = RECORD_DESTROYED
            else:
                rows = self._without(table, rows, lost)
            for row in rows:
                if row[column] is not None:
                    row[column] = numbers[row[column]]
        return rows

    def _without(
        self, table: str, rows: list[dict[str, Any]], lost: Sequence[bool]
    ) -> list[dict[str, Any]]:
        """The rows that are not lost; the others are noted."""
        self.passed_over.setdefault(table, set()).update(
            row["uid"] for row, is_lost in zip(rows, lost, strict=True) if is_lost
        )
        return [row for row, is_lost in zip(rows, lost, strict=True) if not is_lost]

    def _numbered(self, table: str, rows: list[dict[str, Any]]) -> None:
        zones = [row.pop(ZONES) for row in rows] if table in ZONE_SETS else []
        states = [row["state"] for row in rows] if table == "session" else []
        for row in rows:
            if table == "session":
                row["state"] = SessionState.OPEN.value
            elif table == "client":
                row["search_text"] = ""
            elif table == "follow_up":
                self._place_correction(row)
        columns = tuple(rows[0])
        first = self._insert(table, columns, [tuple(row.values()) for row in rows])
        if kinds()[table].alone:
            self.new_uids.setdefault(table, set()).update(row["uid"] for row in rows)
        self.new_rows[table] = self.new_rows.get(table, 0) + len(rows)
        for number, state in enumerate(states, first):
            self._states.append((state, number))
        for number, words in enumerate(zones, first):
            write_zones(self.session, table, number, json.loads(words), self.at)

    def _place_correction(self, row: dict[str, Any]) -> None:
        """Of two corrections of one follow-up the first takes its place; both stay to be read."""
        uid = row["replaces_id"]
        if uid is None:
            return
        row["replaces_id"] = self._numbers("follow_up", {uid}).get(uid)
        rival = self._connection.exec_driver_sql(
            "SELECT id, recorded_at, uid FROM follow_up WHERE replaces_id = ?",
            (row["replaces_id"],),
        ).first()
        if rival is None:
            return
        if (rival.recorded_at, rival.uid) < (row["recorded_at"], row["uid"]):
            row["replaces_id"] = None
        else:
            self.change("follow_up", rival.id, {"replaces_id": None})

    # --- changes --------------------------------------------------------------------------------

    def changes(self, rows: Iterable[Sequence[Any]]) -> None:
        """Take in changes, each after those it builds on.

        Raises:
            DoesNotFitError: one is missing between them.
        """
        new = []
        replaced: list[tuple[str, int]] = []
        for row in rows:
            change = dict(zip(CHANGE_COLUMNS, row, strict=True))
            origin, number = change["origin"], change["number"]
            mark = self.marks.get(origin, _NOTHING)
            if number <= mark.number:
                continue
            if number != mark.number + 1:
                raise DoesNotFitError
            self.marks[origin] = Mark(mark.sequence, number)
            new.append(tuple(row))
            if change["field"]:
                self.touched[change["table_name"], change["row_uid"], change["field"]] = None
            for version in (change["builds_on"] or "").split():
                builder, _, built = version.rpartition(":")
                replaced.append((builder, int(built)))
        if new:
            self._insert("exchange_change", CHANGE_COLUMNS, new)
        if replaced:
            self._connection.exec_driver_sql(
                "UPDATE exchange_change SET head = 0 WHERE origin = ? AND number = ?", replaced
            )

    # --- writing --------------------------------------------------------------------------------

    def change(self, table: str, number: int, values: dict[str, Any]) -> bool:
        """Write columns of a row that is here, and keep what they were; say whether they differ."""
        names = ", ".join(f'"{name}"' for name in values)
        row = self._connection.exec_driver_sql(
            f'SELECT {names} FROM "{table}" WHERE id = ?',
            (number,),
        ).one()
        before = dict(zip(values, row, strict=True))
        if before == values:
            return False
        self.keep_before(table, number, before)
        sets = ", ".join(f'"{name}" = ?' for name in values)
        self._connection.exec_driver_sql(
            f'UPDATE "{table}" SET {sets} WHERE id = ?',
            (*values.values(), number),
        )
        return True

    def keep_before(self, table: str, number: int, before: dict[str, Any]) -> None:
        """Keep what a row held before this receipt; what came with it needs no such note."""
        if self.receipt is None or self.is_new(table, number):
            return
        self._connection.exec_driver_sql(
            "INSERT INTO exchange_before (receipt_id, table_name, row_id, columns)"
            " VALUES (?, ?, ?, ?)",
            (self.receipt, table, number, json.dumps(before)),
        )

    def is_new(self, table: str, number: int) -> bool:
        """Whether a row came with this file."""
        first, last = self.came.get(table, (1, 0))
        return first <= number <= last

    def number_of(self, table: str, uid: str) -> int | None:
        """The number of a row here, ``None`` where it is not."""
        return self._numbers(table, {uid}).get(uid)

    def _insert(self, table: str, columns: Sequence[str], rows: list[tuple[Any, ...]]) -> int:
        """Insert rows and return the number of the first; their numbers stand in a row."""
        first = self._connection.exec_driver_sql(
            f'SELECT coalesce(max(id), 0) + 1 FROM "{table}"'
        ).scalar_one()
        names = ", ".join(f'"{column}"' for column in ("id", *columns))
        marks = ", ".join("?" * (len(columns) + 1))
        self._connection.exec_driver_sql(
            f'INSERT INTO "{table}" ({names}) VALUES ({marks})',
            [(number, *row) for number, row in enumerate(rows, first)],
        )
        last = first + len(rows) - 1
        self.came[table] = (self.came.get(table, (first, last))[0], last)
        return int(first)

    def _numbers(self, table: str, uids: set[str]) -> dict[str, int]:
        wanted, found = tuple(uids), {}
        for start in range(0, len(wanted), _AT_ONCE):
            part = wanted[start : start + _AT_ONCE]
            marks = ", ".join("?" * len(part))
            rows = self._connection.exec_driver_sql(
                f'SELECT uid, id FROM "{table}" WHERE uid IN ({marks})', part
            )
            found.update({row.uid: row.id for row in rows})
        return found

    def keep_what_came(self) -> None:
        """Write down which rows came, for taking them out again."""
        for table, (first, last) in self.came.items():
            self._connection.exec_driver_sql(
                "INSERT INTO exchange_came (receipt_id, table_name, first_id, last_id)"
                " VALUES (?, ?, ?, ?)",
                (self.receipt, table, first, last),
            )
