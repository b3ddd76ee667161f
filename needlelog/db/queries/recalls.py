"""From what is called back to every client it touched, their contacts, and who was told."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import Row, func, select, text

from needlelog.db.prepared import Prepared
from needlelog.db.tables.base import spelled as spelled_sql
from needlelog.db.tables.base import table_of
from needlelog.db.tables.clients import ClientTable
from needlelog.db.tables.recalls import RecallNoticeTable, RecallTable
from needlelog.db.tables.stock import LotTable, ProductTable
from needlelog.db.transaction import Session
from needlelog.domain.recalls import (
    Exposure,
    Notice,
    Recall,
    RecallContact,
    RecallCounts,
    Recalled,
    RecallKind,
    Subject,
    Way,
)
from needlelog.domain.record_errors import NoSuchRecord
from needlelog.domain.stock import spelled

_RECALL = table_of(RecallTable)
_ALL = Prepared(select(_RECALL).order_by(_RECALL.c.id.desc()))
_OPEN = Prepared(select(_RECALL).where(_RECALL.c.closed_at.is_(None)).order_by(_RECALL.c.id.desc()))
_NOTICE = table_of(RecallNoticeTable)
_CLIENT = table_of(ClientTable)
_LOT = table_of(LotTable)
_PRODUCT = table_of(ProductTable)

_USES = ("cartridge_use", "topical", "numbing")
_TYPED = "used.lot_id IS NULL AND used.lot <> ''"
_SPELLED = spelled_sql("used.lot")
_NUMBER = spelled_sql(":number")
_LOTS_OF_IT = "FROM lot JOIN product ON product.id = lot.product_id WHERE product.uid = :uid"
_OF_NO_OTHER_PRODUCT = (
    "(used.product_id IS NULL OR used.product_id = (SELECT product_id FROM lot WHERE uid = :uid))"
)
_TYPED_OF_PRODUCT = (
    f"{_TYPED} AND used.product_id IS NULL AND {_SPELLED} IN"
    f" (SELECT {spelled_sql('lot.lot')} {_LOTS_OF_IT} AND lot.lot <> '')"
)
_SERIAL = f"used.serial <> '' AND {spelled_sql('used.serial')} = {_NUMBER}"
_CONDITIONS: dict[RecallKind, tuple[str, ...]] = {
    RecallKind.LOT: (
        "used.lot_id = (SELECT id FROM lot WHERE uid = :uid)",
        f"{_TYPED} AND {_SPELLED} = {_NUMBER} AND {_OF_NO_OTHER_PRODUCT}",
    ),
    RecallKind.PRODUCT: (
        "used.product_id = (SELECT id FROM product WHERE uid = :uid)",
        f"used.lot_id IN (SELECT lot.id {_LOTS_OF_IT})",
        _TYPED_OF_PRODUCT,
    ),
    RecallKind.DEVICE: (
        "used.device_id = (SELECT id FROM device WHERE uid = :uid)",
        f"used.device_id IS NULL AND :number <> '' AND {_SERIAL}",
    ),
}
_ALONE: tuple[str, ...] = (f"used.lot <> '' AND {_SPELLED} = {_NUMBER}",)
TOUCHED = "session.state NOT IN ('open', 'deferred', 'void')"
"""What a session is like in which somebody was treated."""


def conditions_of(subject: Subject) -> tuple[str, ...]:
    """The ways in which a row called ``used`` can name what is called back."""
    return _CONDITIONS[subject.kind] if subject.uid else _ALONE


def sessions_touched(subject: Subject) -> str:
    """The numbers of the sessions that name what is called back, chosen or typed."""
    conditions = conditions_of(subject)
    tables = ("device_use",) if subject.kind is RecallKind.DEVICE else _USES
    return " UNION ".join(
        f"SELECT used.session_id FROM {table} AS used WHERE {condition}"  # noqa: S608  no values
        for table in tables
        for condition in conditions
    )


def values_of_subject(subject: Subject) -> dict[str, Any]:
    """The values that the conditions of a subject are asked with."""
    return {"uid": subject.uid, "number": subject.number}


def exposures(session: Session, subject: Subject, recall_uid: str = "") -> tuple[Exposure, ...]:
    """Every client who was touched: who was not told yet first, then by name.

    Sessions of a duplicate count for the client it was joined with. Void sessions were recorded
    by mistake and deferred ones treated nobody.
    """
    told = _told(session, recall_uid) if recall_uid else {}
    rows = session.connection().execute(
        text(
            "SELECT found.client_id, found.sessions, found.last_on FROM"  # noqa: S608  no values
            " (SELECT session_summary.client_id, count(*) AS sessions, max(session.day) AS last_on"
            f" FROM ({sessions_touched(subject)}) AS used"
            " CROSS JOIN session ON session.id = used.session_id"
            " CROSS JOIN session_summary ON session_summary.session_id = session.id"
            f" WHERE {TOUCHED} GROUP BY session_summary.client_id) AS found"
            " JOIN client ON client.id = found.client_id ORDER BY client.name, client.id"
        ),
        values_of_subject(subject),
    )
    found = [
        Exposure(client, sessions, date.fromisoformat(last_on), client in told)
        for client, sessions, last_on in rows
    ]
    return tuple(sorted(found, key=lambda each: each.notified))


def counts_of(found: Iterable[Exposure]) -> RecallCounts:
    """How many clients and sessions, and how many of the clients were told."""
    everybody = tuple(found)
    return RecallCounts(
        len(everybody),
        sum(each.sessions for each in everybody),
        sum(each.notified for each in everybody),
    )


def contacts(session: Session, recall_uid: str, ids: Iterable[int]) -> tuple[RecallContact, ...]:
    """How these clients can be reached and whether they were told, in the order asked."""
    wanted = list(ids)
    notices = _told(session, recall_uid, wanted)
    rows = session.connection().execute(
        select(
            *(_CLIENT.c[name] for name in ("id", "uid", "name", "phone", "email", "address")),
            _CLIENT.c.birth_date,
        ).where(_CLIENT.c.id.in_(wanted))
    )
    found = {
        row.id: RecallContact(
            *(row.id, row.uid, row.name, row.phone, row.email, row.address),
            row.birth_date,
            notices.get(row.id),
        )
        for row in rows
    }
    return tuple(found[number] for number in wanted if number in found)


def told_of(session: Session, recall_uid: str, client_id: int) -> Notice | None:
    """The notice that holds of one client, by row number; ``None`` while nobody told her."""
    return _told(session, recall_uid, [client_id]).get(client_id)


def sessions_of_client(session: Session, recall: Recall, client_uid: str) -> tuple[str, ...]:
    """The uids of a client's sessions that were touched, the newest first."""
    rows = session.connection().execute(
        text(
            "SELECT session.uid FROM session_summary"  # noqa: S608  no values
            " JOIN session ON session.id = session_summary.session_id"
            " WHERE session_summary.client_id = (SELECT id FROM client WHERE uid = :client)"
            f" AND {TOUCHED} AND session.id IN ({sessions_touched(recall.subject)})"
            " ORDER BY session.day DESC, session.id DESC"
        ),
        values_of_subject(recall.subject) | {"client": client_uid},
    )
    return tuple(rows.scalars())


