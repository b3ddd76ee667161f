"""The names under which people are shown where they sign in.

The keys are read before anything is unlocked, so what tells namesakes apart is kept with them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from needlelog.domain.people import sign_in_names
from needlelog.files.key_slots import SlotOwner

if TYPE_CHECKING:
    from collections.abc import Iterable

    from needlelog.domain.people import Practitioner
    from needlelog.services.clinic import Clinic


def show_apart(clinic: Clinic, everybody: Iterable[Practitioner]) -> None:
    """Keep the names where they differ from those with the keys.

    Raises:
        WrongDataKey, DiskFull, WriteRefused, WriteFailed.
    """
    names = sign_in_names(everybody)
    for owner in clinic.keys.people():
        name = names.get(owner.person_uid, owner.sign_in_name)
        if name != owner.sign_in_name:
            clinic.keys.rename_person(clinic.key, SlotOwner(owner.person_uid, name))
