"""What becomes of sessions after they were signed: reviewed, voided, added to, asked about."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from needlelog.db.bulk.outcome_forms import CONTENT
from needlelog.db.documents import canonical
from needlelog.domain.sessions import SessionState
from needlelog.services.sample_clinic.many.afterwards import ASKED_AT, Afterwards
from needlelog.services.sample_clinic.many.desk import OWN
from needlelog.services.sample_clinic.visits import VOID_REASON

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Sequence

    from needlelog.db.bulk.forms import Form
    from needlelog.services.sample_clinic.many.desk import Desk
    from needlelog.services.sample_clinic.many.facts import Facts
    from needlelog.services.sample_clinic.many.people import Guest, Signer

Event = tuple[int, "Callable[..., None]", tuple[Any, ...]]
"""The minute of the day, what is done then, and with what; the day and the minute come first."""

_REVIEWED_AT, _CALLED_AT = 19 * 60 + 30, 12 * 60
_COUNTERSIGNED_AFTER, _VOID_AFTER, _ADDED_AFTER = 6, 1, 2
_COUNTERSIGNED, _VOID, _ADDED, _TOLD = 0.5, 0.004, 0.01, 0.03
_WORDS = (
    ("", "Redness was gone after two days, as the client told by telephone."),
    ("topicals", "The lot of the serum was read off the box afterwards; it is right."),
    ("", "Client sent a message: a little dry on the third day, otherwise well."),
)
_NOBODY = (None, "", None, None)
_BEFORE = '{"state":"signed"}'
_VOIDED = f'{{"reason":{canonical(VOID_REASON)},"state":"void"}}'


class Later:
    """Decides what becomes of a session, and keeps it until its day.

    ``days`` are the working days as numbers of the calendar, ``offset`` the minutes to UTC.
    """

    def __init__(
        self,
        facts: Facts,
        desk: Desk,
        chance: random.Random,
        manager: Signer,
        days: Sequence[int],
        offset: int,
    ) -> None:
        self._origin = facts.origin
        self._desk = desk
        self._chance = chance
        self._manager = manager
        self._days = days
        self._offset = offset
        self.afterwards = Afterwards(facts)
        self._reviewed = f'{{"by":{canonical(manager.name)},"state":"countersigned"}}'
        self._events: defaultdict[int, list[Event]] = defaultdict(list)

    def of_day(self, place: int) -> list[Event]:
        """What is to be done on a working day."""
        return self._events.pop(place, [])

    def of_session(
        self, uid: str, number: int, guest: Guest, person: Signer, place: int, *, asked: bool
    ) -> tuple[SessionState, tuple[Any, ...]]:
        """The state a treatment has in the end, and the columns of countersigning and voiding.

        ``asked`` says that it may be asked about later.
        """
        chance, days, events = self._chance, self._days, self._events
        roll, last = chance.random(), len(days) - 1
        if roll < _VOID and place + _VOID_AFTER <= last:
            day = place + _VOID_AFTER
            events[day].append((_CALLED_AT, self._void, (uid, person)))
            at = self._desk.instant(days[day], _CALLED_AT)
            return SessionState.VOID, (
                *(*_NOBODY, person.number, person.name, at, self._offset),
                VOID_REASON,
            )
        if roll < _VOID + _ADDED and place + _ADDED_AFTER <= last:
            events[place + _ADDED_AFTER].append((_CALLED_AT, self._add, (uid, number, person)))
        elif asked and roll > 1 - _TOLD:
            self._will_be_asked(uid, number, guest, person, place)
        day, manager = place + _COUNTERSIGNED_AFTER, self._manager
        if day <= last and person is not manager and chance.random() < _COUNTERSIGNED:
            events[day].append((_REVIEWED_AT, self._countersign, (uid,)))
            at = self._desk.instant(days[day], _REVIEWED_AT)
            return SessionState.COUNTERSIGNED, (
                *(manager.number, manager.name, at, self._offset),
                *(*_NOBODY, ""),
            )
        return SessionState.SIGNED, NOTHING_LATER

    def _void(self, day: int, minute: int, uid: str, person: Signer) -> None:
        at = self._desk.instant(day, minute)
        self._desk.entry(at, person, "voided", "session", uid, _VOIDED, _BEFORE)

    def _countersign(self, day: int, minute: int, uid: str) -> None:
        at = self._desk.instant(day, minute)
        self._desk.entry(
            at, self._manager, "countersigned", "session", uid, self._reviewed, _BEFORE
        )

    def _add(self, day: int, minute: int, uid: str, number: int, person: Signer) -> None:
        about, words = self._chance.choice(_WORDS)
        own = self._desk.uid(day, minute) + OWN
        at = self._desk.instant(day, minute)
        self._desk.row(
            "addendum",
            id=self._desk.number("addendum"),
            uid=own,
            origin=self._origin,
            session_id=number,
            text=words,
            about=about,
            author_id=person.number,
            author=person.name,
            written_at=at,
            written_offset=self._offset,
        )
        after = f'{{"about":"{about}","addendum":"{own}","text":{canonical(words)}}}'
        self._desk.entry(at, person, "addendum", "session", uid, after)

    def _will_be_asked(
        self, uid: str, number: int, guest: Guest, person: Signer, place: int
    ) -> None:
        after, form = self._chance.choice(self.afterwards.told)
        wanted = self._days[place] + after
        near = range(place + 1, min(place + after + 1, len(self._days)))
        for later in (each for each in near if self._days[each] == wanted):
            what = (form, guest, uid, number, person)
            self._events[later].append((ASKED_AT, self._told, what))

    def _told(
        self,
        day: int,
        minute: int,
        form: Form,
        guest: Guest,
        session: str,
        number: int,
        person: Signer,
    ) -> None:
        desk = self._desk
        begin = desk.uid(day, minute)
        uid = begin + OWN
        named = [
            *(uid, desk.number("follow_up"), guest.uid, guest.number, session, number),
            *(person.number, person.name_word),
        ]
        values = form.values(named, day, minute, begin, desk.calendar)
        desk.write(form, values)
        after = form.text(CONTENT, values)
        at = desk.instant(day, minute)
        desk.entry(at, person, "follow-up recorded", "follow_up", uid, after)


NOTHING_LATER = (*_NOBODY, *_NOBODY, "")
"""The columns of a session that was neither countersigned nor voided."""
