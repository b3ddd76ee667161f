"""Who has looked at what is not hers: one entry in the trail a person, record and day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from needlelog.db.queries.ownership import client_is_hers, session_is_hers
from needlelog.db.queries.trail import was_opened
from needlelog.domain.people import Role
from needlelog.domain.trail import OPENED
from needlelog.services.acts import Permission, acting, require

if TYPE_CHECKING:
    from needlelog.services.clinic import Clinic

Kind = Literal["client", "session"]


def note_opening(clinic: Clinic, kind: Kind, uid: str) -> bool:
    """Write into the trail that a client or a signed session was opened; say whether it was.

    A session is hers who held it; a client is hers who has treated the client, and everybody's
    while nobody has. To an inspector nothing belongs. What was opened before on the same local
    day is not written again.

    Raises:
        NotAllowed: the person may not sign in any more.
    """
    require(clinic.person, Permission.ANYBODY, "note_opening")
    hers = {"client": client_is_hers, "session": session_is_hers}[kind]
    now = clinic.clock()
    midnight = now.astimezone().replace(hour=0, minute=0, second=0, microsecond=0)
    with clinic.database.read() as session:
        own = clinic.person.role is not Role.INSPECTOR and hers(session, uid, clinic.person.uid)
        if own or was_opened(session, clinic.person.uid, kind, uid, midnight):
            return False
    with acting(clinic, "note_opening", Permission.ANYBODY) as act:
        act.record(OPENED, kind, uid)
    return True
