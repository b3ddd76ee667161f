"""Which sessions used something that was called back, asked of a few sessions or of all."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Integer, Select, bindparam, column, select, text

from needlelog.db.queries.recalls import (
    TOUCHED,
    conditions_of,
    recalls,
    sessions_touched,
    values_of_subject,
)
from needlelog.db.sqlite.numbers import listed
from needlelog.db.transaction import Session
from needlelog.domain.recalls import Recall, RecallKind
from needlelog.domain.record_errors import NoSuchRecord
from needlelog.domain.review import Flag

_AT_ONCE = 100
"""So many recalls are asked in one statement; SQLite allows 500 parts."""
_NAMES = re.compile(r":(uid|number)\b")
_WANTED = "(SELECT value FROM json_each(:wanted))"
_LOT_COLUMNS = "session_id, lot_id, product_id, lot"
_OF_LOTS = " UNION ALL ".join(
    f"SELECT {_LOT_COLUMNS} FROM {table} WHERE session_id IN {_WANTED}"  # noqa: S608  known names
    for table in ("cartridge_use", "topical", "numbing")
)
_USED = {
    True: f"SELECT session_id, device_id, serial FROM device_use WHERE session_id IN {_WANTED}",  # noqa: S608  known names
    False: _OF_LOTS,
}
"""Devices used in some sessions, or everything with a lot; noted before anything is compared."""


def recalls_of(session: Session, numbers: Sequence[int]) -> dict[int, tuple[Recall, ...]]:
    """What of the things used in some sessions was called back, the newest recall first.

    Void and deferred sessions used nothing. Where nothing was ever called back nothing is asked.
    """
    known = recalls(session) if numbers else ()
    found: dict[int, list[Recall]] = {}
    for first in range(0, len(known), _AT_ONCE):
        some = known[first : first + _AT_ONCE]
        for number, place in _touching(session, some, numbers):
            found.setdefault(number, []).append(some[place])
    return {number: tuple(each) for number, each in found.items()}


def recall_flag(recall: Recall) -> Flag:
    """What a recall says of a session: an alarm while it is open, a fact after that."""
    return Flag.RECALLED if recall.is_open else Flag.RECALL_CLOSED


def sessions_under_recall(session: Session, flags: Flag) -> Select[Any] | None:
    """The numbers of all sessions that used something called back, by recalls that say one of
    these flags; ``None`` where there is no such recall."""
    known = [recall for recall in recalls(session) if recall_flag(recall) in flags]
    if not known:
        return None
    each = [sessions_touched(recall.subject) for recall in known]
    words = " UNION ".join(_named(one, place) for place, one in enumerate(each))
    values = [
        value
        for place, (one, recall) in enumerate(zip(each, known, strict=True))
        for value in _values(one, recall, place)
    ]
    touched = text(
        f"(SELECT used.session_id FROM ({words}) AS used"  # noqa: S608  no values
        f" CROSS JOIN session ON session.id = used.session_id WHERE {TOUCHED})"
    )
    number: Any = column("session_id", Integer)
    return select(number).select_from(touched.bindparams(*values))


def session_and_client(session: Session, uid: str) -> tuple[int, int]:
    """The row numbers of a session and of the client it counts for. Raises `NoSuchRecord`."""
    row = (
        session.connection()
        .execute(
            text(
                "SELECT session.id, coalesce(client.merged_into_id, client.id) FROM session"
                " JOIN client ON client.id = session.client_id WHERE session.uid = :uid"
            ),
            {"uid": uid},
        )
        .one_or_none()
    )
    if row is None:
        raise NoSuchRecord("session", uid)
    return row[0], row[1]


def _touching(
    session: Session, some: Sequence[Recall], numbers: Sequence[int]
) -> list[tuple[int, int]]:
    questions: list[str] = []
    values: list[Any] = [bindparam("wanted", listed(numbers))]
    for place, recall in enumerate(some):
        device = recall.subject.kind is RecallKind.DEVICE
        met = " OR ".join(f"({each})" for each in conditions_of(recall.subject))
        questions.append(
            f"SELECT used.session_id, {place} AS place"  # noqa: S608  no values
            f" FROM {'devices' if device else 'lots'} AS used"
            f" JOIN session ON session.id = used.session_id WHERE {TOUCHED} AND ({_named(met, place)})"
        )
        values += _values(met, recall, place)
    statement = (
        f"WITH devices AS MATERIALIZED ({_USED[True]}), lots AS MATERIALIZED ({_USED[False]})"
        f" {' UNION '.join(questions)} ORDER BY place"
    )
    rows = session.connection().execute(text(statement).bindparams(*values))
    return [(row.session_id, row.place) for row in rows]


def _named(words: str, place: int) -> str:
    """The words with names of their own for the values of one recall."""
    return _NAMES.sub(rf":\1_{place}", words)


def _values(words: str, recall: Recall, place: int) -> list[Any]:
    """The values that the words of one recall name."""
    asked = set(_NAMES.findall(words))
    named = values_of_subject(recall.subject)
    return [bindparam(f"{name}_{place}", value) for name, value in named.items() if name in asked]
