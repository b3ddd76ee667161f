"""Words that were begun stay with the person who wrote them until she keeps or discards them."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from needlelog.domain.adverse_events import AdverseEvent, AdverseKind
from needlelog.domain.begun_words import BegunKind
from needlelog.domain.clients import Client
from needlelog.domain.people import Role
from needlelog.domain.record_errors import NotAllowed
from needlelog.domain.sessions import ZoneRow
from needlelog.domain.zones import Side
from needlelog.services import adverse_events, clients, retention, review, sessions
from needlelog.services.begun_words import begun_addenda, begun_words, forget_begun, keep_begun
from needlelog.services.clinic import Clinic
from needlelog.services.verification import verify
from tests.services.conftest import SteppingClock
from tests.services.json_export import export_json
from tests.services.trail import entries

ADDENDUM = BegunKind.ADDENDUM
SAID = {"text": "Zwölf statt acht", "about": "zones"}


@pytest.fixture
def client_uid(clinic: Clinic) -> str:
    return clients.create_client(clinic, Client("", "Anna Berg")).uid


@pytest.fixture
def uid(clinic: Clinic, client_uid: str, sign_in: Callable[[Role], Clinic]) -> str:
    """A session that the practitioner signed; she is the one who acts then."""
    sign_in(Role.PRACTITIONER)
    draft = sessions.start_session(clinic, client_uid)
    filled = replace(draft, zones=(ZoneRow(1, "chin", Side.MID, depth_um=500),), reactions=())
    sessions.save_draft(clinic, filled)
    return sessions.sign_session(clinic, draft.uid).content.uid


def rows(clinic: Clinic) -> int:
    with clinic.database.read() as session:
        found = session.connection().exec_driver_sql("SELECT count(*) FROM begun_words")
        return int(found.scalar_one())


def test_they_are_hers_alone_and_leave_no_trace(
    clinic: Clinic, uid: str, clock: SteppingClock, sign_in: Callable[[Role], Clinic]
) -> None:
    before = len(entries(clinic))
    keep_begun(clinic, ADDENDUM, uid, {"text": "Zwölf"})
    clock.forward(minutes=1)
    keep_begun(clinic, ADDENDUM, uid, SAID)
    found = begun_words(clinic, ADDENDUM, uid)
    assert found is not None
    assert (found.words, found.changed_at) == (SAID, clock.now)
    (begun,) = begun_addenda(clinic)
    assert (begun.session_uid, begun.client_name, begun.day) == (
        uid,
        "Anna Berg",
        (clock.now - timedelta(minutes=1)).date(),
    )
    assert begun_words(clinic, BegunKind.VOIDING, uid) is None
    sign_in(Role.MANAGER)
    assert begun_words(clinic, ADDENDUM, uid) is None
    assert begun_addenda(clinic) == ()
    keep_begun(clinic, ADDENDUM, uid, {"text": "mine"})
    forget_begun(clinic, ADDENDUM, uid)
    sign_in(Role.PRACTITIONER)
    assert begun_words(clinic, ADDENDUM, uid) == found
    assert len(entries(clinic)) == before
    assert verify(clinic) == ()


def test_nothing_is_left_of_them_once_they_are_kept_discarded_or_empty(
    clinic: Clinic, uid: str
) -> None:
    keep_begun(clinic, ADDENDUM, uid, SAID)
    sessions.add_addendum(clinic, uid, SAID["text"])
    assert rows(clinic) == 0
    keep_begun(clinic, ADDENDUM, uid, SAID)
    forget_begun(clinic, ADDENDUM, uid)
    assert rows(clinic) == 0
    keep_begun(clinic, ADDENDUM, uid, SAID)
    keep_begun(clinic, ADDENDUM, uid, {"text": " ", "about": ""})
    assert rows(clinic) == 0


def test_a_void_record_takes_none_of_anybody(
    clinic: Clinic, uid: str, sign_in: Callable[[Role], Clinic]
) -> None:
    keep_begun(clinic, ADDENDUM, uid, SAID)
    sign_in(Role.MANAGER)
    keep_begun(clinic, BegunKind.VOIDING, uid, {"text": "wrong client"})
    sessions.void_session(clinic, uid, "wrong client")
    assert rows(clinic) == 0


def test_an_answer_to_a_question_that_was_closed_goes_on_as_an_addendum(
    clinic: Clinic, uid: str, sign_in: Callable[[Role], Clinic]
) -> None:
    sign_in(Role.MANAGER)
    keep_begun(clinic, BegunKind.QUESTION, uid, {"text": "Why so"})
    asked = review.ask_question(clinic, uid, "Why so deep?")
    assert rows(clinic) == 0
    sign_in(Role.PRACTITIONER)
    keep_begun(clinic, BegunKind.ANSWER, asked.uid, {"text": "Because of the scar"})
    sign_in(Role.MANAGER)
    review.close_question(clinic, asked.uid)
    sign_in(Role.PRACTITIONER)
    found = begun_words(clinic, ADDENDUM, uid)
    assert found is not None
    assert found.words == {"text": "Because of the scar"}
    assert rows(clinic) == 1


def test_an_answer_that_was_given_is_forgotten(
    clinic: Clinic, uid: str, sign_in: Callable[[Role], Clinic]
) -> None:
    sign_in(Role.MANAGER)
    asked = review.ask_question(clinic, uid, "Why so deep?")
    sign_in(Role.PRACTITIONER)
    keep_begun(clinic, BegunKind.ANSWER, asked.uid, {"text": "Because"})
    review.answer_question(clinic, asked.uid, "Because of the scar")
    assert rows(clinic) == 0


def test_they_go_with_the_client_and_are_in_no_export(
    clinic: Clinic,
    uid: str,
    client_uid: str,
    clock: SteppingClock,
    sign_in: Callable[[Role], Clinic],
    tmp_path: Path,
) -> None:
    keep_begun(clinic, ADDENDUM, uid, SAID)
    sign_in(Role.MANAGER)
    export_json(clinic, tmp_path / "clinic.json")
    written = (tmp_path / "clinic.json").read_text(encoding="utf-8")
    assert SAID["text"] not in written
    assert "begun_words" not in json.loads(written)["counts"]
    clock.forward(days=366 * 30)
    retention.destroy(clinic, client_uid, "over", "Anna Berg", "A. B.")
    assert rows(clinic) == 0
    assert verify(clinic) == ()


def test_who_may_only_read_begins_nothing(
    clinic: Clinic, uid: str, sign_in: Callable[[Role], Clinic]
) -> None:
    sign_in(Role.INSPECTOR)
    with pytest.raises(NotAllowed):
        keep_begun(clinic, ADDENDUM, uid, SAID)
    assert begun_addenda(clinic) == ()
    sign_in(Role.PRACTITIONER)
    keep_begun(clinic, ADDENDUM, uid, SAID)
    clinic.person = replace(clinic.person, role=Role.INSPECTOR)
    assert begun_addenda(clinic) == (), "she may write it no more"


def test_an_event_without_a_session_is_about_the_client(
    clinic: Clinic, client_uid: str, clock: SteppingClock
) -> None:
    keep_begun(clinic, BegunKind.EVENT, client_uid, {"note": "rash"})
    assert begun_words(clinic, BegunKind.EVENT, client_uid) is not None
    event = AdverseEvent("", client_uid, AdverseKind.OTHER, clock.now.date(), note="rash")
    adverse_events.record_event(clinic, event)
    assert rows(clinic) == 0


def test_of_a_record_that_is_not_there_nothing_is_kept(clinic: Clinic) -> None:
    keep_begun(clinic, ADDENDUM, "nowhere", SAID)
    assert rows(clinic) == 0
