"""Files that must be refused, each in a sentence, and nothing of them is taken in."""

from __future__ import annotations

import errno
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from needlelog.db.exchange import reading
from needlelog.db.exchange.kinds import references
from needlelog.db.schema import SCHEMA
from needlelog.domain.clients import Client
from needlelog.domain.errors import DiskFull, KnownError, NewerFile
from needlelog.domain.exchange.errors import (
    BundleDamaged,
    BundleFromHere,
    BundleOfOtherClinic,
    MachineKeyLost,
    MachineNamedAlready,
    MachineNameTaken,
    NoBundle,
    NotFirstMachine,
    OlderBundle,
    RecordsBetweenMissing,
    SenderNotTrusted,
    ThisMachineUnnamed,
    TwoCopies,
)
from needlelog.files.data_key import DataKey
from needlelog.files.exchange import bundle_file
from needlelog.files.exchange.machine_key import FILE, MachineKey
from needlelog.services import clients
from needlelog.services.clinic import Clinic
from needlelog.services.exchange import machines as machine_services
from needlelog.services.exchange import sending
from needlelog.services.exchange.receiving import preview, receipts, receive
from needlelog.services.exchange.sending import send
from needlelog.services.verification import verify
from tests.services.conftest import SteppingClock, Template
from tests.services.exports.conftest import filled, treat
from tests.services.machines import NAMES, Machines, opened


@pytest.fixture
def file(machines: Machines) -> Path:
    """What the first machine sent: one client."""
    clients.create_client(machines.clinics[0], Client("anna", "Anna"))
    return machines.stick / send(machines.clinics[0], machines.stick).file


def refused(clinic: Clinic, file: Path, error: type[KnownError]) -> None:
    """Neither a look nor receiving gets anything in."""
    for act in (preview, receive):
        with pytest.raises(error) as told:
            act(clinic, file)
        assert "Anna" not in str(told.value)
    assert clients.search_client_ids(clinic, "anna") == []
    assert receipts(clinic) == ()


