"""Sessions: begin, keep as a draft, sign, read back, add to, void."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from needlelog.db import begun_words_store, draft_store, session_store
from needlelog.db.audit_chain import record_change
from needlelog.db.plan_choice import next_in_plan
from needlelog.db.queries.photos import photos_of_session
from needlelog.db.queries.recalls import recalled_now
from needlelog.db.types import uuid7
from needlelog.domain.begun_words import BegunKind
from needlelog.domain.draft_edits import scores_of_the_day
from needlelog.domain.record_errors import RecordIncomplete
from needlelog.domain.screening.decisions import open_needs
from needlelog.domain.session_gaps import Gap, GapCode, gaps
from needlelog.domain.sessions import SessionDraft, SessionRecord, SessionState
from needlelog.services.acts import Permission, require
from needlelog.services.depth_judgement import with_depths
from needlelog.services.screening import keep_answers, screened
from needlelog.services.waiting import DeferredRow, DraftRow, deferred_due, drafts

if TYPE_CHECKING:
    from needlelog.db.stores.rows import Transaction
    from needlelog.services.clinic import Clinic

__all__ = [
    "DeferredRow",
    "DraftRow",
    "add_addendum",
    "defer_session",
    "deferred_due",
    "discard_draft",
    "drafts",
    "drop_untouched",
    "last_record",
    "load_draft",
    "records",
    "save_draft",
    "session_record",
    "sign_session",
    "start_session",
    "void_session",
]


def start_session(clinic: Clinic, client_uid: str) -> SessionDraft:
    """Begin a session now: plan and number are known, everything else is for the practitioner.

    Raises:
        NotAllowed: the person may only read.
        NoSuchRecord: there is no such client.
    """
    require(clinic.person, Permission.WRITER, "start_session")
    now = clinic.clock()
    with clinic.database.write() as session:
        plan = next_in_plan(session, client_uid)
        draft = SessionDraft(
            uid=uuid7(now),
            client_uid=client_uid,
            practitioner_uid=clinic.person.uid,
            created_at=now,
            started_at=now,
            offset_minutes=(now.utcoffset() or timedelta()) // timedelta(minutes=1),
            plan_uid=plan.plan_uid if plan else None,
            number=plan.number if plan else None,
            planned_total=plan.planned_sessions if plan else None,
            phase=plan.phase if plan else "",
        )
        draft_store.save_draft(session, draft, now)
        record_change(
            session,
            now,
            clinic.person,
            "started",
            kind="session",
            uid=draft.uid,
            after={"client": client_uid},
        )
    return draft


def save_draft(clinic: Clinic, draft: SessionDraft) -> datetime:
    """Keep a draft as it stands and return when it was saved. Not part of the trail.

    Raises:
        NotAllowed: the person may only read.
        RecordLocked: the session is signed already.
    """
    require(clinic.person, Permission.WRITER, "save_draft")
    now = clinic.clock()
    with clinic.database.write() as session:
        draft_store.save_draft(session, draft, now)
    return now


def load_draft(clinic: Clinic, uid: str) -> SessionDraft:
    """The draft as it was saved last. Raises `NoSuchRecord`."""
    with clinic.database.read() as session:
        return draft_store.load_draft(session, uid)


def discard_draft(clinic: Clinic, uid: str) -> None:
    """Throw a draft away; the trail keeps what it said.

    Raises:
        NotAllowed: the person may only read.
        NoSuchRecord: there is no such draft.
    """
    require(clinic.person, Permission.WRITER, "discard_draft")
    with clinic.database.write() as session:
        _discard(session, clinic, draft_store.load_draft(session, uid))


def _discard(session: Transaction, clinic: Clinic, draft: SessionDraft) -> None:
    draft_store.delete_draft(session, draft.uid)
    record_change(
        session,
        clinic.clock(),
        clinic.person,
        "discarded",
        kind="session",
        uid=draft.uid,
        before=draft,
    )


def drop_untouched(clinic: Clinic, begun: SessionDraft, *fills: SessionDraft) -> int:
    """Throw away what this person began for the client on the same day and left as it was.

    `fills` are what a session of today begins with, empty or repeated. Another draft says nothing
    more when only its beginning differs, that was not set by hand, and no photo belongs to it. One
    of another day stays: it may be all that tells of a treatment nobody has written down yet.
    Returns how many there were; the trail keeps each.
    """
    require(clinic.person, Permission.WRITER, "discard_draft")
    with clinic.database.write() as session:
        left = [
            each.draft
            for each in draft_store.drafts(session)
            if each.draft.uid != begun.uid
            and each.draft.practitioner_uid == clinic.person.uid
            and each.draft.started_at == each.draft.created_at
            and _day_begun(each.draft) == _day_begun(begun)
            and any(_begun_like(each.draft, fill) for fill in fills)
            and not photos_of_session(session, each.draft.uid)
        ]
        for draft in left:
            _discard(session, clinic, draft)
    return len(left)


def _day_begun(draft: SessionDraft) -> date:
    return draft.created_at.astimezone().date()


def _begun_like(draft: SessionDraft, fill: SessionDraft) -> bool:
    begun = replace(
        fill,
        uid=draft.uid,
        created_at=draft.created_at,
        started_at=draft.started_at,
        offset_minutes=draft.offset_minutes,
    )
    return draft == begun


def sign_session(clinic: Clinic, draft_uid: str) -> SessionRecord:
    """Sign a draft as the person signed in; from then on nobody can change it.

    What the clinic's rules find in the draft is found here once more and kept with the record;
    the answers become part of the client's history.

    Raises:
        NotAllowed: the person may only read.
        RecordIncomplete: something stands in the way of signing; ``block_reason``,
            ``block_prescriber`` or ``warning_unseen`` where a finding waits for a decision.
        NoSuchRecord: the draft, or a record it points at, is not in this clinic.
    """
    require(clinic.person, Permission.WRITER, "sign_session")
    now = clinic.clock()
    with clinic.database.write() as session:
        draft = scores_of_the_day(draft_store.load_draft(session, draft_uid))
        found = screened(session, draft, now)
        needs = open_needs(found.findings, draft)
        missing = gaps(draft, {}, needs, recalled=recalled_now(session))
        _refuse(missing, _UNSIGNABLE)
        _refuse(missing, _UNDECIDED)
        keep_answers(session, draft, now)
        judged = with_depths(session, draft, clinic.person, found)
        return session_store.sign(session, draft, clinic.person, now, judged)


def defer_session(clinic: Clinic, draft_uid: str, ask_again_on: date, reason: str) -> SessionRecord:
    """Put a session off: the draft becomes a signed record that says why and when to ask again.

    Nothing of it counts as a treatment. Its answers become part of the client's history.

    Raises:
        NotAllowed: the person may only read.
        RecordIncomplete: ``no_reason``; ``ask_again_early`` for a day before today.
        NoSuchRecord: the draft, or a record it points at, is not in this clinic.
    """
    require(clinic.person, Permission.WRITER, "defer_session")
    now = clinic.clock()
    if not reason.strip():
        raise RecordIncomplete("no_reason", "Putting a session off needs a reason.")
    with clinic.database.write() as session:
        draft = replace(
            draft_store.load_draft(session, draft_uid),
            ask_again_on=ask_again_on,
            defer_reason=reason.strip(),
        )
        if ask_again_on < now.date():
            raise RecordIncomplete("ask_again_early", "The day to ask again lies in the past.")
        _refuse(gaps(draft, {}), _UNSIGNABLE, _IN_NO_RECORD)
        found = screened(session, draft, now)
        keep_answers(session, draft, now)
        return session_store.sign(session, draft, clinic.person, now, found, SessionState.DEFERRED)


def session_record(clinic: Clinic, uid: str) -> SessionRecord:
    """A signed session as it stands in the log. Raises `NoSuchRecord`."""
    with clinic.database.read() as session:
        return session_store.record(session, uid)


def last_record(clinic: Clinic, client_uid: str) -> SessionRecord | None:
    """The client's last session that counts (void ones do not)."""
    with clinic.database.read() as session:
        found = session_store.records_of_client(session, client_uid, counted_only=True, limit=1)
    return found[0] if found else None


