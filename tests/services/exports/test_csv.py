"""CSV: every table, safe for spreadsheets, nothing lost, and as a whole or not at all."""

from __future__ import annotations

import csv
import io
import json
import os
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from needlelog.db.exports.entries import entries_by_session
from needlelog.db.exports.reading import EXPORT_TABLES, Selection
from needlelog.domain.errors import DiskFull
from needlelog.domain.exports.formulas import FORMULA_LEADS, formula_bare, formula_safe
from needlelog.domain.exports.request import ExportFormat, ExportNotPossible, ExportRequest
from needlelog.domain.people import Role
from needlelog.domain.session_filter import SessionFilter
from needlelog.domain.sessions import ZoneRow
from needlelog.domain.zones import Side
from needlelog.services import sessions
from needlelog.services.clinic import Clinic
from needlelog.services.exports.run import export
from needlelog.services.review import save_filter
from tests.services.exports.conftest import FORMULAS, LONG, ODD, Kept, chin, give, tables_of, treat
from tests.services.trail import entries

CSV = ExportFormat.CSV


def one(rows: list[dict[str, str]], **wanted: str) -> dict[str, str]:
    (found,) = [row for row in rows if wanted.items() <= row.items()]
    return found


def test_a_row_a_treated_zone_with_figures_in_their_units(
    clinic: Clinic, kept: Kept, out: Path
) -> None:
    give(clinic, out / "x.zip", CSV)
    rows = tables_of(out / "x.zip")["zones"]
    assert len(rows) == 4
    row = one(rows, session_uid=kept.full, row="1")
    assert row["day"] == "2026-03-02"
    assert (row["zone"], row["side"], row["depth_mm"]) == ("cheek_medial", "left", "0.75")
    assert (row["passes"], row["erythema"], row["bleeding"], row["pain"]) == ("4", "2", "1", "3")
    assert (row["birth_date"], row["client_uid"]) == ("1984-05-17", kept.anna)
    assert row["pattern"] == ""
    own = one(rows, session_uid=kept.full, row="2")
    assert (own["own_zone"], own["speed"], own["speed_unit"]) == ("'@Knee", "7000", "rpm")


