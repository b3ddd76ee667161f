"""What is signed is read back word for word, and nothing else comes along."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from needlelog.db import draft_store, session_store
from needlelog.db.documents import canonical, from_text, plain
from needlelog.db.schema import metadata
from needlelog.db.session_store import Screened
from needlelog.db.types import uuid7
from needlelog.db.verify import verify_database
from needlelog.domain.clients import Answer
from needlelog.domain.record_errors import NoSuchRecord, RecordIncomplete, RecordLocked
from needlelog.domain.scales import Rater
from needlelog.domain.scores import DraftScore
from needlelog.domain.screening.findings import (
    Decision,
    Extent,
    Finding,
    Scope,
    ScreeningAnswer,
    Severity,
)
from needlelog.domain.sessions import (
    Aftercare,
    CartridgeUse,
    DeviceUse,
    NumbingRow,
    Pattern,
    Reaction,
    ReactionSign,
    SessionDraft,
    SessionState,
    Speed,
    SpeedUnit,
    Timing,
    TopicalRow,
    ZoneRow,
)
from needlelog.domain.zones import Side

if TYPE_CHECKING:
    from needlelog.db.engine import Database
    from needlelog.domain.people import Practitioner

NOW = datetime(2026, 3, 2, 14, 22, 5, 123456, tzinfo=timezone(timedelta(hours=1)))

words = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
codes = st.sampled_from(["face.chin", "neck.front", "custom"])
sides = st.sampled_from(Side)
offsets = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
instants = st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1), timezones=offsets)  # noqa: DTZ001
expiries = st.none() | st.sampled_from(["2027-01", "2027-09-30"])
maybe_product = st.none() | st.just("product-1")
maybe_lot = st.none() | st.just("lot-1")
speeds = st.none() | st.builds(Speed, words, st.sampled_from(SpeedUnit))
zones_of = st.lists(st.tuples(codes, sides), max_size=3).map(tuple)


def numbered(rows: st.SearchStrategy[list[object]]) -> st.SearchStrategy[tuple[object, ...]]:
    """Rows with numbers of their own, in any order."""

    def number(drawn: tuple[list[object], list[int]]) -> tuple[object, ...]:
        items, numbers = drawn
        return tuple(replace(item, row=n) for item, n in zip(items, numbers, strict=False))  # type: ignore[type-var]

    return st.tuples(rows, st.permutations([1, 2, 3, 7])).map(number)


def rows(strategy: st.SearchStrategy[object]) -> st.SearchStrategy[tuple[object, ...]]:
    return numbered(st.lists(strategy, max_size=4))


zone_rows = st.builds(
    ZoneRow,
    row=st.just(0),
    zone=codes,
    side=sides,
    custom_name=words,
    depth_um=st.none() | st.integers(100, 3000),
    passes=st.none() | st.integers(1, 15),
    pattern=st.none() | st.sampled_from(Pattern),
    speed=speeds,
    erythema=st.none() | st.integers(0, 4),
    bleeding=st.none() | st.integers(0, 4),
    pain=st.none() | st.integers(0, 10),
    concern=words,
    note=words,
    reason=words,
)


def later(row: NumbingRow) -> NumbingRow:
    """The row with its times in order."""
    if row.on_at is None or row.off_at is None or row.off_at >= row.on_at:
        return row
    return replace(row, on_at=row.off_at, off_at=row.on_at)


numbing_rows = st.builds(
    NumbingRow,
    row=st.just(0),
    agent=words,
    strength=words,
    product_uid=maybe_product,
    lot_uid=maybe_lot,
    lot=words,
    expiry=expiries,
    on_at=st.none() | instants,
    off_at=st.none() | instants,
    occluded=st.none() | st.booleans(),
    wiped_off=st.none() | st.booleans(),
    note=words,
    amount_mg=st.none() | st.integers(1, 200_000),
    area_cm2=st.none() | st.integers(1, 20_000),
    expired_reason=words,
    pack_finished=st.booleans(),
).map(later)
topical_rows = st.builds(
    TopicalRow,
    row=st.just(0),
    name=words,
    category=words,
    product_uid=maybe_product,
    lot_uid=maybe_lot,
    lot=words,
    expiry=expiries,
    amount_ul=st.none() | st.integers(1, 100_000),
    strength=words,
    timing=st.none() | st.sampled_from(Timing),
    zones=zones_of,
    note=words,
    expired_reason=words,
    pack_finished=st.booleans(),
)
reactions = st.builds(
    Reaction,
    row=st.just(0),
    sign=st.sampled_from(ReactionSign),
    severity=st.none() | st.integers(1, 3),
    zone=st.none() | codes,
    side=st.none() | sides,
    note=words,
)
draft_scores = st.builds(
    DraftScore,
    scale=st.sampled_from(["mmasi", "gais", "own.1"]),
    scale_version=st.just("1"),
    rater=st.sampled_from(Rater),
    rated_on=st.dates(date(2020, 1, 1), date(2090, 1, 1)),
    items=st.dictionaries(words, st.integers(0, 10**6), max_size=8).map(lambda d: tuple(d.items())),
    total=st.integers(0, 10**6),
    note=words,
    rated_by_uid=st.sampled_from(["", "person-1"]),
    rated_by=words,
    scale_name=words,
)
days = st.none() | st.dates(date(2020, 1, 1), date(2090, 1, 1))
names = st.text("abcdef_", min_size=1, max_size=12)
answers = st.builds(
    ScreeningAnswer,
    item=names,
    answer=st.sampled_from(Answer),
    last_exposure=days,
    last_at=st.none() | instants,
    areas=st.lists(names, max_size=3).map(tuple),
    asked_on=days,
    confirmed=st.booleans(),
    note=words,
)
extents = st.builds(
    Extent,
    zone=st.none() | codes,
    side=st.none() | sides,
    thing=words,
    severity=st.sampled_from(Severity),
    figure=st.none() | st.integers(-9, 99_999),
    by=words,
    at=st.none() | instants,
)
decisions = st.builds(
    Decision,
    covers=st.lists(extents, max_size=3).map(tuple),
    rule=names,
    reason=words,
    prescriber=words,
    seen=st.booleans(),
    decided_by=words,
    decided_at=st.none() | instants,
)
findings = st.builds(
    Finding,
    rule=names,
    rule_version=words,
    item=names,
    severity=st.sampled_from(Severity),
    scope=st.sampled_from(Scope),
    zone=st.none() | codes,
    side=st.none() | sides,
    window=st.sampled_from(["", "24 h", "6 mo"]),
    measured_days=st.none() | st.integers(0, 9999),
    measured_hours=st.none() | st.integers(0, 9999),
    clear_at=st.none() | instants,
    prescriber_needed=st.booleans(),
    detail=words,
)
screenings = st.builds(Screened, st.lists(findings, max_size=4).map(tuple), words)
drafts = st.builds(
    SessionDraft,
    uid=st.uuids().map(str),
    client_uid=st.sampled_from(["client-1", "client-2"]),
    practitioner_uid=st.just("person-1"),
    created_at=instants,
    started_at=st.none() | instants,
    ended_at=st.none(),
    offset_minutes=st.integers(-14 * 60, 14 * 60),
    plan_uid=st.none() | st.just("plan-1"),
    number=st.none() | st.integers(1, 100),
    planned_total=st.none() | st.integers(1, 100),
    phase=words,
    zones=rows(zone_rows),
    numbing=rows(numbing_rows),
    device=st.none()
    | st.builds(DeviceUse, st.none() | st.just("device-1"), words, words, words, speeds),
    cartridge=st.none()
    | st.builds(
        CartridgeUse,
        maybe_product,
        maybe_lot,
        words,
        words,
        expiries,
        st.none() | st.integers(0, 9),
        words,
        st.just("") | st.uuids().map(str),
    ),
    topicals=rows(topical_rows),
    pain=st.none() | st.integers(0, 10),
    reactions=st.none() | rows(reactions),
    reactions_note=words,
    combined=st.lists(words, max_size=3).map(tuple),
    combined_other=words,
    aftercare=st.none() | st.builds(Aftercare, words, words, st.none() | instants),
    next_due=st.none() | st.dates(date(2020, 1, 1), date(2090, 1, 1)),
    note=words,
    repeated_from=st.none() | st.uuids().map(str),
    scores=st.lists(draft_scores, max_size=3).map(tuple),
    answers=st.lists(answers, max_size=4).map(tuple),
    decisions=st.lists(decisions, max_size=4).map(tuple),
    ask_again_on=days,
    defer_reason=words,
).flatmap(
    lambda draft: st.builds(
        lambda minutes: replace(
            draft,
            ended_at=None
            if minutes is None or draft.started_at is None
            else draft.started_at + timedelta(minutes=minutes),
        ),
        st.none() | st.integers(0, 300),
    )
)


def offsets_of(draft: SessionDraft) -> list[timedelta | None]:
    """The offset to UTC of every instant, which equality of instants does not compare."""
    instants_in = [draft.created_at, draft.started_at, draft.ended_at]
    for row in draft.numbing:
        instants_in += [row.on_at, row.off_at]
    if draft.aftercare is not None:
        instants_in.append(draft.aftercare.given_at)
    instants_in += [answer.last_at for answer in draft.answers]
    instants_in += [decision.decided_at for decision in draft.decisions]
    instants_in += [extent.at for decision in draft.decisions for extent in decision.covers]
    return [None if instant is None else instant.utcoffset() for instant in instants_in]


@given(drafts)
def test_draft_survives_its_document(draft: SessionDraft) -> None:
    read = from_text(SessionDraft, canonical(draft))
    assert read == draft
    assert offsets_of(read) == offsets_of(draft)


def test_document_of_another_version_is_read_with_defaults(draft: SessionDraft) -> None:
    document = plain(draft)
    document["field_of_a_later_version"] = 1
    del document["note"]
    assert from_text(SessionDraft, canonical(document)) == replace(draft, note="")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(drafts, screenings)
def test_signed_session_reads_back_as_the_draft(
    database: Database, person: Practitioner, draft: SessionDraft, screened: Screened
) -> None:
    draft = replace(draft, uid=uuid7(NOW))
    with database.write() as session:
        draft_store.save_draft(session, draft, NOW)
        signed = session_store.sign(session, draft, person, NOW, screened)
    with database.read() as session:
        record = session_store.record(session, draft.uid)
        assert session_store.records_of_client(session, draft.client_uid).count(record) == 1
    assert record == signed
    assert record.content == draft
    assert offsets_of(record.content) == offsets_of(draft)
    assert (record.findings, record.rules_version) == (screened.findings, screened.rules_version)
    assert [one.clear_at and one.clear_at.utcoffset() for one in record.findings] == [
        one.clear_at and one.clear_at.utcoffset() for one in screened.findings
    ]
    assert (record.signed_by, record.licence) == (person.name, person.licence)
    assert record.signed_at.utcoffset() == NOW.utcoffset()


@pytest.fixture
def draft() -> SessionDraft:
    return SessionDraft(
        "s-1",
        "client-1",
        "person-1",
        NOW,
        started_at=NOW,
        plan_uid="plan-1",
        zones=(ZoneRow(1, "face.chin", Side.MID, depth_um=1000, passes=4),),
        reactions=(),
        note="first",
    )


def sign(database: Database, draft: SessionDraft, person: Practitioner) -> None:
    with database.write() as session:
        draft_store.save_draft(session, draft, NOW)
        session_store.sign(session, draft, person, NOW)


def test_saving_again_keeps_one_row(database: Database, draft: SessionDraft) -> None:
    with database.write() as session:
        draft_store.save_draft(session, draft, NOW)
        draft_store.save_draft(session, replace(draft, note="second"), NOW + timedelta(minutes=1))
    with database.read() as session:
        (stored,) = draft_store.drafts(session)
    assert stored.draft.note == "second"
    assert stored.client_name == "Anna"
    assert stored.saved_at == NOW + timedelta(minutes=1)


def test_a_late_save_cannot_bring_a_signed_draft_back(
    database: Database, draft: SessionDraft, person: Practitioner
) -> None:
    sign(database, draft, person)
    with pytest.raises(RecordLocked), database.write() as session:
        draft_store.save_draft(session, draft, NOW)
    with database.read() as session:
        assert draft_store.drafts(session) == ()


@pytest.mark.parametrize("field", ["client_uid", "practitioner_uid"])
def test_draft_of_an_unknown_person_is_refused(
    database: Database, draft: SessionDraft, field: str
) -> None:
    with pytest.raises(NoSuchRecord), database.write() as session:
        draft_store.save_draft(session, replace(draft, **{field: "nobody"}), NOW)  # type: ignore[arg-type]


def test_signing_is_all_or_nothing(
    database: Database, draft: SessionDraft, person: Practitioner
) -> None:
    broken = replace(draft, zones=(replace(draft.zones[0], depth_um=15_000),))
    with database.write() as session:
        draft_store.save_draft(session, broken, NOW)
    with pytest.raises(RecordIncomplete), database.write() as session:
        session_store.sign(session, broken, person, NOW)
    with database.read() as session:
        assert draft_store.load_draft(session, draft.uid) == broken
        for table in ("session", "treated_zone", "audit_entry", "client_summary"):
            count = select(func.count()).select_from(metadata.tables[table])
            assert session.connection().scalar(count) == 0, table


def test_signing_names_a_record_that_is_gone(
    database: Database, draft: SessionDraft, person: Practitioner
) -> None:
    lost = replace(draft, plan_uid="gone")
    with database.write() as session:
        draft_store.save_draft(session, lost, NOW)
    with pytest.raises(NoSuchRecord) as caught, database.write() as session:
        session_store.sign(session, lost, person, NOW)
    assert caught.value.kind == "plan"


def test_addendum_and_void_are_read_with_the_record(
    database: Database, draft: SessionDraft, person: Practitioner
) -> None:
    sign(database, draft, person)
    with database.write() as session:
        session_store.add_addendum(session, draft.uid, "bruise on day 2", person, NOW)
        session_store.void(session, draft.uid, "wrong client", person, NOW)
    with database.read() as session:
        record = session_store.record(session, draft.uid)
        assert session_store.records_of_client(session, "client-1", counted_only=True) == ()
    assert record.content == draft
    assert [each.text for each in record.addenda] == ["bruise on day 2"]
    assert (record.state, record.void_reason) == (SessionState.VOID, "wrong client")
    with pytest.raises(RecordLocked), database.write() as session:
        session_store.void(session, draft.uid, "again", person, NOW)
    with pytest.raises(RecordLocked), database.write() as session:
        session_store.add_addendum(session, draft.uid, "again", person, NOW)


def test_newest_record_comes_first(
    database: Database, draft: SessionDraft, person: Practitioner
) -> None:
    for days in (3, 9, 1):
        at = NOW + timedelta(days=days)
        sign(database, replace(draft, uid=f"s-{days}", started_at=at), person)
    with database.read() as session:
        found = session_store.records_of_client(session, "client-1")
    assert [record.content.uid for record in found] == ["s-9", "s-3", "s-1"]
    assert verify_database(database) == (), "a session of an earlier day is not the last one"


def test_summaries_follow_signing_and_voiding(
    database: Database, draft: SessionDraft, person: Practitioner
) -> None:
    sign(database, draft, person)
    later_one = replace(draft, uid="s-2", started_at=NOW + timedelta(days=30))
    sign(database, later_one, person)
    summary, plan = metadata.tables["client_summary"], metadata.tables["plan_summary"]
    with database.read() as session:
        row = session.execute(select(summary)).one()
        assert (row.sessions, row.last_session_on) == (2, date(2026, 4, 1))
        assert row.last_zones == '[["face.chin","mid",1000]]'
        assert session.execute(select(plan.c.done, plan.c.last_on)).one() == (2, date(2026, 4, 1))
    with database.write() as session:
        session_store.void(session, "s-2", "double", person, NOW)
    with database.read() as session:
        row = session.execute(select(summary)).one()
        assert (row.sessions, row.last_session_on) == (1, date(2026, 3, 2))
        assert session.execute(select(plan.c.done)).scalar_one() == 1


def test_the_local_day_counts_not_the_day_in_utc(
    database: Database, draft: SessionDraft, person: Practitioner
) -> None:
    late = datetime(2026, 3, 2, 23, 30, tzinfo=UTC)
    sign(database, replace(draft, started_at=late, offset_minutes=60), person)
    with database.read() as session:
        assert session.connection().scalar(select(metadata.tables["session"].c.day)) == date(
            2026, 3, 3
        )
