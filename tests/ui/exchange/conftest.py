"""Two computers of one clinic: the window stands over the second, Room 1."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from needlelog.domain.clients import Client
from needlelog.domain.people import Role
from needlelog.domain.sessions import ZoneRow
from needlelog.domain.zones import Side
from needlelog.files.recovery_code import new_recovery_code
from needlelog.files.reference_data import zone_catalogue
from needlelog.services import clients, sessions
from needlelog.services.clinic import Clinic, create_clinic
from needlelog.services.exchange.sending import send
from needlelog.services.people import add_person
from needlelog.ui.context import Context
from needlelog.ui.theme.manager import Mode, ThemeManager
from needlelog.ui.worker import DatabaseWorker
from tests.quiet_rules import quiet_rules
from tests.services.conftest import (
    CHEAP,
    INSPECTOR,
    MANAGER,
    PASSPHRASE,
    PEOPLE,
    PRACTITIONER,
    SteppingClock,
)
from tests.services.machines import machine_folders, opened

ZONE = ZoneRow(1, "face.chin", Side.MID, depth_um=500)


@dataclass
class Two:
    """``far`` is Reception, ``here`` is Room 1, where the window stands."""

    far: Clinic
    here: Clinic
    clock: SteppingClock
    stick: Path
    context: Context
    qtbot: QtBot
    window: QWidget

    def rest(self) -> None:
        """Wait until everything is read and shown."""
        self.qtbot.waitUntil(self.context.worker.idle, timeout=10_000)

    def sent_by(self, clinic: Clinic) -> Path:
        """A file of this computer on the stick."""
        self.clock.forward(minutes=1)
        return self.stick / send(clinic, self.stick).file

    def act_as(self, role: Role) -> None:
        """Let another person sit in front of the window."""
        self.here.person = PEOPLE[role]

    def edited_on_both(self) -> Client:
        """A client known to both, whose phone was changed on both, later on this one."""
        anna = clients.create_client(self.far, Client("", "Anna Ångström", phone="1"))
        self._take(self.sent_by(self.far))
        for clinic, phone in ((self.far, "far 11"), (self.here, "here 22")):
            self.clock.forward(minutes=5)
            clients.save_client(clinic, replace(clients.client(clinic, anna.uid), phone=phone))
        return anna

    def treated(self, clinic: Clinic, name: str) -> str:
        """A new client with a signed session; the uid of the client."""
        client = clients.create_client(clinic, Client("", name))
        draft = sessions.start_session(clinic, client.uid)
        sessions.save_draft(clinic, replace(draft, zones=(ZONE,), reactions=()))
        sessions.sign_session(clinic, draft.uid)
        return client.uid

    def _take(self, file: Path) -> None:
        from needlelog.services.exchange.receiving import receive

        receive(self.here, file)


@pytest.fixture(scope="session")
def two_folders(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The folders of two machines, closed."""
    place = tmp_path_factory.mktemp("two")
    clock = SteppingClock()
    folder = place / "machine-0"
    clinic = create_clinic(
        folder, "Clinic North", MANAGER, PASSPHRASE, new_recovery_code(), clock, CHEAP
    )
    quiet_rules(clinic)
    add_person(clinic, PRACTITIONER, PASSPHRASE)
    add_person(clinic, INSPECTOR, PASSPHRASE)
    clinic.close()
    return machine_folders(folder, place, clock, 2)


@pytest.fixture
def two(two_folders: list[Path], tmp_path: Path, qapp: QApplication, qtbot: QtBot) -> Iterator[Two]:
    """Both open, each with the manager signed in; Reception has heard of Room 1."""
    clock = SteppingClock()
    clock.forward(hours=1)
    clinics = []
    for folder in two_folders:
        shutil.copytree(folder, tmp_path / folder.name)
        clinics.append(opened(tmp_path / folder.name, clock))
    stick = tmp_path / "stick"
    stick.mkdir()
    look = ThemeManager(qapp)
    look.apply(Mode.LIGHT)
    worker = DatabaseWorker()
    context = Context(clinics[1], worker, look, zone_catalogue())
    window = QWidget()
    qtbot.addWidget(window)
    yield Two(clinics[0], clinics[1], clock, stick, context, qtbot, window)
    worker.shutdown()
    for clinic in clinics:
        clinic.close()
