"""The sample clinic: whole, the same each time, and with something at every stage."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from needlelog.domain.adverse_events import AdverseKind
from needlelog.domain.errors import FolderOccupied
from needlelog.domain.people import Role
from needlelog.domain.screening.decisions import open_needs
from needlelog.domain.screening.findings import Severity
from needlelog.domain.sessions import SessionRecord, SessionState
from needlelog.domain.stock import is_expired, last_usable_day
from needlelog.files.key_slots import KdfCost
from needlelog.services import clients, plans, sessions, stock
from needlelog.services.clinic import Clinic, open_clinic
from needlelog.services.follow_up import client_outcomes, due_follow_ups
from needlelog.services.people import people
from needlelog.services.progress import client_timeline
from needlelog.services.sample_clinic.make import SampleClinic, make_sample_clinic
from needlelog.services.today import today_board
from needlelog.services.verification import verify

CHEAP = KdfCost(time_cost=1, memory_kib=64, parallelism=1)
NOW = datetime(2026, 11, 22, 14, 0, tzinfo=UTC)


def today() -> date:
    return NOW.astimezone().date()


def made(folder: Path, count: int | None = None, seed: int = 1) -> SampleClinic:
    return make_sample_clinic(folder, lambda: NOW, count, seed, kdf=CHEAP)


@contextmanager
def opened(sample: SampleClinic) -> Iterator[Clinic]:
    clinic = open_clinic(
        sample.folder, sample.first_person_uid, sample.passphrase, lambda: NOW, CHEAP
    )
    try:
        yield clinic
    finally:
        clinic.close()


@pytest.fixture(scope="module")
def lived_in(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clinic]:
    with opened(made(tmp_path_factory.mktemp("sample") / "clinic")) as clinic:
        yield clinic


def every_record(clinic: Clinic) -> list[SessionRecord]:
    rows = clients.client_rows(clinic, clients.search_client_ids(clinic, ""))
    return [record for row in rows for record in sessions.records(clinic, row.uid)]


def story(clinic: Clinic) -> list[object]:
    return [
        (each.content.zones, each.content.started_at, each.content.pain, each.content.note)
        for each in every_record(clinic)
    ]


def test_it_is_whole(lived_in: Clinic) -> None:
    assert verify(lived_in) == ()
    assert [person.role for person in people(lived_in)].count(Role.INSPECTOR) == 1
    assert len(people(lived_in)) == 4


def test_the_same_seed_tells_the_same_story(lived_in: Clinic, tmp_path: Path) -> None:
    with opened(made(tmp_path / "again")) as again:
        assert story(again) == story(lived_in)
    with opened(made(tmp_path / "other", seed=2)) as other:
        assert story(other) != story(lived_in)


def test_every_stage_of_a_plan_is_there(lived_in: Clinic) -> None:
    due = {row.due_on - today() for row in today_board(lived_in, today()).due}
    assert due >= {timedelta(days=days) for days in (-21, -9, 0, 2)}
    rows = clients.client_rows(lived_in, clients.search_client_ids(lived_in, ""))
    found = [plan for row in rows for plan in plans.plans(lived_in, row.uid)]
    progress = [plans.plan_progress(lived_in, plan.uid) for plan in found]
    assert {plan.phase.value for plan in found} == {"series", "maintenance"}
    assert any(each.done == 0 for each in progress)
    assert any(each.planned is not None and each.done >= each.planned for each in progress)
    assert any(row.sessions == 0 for row in rows)
    assert {row.phototype for row in rows} >= {1, 2, 3, 4, 5, 6}


def test_every_kind_of_record_is_there(lived_in: Clinic) -> None:
    found = every_record(lived_in)
    assert sum(record.state is SessionState.VOID for record in found) == 1
    assert sum(record.backdated for record in found) == 1
    assert sum(len(record.addenda) for record in found) == 1
    assert any(row.reason for record in found for row in record.content.zones)
    assert len(sessions.drafts(lived_in)) == 1
    assert all((record.content.ended_at or NOW) <= record.signed_at <= NOW for record in found)


def test_its_sessions_were_screened(lived_in: Clinic) -> None:
    found = [record for record in every_record(lived_in) if record.findings]
    assert {finding.severity for record in found for finding in record.findings} == set(Severity)
    decided = [decision for record in found for decision in record.content.decisions]
    assert any(decision.reason for decision in decided)
    assert any(decision.seen and not decision.reason for decision in decided)
    answers = [answer for record in every_record(lived_in) for answer in record.content.answers]
    assert any(answer.confirmed for answer in answers)
    assert all(record.rules_version for record in found)
    assert not any(open_needs(record.findings, record.content) for record in found)


def test_amara_is_the_third_of_six_and_due_today(lived_in: Clinic) -> None:
    (row,) = clients.client_rows(lived_in, clients.search_client_ids(lived_in, "amara osei"))
    (plan,) = plans.plans(lived_in, row.uid)
    progress = plans.plan_progress(lived_in, plan.uid)
    assert (row.phototype, progress.done, progress.planned) == (5, 3, 6)
    assert progress.due_on == today()


def test_the_stock_has_something_to_say(lived_in: Clinic) -> None:
    found = {alert.code.value for alert in stock.alerts(lived_in, today())}
    assert found == {"expired", "expiring", "low"}
    broken = next(lot for lot in stock.lots(lived_in) if lot.lot == "D16-0915")
    assert [row.change for row in stock.adjustments(lived_in, broken.uid)] == [-1]


def test_some_are_to_be_asked_how_it_healed_and_one_had_an_adverse_event(
    lived_in: Clinic,
) -> None:
    due = due_follow_ups(lived_in, today())
    assert {(line.due.due_day, line.due.days_late) for line in due.lines} == {
        (3, 0),
        (14, 0),
        (14, 3),
    }
    rows = clients.client_rows(lived_in, clients.search_client_ids(lived_in, ""))
    events = [event for row in rows for event in client_outcomes(lived_in, row.uid).events]
    assert [(event.kind, event.resolved_on is not None) for event in events] == [
        (AdverseKind.DARKENING, True)
    ]


def test_lots_expire_soon_are_expired_and_used_up(lived_in: Clinic) -> None:
    lots = stock.lots(lived_in)
    assert any(lot.expiry and is_expired(lot.expiry, today()) for lot in lots)
    assert any(lot.quantity == 0 for lot in lots)
    assert timedelta(days=12) in {
        last_usable_day(lot.expiry) - today() for lot in lots if lot.expiry
    }


@pytest.mark.parametrize("count", [0, 5, 50])
def test_so_many_sessions_in_all(tmp_path: Path, count: int) -> None:
    sample = made(tmp_path / "clinic", count)
    with opened(sample) as clinic:
        assert len(every_record(clinic)) == sample.sessions == count
        assert sample.clients == len(clients.search_client_ids(clinic, ""))
        assert verify(clinic) == ()
        assert (clients.search_client_ids(clinic, "") == []) is (count == 0)
        assert stock.devices(clinic)


def test_a_folder_with_other_files_is_refused(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("hello", encoding="utf-8")
    with pytest.raises(FolderOccupied):
        made(tmp_path)


def test_progress_reaches_its_end(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    make_sample_clinic(
        tmp_path / "clinic", lambda: NOW, 3, progress=lambda *step: told.append(step), kdf=CHEAP
    )
    assert [done for done, _ in told] == list(range(1, told[-1][1] + 1))


def test_there_is_progress_to_look_at(lived_in: Clinic) -> None:
    scored, seen = set(), 0
    for row in clients.client_rows(lived_in, clients.search_client_ids(lived_in, "")):
        found = client_timeline(lived_in, row.uid)
        scored |= {series.scale.code for series in found.scores if len(series.points) > 2}
        seen += len(found.photos)
        on_session_days = {one.on for one in found.sessions}
        assert all(
            photo.when.astimezone().date() in on_session_days
            for photo in found.photos
            if photo.session_uid
        )
    assert scored >= {"goodman_baron", "satisfaction", "mmasi", "confidence"}
    assert seen == 4
