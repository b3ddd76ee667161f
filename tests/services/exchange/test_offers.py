"""What lies in a folder and is not here yet, and what was sent from here."""

from __future__ import annotations

from dataclasses import replace

import pytest

from needlelog.domain.clients import Client
from needlelog.domain.errors import ReadFailed
from needlelog.services import clients
from needlelog.services.exchange.machines import machines as known_machines
from needlelog.services.exchange.machines import replaced_here
from needlelog.services.exchange.offers import offers
from needlelog.services.exchange.receiving import receive
from needlelog.services.exchange.sending import send, waiting
from needlelog.services.exchange.sent_files import sent_files
from tests.services.machines import Machines


def test_files_are_offered_until_what_they_hold_is_here(machines: Machines) -> None:
    one, two, three = machines.clinics
    clients.create_client(one, Client("", "Anna"))
    older = send(one, machines.stick)
    machines.clock.forward(days=1)
    clients.create_client(one, Client("", "Berta"))
    newer = send(one, machines.stick)
    send(two, machines.stick)
    (machines.stick / "other.needlelog").write_bytes(b"NLEX" + bytes(40))
    (machines.stick / "notes.txt").write_text("nothing")
    found = offers(two, machines.stick)
    assert [each.path.name for each in found] == [newer.file, older.file]
    assert {each.sender_name for each in found} == {"Reception"}
    assert found[0].size == newer.size
    receive(two, machines.stick / newer.file)
    assert offers(two, machines.stick) == ()  # the newer holds the older
    assert len(offers(three, machines.stick)) == 3


def test_what_needs_another_file_first_stands_after_it(machines: Machines) -> None:
    one, two, three = machines.clinics
    clients.create_client(two, Client("", "Anna"))
    first = send(two, machines.stick)
    receive(one, machines.stick / first.file)
    machines.clock.forward(minutes=1)
    clients.create_client(one, Client("", "Berta"))
    second = send(one, machines.stick)
    found = [(each.path.name, each.comes_later) for each in offers(three, machines.stick)]
    assert found == [(first.file, False), (second.file, True)]
    receive(three, machines.stick / first.file)
    found = [(each.path.name, each.comes_later) for each in offers(three, machines.stick)]
    assert found == [(second.file, False)]


def test_a_folder_that_is_gone_is_told(machines: Machines) -> None:
    with pytest.raises(ReadFailed):
        offers(machines.clinics[0], machines.stick / "gone")


def test_what_waits_and_what_was_sent_is_counted_by_kind(machines: Machines) -> None:
    one = machines.clinics[0]
    anna = clients.create_client(one, Client("", "Anna"))
    clients.save_client(one, replace(anna, phone="1"))
    counts = {each.kind: (each.new, each.changed) for each in waiting(one).counts}
    assert counts["client"] == (1, 0)
    sent = send(one, machines.stick)
    assert {each.kind for each in sent.counts} >= {"client"}
    (told,) = sent_files(one)
    assert told.file == sent.file
    assert told.counts == sent.counts
    assert told.at == sent.made_at


def test_a_machine_goes_on_from_nobody_at_first(machines: Machines) -> None:
    assert len(known_machines(machines.clinics[1])) >= 1
    assert replaced_here(machines.clinics[0]) == ""


def test_what_was_sent_is_not_told_as_unsent_until_it_is_confirmed(machines: Machines) -> None:
    one, two, three = machines.clinics
    machines.everybody()
    clients.create_client(one, Client("", "Anna"))
    assert [each.kind for each in waiting(one).unsent] == ["client"]
    sent = send(one, machines.stick)
    assert waiting(one).unsent == ()
    assert [each.kind for each in waiting(one).counts] == ["client"]
    for other in (two, three):
        receive(other, machines.stick / sent.file)
        machines.clock.forward(seconds=1)
        receive(one, machines.stick / send(other, machines.stick).file)
    assert waiting(one).counts == ()
    clients.create_client(one, Client("", "Berta"))
    assert [each.new for each in waiting(one).unsent] == [1]
