"""Days of work in a test clinic: clients, signed sessions, photos."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date

from PIL import Image

from needlelog.domain.clients import Client, Consent, ConsentKind, ConsentStatus
from needlelog.domain.photos import PhotoPhase
from needlelog.domain.sessions import ZoneRow
from needlelog.domain.zones import Side
from needlelog.services import clients, photos, sessions
from needlelog.services.clinic import Clinic
from needlelog.services.photos import NewPhoto


def new_client(clinic: Clinic, name: str = "Amara Osei") -> str:
    """A client who agreed to photos."""
    agreed = Consent("", ConsentKind.PHOTO, "v2", ConsentStatus.GIVEN, date(2026, 3, 2))
    return clients.create_client(clinic, Client("", name, consents=(agreed,))).uid


def sign(clinic: Clinic, client: str, note: str = "") -> str:
    """A signed session; returns its uid."""
    draft = sessions.start_session(clinic, client)
    zone = ZoneRow(1, "chin", Side.MID, depth_um=1250, passes=4)
    sessions.save_draft(clinic, replace(draft, zones=(zone,), reactions=(), note=note))
    return sessions.sign_session(clinic, draft.uid).content.uid


def add_picture(clinic: Clinic, client: str, shade: int) -> str:
    """A small photo; returns its uid."""
    file = io.BytesIO()
    Image.new("RGB", (64, 80), (shade, 40, 200 - shade)).save(file, "JPEG")
    new = NewPhoto("face_front", PhotoPhase.BEFORE)
    return photos.add_photo(clinic, client, file.getvalue(), new).uid