def records(
    clinic: Clinic, client_uid: str, newest: int | None = None
) -> tuple[SessionRecord, ...]:
    """The signed sessions of a client, void ones included, newest first: all, or ``newest``."""
    with clinic.database.read() as session:
        return session_store.records_of_client(session, client_uid, limit=newest)


def record_count(clinic: Clinic, client_uid: str) -> int:
    """How many signed sessions a client has, void ones included."""
    with clinic.database.read() as session:
        return session_store.signed_count(session, client_uid)


def add_addendum(clinic: Clinic, uid: str, text: str, about: str = "") -> SessionRecord:
    """Add words to a signed session and return it with all its addenda.

    ``about`` names the part they change, a word of `Place`; empty for the record as a whole.

    Raises:
        NotAllowed: the person may only read.
        RecordIncomplete: there are no words.
        RecordLocked: the session is void.
    """
    require(clinic.person, Permission.WRITER, "add_addendum")
    words = text.strip()
    if not words:
        raise RecordIncomplete("no_text", "An addendum needs some words.")
    with clinic.database.write() as session:
        session_store.add_addendum(session, uid, words, clinic.person, clinic.clock(), about)
        begun_words_store.drop(session, clinic.person.uid, BegunKind.ADDENDUM, uid)
        return session_store.record(session, uid)


