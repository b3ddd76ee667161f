"""A fresh encrypted database with one client, one practitioner, a plan and some stock."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import insert

from needlelog.db.database_file import create_database
from needlelog.db.engine import Database
from needlelog.db.installation import origin_of
from needlelog.db.stores.rows import Transaction
from needlelog.db.tables.base import Base, table_of
from needlelog.db.tables.clients import ClientTable
from needlelog.db.tables.people import PractitionerTable
from needlelog.db.tables.plans import PlanTable
from needlelog.db.tables.stock import DeviceTable, LotTable, ProductTable
from needlelog.domain.people import Practitioner, Role

if TYPE_CHECKING:
    from collections.abc import Iterator

KEY = bytes(range(32))
NOW = datetime(2026, 3, 2, 14, 22, tzinfo=UTC)


def add(session: Transaction, kind: type[Base], **columns: object) -> None:
    """Write one row."""
    session.connection().execute(insert(table_of(kind)), columns)


@pytest.fixture
def key() -> bytes:
    return KEY


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture
def person() -> Practitioner:
    return Practitioner("person-1", "Dr. Jana Ø", Role.PRACTITIONER, licence="L-77")


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One finished file; each test works on a copy of it."""
    path = tmp_path_factory.mktemp("template") / "needlelog.db"
    database = create_database(path, KEY, "Clinic", NOW)
    with database.write() as session:
        who = {"origin": origin_of(session)}
        add(
            session,
            PractitionerTable,
            id=1,
            uid="person-1",
            name="Dr. Jana Ø",
            role="practitioner",
            licence="L-77",
            **who,
        )
        add(session, ClientTable, id=1, uid="client-1", name="Anna", created_at=NOW, **who)
        add(session, ClientTable, id=2, uid="client-2", name="Berta", created_at=NOW, **who)
        add(
            session,
            PlanTable,
            id=1,
            uid="plan-1",
            client_id=1,
            concern="acne",
            phase="series",
            planned_sessions=3,
            **who,
        )
        add(session, ProductTable, id=1, uid="product-1", name="Serum", category="serum", **who)
        add(
            session,
            DeviceTable,
            id=1,
            uid="device-1",
            name="Pen",
            shallowest_um=100,
            deepest_um=2500,
            step_um=250,
            **who,
        )
        add(session, LotTable, id=1, uid="lot-1", product_id=1, lot="H2291", **who)
    database.close()
    return path


@pytest.fixture
def database(template: Path, tmp_path: Path) -> Iterator[Database]:
    path = tmp_path / "needlelog.db"
    shutil.copyfile(template, path)
    opened = Database(path, KEY)
    yield opened
    opened.close()
