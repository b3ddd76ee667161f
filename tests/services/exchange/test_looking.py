"""Looking at a file keeps nobody from signing, and what was looked at is what is taken in."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from needlelog.db.exchange.receiving import Incoming
from needlelog.domain.clients import Client
from needlelog.domain.exchange.errors import PreviewOutdated
from needlelog.services import clients, sessions
from needlelog.services.exchange.receiving import preview, receipts, receive
from needlelog.services.exchange.sending import send
from needlelog.services.verification import verify
from tests.services.exchange.test_exchange import signed
from tests.services.machines import Machines


def edited(machines: Machines) -> tuple[str, Path]:
    """A client known to all, and a file of the first machine with another phone and a session."""
    one, _, _ = machines.clinics
    anna = clients.create_client(one, Client("", "Anna", phone="0"))
    machines.everybody()
    signed(one, anna.uid)
    clients.save_client(one, replace(clients.client(one, anna.uid), phone="1"))
    machines.clock.forward(seconds=1)
    return anna.uid, machines.stick / send(one, machines.stick).file


def test_signing_goes_on_while_a_file_is_looked_through(
    machines: Machines, monkeypatch: pytest.MonkeyPatch
) -> None:
    anna, file = edited(machines)
    two = machines.clinics[1]
    made: list[str] = []
    signer = threading.Thread(target=lambda: made.append(signed(two, anna).content.uid))
    calls: list[bool] = []
    real = Incoming.take

    def take(self: Incoming, record: Any) -> None:
        calls.append(bool(made))
        if len(calls) == 1:
            signer.start()
            while not two.database._turns.somebody_waits:
                pass
        real(self, record)

    monkeypatch.setattr(Incoming, "take", take)
    looked = preview(two, file)
    signer.join(10)
    assert calls[0] is False
    assert calls[-1] is True, "it was looked through again after the signature"
    assert sessions.session_record(two, made[0]).content.uid == made[0]
    assert [(each.kind, each.new) for each in looked.counts if each.kind == "session"] == [
        ("session", 1)
    ]
    assert receipts(two)[0].bundle_uid != looked.bundle_uid, "nothing was written"
    assert receive(two, file, seen=looked).counts == looked.counts
    assert verify(two) == ()


def test_what_would_do_something_else_by_now_is_not_taken_in(machines: Machines) -> None:
    anna, file = edited(machines)
    two = machines.clinics[1]
    looked = preview(two, file)
    assert looked.conflicts == ()
    signed(two, anna)
    clients.save_client(two, replace(clients.client(two, anna), phone="2"))
    before = receipts(two)
    with pytest.raises(PreviewOutdated):
        receive(two, file, seen=looked)
    assert receipts(two) == before
    assert clients.client(two, anna).phone == "2"
    again = preview(two, file)
    assert [each.field for each in again.conflicts] == ["phone"]
    assert receive(two, file, seen=again).conflicts == 1


def test_what_the_file_does_not_touch_may_have_changed(machines: Machines) -> None:
    anna, file = edited(machines)
    two = machines.clinics[1]
    looked = preview(two, file)
    signed(two, anna)
    clients.save_client(two, replace(clients.client(two, anna), note="something else"))
    assert receive(two, file, seen=looked).uid
