"""What two machines say differently, and the choice between them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from needlelog.db.exchange import conflicts as store
from needlelog.db.exchange.outgoing import settle_quietly
from needlelog.db.exchange.taking import Taking
from needlelog.domain.exchange.errors import ConflictGone
from needlelog.domain.exchange.fields import Conflict
from needlelog.services.acts import Permission, acting

if TYPE_CHECKING:
    from needlelog.services.clinic import Clinic

__all__ = ["Conflict"]


def conflicts(clinic: Clinic) -> tuple[Conflict, ...]:
    """All fields that wait for a choice; what ``holds`` is used until then."""
    with clinic.database.read() as session:
        return store.conflicts(session)


def conflict_count(clinic: Clinic) -> int:
    """How many fields wait for a choice."""
    with clinic.database.read() as session:
        return store.conflict_count(session)


def choose(clinic: Clinic, conflict: Conflict, version: str) -> None:
    """Let one side of a conflict hold, here and, once it is sent, everywhere.

    Raises:
        NotAllowed: the person is no manager.
        ConflictGone: it was settled meanwhile.
    """
    with acting(clinic, "settle_conflict", Permission.MANAGER) as act:
        touched = (conflict.kind, conflict.record, conflict.field)
        settled = store.settle_by_choice(act.session, touched, version)
        if settled is None:
            raise ConflictGone
        taking = Taking(act.session, None, act.at)
        taking.touched[touched] = None
        settle_quietly(act.session, taking)
        before, after = settled
        act.record("conflict settled", conflict.kind, conflict.record, before, after)
