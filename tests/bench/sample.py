"""Clinics to measure on: stock, clients in any number, sessions in any number."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from sqlalchemy import insert, select, update

from needlelog.db.installation import origin_of
from needlelog.db.summaries import keep_summaries
from needlelog.db.tables.base import table_of
from needlelog.db.tables.clients import ClientTable
from needlelog.db.tables.sessions import SessionTable, TreatedZoneTable
from needlelog.db.transaction import Session
from needlelog.domain.clients import Client, Consent, ConsentKind, ConsentStatus
from needlelog.domain.names import client_search_text
from needlelog.domain.people import Practitioner, Role
from needlelog.domain.plans import Plan
from needlelog.domain.screening.findings import Decision
from needlelog.domain.sessions import (
    CartridgeUse,
    DeviceUse,
    NumbingRow,
    SessionDraft,
    SessionState,
    Timing,
    TopicalRow,
    ZoneRow,
)
from needlelog.domain.stock import Device, Lot, Product
from needlelog.domain.zones import Side
from needlelog.files.recovery_code import new_recovery_code
from needlelog.services import clients, plans, sessions, stock
from needlelog.services.clinic import Clinic, create_clinic
from tests.dealt_with import deal_with

NOW = datetime(2026, 3, 2, 14, 22, tzinfo=UTC)
TODAY = NOW.date()
PASSPHRASE = "twelve needles in a row"
PERSON = Practitioner("person-manager", "Rina Patel", Role.MANAGER, licence="L-1")
ZONES = (
    ("forehead", Side.MID),
    ("glabella", Side.MID),
    ("temple", Side.LEFT),
    ("temple", Side.RIGHT),
    ("crows_feet", Side.LEFT),
    ("cheek_medial", Side.LEFT),
    ("cheek_medial", Side.RIGHT),
    ("cheek_lateral", Side.LEFT),
    ("cheek_lateral", Side.RIGHT),
    ("upper_lip", Side.MID),
    ("chin", Side.MID),
    ("jawline", Side.LEFT),
)
_SEEN_AGAIN = Decision("needled_recently", seen=True)
"""What the rules find besides when the full treatment is signed again on the same day."""
_SYLLABLES = ("an", "be", "co", "da", "el", "fi", "gu", "ho", "in", "jo", "ka", "lu", "mi", "no")


def new_clinic(folder: Path) -> Clinic:
    """A clinic with one manager, as it is on a practitioner's disk."""
    return create_clinic(folder, "Clinic", PERSON, PASSPHRASE, new_recovery_code(), lambda: NOW)


def stocked(clinic: Clinic) -> tuple[Device, list[tuple[Product, Lot]]]:
    """Put a pen and four products with a lot each into the stock."""
    pen = stock.save_device(clinic, Device("", "Pen", deepest_um=2500, step_um=100))
    items: list[tuple[Product, Lot]] = []
    for name in ("Hyaluronic serum", "Growth factor", "Vitamin C", "Glide gel"):
        product = stock.save_product(clinic, Product("", name, "serum"))
        items.append((product, stock.save_lot(clinic, Lot("", product.uid, f"{name[:2]}-1"))))
    return pen, items


def new_client(clinic: Clinic, name: str = "Anna Weber") -> Client:
    """A client with a birth date and a phone number."""
    consent = Consent("", ConsentKind.TREATMENT, "3", ConsentStatus.GIVEN, TODAY)
    return clients.create_client(
        clinic,
        Client(
            "",
            name,
            birth_date=date(1984, 5, 17),
            phone="+49 30 5551234",
            phototype=3,
            consents=(consent,),
        ),
    )


