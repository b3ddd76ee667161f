"""The review of signed sessions: find, countersign, ask and answer, keep filters by name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from needlelog.db import begun_words_store, review_store, session_store
from needlelog.db.queries import session_count, session_list, session_order
from needlelog.db.queries.session_list import SessionRow
from needlelog.db.queries.session_order import SortKey
from needlelog.db.review_store import Question, SavedFilter
from needlelog.db.stores.people import all_people
from needlelog.domain.begun_words import BegunKind
from needlelog.domain.people import Practitioner, Role
from needlelog.domain.record_errors import RecordIncomplete, RecordLocked
from needlelog.domain.review import Tick
from needlelog.domain.session_filter import SessionFilter
from needlelog.domain.sessions import SessionRecord, SessionState
from needlelog.services.acts import Permission, acting, require
from needlelog.services.waiting import questions_for_me

if TYPE_CHECKING:
    from needlelog.services.clinic import Clinic

__all__ = [
    "Countersigning",
    "LeftOut",
    "Question",
    "SavedFilter",
    "SessionRow",
    "SortKey",
    "WhyLeftOut",
    "questions_for_me",
]

QUEUE = SessionFilter(states=(SessionState.SIGNED,))
"""What waits for a countersignature."""
_NEEDED = (Tick.SCREENING, Tick.CONSENT, Tick.LOTS, Tick.REACTIONS, Tick.AFTERCARE)


class WhyLeftOut(StrEnum):
    """Why a session is not countersigned with the others."""

    NOT_WAITING = "not_waiting"
    OWN = "own"
    INCOMPLETE = "incomplete"
    QUESTION_OPEN = "question_open"


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A session that would not be countersigned, and what is missing where it is incomplete."""

    row: SessionRow
    why: WhyLeftOut
    missing: Tick = Tick(0)  # noqa: RUF009  an immutable number


@dataclass(frozen=True, slots=True)
class Countersigning:
    """What countersigning some sessions would do: which are signed, which are left out."""

    ready: tuple[SessionRow, ...]
    left_out: tuple[LeftOut, ...]


def find_sessions(
    clinic: Clinic,
    wanted: SessionFilter,
    *,
    sort: SortKey = SortKey.DAY,
    descending: bool = True,
    limit: int | None = None,
) -> list[int]:
    """The numbers of the sessions a filter means, in order; a practitioner finds her own."""
    today = clinic.clock().astimezone().date()
    with clinic.database.read() as session:
        return session_order.session_ids(
            session,
            visible(clinic.person, wanted),
            today,
            sort=sort,
            descending=descending,
            limit=limit,
        )


def first_page(
    clinic: Clinic,
    wanted: SessionFilter,
    limit: int,
    in_view: int,
    *,
    sort: SortKey = SortKey.DAY,
    descending: bool = True,
    front: int | None = None,
) -> tuple[list[int], list[SessionRow]]:
    """The numbers of the first sessions of a list, and the rows that a window of so many shows:
    those around the session in ``front`` where it is among them, else the first."""
    today = clinic.clock().astimezone().date()
    meant = visible(clinic.person, wanted)
    with clinic.database.read() as session:
        ids = session_order.session_ids(
            session, meant, today, sort=sort, descending=descending, limit=limit
        )
        place = ids.index(front) if front in ids else 0
        shown = ids[max(place - in_view, 0) : place + in_view]
        return ids, session_list.session_rows(session, shown)


def all_sessions(
    clinic: Clinic,
    wanted: SessionFilter,
    *,
    sort: SortKey = SortKey.DAY,
    descending: bool = True,
) -> Sequence[int]:
    """The same without a limit, in four bytes a session: for a list that is scrolled."""
    today = clinic.clock().astimezone().date()
    with clinic.database.read() as session:
        return session_order.all_session_ids(
            session, visible(clinic.person, wanted), today, sort=sort, descending=descending
        )


def still_meant(clinic: Clinic, wanted: SessionFilter, ids: Iterable[int]) -> frozenset[int]:
    """Those of some sessions that a filter means."""
    today = clinic.clock().astimezone().date()
    with clinic.database.read() as session:
        return session_order.meant_of(session, visible(clinic.person, wanted), today, list(ids))


def count_sessions(clinic: Clinic, wanted: SessionFilter) -> int:
    """How many sessions a filter means; a practitioner counts her own."""
    today = clinic.clock().astimezone().date()
    with clinic.database.read() as session:
        return session_count.session_count(session, visible(clinic.person, wanted), today)


def visible(person: Practitioner, wanted: SessionFilter) -> SessionFilter:
    """What of a filter a person may see in a list of sessions: a practitioner only her own."""
    if person.role is not Role.PRACTITIONER:
        return wanted
    return replace(wanted, practitioner_uid=person.uid)


def session_rows(clinic: Clinic, ids: Iterable[int]) -> list[SessionRow]:
    """The rows of these sessions, in the order asked."""
    with clinic.database.read() as session:
        return session_list.session_rows(session, ids)


