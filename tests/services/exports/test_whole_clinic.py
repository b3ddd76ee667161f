"""Everything in one file, and a clinic made of the JSON again."""

from __future__ import annotations

import hashlib
import json
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from needlelog.domain.errors import FolderOccupied, NoSuchPerson
from needlelog.domain.exports.request import ExportFormat, NotAnExport
from needlelog.domain.session_filter import SessionFilter
from needlelog.files.key_slots import SlotOwner
from needlelog.files.recovery_code import new_recovery_code
from needlelog.services import photos, review, sessions
from needlelog.services.clinic import Clinic, open_clinic, reset_passphrase
from needlelog.services.restore_json import (
    MadeOfExport,
    facts_of,
    managers_in,
    restore_clinic,
)
from needlelog.services.verification import verify
from tests.services.conftest import CHEAP, MANAGER, PRACTITIONER, SteppingClock
from tests.services.exports.conftest import Kept, give, picture, tables_of
from tests.services.json_export import export_json

NEW = "a new clinic, new words"
OWNER = SlotOwner(MANAGER.uid, MANAGER.name)


def test_json_tables_dictionary_and_pictures_at_once(clinic: Clinic, kept: Kept, out: Path) -> None:
    result = give(clinic, out / "x.zip", ExportFormat.CLINIC, photos=True)
    assert (result.counts["pictures"], result.counts["pictures_lost"]) == (1, 0)
    with zipfile.ZipFile(out / "x.zip") as archive:
        names = archive.namelist()
        (photo,) = [name for name in names if name.startswith("photos/")]
        assert archive.read(photo) == picture()
        clinic_json = json.loads(archive.read("clinic.json"))
    assert len(clinic_json["tables"]["session"]) == 3
    assert {"manifest.json", "tables/zones.csv", "tables/dictionary.csv"} <= set(names)
    assert len(tables_of(out / "x.zip", "tables/")["zones"]) == 4


def test_without_pictures_unless_asked(clinic: Clinic, kept: Kept, out: Path) -> None:
    give(clinic, out / "x.zip", ExportFormat.CLINIC)
    with zipfile.ZipFile(out / "x.zip") as archive:
        assert not [name for name in archive.namelist() if name.startswith("photos/")]


def test_a_lost_picture_is_named_and_stops_nothing(clinic: Clinic, kept: Kept, out: Path) -> None:
    for file in clinic.folder.photos.rglob("*"):
        if file.is_file():
            file.unlink()
    result = give(clinic, out / "x.zip", ExportFormat.CLINIC, photos=True)
    assert (result.counts["pictures"], result.counts["pictures_lost"]) == (0, 1)
    with zipfile.ZipFile(out / "x.zip") as archive:
        assert "photo_uid" in archive.read("photos/lost.csv").decode("utf-8-sig")


def test_pseudonymised_there_is_neither_json_nor_a_picture(
    clinic: Clinic, kept: Kept, out: Path
) -> None:
    give(clinic, out / "x.zip", ExportFormat.CLINIC, photos=True, pseudonymised=True)
    with zipfile.ZipFile(out / "x.zip") as archive:
        names = archive.namelist()
        text = b"".join(archive.read(name) for name in names).decode()
    assert "clinic.json" not in names
    assert not [name for name in names if name.startswith("photos/")]
    assert not re.search("Übel|1984-05-17|Rina", text)


# --- restore -------------------------------------------------------------------------------------


@pytest.fixture
def given(clinic: Clinic, kept: Kept, out: Path) -> Path:
    sessions.start_session(clinic, kept.anna)
    review.countersign(clinic, review.find_sessions(clinic, review.QUEUE), also_incomplete=True)
    export_json(clinic, out / "x.json")
    return out / "x.json"


def test_json_to_a_clinic_to_json_is_the_same_byte_for_byte(
    given: Path, clock: SteppingClock, tmp_path: Path, out: Path, kept: Kept
) -> None:
    code = new_recovery_code()
    assert managers_in(given) == (OWNER,)
    rows = restore_clinic(given, tmp_path / "new", OWNER, NEW, code, clock, CHEAP).rows
    clock.forward(days=3)
    made = open_clinic(tmp_path / "new", MANAGER.uid, NEW, clock, CHEAP)
    try:
        assert export_json(made, out / "again.json") == rows
        faults = verify(made)
        found = review.find_sessions(made, SessionFilter(text="lidocaine"))
        assert len(found) == 1
        record = sessions.session_record(made, kept.full)
        sessions.add_addendum(made, kept.full, "in the new clinic")
    finally:
        made.close()
    first, again = (
        re.sub(rb'"exported_at": "[^"]*"', b'"exported_at": ""', path.read_bytes())
        for path in (given, out / "again.json")
    )
    assert again == first
    # The trail is whole; what is not there is the picture, which the export does not hold.
    assert {fault.code for fault in faults} == {"photos"}
    assert record.chain_hash


def test_others_sign_in_with_the_recovery_code(
    given: Path, clock: SteppingClock, tmp_path: Path
) -> None:
    code = new_recovery_code()
    restore_clinic(given, tmp_path / "new", OWNER, NEW, code, clock, CHEAP)
    other = reset_passphrase(tmp_path / "new", PRACTITIONER.uid, code, "hers", clock, CHEAP)
    assert other.person == PRACTITIONER
    other.close()


def test_only_a_manager_of_the_file_can_be_the_first(
    given: Path, clock: SteppingClock, tmp_path: Path
) -> None:
    with pytest.raises(NoSuchPerson):
        restore_clinic(
            given, tmp_path / "new", SlotOwner(PRACTITIONER.uid, PRACTITIONER.name), NEW,
            new_recovery_code(), clock, CHEAP,
        )  # fmt: skip
    assert not (tmp_path / "new").exists()


