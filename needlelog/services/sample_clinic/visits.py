"""The visits of the sample clinic: each session begun, written down and signed on its day."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from needlelog.services import sessions
from needlelog.services.sample_clinic.asking import with_answers, with_decisions
from needlelog.services.sample_clinic.diary import write_diary
from needlelog.services.sample_clinic.treatment import written

if TYPE_CHECKING:
    from datetime import datetime

    from needlelog.services.sample_clinic.cases import Case, Course
    from needlelog.services.sample_clinic.shelf import Shelf
    from needlelog.services.sample_clinic.stage import Stage

_HOURS = (9, 10, 11, 13, 14, 15, 16)
_MINUTES = (0, 10, 20, 30, 40)
_DAYS_UNTIL_WRITTEN = 2
_UNFINISHED_SINCE = timedelta(minutes=25)
VOID_REASON = "Written into the wrong client's log; the session was entered anew."


@dataclass(frozen=True, slots=True)
class Visit:
    """One session of a case: its number in the course and how many days ago it is written."""

    case: Case
    course: Course
    number: int
    days_ago: int

    @property
    def written_days_ago(self) -> int:
        """The day it is written down, later than the day itself for a late entry."""
        late = self.course.late_entry == self.number
        return self.days_ago - _DAYS_UNTIL_WRITTEN if late else self.days_ago

    @property
    def signings(self) -> int:
        """How many signed sessions it leaves: two where the first was voided."""
        return 2 if self.course.voided == self.number else 1


def visits_of(cases: tuple[Case, ...]) -> list[Visit]:
    """Every visit, in the order in which they are written down."""
    found = [
        Visit(case, case.course, number, case.course.days_ago_of(number))
        for case in cases
        if case.course is not None
        for number in range(1, case.course.done + 1)
    ]
    return sorted(found, key=lambda visit: -visit.written_days_ago)


def hold(stage: Stage, shelf: Shelf, visit: Visit, client_uid: str) -> None:
    """Begin, write down and sign the session, with what happened to it afterwards."""
    course, number = visit.course, visit.number
    hour, minute = stage.chance.choice(_HOURS), stage.chance.choice(_MINUTES)
    start = stage.instant(visit.written_days_ago, hour, minute)
    if course.voided == number:
        uid = _sign(stage, shelf, visit, client_uid, start - timedelta(hours=1))
        clinic = stage.on(start - timedelta(minutes=5), course.person)
        sessions.void_session(clinic, uid, VOID_REASON)
    uid = _sign(stage, shelf, visit, client_uid, start)
    if course.corrected is not None and course.corrected[0] == number:
        clinic = stage.on(start + timedelta(days=2, minutes=12), course.person)
        sessions.add_addendum(clinic, uid, course.corrected[1])
    for told in course.diary:
        if told.number == number:
            write_diary(stage, course, told, client_uid, uid, visit.days_ago)


def leave_unfinished(stage: Stage, shelf: Shelf, case: Case, client_uid: str) -> None:
    """Begin today's session of this client and leave it half written."""
    course = case.course
    if course is None:
        return
    clinic = stage.on(stage.present - _UNFINISHED_SINCE)
    draft = sessions.start_session(clinic, client_uid)
    full = written(stage, shelf, course, draft, course.done + 1)
    full = with_answers(clinic, full)
    half = replace(
        full,
        ended_at=None,
        zones=full.zones[:1],
        numbing=tuple(replace(row, off_at=None, wiped_off=None) for row in full.numbing),
        topicals=full.topicals[:1],
        pain=None,
        reactions=None,
        aftercare=None,
        next_due=None,
        scores=(),
        note="",
    )
    sessions.save_draft(stage.on(stage.present - timedelta(minutes=3)), half)


def _sign(stage: Stage, shelf: Shelf, visit: Visit, client_uid: str, start: datetime) -> str:
    course = visit.course
    draft = sessions.start_session(stage.on(start, course.person), client_uid)
    if visit.written_days_ago != visit.days_ago:
        draft = replace(draft, started_at=start - timedelta(days=_DAYS_UNTIL_WRITTEN))
    draft = written(stage, shelf, course, draft, visit.number)
    if visit.case.asked:
        draft = with_answers(stage.clinic, draft)
    draft = with_decisions(stage.on(start, course.person), draft, start)
    ended = draft.ended_at or start
    signed_at = max(start, ended) + timedelta(minutes=4)
    clinic = stage.on(signed_at, course.person)
    sessions.save_draft(clinic, draft)
    return sessions.sign_session(clinic, draft.uid).content.uid
