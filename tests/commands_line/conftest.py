"""A clinic folder with one signed session, for the commands that read records."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from needlelog.domain.clients import Client
from needlelog.domain.people import Practitioner, Role
from needlelog.domain.sessions import ZoneRow
from needlelog.domain.zones import Side
from needlelog.files.key_slots import KdfCost
from needlelog.files.recovery_code import new_recovery_code
from needlelog.services import clients, sessions
from needlelog.services.clinic import create_clinic
from tests.quiet_rules import quiet_rules

if TYPE_CHECKING:
    from pathlib import Path

CHEAP = KdfCost(time_cost=1, memory_kib=64, parallelism=1)
NOW = datetime(2026, 3, 2, 14, 22, tzinfo=UTC)
PASSPHRASE = "rina"


@dataclass(frozen=True)
class Kept:
    """A closed clinic and what is in it."""

    folder: Path
    session: str
    draft: str


@pytest.fixture
def kept(tmp_path: Path) -> Kept:
    """One client, one signed session, one draft."""
    clinic = create_clinic(
        tmp_path / "clinic",
        "Clinic North",
        Practitioner("", "Rina Patel", Role.MANAGER),
        PASSPHRASE,
        new_recovery_code(),
        lambda: NOW,
        CHEAP,
    )
    quiet_rules(clinic)
    client = clients.create_client(clinic, Client("", "Zoë Ångström"))
    draft = sessions.start_session(clinic, client.uid)
    zone = ZoneRow(1, "chin", Side.MID, depth_um=1250, passes=4)
    sessions.save_draft(clinic, replace(draft, zones=(zone,), note="Très bien."))
    signed = sessions.sign_session(clinic, draft.uid)
    begun = sessions.start_session(clinic, client.uid)
    clinic.close()
    return Kept(clinic.folder.path, signed.content.uid, begun.uid)
