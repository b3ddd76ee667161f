"""What one machine writes and another takes in."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError

from needlelog.db.exchange.kinds import kinds, sent_columns
from needlelog.db.schema import metadata
from needlelog.domain.clients import (
    Answer,
    Client,
    Consent,
    ConsentKind,
    ConsentStatus,
    HistoryItem,
    HistoryKind,
)
from needlelog.domain.depth_advice import LimitOverride
from needlelog.domain.exchange.bundles import AlertCode
from needlelog.domain.exchange.errors import (
    ConflictGone,
    ErasureEntangled,
    ErasureHeld,
    ErasureNotAgreed,
    ReceiptNotUndoable,
)
from needlelog.domain.follow_up import FollowUp
from needlelog.domain.people import Practitioner, Role
from needlelog.domain.photos import PhotoPhase
from needlelog.domain.record_errors import RecordIncomplete, RecordLocked
from needlelog.domain.session_filter import SessionFilter
from needlelog.domain.sessions import CartridgeUse, SessionRecord, SessionState, ZoneRow
from needlelog.domain.stock import Lot, Product
from needlelog.domain.zones import Side
from needlelog.services import (
    aftercare,
    client_merge,
    clients,
    consent_texts,
    consents,
    follow_up,
    limits,
    people,
    photos,
    retention,
    review,
    sessions,
    stock,
)
from needlelog.services.clinic import Clinic
from needlelog.services.exchange.conflicts import choose, conflicts
from needlelog.services.exchange.receiving import preview, receipts, receive, undo_receive
from needlelog.services.exchange.sending import send
from needlelog.services.verification import verify
from tests.files.photos.faces import encoded, face
from tests.services.conftest import PEOPLE
from tests.services.machines import Machines, differences, records
from tests.services.trail import entries

FACE = encoded(face())
ZONE = ZoneRow(1, "face.chin", Side.MID, depth_um=500)


def signed(clinic: Clinic, client_uid: str, **content: Any) -> SessionRecord:
    draft = sessions.start_session(clinic, client_uid)
    draft = replace(draft, zones=(ZONE,), reactions=(), **content)
    sessions.save_draft(clinic, draft)
    return sessions.sign_session(clinic, draft.uid)


def test_a_client_and_a_session_arrive(machines: Machines) -> None:
    one, two, _ = machines.clinics
    anna = clients.create_client(one, Client("", "Anna Ångström"))
    made = signed(one, anna.uid)
    machines.pass_on(0, 1)
    assert sessions.session_record(two, made.content.uid) == made
    assert verify(two) == ()
    machines.everybody()
    for other in machines.clinics[1:]:
        assert differences(one, other) == []
        assert verify(other) == ()


def content_of(clinic: Clinic, words: str) -> bool:
    """Whether a word stands anywhere in the records of a machine."""
    with clinic.database.read() as session:
        connection = session.connection()
        for table in metadata.tables.values():
            for row in connection.exec_driver_sql(f'SELECT * FROM "{table.name}"'):  # noqa: S608
                if any(words in str(value) for value in row):
                    return True
    return False


def test_a_record_destroyed_on_one_machine_is_destroyed_on_all(machines: Machines) -> None:
    one, two, _ = machines.clinics
    anna = clients.create_client(one, Client("", "Anna Unmistakable"))
    signed(one, anna.uid)
    machines.everybody()
    lately = signed(two, anna.uid)
    clients.save_client(two, replace(clients.client(two, anna.uid), note="Unmistakable note"))
    retention.destroy(one, anna.uid, "time is over", "Anna Unmistakable", "A. U.")
    machines.clock.forward(seconds=1)
    sent = send(one, machines.stick)
    looked = preview(two, machines.stick / sent.file)
    assert [(each.person, each.sessions) for each in looked.erasures] == [("A. U.", 2)]
    with pytest.raises(ErasureNotAgreed):
        receive(two, machines.stick / sent.file)
    assert sessions.session_record(two, lately.content.uid) == lately
    receipt = receive(two, machines.stick / sent.file, agree_erasures=True)
    assert receipt.erased
    assert not any(each.undoable for each in receipts(two))
    with pytest.raises(ReceiptNotUndoable):
        undo_receive(two, receipt.uid)
    machines.everybody()
    for clinic in machines.clinics:
        assert not content_of(clinic, "Unmistakable")
        assert verify(clinic) == ()
        assert differences(one, clinic) == []


def test_what_came_later_of_a_destroyed_client_is_not_taken_in(machines: Machines) -> None:
    one, two, _ = machines.clinics
    anna = clients.create_client(one, Client("", "Anna Unmistakable"))
    machines.everybody()
    retention.destroy(one, anna.uid, "time is over", "Anna Unmistakable", "A. U.")
    signed(two, anna.uid)
    clients.save_client(two, replace(clients.client(two, anna.uid), note="Unmistakable note"))
    machines.clock.forward(seconds=1)
    sent = send(two, machines.stick)
    receive(one, machines.stick / sent.file, agree_erasures=True)
    assert not content_of(one, "Unmistakable")
    assert verify(one) == ()
    machines.everybody()
    for clinic in machines.clinics:
        assert not content_of(clinic, "Unmistakable")
        assert verify(clinic) == ()
        assert differences(one, clinic) == []


def test_a_legal_hold_here_keeps_what_was_destroyed_elsewhere(machines: Machines) -> None:
    one, two, _ = machines.clinics
    anna = clients.create_client(one, Client("", "Anna"))
    machines.everybody()
    retention.place_hold(two, anna.uid, "a claim")
    retention.destroy(one, anna.uid, "time is over", "Anna", "A.")
    machines.clock.forward(seconds=1)
    sent = send(one, machines.stick)
    with pytest.raises(ErasureHeld):
        receive(two, machines.stick / sent.file, agree_erasures=True)
    assert clients.client(two, anna.uid).name == "Anna"


def test_it_is_known_of_every_table_whether_it_travels() -> None:
    stay = {
        *(
            "installation",
            "draft",
            "begun_words",
            "session_summary",
            "client_summary",
            "plan_summary",
        ),
        *("week_sum", "week_count", "year_sum", "plan_zone", "client_concern_zone"),
        *("machine_mark", "exchange_receipt", "exchange_came", "exchange_before"),
        *("exchange_open", "missing_photo", "session_figure", "figure_letter"),
    }
    on_a_way_of_their_own = {
        *("audit_entry", "audit_tombstone", "erasure", "row_to_erase", "exchange_change")
    }
    assert set(metadata.tables) - set(kinds()) == stay | on_a_way_of_their_own


def test_every_column_that_a_store_changes_is_a_field_or_never_changes() -> None:
    """A column that could change and is no field would stay different on other machines."""
    fixed = {
        table: sorted(set(sent_columns(table)) - {"uid", "origin"} - changing)
        for table, kind in kinds().items()
        if kind.alone
        for changing in [{name for names in kind.fields.values() for name in names}]
    }
    assert fixed["client"] == ["created_at"]
    assert fixed["history_item"] == ["client_id"]
    assert fixed["plan"] == ["client_id"]
    assert fixed["lot"] == ["product_id"]
    assert fixed["device"] == []
    assert fixed["product"] == []
    assert fixed["practitioner"] == []
    assert fixed["setting"] == ["key"]
    assert fixed["saved_filter"] == ["name"]
    assert fixed["adverse_event"] == ["client_id", "recorded_at", "recorded_by_id"]


def test_a_conflict_says_who_said_what_and_when_and_the_manager_chooses(
    machines: Machines,
) -> None:
    one, two, three = machines.clinics
    anna = clients.create_client(one, Client("", "Anna", phone="1"))
    machines.everybody()
    clients.save_client(one, replace(clients.client(one, anna.uid), phone="2", note="both"))
    machines.clock.forward(minutes=5)
    two.person = PEOPLE[Role.PRACTITIONER]
    clients.save_client(two, replace(clients.client(two, anna.uid), phone="3", note="both"))
    two.person = PEOPLE[Role.MANAGER]
    sent = send(two, machines.stick)
    (looked,) = preview(one, machines.stick / sent.file).conflicts
    assert (looked.kind, looked.field, looked.subject) == ("client", "phone", "Anna")
    assert looked.before == {"phone": "1"}
    later, earlier = looked.sides
    assert (later.values, later.person, later.machine) == ({"phone": "3"}, "Jana Ø", "Room 1")
    assert (earlier.values, earlier.person) == ({"phone": "2"}, "Rina Patel")
    assert later.at is not None
    assert earlier.at is not None
    assert later.at - earlier.at == timedelta(minutes=5)
    assert looked.holds == later.version
    assert conflicts(one) == ()
    receive(one, machines.stick / sent.file)
    assert conflicts(one) == (looked,)
    assert clients.client(one, anna.uid).phone == "3"
    choose(one, looked, earlier.version)
    assert conflicts(one) == ()
    assert clients.client(one, anna.uid).phone == "2"
    with pytest.raises(ConflictGone):
        choose(one, looked, later.version)
    machines.everybody()
    for clinic in (one, two, three):
        assert conflicts(clinic) == ()
        assert clients.client(clinic, anna.uid).phone == "2"
        assert differences(one, clinic) == []


def test_safe_values_hold_until_somebody_chooses(machines: Machines) -> None:
    one, two, _ = machines.clinics
    latex = HistoryItem("", HistoryKind.ALLERGY, "latex", Answer.NO, alert=True)
    paper = Consent("", ConsentKind.PHOTO, "1", ConsentStatus.GIVEN, date(2026, 3, 1))
    anna = clients.create_client(
        one, Client("", "Anna", history=(latex,), consents=(replace(paper, uid="consent"),))
    )
    machines.everybody()
    (item,) = clients.client(one, anna.uid).history
    here, there = clients.client(one, anna.uid), clients.client(two, anna.uid)
    clients.save_client(one, replace(here, history=(replace(item, answer=Answer.YES),)))
    consents.withdraw_consent(one, "consent", date(2026, 3, 2), "no more")
    people.update_person(one, replace(PEOPLE[Role.PRACTITIONER], depth_ceiling_um=500))
    machines.clock.forward(minutes=1)
    unsure = replace(item, answer=Answer.UNKNOWN, alert=False)
    clients.save_client(two, replace(there, history=(unsure,)))
    people.update_person(two, replace(PEOPLE[Role.PRACTITIONER], depth_ceiling_um=1500))
    machines.everybody()
    for clinic in machines.clinics:
        client = clients.client(clinic, anna.uid)
        assert client.history[0].answer is Answer.YES
        assert client.consents[0].status is ConsentStatus.WITHDRAWN
        (jana,) = (each for each in people.people(clinic) if each.name == "Jana Ø")
        assert jana.depth_ceiling_um == 500
        told = {(each.kind, each.field) for each in conflicts(clinic)}
        assert told == {("history_item", "answer"), ("practitioner", "depth_ceiling_um")}


def test_a_session_void_here_and_countersigned_there(machines: Machines) -> None:
    one, two, _ = machines.clinics
    anna = clients.create_client(one, Client("", "Anna"))
    made = signed(one, anna.uid)
    machines.everybody()
    sessions.void_session(one, made.content.uid, "wrong client")
    machines.clock.forward(minutes=1)
    sessions.void_session(two, made.content.uid, "twice")
    sessions_there = review.find_sessions(machines.clinics[2], SessionFilter())
    three = machines.clinics[2]
    review.countersign(three, sessions_there, also_incomplete=True)
    sessions.add_addendum(three, made.content.uid, "She called.")
    machines.everybody()
    for clinic in machines.clinics:
        found = sessions.session_record(clinic, made.content.uid)
        assert found.state is SessionState.VOID
        assert found.void_reason == "wrong client"
        assert found.countersigned_by == "Rina Patel"
        assert [each.text for each in found.addenda] == ["She called."]
        assert conflicts(clinic) == ()
        assert verify(clinic) == ()
        reasons = [entry.after for entry in entries(clinic) if entry.act == "voided"]
        assert len(reasons) == 2


def test_a_cartridge_used_for_two_clients_is_taken_in_and_told(machines: Machines) -> None:
    one, two, _ = machines.clinics
    unit = CartridgeUse(lot="C-1", serial="S 77", count=1)
    both = [
        signed(clinic, clients.create_client(clinic, Client("", name)).uid, cartridge=unit)
        for clinic, name in ((one, "Anna"), (two, "Berta"))
    ]
    machines.clock.forward(seconds=1)
    receipt = receive(two, machines.stick / send(one, machines.stick).file)
    (alert,) = (each for each in receipt.alerts if each.code is AlertCode.CARTRIDGE_TWICE)
    assert alert.subject == "S 77 C-1"
    assert set(alert.uids) == {record.content.uid for record in both}
    assert verify(two) == ()
    third = sessions.start_session(two, clients.create_client(two, Client("", "Clara")).uid)
    sessions.save_draft(two, replace(third, zones=(ZONE,), cartridge=unit, reactions=()))
    with pytest.raises(RecordIncomplete):
        sessions.sign_session(two, third.uid)


def test_what_was_received_is_taken_back_exactly(machines: Machines) -> None:
    one, two, _ = machines.clinics
    anna = clients.create_client(one, Client("", "Anna", phone="0"))
    clients.save_client(one, replace(clients.client(one, anna.uid), phone="1"))
    made = signed(one, anna.uid)
    machines.everybody()
    before = records(two)
    berta = clients.create_client(one, Client("", "Berta"))
    signed(one, berta.uid)
    signed(one, anna.uid)
    clients.save_client(one, replace(clients.client(one, anna.uid), phone="2"))
    sessions.void_session(one, made.content.uid, "wrong")
    client_merge.merge(one, anna.uid, berta.uid)
    people.add_person(one, Practitioner("new", "New Person", Role.PRACTITIONER), "a new passphrase")
    machines.clock.forward(seconds=1)
    file = machines.stick / send(one, machines.stick).file
    receipt = receive(two, file)
    assert receipts(two)[0].undoable
    assert "New Person" in [each.sign_in_name for each in two.keys.people()]
    after = records(two)
    undone = undo_receive(two, receipt.uid)
    assert undone.undone_by == "Rina Patel"
    assert records(two) == before
    assert verify(two) == ()
    assert "New Person" not in [each.sign_in_name for each in two.keys.people()]
    with pytest.raises(ReceiptNotUndoable):
        undo_receive(two, receipt.uid)
    again = receive(two, file)
    assert again.counts == receipt.counts
    assert records(two) == after
    assert verify(two) == ()
    assert receive(two, file).uid == ""
    signed(two, berta.uid)
    with pytest.raises(ReceiptNotUndoable):
        undo_receive(two, again.uid)


def test_what_is_left_of_a_lot_comes_to_the_same_everywhere(machines: Machines) -> None:
    one, two, _ = machines.clinics
    product = stock.save_product(one, Product("", "Needles", "cartridge"))
    lot = stock.save_lot(one, Lot("", product.uid, "N-1", quantity=100))
    machines.everybody()
    for clinic, change in ((one, -80), (two, -80), (one, 50)):
        machines.clock.forward(minutes=1)
        stock.adjust_lot(clinic, lot.uid, change, "counted")
    machines.clock.forward(minutes=1)
    receipt = receive(one, machines.stick / send(two, machines.stick).file)
    told = [each.subject for each in receipt.alerts if each.code is AlertCode.LOT_BELOW_NOTHING]
    assert told == ["Needles N-1"]
    machines.everybody()
    for clinic in machines.clinics:
        (found,) = stock.lots(clinic)
        assert found.quantity == 50
        assert sorted(each.change for each in stock.adjustments(clinic, lot.uid)) == [-80, -80, 50]


def test_photos_and_their_files_arrive(machines: Machines) -> None:
    one, two, _ = machines.clinics
    paper = Consent("", ConsentKind.PHOTO, "1", ConsentStatus.GIVEN, date(2026, 3, 1))
    anna = clients.create_client(one, Client("", "Anna", consents=(replace(paper, uid="c"),)))
    photo = photos.add_photo(one, anna.uid, FACE, photos.NewPhoto("face_front", PhotoPhase.BEFORE))
    machines.clock.forward(seconds=1)
    sent = send(one, machines.stick)
    assert sent.photos == 1
    assert preview(two, machines.stick / sent.file).photos == 1
    assert not list(two.folder.photos.rglob("*/*"))
    receive(two, machines.stick / sent.file)
    assert photos.original(two, photo.uid) == FACE
    assert verify(two) == ()


def test_a_shortened_trail_of_another_machine_is_told(machines: Machines) -> None:
    one, two, _ = machines.clinics
    clients.create_client(one, Client("", "Anna"))
    machines.pass_on(0, 1)
    with two.database.write() as session:
        connection = session.connection()
        connection.exec_driver_sql("DROP TRIGGER audit_entry_locked_delete")
        connection.exec_driver_sql(
            "DELETE FROM audit_entry WHERE origin <> (SELECT origin FROM installation)"
            " AND act = 'client added'"
        )
    assert "exchange" in {fault.code for fault in verify(two)}


def test_rows_that_came_cannot_be_deleted_by_hand(machines: Machines) -> None:
    one, two, _ = machines.clinics
    signed(one, clients.create_client(one, Client("", "Anna")).uid)
    machines.pass_on(0, 1)
    for statement in (
        "DELETE FROM session",
        "INSERT INTO exchange_open (id, open_mark) VALUES (1, -1)",
        "INSERT INTO exchange_open (id, open_mark) VALUES (1, 1)",
    ):
        with pytest.raises((RecordLocked, IntegrityError)):
            by_hand(two, statement)
    assert verify(two) == ()


def by_hand(clinic: Clinic, statement: str) -> None:
    with clinic.database.write() as session:
        session.connection().exec_driver_sql(statement)


def test_texts_and_filters_made_on_two_machines_are_all_kept(machines: Machines) -> None:
    one, two, _ = machines.clinics
    shipped = aftercare.sheets(one)[0]
    for clinic, words in ((one, "from one"), (two, "from two")):
        machines.clock.forward(minutes=1)
        aftercare.keep_given(clinic, shipped)
        aftercare.save_sheet(clinic, replace(shipped, body=f"{shipped.body}\n{words}"))
        text = consent_texts.templates(clinic)[0]
        consent_texts.save_template(clinic, replace(text, version="9", body=f"Agreed, {words}."))
        review.save_filter(clinic, "mine", SessionFilter(text=words))
        depth = 400 if clinic is one else 600
        limits.save_limit_override(clinic, LimitOverride("face.chin", depth, words))
    machines.everybody()
    for clinic in machines.clinics:
        assert differences(one, clinic) == []
        assert verify(clinic) == ()
        every = aftercare.sheet_versions(clinic, shipped.sheet)
        assert len(every) == 3
        kept = [each for each in every if each.body != shipped.body]
        assert [each.body.splitlines()[-1] for each in kept] == ["from two", "from one"]
        for sheet in kept:
            assert aftercare.given_sheet(clinic, shipped.title, sheet.version) == sheet
        bodies = [each.body.strip() for each in consent_texts.template_history(clinic, text.kind)]
        assert bodies[-2:] == ["Agreed, from one.", "Agreed, from two."]
        (saved,) = review.saved_filters(clinic)
        assert saved.wanted.text == "from two"
        assert ("saved_filter", "filter") in {(each.kind, each.field) for each in conflicts(clinic)}
        assert limits.limit_overrides(clinic)[-1].warn_um == 600


def test_two_corrections_of_one_follow_up_are_both_kept(machines: Machines) -> None:
    one, two, _ = machines.clinics
    anna = clients.create_client(one, Client("", "Anna"))
    made = signed(one, anna.uid)
    first = follow_up.record_follow_up(
        one, FollowUp("", anna.uid, made.content.uid, None, date(2026, 3, 2), note="first")
    )
    machines.everybody()
    for clinic, words in ((two, "from two"), (one, "from one")):
        machines.clock.forward(minutes=1)
        follow_up.record_follow_up(clinic, replace(first, uid="", note=words, replaces=first.uid))
    machines.everybody()
    for clinic in machines.clinics:
        assert differences(one, clinic) == []
        assert verify(clinic) == ()
        told = {
            each.note: each.replaces
            for each in follow_up.client_outcomes(clinic, anna.uid).follow_ups
        }
        assert told == {"first": None, "from two": first.uid, "from one": None}


def test_a_destroyed_client_who_is_somebody_else_here_too_is_left_to_a_manager(
    machines: Machines,
) -> None:
    one, two, _ = machines.clinics
    anna, ann = (clients.create_client(one, Client("", name)) for name in ("Anna", "Ann"))
    machines.everybody()
    retention.destroy(one, ann.uid, "time is over", "Ann", "A.")
    merged = client_merge.merge(two, anna.uid, ann.uid)
    machines.clock.forward(seconds=1)
    file = machines.stick / send(one, machines.stick).file
    with pytest.raises(ErasureEntangled):
        receive(two, file, agree_erasures=True)
    client_merge.undo_merge(two, merged.uid)
    receive(two, file, agree_erasures=True)
    assert clients.client(two, anna.uid).name == "Anna"
    assert verify(two) == ()
    machines.everybody()
    assert differences(one, two) == []


def test_merges_of_two_machines_that_cross(machines: Machines) -> None:
    """Each keeps another one; all four entries are one client in the end, the same on each."""
    one, two, _ = machines.clinics
    made = [clients.create_client(one, Client("", name)) for name in ("Ann", "Anna", "Anne", "An")]
    record = signed(one, made[1].uid)
    machines.everybody()
    client_merge.merge(two, made[1].uid, made[0].uid)
    for kept, duplicate in ((2, 0), (3, 2)):
        machines.clock.forward(minutes=1)
        client_merge.merge(one, made[kept].uid, made[duplicate].uid)
    machines.clock.forward(minutes=1)
    last = client_merge.merge(one, made[1].uid, made[3].uid)
    machines.everybody()
    for clinic in machines.clinics:
        assert differences(one, clinic) == []
        assert verify(clinic) == ()
        assert len({clients.client(clinic, each.uid).uid for each in made}) == 1
        assert len(clients.search_client_ids(clinic, "")) == 1
        assert sessions.last_record(clinic, made[0].uid) == record
    machines.clock.forward(minutes=1)
    client_merge.undo_merge(two, last.uid)
    machines.everybody()
    for clinic in machines.clinics:
        assert differences(one, clinic) == []
        assert verify(clinic) == ()
