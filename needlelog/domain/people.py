"""The people who sign: practitioners, managers and inspectors."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a person may do in the clinic's log."""

    PRACTITIONER = "practitioner"
    MANAGER = "manager"
    INSPECTOR = "inspector"


@dataclass(frozen=True, slots=True)
class Practitioner:
    """A person who can sign in.

    ``depth_ceiling_um`` is the person's own limit by scope of practice, in micrometres; a setting
    of the person, never legal advice. ``None`` means no limit of one's own.
    """

    uid: str
    name: str
    role: Role
    licence: str = ""
    depth_ceiling_um: int | None = None
    active: bool = True

    @property
    def may_write(self) -> bool:
        """Whether the person may change records at all."""
        return self.active and self.role is not Role.INSPECTOR

    @property
    def may_manage(self) -> bool:
        """Whether the person may change people, settings and clinic limits."""
        return self.active and self.role is Role.MANAGER
