"""What entries of the trail are about, by the names in use today."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy import select

from needlelog.db.draft_store import drafts
from needlelog.db.tables.base import table_of
from needlelog.db.tables.clients import ClientTable, ConsentTable
from needlelog.db.tables.outcomes import AdverseEventTable, FollowUpTable, ScoreTable
from needlelog.db.tables.people import PractitionerTable
from needlelog.db.tables.photos import PhotoTable
from needlelog.db.tables.plans import PlanTable
from needlelog.db.tables.sessions import SessionTable
from needlelog.db.tables.stock import DeviceTable, LotTable, ProductTable
from needlelog.db.transaction import Session

_CLIENT = table_of(ClientTable)
_OF_CLIENTS = {
    "session": table_of(SessionTable),
    "plan": table_of(PlanTable),
    "photo": table_of(PhotoTable),
    "score": table_of(ScoreTable),
    "consent": table_of(ConsentTable),
    "follow_up": table_of(FollowUpTable),
    "adverse_event": table_of(AdverseEventTable),
}
_NAMED = {
    "client": _CLIENT.c.name,
    "practitioner": table_of(PractitionerTable).c.name,
    "product": table_of(ProductTable).c.name,
    "device": table_of(DeviceTable).c.name,
    "lot": table_of(LotTable).c.lot,
}


def subjects(session: Session, records: Iterable[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """The name for each kind and uid; what has none, or is not there any more, is left out."""
    wanted: defaultdict[str, set[str]] = defaultdict(set)
    for kind, uid in records:
        wanted[kind].add(uid)
    found: dict[tuple[str, str], str] = {}
    connection = session.connection()
    for kind, uids in wanted.items():
        if kind in _OF_CLIENTS:
            table = _OF_CLIENTS[kind]
            statement = (
                select(table.c.uid, _CLIENT.c.name)
                .join(_CLIENT, _CLIENT.c.id == table.c.client_id)
                .where(table.c.uid.in_(uids))
            )
        elif kind in _NAMED:
            name = _NAMED[kind]
            statement = select(name.table.c.uid, name).where(name.table.c.uid.in_(uids))
        else:
            continue
        found.update({(kind, uid): str(name) for uid, name in connection.execute(statement)})
    if any(("session", uid) not in found for uid in wanted["session"]):
        found |= {("session", each.draft.uid): each.client_name for each in drafts(session)}
    return found
