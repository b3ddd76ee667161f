"""An open clinic with clients, plans, sessions and stock, and a context around it."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from needlelog.domain.clients import (
    Answer,
    AvoidKind,
    AvoidMark,
    Client,
    ClientConcern,
    Consent,
    ConsentKind,
    ConsentStatus,
    HistoryItem,
    HistoryKind,
    Sex,
)
from needlelog.domain.people import Practitioner, Role
from needlelog.domain.plans import Plan
from needlelog.domain.sessions import TopicalRow, ZoneRow
from needlelog.domain.stock import Lot, Product
from needlelog.domain.zones import Side
from needlelog.files.key_slots import KdfCost
from needlelog.files.recovery_code import new_recovery_code
from needlelog.files.reference_data import zone_catalogue
from needlelog.services import clients, plans, sessions, stock
from needlelog.services.clinic import Clinic, create_clinic, open_clinic
from needlelog.ui.context import Context
from needlelog.ui.theme.manager import Mode, ThemeManager
from needlelog.ui.worker import DatabaseWorker
from tests.dealt_with import deal_with
from tests.quiet_rules import quiet_rules

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

NOW = datetime(2026, 12, 14, 13, 20, tzinfo=UTC)
RINA = Practitioner("", "Rina Patel", Role.MANAGER, licence="L-1")
PASSPHRASE = "twelve needles in a row"
CHEAP = KdfCost(time_cost=1, memory_kib=64, parallelism=1)


class Clock:
    """Stands still until a test moves it."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


def zone_code(name: str) -> str:
    """The code of a zone by one of its names."""
    return zone_catalogue().search(name)[0].code


def treat(
    clinic: Clinic, clock: Clock, client_uid: str, on: date, depths: dict[str, int], lot: str = ""
) -> str:
    """Record and sign one session on an earlier day; returns its uid."""
    clock.now = datetime(on.year, on.month, on.day, 10, 5, tzinfo=UTC)
    draft = sessions.start_session(clinic, client_uid)
    rows = tuple(
        ZoneRow(
            number,
            zone_code(name),
            zone_catalogue().search(name)[0].usual_side,
            depth_um=depth,
            passes=4,
            erythema=2,
            bleeding=1,
            pain=4,
        )
        for number, (name, depth) in enumerate(depths.items(), start=1)
    )
    draft = replace(
        draft,
        zones=rows,
        ended_at=clock.now + timedelta(minutes=40),
        reactions=(),
        pain=4,
        topicals=(TopicalRow(1, name="Hyaluronic acid", lot=lot or "H2291"),),
    )
    sessions.save_draft(clinic, deal_with(clinic, draft))
    record = sessions.sign_session(clinic, draft.uid)
    clock.now = NOW
    return record.content.uid


