"""Clients welcomed, plans made and sessions signed, as rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from needlelog.db.bulk.session_forms import CONTENT, SessionForm, words_row
from needlelog.domain.plans import Phase
from needlelog.domain.sessions import SessionState
from needlelog.services.sample_clinic.many.desk import OWN
from needlelog.services.sample_clinic.many.later import NOTHING_LATER
from needlelog.services.sample_clinic.many.people import Course

if TYPE_CHECKING:
    import random

    from needlelog.services.sample_clinic.many.desk import Desk
    from needlelog.services.sample_clinic.many.guests import Guests
    from needlelog.services.sample_clinic.many.later import Later
    from needlelog.services.sample_clinic.many.people import Guest, Signer
    from needlelog.services.sample_clinic.many.weeks import WeekCounts

_RELAXED = 2
"""Every second plan of a client is a maintenance."""
_SERIES = (3, 8)
_HASH = 2
"""The place of the hash among the blanks of a session."""


class Signing:
    """Writes down visits; ``lots`` stand in the blanks of the day's lots."""

    def __init__(
        self,
        desk: Desk,
        guests: Guests,
        later: Later,
        weeks: WeekCounts,
        people: list[Signer],
        chance: random.Random,
    ) -> None:
        self._desk = desk
        self._guests = guests
        self._later = later
        self._weeks = weeks
        self._people = people
        self._chance = chance
        self.lots: list[Any] = []
        self.courses: list[Course] = []
        self.signed = 0

    def welcome(self, day: int, minute: int, guest: Guest) -> None:
        """A client comes for the first time."""
        desk, form = self._desk, self._guests.forms[guest.line][guest.kind]
        name = self._guests.named()
        begin = desk.uid(day, minute)
        guest.uid, guest.number = begin + OWN, desk.number("client")
        named = [
            *(guest.uid, guest.number, desk.number("client_concern")),
            *(name.name, name.born, name.phone, name.search_text),
            *(f"{begin}fff{part}" for part in range(6)),
        ]
        values = form.values(named, day, minute, begin, desk.calendar)
        desk.write(form, values)
        at, person = desk.instant(day, minute), self._people[guest.person]
        desk.entry(at, person, "client added", "client", guest.uid, form.text(CONTENT, values))

    def plan(self, day: int, minute: int, guest: Guest) -> None:
        """The client's next plan."""
        desk = self._desk
        maintained = guest.courses % _RELAXED == 1
        phase = Phase.MAINTENANCE if maintained else Phase.SERIES
        planned = self._chance.randint(*_SERIES)
        form = self._guests.plan_forms[guest.line][phase]
        begin = desk.uid(day, minute)
        course = Course(
            uid=begin + OWN,
            number=desk.number("plan"),
            phase=phase,
            planned=None if maintained else planned,
            interval=round(guest.rhythm * 7 / 6),
            started=day,
        )
        guest.course = course
        guest.courses += 1
        self.courses.append(course)
        named = [guest.uid, guest.number, course.uid, course.number, planned, course.interval]
        values = form.values(named, day, minute, begin, desk.calendar)
        desk.write(form, values)
        at, person = desk.instant(day, minute), self._people[guest.person]
        desk.entry(at, person, "plan added", "plan", course.uid, form.text(CONTENT, values))

    def begin(self, day: int, minute: int, guest: Guest) -> None:
        """A session is begun."""
        desk = self._desk
        guest.visit = desk.uid(day, minute) + OWN
        after = f'{{"client":"{guest.uid}"}}'
        at, person = desk.instant(day, minute), self._people[guest.person]
        desk.entry(at, person, "started", "session", guest.visit, after)

    def sign(self, day: int, minute: int, guest: Guest, form: SessionForm, place: int) -> None:
        """The session is signed; ``place`` is the number of the working day."""
        desk, course, uid = self._desk, guest.course, guest.visit
        if course is None:
            raise ValueError("a session needs a plan")
        person, calendar = self._people[guest.person], desk.calendar
        number = desk.number("session")
        treated = day + form.day_shift
        state, later = form.state, NOTHING_LATER
        if form.counted:
            asked = form.day_shift == 0
            state, later = self._later.of_session(uid, number, guest, person, place, asked=asked)
        counts = form.counted and state is not SessionState.VOID
        which = last = None
        if course.planned is not None:
            which = course.done + 1
            last = which >= course.planned
        late = None
        if counts and course.last_day is not None:
            late = treated - course.last_day - course.interval
        due = None if last or not form.counted else calendar.days[treated + course.interval]
        scores = [desk.number("score") for _ in range(form.scores)]
        named = [
            *(uid, number, "", state.value, late),
            *(*scores, None, None)[:2],
            *later,
            *(guest.uid, guest.number, course.uid, course.number),
            *(which, course.planned, course.phase.value),
            *(_or_null(which), _or_null(course.planned), due, f'"{due}"' if due else "null"),
            *(person.uid, person.number, person.name, person.licence),
            *(person.name_word, person.licence_word),
            *self.lots,
        ]
        start = minute - form.minutes
        values = form.form.values(named, day, start, desk.uid(day, minute), calendar)
        act = "signed" if form.counted else form.state.value
        content = form.form.text(CONTENT, values)
        at = desk.instant(day, minute)
        values[_HASH] = desk.entry(at, person, act, "session", uid, content)
        desk.write(form.form, values)
        desk.rows["session_search"].append(words_row(form, number, values))
        self.signed += 1
        if form.answers:
            guest.answered_on = day
        if counts:
            self._count(guest, course, form, number, treated)

    def _count(
        self, guest: Guest, course: Course, form: SessionForm, number: int, treated: int
    ) -> None:
        guest.sessions += 1
        course.done += 1
        course.last_day, course.last_session = treated, number
        guest.last_day, guest.last_session = treated, number
        guest.last_zones = form.zones
        self._weeks.add(self._people[guest.person].number, form)


def _or_null(number: int | None) -> str:
    return "null" if number is None else str(number)
