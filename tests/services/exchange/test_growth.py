"""What is kept for the other machines grows with the records, and stays smaller than the trail."""

from __future__ import annotations

from dataclasses import replace

from needlelog.domain.clients import Client
from needlelog.domain.session_filter import SessionFilter
from needlelog.domain.stock import Lot, Product
from needlelog.services import clients, review, sessions, stock
from needlelog.services.clinic import Clinic
from needlelog.services.exchange.receiving import receipts, receive
from needlelog.services.exchange.sending import send
from tests.services.exchange.test_exchange import signed
from tests.services.machines import Machines


def kept(clinic: Clinic) -> tuple[int, int, int]:
    """How many changes are kept, their bytes, and those of the trail."""
    with clinic.database.read() as session:
        connection = session.connection()
        changes, size = connection.exec_driver_sql(
            "SELECT count(*), sum(length(origin) + length(table_name) + length(row_uid)"
            " + length(field) + coalesce(length(old), 0) + coalesce(length(new), 0)"
            " + coalesce(length(builds_on), 0) + 30) FROM exchange_change"
        ).one()
        trail = connection.exec_driver_sql(
            "SELECT sum(length(origin) + length(person_uid) + length(person) + length(act)"
            " + length(record_kind) + length(record_uid) + coalesce(length(before), 0)"
            " + coalesce(length(after), 0) + length(previous_hash) + length(hash) + 30)"
            " FROM audit_entry WHERE made_at >= (SELECT min(joined_at) FROM machine)"
        ).scalar_one()
    return changes, size, trail


def test_a_signed_session_costs_one_change_and_writing_on_a_draft_none(machines: Machines) -> None:
    one = machines.clinics[0]
    anna = clients.create_client(one, Client("", "Anna"))
    before, _, _ = kept(one)
    draft = sessions.start_session(one, anna.uid)
    for number in range(20):
        draft = replace(draft, note=f"note {number}")
        sessions.save_draft(one, draft)
    assert kept(one)[0] == before
    sessions.discard_draft(one, draft.uid)
    signed(one, anna.uid)
    assert kept(one)[0] == before + 1
    clients.save_client(one, clients.client(one, anna.uid))
    assert kept(one)[0] == before + 1, "saving what is there already is no change"


def test_sending_and_receiving_again_and_again_adds_nothing(machines: Machines) -> None:
    one, two, _ = machines.clinics
    clients.create_client(one, Client("", "Anna"))
    machines.everybody()
    machines.everybody()
    before = [kept(each)[0] for each in machines.clinics]
    for _ in range(3):
        machines.everybody()
    assert [kept(each)[0] for each in machines.clinics] == before
    machines.clock.forward(seconds=1)
    file = machines.stick / send(one, machines.stick, everything=True).file
    known = len(receipts(two))
    for _ in range(2):
        receive(two, file)
    assert [kept(each)[0] for each in machines.clinics] == before
    assert len(receipts(two)) <= known + 1


def test_of_a_week_of_work_it_is_smaller_than_the_trail(machines: Machines) -> None:
    one = machines.clinics[0]
    product = stock.save_product(one, Product("", "Needles", "cartridge"))
    lot = stock.save_lot(one, Lot("", product.uid, "N-1", quantity=100))
    for number in range(8):
        client = clients.create_client(one, Client("", f"Client {number}", phone="0"))
        signed(one, client.uid)
        signed(one, client.uid)
        stock.adjust_lot(one, lot.uid, -1, "counted")
        clients.save_client(one, replace(clients.client(one, client.uid), phone="1", note="x"))
        machines.clock.forward(hours=5)
    review.countersign(one, review.find_sessions(one, SessionFilter()), also_incomplete=True)
    _, size, trail = kept(one)
    assert size < 0.5 * trail, (size, trail)
