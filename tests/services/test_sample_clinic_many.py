"""A big sample clinic: its sessions are made as rows, and nobody can tell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from needlelog.db import session_words
from needlelog.db.beside import EndedEarlyError
from needlelog.db.bulk.loading import Batch
from needlelog.db.documents import plain
from needlelog.db.draft_store import save_draft
from needlelog.db.schema import metadata
from needlelog.db.session_reading import records_by_id
from needlelog.db.session_store import Screened, sign
from needlelog.db.session_words import search_words, words_of_all
from needlelog.db.transaction import Session
from needlelog.db.types import uuid7
from needlelog.db.verify import verify_database
from needlelog.domain.people import Practitioner, Role
from needlelog.domain.sessions import SessionRecord, SessionState
from needlelog.files.key_slots import KdfCost
from needlelog.files.recovery_code import new_recovery_code
from needlelog.services.clinic import Clinic, create_clinic
from needlelog.services.people import people
from needlelog.services.sample_clinic.many import add, beside
from needlelog.services.sample_clinic.many.add import LONG_AGO, add_many_sessions, facts_of
from needlelog.services.sample_clinic.many.facts import Facts
from needlelog.services.sample_clinic.many.story import Story
from needlelog.services.sample_clinic.shelf import Shelf, fill_shelf
from needlelog.services.sample_clinic.stage import Stage, StageClock

CHEAP = KdfCost(time_cost=1, memory_kib=64, parallelism=1)
NOW = datetime(2026, 11, 22, 14, 0, tzinfo=UTC).astimezone()
MANAGER = Practitioner("manager", 'Rina "R." Patel', Role.MANAGER, licence="AP-1")
COUNT = 2000
OF_A_SESSION = ("locked_with", "session")
LATER = ("state", "counter", "void", "chain_hash")


def staged(folder: Path) -> tuple[Stage, Shelf]:
    clock = StageClock(NOW - LONG_AGO)
    clinic = create_clinic(folder, "Big", MANAGER, "demo", new_recovery_code(), clock, CHEAP)
    import random

    stage = Stage(people(clinic), random.Random(7), clinic, clock, NOW)
    return stage, fill_shelf(stage)


@pytest.fixture(scope="module")
def big(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clinic]:
    stage, shelf = staged(tmp_path_factory.mktemp("big") / "clinic")
    add_many_sessions(stage, shelf, COUNT, lambda _made: None)
    yield stage.clinic
    stage.clinic.close()


@pytest.fixture(scope="module")
def facts(tmp_path_factory: pytest.TempPathFactory) -> Facts:
    stage, shelf = staged(tmp_path_factory.mktemp("facts") / "clinic")
    found = facts_of(stage, shelf, 300)
    stage.clinic.close()
    return found


def counted(clinic: Clinic, table: str, column: str) -> dict[Any, int]:
    field = metadata.tables[table].c[column]
    with clinic.database.read() as session:
        rows = session.connection().execute(select(field, func.count()).group_by(field))
        return {row[0]: row[1] for row in rows}


def test_the_check_of_the_clinic_finds_nothing(big: Clinic) -> None:
    assert verify_database(big.database) == ()


def test_there_are_so_many_sessions_of_every_kind(big: Clinic) -> None:
    states = counted(big, "session", "state")
    assert sum(states.values()) == COUNT
    assert states.keys() == {"signed", "countersigned", "deferred", "void"}
    assert len(counted(big, "treated_zone", "zone")) > 15
    assert len(counted(big, "session", "practitioner_id")) > 6
    assert len(counted(big, "session_summary", "flags")) > 2
    assert len(counted(big, "topical", "lot")) > 100
    assert {"numbing_strength", "product_vitamin_c"} <= counted(big, "finding", "rule").keys()
    for table in ("screening_answer", "score", "follow_up", "symptom", "addendum", "reaction"):
        assert counted(big, table, "id"), table
    visits = counted(big, "session", "client_id").values()
    assert max(visits) > 60
    assert len(set(visits)) > 15


def rows_of(session: Session, number: int) -> dict[str, list[dict[str, Any]]]:
    """All rows of a session but for what is another's by right: keys, uids, and what came later."""
    connection = session.connection()
    found: dict[str, list[dict[str, Any]]] = {}
    for table in metadata.sorted_tables:
        column = {"session": "id"}.get(table.name, "session_id")
        if column not in table.c or table.name in ("addendum", "follow_up", "client_summary"):
            continue
        rows = connection.execute(select(table).where(table.c[column] == number)).mappings()
        found[table.name] = [
            {
                name: value
                for name, value in row.items()
                if name not in ("id", "uid", "session_id", "days_late")
                and not (table.name in ("session", "session_figure") and name.startswith(LATER))
            }
            for row in rows
        ]
    items, scores = metadata.tables["score_item"], metadata.tables["score"]
    own = select(scores.c.id).where(scores.c.session_id == number)
    wanted = select(items.c.position, items.c.item, items.c.value, items.c.origin).where(
        items.c.score_id.in_(own)
    )
    found["score_item"] = [dict(row) for row in connection.execute(wanted).mappings()]
    words = connection.exec_driver_sql(
        "SELECT term, offset FROM temp.words WHERE doc = ? ORDER BY offset", (number,)
    )
    found["session_search"] = [dict(row) for row in words.mappings()]
    return found


def entries_of(session: Session, uid: str) -> list[dict[str, Any]]:
    entry = metadata.tables["audit_entry"]
    rows = session.connection().execute(
        select(entry).where(entry.c.record_uid == uid, entry.c.act.in_(("signed", "deferred")))
    )
    kept = ("origin", "person_uid", "person", "act", "record_kind", "before", "made_at")
    return [
        {name: row._mapping[name] for name in kept} | {"after": row.after.replace(uid, "·")}
        for row in rows
    ]