def look_before_countersigning(
    clinic: Clinic, ids: Iterable[int], *, also_incomplete: bool = False
) -> Countersigning:
    """Say which sessions would be countersigned and which are left out, and why.

    Nobody countersigns her own session while there is another manager. An incomplete record is
    left out unless it is asked for by itself.
    """
    require(clinic.person, Permission.MANAGER, "countersign")
    with clinic.database.read() as session:
        rows = session_list.session_rows(session, ids)
        alone = _only_manager(clinic, all_people(session))
    ready: list[SessionRow] = []
    left: list[LeftOut] = []
    for row in rows:
        missing = _missing(row)
        if row.state is not SessionState.SIGNED:
            left.append(LeftOut(row, WhyLeftOut.NOT_WAITING))
        elif row.practitioner_uid == clinic.person.uid and not alone:
            left.append(LeftOut(row, WhyLeftOut.OWN))
        elif row.open_questions:
            left.append(LeftOut(row, WhyLeftOut.QUESTION_OPEN))
        elif missing and not also_incomplete:
            left.append(LeftOut(row, WhyLeftOut.INCOMPLETE, missing))
        else:
            ready.append(row)
    return Countersigning(tuple(ready), tuple(left))


def countersign(
    clinic: Clinic, ids: Iterable[int], *, also_incomplete: bool = False
) -> Countersigning:
    """Countersign what can be, in one transaction, and say what was left out.

    Raises:
        NotAllowed: the person is no manager.
    """
    plan = look_before_countersigning(clinic, ids, also_incomplete=also_incomplete)
    with acting(clinic, "countersign", Permission.MANAGER) as act:
        for row in plan.ready:
            review_store.countersign(act.session, row.uid, act.person, act.at)
    return plan


def ask_question(clinic: Clinic, session_uid: str, text: str) -> Question:
    """Ask the practitioner about a record; it shows on her Today.

    Raises:
        NotAllowed: the person is no manager.
        RecordIncomplete: there are no words.
    """
    words = text.strip()
    if not words:
        raise RecordIncomplete("no_text", "A question needs some words.")
    with acting(clinic, "ask_question", Permission.MANAGER) as act:
        uid = review_store.ask(act.session, session_uid, words, act.person, act.at)
        begun_words_store.drop(act.session, act.person.uid, BegunKind.QUESTION, session_uid)
        return review_store.question(act.session, uid)


def answer_question(clinic: Clinic, uid: str, text: str) -> SessionRecord:
    """Answer a question by an addendum to its record.

    Raises:
        NotAllowed: the person may only read.
        RecordIncomplete: there are no words.
        RecordLocked: the question is closed, or the record is void.
    """
    words = text.strip()
    if not words:
        raise RecordIncomplete("no_text", "An answer needs some words.")
    with acting(clinic, "answer_question") as act:
        asked = review_store.question(act.session, uid)
        if asked.closed_at is not None:
            raise RecordLocked
        addendum = session_store.add_addendum(
            act.session, asked.session_uid, words, act.person, act.at, question_uid=uid
        )
        review_store.answered(act.session, uid, addendum.uid)
        begun_words_store.drop(act.session, act.person.uid, BegunKind.ANSWER, uid)
        return session_store.record(act.session, asked.session_uid)


def close_question(clinic: Clinic, uid: str) -> Question:
    """Say that a question is settled. Raises `NotAllowed`, `NoSuchRecord`."""
    with acting(clinic, "close_question", Permission.MANAGER) as act:
        asked = review_store.question(act.session, uid)
        if asked.closed_at is None:
            review_store.close(act.session, asked, act.person, act.at)
            begun_words_store.question_closed(act.session, uid)
        return review_store.question(act.session, uid)


def questions_of(clinic: Clinic, session_uid: str) -> tuple[Question, ...]:
    """All questions about a session, the oldest first."""
    with clinic.database.read() as session:
        return review_store.questions(session, session_uid=session_uid)


def saved_filters(clinic: Clinic) -> tuple[SavedFilter, ...]:
    """The filters kept under a name."""
    with clinic.database.read() as session:
        return review_store.saved_filters(session)


def save_filter(clinic: Clinic, name: str, wanted: SessionFilter) -> None:
    """Keep a filter under a name, over one that had it.

    Raises:
        NotAllowed: the person is no manager.
        RecordIncomplete: there is no name.
    """
    words = " ".join(name.split())
    if not words:
        raise RecordIncomplete("no_name", "A filter needs a name.")
    with acting(clinic, "save_filter", Permission.MANAGER) as act:
        review_store.keep_filter(act.session, words, wanted, act.person, act.at)
        act.record("filter saved", "saved_filter", words, after=wanted)


def drop_filter(clinic: Clinic, uid: str) -> None:
    """Offer a saved filter no longer. Raises `NotAllowed`, `NoSuchRecord`."""
    with acting(clinic, "drop_filter", Permission.MANAGER) as act:
        review_store.drop_filter(act.session, uid)
        act.record("filter dropped", "saved_filter", uid)


def _missing(row: SessionRow) -> Tick:
    missing = Tick(0)
    for tick in _NEEDED:
        if tick not in row.ticks:
            missing |= tick
    return missing


def _only_manager(clinic: Clinic, people: Iterable[Practitioner]) -> bool:
    return not any(person.may_manage and person.uid != clinic.person.uid for person in people)
