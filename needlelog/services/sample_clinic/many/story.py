"""Ten years of a big clinic, day by day, as rows: who comes, what is signed, what happens later."""

from __future__ import annotations

import random
from datetime import date, datetime, time, timedelta
from operator import itemgetter
from typing import TYPE_CHECKING

from needlelog.db.bulk.forms import Calendar
from needlelog.db.week_sums import monday_of
from needlelog.domain.plans import Plan, next_due
from needlelog.services.sample_clinic.many.afterwards import ASKED_AT
from needlelog.services.sample_clinic.many.courses import LINES
from needlelog.services.sample_clinic.many.desk import Desk
from needlelog.services.sample_clinic.many.guests import Guests
from needlelog.services.sample_clinic.many.invited import invited
from needlelog.services.sample_clinic.many.later import Later
from needlelog.services.sample_clinic.many.lots import LotsInUse
from needlelog.services.sample_clinic.many.people import Signer
from needlelog.services.sample_clinic.many.signing import Signing
from needlelog.services.sample_clinic.many.treatments import treatments
from needlelog.services.sample_clinic.many.weeks import WeekCounts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from needlelog.db.bulk.loading import Batch
    from needlelog.db.bulk.session_forms import SessionForm
    from needlelog.services.sample_clinic.many.facts import Facts
    from needlelog.services.sample_clinic.many.later import Event
    from needlelog.services.sample_clinic.many.people import Course, Guest

YEARS = 10
_BEFORE, _AFTER = timedelta(days=YEARS * 366 + 90), timedelta(days=500)
_FIRST_DAY = 60
_AT_ONCE = 2000
"""About so many sessions go out together."""
_OPENS, _CLOSES = 9 * 60 + 30, 19 * 60 + 20
_WELCOMED_BEFORE = 20
_DRIFTS = (0, 0, 0, 0, 1, -1, 2, 5)
"""Working days by which a client comes late or early."""
_COMES_AGAIN = 12
_DEFERRED, _LATE = 0.01, 0.008
_SUNDAY = 6


class Story:
    """Makes the rows; `batches` goes through it once."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._chance = chance = random.Random(facts.seed)  # noqa: S311  a story, not a secret
        self._forms = treatments(facts)
        self._guests = Guests(facts, chance)
        self._lots = LotsInUse(facts.lots, self._forms.lot_keys)
        self._today = facts.present.date()
        self._calendar = Calendar.between(
            self._today - _BEFORE,
            self._today + _AFTER,
            lambda day: datetime.combine(day, time(), facts.present.tzinfo),
        )
        self._days = self._working_days()
        people = [Signer.of(each, facts.numbers["practitioner", each.uid]) for each in facts.people]
        offset = (facts.present.utcoffset() or timedelta()) // timedelta(minutes=1)
        self._desk = Desk(facts, self._calendar, chance)
        self._weeks = WeekCounts()
        self._later = Later(facts, self._desk, chance, people[0], self._days, offset)
        self._signing = Signing(self._desk, self._guests, self._later, self._weeks, people, chance)
        self._week = date.min

    def batches(self) -> Iterator[Batch]:
        """All rows, in parts of a few thousand sessions."""
        guests, self._comers = invited(
            self._facts, self._chance, len(self._days), self._guests.kind
        )
        sent = 0
        for place, day in enumerate(self._days):
            self._live_through(place, day)
            if self._signing.signed - sent >= _AT_ONCE:
                sent = self._signing.signed
                yield self._desk.taken()
        self._end_week()
        for guest in guests:
            self._sum_up(guest)
        for course in self._signing.courses:
            self._sum_up_course(course)
        yield self._desk.taken()

    def _working_days(self) -> list[int]:
        """Days of the calendar but Sundays, up to yesterday."""
        first = self._calendar.first
        yesterday = (self._today - first).days - 1
        return [
            day
            for day in range(_FIRST_DAY, yesterday + 1)
            if (first.weekday() + day) % 7 != _SUNDAY
        ]

    def _live_through(self, place: int, day: int) -> None:
        today = self._calendar.first + timedelta(days=day)
        if monday_of(today) != self._week:
            self._end_week()
            self._week = monday_of(today)
        self._signing.lots = self._lots.on(today)
        events = self._later.of_day(place)
        comers = self._comers.pop(place, [])
        for number, guest in enumerate(comers, 1):
            minute = _OPENS + (_CLOSES - _OPENS) * number // (len(comers) + 1)
            form = self._form_for(guest, monday=today.weekday() == 0)
            self._announce(events, guest, form, place, minute)
        events.sort(key=itemgetter(0))
        for minute, act, what in events:
            act(day, minute, *what)

    def _announce(
        self, events: list[Event], guest: Guest, form: SessionForm, place: int, signed: int
    ) -> None:
        """The client of a day, from the door to the signature, and when the next visit is."""
        signing = self._signing
        start = signed - form.minutes
        if not guest.uid:
            events.append((start - _WELCOMED_BEFORE, signing.welcome, (guest,)))
        if guest.course is None or guest.course.is_over:
            events.append((start - _WELCOMED_BEFORE, signing.plan, (guest,)))
        events.append((start, signing.begin, (guest,)))
        events.append((signed, signing.sign, (guest, form, place)))
        guest.left -= 1
        if guest.left:
            room = len(self._days) - 1 - place
            gap = guest.rhythm + self._chance.choice(_DRIFTS) if form.counted else _COMES_AGAIN
            self._comers[place + max(1, min(gap, room // guest.left))].append(guest)

    def _form_for(self, guest: Guest, *, monday: bool) -> SessionForm:
        chance, forms = self._chance, self._forms
        stage = min(guest.sessions, LINES[guest.line].stages - 1)
        roll = chance.random()
        if roll < _DEFERRED and guest.sessions:
            return chance.choice(forms.deferred)
        # A week that begins on Monday would otherwise get a session when it is over.
        if roll > 1 - _LATE and not monday:
            return forms.late[guest.line]
        if guest.asked:
            return forms.asked[guest.line][stage]
        return chance.choice(forms.by_stage[guest.line][stage])

    def _end_week(self) -> None:
        self._desk.rows["week_sum"] += self._weeks.rows(self._week.isoformat())

    def _sum_up(self, guest: Guest) -> None:
        desk, calendar = self._desk, self._calendar
        if guest.answered_on is not None:
            form, day = self._later.afterwards.history, guest.answered_on
            named = ["", 0, guest.uid, guest.number, "", 0, 0, ""]
            begin = desk.uid(day, ASKED_AT)
            desk.write(form, form.values(named, day, ASKED_AT, begin, calendar))
        desk.row(
            "client_summary",
            client_id=guest.number,
            sessions=guest.sessions,
            last_session_id=guest.last_session,
            last_session_on=None if guest.last_day is None else calendar.days[guest.last_day],
            last_zones=guest.last_zones,
        )

    def _sum_up_course(self, course: Course) -> None:
        first = self._calendar.first
        plan = Plan(
            "",
            "",
            "",
            planned_sessions=course.planned,
            interval_days=course.interval,
            phase=course.phase,
            started_on=first + timedelta(days=course.started),
        )
        last = None if course.last_day is None else first + timedelta(days=course.last_day)
        due = next_due(plan, last, course.done)
        self._desk.row(
            "plan_summary",
            plan_id=course.number,
            done=course.done,
            last_on=None if last is None else last.isoformat(),
            last_session_id=course.last_session,
            due_on=None if due is None else due.isoformat(),
        )
