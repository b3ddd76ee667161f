"""Bytes that changed on the disk: found, told, and never taken for what was written."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from random import Random

import pytest

from needlelog.domain.clients import Client, Consent, ConsentKind, ConsentStatus
from needlelog.domain.errors import KeysDamaged, KeysMissing, KnownError
from needlelog.domain.photo_errors import PhotoDamaged, PhotoMissing
from needlelog.domain.photos import PhotoPhase
from needlelog.services import clients, photos, sessions
from needlelog.services.clinic import Clinic, reset_passphrase
from needlelog.services.verification import verify
from tests.faults.clinic import (
    CHEAP,
    CLIENTS,
    MANAGER,
    NOW,
    PASSPHRASE,
    Clock,
    assert_whole,
    copy_folder,
    make_folder,
    open_folder,
    opened,
    treat,
)
from tests.files.photos.faces import encoded, face

PAGE = 4096
MANY = int(os.environ.get("NEEDLELOG_FAULTS", "18"))
"""How many places of the records and of the log are damaged, one after the other."""


def flip(path: Path, place: int, bit: int) -> None:
    """Change one bit."""
    with path.open("r+b") as file:
        file.seek(place)
        (byte,) = file.read(1)
        file.seek(place)
        file.write(bytes([byte ^ 1 << bit]))


def sentences_of(folder: Path) -> list[str]:
    """What the program says of a folder: the error of opening it, or the faults it finds."""
    try:
        with opened(folder) as clinic:
            return [fault.sentence for fault in verify(clinic)]
    except KnownError as error:
        return [str(error)]


def test_a_flipped_bit_anywhere_in_the_records_is_told(folder: Path) -> None:
    database = folder / "needlelog.db"
    whole = database.read_bytes()
    random = Random(20261122)
    pages = random.sample(range(len(whole) // PAGE), min(MANY // 2, len(whole) // PAGE))
    places = [page * PAGE + random.randrange(PAGE) for page in (0, *pages)]
    for place in places:
        database.write_bytes(whole)
        flip(database, place, random.randrange(8))
        told = sentences_of(folder)
        assert told, f"a bit at {place} was not noticed"
        assert not any(name in sentence for name in CLIENTS.values() for sentence in told)
    database.write_bytes(whole)
    assert sentences_of(folder) == []


@pytest.mark.parametrize("cut", [0, 100, PAGE, 3 * PAGE + 17, -PAGE, -1])
def test_records_cut_off_are_told(folder: Path, cut: int) -> None:
    database = folder / "needlelog.db"
    os.truncate(database, cut if cut >= 0 else database.stat().st_size + cut)
    (told, *_) = sentences_of(folder)
    assert "needlelog.db" in told
    assert "damaged" in told or "missing" in told


def test_no_damaged_page_hinders_reading_what_lies_elsewhere_from_being_refused_in_words(
    folder: Path,
) -> None:
    """With a page of the sessions gone while the program runs, each act says so."""
    with opened(folder) as clinic:
        database = clinic.folder.database
        clinic.database.forget_former_pages()
        clinic.database.engine.dispose()
        size = database.stat().st_size
        with database.open("r+b") as file:
            file.seek(PAGE)
            file.write(os.urandom(size - PAGE))
        with pytest.raises(KnownError, match=r"needlelog\.db"):
            sessions.records(clinic, "anna")
        with pytest.raises(KnownError, match=r"needlelog\.db"):
            treat(clinic)


# --- the write-ahead log ----------------------------------------------------------------------


def working(folder: Path, at_rest: Path) -> list[tuple[int, str]]:
    """Sign a few sessions and copy the folder as it lies there, as a power cut would leave it.

    Returns how long the log was when each note was committed.
    """
    states: list[tuple[int, str]] = []
    with opened(folder) as clinic:
        log = folder / "needlelog.db-wal"
        for number in range(6):
            treat(clinic, note=f"note {number}")
            states.append((log.stat().st_size, f"note {number}"))
        shutil.copytree(folder, at_rest)
    return states


def notes(folder: Path) -> set[str]:
    with opened(folder) as clinic:
        assert_whole(clinic)
        return {record.content.note for record in sessions.records(clinic, "anna")}


def test_a_log_cut_off_keeps_what_was_committed_before_the_cut(
    folder: Path, tmp_path: Path
) -> None:
    states = working(folder, tmp_path / "rest")
    random = Random(7)
    length = states[-1][0]
    for cut in (0, 31, 32, length, *(random.randrange(length) for _ in range(MANY // 6))):
        copy_folder(tmp_path / "rest", tmp_path / "cut")
        os.truncate(tmp_path / "cut" / "needlelog.db-wal", cut)
        kept = {note for size, note in states if size <= cut}
        assert kept <= notes(tmp_path / "cut"), cut


def test_a_garbled_log_keeps_what_was_committed_before_the_place(
    folder: Path, tmp_path: Path
) -> None:
    states = working(folder, tmp_path / "rest")
    random = Random(8)
    length = states[-1][0]
    for _ in range(MANY // 6):
        copy_folder(tmp_path / "rest", tmp_path / "cut")
        place = random.randrange(32, length)
        flip(tmp_path / "cut" / "needlelog.db-wal", place, random.randrange(8))
        kept = {note for size, note in states if size <= place}
        assert kept <= notes(tmp_path / "cut"), place


# --- the keys ---------------------------------------------------------------------------------

HARM = {
    "flipped": lambda path: flip(path, path.stat().st_size // 2, 3),
    "cut off": lambda path: os.truncate(path, path.stat().st_size // 2),
    "empty": lambda path: os.truncate(path, 0),
    "garbage": lambda path: path.write_bytes(os.urandom(900)),
    "gone": lambda path: path.unlink(),
}


@pytest.mark.parametrize("harm", HARM.values(), ids=list(HARM))
@pytest.mark.parametrize("name", ["keys.json", "keys.copy.json"])
def test_keys_are_kept_twice_and_heal(folder: Path, name: str, harm: object) -> None:
    assert callable(harm)
    whole = (folder / name).read_bytes()
    harm(folder / name)
    with opened(folder) as clinic:
        assert_whole(clinic)
    assert (folder / "keys.json").read_bytes() == whole
    assert (folder / "keys.copy.json").read_bytes() == whole


@pytest.mark.parametrize("harm", HARM.values(), ids=list(HARM))
def test_both_keys_damaged_name_the_way_out_and_touch_nothing(folder: Path, harm: object) -> None:
    assert callable(harm)
    records = (folder / "needlelog.db").read_bytes()
    both = [folder / "keys.json", folder / "keys.copy.json"]
    kept = [path.read_bytes() for path in both]
    for path in both:
        harm(path)
    with pytest.raises((KeysDamaged, KeysMissing), match="from a backup"), opened(folder):
        pass
    assert (folder / "needlelog.db").read_bytes() == records
    both[1].write_bytes(kept[1])
    with opened(folder) as clinic:
        assert_whole(clinic)
    assert both[0].read_bytes() == kept[0]


def test_a_passphrase_changed_is_not_undone_by_a_damaged_key_file(folder: Path) -> None:
    """The copy is never an older state, so healing brings no former passphrase back."""
    from needlelog.domain.errors import WrongPassphrase
    from needlelog.services.people import change_passphrase

    with opened(folder) as clinic:
        change_passphrase(clinic, PASSPHRASE, "another thirteen needles")
    flip(folder / "keys.json", 400, 2)
    with pytest.raises(WrongPassphrase), opened(folder):
        pass


def test_the_recovery_code_opens_a_folder_whose_keys_healed(tmp_path: Path) -> None:
    code = make_folder(tmp_path / "clinic")
    (tmp_path / "clinic" / "keys.json").write_bytes(b"{")
    clinic = reset_passphrase(
        tmp_path / "clinic", MANAGER.uid, code, "new words for the door", Clock(), CHEAP
    )
    assert_whole(clinic)
    clinic.close()


# --- photos -----------------------------------------------------------------------------------


@pytest.fixture
def pictured(folder: Path) -> Path:
    agreed = Consent("agreed", ConsentKind.PHOTO, "v2", ConsentStatus.GIVEN, NOW.date())
    with opened(folder) as clinic:
        clients.create_client(clinic, Client("clara", "Clara Vogt", consents=(agreed,)))
        for size in ((300, 375), (320, 400)):
            photos.add_photo(
                clinic,
                "clara",
                encoded(face().resize(size)),
                photos.NewPhoto("face_front", PhotoPhase.BEFORE),
            )
    return folder


def first_photo(clinic: Clinic) -> tuple[str, Path]:
    photo = photos.photos(clinic, "clara")[0]
    with clinic.database.read() as session:
        from sqlalchemy import text

        name = session.connection().scalar(
            text("SELECT file_sha256 FROM photo WHERE uid = :uid"), {"uid": photo.uid}
        )
    return photo.uid, clinic.folder.photos / str(name)[:2] / str(name)


@pytest.mark.parametrize("harm", HARM.values(), ids=list(HARM))
def test_a_photo_damaged_or_gone_is_told_and_the_others_open(pictured: Path, harm: object) -> None:
    assert callable(harm)
    with opened(pictured) as clinic:
        uid, path = first_photo(clinic)
        content = path.read_bytes()
        harm(path)
        with pytest.raises((PhotoDamaged, PhotoMissing)) as told:
            photos.original(clinic, uid)
        assert "Clara" not in str(told.value)
        assert [fault.code for fault in verify(clinic)] == ["photos"]
        for other in photos.photos(clinic, "clara"):
            if other.uid != uid:
                assert photos.original(clinic, other.uid)
        treat(clinic, "clara")
        path.write_bytes(content)
        assert photos.original(clinic, uid)
        assert_whole(clinic)


# --- a newer program --------------------------------------------------------------------------


def test_a_newer_database_and_newer_keys_are_refused_and_left_alone(folder: Path) -> None:
    from sqlalchemy import text

    from needlelog.domain.errors import NewerFile

    clinic = open_folder(folder)
    with clinic.database.write() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '0099'"))
    clinic.close()
    before = (folder / "needlelog.db").read_bytes()
    with pytest.raises(NewerFile, match="Please update NeedleLog on this computer"), opened(folder):
        pass
    assert (folder / "needlelog.db").read_bytes() == before
    keys = json.loads((folder / "keys.json").read_text("utf-8"))
    for name in ("keys.json", "keys.copy.json"):
        (folder / name).write_text(json.dumps({**keys, "version": 9}), "utf-8")
    with pytest.raises(NewerFile, match=r"keys\.json was written by a newer"), opened(folder):
        pass
