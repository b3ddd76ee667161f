"""Photos that are damaged on one machine hold no other record back, and heal from another."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from needlelog.domain.clients import Client, Consent, ConsentKind, ConsentStatus
from needlelog.domain.photos import PhotoPhase
from needlelog.services import clients, photos
from needlelog.services.clinic import Clinic
from needlelog.services.exchange.receiving import receive
from needlelog.services.exchange.sending import send
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
    return photo.uid


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
