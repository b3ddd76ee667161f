"""A manager finds, countersigns, asks, and keeps filters; nobody else does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from needlelog.db.queries import session_order
from needlelog.domain.clients import Client
from needlelog.domain.people import Practitioner, Role
from needlelog.domain.record_errors import NotAllowed, RecordIncomplete, RecordLocked
from needlelog.domain.review import Flag, Tick
from needlelog.domain.screening.findings import Decision
from needlelog.domain.session_filter import Period, SessionFilter
from needlelog.domain.sessions import Aftercare, CartridgeUse, SessionState, TopicalRow, ZoneRow
from needlelog.domain.zones import Side
from needlelog.services import clients, review, sessions
from needlelog.services.clinic import Clinic
from needlelog.services.people import add_person, names_apart
from needlelog.services.verification import verify
from needlelog.services.waiting import answers_to_read
from tests.services.conftest import MANAGER, PEOPLE, SteppingClock
from tests.services.trail import entries

Log = Callable[..., str]


@pytest.fixture
def log(sign_in: Callable[[Role], Clinic], clock: SteppingClock) -> Log:
    """Sign one session as the practitioner and return its uid."""

    def write(
        name: str,
        zone: str = "chin",
        depth: int = 500,
        by: Role = Role.PRACTITIONER,
        **more: object,
    ) -> str:
        clinic = sign_in(by)
        clock.forward(days=1)
        found = clients.client_rows(clinic, clients.search_client_ids(clinic, name))
        client = found[0].uid if found else clients.create_client(clinic, Client("", name)).uid
        draft = sessions.start_session(clinic, client)
        draft = replace(
            draft,
            zones=(ZoneRow(1, zone, Side.MID, depth_um=depth, passes=4),),
            cartridge=CartridgeUse(lot="C-1", expiry="2030-01"),
            reactions=(),
            aftercare=Aftercare("face", "1"),
            decisions=(Decision("consent_missing", "Signed on paper"),),
            **more,  # type: ignore[arg-type]
        )
        sessions.save_draft(clinic, draft)
        uid = sessions.sign_session(clinic, draft.uid).content.uid
        sign_in(Role.MANAGER)
        return uid

    return write


def found(clinic: Clinic, **wanted: object) -> list[str]:
    """The clients' names of the sessions a filter means."""
    ids = review.find_sessions(clinic, SessionFilter(**wanted))  # type: ignore[arg-type]
    assert review.count_sessions(clinic, SessionFilter(**wanted)) == len(ids)  # type: ignore[arg-type]
    return [row.client_name for row in review.session_rows(clinic, ids)]


def test_two_of_one_name_do_not_look_alike_in_lists(clinic: Clinic, log: Log) -> None:
    log("Anna Berg")
    (row,) = review.session_rows(clinic, review.find_sessions(clinic, SessionFilter()))
    assert row.practitioner_name == "Jana Ø"
    clinic.person = MANAGER
    add_person(clinic, Practitioner("person-z", "Jana Ø", Role.PRACTITIONER), "another jana here")
    clinic.person = PEOPLE[Role.PRACTITIONER]
    sessions.start_session(clinic, row.client_uid)
    (row,) = review.session_rows(clinic, review.find_sessions(clinic, SessionFilter()))
    assert row.practitioner_name == "Jana Ø (1)"
    (draft,) = sessions.drafts(clinic)
    assert draft.practitioner_name == "Jana Ø (1)"
    assert set(names_apart(clinic).values()) == {"Jana Ø (1)", "Jana Ø (2)"}


def test_filters_find_by_every_property(clinic: Clinic, log: Log, clock: SteppingClock) -> None:
    log("Anna Berg", depth=1500, note="tolerated the nose well")
    log("Bea Klein", zone="forehead", topicals=(TopicalRow(1, "Serum", lot="H-2291"),))
    log("Cleo Anders")
    today = clock.now.date()
    assert found(clinic) == ["Cleo Anders", "Bea Klein", "Anna Berg"]
    assert found(clinic, text="kle") == ["Bea Klein"]
    assert found(clinic, text="tolerated") == ["Anna Berg"]
    assert found(clinic, text="nobody") == []
    assert found(clinic, text="jana") == []  # who treated every session tells none from another
    assert found(clinic, zone="forehead") == ["Bea Klein"]
    assert found(clinic, zone="chin", depth_from_um=1000) == ["Anna Berg"]
    assert found(clinic, depth_to_um=500) == ["Cleo Anders", "Bea Klein"]
    assert found(clinic, passes_from=5) == []
    assert found(clinic, lot="h 2291") == found(clinic, lot="H-2291") == ["Bea Klein"]
    assert found(clinic, first=today) == ["Cleo Anders"]
    assert found(clinic, period=Period.TODAY) == ["Cleo Anders"]
    assert found(clinic, last=today - timedelta(days=2)) == ["Anna Berg"]
    assert found(clinic, practitioner_uid=clinic.person.uid) == []
    assert found(clinic, states=(SessionState.VOID,)) == []
    assert found(clinic, text="berg", lot="H-2291") == []


