"""Photos that are damaged on one machine hold no other record back, and heal from another."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from needlelog.domain.clients import Client, Consent, ConsentKind, ConsentStatus
from needlelog.domain.photos import PhotoPhase
from needlelog.services import clients, photos
from needlelog.services.clinic import Clinic
from needlelog.services.exchange.offers import offers
from needlelog.services.exchange.receiving import preview, receive, undo_receive
from needlelog.services.exchange.sending import send, waiting
from needlelog.services.photo_repair import bring_photos_back, harmed_photos
from tests.files.photos.faces import encoded, face
from tests.services.machines import Machines

FACE = encoded(face())
PAPER = Consent("c", ConsentKind.PHOTO, "1", ConsentStatus.GIVEN, date(2026, 3, 1))


@pytest.fixture
def photographed(machines: Machines) -> str:
    """The uid of a photo on the first machine, which nobody else has yet."""
    one = machines.clinics[0]
    anna = clients.create_client(one, Client("", "Anna", consents=(PAPER,)))
    photo = photos.add_photo(one, anna.uid, FACE, photos.NewPhoto("face_front", PhotoPhase.BEFORE))
    machines.clock.forward(seconds=1)
    file = file_of_photo(one)
    WHOLE[file.name] = file.read_bytes()
    return photo.uid


WHOLE: dict[str, bytes] = {}
"""The photo files as they were written, by name."""


def file_of_photo(clinic: Clinic) -> Path:
    (path,) = (each for each in clinic.folder.photos.rglob("*") if each.is_file())
    return path


def test_a_photo_damaged_here_does_not_make_the_file_worthless(
    machines: Machines, photographed: str
) -> None:
    one, two, _ = machines.clinics
    file_of_photo(one).write_bytes(b"damaged")
    sent = send(one, machines.stick)
    assert sent.photos == 0
    receive(two, machines.stick / sent.file)
    assert len(clients.search_client_ids(two, "Anna")) == 1


def test_a_photo_damaged_there_is_mended_by_a_file_that_brings_it(
    machines: Machines, photographed: str
) -> None:
    one, two, _ = machines.clinics
    receive(two, machines.stick / send(one, machines.stick).file)
    file_of_photo(two).write_bytes(b"damaged")
    clients.create_client(one, Client("", "Berta"))
    machines.clock.forward(seconds=1)
    receive(two, machines.stick / send(one, machines.stick, everything=True).file)
    assert photos.original(two, photographed) == FACE


def test_a_photo_mended_after_it_was_left_out_goes_with_the_next_file(
    machines: Machines, photographed: str
) -> None:
    one, two, three = machines.clinics
    file = file_of_photo(one)
    file.write_bytes(b"damaged")
    sent = send(one, machines.stick)
    assert (sent.photos, sent.left_out) == (0, 1)
    for clinic in (two, three):
        receive(clinic, machines.stick / sent.file)
    machines.clock.forward(seconds=1)
    for sender in (1, 2):
        machines.pass_on(sender, 0)
    assert waiting(one).photos_asked == 0, "it is known to be damaged here"
    file.write_bytes(WHOLE[file.name])
    machines.clock.forward(seconds=1)
    sent = send(one, machines.stick)
    assert (sent.photos, sent.left_out) == (1, 0)
    assert waiting(one).photos_asked == 1, "sent is not arrived"
    receive(two, machines.stick / sent.file)
    receive(three, machines.stick / sent.file)
    for clinic in (two, three):
        assert photos.original(clinic, photographed) == FACE
    for sender in (1, 2):
        machines.pass_on(sender, 0)
    machines.clock.forward(seconds=1)
    assert waiting(one).photos_asked == 0
    assert send(one, machines.stick).photos == 0


def test_a_photo_lost_later_is_asked_for_and_fills_the_gap(
    machines: Machines, photographed: str
) -> None:
    _, two, three = machines.clinics
    machines.everybody()
    machines.everybody()
    gone = file_of_photo(two)
    gone.unlink()
    machines.pass_on(1, 2)
    assert waiting(three).photos_asked == 1
    brings = machines.stick / send(three, machines.stick).file
    receive(two, brings)
    assert photos.original(two, photographed) == FACE
    assert offers(two, machines.stick) == ()
    gone.unlink()
    assert [each.path for each in offers(two, machines.stick)] == [brings], "nothing else is new"
    assert preview(two, brings).photos == 1
    receipt = receive(two, brings)
    assert (receipt.photos, receipt.counts) == (1, ())
    assert photos.original(two, photographed) == FACE
    assert preview(two, brings).nothing_new
    undo_receive(two, receipt.uid)
    assert photos.original(two, photographed) == FACE


def test_a_photo_that_no_backup_has_is_asked_of_the_others(
    machines: Machines, photographed: str
) -> None:
    one, two, _ = machines.clinics
    machines.everybody()
    file_of_photo(one).write_bytes(b"damaged")
    repair = bring_photos_back(one, harmed_photos(one))
    assert (repair.brought, len(repair.lost), repair.asked) == ((), 1, True)
    machines.pass_on(0, 1)
    machines.pass_on(1, 0)
    assert photos.original(one, photographed) == FACE
    machines.pass_on(0, 1)
    assert waiting(two).photos_asked == 0