def recall(session: Session, uid: str) -> Recall:
    """One recall. Raises `NoSuchRecord`."""
    row = session.connection().execute(select(_RECALL).where(_RECALL.c.uid == uid)).one_or_none()
    if row is None:
        raise NoSuchRecord("recall", uid)
    return _recall(row)


def recalls(session: Session, *, only_open: bool = False) -> tuple[Recall, ...]:
    """All recalls, the newest first."""
    rows = (_OPEN if only_open else _ALL).all(session)
    return tuple(map(_recall, rows))


def recalled_now(session: Session) -> Recalled:
    """What open recalls name, with the lots of products that are called back."""
    subjects = [each.subject for each in recalls(session, only_open=True)]
    if not subjects:
        return Recalled()

    def uids(kind: RecallKind) -> list[str]:
        return [each.uid for each in subjects if each.kind is kind and each.uid]

    rows = session.connection().execute(
        select(_LOT.c.uid, _LOT.c.lot)
        .join(_PRODUCT, _PRODUCT.c.id == _LOT.c.product_id)
        .where(_LOT.c.uid.in_(uids(RecallKind.LOT)) | _PRODUCT.c.uid.in_(uids(RecallKind.PRODUCT)))
    )
    lots = {row.uid: spelled(row.lot) for row in rows}
    numbers = {spelled(each.number) for each in subjects if each.kind is RecallKind.LOT}
    typed = {spelled(each.number) for each in subjects if not each.uid}
    if typed:
        everything = session.connection().execute(select(_LOT.c.uid, _LOT.c.lot))
        lots |= {row.uid: spelled(row.lot) for row in everything if spelled(row.lot) in typed}
    return Recalled(
        lots=frozenset(lots),
        products=frozenset(uids(RecallKind.PRODUCT)),
        devices=frozenset(uids(RecallKind.DEVICE)),
        numbers=frozenset({*lots.values(), *numbers} - {""}),
    )


def _told(session: Session, recall_uid: str, only: list[int] | None = None) -> dict[int, Notice]:
    """The notice that holds of each client who was told; a later row takes the place of one."""
    whose = func.coalesce(_CLIENT.c.merged_into_id, _CLIENT.c.id)
    statement = (
        select(_NOTICE, whose.label("whose"))
        .join(_CLIENT, _CLIENT.c.id == _NOTICE.c.client_id)
        .where(
            _NOTICE.c.recall_id
            == select(_RECALL.c.id).where(_RECALL.c.uid == recall_uid).scalar_subquery()
        )
        .order_by(_NOTICE.c.id)
    )
    if only is not None:
        statement = statement.where(whose.in_(only))
    found: dict[int, Notice] = {}
    for row in session.connection().execute(statement):
        if row.told:
            found[row.whose] = Notice(row.told_on, Way(row.way), row.person, row.note)
        else:
            found.pop(row.whose, None)
    return found


def _recall(row: Row[Any]) -> Recall:
    counts = None
    if row.closed_at is not None:
        counts = RecallCounts(row.clients, row.sessions, row.notified)
    return Recall(
        uid=row.uid,
        subject=Subject(RecallKind(row.kind), row.subject_uid, row.subject, row.number),
        reason=row.reason,
        opened_by=row.opened_by,
        opened_at=row.opened_at,
        closed_at=row.closed_at,
        closed_by=row.closed_by,
        counts=counts,
    )