def test_words_find_who_treated(clinic: Clinic, log: Log) -> None:
    log("Anna Berg")
    log("Jana Klein", by=Role.MANAGER)
    log("Bea Klein", by=Role.MANAGER)
    for typed in ("Patel", "pat", "rina PATEL"):
        assert found(clinic, text=typed) == ["Bea Klein", "Jana Klein"]
    assert found(clinic, text="ri") == []
    assert found(clinic, text="patel", zone="forehead") == []
    assert found(clinic, text="jana") == ["Jana Klein", "Anna Berg"]
    wanted = SessionFilter(text="patel")
    ids = review.find_sessions(clinic, wanted, sort=review.SortKey.CLIENT, descending=True)
    names = [row.client_name for row in review.session_rows(clinic, ids)]
    assert names == ["Jana Klein", "Bea Klein"]


def test_sorting_is_done_in_the_database(clinic: Clinic, log: Log) -> None:
    for name, depth in (("Bea", 1000), ("Anna", 500), ("Cleo", 2000)):
        log(name, depth=depth)
    for sort, descending, names in (
        (review.SortKey.CLIENT, False, ["Anna", "Bea", "Cleo"]),
        (review.SortKey.DEPTH, True, ["Cleo", "Bea", "Anna"]),
        (review.SortKey.DAY, False, ["Bea", "Anna", "Cleo"]),
    ):
        ids = review.find_sessions(clinic, SessionFilter(), sort=sort, descending=descending)
        assert [row.client_name for row in review.session_rows(clinic, ids)] == names


