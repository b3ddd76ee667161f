"""A context over a small clinic, and the sheet in a window."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from needlelog.domain.clients import Client
from needlelog.domain.people import Practitioner, Role
from needlelog.domain.sessions import ZoneRow
from needlelog.domain.zones import Side
from needlelog.files.key_slots import KdfCost
from needlelog.files.recovery_code import new_recovery_code
from needlelog.files.reference_data import zone_catalogue
from needlelog.services import clients, sessions
from needlelog.services.clinic import create_clinic
from needlelog.ui.context import Context
from needlelog.ui.theme.manager import Mode, ThemeManager
from needlelog.ui.worker import DatabaseWorker
from tests.dealt_with import deal_with

CHEAP = KdfCost(time_cost=1, memory_kib=64, parallelism=1)
NOW = datetime(2026, 3, 2, 14, 22, tzinfo=UTC)
INSPECTOR = Practitioner("person-inspector", "Olga", Role.INSPECTOR)


@pytest.fixture
def context(tmp_path: Path, qapp: QApplication) -> Iterator[Context]:
    clinic = create_clinic(
        tmp_path / "clinic",
        "Clinic North",
        Practitioner("", "Rina Patel", Role.MANAGER),
        "rina",
        new_recovery_code(),
        lambda: NOW,
        CHEAP,
    )
    client = clients.create_client(clinic, Client("", "Zoë Ångström"))
    for zone in ("chin", "forehead"):
        draft = sessions.start_session(clinic, client.uid)
        row = ZoneRow(1, zone, Side.MID, depth_um=500, passes=4)
        sessions.save_draft(clinic, deal_with(clinic, replace(draft, zones=(row,))))
        sessions.sign_session(clinic, draft.uid)
    look = ThemeManager(qapp)
    look.apply(Mode.LIGHT)
    worker = DatabaseWorker()
    yield Context(clinic, worker, look, zone_catalogue())
    worker.shutdown()
    clinic.close()
