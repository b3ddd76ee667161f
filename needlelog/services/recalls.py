"""Recalls: open one, find everybody who was touched, note who was told, close it."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from needlelog.db.queries import recalls as query
from needlelog.db.queries import stock as stock_query
from needlelog.db.queries.recalled_sessions import recalls_of, session_and_client
from needlelog.db.stores import recalls as store
from needlelog.domain.errors import InvalidValue
from needlelog.domain.exports.formulas import formula_safe
from needlelog.domain.recalls import (
    Exposure,
    Notice,
    OpenRecall,
    Recall,
    RecallContact,
    RecallCounts,
    Recalled,
    RecalledUse,
    RecallKind,
    Subject,
    Way,
    checked_day,
    checked_reason,
)
from needlelog.domain.record_errors import RecordLocked
from needlelog.domain.stock import spelled
from needlelog.files.atomic_write import write_atomically
from needlelog.services.acts import Act, Permission, acting, require

if TYPE_CHECKING:
    from pathlib import Path

    from needlelog.db.stores.rows import Transaction
    from needlelog.services.clinic import Clinic

__all__ = [
    "Exposure",
    "OpenRecall",
    "Recall",
    "RecallContact",
    "RecallCounts",
    "RecallKind",
    "Way",
    "affected",
    "close_recall",
    "contacts",
    "mark_notified",
    "open_recall",
    "open_recalls",
    "recall",
    "recall_of",
    "recalled_in",
    "recalled_now",
    "recalls",
    "subject_of",
    "take_back_notice",
    "touched_sessions",
    "would_touch",
    "write_list",
]


def subject_of(clinic: Clinic, kind: RecallKind, uid: str, number: str = "") -> Subject:
    """What would be called back: of the stock, or without ``uid`` a lot number alone.

    Raises:
        NoSuchRecord: it is not in the stock.
        InvalidValue: ``lot_missing`` where there is neither.
    """
    with clinic.database.read() as session:
        return _subject(session, kind, uid, number)


def recall_of(clinic: Clinic, subject: Subject) -> Recall | None:
    """The open recall of something, if there is one."""
    with clinic.database.read() as session:
        found = query.recalls(session, only_open=True)
    return next((each for each in found if _same(each.subject, subject)), None)


def would_touch(clinic: Clinic, subject: Subject) -> RecallCounts:
    """How many clients and sessions a recall would be about."""
    with clinic.database.read() as session:
        return query.counts_of(query.exposures(session, subject))


def open_recall(
    clinic: Clinic, kind: RecallKind, uid: str, reason: str, number: str = ""
) -> Recall:
    """Call a lot, a product or a device back; one that is called back already is returned.

    Raises:
        NotAllowed: the person is no manager.
        NoSuchRecord: it is not in the stock.
        InvalidValue: ``reason_missing``, ``lot_missing``.
    """
    with acting(clinic, "open_recall", Permission.MANAGER) as act:
        words = checked_reason(reason)
        subject = _subject(act.session, kind, uid, number)
        for other in query.recalls(act.session, only_open=True):
            if _same(other.subject, subject):
                return other
        opened = Recall(act.new_uid(), subject, words, act.person.name, act.at)
        store.insert_recall(act.session, opened, act.person)
        act.record("recall opened", "recall", opened.uid, after=opened)
    return opened


def recalls(clinic: Clinic) -> tuple[Recall, ...]:
    """All recalls, the newest first."""
    with clinic.database.read() as session:
        return query.recalls(session)


def recall(clinic: Clinic, uid: str) -> Recall:
    """One recall. Raises `NoSuchRecord`."""
    with clinic.database.read() as session:
        return query.recall(session, uid)


def open_recalls(clinic: Clinic) -> tuple[OpenRecall, ...]:
    """The recalls that are open, each with its counts as they are now."""
    with clinic.database.read() as session:
        return tuple(
            OpenRecall(each, _counts(session, each))
            for each in query.recalls(session, only_open=True)
        )


def recalled_now(clinic: Clinic) -> Recalled:
    """What must not be used without a reason."""
    with clinic.database.read() as session:
        return query.recalled_now(session)


def affected(clinic: Clinic, uid: str) -> tuple[Exposure, ...]:
    """Every client who was touched, those not told yet first, then by name.

    Raises:
        NotAllowed: the person may not sign in any more.
        NoSuchRecord: there is no such recall.
    """
    require(clinic.person, Permission.ANYBODY, "recall_list")
    with clinic.database.read() as session:
        return query.exposures(session, query.recall(session, uid).subject, uid)


def contacts(clinic: Clinic, uid: str, ids: Iterable[int]) -> tuple[RecallContact, ...]:
    """How these clients, by their row numbers, can be reached; in the order asked."""
    require(clinic.person, Permission.ANYBODY, "recall_list")
    with clinic.database.read() as session:
        return query.contacts(session, uid, ids)


def touched_sessions(clinic: Clinic, uid: str, client_uid: str) -> tuple[str, ...]:
    """The uids of one client's sessions that were touched, the newest first."""
    with clinic.database.read() as session:
        return query.sessions_of_client(session, query.recall(session, uid), client_uid)


