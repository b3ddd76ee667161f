"""Taking a receipt back where the records went on meanwhile."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from needlelog.db.exchange.machines import all_have
from needlelog.db.exchange.marks import covers, own_marks
from needlelog.db.new_chain import start_new_chain
from needlelog.domain.begun_words import BegunKind
from needlelog.domain.clients import Client, Consent, ConsentKind, ConsentStatus
from needlelog.domain.exchange.errors import ReceiptNotUndoable
from needlelog.domain.photos import PhotoPhase
from needlelog.domain.session_filter import SessionFilter
from needlelog.domain.sessions import SessionState
from needlelog.services import client_merge, clients, photos, retention, review, sessions
from needlelog.services.begun_words import keep_begun
from needlelog.services.clinic import Clinic
from needlelog.services.exchange.machines import join
from needlelog.services.exchange.receiving import receipts, receive, undo_receive
from needlelog.services.exchange.sending import send
from needlelog.services.verification import verify
from tests.services.exchange.test_exchange import FACE, signed
from tests.services.machines import Machines, differences


def taken_in(machines: Machines, sender: Clinic, receiver: Clinic) -> str:
    """The receipt of what one machine sent to another."""
    machines.clock.forward(seconds=1)
    return receive(receiver, machines.stick / send(sender, machines.stick).file).uid


def test_a_session_voided_here_since_stays_void(machines: Machines) -> None:
    one, two, _ = machines.clinics
    made = signed(one, clients.create_client(one, Client("", "Anna")).uid)
    machines.everybody()
    review.countersign(one, review.find_sessions(one, SessionFilter()), also_incomplete=True)
    receipt = taken_in(machines, one, two)
    assert sessions.session_record(two, made.content.uid).state is SessionState.COUNTERSIGNED
    sessions.void_session(two, made.content.uid, "wrong client")
    undo_receive(two, receipt)
    found = sessions.session_record(two, made.content.uid)
    assert found.countersigned_at is None
    assert found.state is SessionState.VOID
    assert verify(two) == ()
    machines.everybody()
    for clinic in machines.clinics:
        assert differences(one, clinic) == []


def begun(clinic: Clinic) -> int:
    with clinic.database.read() as session:
        rows = session.connection().exec_driver_sql("SELECT count(*) FROM begun_words")
        return int(rows.scalar_one())


def test_words_begun_about_what_came_stand_in_nobodys_way(machines: Machines) -> None:
    one, two, _ = machines.clinics
    made = signed(one, clients.create_client(one, Client("", "Anna")).uid)
    keep_begun(one, BegunKind.ADDENDUM, made.content.uid, {"text": "half a"})
    receipt = taken_in(machines, one, two)
    assert begun(two) == 0, "they are hers, on the computer where she wrote them"
    keep_begun(two, BegunKind.ADDENDUM, made.content.uid, {"text": "half a sentence"})
    undo_receive(two, receipt)
    assert begun(two) == 0
    assert verify(two) == ()


def test_words_begun_about_a_client_go_when_another_machine_destroyed_her(
    machines: Machines,
) -> None:
    one, two, _ = machines.clinics
    anna = clients.create_client(one, Client("", "Anna"))
    made = signed(one, anna.uid)
    machines.everybody()
    keep_begun(two, BegunKind.ADDENDUM, made.content.uid, {"text": "half a sentence"})
    retention.destroy(one, anna.uid, "time is over", "Anna", "A.")
    machines.everybody()
    assert begun(two) == 0
    assert verify(two) == ()


def test_what_came_is_built_on_by_a_machine_that_was_restored_since(machines: Machines) -> None:
    one, two, _ = machines.clinics
    anna = clients.create_client(one, Client("", "Anna", phone="0"))
    machines.everybody()
    for number in range(3):  # so that numbers of the former chain are greater than the new one's
        clients.save_client(two, replace(clients.client(two, anna.uid), note=str(number)))
    clients.save_client(one, replace(clients.client(one, anna.uid), phone="1"))
    receipt = taken_in(machines, one, two)
    with two.database.write() as session:
        start_new_chain(session, machines.clock(), two.person, "backup restored")
    join(two, "Room 1 again")
    clients.save_client(two, replace(clients.client(two, anna.uid), phone="2"))
    with pytest.raises(ReceiptNotUndoable):
        undo_receive(two, receipt)
    assert clients.client(two, anna.uid).phone == "2"


def test_no_photo_of_a_destroyed_client_comes_back_with_an_older_file(machines: Machines) -> None:
    one, two, _ = machines.clinics
    paper = Consent("c", ConsentKind.PHOTO, "1", ConsentStatus.GIVEN, date(2026, 3, 1))
    anna = clients.create_client(one, Client("", "Anna", consents=(paper,)))
    machines.everybody()
    photos.add_photo(two, anna.uid, FACE, photos.NewPhoto("face_front", PhotoPhase.BEFORE))
    machines.clock.forward(seconds=1)
    older = machines.stick / send(two, machines.stick).file
    retention.destroy(one, anna.uid, "time is over", "Anna", "A. U.")
    receive(one, older, agree_erasures=True)
    assert [path for path in one.folder.photos.rglob("*") if path.is_file()] == []
    assert verify(one) == ()


def test_photos_that_came_go_with_their_records_and_come_again(machines: Machines) -> None:
    one, two, _ = machines.clinics
    paper = Consent("c", ConsentKind.PHOTO, "1", ConsentStatus.GIVEN, date(2026, 3, 1))
    anna = clients.create_client(one, Client("", "Anna", consents=(paper,)))
    photo = photos.add_photo(one, anna.uid, FACE, photos.NewPhoto("face_front", PhotoPhase.BEFORE))
    machines.clock.forward(seconds=1)
    file = machines.stick / send(one, machines.stick).file
    undo_receive(two, receive(two, file).uid)
    assert [path for path in two.folder.photos.rglob("*") if path.is_file()] == []
    receive(two, file)
    assert photos.original(two, photo.uid) == FACE


def test_a_merge_undone_here_since_stays_undone(machines: Machines) -> None:
    one, two, _ = machines.clinics
    anna, berta, clara = (
        clients.create_client(one, Client("", name)).uid for name in ("Anna", "Berta", "Clara")
    )
    merged = client_merge.merge(one, berta, clara)
    machines.everybody()
    client_merge.merge(one, anna, berta)
    receipt = taken_in(machines, one, two)
    client_merge.undo_merge(two, merged.uid)
    undo_receive(two, receipt)
    with two.database.read() as session:
        rows = session.connection().exec_driver_sql(
            "SELECT name, active FROM client WHERE merged_into_id IS NULL ORDER BY name"
        )
        assert [tuple(row) for row in rows] == [("Anna", 1), ("Berta", 1), ("Clara", 1)]
    assert verify(two) == ()
    machines.everybody()
    for clinic in machines.clinics:
        assert differences(one, clinic) == []


def listed(clinic: Clinic, client_uid: str) -> list[review.SessionRow]:
    wanted = SessionFilter(client_uid=client_uid)
    return review.session_rows(clinic, review.find_sessions(clinic, wanted))


def test_a_merge_taken_back_gives_each_client_her_own_sessions(machines: Machines) -> None:
    one, two, _ = machines.clinics
    anna, berta = (clients.create_client(one, Client("", name)).uid for name in ("Anna", "Berta"))
    of_anna, of_berta = (signed(one, uid).content.uid for uid in (anna, berta))
    machines.everybody()
    client_merge.merge(one, anna, berta)
    receipt = taken_in(machines, one, two)
    assert {row.uid for row in listed(two, anna)} == {of_anna, of_berta}
    undo_receive(two, receipt)
    for client, session in ((anna, of_anna), (berta, of_berta)):
        [row] = listed(two, client)
        assert (row.uid, row.client_uid) == (session, client)
    assert verify(two) == ()


def test_a_file_takes_nothing_for_granted_that_its_sender_took_back(machines: Machines) -> None:
    one, two, three = machines.clinics
    machines.everybody()
    signed(two, clients.create_client(two, Client("", "Anna")).uid)
    machines.pass_on(1, 2)
    machines.pass_on(1, 0)
    machines.pass_on(2, 0)  # by which the first hears that the third has it too
    for receipt in [each.uid for each in receipts(one) if each.undone_at is None][:2]:
        undo_receive(one, receipt)
    newest = next(each.uid for each in receipts(three) if each.undone_at is None)
    undo_receive(three, newest)
    with one.database.read() as session:
        marks = own_marks(session)
        assert covers(marks, all_have(session, marks))
    berta = clients.create_client(one, Client("", "Berta"))
    taken_in(machines, one, three)
    assert clients.client(three, berta.uid).name == "Berta"
    machines.everybody()
    for clinic in machines.clinics:
        assert verify(clinic) == ()
        assert differences(one, clinic) == []
