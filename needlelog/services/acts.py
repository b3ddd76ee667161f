"""One act of the signed-in person: who may do it, one transaction, one entry in the trail."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import TYPE_CHECKING

from needlelog.db.audit_chain import record_change
from needlelog.db.types import uuid7
from needlelog.domain.people import Practitioner, Role
from needlelog.domain.record_errors import NotAllowed

if TYPE_CHECKING:
    from needlelog.db.stores.rows import Transaction
    from needlelog.services.clinic import Clinic


class Permission(Enum):
    """Who may do an act: anybody, all but inspectors, those who review, or managers only."""

    ANYBODY = "anybody"
    REVIEWER = "reviewer"
    """Managers and inspectors: who looks at the work of others."""
    WRITER = "writer"
    MANAGER = "manager"


@dataclass(frozen=True, slots=True)
class Act:
    """An act under way: its transaction, its instant and who does it."""

    session: Transaction
    at: datetime
    person: Practitioner

    def new_uid(self) -> str:
        """The identity of a record made by this act."""
        return uuid7(self.at)

    def record(
        self, act: str, kind: str, uid: str, before: object = None, after: object = None
    ) -> None:
        """Write the act's entry into the trail."""
        record_change(
            self.session, self.at, self.person, act, kind=kind, uid=uid, before=before, after=after
        )


def require(person: Practitioner, permission: Permission, act: str) -> None:
    """Raise `NotAllowed` unless the person's role allows the act."""
    allowed = {
        Permission.ANYBODY: person.active,
        Permission.REVIEWER: person.active and person.role is not Role.PRACTITIONER,
        Permission.WRITER: person.may_write,
        Permission.MANAGER: person.may_manage,
    }
    if not allowed[permission]:
        raise NotAllowed(act)


@contextmanager
def acting(clinic: Clinic, act: str, permission: Permission = Permission.WRITER) -> Iterator[Act]:
    """Check the role, then open the act's transaction; it commits at the end of the block.

    Raises:
        NotAllowed: the person's role does not allow the act.
        KnownError: the database could not be written.
    """
    require(clinic.person, permission, act)
    with clinic.database.write() as session:
        yield Act(session, clinic.clock(), clinic.person)