def test_few_among_many_are_found_in_any_order(
    clinic: Clinic, log: Log, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(4):
        log(f"Client {number}", "nose" if number else "chin")
    # A small log is gone through from its end; these make of it one of very many sessions.
    monkeypatch.setattr(session_order, "FIRST", 1)
    monkeypatch.setattr(session_order, "NEAR", 1)
    states = (SessionState.SIGNED, SessionState.VOID)
    for more in ({}, {"phototype": 3}, {"concern": "scars"}, {"incomplete": True}):
        wanted = SessionFilter(zone="chin", states=states, **more)
        everything = review.find_sessions(clinic, wanted)
        for sort in review.SortKey:
            assert review.find_sessions(clinic, wanted, sort=sort, limit=1) == everything[:1]


def test_a_page_comes_with_the_rows_around_the_one_in_front(clinic: Clinic, log: Log) -> None:
    for name in ("Anna Berg", "Bea Klein", "Cleo Anders", "Dora Lind", "Eva Moll"):
        log(name)
    every = review.find_sessions(clinic, SessionFilter())

    def shown(front: int | None, limit: int = 4) -> list[str]:
        ids, rows = review.first_page(clinic, SessionFilter(), limit, 1, front=front)
        assert ids == every[:limit]
        return [row.client_name for row in rows]

    assert shown(None) == ["Eva Moll"]
    assert shown(every[2]) == ["Dora Lind", "Cleo Anders"]
    assert shown(every[4]) == ["Eva Moll"]


def test_countersigning_leaves_out_what_is_not_complete(clinic: Clinic, log: Log) -> None:
    uid = log("Anna")
    (number,) = review.find_sessions(clinic, review.QUEUE)
    plan = review.look_before_countersigning(clinic, [number])
    assert plan.ready == ()
    (left,) = plan.left_out
    assert left.why is review.WhyLeftOut.INCOMPLETE
    assert Tick.SCREENING in left.missing
    assert Tick.REACTIONS not in left.missing
    before = sessions.session_record(clinic, uid)
    done = review.countersign(clinic, [number], also_incomplete=True)
    assert [row.uid for row in done.ready] == [uid]
    after = sessions.session_record(clinic, uid)
    assert after.state is SessionState.COUNTERSIGNED
    assert after.countersigned_by == clinic.person.name
    assert after.content == before.content
    assert review.find_sessions(clinic, review.QUEUE) == []
    assert review.countersign(clinic, [number]).ready == ()
    assert verify(clinic) == ()
    assert entries(clinic)[-1].act == "countersigned"


def test_only_a_depth_past_its_limit_is_marked(clinic: Clinic) -> None:
    clients.create_client(clinic, Client("anna", "Anna"))
    for depth, reason in ((500, ""), (2250, "scar, informed")):
        draft = sessions.start_session(clinic, "anna")
        row = ZoneRow(1, "chin", Side.MID, depth_um=depth, reason=reason)
        sessions.save_draft(clinic, replace(draft, zones=(row,), reactions=()))
        sessions.sign_session(clinic, draft.uid)
    listed = review.session_rows(clinic, review.find_sessions(clinic, SessionFilter()))
    marked = {row.deepest_um: Flag.OVER_ADVICE in row.flags for row in listed}
    assert marked == {500: False, 2250: True}


def questions_of(clinic: Clinic, number: int) -> tuple[int, int]:
    """How many are open in the list, and how many of them are answered."""
    (row,) = review.session_rows(clinic, [number])
    return row.open_questions, row.answered_questions


def test_a_question_is_answered_by_an_addendum_and_closed(
    clinic: Clinic, log: Log, sign_in: Callable[[Role], Clinic]
) -> None:
    uid = log("Anna")
    asked = review.ask_question(clinic, uid, " Why no redness? ")
    assert answers_to_read(clinic) == ()
    (number,) = review.find_sessions(clinic, SessionFilter(flags=Flag.QUESTION))
    plan = review.look_before_countersigning(clinic, [number], also_incomplete=True)
    assert plan.left_out[0].why is review.WhyLeftOut.QUESTION_OPEN
    sign_in(Role.PRACTITIONER)
    (waiting,) = review.questions_for_me(clinic)
    assert waiting.text == "Why no redness?"
    assert questions_of(clinic, number) == (1, 0)
    record = review.answer_question(clinic, asked.uid, "Forgotten: grade 2.")
    assert questions_of(clinic, number) == (1, 1)
    assert [each.text for each in record.addenda] == ["Forgotten: grade 2."]
    assert review.questions_for_me(clinic) == ()
    assert answers_to_read(clinic) == ()
    sign_in(Role.MANAGER)
    assert [each.answer for each in answers_to_read(clinic)] == ["Forgotten: grade 2."]
    closed = review.close_question(clinic, asked.uid)
    assert questions_of(clinic, number) == (0, 0)
    assert closed.answer == "Forgotten: grade 2."
    assert closed.closed_by == clinic.person.name
    assert answers_to_read(clinic) == ()
    assert review.find_sessions(clinic, SessionFilter(flags=Flag.QUESTION)) == []
    assert review.find_sessions(clinic, SessionFilter(flags=Flag.ADDENDUM)) == [number]
    with pytest.raises(RecordLocked):
        review.answer_question(clinic, asked.uid, "late")
    with pytest.raises(RecordIncomplete):
        review.ask_question(clinic, uid, "  ")
    assert verify(clinic) == ()


def test_filters_are_kept_by_name(clinic: Clinic) -> None:
    wanted = SessionFilter(
        zone="chin", side=Side.LEFT, flags=Flag.EXPIRED, states=(SessionState.SIGNED,)
    )
    review.save_filter(clinic, "Monday  check", wanted)
    (kept,) = review.saved_filters(clinic)
    assert (kept.name, kept.wanted) == ("Monday check", wanted)
    review.save_filter(clinic, "Monday check", SessionFilter(text="x"))
    (kept,) = review.saved_filters(clinic)
    assert kept.wanted == SessionFilter(text="x")
    review.drop_filter(clinic, kept.uid)
    assert review.saved_filters(clinic) == ()


@pytest.mark.parametrize("role", [Role.PRACTITIONER, Role.INSPECTOR])
def test_only_a_manager_countersigns_asks_and_keeps(
    clinic: Clinic, log: Log, sign_in: Callable[[Role], Clinic], role: Role
) -> None:
    uid = log("Anna")
    sign_in(role)
    with pytest.raises(NotAllowed):
        review.countersign(clinic, [1])
    with pytest.raises(NotAllowed):
        review.ask_question(clinic, uid, "Why?")
    with pytest.raises(NotAllowed):
        review.save_filter(clinic, "x", SessionFilter())