def test_a_changed_file_makes_no_clinic(given: Path, clock: SteppingClock, tmp_path: Path) -> None:
    content = given.read_bytes().replace(b"wrong client", b"right client", 1)
    given.write_bytes(content)
    with pytest.raises(NotAnExport, match=r"hash does not fit|changed"):
        restore_clinic(given, tmp_path / "new", OWNER, NEW, new_recovery_code(), clock, CHEAP)
    left = [path.name for path in (tmp_path / "new").iterdir() if path.is_file()]
    assert not [name for name in left if name.endswith((".db", "keys.json"))]


def test_nothing_is_made_over_something_else(
    given: Path, clock: SteppingClock, tmp_path: Path
) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "thesis.txt").write_text("mine")
    with pytest.raises(FolderOccupied):
        restore_clinic(given, tmp_path / "full", OWNER, NEW, new_recovery_code(), clock, CHEAP)
    assert [path.name for path in (tmp_path / "full").iterdir()] == ["thesis.txt"]


# --- with its pictures ---------------------------------------------------------------------------


@pytest.fixture
def whole(clinic: Clinic, kept: Kept, out: Path) -> Path:
    give(clinic, out / "whole.zip", ExportFormat.CLINIC, photos=True)
    return out / "whole.zip"


def made_of(whole: Path, folder: Path, clock: SteppingClock) -> MadeOfExport:
    return restore_clinic(whole, folder, OWNER, NEW, new_recovery_code(), clock, CHEAP)


def rewritten(whole: Path, change: Callable[[str, bytes], bytes | None]) -> Path:
    """The ZIP file with other content; what becomes ``None`` is left out."""
    target = whole.with_name("rewritten.zip")
    with zipfile.ZipFile(whole) as source, zipfile.ZipFile(target, "w") as archive:
        for name in source.namelist():
            content = change(name, source.read(name))
            if content is not None:
                archive.writestr(name, content)
    return target


def test_the_pictures_of_a_whole_clinic_come_back_encrypted(
    whole: Path, clinic: Clinic, kept: Kept, clock: SteppingClock, tmp_path: Path, out: Path
) -> None:
    facts = facts_of(whole)
    assert (facts.managers, facts.sessions, facts.photos, facts.pictures) == ((OWNER,), 3, 1, 1)
    assert facts.clinic == clinic.name
    (photo,) = photos.photos(clinic, kept.anna)
    told = made_of(whole, tmp_path / "new", clock)
    assert (told.pictures.brought, told.pictures.missing, told.pictures.damaged) == (
        [photo.uid], [], [],
    )  # fmt: skip
    made = open_clinic(tmp_path / "new", MANAGER.uid, NEW, clock, CHEAP)
    try:
        assert verify(made) == ()
        assert photos.original(made, photo.uid) == picture()
        assert photos.open_photo(made, photo.uid).width > 0
        (file,) = (path for path in made.folder.photos.rglob("*") if path.is_file())
        assert picture()[:200] not in file.read_bytes()
        assert file.name == hashlib.sha256(file.read_bytes()).hexdigest()
        give(made, out / "again.zip", ExportFormat.CLINIC, photos=True)
    finally:
        made.close()
    made_of(out / "again.zip", tmp_path / "third", clock)
    third = open_clinic(tmp_path / "third", MANAGER.uid, NEW, clock, CHEAP)
    try:
        assert verify(third) == ()
        assert photos.original(third, photo.uid) == picture()
    finally:
        third.close()


@pytest.mark.parametrize(
    ("change", "missing", "damaged"),
    [
        (lambda name, content: None if name.startswith("photos/") else content, 1, 0),
        (lambda name, content: b"x" + content if name.startswith("photos/") else content, 0, 1),
    ],
)
def test_a_picture_that_is_missing_or_another_is_told_and_never_taken_for_it(
    whole: Path,
    clock: SteppingClock,
    tmp_path: Path,
    change: Callable[[str, bytes], bytes | None],
    missing: int,
    damaged: int,
) -> None:
    told = made_of(rewritten(whole, change), tmp_path / "new", clock).pictures
    assert (len(told.brought), len(told.missing), len(told.damaged)) == (0, missing, damaged)
    made = open_clinic(tmp_path / "new", MANAGER.uid, NEW, clock, CHEAP)
    try:
        assert {fault.code for fault in verify(made)} == {"photos"}, "reported as missing"
    finally:
        made.close()


def test_a_whole_clinic_that_is_not_whole_makes_no_clinic(
    whole: Path, clock: SteppingClock, tmp_path: Path
) -> None:
    for number, change in enumerate(
        (
            lambda name, content: None if name == "clinic.json" else content,
            lambda name, content: (
                content.replace(b"wrong client", b"right client", 1)
                if name == "clinic.json"
                else content
            ),
        )
    ):
        with pytest.raises(NotAnExport):
            made_of(rewritten(whole, change), tmp_path / f"new{number}", clock)
    content = bytearray(whole.read_bytes())
    with zipfile.ZipFile(whole) as archive:
        inside = archive.getinfo("clinic.json")
    content[inside.header_offset + 60 + inside.compress_size // 2] ^= 255
    whole.write_bytes(bytes(content))
    with pytest.raises(NotAnExport):
        made_of(whole, tmp_path / "new2", clock)
    for number in range(3):
        left = [path for path in (tmp_path / f"new{number}").rglob("*") if path.is_file()]
        assert not [path for path in left if path.suffix in (".db", ".json")]
        assert not [path for path in left if path.is_relative_to(tmp_path / f"new{number}/photos")]
