"""Finding clients as the search is typed, and the rows of the list of clients."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, and_, or_, select

from needlelog.db.prepared import Prepared, run
from needlelog.db.queries.word_search import asked_of_clients
from needlelog.db.sqlite.numbers import listed, numbers_named
from needlelog.db.sqlite.search import search_query
from needlelog.db.tables.base import table_of
from needlelog.db.tables.clients import ClientTable, HistoryItemTable
from needlelog.db.tables.summaries import ClientSummaryTable
from needlelog.db.transaction import Session
from needlelog.domain.clients import Answer, HistoryItem, HistoryKind
from needlelog.domain.names import SearchTerms, is_long_number

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
_BY_LAST_SEEN = (
    " LEFT JOIN client_summary ON client_summary.client_id = found.id"
    " WHERE found.id NOT IN (SELECT id FROM client WHERE active = 0)"
    " ORDER BY client_summary.last_session_on DESC, found.id DESC LIMIT ?2)"
)
_FOUND = (
    "SELECT group_concat(id) FROM (SELECT found.id FROM"  # noqa: S608  known names
    " (SELECT rowid AS id FROM client_search WHERE client_search MATCH ?1) AS found"
    f"{_BY_LAST_SEEN}"
)
_FEW_FOUND = (
    "WITH found AS MATERIALIZED"  # noqa: S608  known names
    " (SELECT rowid AS id FROM client_search WHERE client_search MATCH ?1 LIMIT ?3)"
    f" SELECT (SELECT group_concat(id) FROM (SELECT found.id FROM found{_BY_LAST_SEEN})"
    " WHERE (SELECT count(*) FROM found) < ?3"
)
_MORE = "SELECT 1 FROM client_search WHERE client_search MATCH ? LIMIT 1 OFFSET ?"
_LATELY_SEEN = (
    "SELECT client.id, {asked} FROM client_summary"
    " CROSS JOIN client ON client.id = client_summary.client_id"
    " WHERE client_summary.last_session_on IS NOT NULL AND client.active = 1"
    " ORDER BY client_summary.last_session_on DESC, client_summary.client_id DESC LIMIT ?"
)
_LATELY_ADDED = (
    "SELECT id, {asked} FROM client WHERE active = 1 AND NOT EXISTS"
    " (SELECT 1 FROM client_summary"
    " WHERE client_id = client.id AND last_session_on IS NOT NULL)"
    " ORDER BY id DESC LIMIT ?"
)
_ALL_FOUND = (
    "SELECT group_concat(found.rowid) FROM client_search AS found WHERE client_search MATCH ?"
    " AND found.rowid NOT IN (SELECT id FROM client WHERE active = 0)"
)
_NO_LIMIT = -1

SORTED = 1000
"""So many found clients are sorted by when they were seen; sorting 20 000 takes 20 ms."""
FEW = 2000
"""So many are sorted sooner than met among those who were seen last."""
NEARLY_WHOLE = 4
"""So many letters of one of several words leave few enough to be sorted without a count."""
LATELY = 4000
"""So many clients at the beginning of the list are looked at where many match."""
LATEST = 16
"""So many are looked at before a long number is looked up: the beginning that all phones share
would be put together from all of them."""


_ALLERGY = _HISTORY.c.kind == HistoryKind.ALLERGY.value
_ROWS = Prepared(
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
    .where(_CLIENT.c.id.in_(numbers_named("numbers")))
)
_ALERTS = Prepared(
    select(
        _HISTORY.c.client_id, _HISTORY.c.uid, _HISTORY.c.kind, _HISTORY.c.name, _HISTORY.c.answer
    )
    .where(
        _HISTORY.c.client_id.in_(numbers_named("numbers")),
        _HISTORY.c.active,
        or_(
            and_(_HISTORY.c.alert, _HISTORY.c.answer != Answer.NO.value),
            and_(_ALLERGY, _HISTORY.c.answer == Answer.YES.value),
        ),
    )
    .order_by(_ALLERGY.desc(), _HISTORY.c.position)
)


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
    query = search_query(terms)
    if limit is None:
        return _all_found(session, query)
    if any(is_long_number(beginning) for group in terms for beginning in group):
        latest = _lately(session, terms, LATEST, limit)
        if len(latest) == limit:
            return latest
    connection = session.connection()
    few = _few_found(connection, query, terms, limit)
    if few is not None:
        return few
    lately = _lately(session, terms, LATELY, limit)
    if len(lately) == limit:
        return lately
    return _numbers(run(connection, _FOUND, (query, limit)).fetchone()[0])


def _few_found(
    connection: Connection, query: str, terms: SearchTerms, limit: int
) -> list[int] | None:
    """The first of those that match, sorted; ``None`` where they are many."""
    if len(terms) == 1 and len(terms[0]) > 1:
        # A number in all its spellings is put together once; one word is quicker looked up twice.
        found = run(connection, _FEW_FOUND, (query, limit, FEW + 1)).fetchone()
        return None if found is None else _numbers(found[0])
    narrow = len(terms) > 1 and any(min(map(len, group)) >= NEARLY_WHOLE for group in terms)
    if not narrow and run(connection, _MORE, (query, FEW)).fetchone() is not None:
        return None
    return _numbers(run(connection, _FOUND, (query, limit)).fetchone()[0])


def _lately(session: Session, terms: SearchTerms, among: int, limit: int) -> list[int]:
    """Those of the clients at the beginning of the list that match."""
    asked, values = asked_of_clients(terms)
    connection = session.connection()
    found: list[int] = []
    for statement in (_LATELY_SEEN, _LATELY_ADDED):
        rows = run(connection, statement.format(asked=asked), (*values, among))
        for number, meant in rows:
            among -= 1
            if meant:
                found.append(number)
                if len(found) == limit:
                    return found
        if not among:
            break
    return found


def _all_found(session: Session, query: str) -> list[int]:
    connection = session.connection()
    first = _numbers(run(connection, _FOUND, (query, SORTED)).fetchone()[0])
    if len(first) < SORTED:
        return first
    listed = set(first)
    rest = _numbers(run(connection, _ALL_FOUND, (query,)).fetchone()[0])
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
    rows = _ROWS.all(session, numbers=listed(wanted)) if wanted else []
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
    numbers = list(client_ids)
    found: defaultdict[int, list[HistoryItem]] = defaultdict(list)
    for row in _ALERTS.all(session, numbers=listed(numbers)) if numbers else []:
        item = HistoryItem(row.uid, HistoryKind(row.kind), row.name, Answer(row.answer))
        found[row.client_id].append(item)
    return {number: tuple(items) for number, items in found.items()}


def _numbers(text: str | None) -> list[int]:
    return [int(number) for number in text.split(",")] if text else []
