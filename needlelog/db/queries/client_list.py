"""Finding clients as the search is typed, and the rows of the list of clients."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, or_, select

from needlelog.db.sqlite.search import search_query
from needlelog.db.tables.base import table_of
from needlelog.db.tables.clients import ClientTable, HistoryItemTable
from needlelog.db.tables.summaries import ClientSummaryTable
from needlelog.db.transaction import Session
from needlelog.domain.clients import Answer, HistoryItem, HistoryKind
from needlelog.domain.names import SearchTerms, matches

_CLIENT = table_of(ClientTable)
_SUMMARY = table_of(ClientSummaryTable)
_HISTORY = table_of(HistoryItemTable)

# The numbers come back as one text: a row each for 100 000 clients costs four times as long.
_SEEN = (
    "SELECT group_concat(client_id) FROM (SELECT client_id FROM client_summary"
    " WHERE last_session_on IS NOT NULL"
    " AND client_id NOT IN (SELECT id FROM client WHERE active = 0)"
    " ORDER BY last_session_on DESC, client_id DESC LIMIT ?)"
)
_NEVER_SEEN = (
    "SELECT group_concat(id) FROM (SELECT id FROM client WHERE active = 1 AND NOT EXISTS"
    " (SELECT 1 FROM client_summary"
    " WHERE client_id = client.id AND last_session_on IS NOT NULL)"
    " ORDER BY id DESC LIMIT ?)"
)
_ACTIVE = "SELECT count(*) FROM client WHERE active = 1"
_FOUND = (
    "SELECT group_concat(id) FROM (SELECT found.rowid AS id FROM client_search AS found"
    " LEFT JOIN client_summary ON client_summary.client_id = found.rowid"
    " WHERE client_search MATCH ?"
    " AND found.rowid NOT IN (SELECT id FROM client WHERE active = 0)"
    " ORDER BY client_summary.last_session_on DESC, found.rowid DESC LIMIT ?)"
)
_LATELY_SEEN = (
    "SELECT client.id, client.search_text FROM client_summary"
    " CROSS JOIN client ON client.id = client_summary.client_id"
    " WHERE client_summary.last_session_on IS NOT NULL AND client.active = 1"
    " ORDER BY client_summary.last_session_on DESC, client_summary.client_id DESC LIMIT ?"
)
_ALL_FOUND = (
    "SELECT group_concat(found.rowid) FROM client_search AS found WHERE client_search MATCH ?"
    " AND found.rowid NOT IN (SELECT id FROM client WHERE active = 0)"
)
_NO_LIMIT = -1

SORTED = 1000
"""So many found clients are sorted by when they were seen; sorting 20 000 takes 20 ms."""
LATELY = 400
"""So many clients who were seen last are looked at one by one before the index is asked: a
beginning that many share is found among them, one that few share is sorted quickly."""


@dataclass(frozen=True, slots=True)
class ClientRow:
    """A client in a list. ``alerts`` is what must not be missed."""

    id: int
    uid: str
    name: str
    birth_date: date | None
    phone: str
    phototype: int | None
    alerts: tuple[HistoryItem, ...]
    last_session_on: date | None
    sessions: int


def find_clients(session: Session, terms: SearchTerms, limit: int | None) -> list[int]:
    """The numbers of active clients that match, most recently seen first, never seen last.

    Where a search finds more than a thousand, those after the thousandth come newest first.
    """
    if not terms:
        return _everybody(session, limit)
    if limit is not None:
        lately = _lately(session, terms, limit)
        if len(lately) == limit:
            return lately
    return _found(session, search_query(terms), limit)


def _lately(session: Session, terms: SearchTerms, limit: int) -> list[int]:
    """Those of the clients who were seen last that match."""
    found: list[int] = []
    for number, words in session.connection().exec_driver_sql(_LATELY_SEEN, (LATELY,)):
        if matches(terms, words):
            found.append(number)
            if len(found) == limit:
                break
    return found


def _found(session: Session, query: str, limit: int | None) -> list[int]:
    connection = session.connection()
    most = SORTED if limit is None else limit
    first = _numbers(connection.exec_driver_sql(_FOUND, (query, most)).scalar_one())
    if limit is not None or len(first) < SORTED:
        return first
    listed = set(first)
    rest = _numbers(connection.exec_driver_sql(_ALL_FOUND, (query,)).scalar_one())
    return first + [number for number in reversed(rest) if number not in listed]


def _everybody(session: Session, limit: int | None) -> list[int]:
    connection = session.connection()
    most = _NO_LIMIT if limit is None else limit
    seen = _numbers(connection.exec_driver_sql(_SEEN, (most,)).scalar_one())
    if len(seen) == limit or len(seen) == connection.exec_driver_sql(_ACTIVE).scalar_one():
        return seen
    left = _NO_LIMIT if limit is None else limit - len(seen)
    return seen + _numbers(connection.exec_driver_sql(_NEVER_SEEN, (left,)).scalar_one())


def client_rows(session: Session, ids: Iterable[int]) -> list[ClientRow]:
    """The rows of these clients in the order asked; a number that is not there is left out."""
    wanted = list(ids)
    connection = session.connection()
    rows = connection.execute(
        select(
            _CLIENT.c.id,
            _CLIENT.c.uid,
            _CLIENT.c.name,
            _CLIENT.c.birth_date,
            _CLIENT.c.phone,
            _CLIENT.c.phototype,
            _SUMMARY.c.last_session_on,
            _SUMMARY.c.sessions,
        )
        .outerjoin(_SUMMARY, _SUMMARY.c.client_id == _CLIENT.c.id)
        .where(_CLIENT.c.id.in_(wanted))
    ).all()
    alerts = alerts_of(session, wanted)
    by_id = {
        row.id: ClientRow(
            id=row.id,
            uid=row.uid,
            name=row.name,
            birth_date=row.birth_date,
            phone=row.phone,
            phototype=row.phototype,
            alerts=alerts.get(row.id, ()),
            last_session_on=row.last_session_on,
            sessions=row.sessions or 0,
        )
        for row in rows
    }
    return [by_id[number] for number in wanted if number in by_id]


def alerts_of(session: Session, client_ids: Iterable[int]) -> dict[int, tuple[HistoryItem, ...]]:
    """What must not be missed, by client number, allergies first: every allergy the client has,
    and what is marked as an alert and not denied."""
    allergy = _HISTORY.c.kind == HistoryKind.ALLERGY.value
    found: defaultdict[int, list[HistoryItem]] = defaultdict(list)
    for row in session.connection().execute(
        select(_HISTORY)
        .where(
            _HISTORY.c.client_id.in_(list(client_ids)),
            _HISTORY.c.active,
            or_(
                and_(_HISTORY.c.alert, _HISTORY.c.answer != Answer.NO.value),
                and_(allergy, _HISTORY.c.answer == Answer.YES.value),
            ),
        )
        .order_by(allergy.desc(), _HISTORY.c.position)
    ):
        item = HistoryItem(row.uid, HistoryKind(row.kind), row.name, Answer(row.answer))
        found[row.client_id].append(item)
    return {number: tuple(items) for number, items in found.items()}


def _numbers(text: str | None) -> list[int]:
    return [int(number) for number in text.split(",")] if text else []