@pytest.mark.parametrize("kind", [ExportFormat.CSV, ExportFormat.XLSX, ExportFormat.FHIR])
def test_noting_where_the_records_stand_in_the_trail_can_be_given_up(
    clinic: Clinic, kept: Kept, out: Path, kind: ExportFormat, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Stopped(Exception):
        pass

    noting: list[bool] = []

    def noted(selected: Selection) -> Iterator[Any]:
        noting.append(True)
        yield from entries_by_session(selected)

    def progress(done: int, total: int) -> None:
        if noting and done < total:
            raise Stopped

    monkeypatch.setattr("needlelog.services.exports.manifest.entries_by_session", noted)
    before = len(entries(clinic))
    with pytest.raises(Stopped):
        export(clinic, ExportRequest(kind, SessionFilter()), out / "x.zip", progress)
    assert noting
    assert list(out.iterdir()) == []
    assert len(entries(clinic)) == before


def test_every_table_is_there_and_the_dictionary_names_every_column(
    clinic: Clinic, kept: Kept, out: Path
) -> None:
    result = give(clinic, out / "x.zip", CSV)
    tables = tables_of(out / "x.zip")
    named = {(row["table"], row["column"]) for row in tables["dictionary"] if row["column"]}
    for table in EXPORT_TABLES:
        assert result.counts[table.name] == len(tables[table.name])
        assert tables[table.name], f"{table.name} has no row in this clinic"
        assert {(table.name, column) for column in tables[table.name][0]} == {
            each for each in named if each[0] == table.name
        }
    described = [row for row in tables["dictionary"] if row["column"]]
    assert all(row["meaning"] and row["kind"] for row in described)
    assert len(named) == len(described)
    assert one(described, table="zones", column="depth_mm")["unit"] == "mm"
    assert one(tables["codes"], list="zone", code="cheek_medial")["name"]


def test_sessions_scores_topicals_and_what_came_later(
    clinic: Clinic, kept: Kept, out: Path
) -> None:
    give(clinic, out / "x.zip", CSV)
    tables = tables_of(out / "x.zip")
    session = one(tables["sessions"], session_uid=kept.full)
    assert session["zones"] == "cheek medial left; @Knee"
    assert session["depth_mm"] == "0.75; 1.25"
    assert session["numbing"] == "Lidocaine 5 %, 30 min"
    assert session["started_at"] == "2026-03-02T14:22:00+00:00"
    assert session["note"] == ODD
    record = sessions.session_record(clinic, kept.full)
    assert session["chain_hash"] == record.chain_hash
    assert one(tables["sessions"], session_uid=kept.void)["void_reason"] == "wrong client"
    topical = one(tables["topicals"])
    assert (topical["amount_ml"], topical["expiry"], topical["timing"]) == (
        "1.50", "2028-02-29", "during",
    )  # fmt: skip
    assert one(tables["numbing"])["amount_g"] == "2.50"
    assert one(tables["scores"])["value"] == "2.00"
    assert one(tables["follow_ups"])["grade"] == "1"
    assert one(tables["adverse_events"])["kind"] == "darkening"
    assert one(tables["addenda"])["text"] == "'=later"
    assert len(one(tables["photos"])["sha256"]) == 64
    trail = [row["act"] for row in tables["trail"]]
    assert len(trail) == len(entries(clinic)) - 1
    assert json.loads(tables["trail"][0]["after"])


def test_the_file_begins_with_a_mark_and_lines_end_as_the_standard_says(
    clinic: Clinic, kept: Kept, out: Path
) -> None:
    give(clinic, out / "x.zip", CSV)
    with zipfile.ZipFile(out / "x.zip") as archive:
        content = archive.read("zones.csv")
    assert content.startswith(b"\xef\xbb\xbfday,client,")
    assert content.endswith(b"\r\n")


@pytest.mark.parametrize("words", FORMULAS)
def test_no_cell_begins_like_a_formula(clinic: Clinic, kept: Kept, out: Path, words: str) -> None:
    # Text is stripped at its ends where people write it, so what leads goes in by the database.
    with clinic.database.write() as session:
        session.execute(
            text("UPDATE client SET name = :words, note = :words, address = :words"),
            {"words": words},
        )
        session.execute(text("UPDATE adverse_event SET note = :words"), {"words": words})
    save_filter(clinic, words, SessionFilter(zone="chin"))  # the trail knows it by its name
    give(clinic, out / "safe.zip", CSV)
    give(clinic, out / "exact.zip", CSV, exact=True)
    for rows in tables_of(out / "safe.zip").values():
        for row in rows:
            assert not [cell for cell in row.values() if cell[:1] in FORMULA_LEADS and cell]
    assert tables_of(out / "safe.zip")["clients"][0]["note"] == f"'{words}"
    assert tables_of(out / "exact.zip")["clients"][0]["note"] == words
    assert tables_of(out / "exact.zip")["adverse_events"][0]["note"] == words


def test_safe_and_back() -> None:
    for words in (*FORMULAS, "plain", "", "'quoted", " =1"):
        assert formula_bare(formula_safe(words)) == words


def test_a_note_of_a_million_letters_is_whole(clinic: Clinic, kept: Kept, out: Path) -> None:
    uid = treat(clinic, kept.anna, change=lambda draft: replace(chin(draft), note=LONG))
    give(clinic, out / "x.zip", CSV)
    assert one(tables_of(out / "x.zip")["sessions"], session_uid=uid)["note"] == LONG


def test_ten_thousand_zones(clinic: Clinic, kept: Kept, out: Path) -> None:
    rows = tuple(ZoneRow(n, "chin", Side.MID, depth_um=500 + n % 3 * 250) for n in range(1, 501))
    for _ in range(20):
        treat(clinic, kept.anna, change=lambda draft: replace(draft, zones=rows))
    result = give(clinic, out / "x.zip", CSV)
    zones = tables_of(out / "x.zip")["zones"]
    assert result.counts["zones"] == len(zones) == 10_004
    assert [int(row["row"]) for row in zones[-500:]] == list(range(1, 501))


def test_only_what_the_filter_means(clinic: Clinic, kept: Kept, out: Path) -> None:
    give(clinic, out / "x.zip", CSV, wanted=SessionFilter(zone="cheek_medial"), words="Cheek")
    tables = tables_of(out / "x.zip")
    assert {row["session_uid"] for row in tables["zones"]} == {kept.full}
    assert [row["client_uid"] for row in tables["clients"]] == [kept.anna]
    assert {row["record_uid"] for row in tables["trail"]} <= {kept.full, kept.anna}
    said = entries(clinic)[-1].after
    assert (said["filter"], said["conditions"], said["whole"]) == ("Cheek", ["zone"], False)


def test_a_folder_instead_of_a_zip_file(clinic: Clinic, kept: Kept, out: Path) -> None:
    give(clinic, out / "x.zip", CSV)
    give(clinic, out / "x", CSV)
    names = {path.name for path in (out / "x").iterdir()}
    with zipfile.ZipFile(out / "x.zip") as archive:
        assert names == set(archive.namelist())
        assert (out / "x" / "zones.csv").read_bytes() == archive.read("zones.csv")
    with pytest.raises(ExportNotPossible):
        give(clinic, out / "x", CSV)
    assert {path.name for path in out.iterdir()} == {"x", "x.zip"}


@pytest.mark.parametrize("name", ["x.zip", "x"])
def test_a_full_disk_leaves_nothing(
    clinic: Clinic, kept: Kept, out: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    def refuse(_descriptor: int) -> None:
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr("needlelog.files.atomic_write.os.fsync", refuse)
    with pytest.raises(DiskFull):
        give(clinic, out / name, CSV)
    assert list(out.iterdir()) == []


def test_a_closed_sheet_leaves_nothing(clinic: Clinic, kept: Kept, out: Path) -> None:
    from needlelog.domain.exports.request import ExportRequest
    from needlelog.services.exports.run import export

    def stop(done: int, total: int) -> None:
        raise KeyboardInterrupt

    for kind in (CSV, ExportFormat.XLSX, ExportFormat.FHIR, ExportFormat.CLINIC):
        with pytest.raises(KeyboardInterrupt):
            export(clinic, ExportRequest(kind), out / f"x{kind.suffix}", stop)
    assert list(out.iterdir()) == []


def test_identities_are_left_out(
    clinic: Clinic, kept: Kept, out: Path, sign_in: Callable[[Role], Clinic]
) -> None:
    give(clinic, out / "x.zip", CSV, pseudonymised=True)
    with zipfile.ZipFile(out / "x.zip") as archive:
        everything = b"".join(archive.read(name) for name in archive.namelist()).decode()
    for secret in (
        "Übel", "Bea", "1984-05-17", "+49", "a@b.example", "Street 1", "Rina", "Jana", "=later",
        "wrong client", "scar\"", kept.anna, kept.full, "next line", "@Knee", "cmd",
    ):  # fmt: skip
        assert secret not in everything, secret
    tables = tables_of(out / "x.zip")
    rows = tables["zones"]
    assert {row["birth_year"] for row in rows} == {"1984", "1990"}
    assert one(rows, zone="cheek_medial")["depth_mm"] == "0.75"
    assert len({row["client_uid"] for row in rows}) == 2
    assert {row["client_uid"] for row in rows} == {row["client_uid"] for row in tables["clients"]}
    give(clinic, out / "again.zip", CSV, pseudonymised=True)
    assert tables_of(out / "again.zip")["zones"] == rows


def test_the_order_is_that_of_the_days(clinic: Clinic, kept: Kept, out: Path) -> None:
    give(clinic, out / "x.zip", CSV)
    days = [row["day"] for row in tables_of(out / "x.zip")["sessions"]]
    assert days == sorted(days)
    assert len(days) == 3


def test_a_table_reads_back_as_any_program_reads_it(clinic: Clinic, kept: Kept, out: Path) -> None:
    give(clinic, out / "x.zip", CSV)
    with zipfile.ZipFile(out / "x.zip") as archive:
        text_ = archive.read("sessions.csv").decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text_, newline="")))
    assert {len(row) for row in rows} == {len(rows[0])}
