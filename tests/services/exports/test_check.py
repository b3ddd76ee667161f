"""Checking an export by itself: whoever changes a byte of it is found out."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from needlelog.domain.errors import ReadFailed
from needlelog.domain.exports.request import ExportFormat, NotAnExport
from needlelog.services import sessions
from needlelog.services.clinic import Clinic, open_clinic
from needlelog.services.exports.against import faults_against
from needlelog.services.exports.check import check_export
from tests.services.conftest import CHEAP, MANAGER, PASSPHRASE, SteppingClock
from tests.services.exports.conftest import Kept, give

FORMATS = (ExportFormat.CSV, ExportFormat.XLSX, ExportFormat.FHIR, ExportFormat.JSON,
           ExportFormat.CLINIC)  # fmt: skip


def sentences(path: Path) -> str:
    return " ".join(fault.sentence for fault in check_export(path).faults)


@pytest.fixture
def folder_export(clinic: Clinic, kept: Kept, out: Path) -> Path:
    give(clinic, out / "x", ExportFormat.CSV)
    return out / "x"


@pytest.fixture
def json_export(clinic: Clinic, kept: Kept, out: Path) -> Path:
    give(clinic, out / "x.json", ExportFormat.JSON)
    return out / "x.json"


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize("bare", [False, True])
def test_an_export_is_what_the_chain_says(
    clinic: Clinic, kept: Kept, out: Path, kind: ExportFormat, bare: bool
) -> None:
    if bare and kind is ExportFormat.JSON:
        return
    path = out / f"x{kind.suffix}"
    give(clinic, path, kind, pseudonymised=bare)
    found = check_export(path)
    assert found.faults == ()
    assert found.records == 3
    assert found.entries > 6
    everything = kind is ExportFormat.JSON or (kind is ExportFormat.CLINIC and not bare)
    assert found.whole_chain is everything


@pytest.mark.parametrize("exact", [False, True])
def test_zones_are_compared_with_what_was_signed_however_they_are_spelled(
    clinic: Clinic, kept: Kept, out: Path, exact: bool
) -> None:
    give(clinic, out / "x", ExportFormat.CSV, exact=exact)
    assert sentences(out / "x") == ""


@pytest.mark.parametrize("kind", FORMATS)
def test_one_byte_changed_anywhere_is_told(
    clinic: Clinic, kept: Kept, out: Path, kind: ExportFormat
) -> None:
    path = out / f"x{kind.suffix}"
    give(clinic, path, kind)
    whole = path.read_bytes()
    begin = 400 if kind is ExportFormat.JSON else 0
    for place in range(begin, len(whole), max(1, len(whole) // 41)):
        changed = bytearray(whole)
        changed[place] ^= 1
        path.write_bytes(bytes(changed))
        try:
            found = check_export(path).faults
        except (NotAnExport, ReadFailed):
            continue
        if kind in (ExportFormat.CSV, ExportFormat.CLINIC) and not found:
            # Names and times in the table of contents of a ZIP file are no part of the records.
            with zipfile.ZipFile(path) as archive:
                assert archive.testzip() is None
            continue
        assert found, place


@pytest.mark.parametrize("name", ["zones.csv", "sessions.csv", "trail.csv", "dictionary.csv"])
def test_a_changed_table_is_named(folder_export: Path, name: str) -> None:
    file = folder_export / name
    file.write_bytes(file.read_bytes() + b"x")
    assert f"{name} was changed" in sentences(folder_export)


def test_a_missing_and_an_added_file_are_named(folder_export: Path) -> None:
    (folder_export / "addenda.csv").unlink()
    (folder_export / "zones2.csv").write_text("x")
    told = sentences(folder_export)
    assert "addenda.csv is missing" in told
    assert "zones2.csv does not belong" in told


def sealed_again(
    folder: Path, change: Callable[[dict[str, Any]], object] = lambda _manifest: None
) -> None:
    """Do what somebody would do who changes files and works all hashes of files out again."""
    place = folder / "manifest.json"
    manifest = json.loads(place.read_text(encoding="utf-8"))
    change(manifest)
    del manifest["sha256"]
    for each in manifest["files"]:
        each["sha256"] = hashlib.sha256((folder / each["name"]).read_bytes()).hexdigest()
    records = ",\n".join(json.dumps(each, ensure_ascii=False) for each in manifest.pop("records"))
    header = "".join(f'"{name}": {json.dumps(value)},\n' for name, value in manifest.items())
    begin = f'{{\n{header}"records": [\n{records}\n]\n'
    digest = hashlib.sha256(begin.encode()).hexdigest()
    place.write_text(f'{begin},"sha256": "{digest}"\n}}\n', encoding="utf-8")


def test_a_depth_changed_with_all_hashes_of_files_made_anew_is_told(
    folder_export: Path, kept: Kept
) -> None:
    file = folder_export / "zones.csv"
    rows = list(csv.reader(io.StringIO(file.read_text(encoding="utf-8-sig"), newline="")))
    place = rows[0].index("depth_mm")
    assert rows[1][place] == "0.75"
    rows[1][place] = "0.50"
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    file.write_text(text.getvalue(), encoding="utf-8-sig", newline="")
    sealed_again(folder_export)
    told = sentences(folder_export)
    assert f"zones of session {kept.full} are not those signed" in told
    assert "was changed" not in told


def test_a_session_left_out_of_the_table_is_told(folder_export: Path, kept: Kept) -> None:
    file = folder_export / "zones.csv"
    lines = file.read_text(encoding="utf-8-sig").splitlines(keepends=True)
    kept_lines = [line for line in lines if kept.others not in line]
    file.write_text("".join(kept_lines), encoding="utf-8-sig", newline="")
    sealed_again(folder_export)
    assert kept.others in sentences(folder_export)


def test_an_entry_changed_in_the_manifest_is_told(folder_export: Path, kept: Kept) -> None:
    def change(manifest: dict[str, Any]) -> None:
        entry = next(
            each
            for record in manifest["records"]
            for each in record["entries"]
            if each["act"] == "signed"
        )
        entry["after"] = entry["after"].replace('"depth_um":750', '"depth_um":500')

    sealed_again(folder_export, change)
    assert "was changed after it was written" in sentences(folder_export)


@pytest.mark.parametrize("words", ['{"content"', "[]", "{}", '{"content": {"zones": [1]}}'])
def test_an_entry_that_makes_no_sense_is_told(folder_export: Path, kept: Kept, words: str) -> None:
    def change(manifest: dict[str, Any]) -> None:
        for record in manifest["records"]:
            for entry in record["entries"]:
                if entry["act"] == "signed":
                    entry["after"] = words

    sealed_again(folder_export, change)
    told = sentences(folder_export)
    assert "was changed after it was written" in told
    assert "are not those signed" in told


def test_a_record_without_its_parts_is_no_manifest(folder_export: Path) -> None:
    def change(manifest: dict[str, Any]) -> None:
        del manifest["records"][0]["entries"][0]["hash"]

    sealed_again(folder_export, change)
    with pytest.raises(NotAnExport):
        check_export(folder_export)


def test_an_entry_with_a_new_hash_does_not_continue_the_chain(
    folder_export: Path, kept: Kept
) -> None:
    from needlelog.domain.entry_hash import entry_hash

    def change(manifest: dict[str, Any]) -> None:
        record = next(each for each in manifest["records"] if each["uid"] == kept.others)
        entry = next(each for each in record["entries"] if each["act"] == "started")
        entry["person"] = "Somebody else"
        entry["hash"] = entry_hash(entry)

    # That session was signed right after it was begun, so its two entries touch.
    sealed_again(folder_export, change)
    assert "does not continue the entry before it" in sentences(folder_export)


def test_a_record_without_its_signature_is_told(folder_export: Path, kept: Kept) -> None:
    def change(manifest: dict[str, Any]) -> None:
        for record in manifest["records"]:
            if record["uid"] == kept.full:
                record["chain_hash"] = "0" * 64

    sealed_again(folder_export, change)
    assert "not the entry with which it was signed" in sentences(folder_export)


# --- JSON: the whole chain is in it --------------------------------------------------------------


def rewritten(path: Path, change: Callable[[list[str]], object]) -> None:
    """Change lines of a JSON export and make the hash of its tables anew."""
    lines = path.read_text(encoding="utf-8").split("\n")
    change(lines)
    begin = lines.index('"tables": {')
    end = next(n for n, line in enumerate(lines) if line.startswith(',"tables_sha256"'))
    digest = hashlib.sha256("".join(f"{line}\n" for line in lines[begin:end]).encode()).hexdigest()
    lines[end] = f',"tables_sha256": "{digest}"'
    path.write_text("\n".join(lines), encoding="utf-8")


def test_a_signed_depth_changed_in_the_json_is_told(json_export: Path, kept: Kept) -> None:
    def change(lines: list[str]) -> None:
        place = next(n for n, line in enumerate(lines) if '"depth_um":750,"passes":4' in line)
        lines[place] = lines[place].replace('"depth_um":750', '"depth_um":500')

    rewritten(json_export, change)
    told = sentences(json_export)
    assert f"Session {kept.full} is not what was signed" in told


def entry_lines(lines: list[str]) -> list[int]:
    return [n for n, line in enumerate(lines) if '"previous_hash"' in line]


def test_two_entries_that_change_places_are_told(json_export: Path) -> None:
    def change(lines: list[str]) -> None:
        first, second = entry_lines(lines)[3:5]
        lines[first], lines[second] = lines[second], lines[first]

    rewritten(json_export, change)
    assert "is missing" in sentences(json_export)


def test_an_entry_taken_out_is_told(json_export: Path) -> None:
    rewritten(json_export, lambda lines: lines.pop(entry_lines(lines)[4]))
    told = sentences(json_export)
    assert "Entry 6" in told
    assert "not as many rows" in told


def test_the_last_entries_taken_off_are_told(json_export: Path) -> None:
    def change(lines: list[str]) -> None:
        last = entry_lines(lines)[-1]
        lines[last - 1] = lines[last - 1].rstrip(",")
        lines.pop(last)

    rewritten(json_export, change)
    assert "does not end where it ended" in sentences(json_export)


def test_something_else_is_no_export(out: Path) -> None:
    for name, content in (("a.json", "{}"), ("b.zip", "PK"), ("c.pdf", "%PDF"), ("d.csv", "a,b")):
        (out / name).write_text(content)
        with pytest.raises(NotAnExport):
            check_export(out / name)
    (out / "empty").mkdir()
    with pytest.raises(NotAnExport):
        check_export(out / "empty")


def test_a_file_cut_off_is_told(json_export: Path) -> None:
    content = json_export.read_bytes()
    json_export.write_bytes(content[: len(content) // 2])
    with pytest.raises(NotAnExport):
        check_export(json_export)


# --- against the clinic --------------------------------------------------------------------------


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize("bare", [False, True])
def test_a_clinic_that_went_on_still_holds_what_was_exported(
    clinic: Clinic, kept: Kept, out: Path, kind: ExportFormat, bare: bool
) -> None:
    if bare and kind is ExportFormat.JSON:
        return
    path = out / f"x{kind.suffix}"
    give(clinic, path, kind, pseudonymised=bare)
    sessions.add_addendum(clinic, kept.full, "still later")
    assert faults_against(clinic, path) == ()


@pytest.mark.parametrize("lost", ["a session", "the export alone"])
def test_a_folder_put_back_is_told(
    clinic: Clinic, kept: Kept, out: Path, tmp_path: Path, clock: SteppingClock, lost: str
) -> None:
    folder = clinic.folder.path
    clinic.close()
    shutil.copytree(folder, tmp_path / "older")
    clinic = open_clinic(folder, MANAGER.uid, PASSPHRASE, clock, CHEAP)
    if lost == "a session":
        sessions.add_addendum(clinic, kept.full, "after the copy")
    give(clinic, out / "x.zip", ExportFormat.CSV)
    clinic.close()
    older = open_clinic(tmp_path / "older", MANAGER.uid, PASSPHRASE, clock, CHEAP)
    try:
        (fault,) = faults_against(older, out / "x.zip")
    finally:
        older.close()
    assert fault.code == "rolled-back"
    words = "put back to an older state" if lost == "a session" else "does not know of this export"
    assert words in fault.sentence


def test_another_clinic_is_told(
    clinic: Clinic, kept: Kept, out: Path, tmp_path: Path, clock: SteppingClock
) -> None:
    from needlelog.files.recovery_code import new_recovery_code
    from needlelog.services.clinic import create_clinic

    give(clinic, out / "x.zip", ExportFormat.CSV)
    other = create_clinic(
        tmp_path / "other", "Other", MANAGER, PASSPHRASE, new_recovery_code(), clock, CHEAP
    )
    try:
        assert faults_against(other, out / "x.zip")
    finally:
        other.close()
