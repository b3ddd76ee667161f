"""A client with drawn faces: three days of the front view, two of one side."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest

from needlelog.domain.clients import Client, Consent, ConsentKind, ConsentStatus
from needlelog.domain.photos import Photo, PhotoPhase
from needlelog.services import clients, photos
from needlelog.services.photos import NewPhoto
from needlelog.ui.photos.photos_tab import PhotosTab
from tests.files.photos.faces import Camera, encoded, face

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from needlelog.services.clinic import Clinic
    from needlelog.ui.context import Context

CAMERAS = {
    date(2026, 9, 22): Camera(),
    date(2026, 10, 22): Camera(1.06, 3, 0.02, 0.01),
    date(2026, 12, 6): Camera(0.96, -4, -0.02, 0.02, 0.75, 1.1),
}


def small_face(camera: Camera | None = None) -> bytes:
    return encoded(face(camera).resize((480, 600)), quality=92)


@pytest.fixture(scope="session")
def pictures() -> dict[date, bytes]:
    """The picture of each day."""
    return {day: small_face(camera) for day, camera in CAMERAS.items()}


def agreed(*kinds: ConsentKind) -> tuple[Consent, ...]:
    return tuple(
        Consent("", kind, "v2", ConsentStatus.GIVEN, date(2026, 9, 1))
        for kind in kinds or (ConsentKind.PHOTO,)
    )


@dataclass(frozen=True)
class Faces:
    """The client and the front views, oldest first."""

    client: Client
    front: tuple[Photo, ...]
    side: tuple[Photo, ...]


@pytest.fixture
def faces(clinic: Clinic, pictures: dict[date, bytes]) -> Faces:
    client = clients.create_client(clinic, Client("", "Amara Osei", consents=agreed()))
    front, side = [], []
    for day, content in pictures.items():
        at = datetime(day.year, day.month, day.day, 9, 40, tzinfo=UTC)
        phase = PhotoPhase.BEFORE if day.month < 12 else PhotoPhase.FOLLOW_UP
        new = NewPhoto("face_front", phase, taken_at=at)
        front.append(photos.add_photo(clinic, client.uid, content, new))
        if day.month != 10:
            other = NewPhoto("face_left_45", phase, taken_at=at)
            # One byte more is another file with the same picture.
            side.append(photos.add_photo(clinic, client.uid, content + b"\0", other))
    return Faces(client, tuple(front), tuple(side))


@pytest.fixture
def tab(qtbot: QtBot, context: Context, faces: Faces) -> PhotosTab:
    made = PhotosTab(context)
    qtbot.addWidget(made)
    made.resize(1300, 800)
    made.show()
    qtbot.waitExposed(made)
    made.show_client(faces.client.uid)
    qtbot.waitUntil(lambda: made.compare.canvas.pictures["right"] is not None)
    qtbot.waitUntil(lambda: made.compare.canvas.pictures["left"] is not None)
    return made
