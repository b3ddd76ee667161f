"""A big JSON export is read by a process of its own; what comes of it is the same."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from errno import EAGAIN
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from needlelog.db import beside, session_words
from needlelog.db.beside import EndedEarlyError
from needlelog.db.whole_load import load_database
from needlelog.domain.exports.request import NotAnExport
from needlelog.domain.faults import Fault
from needlelog.services.clinic import Clinic
from needlelog.services.exports import json_reading, json_stored
from needlelog.services.exports.json_reading import JsonExport, opened
from needlelog.services.exports.json_stored import StoredExport
from tests.services.exports.conftest import Kept
from tests.services.json_export import export_json


@pytest.fixture
def given(clinic: Clinic, kept: Kept, out: Path) -> Path:
    export_json(clinic, out / "x.json")
    return out / "x.json"


def read(path: Path) -> tuple[list[Any], dict[str, int], list[Fault]]:
    with StoredExport(path) as source:
        parts = [
            (name, columns, [list(row) for row in rows]) for name, columns, rows in source.parts()
        ]
        return parts, source.counts, source.faults


def test_the_other_process_reads_the_same(given: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    content = given.read_bytes()
    given.write_bytes(content.replace(b'"act":"signed"', b'"act":"Signed"', 1))
    here = read(given)
    monkeypatch.setattr(json_stored, "WORTH_A_PROCESS", 0)
    beside = read(given)
    assert beside == here
    assert len(here[2]) == 2, "the hash of the file, and that of the entry"


def test_what_is_wrong_with_a_file_is_told_as_ever(
    given: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = given.read_bytes()
    given.write_bytes(content[: len(content) // 2])
    monkeypatch.setattr(json_stored, "WORTH_A_PROCESS", 0)
    with pytest.raises(NotAnExport):
        read(given)


def test_a_process_that_ends_at_once_costs_nothing(
    given: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = read(given)
    monkeypatch.setattr(json_stored, "WORTH_A_PROCESS", 0)
    monkeypatch.setattr(json_stored, "__name__", "needlelog.no_such_module")
    assert read(given) == here


@pytest.mark.parametrize("parts", [1, 5])
def test_where_a_process_is_killed_the_file_is_read_on_here(
    given: Path, monkeypatch: pytest.MonkeyPatch, parts: int
) -> None:
    here = read(given)
    assert len(here[0]) > parts

    def killed(module: str, task: object) -> Iterator[Any]:
        yield from islice(beside.told_by(module, task), parts)
        raise EndedEarlyError(module)

    monkeypatch.setattr(json_stored, "WORTH_A_PROCESS", 0)
    monkeypatch.setattr(json_stored, "told_by", killed)
    assert read(given) == here


def test_where_no_process_can_be_started_the_file_is_read_here(
    given: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = read(given)
    monkeypatch.setattr(json_stored, "WORTH_A_PROCESS", 0)
    monkeypatch.setattr(session_words, "WORTH_A_PROCESS", 0)
    monkeypatch.setattr(beside, "_started", no_process)
    assert read(given) == here
    with StoredExport(given) as source:
        database = load_database(given.with_suffix(".db"), bytes(32), source.parts())
    with closing(database), database.read() as session:
        asked = "SELECT count(*) FROM session_word"
        assert session.connection().exec_driver_sql(asked).scalar()


def no_process(_module: str) -> None:
    raise BlockingIOError(EAGAIN, "Resource temporarily unavailable")


def test_a_table_is_found_wherever_a_piece_of_the_file_ends(
    given: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tables = ("aftercare_template", "practitioner", "topical_zone", "no_such")
    expected: dict[str, list[Any]] = {table: [] for table in tables}
    with opened(given) as file:
        for table, row in JsonExport("x", file).rows():
            expected.get(table, []).append(row)
    assert expected["practitioner"]
    for at_once in (1, 13, 14, 15, 64):
        monkeypatch.setattr(json_reading, "_BYTES_AT_ONCE", at_once)
        for table in tables:
            with opened(given) as file:
                assert list(JsonExport("x", file).rows_of(table)) == expected[table], at_once


SUMS = ("session_figure", "year_sum", "week_count")


@pytest.mark.parametrize("missing", [(), SUMS, ("week_count",)])
def test_sums_that_an_export_does_not_have_are_worked_out(
    given: Path, clinic: Clinic, tmp_path: Path, missing: tuple[str, ...]
) -> None:
    parts = [part for part in read(given)[0] if part[0] not in missing]
    made = load_database(tmp_path / "made.db", bytes(32), parts)
    made.close()
    for table in SUMS:
        found, expected = (
            _rows(database.raw_connection(), table) for database in (made, clinic.database)
        )
        assert expected
        assert found == expected, table


def _rows(driver: Any, table: str) -> list[Any]:
    with closing(driver):
        return sorted(driver.execute(f"SELECT * FROM {table}").fetchall())  # noqa: S608
