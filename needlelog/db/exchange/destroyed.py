"""Records that were destroyed on another machine: told in the file, and carried out here as well.

The erasure keeps its line of the register and its tombstones everywhere. What a machine still had
that the first one did not know of (entries of its own trail, rows of a duplicate) goes by a further
erasure of its own, which then travels in turn.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from needlelog.db import erasure
from needlelog.db.client_rows import rows_of_clients
from needlelog.db.exchange.forgetting import ERASURE_TABLE, clients_taken
from needlelog.db.exchange.reading import changes_between
from needlelog.db.exchange.taking import DoesNotFitError, Taking
from needlelog.db.installation import origin_of
from needlelog.db.sqlite.erasing import overwrite_deleted, wait_for_all_rows
from needlelog.db.tables.retention import NEVER_THERE
from needlelog.db.tombstones import Tombstone
from needlelog.db.transaction import Session
from needlelog.db.types import from_microseconds, uuid7
from needlelog.domain.exchange.bundles import ErasureToCarryOut, Marks
from needlelog.domain.exchange.errors import ErasureEntangled, ErasureHeld
from needlelog.domain.people import Practitioner

_COLUMNS = (
    *("uid", "origin", "client_uid", "person", "first_on", "last_on", "sessions", "photos"),
    *("reason", "erased_at", "erased_by_id", "erased_by", "entries", "digest"),
)
_TOLD = tuple(
    "(SELECT uid FROM practitioner WHERE id = erased_by_id)" if name == "erased_by_id" else name
    for name in _COLUMNS
)
_STONE = ("origin", "sequence", "hash", "remains")
_AT_ONCE = 500


def new_erasures(session: Session, since: Marks, until: Marks) -> list[dict[str, Any]]:
    """The erasures made between two marks, each with its tombstones."""
    connection = session.connection()
    condition, values = changes_between(since, until)
    rows = connection.exec_driver_sql(
        f"SELECT id, {', '.join(_TOLD)} FROM erasure WHERE uid IN (SELECT row_uid FROM"
        f" exchange_change WHERE table_name = '{ERASURE_TABLE}' AND ({condition})) ORDER BY id",
        values,
    ).all()
    found = []
    for number, *told in rows:
        stones = connection.exec_driver_sql(
            f"SELECT {', '.join(_STONE)} FROM audit_tombstone WHERE erasure_id = ? ORDER BY id",
            (number,),
        )
        found.append(dict(zip(_COLUMNS, told, strict=True)) | {"stones": [list(s) for s in stones]})
    return found


@dataclass(slots=True)
class Erasures:
    """The erasures of one file on their way in."""

    session: Session
    person: Practitioner
    at: datetime
    arrived: list[dict[str, Any]] = field(default_factory=list)
    stones: dict[tuple[str, int], Tombstone] = field(default_factory=dict)
    gone: set[str] = field(default_factory=set)
    carried_out: list[ErasureToCarryOut] = field(default_factory=list)
    kept_here: int = 0
    """How many register lines came or were written, also where nothing was left to destroy."""

    def hear(self, told: Sequence[dict[str, Any]], taking: Taking) -> None:
        """Take note of the erasures in the file, before its entries and rows come."""
        connection = self.session.connection()
        known = set(connection.exec_driver_sql("SELECT uid FROM erasure").scalars())
        self.gone.update(connection.exec_driver_sql("SELECT client_uid FROM erasure").scalars())
        for each in told:
            if each["uid"] in known:
                continue
            self.arrived.append(each)
            self.gone.add(each["client_uid"])
            for stone in each["stones"]:
                found = Tombstone(*stone)
                self.stones[found.origin, found.sequence] = found
        for uid in (*known, *(each["uid"] for each in self.arrived)):
            self.gone |= clients_taken(self.session, uid)
        taking.emptied = self.stones
        taking.gone = self.gone

    def carry_out(self, taking: Taking) -> None:
        """Destroy here what was destroyed elsewhere, and what came of it since.

        Raises:
            ErasureHeld: a legal hold keeps it here.
            ErasureEntangled: what is left here belongs to somebody else too.
            DoesNotFitError: the file's erasures do not fit its trail.
        """
        if not self.gone:
            return
        for each in self.arrived:
            self.gone |= clients_taken(self.session, each["uid"]) | {each["client_uid"]}
        connection = self.session.connection()
        overwrite_deleted(connection)
        wait_for_all_rows(connection)
        ids = self._rows_left()
        extra = erasure.client_uids(self.session, ids) - self.gone
        for each in self.arrived:
            known = clients_taken(self.session, each["uid"]) | {each["client_uid"]}
            self._carry_out_one(each, self._numbers(known))
        self._destroy_remains(taking, extra)
        if ids:
            _refuse_loose_ends(self.session)
        self._forget_loose_changes(taking)

    def _rows_left(self) -> tuple[int, ...]:
        """All rows of destroyed clients that are here, and of duplicates merged into them."""
        numbers = self._numbers(self.gone)
        if not numbers:
            return ()
        marks = ", ".join(map(str, numbers))
        rows = self.session.connection().exec_driver_sql(
            f"SELECT id FROM client WHERE merged_into_id IN ({marks})"
        )
        ids = tuple(sorted({*numbers, *rows.scalars()}))
        held = self.session.connection().exec_driver_sql(
            "SELECT 1 FROM legal_hold WHERE lifted_at IS NULL"
            f" AND client_id IN ({', '.join(map(str, ids))})"
        )
        if held.first() is not None:
            raise ErasureHeld
        self._refuse_entangled(ids)
        return ids

    def _refuse_entangled(self, ids: tuple[int, ...]) -> None:
        """A client here may be the destroyed one and another: that is for a manager to judge."""
        marks = ", ".join(map(str, ids))
        row = self.session.connection().exec_driver_sql(
            "SELECT kept.uid FROM client JOIN client AS kept ON kept.id = client.merged_into_id"
            f" WHERE client.id IN ({marks}) AND kept.id NOT IN ({marks})"
        )
        kept = row.scalar()
        if kept is not None:
            raise ErasureEntangled(kept)

    def _numbers(self, uids: set[str] | frozenset[str]) -> tuple[int, ...]:
        wanted = tuple(sorted(uids))
        marks = ", ".join("?" * len(wanted))
        rows = self.session.connection().exec_driver_sql(
            f"SELECT id FROM client WHERE uid IN ({marks}) ORDER BY id", wanted
        )
        return tuple(rows.scalars())

    def _carry_out_one(self, told: dict[str, Any], ids: tuple[int, ...]) -> None:
        session, connection = self.session, self.session.connection()
        rows = rows_of_clients(session, ids)
        files = erasure.photo_files(session, rows["photo"])
        weeks = erasure.weeks_of(session, rows["session"])
        values = {name: told[name] for name in _COLUMNS}
        values["erased_by_id"] = connection.exec_driver_sql(
            "SELECT id FROM practitioner WHERE uid = ?", (told["erased_by_id"],)
        ).scalar()
        opened = values | {"entries": 0, "digest": "", "open_mark": NEVER_THERE, "files": ""}
        if values["erased_by_id"] is None:
            raise DoesNotFitError
        connection.exec_driver_sql(
            f"INSERT INTO erasure ({', '.join(opened)}) VALUES ({', '.join('?' * len(opened))})",
            tuple(opened.values()),
        )
        number = connection.exec_driver_sql(
            "SELECT id FROM erasure WHERE uid = ?", (told["uid"],)
        ).scalar_one()
        stones = [Tombstone(*stone) for stone in told["stones"]]
        erasure.keep_stones(session, number, stones)
        full = self._entries_with_content(stones)
        erasure.take_content(session, number, full)
        erasure.take_rows(session, number, rows, weeks)
        connection.exec_driver_sql("DELETE FROM row_to_erase WHERE erasure_id = ?", (number,))
        connection.exec_driver_sql(
            "UPDATE erasure SET entries = ?, digest = ?, files = ?, open_mark = NULL WHERE id = ?",
            (told["entries"], told["digest"], " ".join(files), number),
        )
        self.kept_here += 1
        if ids or full:
            self.carried_out.append(
                ErasureToCarryOut(
                    client_uid=told["client_uid"],
                    person=told["person"],
                    reason=told["reason"],
                    erased_by=told["erased_by"],
                    erased_at=from_microseconds(told["erased_at"]),
                    sessions=len(rows["session"]),
                    drafts=len(rows["draft"]),
                )
            )

    def _entries_with_content(self, stones: Sequence[Tombstone]) -> list[int]:
        found: list[int] = []
        for stone in stones:
            row = self.session.connection().exec_driver_sql(
                "SELECT id FROM audit_entry WHERE origin = ? AND sequence = ? AND hash = ?"
                " AND (before IS NOT NULL OR after IS NOT NULL)",
                (stone.origin, stone.sequence, stone.hash),
            )
            found += row.scalars()
        return found

    def _destroy_remains(self, taking: Taking, extra: frozenset[str]) -> None:
        """What the other machine did not know of goes under an erasure of this one."""
        session = self.session
        ids = self._numbers(extra) if extra else ()
        rows = rows_of_clients(session, ids)
        names = frozenset(self.gone) | extra
        uids = erasure.uids_of(session, rows) | taking.uids_passed_over() | names
        entries = erasure.entries_about(session, uids, names) if self._may_be_told(taking) else []
        if not ids and not entries:
            return
        line = self._line_of_before()
        uid = uuid7(self.at)
        erasure.erase_remains(session, uid, line[0], line[1], (self.person, self.at), entries, ids)
        self.kept_here += 1
        if not self.carried_out:
            self.carried_out.append(
                ErasureToCarryOut(
                    client_uid=line[0],
                    person=line[1].person,
                    reason=line[1].reason,
                    erased_by=self.person.name,
                    erased_at=self.at,
                    sessions=len(rows["session"]),
                    drafts=len(rows["draft"]),
                )
            )

    def _may_be_told(self, taking: Taking) -> bool:
        """Whether entries may tell of destroyed records: only where something came or is new."""
        return bool(self.arrived or taking.uids_passed_over() or taking.entries_taken)

    def _line_of_before(self) -> tuple[str, erasure.RegisterLine]:
        """The register says of the remains what it says of the first destroying."""
        here = origin_of(self.session)
        row = (
            self.session.connection()
            .exec_driver_sql(
                "SELECT client_uid, person, first_on, last_on, reason FROM erasure"
                " ORDER BY origin = ?, id DESC LIMIT 1",
                (here,),
            )
            .one()
        )
        return row.client_uid, erasure.RegisterLine(row.person, None, None, row.reason)

    def _forget_loose_changes(self, taking: Taking) -> None:
        """Changes that came for rows that are not here say nothing any more."""
        if "exchange_change" not in taking.came:
            return
        connection = self.session.connection()
        for table in {each for each, _uid, _field in taking.touched}:
            if table == "installation":
                continue
            connection.exec_driver_sql(
                "UPDATE exchange_change SET old = NULL, new = NULL WHERE table_name = ?"
                f' AND new IS NOT NULL AND row_uid NOT IN (SELECT uid FROM "{table}")'
                " AND id BETWEEN ? AND ?",
                (table, *taking.came["exchange_change"]),
            )


def _refuse_loose_ends(session: Session) -> None:
    """Records of somebody else may point at what was destroyed, since a merge that was undone."""
    rows = session.connection().exec_driver_sql("PRAGMA foreign_key_check")
    if any(row[0] != "exchange_open" for row in rows):
        raise ErasureEntangled("")
