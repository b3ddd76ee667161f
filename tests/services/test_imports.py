"""An old log is looked at, brought in, taken back and brought in again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from needlelog.domain.clients import Client
from needlelog.domain.imports.plan import Outcome
from needlelog.domain.imports.rows import Trouble
from needlelog.domain.people import Role
from needlelog.domain.record_errors import NotAllowed, RecordLocked
from needlelog.domain.sessions import SessionState
from needlelog.files.spreadsheets import Sheet, read_sheet
from needlelog.services import clients, imports, retention, sessions
from needlelog.services.clinic import Clinic
from needlelog.services.verification import verify
from tests.services.conftest import SteppingClock

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
GERMAN = Path(__file__).parents[1] / "data" / "imports" / "old_spreadsheet_de.csv"


@pytest.fixture(autouse=True)
def after_the_last_row(clock: SteppingClock) -> None:
    clock.now = NOW


@pytest.fixture
def sheet() -> Sheet:
    return read_sheet(GERMAN)


def test_every_good_row_is_taken_and_every_bad_one_named(clinic: Clinic, sheet: Sheet) -> None:
    plan = imports.dry_run(clinic, sheet, imports.suggested_mapping(clinic, sheet))
    refused = {row.line: {each.text for each in row.problems} for row in plan.rows}
    assert plan.count(Outcome.NEW) + plan.count(Outcome.TWICE) == 65
    assert plan.count(Outcome.TWICE) == 1
    assert plan.count(Outcome.EMPTY) == 1
    assert plan.count(Outcome.REFUSED) == 3
    assert refused[68] == {"31.02.2026"}
    assert refused[69] == {"15"}
    assert refused[70] == {"01.01.1890", "VII", "Ohrläppchen"}
    assert clients.search_client_ids(clinic, "") == []


def test_an_import_is_undone_as_one_and_made_again_without_doubles(
    clinic: Clinic, sheet: Sheet
) -> None:
    mapping = imports.suggested_mapping(clinic, sheet)
    first = imports.import_sheet(clinic, sheet, mapping)
    assert first.counts["new"] == 64
    there = clients.search_client_ids(clinic, "")
    assert len(there) == first.counts["clients"] == 14
    again = imports.dry_run(clinic, sheet, imports.suggested_mapping(clinic, sheet))
    assert again.count(Outcome.NEW) == 0
    assert again.count(Outcome.THERE) == 64

    undone = imports.undo_import(clinic, first.uid)
    assert undone.undone_at is not None
    assert clients.search_client_ids(clinic, "") == []
    with pytest.raises(RecordLocked):
        imports.undo_import(clinic, first.uid)

    second = imports.import_sheet(clinic, sheet, mapping)
    assert second.counts["new"] == 64
    assert second.counts["clients"] == 0
    assert clients.search_client_ids(clinic, "") == there
    assert verify(clinic) == ()


def test_imported_sessions_are_marked_and_say_what_the_row_said(
    clinic: Clinic, sheet: Sheet
) -> None:
    batch = imports.import_sheet(clinic, sheet, imports.suggested_mapping(clinic, sheet))
    (row,) = clients.client_rows(clinic, clients.search_client_ids(clinic, "K113"))
    oldest = sessions.records(clinic, row.uid)[-1]
    assert oldest.state is SessionState.IMPORTED
    assert oldest.imported_from == batch.uid
    content = oldest.content
    assert [(zone.zone, zone.side.value, zone.depth_um) for zone in content.zones] == [
        ("cheek_medial", "both", 1500),
        ("cheek_lateral", "both", 1500),
        ("chin", "mid", 1000),
        ("nose", "mid", 500),
    ]
    assert [(each.name, each.lot) for each in content.topicals] == [
        ("HA", "H2291"),
        ("GF", "H2291"),
    ]
    assert content.note == "leichte Rötung 2T"
    assert clients.client(clinic, row.uid).phototype == 1


NAMESAKES = """Date;Client;DOB;Zones
05.03.2024;Anna Weber;14.02.1994;Chin
06.03.2024;Anna Weber;03.07.1971;Chin
07.03.2024;Anna Weber;;Chin
08.03.2024;Bea Klein;01.01.1980;Chin
"""


def test_namesakes_are_kept_apart_and_each_doubt_is_told(clinic: Clinic, tmp_path: Path) -> None:
    """One Anna of the log, without a birth date, can be neither of the two of the file."""
    path = tmp_path / "namesakes.csv"
    path.write_text(NAMESAKES, encoding="utf-8")
    known = {
        name: clients.create_client(clinic, Client("", name)).uid
        for name in ("Anna Weber", "Bea Klein")
    }
    read = read_sheet(path)
    plan = imports.dry_run(clinic, read, imports.suggested_mapping(clinic, read))
    told = [(row.client_uid, *(each.trouble for each in row.remarks)) for row in plan.rows]
    assert told == [
        (None, Trouble.BIRTH_DIFFERS),
        (None, Trouble.BIRTH_DIFFERS),
        (known["Anna Weber"],),
        (known["Bea Klein"], Trouble.BIRTH_MISSING),
    ]
    clients.create_client(clinic, Client("", "Anna Weber"))
    plan = imports.dry_run(clinic, read, imports.suggested_mapping(clinic, read))
    assert plan.rows[2].remarks[0].trouble is Trouble.SEVERAL_ALIKE


def test_a_row_that_may_be_either_of_two_is_taken_for_neither_and_told(
    clinic: Clinic, tmp_path: Path
) -> None:
    path = tmp_path / "namesakes.csv"
    path.write_text(NAMESAKES, encoding="utf-8")
    read = read_sheet(path)
    plan = imports.dry_run(clinic, read, imports.suggested_mapping(clinic, read))
    assert [each.trouble for each in plan.rows[2].remarks] == [Trouble.SEVERAL_OF_NAME]
    assert len(plan.new_clients()) == 4


def test_what_was_brought_in_is_kept_from_its_last_session_and_not_from_the_import(
    clinic: Clinic, tmp_path: Path
) -> None:
    path = tmp_path / "old.csv"
    path.write_text("Date;Client;Zones\n05.03.2010;Zeb;Chin\n06.03.2024;Anna;Chin\n", "utf-8")
    read = read_sheet(path)
    imports.import_sheet(clinic, read, imports.suggested_mapping(clinic, read))
    (due,) = retention.due(clinic)
    assert (due.name, due.first_on, due.last_on) == ("Zeb", date(2010, 3, 5), date(2010, 3, 5))
    (anna,) = clients.search_client_ids(clinic, "Anna")
    (row,) = clients.client_rows(clinic, [anna])
    assert retention.keeping(clinic, row.uid).keep_until == date(2034, 3, 6)


@pytest.mark.parametrize("role", [Role.PRACTITIONER, Role.INSPECTOR])
def test_only_a_manager_brings_in(
    sign_in: Callable[[Role], Clinic], sheet: Sheet, role: Role
) -> None:
    clinic = sign_in(role)
    with pytest.raises(NotAllowed):
        imports.suggested_mapping(clinic, sheet)