def full_draft(clinic: Clinic, client_uid: str) -> SessionDraft:
    """A treatment of twelve zones with four products, a numbing and a note, saved as a draft."""
    pen, items = stocked(clinic)
    draft = sessions.start_session(clinic, client_uid)
    draft = replace(
        draft,
        zones=tuple(
            ZoneRow(
                row,
                zone,
                side,
                depth_um=500 + 50 * row,
                passes=4,
                erythema=2,
                bleeding=1,
            )
            for row, (zone, side) in enumerate(ZONES, 1)
        ),
        numbing=(NumbingRow(1, "Lidocaine", "5 %", on_at=NOW, off_at=NOW + timedelta(minutes=40)),),
        device=DeviceUse(pen.uid, name=pen.name),
        cartridge=CartridgeUse(kind="12 needles", lot="C-1", count=1),
        topicals=tuple(
            TopicalRow(
                row,
                product.name,
                product.category,
                product.uid,
                lot.uid,
                lot.lot,
                amount_ul=1500,
                timing=Timing.DURING,
            )
            for row, (product, lot) in enumerate(items, 1)
        ),
        pain=4,
        reactions=(),
        decisions=(_SEEN_AGAIN,),
        note="Tolerated well; fair redness over both cheeks, gone after ten minutes.",
    )
    draft = deal_with(clinic, draft)
    sessions.save_draft(clinic, draft)
    return draft


def many_clients(clinic: Clinic, count: int) -> None:
    """Write clients with the words by which they are searched, in one transaction."""
    with clinic.database.write() as session:
        origin = origin_of(session)
        rows = []
        for number in range(count):
            name = f"{_name(number)} {_name(number * 7 + 3)}"
            born = date(1940, 1, 1) + timedelta(days=number % 25_000)
            phone = f"030 {number:07d}"
            rows.append(
                {
                    "uid": f"client-{number}",
                    "origin": origin,
                    "name": name,
                    "birth_date": born,
                    "phone": phone,
                    "created_at": NOW,
                    "search_text": client_search_text(name, born, phone, ""),
                }
            )
        session.connection().execute(insert(table_of(ClientTable)), rows)


def many_sessions(clinic: Clinic, count: int, due: int) -> None:
    """Signed sessions of one zone, twenty a client; ``due`` clients have a plan that is due.

    One is signed as the program does it, the others are its copies on other days and clients.
    """
    people = [new_client(clinic, f"{_name(n)} {_name(n + 5)}") for n in range(max(count // 20, 1))]
    for client in people[:due]:
        plan = Plan("", client.uid, "acne", planned_sessions=60, interval_days=28)
        plans.save_plan(clinic, plan)
    draft = replace(
        sessions.start_session(clinic, people[due].uid),
        zones=(ZoneRow(1, "chin", Side.MID, depth_um=1000),),
    )
    sessions.save_draft(clinic, draft)
    sessions.sign_session(clinic, draft.uid)
    with clinic.database.write() as session:
        _copy_session(session, count - 1)
        plan_of = {
            row.client_id: row.id
            for row in session.connection().exec_driver_sql("SELECT id, client_id FROM plan")
        }
        for number in session.connection().exec_driver_sql("SELECT id FROM client").scalars().all():
            keep_summaries(session, number, plan_of.get(number))


def _copy_session(session: Session, count: int) -> None:
    connection = session.connection()
    sessions_, zones = table_of(SessionTable), table_of(TreatedZoneTable)
    head = dict(connection.execute(select(sessions_)).one()._mapping)
    zone = dict(connection.execute(select(zones)).one()._mapping)
    numbers = connection.exec_driver_sql("SELECT id FROM client").scalars().all()
    plan_of = {
        row.client_id: row.id
        for row in connection.exec_driver_sql("SELECT id, client_id FROM plan")
    }
    heads, children = [], []
    for number in range(count):
        client = numbers[number % len(numbers)]
        own = {
            "id": head["id"] + 1 + number,
            "uid": f"session-{number}",
            "client_id": client,
            "plan_id": plan_of.get(client),
            "day": head["day"] - timedelta(days=30 + number // len(numbers)),
            "state": SessionState.OPEN,
        }
        heads.append(head | own)
        children.append(
            zone | {"id": zone["id"] + 1 + number, "uid": f"zone-{number}", "session_id": own["id"]}
        )
    connection.execute(insert(sessions_), heads)
    connection.execute(insert(zones), children)
    connection.execute(
        update(sessions_)
        .values(state=SessionState.SIGNED)
        .where(sessions_.c.state == SessionState.OPEN)
    )


def _name(number: int) -> str:
    first, second = divmod(number, len(_SYLLABLES))
    third = first // len(_SYLLABLES)
    parts = (_SYLLABLES[second], _SYLLABLES[first % len(_SYLLABLES)], _SYLLABLES[third % 14])
    return "".join(parts).capitalize()
