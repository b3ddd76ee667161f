"""A client of a big clinic while the story goes on, and the plan under way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from needlelog.db.documents import canonical

if TYPE_CHECKING:
    from needlelog.domain.people import Practitioner
    from needlelog.domain.plans import Phase


class Signer(NamedTuple):
    """Who treats; name and licence also as they stand inside a JSON text."""

    uid: str
    name: str
    licence: str
    number: int
    name_word: str
    licence_word: str

    @classmethod
    def of(cls, person: Practitioner, number: int) -> Signer:
        """A person with the row number."""
        words = (canonical(text)[1:-1] for text in (person.name, person.licence))
        return cls(person.uid, person.name, person.licence, number, *words)


@dataclass(slots=True)
class Course:
    """A plan under way: ``done`` as the plan counts it, ``interval`` in days.

    Days are numbers of the calendar.
    """

    uid: str
    number: int
    phase: Phase
    planned: int | None
    interval: int
    started: int
    done: int = 0
    last_day: int | None = None
    last_session: int | None = None

    @property
    def is_over(self) -> bool:
        """Whether the series is complete."""
        return self.planned is not None and self.done >= self.planned


@dataclass(slots=True)
class Guest:
    """A client: ``left`` sessions are still to come, ``rhythm`` working days apart.

    ``line`` and ``kind`` choose the course and the form of the client; ``person`` is who treats,
    by the place in the list of people. ``visit`` is the session under way. ``answered_on`` is when the screening was asked last.
    """

    line: int
    kind: int
    left: int
    rhythm: int
    person: int
    asked: bool
    uid: str = ""
    number: int = 0
    sessions: int = 0
    last_day: int | None = None
    last_session: int | None = None
    last_zones: str = "[]"
    answered_on: int | None = None
    course: Course | None = None
    courses: int = 0
    visit: str = ""