@pytest.fixture(scope="session")
def clinic_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A finished empty clinic that tests copy."""
    folder = tmp_path_factory.mktemp("clinic") / "folder"
    code = new_recovery_code()
    clinic = create_clinic(folder, "Skin clinic", RINA, PASSPHRASE, code, Clock(), CHEAP)
    quiet_rules(clinic)
    clinic.close()
    return folder


@pytest.fixture
def clock() -> Clock:
    """14 December 2026, early afternoon."""
    return Clock()


@pytest.fixture
def clinic(clinic_folder: Path, tmp_path: Path, clock: Clock) -> Iterator[Clinic]:
    """An open clinic without a single client."""
    folder = tmp_path / "clinic"
    shutil.copytree(clinic_folder, folder)
    from needlelog.files.key_store import KeyStore

    keys = folder / "keys.json"
    person = KeyStore(keys, folder / "attempts.json", clock).people()[0]
    opened = open_clinic(folder, person.person_uid, PASSPHRASE, clock, CHEAP)
    yield opened
    opened.close()


@pytest.fixture
def context(qtbot: QtBot, qapp: QApplication, clinic: Clinic) -> Iterator[Context]:
    """A context with the real worker; refuses to let an error pass unseen."""
    theme = ThemeManager(qapp)
    theme.apply(Mode.LIGHT)
    worker = DatabaseWorker()
    made = Context(clinic, worker, theme, zone_catalogue())
    troubles: list[str] = []
    made.failed.connect(troubles.append)
    made.setProperty("troubles", troubles)
    yield made
    worker.shutdown()
    made.deleteLater()


def amara(clinic: Clinic, clock: Clock) -> Client:
    """A client in the middle of a series, with an allergy, a history and a mark."""
    client = clients.create_client(
        clinic,
        Client(
            uid="",
            name="Amara Osei",
            birth_date=date(1992, 2, 14),
            sex=Sex.FEMALE,
            phone="+44 20 7946 0000",
            phototype=5,
            history=(
                HistoryItem(
                    "",
                    HistoryKind.ALLERGY,
                    "Lidocaine allergy",
                    asked_on=date(2026, 9, 13),
                    alert=True,
                ),
                HistoryItem(
                    "", HistoryKind.MEDICINE, "Isotretinoin", last_exposure=date(2026, 3, 10)
                ),
                HistoryItem(
                    "",
                    HistoryKind.CONDITION,
                    "Pregnancy",
                    answer=Answer.NO,
                    asked_on=date(2026, 11, 14),
                ),
                HistoryItem("", HistoryKind.CONDITION, "Darkening after inflammation", alert=True),
            ),
            concerns=(
                ClientConcern(
                    "", "Acne scars", ((zone_code("cheek lateral"), Side.BOTH),), "grade 3"
                ),
            ),
            avoid=(
                AvoidMark(
                    "", AvoidKind.MOLE, "face_front", 3300, 7000, zone_code("jaw"), Side.RIGHT
                ),
            ),
            consents=(
                Consent("", ConsentKind.TREATMENT, "v3", ConsentStatus.GIVEN, date(2026, 9, 13)),
                Consent("", ConsentKind.MARKETING, "v3", ConsentStatus.REFUSED, date(2026, 9, 13)),
            ),
        ),
    )
    plans.save_plan(
        clinic,
        Plan(
            "",
            client.uid,
            "Acne scars",
            zones=((zone_code("cheek lateral"), Side.BOTH),),
            planned_sessions=6,
            interval_days=30,
            started_on=date(2026, 9, 13),
        ),
    )
    first = treat(
        clinic,
        clock,
        client.uid,
        date(2026, 9, 13),
        {"cheek lateral": 1000, "cheek medial": 750, "chin": 500, "forehead": 250},
        "H2188",
    )
    treat(
        clinic,
        clock,
        client.uid,
        date(2026, 10, 14),
        {"cheek lateral": 1250, "cheek medial": 1000, "chin": 750, "forehead": 500},
    )
    treat(
        clinic,
        clock,
        client.uid,
        date(2026, 11, 14),
        {"cheek lateral": 1500, "cheek medial": 1250, "chin": 1000, "forehead": 500},
    )
    sessions.add_addendum(clinic, first, "Lot of the serum was H2188, not H2291.")
    return client


def due_client(
    clinic: Clinic, clock: Clock, name: str, last: date, interval: int, depths: dict[str, int]
) -> Client:
    """A client with one session and a plan that makes them due ``interval`` days later."""
    client = clients.create_client(clinic, Client(uid="", name=name, birth_date=date(1985, 5, 4)))
    plans.save_plan(
        clinic,
        Plan(
            "",
            client.uid,
            "Fine lines",
            planned_sessions=4,
            interval_days=interval,
            started_on=last,
        ),
    )
    treat(clinic, clock, client.uid, last, depths)
    return client


def serum(clinic: Clinic, name: str, lot: str, expiry: str) -> Lot:
    """A product with one lot."""
    product = stock.save_product(clinic, Product("", name, "hyaluronic_acid"))
    return stock.save_lot(clinic, Lot("", product.uid, lot, expiry))


@dataclass(frozen=True)
class ClinicTools:
    """The builders above, bound to the open clinic."""

    clinic: Clinic
    clock: Clock

    def amara(self) -> Client:
        """See `amara`."""
        return amara(self.clinic, self.clock)

    def due_client(self, name: str, last: date, interval: int, depths: dict[str, int]) -> Client:
        """See `due_client`."""
        return due_client(self.clinic, self.clock, name, last, interval, depths)

    def treat(self, client_uid: str, day: date, depths: dict[str, int]) -> str:
        """See `treat`."""
        return treat(self.clinic, self.clock, client_uid, day, depths)

    def serum(self, name: str, lot: str, expiry: str) -> Lot:
        """See `serum`."""
        return serum(self.clinic, name, lot, expiry)


@pytest.fixture
def clinic_tools(clinic: Clinic, clock: Clock) -> ClinicTools:
    """Builders for clients, sessions and stock."""
    return ClinicTools(clinic, clock)
