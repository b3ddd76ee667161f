"""The folder turns read-only, goes away, is exchanged, or another program holds the records."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
import sqlcipher3

from needlelog.db.sqlite import connect
from needlelog.domain.clients import Client, Consent, ConsentKind, ConsentStatus
from needlelog.domain.errors import KnownError, WriteRefused
from needlelog.domain.photos import PhotoPhase
from needlelog.domain.record_errors import DatabaseBusy, RecordsGone
from needlelog.services import clients, photos, sessions
from needlelog.services.clinic import Clinic
from tests.faults.clinic import NOW, assert_whole, copy_folder, filled, opened, rows, treat
from tests.faults.disk import SmallDrive, small_drive
from tests.files.photos.faces import encoded, face
from tests.services.json_export import export_json

posix_only = pytest.mark.skipif(
    sys.platform == "win32", reason="Windows moves no folder whose files are open"
)


@pytest.fixture
def drive(tmp_path: Path, template: Path) -> Iterator[SmallDrive]:
    with small_drive(tmp_path / "drive", 12_000) as mounted:
        copy_folder(template, mounted.place / "clinic")
        yield mounted


def notes(clinic: Clinic) -> list[str]:
    return [record.content.note for record in sessions.records(clinic, "anna")]


# --- read only ------------------------------------------------------------------------------


def test_a_read_only_drive_is_refused_when_the_clinic_is_opened(drive: SmallDrive) -> None:
    drive.make_read_only()
    with (
        pytest.raises(WriteRefused, match="no permission, or a read-only drive"),
        opened(drive.place / "clinic"),
    ):
        pass
    drive.make_writable()
    with opened(drive.place / "clinic") as clinic:
        assert notes(clinic) == ["the first record"]
        assert_whole(clinic)


@posix_only
def test_a_database_file_that_may_only_be_read_refuses_and_goes_on_later(folder: Path) -> None:
    """As a user without any rights would meet it, root being refused nothing."""
    from tests.faults.killing import Say, finish

    def work(say: Say) -> None:
        if os.geteuid() == 0:
            for place in (folder, *folder.rglob("*")):
                os.chown(place, 65534, 65534)
            for place in folder.parents:
                place.chmod(place.stat().st_mode | 0o011)
            os.setresuid(65534, 65534, 65534)
        (folder / "needlelog.db").chmod(0o400)
        try:
            with opened(folder) as clinic:
                treat(clinic)
        except KnownError as error:
            say(f"{type(error).__name__}: {error}")
        (folder / "needlelog.db").chmod(0o600)
        with opened(folder) as clinic:
            treat(clinic, note="after it was allowed again")
            say(f"{len(notes(clinic))} records")

    said = finish(work)
    assert said[1].startswith("WriteRefused: Writing needlelog.db is not allowed here"), said
    assert said[2] == "2 records"


# --- gone -----------------------------------------------------------------------------------


def writes(clinic: Clinic) -> None:
    """Everything that writes into the folder refuses in the same sentence."""
    draft = filled(sessions.start_session(clinic, "anna"))
    sessions.save_draft(clinic, draft)


def test_a_drive_pulled_out_under_the_program(drive: SmallDrive, template: Path) -> None:
    with opened(drive.place / "clinic") as clinic:
        clients.create_client(clinic, Client("clara", "Clara", consents=(AGREED,)))
        treat(clinic, note="before it was pulled out")
        drive.pull_out()
        with pytest.raises(RecordsGone, match="Nothing was saved just now"):
            writes(clinic)
        with pytest.raises(RecordsGone):
            add_photo(clinic)
        assert list(drive.place.iterdir()) == []


@posix_only
def test_a_folder_moved_away_and_back(folder: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    with opened(folder) as clinic:
        clients.create_client(clinic, Client("clara", "Clara", consents=(AGREED,)))
        treat(clinic, note="before")
        before = rows(clinic)
        folder.rename(elsewhere)
        with pytest.raises(RecordsGone):
            writes(clinic)
        with pytest.raises(RecordsGone):
            add_photo(clinic)
        assert not folder.exists()
        elsewhere.rename(folder)
        assert rows(clinic) == before
        treat(clinic, note="after")
        add_photo(clinic)
        assert notes(clinic) == ["after", "before", "the first record"]
        assert_whole(clinic)


AGREED = Consent("agreed", ConsentKind.PHOTO, "v2", ConsentStatus.GIVEN, NOW.date())


def add_photo(clinic: Clinic) -> None:
    content = encoded(face().resize((300, 375)))
    photos.add_photo(clinic, "clara", content, photos.NewPhoto("face_front", PhotoPhase.BEFORE))


@posix_only
def test_records_exchanged_under_the_program_are_not_written_to(
    folder: Path, template: Path
) -> None:
    """Somebody puts back an old copy with the file manager while the program runs."""
    with opened(folder) as clinic:
        treat(clinic, note="today")
        shutil.copyfile(template / "needlelog.db", folder / "old.db")
        (folder / "needlelog.db").rename(folder / "set aside.db")
        (folder / "old.db").rename(folder / "needlelog.db")
        with pytest.raises(RecordsGone, match="exchanged"):
            writes(clinic)


@posix_only
def test_a_vanished_folder_refuses_an_export_too(folder: Path, tmp_path: Path) -> None:
    with opened(folder) as clinic:
        folder.rename(tmp_path / "elsewhere")
        with pytest.raises(KnownError):
            export_json(clinic, folder / "export.json")


def test_a_drive_that_fails_under_every_read_and_write(folder: Path) -> None:
    """The files that are open answer like those of a stick that was pulled out: with errors."""
    if not Path("/proc/self/fd").is_dir():
        pytest.skip("needs /proc to find the files that are open")
    from tests.faults.killing import Say, finish

    def work(say: Say) -> None:
        clinic_there = opened(folder)
        clinic = clinic_there.__enter__()
        treat(clinic, note="before")
        broken = os.pipe()[1]
        for number in os.listdir("/proc/self/fd"):  # noqa: PTH208
            try:
                path = os.readlink(f"/proc/self/fd/{number}")  # noqa: PTH115
            except OSError:
                continue
            if path in (str(folder / "needlelog.db"), str(folder / "needlelog.db-wal")):
                os.dup2(broken, int(number))
        for act in (lambda: treat(clinic), lambda: notes(clinic)):
            try:
                act()
            except KnownError as error:
                say(f"{type(error).__name__}: {error}")

    said = finish(work)
    assert len(said) == 3, said
    assert "the drive reported an error" in said[1]
    with opened(folder) as clinic:
        assert notes(clinic) == ["before", "the first record"]
        assert_whole(clinic)


# --- held by another program ------------------------------------------------------------------

HOLD = """
import sys
from pathlib import Path
from needlelog.db.sqlite.connect import keyed
connection = keyed(Path(sys.argv[1]), bytes.fromhex(sys.argv[2]))
for statement in sys.argv[3].split(";"):
    connection.execute(statement).fetchall()