def test_every_changed_byte_is_noticed(machines: Machines, file: Path) -> None:
    content = file.read_bytes()
    assert b"Anna" not in content
    for place in range(5, len(content), max(1, len(content) // 40)):
        broken = file.with_name("broken.needlelog")
        broken.write_bytes(content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :])
        with pytest.raises(KnownError) as told:
            receive(machines.clinics[1], broken)
        assert isinstance(told.value, BundleDamaged | SenderNotTrusted | BundleOfOtherClinic)
    assert receipts(machines.clinics[1]) == ()


@pytest.mark.parametrize("left", [0, 3, 60, 400, -64, -1])
def test_a_cut_file_is_refused(machines: Machines, file: Path, left: int) -> None:
    cut = file.with_name("cut.needlelog")
    cut.write_bytes(file.read_bytes()[:left])
    refused(machines.clinics[1], cut, NoBundle if left in (0, 3) else BundleDamaged)


def test_something_after_the_end_is_refused(machines: Machines, file: Path) -> None:
    longer = file.with_name("longer.needlelog")
    longer.write_bytes(file.read_bytes() + b"x")
    refused(machines.clinics[1], longer, BundleDamaged)


def test_a_newer_form_is_refused(machines: Machines, file: Path) -> None:
    newer = bytearray(file.read_bytes())
    newer[4] = bundle_file.VERSION + 1
    file.write_bytes(newer)
    refused(machines.clinics[1], file, NewerFile)


@pytest.mark.parametrize(("schema", "error"), [(SCHEMA + 1, NewerFile), (SCHEMA - 1, OlderBundle)])
def test_records_of_another_program_are_refused(
    machines: Machines, monkeypatch: pytest.MonkeyPatch, schema: int, error: type[KnownError]
) -> None:
    clients.create_client(machines.clinics[0], Client("anna", "Anna"))
    monkeypatch.setattr(sending, "SCHEMA", schema)
    file = machines.stick / send(machines.clinics[0], machines.stick).file
    refused(machines.clinics[1], file, error)


def test_a_file_of_another_clinic_is_refused(
    machines: Machines, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two, _ = machines.clinics
    clients.create_client(one, Client("anna", "Anna"))
    signer = MachineKey.new()
    monkeypatch.setattr(sending, "kept_key", lambda *_: signer)
    monkeypatch.setattr(one, "key", DataKey.random())
    file = machines.stick / send(one, machines.stick).file
    refused(two, file, BundleOfOtherClinic)


def test_a_file_that_its_sender_did_not_sign_is_refused(
    machines: Machines, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two, _ = machines.clinics
    clients.create_client(one, Client("anna", "Anna"))
    monkeypatch.setattr(sending, "kept_key", lambda *_: MachineKey.new())
    refused(two, machines.stick / send(one, machines.stick).file, SenderNotTrusted)


def test_a_file_from_here_is_for_the_others(machines: Machines, file: Path) -> None:
    with pytest.raises(BundleFromHere):
        receive(machines.clinics[0], file)


def test_something_else_is_no_such_file(machines: Machines) -> None:
    other = machines.stick / "letter.txt"
    other.write_text("Dear colleague", encoding="utf-8")
    refused(machines.clinics[1], other, NoBundle)


def test_two_copies_of_one_machine_are_found(
    machines: Machines, tmp_path: Path, clock: SteppingClock
) -> None:
    one, two, _ = machines.clinics
    folder = one.folder.path
    one.close()
    shutil.copytree(folder, tmp_path / "copy", ignore=shutil.ignore_patterns("*.lock"))
    machines.clinics[0] = one = opened(folder, clock)
    copy = opened(tmp_path / "copy", clock)
    clients.create_client(one, Client("anna", "Anna"))
    clients.create_client(copy, Client("berta", "Berta"))
    clock.forward(seconds=1)
    receive(two, machines.stick / send(one, machines.stick).file)
    clients.create_client(copy, Client("clara", "Clara"))
    clock.forward(seconds=1)
    sent = machines.stick / send(copy, machines.stick).file
    copy.close()
    for act in (preview, receive):
        with pytest.raises(TwoCopies) as told:
            act(two, sent)
    assert "Reception" in str(told.value)
    assert clients.search_client_ids(two, "clara") == []
    assert verify(two) == ()


def test_a_file_that_goes_on_from_what_is_not_here_is_refused(machines: Machines) -> None:
    """The first machine has not heard of the third yet, and the second has everything."""
    one, _, three = machines.clinics
    clients.create_client(one, Client("anna", "Anna"))
    machines.pass_on(0, 1)
    machines.pass_on(1, 0)
    clients.create_client(one, Client("berta", "Berta"))
    machines.clock.forward(seconds=1)
    sent = send(one, machines.stick)
    with pytest.raises(RecordsBetweenMissing):
        receive(three, machines.stick / sent.file)
    machines.clock.forward(seconds=1)
    receive(three, machines.stick / send(one, machines.stick, everything=True).file)
    assert len(clients.search_client_ids(three, "")) == 2


def test_a_full_disk_leaves_no_file_and_nothing_of_one(
    machines: Machines, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two, _ = machines.clinics
    before = sorted(machines.stick.iterdir())

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "no room")

    with monkeypatch.context() as patched:
        patched.setattr(bundle_file.BundleWriter, "finish", full)
        with pytest.raises(DiskFull):
            send(one, machines.stick)
    assert sorted(machines.stick.iterdir()) == before
    with two.database.write() as session:
        pages = session.connection().exec_driver_sql("PRAGMA page_count").scalar_one()
    with two.database.engine.connect() as connection:
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    clients_before = clients.search_client_ids(two, "")
    many = Client("many", "Many", note="x" * 2_000_000)
    clients.create_client(one, many)
    machines.clock.forward(seconds=1)
    sent = send(one, machines.stick)
    with pytest.raises(DiskFull):
        receive(two, machines.stick / sent.file)
    assert clients.search_client_ids(two, "") == clients_before
    assert receipts(two) == ()


def test_nothing_is_sent_or_received_before_the_machine_has_a_name(
    template: Template, tmp_path: Path, clock: SteppingClock, machines: Machines, file: Path
) -> None:
    shutil.copytree(template.folder, tmp_path / "alone")
    alone = opened(tmp_path / "alone", clock)
    acts: tuple[Callable[[], object], ...] = (
        lambda: send(alone, machines.stick),
        lambda: receive(alone, file),
    )
    for act in acts:
        with pytest.raises(ThisMachineUnnamed):
            act()
    with pytest.raises(NotFirstMachine):
        machine_services.join(alone, "Room 3")
    assert machine_services.machines(alone) == ()
    machine_services.begin(alone, "First")
    with pytest.raises(MachineNamedAlready):
        machine_services.begin(alone, "Second")
    with pytest.raises(MachineNamedAlready):
        machine_services.join(alone, "Second")
    (alone.folder.path / FILE).unlink()
    with pytest.raises(MachineKeyLost):
        send(alone, machines.stick)
    former, again = machine_services.this_machine(alone), machine_services.join(alone, "First")
    assert former is not None
    assert former.uid != again.uid
    assert [each.active for each in machine_services.machines(alone)] == [False, True]
    send(alone, machines.stick)
    assert verify(alone) == ()
    alone.close()


def test_two_computers_in_use_do_not_have_one_name(machines: Machines) -> None:
    machines.pass_on(0, 1)
    here = machines.clinics[1]
    (other,) = (each for each in machine_services.machines(here) if each.name == NAMES[0])
    own = machine_services.this_machine(here)
    assert own is not None
    with pytest.raises(MachineNameTaken):
        machine_services.rename_machine(here, own.uid, other.name.upper())
    assert machine_services.rename_machine(here, own.uid, own.name.upper()).name == "ROOM 1"
    machine_services.retire_machine(here, other.uid)
    assert machine_services.rename_machine(here, own.uid, other.name).name == other.name
    with pytest.raises(MachineNameTaken):
        machine_services.use_machine_again(here, other.uid)


def test_rows_that_do_not_fit_together_are_no_error_of_the_program(
    machines: Machines, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As a program sent them that took the row of a product in its session for a row number."""
    one, two, _three = machines.clinics
    anna = clients.create_client(one, Client("", "Anna")).uid
    treat(one, anna, change=lambda draft: filled(draft, one))
    known: Callable[[str], dict[str, str]] = references
    with monkeypatch.context() as patched:
        patched.setattr(
            reading,
            "references",
            lambda table: known(table) | ({"row": "topical"} if table == "topical_zone" else {}),
        )
        patched.setattr(reading, "_select", reading._select.__wrapped__)  # which remembers
        file = machines.stick / send(one, machines.stick).file
    with pytest.raises(BundleDamaged):
        receive(two, file)
    assert verify(two) == ()
