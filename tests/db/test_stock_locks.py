"""What the database refuses about the stock, whoever asks."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import insert, select, update

from needlelog.db import draft_store, session_store
from needlelog.db.schema import metadata
from needlelog.domain.record_errors import RecordIncomplete, RecordLocked
from needlelog.domain.sessions import CartridgeUse, SessionDraft, SessionState, ZoneRow
from needlelog.domain.zones import Side

if TYPE_CHECKING:
    from needlelog.db.engine import Database
    from needlelog.domain.people import Practitioner

NOW = datetime(2026, 3, 2, 14, 22, tzinfo=UTC)
UNIT = CartridgeUse("product-1", "lot-1", lot="H2291", serial="U-7")
TREATED = SessionDraft(
    "s-1", "client-1", "person-1", NOW, zones=(ZoneRow(1, "face.chin", Side.MID, depth_um=500),)
)
KEPT = ("device", "product", "lot", "lot_adjustment")


def sign(
    database: Database,
    person: Practitioner,
    uid: str,
    client: str,
    cartridge: CartridgeUse,
    state: SessionState = SessionState.SIGNED,
) -> None:
    draft = replace(TREATED, uid=uid, client_uid=client, cartridge=cartridge)
    with database.write() as session:
        draft_store.save_draft(session, draft, NOW)
        session_store.sign(session, draft, person, NOW, state=state)


def raw(database: Database, statement: str) -> None:
    with database.write() as session:
        session.connection().exec_driver_sql(statement)


def left(database: Database) -> int | None:
    with database.read() as session:
        return session.execute(select(metadata.tables["lot"].c.quantity)).scalar()


@pytest.fixture
def used(database: Database, person: Practitioner) -> Database:
    """Client 1 was treated with unit U-7; the lot is counted, one was adjusted by hand."""
    raw(database, "UPDATE lot SET quantity = 5, received = 10")
    sign(database, person, "s-1", "client-1", UNIT)
    return database


@pytest.mark.parametrize("name", KEPT)
@pytest.mark.parametrize(
    "statement", ["DELETE FROM {name}", "REPLACE INTO {name} SELECT * FROM {name}"]
)
def test_stock_is_never_deleted(used: Database, name: str, statement: str) -> None:
    with used.read() as session:
        assert session.execute(select(metadata.tables[name])).first() is not None
    with pytest.raises(RecordLocked):
        raw(used, statement.format(name=name))


def test_an_adjustment_is_never_changed(used: Database) -> None:
    with pytest.raises(RecordLocked):
        raw(used, "UPDATE lot_adjustment SET change = -9")


def test_what_is_left_never_goes_below_nothing(used: Database) -> None:
    with pytest.raises(RecordIncomplete):
        raw(used, "UPDATE lot SET quantity = -1")


@pytest.mark.parametrize(
    "again",
    [
        UNIT,
        replace(UNIT, lot_uid=None, product_uid=None, lot="h 2291", serial="u- 7"),
        replace(UNIT, lot="renamed"),
    ],
)
def test_a_unit_is_refused_for_another_client(
    used: Database, person: Practitioner, again: CartridgeUse
) -> None:
    with pytest.raises(RecordIncomplete) as caught:
        sign(used, person, "s-2", "client-2", again)
    assert caught.value.reason == "cartridge_used"
    sign(used, person, "s-3", "client-1", again)


@pytest.mark.parametrize(
    "other",
    [replace(UNIT, serial="U-8"), replace(UNIT, serial=""), replace(UNIT, lot_uid=None, lot="B2")],
)
def test_another_unit_or_an_unmarked_one_is_not_refused(
    used: Database, person: Practitioner, other: CartridgeUse
) -> None:
    sign(used, person, "s-2", "client-2", other)


def test_the_same_serial_in_a_pack_of_another_number_is_another_unit(
    used: Database, person: Practitioner
) -> None:
    raw(used, "UPDATE product SET gtin = '04012345678901'")
    with used.write() as session:
        product = {"id": 2, "uid": "product-2", "name": "36 pins", "category": "cartridge"}
        session.execute(
            insert(metadata.tables["product"]), {**product, "origin": "o", "gtin": "04012345678918"}
        )
    other = replace(UNIT, product_uid="product-2", lot_uid=None)
    sign(used, person, "s-2", "client-2", other)


def test_raw_sql_cannot_reuse_a_unit(used: Database) -> None:
    row = {"id": 90, "uid": "open", "origin": "o", "session_id": 90, "lot_id": 1, "lot": "H2291"}
    head: dict[str, Any] = {
        "id": 90, "uid": "open", "origin": "o", "client_id": 2, "practitioner_id": 1,
        "state": "open", "day": NOW.date(), "created_at": NOW, "created_offset": 0,
        "offset_minutes": 0, "reactions_answered": False,
    }  # fmt: skip
    with used.write() as session:
        session.execute(insert(metadata.tables["session"]), head)
    cartridges = metadata.tables["cartridge_use"]
    with pytest.raises(RecordIncomplete), used.write() as session:
        session.execute(insert(cartridges), {**row, "serial": "U-7"})
    with used.write() as session:
        session.execute(insert(cartridges), {**row, "serial": "U-8"})
    with pytest.raises(RecordIncomplete):
        raw(used, "UPDATE cartridge_use SET serial = 'u-7' WHERE id = 90")
    # nor by writing it down for one client and handing the open session on to another
    with pytest.raises(RecordIncomplete):
        raw(used, "UPDATE session SET client_id = 1 WHERE id = 90")


def test_a_void_session_frees_its_unit_and_a_deferred_one_never_took_it(
    used: Database, person: Practitioner
) -> None:
    deferred = replace(UNIT, serial="U-9")
    sign(used, person, "s-2", "client-1", deferred, SessionState.DEFERRED)
    assert left(used) == 4
    sign(used, person, "s-3", "client-2", deferred)
    with used.write() as session:
        session_store.void(session, "s-1", "recorded for the wrong client", person, NOW)
    sign(used, person, "s-4", "client-2", UNIT)


def test_a_lot_gives_no_more_cartridges_than_it_has(used: Database, person: Practitioner) -> None:
    with pytest.raises(RecordIncomplete) as caught:
        sign(used, person, "s-2", "client-1", replace(UNIT, count=5))
    assert caught.value.reason == "lot_empty"
    sign(used, person, "s-3", "client-1", replace(UNIT, count=4))
    assert left(used) == 0
    with used.write() as session:
        session.execute(update(metadata.tables["lot"]).values(quantity=None))
    sign(used, person, "s-4", "client-1", replace(UNIT, count=50))