print("held", flush=True)
sys.stdin.read()
"""


def held(clinic: Clinic, statements: str) -> subprocess.Popen[str]:
    """A database tool of somebody who has the key."""
    program = subprocess.Popen(  # noqa: S603  this very interpreter
        [sys.executable, "-c", HOLD, clinic.database.path, clinic.key.secret.hex(), statements],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).resolve().parents[2],
    )
    assert program.stdout is not None
    assert program.stdout.readline() == "held\n"
    return program


@pytest.fixture
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait a tenth of a second for another program rather than five."""
    monkeypatch.setattr(
        connect,
        "_PRAGMAS",
        tuple(
            "PRAGMA busy_timeout = 100" if "busy_timeout" in pragma else pragma
            for pragma in connect._PRAGMAS
        ),
    )
    at_once = partial(sqlcipher3.connect, timeout=0.1)
    monkeypatch.setattr(sqlcipher3, "connect", at_once)


@pytest.mark.usefixtures("_impatient")
def test_another_program_writes_for_long(folder: Path) -> None:
    with opened(folder) as clinic:
        draft = filled(sessions.start_session(clinic, "anna"), "kept")
        sessions.save_draft(clinic, draft)
        with held(clinic, "BEGIN EXCLUSIVE") as other:
            with pytest.raises(DatabaseBusy, match=r"Another program is using needlelog\.db"):
                sessions.sign_session(clinic, draft.uid)
            assert notes(clinic) == ["the first record"]
            other.communicate("")
        sessions.sign_session(clinic, draft.uid)
        assert notes(clinic) == ["kept", "the first record"]
        assert_whole(clinic)


@pytest.mark.usefixtures("_impatient")
def test_a_clinic_held_whole_by_another_program_is_refused_and_opens_later(folder: Path) -> None:
    with opened(folder) as clinic:
        pass
    statements = (
        "PRAGMA journal_mode = WAL; PRAGMA locking_mode = EXCLUSIVE; BEGIN IMMEDIATE;"
        " UPDATE installation SET clinic_name = clinic_name; ROLLBACK"
    )
    with held(clinic, statements) as other:
        with pytest.raises(DatabaseBusy, match="Please try again"), opened(folder):
            pass
        other.communicate("")
    with opened(folder) as clinic:
        assert_whole(clinic)
