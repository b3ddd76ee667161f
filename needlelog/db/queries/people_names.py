"""What people are called in lists, where two may share a name."""

from __future__ import annotations

from sqlalchemy import select

from needlelog.db.prepared import Prepared
from needlelog.db.tables.base import table_of
from needlelog.db.tables.people import PractitionerTable
from needlelog.db.transaction import Session
from needlelog.domain.people import Practitioner, Role, told_apart

_PERSON = table_of(PractitionerTable)
_NAMES = Prepared(select(_PERSON.c.uid, _PERSON.c.name, _PERSON.c.licence, _PERSON.c.role))


def namesakes(session: Session) -> dict[str, str]:
    """Those who share a name by uid, each with what tells her from the others behind it.

    Mostly there is nobody.
    """
    people = [
        Practitioner(row.uid, row.name, Role(row.role), row.licence) for row in _NAMES.all(session)
    ]
    apart = told_apart(people)
    return {each.uid: apart[each.uid] for each in people if apart[each.uid] != each.name}
