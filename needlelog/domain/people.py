"""The people who sign: practitioners, managers and inspectors."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
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


def told_apart(people: Iterable[Practitioner]) -> dict[str, str]:
    """The names by uid, and behind the names of namesakes what tells one from the other.

    That is the licence; where it does not, a number in the order in which they were added, the
    same on each computer of the clinic.
    """
    by_name: defaultdict[str, list[Practitioner]] = defaultdict(list)
    for person in sorted(people, key=lambda each: each.uid):
        by_name[_alike(person)].append(person)
    found: dict[str, str] = {}
    for namesakes in by_name.values():
        licences = {person.licence.casefold() for person in namesakes}
        licensed = "" not in licences and len(licences) == len(namesakes)
        for number, person in enumerate(namesakes, 1):
            mark = person.licence if licensed else str(number)
            found[person.uid] = f"{person.name} ({mark})" if len(namesakes) > 1 else person.name
    return found


def sign_in_names(people: Iterable[Practitioner]) -> dict[str, str]:
    """The names by uid of those who can sign in: told apart as everywhere, but only from namesakes
    who can sign in too."""
    everybody = tuple(people)
    apart, active = told_apart(everybody), [each for each in everybody if each.active]
    shared = Counter(map(_alike, active))
    return {each.uid: apart[each.uid] if shared[_alike(each)] > 1 else each.name for each in active}


def _alike(person: Practitioner) -> str:
    return " ".join(person.name.casefold().split())
