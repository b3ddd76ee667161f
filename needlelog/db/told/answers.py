"""History items against the answers of sessions, which become history without an entry of their own.

The entry of the session tells the answer. That a session's rows are as its entry tells is looked at
with the session, so its rows can be asked here.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence

from needlelog.db.told.telling import Telling
from needlelog.db.transaction import Session

NOT_TOLD = "not told"
"""Stands for all fields of a part of which no entry tells."""
GIVEN = frozenset(
    {"code", "answer", "last_exposure", "last_at", "areas", "asked_on", "note", NOT_TOLD}
)
"""What an answer writes into the history; the rest of an item only entries about clients tell."""
_SAME_ANSWER = (
    "answer.item = item.code AND answer.answer = item.answer AND answer.areas = item.areas"
    " AND answer.last_exposure IS item.last_exposure AND answer.last_at IS item.last_at"
    " AND coalesce(answer.asked_on, session.day) IS item.asked_on AND session.state <> 'open'"
)
# An answer says nothing of later days, so few sessions are looked at.
_BY_ITS_CLIENT = (
    "SELECT item.id FROM history_item AS item WHERE item.id IN (SELECT value FROM json_each(?))"  # noqa: S608
    " AND item.code <> '' AND EXISTS (SELECT 1 FROM session"
    " JOIN screening_answer AS answer ON answer.session_id = session.id"
    " WHERE session.client_id = item.client_id AND session.day >= item.asked_on"
    f" AND {_SAME_ANSWER} AND answer.note = item.note)"
)
_OF_CLIENTS = (
    "FROM history_item AS item JOIN client JOIN session ON session.client_id = client.id"
    " JOIN screening_answer AS answer ON answer.session_id = session.id"
    " WHERE item.id = ? AND client.uid IN (SELECT value FROM json_each(?))"
)
_BY_ANYBODY = f"SELECT 1 {_OF_CLIENTS} AND {_SAME_ANSWER} LIMIT 1"
_WITH_NOTE = (
    f"SELECT 1 {_OF_CLIENTS} AND answer.item = item.code AND answer.note = item.note LIMIT 1"
)


def answered(
    session: Session, items: Mapping[int, tuple[Telling, str, Sequence[str]]]
) -> Collection[int]:
    """Those history items, by row number, that are what a session says.

    Each comes with what entries tell of it, its note, and the clients whose sessions count.
    """
    connection = session.connection()
    numbers = json.dumps(list(items))
    found = set(connection.exec_driver_sql(_BY_ITS_CLIENT, (numbers,)).scalars())
    for number in items.keys() - found:
        telling, note, clients = items[number]
        asked = (number, json.dumps(list(clients)))
        if connection.exec_driver_sql(_BY_ANYBODY, asked).first() is None:
            continue
        # An answer without words of its own keeps those that were there.
        known = not note or note in telling.all_of("note")
        if known or connection.exec_driver_sql(_WITH_NOTE, asked).first() is not None:
            found.add(number)
    return found
