"""A session from its start to its signature, and what comes after."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING

import pytest

from needlelog.domain.clients import Client
from needlelog.domain.people import Practitioner, Role
from needlelog.domain.plans import Phase, Plan
from needlelog.domain.record_errors import (
    NoSuchRecord,
    NotAllowed,
    RecordIncomplete,
    RecordLocked,
)
from needlelog.domain.sessions import (
    CartridgeUse,
    NumbingRow,
    SessionDraft,
    SessionState,
    TopicalRow,
    ZoneRow,
)
from needlelog.domain.zones import Side
from needlelog.services import clients, people, plans, sessions
from needlelog.services.clinic import Clinic, open_clinic
from needlelog.services.verification import verify
from tests.services.conftest import CHEAP, MANAGER, PASSPHRASE, SteppingClock
from tests.services.trail import entries

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

CHIN = ZoneRow(1, "face.chin", Side.MID, depth_um=1000, passes=4, erythema=2, bleeding=1)


@pytest.fixture
def client(clinic: Clinic) -> Client:
    return clients.create_client(clinic, Client("", "Anna Ångström"))


@pytest.fixture
def draft(clinic: Clinic, client: Client) -> SessionDraft:
    """A started session with one zone."""
    started = sessions.start_session(clinic, client.uid)
    filled = replace(started, zones=(CHIN,), reactions=())
    sessions.save_draft(clinic, filled)
    return filled


def acts_on(clinic: Clinic, uid: str) -> list[str]:
    return [entry.act for entry in entries(clinic) if entry.uid == uid]


def plan_of(client: Client, **values: object) -> Plan:
    plan = Plan("", client.uid, "acne_scars_rolling", planned_sessions=3, interval_days=30)
    return replace(plan, **values)  # type: ignore[arg-type]


def test_start_knows_plan_person_and_time_and_nothing_else(clinic: Clinic, client: Client) -> None:
    plan = plans.save_plan(clinic, plan_of(client))
    here = timezone(timedelta(hours=5, minutes=30))
    now = datetime(2026, 3, 2, 19, 52, tzinfo=here)
    clinic.clock = SteppingClock(now)
    started = sessions.start_session(clinic, client.uid)
    assert started == SessionDraft(
        uid=started.uid,
        client_uid=client.uid,
        practitioner_uid=MANAGER.uid,
        created_at=now,
        started_at=now,
        offset_minutes=330,
        plan_uid=plan.uid,
        number=1,
        planned_total=3,
        phase="series",
    )
    assert sessions.load_draft(clinic, started.uid) == started


def test_number_follows_the_plan(clinic: Clinic, client: Client) -> None:
    plan = plans.save_plan(clinic, plan_of(client, planned_sessions=2))
    numbers = []
    for _ in range(3):
        started = sessions.start_session(clinic, client.uid)
        numbers.append((started.plan_uid, started.number))
        sessions.save_draft(clinic, replace(started, zones=(CHIN,)))
        sessions.sign_session(clinic, started.uid)
    assert numbers == [(plan.uid, 1), (plan.uid, 2), (None, None)]


def test_plan_that_is_over_is_not_continued(clinic: Clinic, client: Client) -> None:
    upkeep = plans.save_plan(clinic, plan_of(client, phase=Phase.MAINTENANCE))
    plans.save_plan(clinic, plan_of(client, active=False))
    assert sessions.start_session(clinic, client.uid).plan_uid == upkeep.uid


def test_session_of_an_unknown_client_is_refused(clinic: Clinic) -> None:
    with pytest.raises(NoSuchRecord):
        sessions.start_session(clinic, "nobody")


def test_draft_comes_back_after_a_restart(
    clinic: Clinic, folder: Path, clock: SteppingClock, draft: SessionDraft
) -> None:
    clock.forward(minutes=3)
    saved_at = sessions.save_draft(clinic, replace(draft, note="half a sent"))
    clinic.close()
    again = open_clinic(folder, MANAGER.uid, PASSPHRASE, clock, CHEAP)
    (row,) = sessions.drafts(again)
    assert row.client_name == "Anna Ångström"
    assert row.practitioner_name == MANAGER.name
    assert row.saved_at == saved_at == clock.now
    assert row.zones == (("face.chin", Side.MID),)
    assert sessions.load_draft(again, row.uid).note == "half a sent"
    again.close()


def test_what_was_begun_and_left_as_it_was_goes_when_the_next_is_begun(
    clinic: Clinic, client: Client
) -> None:
    other = clients.create_client(clinic, Client("", "Someone Else"))
    elsewhere = sessions.start_session(clinic, other.uid)
    left = sessions.start_session(clinic, client.uid)
    answered = sessions.start_session(clinic, client.uid)
    sessions.save_draft(clinic, replace(answered, reactions=()))
    moved = sessions.start_session(clinic, client.uid)
    assert moved.started_at is not None
    sessions.save_draft(clinic, replace(moved, started_at=moved.started_at - timedelta(days=1)))
    empty = sessions.start_session(clinic, client.uid)
    repeated = replace(empty, zones=(CHIN,), repeated_from="u")
    assert sessions.drop_untouched(clinic, repeated, empty, repeated) == 1
    present = {row.uid for row in sessions.drafts(clinic)}
    assert present == {elsewhere.uid, answered.uid, moved.uid, empty.uid}
    assert acts_on(clinic, left.uid) == ["started", "discarded"]


@pytest.mark.parametrize("days", [1, -1])
def test_what_was_begun_on_another_day_is_not_thrown_away(
    clinic: Clinic, client: Client, clock: SteppingClock, days: int
) -> None:
    earlier = sessions.start_session(clinic, client.uid)
    clock.forward(days=days)  # back where the clock of the computer was put right
    begun = sessions.start_session(clinic, client.uid)
    assert sessions.drop_untouched(clinic, begun, begun) == 0
    assert {row.uid for row in sessions.drafts(clinic)} == {earlier.uid, begun.uid}


def test_a_draft_of_somebody_else_is_not_thrown_away(clinic: Clinic, client: Client) -> None:
    mine = sessions.start_session(clinic, client.uid)
    nurse = people.add_person(clinic, Practitioner("", "Tom Berg", Role.PRACTITIONER), "tom")
    theirs = replace(mine, uid="another", practitioner_uid=nurse.uid)
    sessions.save_draft(clinic, theirs)
    begun = sessions.start_session(clinic, client.uid)
    assert sessions.drop_untouched(clinic, begun, begun, theirs) == 1
    assert {row.uid for row in sessions.drafts(clinic)} == {"another", begun.uid}


def test_signed_session_is_read_back_and_the_draft_is_gone(
    clinic: Clinic, client: Client, draft: SessionDraft
) -> None:
    signed = sessions.sign_session(clinic, draft.uid)
    assert signed.content == draft
    assert (signed.signed_by, signed.licence, signed.state) == (
        MANAGER.name,
        MANAGER.licence,
        SessionState.SIGNED,
    )
    assert sessions.session_record(clinic, draft.uid) == signed
    assert sessions.last_record(clinic, client.uid) == signed
    assert sessions.records(clinic, client.uid) == (signed,)
    assert sessions.drafts(clinic) == ()
    with pytest.raises(NoSuchRecord):
        sessions.sign_session(clinic, draft.uid)
    with pytest.raises(RecordLocked):
        sessions.save_draft(clinic, draft)


def test_trail_tells_what_happened_but_not_each_keystroke(
    clinic: Clinic, draft: SessionDraft, client: Client
) -> None:
    sessions.save_draft(clinic, replace(draft, note="typed"))
    sessions.sign_session(clinic, draft.uid)
    sessions.add_addendum(clinic, draft.uid, "bruise")
    sessions.void_session(clinic, draft.uid, "double entry")
    assert acts_on(clinic, draft.uid) == ["started", "signed", "addendum", "voided"]
    other = sessions.start_session(clinic, client.uid)
    sessions.discard_draft(clinic, other.uid)
    assert acts_on(clinic, other.uid) == ["started", "discarded"]
    assert verify(clinic) == ()


NUMBED = datetime(2026, 3, 2, 13, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"zones": ()}, "no_zone"),
        ({"zones": (replace(CHIN, depth_um=None),)}, "zone_depth"),
        ({"zones": (replace(CHIN, depth_um=15_000),)}, "out-of-range"),
        ({"zones": (replace(CHIN, passes=0),)}, "out-of-range"),
        ({"zones": (replace(CHIN, erythema=5),)}, "out-of-range"),
        ({"zones": (replace(CHIN, pain=11),)}, "out-of-range"),
        ({"pain": -1}, "out-of-range"),
        ({"ended_at": NUMBED}, "end_before_start"),
        (
            {"numbing": (NumbingRow(1, on_at=NUMBED, off_at=NUMBED - timedelta(minutes=1)),)},
            "numbing_off_before_on",
        ),
        ({"numbing": (NumbingRow(1, expiry="2026-02"),)}, "numbing_expired"),
        ({"cartridge": CartridgeUse(lot="L", expiry="2026-02-28")}, "cartridge_expired"),
        ({"topicals": (TopicalRow(1, "HA", expiry="2026-02"),)}, "topical_expired"),
    ],
)
def test_what_cannot_be_is_not_signed_and_nothing_is_lost(
    clinic: Clinic, draft: SessionDraft, change: dict[str, object], reason: str
) -> None:
    wrong = replace(draft, **change)  # type: ignore[arg-type]
    sessions.save_draft(clinic, wrong)
    with pytest.raises(RecordIncomplete) as caught:
        sessions.sign_session(clinic, draft.uid)
    assert caught.value.reason == reason
    assert str(caught.value).endswith(".")
    assert sessions.load_draft(clinic, draft.uid) == wrong
    assert acts_on(clinic, draft.uid) == ["started"]
    assert verify(clinic) == ()


def test_addendum_is_shown_with_the_record(
    clinic: Clinic, draft: SessionDraft, clock: SteppingClock, sign_in: Callable[[Role], Clinic]
) -> None:
    sessions.sign_session(clinic, draft.uid)
    clock.forward(days=2)
    sign_in(Role.PRACTITIONER)
    record = sessions.add_addendum(clinic, draft.uid, "  Bruise on day 2.\n")
    (addendum,) = record.addenda
    assert (addendum.text, addendum.author) == ("Bruise on day 2.", "Jana Ø")
    assert addendum.written_at == clock.now
    assert record.content == draft
    with pytest.raises(RecordIncomplete):
        sessions.add_addendum(clinic, draft.uid, " \n")


def test_void_session_stays_readable_and_no_longer_counts(
    clinic: Clinic, client: Client, draft: SessionDraft
) -> None:
    sessions.sign_session(clinic, draft.uid)
    with pytest.raises(RecordIncomplete):
        sessions.void_session(clinic, draft.uid, " ")
    void = sessions.void_session(clinic, draft.uid, "wrong client")
    assert (void.state, void.void_reason, void.voided_by) == (
        SessionState.VOID,
        "wrong client",
        MANAGER.name,
    )
    assert sessions.last_record(clinic, client.uid) is None
    assert sessions.records(clinic, client.uid) == (void,)


def test_inspector_reads_and_writes_nothing(
    clinic: Clinic, client: Client, draft: SessionDraft, sign_in: Callable[[Role], Clinic]
) -> None:
    other = sessions.start_session(clinic, client.uid)
    sessions.sign_session(clinic, draft.uid)
    sign_in(Role.INSPECTOR)
    for write in (
        lambda: sessions.start_session(clinic, client.uid),
        lambda: sessions.save_draft(clinic, other),
        lambda: sessions.discard_draft(clinic, other.uid),
        lambda: sessions.sign_session(clinic, other.uid),
        lambda: sessions.add_addendum(clinic, draft.uid, "text"),
        lambda: sessions.void_session(clinic, draft.uid, "reason"),
    ):
        with pytest.raises(NotAllowed):
            write()
    assert sessions.session_record(clinic, draft.uid).content == draft
    assert len(sessions.drafts(clinic)) == 1
