"""What one machine writes and another takes in."""

from __future__ import annotations

from dataclasses import replace

import pytest

from needlelog.db.exchange.kinds import kinds, sent_columns
from needlelog.db.schema import metadata
from needlelog.domain.clients import Client
from needlelog.domain.exchange.errors import (
    ErasureHeld,
    ErasureNotAgreed,
    ReceiptNotUndoable,
)
from needlelog.domain.sessions import SessionRecord, ZoneRow
from needlelog.domain.zones import Side
from needlelog.services import clients, retention, sessions
from needlelog.services.clinic import Clinic
from needlelog.services.exchange.receiving import preview, receive, undo_receive
from needlelog.services.exchange.sending import send
from needlelog.services.verification import verify
from tests.services.machines import Machines, differences

ZONE = ZoneRow(1, "face.chin", Side.MID, depth_um=500)


def signed(clinic: Clinic, client_uid: str) -> SessionRecord:
    draft = sessions.start_session(clinic, client_uid)
    draft = replace(draft, zones=(ZONE,), reactions=())
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
        *("installation", "draft", "session_summary", "client_summary", "plan_summary"),
        *("week_sum", "week_count", "year_sum", "plan_zone", "client_concern_zone"),
        *("machine_mark", "exchange_receipt", "exchange_came", "exchange_before"),
        "exchange_open",
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
