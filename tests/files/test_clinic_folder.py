"""The layout of the clinic folder and what a folder is taken for."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from needlelog.domain.errors import (
    DiskFull,
    FolderAlreadyClinic,
    FolderNotClinic,
    FolderOccupied,
    KeysMissing,
)
from needlelog.files.atomic_write import write_atomically
from needlelog.files.clinic_folder import ClinicFolder, FolderState, default_folder
from tests.files.conftest import Clinic


def test_the_names_of_the_parts(tmp_path: Path) -> None:
    folder = ClinicFolder(tmp_path)
    parts = (folder.database, folder.keys, folder.photos, folder.backups)
    assert [part.name for part in parts] == ["needlelog.db", "keys.json", "photos", "backups"]
    assert {part.parent for part in (*parts, folder.lock, folder.attempts)} == {tmp_path}


def test_asking_makes_nothing(tmp_path: Path) -> None:
    folder = ClinicFolder(tmp_path / "a" / "b")
    assert folder.state() is FolderState.FREE
    assert not folder.is_clinic()
    assert list(tmp_path.iterdir()) == []


def test_a_layout_is_made_once_and_again(tmp_path: Path) -> None:
    folder = ClinicFolder(tmp_path / "a" / "clinic")
    folder.create_layout()
    folder.create_layout()
    assert folder.photos.is_dir()
    assert folder.backups.is_dir()
    assert folder.state() is FolderState.FREE


@pytest.mark.skipif(os.name != "posix", reason="file permissions of POSIX")
def test_the_layout_is_private(tmp_path: Path) -> None:
    (tmp_path / "clinic").mkdir(mode=0o755)
    folder = ClinicFolder(tmp_path / "clinic")
    folder.create_layout()
    for part in (folder.path, folder.photos, folder.backups):
        assert part.stat().st_mode & 0o777 == 0o700


def test_the_states_of_a_folder(clinic: Clinic) -> None:
    folder = clinic.folder
    assert folder.state() is FolderState.UNFINISHED
    folder.create_layout()
    with pytest.raises(FolderNotClinic):
        folder.require_clinic()
    folder.database.touch()
    assert folder.is_clinic()
    folder.require_clinic()
    with pytest.raises(FolderAlreadyClinic):
        folder.create_layout()
    folder.keys.unlink()
    assert folder.is_clinic(), "the copy of the keys still opens it"
    folder.path.joinpath("keys.copy.json").unlink()
    assert folder.state() is FolderState.KEYS_MISSING
    with pytest.raises(KeysMissing):
        folder.require_clinic()
    with pytest.raises(FolderAlreadyClinic):
        folder.create_layout()


def test_a_folder_with_other_files_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "beach.jpg").touch()
    folder = ClinicFolder(tmp_path)
    assert folder.state() is FolderState.OCCUPIED
    with pytest.raises(FolderOccupied):
        folder.create_layout()
    assert not folder.backups.exists()


def test_what_file_managers_leave_does_not_occupy(tmp_path: Path) -> None:
    for name in (".DS_Store", "desktop.ini", "needlelog.lock"):
        (tmp_path / name).touch()
    assert ClinicFolder(tmp_path).state() is FolderState.FREE


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(FolderNotClinic):
        ClinicFolder(tmp_path / "file").create_layout()


def test_a_full_disk_while_making_the_layout(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "mkdir", full)
    with pytest.raises(DiskFull):
        ClinicFolder(tmp_path / "clinic").create_layout()


def test_half_written_files_are_swept_and_nothing_else(
    clinic: Clinic, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = sorted(clinic.folder.path.iterdir())
    with monkeypatch.context() as patch:
        # A kill between writing and renaming: neither the rename nor the cleaning up happens.
        patch.setattr(Path, "replace", lambda *_: None)
        write_atomically(clinic.folder.keys, b"half")
    assert sorted(clinic.folder.path.iterdir()) != before
    clinic.folder.tidy()
    assert sorted(clinic.folder.path.iterdir()) == before


def test_a_half_written_photo_is_swept_as_well(
    clinic: Clinic, monkeypatch: pytest.MonkeyPatch
) -> None:
    part = clinic.folder.photos / "ab"
    part.mkdir()
    write_atomically(part / "ab12", b"a photo")
    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", lambda *_: None)
        write_atomically(part / "ab34", b"half")
    assert len(list(part.iterdir())) == 2
    clinic.folder.tidy()
    assert [each.name for each in part.iterdir()] == ["ab12"]


def test_the_default_folder_is_absolute_and_ours() -> None:
    assert default_folder().is_absolute()
    assert "needlelog" in str(default_folder()).casefold()


def test_the_home_sign_is_understood() -> None:
    assert ClinicFolder(Path("~/clinic")).path == Path.home() / "clinic"