def void_session(clinic: Clinic, uid: str, reason: str) -> SessionRecord:
    """Mark a signed session as void; it stays readable and no longer counts.

    Raises:
        NotAllowed: the person may only read.
        RecordIncomplete: there is no reason.
        RecordLocked: the session is void already.
    """
    require(clinic.person, Permission.WRITER, "void_session")
    words = reason.strip()
    if not words:
        raise RecordIncomplete("no_reason", "Voiding a session needs a reason.")
    with clinic.database.write() as session:
        session_store.void(session, uid, words, clinic.person, clinic.clock())
        begun_words_store.session_voided(session, uid)
        return session_store.record(session, uid)


_UNDECIDED = {
    GapCode.BLOCK_REASON: "The screening found something that needs a reason.",
    GapCode.BLOCK_PRESCRIBER: "The screening found something that needs a prescriber's name.",
    GapCode.WARNING_UNSEEN: "The screening found something that nobody has marked as seen.",
}


_UNSIGNABLE = {
    GapCode.END_BEFORE_START: "The session ends before it starts.",
    GapCode.NUMBING_OFF_BEFORE_ON: "A numbing was taken off before it was put on.",
    GapCode.NO_ZONE: "No zone is written down.",
    GapCode.ZONE_DEPTH: "A zone has no depth.",
    GapCode.NUMBING_EXPIRED: "An anaesthetic is past its expiry and no reason is given.",
    GapCode.CARTRIDGE_EXPIRED: "The cartridge is past its expiry and no reason is given.",
    GapCode.TOPICAL_EXPIRED: "A product is past its expiry and no reason is given.",
    GapCode.NUMBING_RECALLED: "An anaesthetic is under a recall and no reason is given.",
    GapCode.CARTRIDGE_RECALLED: "The cartridge is under a recall and no reason is given.",
    GapCode.TOPICAL_RECALLED: "A product is under a recall and no reason is given.",
}
"""What no record can say. Reasons for depths are asked for where the limits are known."""


_IN_NO_RECORD = (GapCode.END_BEFORE_START, GapCode.NUMBING_OFF_BEFORE_ON)
"""What also a session that is put off cannot say."""


def _refuse(
    found: Iterable[Gap], sentences: Mapping[GapCode, str], only: Collection[GapCode] = ()
) -> None:
    for gap in found:
        sentence = sentences.get(gap.code)
        if sentence is not None and (not only or gap.code in only):
            raise RecordIncomplete(gap.code, sentence)