def recalled_in(clinic: Clinic, session_uid: str) -> tuple[RecalledUse, ...]:
    """What of the things used in a session was called back, and whether its client was told.

    Raises:
        NoSuchRecord: there is no such session.
    """
    with clinic.database.read() as session:
        number, client = session_and_client(session, session_uid)
        found = recalls_of(session, [number]).get(number, ())
        return tuple(
            RecalledUse(recall, query.told_of(session, recall.uid, client)) for recall in found
        )


def mark_notified(
    clinic: Clinic, uid: str, client_uids: Sequence[str], on: date, way: Way, note: str = ""
) -> None:
    """Note that clients were told of a recall, on which day and how; the person is who acts.

    Raises:
        NotAllowed: the person may only read.
        RecordLocked: the recall is closed.
        InvalidValue: ``told_day``, a day before the recall or after today.
    """
    with acting(clinic, "mark_notified") as act:
        open_one = _required_open(act, uid)
        today = clinic.clock().astimezone().date()
        day = checked_day(on, open_one.opened_at.astimezone().date(), today)
        _note(act, uid, client_uids, Notice(day, way, act.person.name, note.strip()), told=True)


def take_back_notice(clinic: Clinic, uid: str, client_uids: Sequence[str]) -> None:
    """Note that clients were marked as told by mistake. Raises `NotAllowed`, `RecordLocked`."""
    with acting(clinic, "take_back_notice") as act:
        _required_open(act, uid)
        today = clinic.clock().astimezone().date()
        mistake = Notice(today, Way.IN_PERSON, act.person.name)
        _note(act, uid, client_uids, mistake, told=False)


def close_recall(clinic: Clinic, uid: str) -> Recall:
    """Say that a recall is over; what remained then is kept with it.

    Raises:
        NotAllowed: the person is no manager.
        NoSuchRecord, RecordLocked: there is no such recall, or it is closed.
    """
    with acting(clinic, "close_recall", Permission.MANAGER) as act:
        open_one = _required_open(act, uid)
        counts = _counts(act.session, open_one)
        store.close_recall(act.session, uid, act.person, act.at, counts)
        act.record("recall closed", "recall", uid, after=counts)
        return query.recall(act.session, uid)


def write_list(clinic: Clinic, uid: str, path: Path) -> int:
    """Write everybody to be told as a CSV file, not encrypted; return how many.

    A cell that a spreadsheet would take for a formula gets an apostrophe.

    Raises:
        NotAllowed: the person may only read.
        DiskFull, WriteRefused, WriteFailed: the file cannot be written.
    """
    with acting(clinic, "recall_list_out") as act:
        found = query.exposures(act.session, query.recall(act.session, uid).subject, uid)
        people = query.contacts(act.session, uid, [each.client for each in found])
        rows = [_HEADER, *map(_cells, found, people)]
        text = io.StringIO(newline="")
        csv.writer(text).writerows([[formula_safe(cell) for cell in row] for row in rows])
        content = text.getvalue().encode("utf-8-sig", "surrogatepass")
        write_atomically(path, content)
        digest = hashlib.sha256(content).hexdigest()
        act.record("recall list exported", "recall", uid, after={"sha256": digest})
    return len(found)


_HEADER = [
    *("client", "born", "phone", "email", "address", "sessions", "last_session"),
    *("told_on", "way", "told_by", "note"),
]


def _cells(met: Exposure, client: RecallContact) -> list[str]:
    notice = client.notice
    told = ["", "", "", ""]
    if notice is not None:
        told = [notice.on.isoformat(), notice.way.value, notice.person, notice.note]
    born = client.birth_date.isoformat() if client.birth_date else ""
    return [
        *(client.name, born, client.phone, client.email, client.address),
        *(str(met.sessions), met.last_on.isoformat()),
        *told,
    ]


def _note(act: Act, uid: str, client_uids: Sequence[str], notice: Notice, *, told: bool) -> None:
    if not client_uids:
        return
    store.insert_notices(act.session, uid, client_uids, notice, (act.person, act.at), told=told)
    act.record(
        "client told of a recall" if told else "client not told of a recall after all",
        "recall",
        uid,
        after={"clients": list(client_uids), "notice": notice},
    )


def _counts(session: Transaction, recall: Recall) -> RecallCounts:
    return query.counts_of(query.exposures(session, recall.subject, recall.uid))


def _required_open(act: Act, uid: str) -> Recall:
    found = query.recall(act.session, uid)
    if not found.is_open:
        raise RecordLocked
    return found


def _subject(session: Transaction, kind: RecallKind, uid: str, number: str) -> Subject:
    if kind is RecallKind.DEVICE:
        device = stock_query.device(session, uid)
        return Subject(kind, uid, device.name, device.serial)
    if kind is RecallKind.PRODUCT:
        return Subject(kind, uid, stock_query.product(session, uid).name)
    if uid:
        lot = stock_query.lot(session, uid)
        return Subject(kind, uid, stock_query.product(session, lot.product_uid).name, lot.lot)
    if not spelled(number):
        raise InvalidValue("lot_missing", text="")
    return Subject(kind, "", "", number.strip())


def _same(one: Subject, other: Subject) -> bool:
    if one.kind is not other.kind or one.uid != other.uid:
        return False
    return bool(one.uid) or spelled(one.number) == spelled(other.number)
