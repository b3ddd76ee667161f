"""One file taken in as a whole, inside one transaction: what it brings, what it comes to, the proof.

Used the same way to look first: the caller then lets the transaction go.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy.exc import IntegrityError

from needlelog.db.audit_chain import record_change
from needlelog.db.exchange.conflicts import conflicts
from needlelog.db.exchange.destroyed import Erasures
from needlelog.db.exchange.kinds import CLINIC, kinds
from needlelog.db.exchange.machines import keep_marks, known_machine, marks_of
from needlelog.db.exchange.marks import chain_ends, own_marks
from needlelog.db.exchange.missing_photos import keep_missing
from needlelog.db.exchange.receipts import open_receipt, write_report
from needlelog.db.exchange.settling import Affected, bring_in_line, changed_rows, settle
from needlelog.db.exchange.taking import DoesNotFitError, ForkedError, SignedTwiceError, Taking
from needlelog.db.installation import origin_of
from needlelog.db.same_client import KEPT_ID
from needlelog.db.sqlite.exchanging import close_receiving
from needlelog.db.tables.base import spelled
from needlelog.db.transaction import Session
from needlelog.db.verify_exchange import EXCHANGE, RECEIVED
from needlelog.domain.exchange.bundles import (
    Alert,
    AlertCode,
    BundleHead,
    ErasureToCarryOut,
    KindCount,
    Mark,
    Receipt,
)
from needlelog.domain.exchange.errors import NoManagerLeft
from needlelog.domain.exchange.fields import Conflict
from needlelog.domain.people import Practitioner

__all__ = ["DoesNotFitError", "ForkedError", "Incoming", "SignedTwiceError", "Taken", "hear_of"]

_NOTHING = Mark()


@dataclass(frozen=True, slots=True)
class Taken:
    """What a file brought, with what a person has to look at."""

    receipt: Receipt
    conflicts: tuple[Conflict, ...]
    erasures: tuple[ErasureToCarryOut, ...]


class Incoming:
    """A file on its way in. Records are handed over one by one, then `finish` is called."""

    def __init__(
        self,
        session: Session,
        uid: str,
        head: BundleHead,
        person: Practitioner,
        at: datetime,
    ) -> None:
        """Open the receipt.

        Raises:
            ForkedError: a trail here and the same trail there differ.
        """
        self._session = session
        self._uid, self._head = uid, head
        self._person, self._at = person, at
        self._number = open_receipt(session, uid, head, person, at)
        self._taking = Taking(session, self._number, at)
        self._new_machine = known_machine(session, head.sender) is None
        self._erasures = Erasures(session, person, at)
        self._taking.compare_ends(dict(head.ends), origin_of(session))

    def take(self, record: Any) -> None:
        """Take in one record of the file.

        Raises:
            DoesNotFitError, ForkedError, SignedTwiceError.
        """
        try:
            word, *content = record
            if word == "entries":
                self._taking.entries(content[0])
            elif word == "erasures":
                self._erasures.hear(content[0], self._taking)
            elif word == "rows" and not content[0]:
                self._taking.complete()
            elif word == "rows":
                self._taking.rows(*content)
            elif word == "changes":
                self._taking.changes(content[0])
        except (ValueError, TypeError, KeyError, IndexError, IntegrityError) as error:
            raise DoesNotFitError from error

    def finish(self, photos: int) -> Taken:
        """Work out what holds now, write the entry of the trail and close the locks again.

        Raises:
            NoManagerLeft: nobody could manage the clinic any more.
        """
        session, taking = self._session, self._taking
        taking.complete()
        affected = settle(taking)
        bring_in_line(session, affected)
        self._erasures.carry_out(taking)
        _require_manager(session)
        hear_of(session, self._head)
        taking.keep_what_came()
        found = conflicts(session, list(taking.touched))
        receipt = Receipt(
            uid=self._uid,
            bundle_uid=self._head.uid,
            sender=self._head.sender,
            sender_name=self._head.sender_name,
            made_at=self._head.made_at,
            received_at=self._at,
            received_by=self._person.name,
            counts=self._counts(),
            entries=taking.entries_taken,
            photos=photos,
            conflicts=len(found),
            alerts=tuple(self._alerts(affected)),
            erased=self._erasures.kept_here,
            undoable=not self._erasures.kept_here,
        )
        write_report(session, self._number, replace(receipt, undoable=False))
        close_receiving(session.connection())
        self._tell(receipt)
        return Taken(receipt, found, tuple(self._erasures.carried_out))

    def _counts(self) -> tuple[KindCount, ...]:
        changed = changed_rows(self._taking)
        new = {name: count for name, count in self._taking.new_rows.items() if kinds()[name].alone}
        names = [name for name in (CLINIC, *kinds()) if name in changed or name in new]
        return tuple(KindCount(name, new.get(name, 0), changed.get(name, 0)) for name in names)

    def _alerts(self, affected: Affected) -> Iterable[Alert]:
        if self._new_machine:
            yield Alert(AlertCode.NEW_MACHINE, self._head.sender_name, (self._head.sender,))
        yield from _cartridges_used_twice(self._session, self._taking)
        for uid in affected.lots_short:
            name = self._session.connection().exec_driver_sql(
                "SELECT product.name || ' ' || lot.lot FROM lot"
                " JOIN product ON product.id = lot.product_id WHERE lot.uid = ?",
                (uid,),
            )
            yield Alert(AlertCode.LOT_BELOW_NOTHING, name.scalar() or "", (uid,))

    def _tell(self, receipt: Receipt) -> None:
        """The entry names where each trail ended, so that none can be shortened later."""
        here = origin_of(self._session)
        marks = {name: mark for name, mark in own_marks(self._session).items() if name != here}
        ends = chain_ends(self._session, marks)
        record_change(
            self._session,
            self._at,
            self._person,
            RECEIVED,
            kind=EXCHANGE,
            uid=self._uid,
            after={
                "from": self._head.sender,
                "bundle": self._head.uid,
                "entries": receipt.entries,
                "ends": {origin: [end.sequence, end.hash] for origin, end in ends.items()},
            },
        )


def hear_of(session: Session, head: BundleHead) -> None:
    """Keep what the sender has, and has not; an older file says nothing about that any more."""
    known = marks_of(session, head.sender).get(head.sender, _NOTHING)
    if head.marks.get(head.sender, _NOTHING).sequence >= known.sequence:
        keep_marks(session, head.sender, head.marks)
        keep_missing(session, head.sender, head.missing)


def _require_manager(session: Session) -> None:
    manager = session.connection().exec_driver_sql(
        "SELECT 1 FROM practitioner WHERE role = 'manager' AND active = 1 LIMIT 1"
    )
    if manager.first() is None:
        raise NoManagerLeft


def _cartridges_used_twice(session: Session, taking: Taking) -> Iterable[Alert]:
    """Units that came with this file and were used for somebody else too."""
    if "cartridge_use" not in taking.came:
        return
    same_unit = f"{spelled('used.serial')} = {spelled('this.serial')}"
    same_lot = (
        f"(used.lot_id = this.lot_id OR {spelled('used.lot')} = {spelled('this.lot')}"
        f" OR {spelled('this.lot')} = '' OR {spelled('used.lot')} = '')"
    )
    kept = KEPT_ID.replace("recorded", "{row}")
    rows = session.connection().exec_driver_sql(
        "SELECT this.serial, this.lot, mine.uid AS mine, theirs.uid AS theirs"
        " FROM cartridge_use AS this"
        " JOIN session AS mine ON mine.id = this.session_id"
        " JOIN client AS own ON own.id = mine.client_id"
        f" JOIN cartridge_use AS used ON used.serial <> '' AND {same_unit} AND used.id <> this.id"
        " JOIN session AS theirs ON theirs.id = used.session_id"
        " JOIN client AS other ON other.id = theirs.client_id"
        f" WHERE this.id BETWEEN ? AND ? AND this.serial <> '' AND {same_lot}"
        " AND mine.state NOT IN ('void', 'deferred') AND theirs.state NOT IN ('void', 'deferred')"
        f" AND {kept.format(row='own')} <> {kept.format(row='other')}"
        " ORDER BY this.id",
        taking.came["cartridge_use"],
    )
    told: dict[frozenset[str], None] = {}
    for row in rows:
        pair = frozenset((row.mine, row.theirs))
        if pair not in told:
            told[pair] = None
            subject = f"{row.serial} {row.lot}".strip()
            yield Alert(AlertCode.CARTRIDGE_TWICE, subject, (row.mine, row.theirs))