def signed_by_hand(session: Session, record: SessionRecord) -> str:
    person = Practitioner(
        record.content.practitioner_uid,
        record.signed_by,
        Role.PRACTITIONER,
        licence=record.licence,
    )
    draft = replace(record.content, uid=uuid7(record.signed_at))
    save_draft(session, draft, record.signed_at)
    screened = Screened(record.findings, record.rules_version)
    deferred = record.state is SessionState.DEFERRED
    state = SessionState.DEFERRED if deferred else SessionState.SIGNED
    sign(session, draft, person, record.signed_at, screened, state)
    return draft.uid


def test_the_rows_are_those_that_signing_the_same_content_writes(big: Clinic) -> None:
    table = metadata.tables["session"]
    with big.database.read() as session:
        connection = session.connection()
        connection.exec_driver_sql(
            "CREATE VIRTUAL TABLE temp.words USING fts5vocab(main, session_search, instance)"
        )
        numbers = connection.execute(select(table.c.id)).scalars().all()
        chosen = sorted({*numbers[::100], *_one_of_each_kind(session)})
        for number, record in zip(chosen, records_by_id(session, chosen), strict=True):
            assert plain(record.content)["started_at"]
            uid = signed_by_hand(session, record)
            by_hand = connection.execute(select(table.c.id).where(table.c.uid == uid)).scalar_one()
            assert rows_of(session, number) == rows_of(session, by_hand)
            assert entries_of(session, record.content.uid) == entries_of(session, uid)
        session.rollback()


def _one_of_each_kind(session: Session) -> list[int]:
    table = metadata.tables["session"]
    found = list(
        session.connection().execute(select(func.min(table.c.id)).group_by(table.c.state)).scalars()
    )
    for name in ("screening_answer", "score", "finding", "numbing"):
        column = metadata.tables[name].c.session_id
        found.append(session.connection().execute(select(func.min(column))).scalar_one())
    late = select(func.min(table.c.id)).where(table.c.started_at < table.c.created_at)
    return [*found, session.connection().execute(late).scalar_one()]


def test_words_made_of_rows_are_those_made_of_the_content(big: Clinic) -> None:
    with big.database.read() as session:
        found = dict(words_of_all(session.connection().connection.driver_connection))
        assert len(found) == COUNT
        chosen = sorted(found)[::50]
        records = records_by_id(session, chosen)
        expected = [search_words(record.content) for record in records]
    assert [found[number] for number in chosen] == expected


def test_another_process_makes_the_same_words(big: Clinic, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session_words, "_AT_ONCE", 100)
    with big.database.read() as session:
        driver = session.connection().connection.driver_connection
        here = list(words_of_all(driver))
        monkeypatch.setattr(session_words, "WORTH_A_PROCESS", 0)
        assert list(words_of_all(driver)) == here
        monkeypatch.setattr(session_words, "__name__", "needlelog.no_such_module")
        assert list(words_of_all(driver)) == here, "what it did not make is made here"


def test_a_session_was_begun_by_who_signed_it(big: Clinic) -> None:
    entry = metadata.tables["audit_entry"]
    with big.database.read() as session:
        rows = session.connection().execute(
            select(entry.c.act, entry.c.record_uid, entry.c.person_uid, entry.c.made_at)
            .where(entry.c.record_kind == "session", entry.c.act.in_(("started", "signed")))
            .order_by(entry.c.sequence)
        )
        begun: dict[str, Any] = {}
        signed = 0
        for row in rows:
            if row.act == "started":
                begun[row.record_uid] = row
                continue
            signed += 1
            start = begun[row.record_uid]
            assert start.person_uid == row.person_uid
            assert timedelta() < row.made_at - start.made_at < timedelta(hours=3)
    assert signed > COUNT * 0.9


def test_the_trail_is_written_in_the_order_of_the_days(big: Clinic) -> None:
    entry = metadata.tables["audit_entry"]
    with big.database.read() as session:
        made = session.connection().execute(select(entry.c.made_at).order_by(entry.c.sequence))
        instants = list(made.scalars())[600:]
    assert instants == sorted(instants)
    assert instants[-1] < NOW


def test_the_same_seed_makes_the_same_rows(facts: Facts) -> None:
    first, again = list(Story(facts).batches()), list(Story(facts).batches())
    assert first == again
    assert list(Story(replace(facts, seed=facts.seed + 1)).batches()) != first


def test_another_process_makes_the_same_rows(facts: Facts, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(beside, "WORTH_A_PROCESS", 0)
    here = [{table: list(rows) for table, rows in each.items()} for each in Story(facts).batches()]
    assert list(beside.batches_of(facts)) == here


def test_a_process_that_ends_early_is_told(facts: Facts, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(beside, "WORTH_A_PROCESS", 0)
    wrong = replace(facts, numbers={})
    with pytest.raises(EndedEarlyError):
        list(beside.batches_of(wrong))


def test_what_is_interrupted_leaves_the_records_as_they_were(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage, shelf = staged(tmp_path / "clinic")
    folder = stage.clinic.folder

    def cut_off(facts: Facts) -> Iterator[Batch]:
        yield next(iter(Story(facts).batches()))
        raise KeyboardInterrupt

    monkeypatch.setattr(add, "batches_of", cut_off)
    with pytest.raises(KeyboardInterrupt):
        add_many_sessions(stage, shelf, 50, lambda _made: None)
    assert counted(stage.clinic, "session", "state") == {}
    assert verify_database(stage.clinic.database) == ()
    stage.clinic.close()
    assert not [each for each in folder.path.iterdir() if "bulk" in each.name]
