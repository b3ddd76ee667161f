"""Follow-ups: whom to ask today, what the client said, and all that came of a treatment."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from needlelog.db import begun_words_store
from needlelog.db.queries import adverse_events as event_query
from needlelog.db.queries import follow_ups as query
from needlelog.db.queries.follow_ups import AskedAbout
from needlelog.db.stores import follow_ups as store
from needlelog.domain.adverse_events import AdverseEvent
from needlelog.domain.begun_words import BegunKind
from needlelog.domain.follow_up import DueFollowUp, FollowUp, checked_follow_up, follow_ups_due
from needlelog.domain.record_errors import RecordLocked
from needlelog.files.reference_data import expected_course
from needlelog.services.acts import acting

if TYPE_CHECKING:
    from needlelog.services.clinic import Clinic

__all__ = [
    "AskedAbout",
    "DueFollowUps",
    "DueLine",
    "Outcomes",
    "client_outcomes",
    "due_follow_ups",
    "record_follow_up",
    "session_outcomes",
]

ON_ONE_PAGE = 50


@dataclass(frozen=True, slots=True)
class DueLine:
    """A follow-up that is due, with what was done."""

    due: DueFollowUp
    about: AskedAbout


@dataclass(frozen=True, slots=True)
class DueFollowUps:
    """One page of the follow-ups that are due, and how many there are in all."""

    lines: tuple[DueLine, ...] = ()
    total: int = 0


@dataclass(frozen=True, slots=True)
class Outcomes:
    """What came of one session or of all sessions of a client.

    Follow-ups oldest first, with those that were replaced and tries without an answer; events
    the one noticed last first.
    """

    follow_ups: tuple[FollowUp, ...] = ()
    events: tuple[AdverseEvent, ...] = ()

    def of_session(self, uid: str) -> Outcomes:
        """Only what belongs to one session."""
        return Outcomes(
            tuple(each for each in self.follow_ups if each.session_uid == uid),
            tuple(each for each in self.events if each.session_uid == uid),
        )


def due_follow_ups(
    clinic: Clinic, today: date, limit: int = ON_ONE_PAGE, offset: int = 0
) -> DueFollowUps:
    """Whom to ask today, the longest late first, page by page.

    Its cost depends on the sessions of the last weeks, not on how long the log is.
    """
    plan = expected_course().days
    with clinic.database.read() as session:
        treated = query.to_ask(session, today, plan, limit, offset)
        told = query.follow_ups_of_sessions(session, {each.uid for each in treated})
        due = follow_ups_due(treated, told, today, plan)
        about = query.asked_about(session, {each.session_uid for each in due})
        total = query.count_to_ask(session, today, plan)
    return DueFollowUps(tuple(DueLine(each, about[each.session_uid]) for each in due), total)


def record_follow_up(clinic: Clinic, follow_up: FollowUp) -> FollowUp:
    """Keep a follow-up for good, or a correction of the one it ``replaces``.

    The day is counted from the session; uid, person and instant are filled in.

    Raises:
        NotAllowed, NoSuchRecord, InvalidValue (see `checked_follow_up`).
        RecordLocked: the follow-up to be replaced has been replaced already.
    """
    with acting(clinic, "record_follow_up") as act:
        former = None
        if follow_up.replaces is not None:
            former = query.follow_up(act.session, follow_up.replaces)
            if query.is_replaced(act.session, former.uid):
                raise RecordLocked
            follow_up = replace(
                follow_up, client_uid=former.client_uid, session_uid=former.session_uid
            )
        day = None
        if follow_up.session_uid is not None:
            day = query.treated_day(act.session, follow_up.session_uid)
        kept = replace(
            checked_follow_up(follow_up, day, act.at.astimezone().date()),
            uid=act.new_uid(),
            recorded_by=act.person.name,
            recorded_at=act.at,
        )
        store.insert_follow_up(act.session, kept, act.person.uid, act.at)
        if former is None and kept.session_uid is not None:
            begun_words_store.drop(
                act.session, act.person.uid, BegunKind.FOLLOW_UP, kept.session_uid
            )
        words = "follow-up recorded" if former is None else "follow-up corrected"
        act.record(words, "follow_up", kept.uid, former, kept)
    return kept


def client_outcomes(clinic: Clinic, client_uid: str) -> Outcomes:
    """Everything that came of a client's treatments, in one go."""
    with clinic.database.read() as session:
        return Outcomes(
            query.follow_ups_of_client(session, client_uid),
            event_query.events_of_client(session, client_uid),
        )


def session_outcomes(clinic: Clinic, session_uid: str) -> Outcomes:
    """Everything that came of one session."""
    with clinic.database.read() as session:
        return Outcomes(
            query.follow_ups_of_session(session, session_uid),
            event_query.events_of_session(session, session_uid),
        )
