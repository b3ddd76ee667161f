"""Two entries that are one client: found, merged, read as one everywhere, and parted again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from needlelog.db.queries.own_log import own_log
from needlelog.domain.adverse_events import AdverseEvent, AdverseKind
from needlelog.domain.client_merge import Entry, Likeness, likely_duplicates, newest_answers
from needlelog.domain.clients import (
    Answer,
    Client,
    Consent,
    ConsentKind,
    ConsentStatus,
    HistoryItem,
    HistoryKind,
)
from needlelog.domain.errors import InvalidValue
from needlelog.domain.people import Role
from needlelog.domain.plans import Plan
from needlelog.domain.record_errors import NotAllowed, RecordLocked
from needlelog.domain.session_filter import SessionFilter
from needlelog.domain.sessions import ZoneRow
from needlelog.domain.zones import Side
from needlelog.services import (
    adverse_events,
    client_merge,
    clients,
    consents,
    plans,
    progress,
    review,
    sessions,
    trace,
)
from needlelog.services.access import note_opening
from needlelog.services.clinic import Clinic
from needlelog.services.follow_up import client_outcomes
from needlelog.services.verification import verify
from tests.services.conftest import SteppingClock
from tests.services.test_stock_use import cartridge, lot_of, topical, treat
from tests.services.trail import entries


def entry(number: int, name: str, **known: object) -> Entry:
    facts: dict[str, object] = {
        "birth_date": None, "phone": "", "email": "", "sessions": 0, "last_on": None
    }  # fmt: skip
    return Entry(number, f"c{number}", name, **(facts | known))  # type: ignore[arg-type]


BORN = date(1985, 5, 4)


@pytest.mark.parametrize(
    ("one", "other", "likeness"),
    [
        (entry(1, "Anna Weber", birth_date=BORN), entry(2, "WEBER, Anna".replace(",", ""), birth_date=BORN), Likeness.NAME_AND_BIRTH),
        (entry(1, "Anna Weber", phone="+49 30 1234567"), entry(2, "Anna  Wéber", phone="0301234567"), Likeness.NAME_AND_PHONE),
        (entry(1, "Anna Weber", phone="+49 30 1234567", birth_date=BORN), entry(2, "Anna Klein", phone="0301234567", birth_date=BORN), Likeness.BIRTH_AND_PHONE),
        (entry(1, "Anna Weber"), entry(2, "anna weber"), Likeness.NAME),
        (entry(1, "Anna Weber", phone="0301234567"), entry(2, "Anna Klein", phone="030 1234567"), Likeness.PHONE),
        (entry(1, "Anna Weber", birth_date=BORN), entry(2, "Anna Weber-Klein", birth_date=BORN), Likeness.BIRTH_AND_WORD),
        (entry(1, "Anna Weber", birth_date=BORN), entry(2, "Anna Weber", birth_date=date(1990, 1, 1)), None),
        (entry(1, "Anna Weber", phone="0301234567", birth_date=BORN), entry(2, "Ida Weber", phone="0301234567", birth_date=date(2007, 1, 1)), None),
        (entry(1, "Anna Weber", phone="112"), entry(2, "Berta Klein", phone="112"), None),
        (entry(1, "Anna Weber", phone="0301234567"), entry(2, "Karl Klein", phone="0301234567"), None),
    ],
)  # fmt: skip
def test_who_may_be_one_client(one: Entry, other: Entry, likeness: Likeness | None) -> None:
    found = likely_duplicates([one, other])
    assert [each.likeness for each in found] == ([] if likeness is None else [likeness])


def test_the_one_with_more_sessions_is_kept_first_and_crowds_are_no_duplicates() -> None:
    (pair,) = likely_duplicates([entry(1, "Anna"), entry(2, "Anna", sessions=3)])
    assert (pair.keep.id, pair.duplicate.id) == (2, 1)
    assert likely_duplicates([entry(number, "Test") for number in range(200)]) == ()


def test_of_two_answers_the_newer_one_holds() -> None:
    def answer(uid: str, code: str, asked: date | None) -> HistoryItem:
        return HistoryItem(uid, HistoryKind.CONDITION, code, asked_on=asked, code=code)

    kept = (answer("a", "pregnant", date(2026, 1, 1)), answer("b", "keloid", None))
    other = (answer("c", "pregnant", date(2026, 2, 1)), answer("d", "keloid", None))
    assert newest_answers(kept, (*other, answer("e", "", None))) == ("a", "d")


@pytest.fixture
def twice(clinic: Clinic, clock: SteppingClock) -> Clinic:
    """Anna Weber, who was entered twice and treated under both entries."""
    given = Consent("", ConsentKind.PHOTO, "v1", ConsentStatus.GIVEN, date(2026, 1, 5))
    asked = HistoryItem("", HistoryKind.MEDICINE, "Aspirin", Answer.YES)
    clients.create_client(
        clinic, Client("anna", "Anna Weber", phone="030 1234567", history=(asked,))
    )
    clients.create_client(
        clinic,
        Client("annb", "A. Weber-Klein", birth_date=BORN, consents=(given,), phone="0170 55"),
    )
    tips = lot_of(clinic, "tips", "cartridge", 10)
    serum = lot_of(clinic, "serum", "serum", None)
    treat(clinic, "anna", topicals=(topical(serum),))
    clock.forward(days=10)
    plan = plans.save_plan(clinic, Plan("", "annb", "pores", planned_sessions=4, interval_days=30))
    draft = replace(
        sessions.start_session(clinic, "annb"),
        zones=(ZoneRow(1, "face.chin", Side.MID, depth_um=750),),
        cartridge=cartridge(tips, 1, "S1"),
        plan_uid=plan.uid,
    )
    sessions.save_draft(clinic, draft)
    record = sessions.sign_session(clinic, draft.uid)
    adverse_events.record_event(
        clinic,
        AdverseEvent("", "annb", AdverseKind.INFECTION, record.content.started_at.date(),  # type: ignore[union-attr]
                     session_uid=record.content.uid),
    )  # fmt: skip
    clock.forward(days=10)
    return clinic


def test_after_a_merge_everything_is_read_as_one(twice: Clinic) -> None:
    clinic = twice
    before = {uid: sessions.records(clinic, uid) for uid in ("anna", "annb")}
    made = client_merge.merge(clinic, "anna", "annb", {"birth_date"})
    assert (made.kept_uid, made.duplicate_name) == ("anna", "A. Weber-Klein")
    anna = clients.client(clinic, "anna")
    assert (anna.name, anna.birth_date, anna.phone) == ("Anna Weber", BORN, "030 1234567")
    assert [one.kind for one in anna.consents] == [ConsentKind.PHOTO]
    assert clients.client(clinic, "annb") == anna
    signed = sessions.records(clinic, "anna")
    assert signed == (*before["annb"], *before["anna"])  # as signed, word for word
    assert sessions.records(clinic, "annb") == signed
    assert [row.name for row in rows(clinic, "")] == ["Anna Weber"]
    assert rows(clinic, "")[0].sessions == 2
    assert [row.name for row in rows(clinic, "klein")] == ["Anna Weber"]
    assert len(client_outcomes(clinic, "anna").events) == 1
    assert len(plans.plans(clinic, "anna")) == 1
    assert trace.client_trace(clinic, "anna").uses == 2
    assert trace.number_trace(clinic, "serum-1").rows[0].client_name == "Anna Weber"
    found = review.session_rows(
        clinic, review.find_sessions(clinic, SessionFilter(client_uid="annb"))
    )
    assert [row.client_name for row in found] == ["Anna Weber", "Anna Weber"]
    with clinic.database.read() as session:
        log = own_log(session, "anna", None)
    assert len(log.needlings["face.chin", Side.MID]) == 2
    assert consents.valid_consent(clinic, "anna", ConsentKind.PHOTO, date(2026, 3, 30)) is not None
    assert len(progress.client_timeline(clinic, "anna").sessions) == 2
    assert verify(clinic) == ()
    last = entries(clinic)[-1]
    assert (last.act, last.uid, last.after["duplicate"]) == ("clients merged", "anna", "annb")


def test_undone_both_stand_as_before(twice: Clinic) -> None:
    clinic = twice
    before = {
        uid: (clients.client(clinic, uid), sessions.records(clinic, uid))
        for uid in ("anna", "annb")
    }
    shown = rows(clinic, "")
    made = client_merge.merge(clinic, "anna", "annb", {"name", "phone"})
    assert clients.client(clinic, "anna").name == "A. Weber-Klein"
    assert client_merge.merges(clinic, "anna") == (made,)
    client_merge.undo_merge(clinic, made.uid)
    for uid, state in before.items():
        assert (clients.client(clinic, uid), sessions.records(clinic, uid)) == state
    assert rows(clinic, "") == shown
    assert client_merge.merges(clinic, "anna") == ()
    assert verify(clinic) == ()
    with pytest.raises(RecordLocked):
        client_merge.undo_merge(clinic, made.uid)


def test_what_was_changed_since_is_not_taken_back(twice: Clinic) -> None:
    made = client_merge.merge(twice, "anna", "annb", {"phone", "birth_date"})
    now = clients.client(twice, "anna")
    clients.save_client(twice, replace(now, phone="0171 99"))
    client_merge.undo_merge(twice, made.uid)
    after = clients.client(twice, "anna")
    assert (after.phone, after.birth_date) == ("0171 99", None)


def test_a_draft_goes_along_and_comes_back(twice: Clinic) -> None:
    draft = sessions.start_session(twice, "annb")
    made = client_merge.merge(twice, "anna", "annb")
    assert sessions.load_draft(twice, draft.uid).client_uid == "anna"
    assert sessions.drafts(twice)[0].client_name == "Anna Weber"
    client_merge.undo_merge(twice, made.uid)
    assert sessions.load_draft(twice, draft.uid).client_uid == "annb"


def test_a_session_that_was_open_under_the_duplicate_counts_for_the_client_kept(
    twice: Clinic,
) -> None:
    draft = sessions.start_session(twice, "annb")
    client_merge.merge(twice, "anna", "annb")
    filled = replace(draft, zones=(ZoneRow(1, "face.chin", Side.MID, depth_um=500),))
    sessions.save_draft(twice, filled)  # the screen still held the duplicate
    sessions.sign_session(twice, draft.uid)
    assert rows(twice, "")[0].sessions == 3
    assert verify(twice) == ()


def test_what_is_saved_of_the_duplicate_is_saved_of_the_client_kept(twice: Clinic) -> None:
    stale = clients.client(twice, "annb")
    client_merge.merge(twice, "anna", "annb")
    kept = clients.save_client(twice, replace(stale, name="Anna Weber-Klein"))
    assert kept.uid == "anna"
    assert clients.client(twice, "anna").name == "Anna Weber-Klein"
    assert [row.name for row in rows(twice, "")] == ["Anna Weber-Klein"]


def test_merges_can_follow_each_other_and_be_undone_in_any_order(twice: Clinic) -> None:
    clients.create_client(twice, Client("annc", "Anni Weber"))
    treat(twice, "annc")
    first = client_merge.merge(twice, "annb", "annc")
    second = client_merge.merge(twice, "anna", "annb")
    assert len(sessions.records(twice, "annc")) == 3
    client_merge.undo_merge(twice, first.uid)
    assert [len(sessions.records(twice, uid)) for uid in ("anna", "annb", "annc")] == [2, 2, 1]
    client_merge.undo_merge(twice, second.uid)
    assert [len(sessions.records(twice, uid)) for uid in ("anna", "annb", "annc")] == [1, 1, 1]
    assert verify(twice) == ()


def test_answers_of_the_client_kept_are_one_a_question(twice: Clinic) -> None:
    def answered(uid: str, answer: Answer, day: date) -> None:
        known = clients.client(twice, uid)
        item = HistoryItem(
            "", HistoryKind.CONDITION, "Pregnancy", answer, asked_on=day, code="pregnant"
        )
        clients.save_client(twice, replace(known, history=(*known.history, item)))

    answered("anna", Answer.NO, date(2026, 1, 1))
    answered("annb", Answer.YES, date(2026, 2, 1))
    made = client_merge.merge(twice, "anna", "annb")
    known = [item for item in clients.client(twice, "anna").history if item.code]
    assert [(item.answer, item.asked_on) for item in known] == [(Answer.YES, date(2026, 2, 1))]
    client_merge.undo_merge(twice, made.uid)
    assert [item.answer for item in clients.client(twice, "anna").history if item.code] == [
        Answer.NO
    ]


def test_one_client_cannot_be_merged_with_itself(twice: Clinic) -> None:
    client_merge.merge(twice, "anna", "annb")
    for pair in (("anna", "anna"), ("anna", "annb"), ("annb", "anna")):
        with pytest.raises(InvalidValue):
            client_merge.merge(twice, *pair)
        with pytest.raises(InvalidValue):
            client_merge.compare(twice, *pair)


def test_a_cartridge_used_under_both_entries_is_one_client_s(
    twice: Clinic, clock: SteppingClock
) -> None:
    tips = next(lot for lot in trace.client_trace(twice, "annb").rows if lot.serial == "S1")
    client_merge.merge(twice, "anna", "annb")
    clock.forward(days=1)
    used = cartridge(lot_of(twice, "other", "cartridge", 5), 1, "S1")
    treat(twice, "anna", cartridge=replace(used, lot_uid=tips.lot_uid, lot=tips.lot))


@pytest.mark.parametrize("role", [Role.PRACTITIONER, Role.INSPECTOR])
def test_managers_only(twice: Clinic, sign_in: Callable[[Role], Clinic], role: Role) -> None:
    made = client_merge.merge(twice, "anna", "annb")
    sign_in(role)
    acts: tuple[Callable[[], object], ...] = (
        lambda: client_merge.likely(twice),
        lambda: client_merge.compare(twice, "anna", "annb"),
        lambda: client_merge.merge(twice, "anna", "annb"),
        lambda: client_merge.undo_merge(twice, made.uid),
    )
    for act in acts:
        with pytest.raises(NotAllowed):
            act()


def test_who_treated_the_duplicate_has_treated_the_client(
    twice: Clinic, sign_in: Callable[[Role], Clinic]
) -> None:
    clients.create_client(twice, Client("annd", "Anna D"))
    sign_in(Role.PRACTITIONER)
    treat(twice, "annd")
    assert note_opening(twice, "client", "anna")
    sign_in(Role.MANAGER)
    client_merge.merge(twice, "anna", "annd")
    sign_in(Role.PRACTITIONER)
    assert not note_opening(twice, "client", "anna")


def rows(clinic: Clinic, words: str) -> list[clients.ClientRow]:
    return clients.client_rows(clinic, clients.search_client_ids(clinic, words))
