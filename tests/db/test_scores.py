"""Scores: kept with their session or alone, withdrawn once, never changed and never deleted."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest

from needlelog.db import draft_store, session_store
from needlelog.db.queries import scores as query
from needlelog.db.stores import scores as store
from needlelog.db.verify import verify_database
from needlelog.domain.own_scales import OwnScale
from needlelog.domain.record_errors import NoSuchRecord, RecordLocked
from needlelog.domain.scales import Direction, Rater
from needlelog.domain.score_series import Total
from needlelog.domain.scores import DraftScore, Score, Withdrawal
from needlelog.domain.sessions import SessionDraft, ZoneRow
from needlelog.domain.zones import Side

if TYPE_CHECKING:
    from needlelog.db.engine import Database
    from needlelog.domain.people import Practitioner

NOW = datetime(2026, 3, 2, 14, 22, tzinfo=UTC)
GIVEN = DraftScore(
    "vancouver",
    "1",
    Rater.CLINICIAN,
    date(2026, 3, 1),
    (("vascularity", 2000), ("pigmentation", 1000), ("pliability", 3000), ("height", 0)),
    6000,
    "left cheek",
    "person-1",
    "Dr. Jana Ø",
)
ALONE = Score(
    scale=GIVEN.scale,
    scale_version=GIVEN.scale_version,
    rater=GIVEN.rater,
    rated_on=GIVEN.rated_on,
    items=GIVEN.items,
    total=GIVEN.total,
    note=GIVEN.note,
    rated_by_uid=GIVEN.rated_by_uid,
    rated_by=GIVEN.rated_by,
    uid="score-1",
    client_uid="client-1",
    recorded_at=NOW,
)
SESSION = SessionDraft(
    "s-1",
    "client-1",
    "person-1",
    NOW,
    started_at=NOW,
    zones=(ZoneRow(1, "face.chin", Side.MID, depth_um=1000),),
    reactions=(),
    scores=(GIVEN, replace(GIVEN, scale="gais", items=(("grade", 2000),), total=2000)),
)


@pytest.fixture
def alone(database: Database) -> Database:
    with database.write() as session:
        store.insert_score(session, ALONE, NOW)
    return database


@pytest.fixture
def signed(database: Database, person: Practitioner) -> Database:
    with database.write() as session:
        draft_store.save_draft(session, SESSION, NOW)
        session_store.sign(session, SESSION, person, NOW)
    return database


def raw(database: Database, statement: str) -> None:
    with database.write() as session:
        session.connection().exec_driver_sql(statement)


def test_a_score_alone_is_read_back(alone: Database) -> None:
    with alone.read() as session:
        assert query.scores_of_client(session, "client-1") == (ALONE,)
        assert query.scores_of_client(session, "client-2") == ()
        assert query.score(session, "score-1") == ALONE


def test_scores_of_a_session_are_read_back_with_it_and_with_the_client(signed: Database) -> None:
    with signed.read() as session:
        found = query.scores_of_client(session, "client-1")
        record = session_store.record(session, "s-1")
    assert record.content.scores == SESSION.scores
    assert [(score.scale, score.session_uid) for score in found] == [
        ("vancouver", "s-1"),
        ("gais", "s-1"),
    ]
    assert found[0].items == GIVEN.items
    assert found[0].rated_by_uid == "person-1"
    assert found[0].recorded_at == NOW
    assert verify_database(signed) == ()


def test_totals_are_the_scores_without_items(signed: Database) -> None:
    with signed.write() as session:
        store.insert_score(session, ALONE, NOW)
    with signed.read() as session:
        full = query.scores_of_client(session, "client-1")
        light = query.totals_of_client(session, "client-1")
    names = [name for name in Total._fields if name != "withdrawn"]
    bare = {Total(*(getattr(score, name) for name in names)) for score in full}
    assert set(light) == bare
    assert len(light) == 3


def test_a_changed_item_of_a_signed_score_is_found(signed: Database) -> None:
    with signed.write() as session:
        connection = session.connection()
        sql = connection.exec_driver_sql(
            "SELECT sql FROM sqlite_schema WHERE name = 'score_item_locked_update'"
        ).scalar_one()
        connection.exec_driver_sql("DROP TRIGGER score_item_locked_update")
        connection.exec_driver_sql("UPDATE score_item SET value = 0 WHERE item = 'pliability'")
        connection.exec_driver_sql(sql)
    assert [fault.code for fault in verify_database(signed)] == ["sessions"]


def test_scores_of_a_void_session_count_as_withdrawn(
    signed: Database, person: Practitioner
) -> None:
    with signed.write() as session:
        session_store.void(session, "s-1", "wrong client", person, NOW)
    with signed.read() as session:
        found = query.scores_of_client(session, "client-1")
        assert query.totals_of_client(session, "client-1") == ()
    assert {score.withdrawn for score in found} == {Withdrawal(person.name, NOW, "wrong client")}


def test_a_score_alone_is_withdrawn_once(alone: Database, person: Practitioner) -> None:
    with alone.write() as session:
        store.withdraw_score(session, "score-1", "typing error", person, NOW)
    with alone.read() as session:
        found = query.score(session, "score-1")
        assert query.totals_of_client(session, "client-1") == ()
    assert found == replace(ALONE, withdrawn=Withdrawal(person.name, NOW, "typing error"))
    with pytest.raises(RecordLocked), alone.write() as session:
        store.withdraw_score(session, "score-1", "again", person, NOW)


def test_a_score_of_a_signed_session_cannot_be_withdrawn(
    signed: Database, person: Practitioner
) -> None:
    with signed.read() as session:
        uid = query.scores_of_client(session, "client-1")[0].uid
    with pytest.raises(RecordLocked), signed.write() as session:
        store.withdraw_score(session, uid, "typing error", person, NOW)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE score SET total = 0",
        "UPDATE score SET session_id = 1",
        "UPDATE score SET withdrawn_at = 1",
        "UPDATE score SET withdrawn_at = 1, withdrawn_reason = 'r', total = 0",
        "DELETE FROM score_item",
        "DELETE FROM score",
        "UPDATE score_item SET value = 0",
        "INSERT OR REPLACE INTO score SELECT * FROM score",
        "INSERT OR REPLACE INTO score_item SELECT * FROM score_item",
    ],
)
def test_a_score_alone_refuses_raw_sql(alone: Database, statement: str) -> None:
    with pytest.raises(RecordLocked):
        raw(alone, statement)
    with alone.read() as session:
        assert query.scores_of_client(session, "client-1") == (ALONE,)


def test_a_score_nobody_knows(database: Database, person: Practitioner) -> None:
    with database.read() as session, pytest.raises(NoSuchRecord):
        query.score(session, "gone")
    with pytest.raises(NoSuchRecord), database.write() as session:
        store.insert_score(session, replace(ALONE, client_uid="gone"), NOW)
    with pytest.raises(NoSuchRecord), database.write() as session:
        store.withdraw_score(session, "gone", "r", person, NOW)


def test_scales_of_the_clinic_are_kept_in_the_order_they_were_made(database: Database) -> None:
    first = OwnScale("Glow", 0, 10_000, Direction.HIGHER_BETTER, Rater.CLIENT, uid="a")
    second = OwnScale("Pores", 0, 4000, Direction.LOWER_BETTER, Rater.CLINICIAN, uid="b")
    with database.write() as session:
        store.write_own_scale(session, first, NOW)
        store.write_own_scale(session, second, NOW)
        store.write_own_scale(session, replace(first, active=False), NOW)
    with database.read() as session:
        assert store.own_scales(session) == (replace(first, active=False), second)
