"""No photo byte is readable on disk; a flipped byte is reported, never shown."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from needlelog.domain.errors import DiskFull, NewerFile
from needlelog.domain.photo_errors import PhotoDamaged, PhotoMissing
from needlelog.files.data_key import DataKey
from needlelog.files.photo_check import photo_faults, photo_file
from needlelog.files.photos.sealed_file import (
    SealBroken,
    seal,
    unseal_for_screen,
    unseal_original,
)
from needlelog.files.photos.store import PhotoStore

KEY = DataKey(bytes(range(32)))
PICTURE = b"\xff\xd8\xff\xe0 the whole picture, byte for byte " * 400
SHA = hashlib.sha256(PICTURE).hexdigest()
SCREEN = b"\xff\xd8\xff a smaller copy for the screen " * 40


@pytest.fixture
def store(tmp_path: Path) -> PhotoStore:
    return PhotoStore(tmp_path, KEY)


def test_the_original_comes_back_byte_for_byte(store: PhotoStore) -> None:
    plain = store.keep(PICTURE, SHA)
    assert store.original(plain, SHA) == PICTURE
    assert store.for_screen(plain, SHA) == PICTURE
    with_copy = store.keep(PICTURE, SHA, SCREEN)
    assert store.original(with_copy, SHA) == PICTURE
    assert store.for_screen(with_copy, SHA) == SCREEN


def test_a_file_is_named_by_its_own_hash_and_passes_the_check(
    store: PhotoStore, tmp_path: Path
) -> None:
    name = store.keep(PICTURE, SHA, SCREEN)
    path = photo_file(tmp_path, name)
    assert hashlib.sha256(path.read_bytes()).hexdigest() == name
    assert list(photo_faults(tmp_path, [name])) == []
    assert [file.name for file in tmp_path.rglob("*") if file.is_file()] == [name]


def test_no_byte_of_the_picture_is_readable_on_disk(store: PhotoStore, tmp_path: Path) -> None:
    store.keep(PICTURE, SHA, SCREEN)
    written = b"".join(file.read_bytes() for file in tmp_path.rglob("*") if file.is_file())
    for secret in (PICTURE, SCREEN):
        assert not any(secret[at : at + 8] in written for at in range(200))


def test_the_same_picture_is_never_written_alike(store: PhotoStore) -> None:
    assert store.keep(PICTURE, SHA) != store.keep(PICTURE, SHA)


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
def test_files_and_folders_are_the_owner_s_alone(store: PhotoStore, tmp_path: Path) -> None:
    path = photo_file(tmp_path, store.keep(PICTURE, SHA))
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700


def test_a_flipped_byte_anywhere_is_reported(store: PhotoStore, tmp_path: Path) -> None:
    name = store.keep(PICTURE, SHA, SCREEN)
    path = photo_file(tmp_path, name)
    whole = path.read_bytes()
    for at in (0, 4, 5, 8, 20, len(whole) // 2, len(whole) - 1):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        for open_it in (store.original, store.for_screen):
            with pytest.raises(PhotoDamaged, match="is not shown"):
                open_it(name, SHA)
        assert [fault.sentence for fault in photo_faults(tmp_path, [name])] == [
            f"The photo file {name} was changed."
        ]
    path.write_bytes(whole[:-1])
    with pytest.raises(PhotoDamaged):
        store.for_screen(name, SHA)


def test_a_missing_file_is_reported(store: PhotoStore, tmp_path: Path) -> None:
    name = store.keep(PICTURE, SHA)
    photo_file(tmp_path, name).unlink()
    with pytest.raises(PhotoMissing):
        store.for_screen(name, SHA)


def test_the_seal_itself_refuses_every_change() -> None:
    """Also where somebody renames the file to the hash of the changed bytes."""
    key = KEY.derive("photos")
    sealed = seal(key, PICTURE, SHA, SCREEN)
    for at in range(0, len(sealed), 97):
        broken = sealed[:at] + bytes([sealed[at] ^ 0x80]) + sealed[at + 1 :]
        if at < 16 + 12 + len(PICTURE) + 16:
            with pytest.raises((SealBroken, NewerFile)):
                unseal_original(key, broken, SHA)
        else:
            with pytest.raises(SealBroken):
                unseal_for_screen(key, broken, SHA)
    for length in (0, 3, 15, 16, 40, len(sealed) - 1):
        with pytest.raises(SealBroken):
            unseal_for_screen(key, sealed[:length], SHA)


def test_one_picture_cannot_take_the_place_of_another() -> None:
    key = KEY.derive("photos")
    other = hashlib.sha256(b"another picture").hexdigest()
    with pytest.raises(SealBroken):
        unseal_original(key, seal(key, PICTURE, SHA), other)
    with pytest.raises(SealBroken):
        unseal_original(DataKey.random().derive("photos"), seal(key, PICTURE, SHA), SHA)


def test_a_file_of_a_newer_program_is_said_to_be_one() -> None:
    key = KEY.derive("photos")
    sealed = bytearray(seal(key, PICTURE, SHA))
    sealed[4] = 2
    with pytest.raises(NewerFile):
        unseal_original(key, bytes(sealed), SHA)


def test_a_full_disk_keeps_nothing(
    store: PhotoStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import errno

    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(DiskFull):
        store.keep(PICTURE, SHA)
    assert [file for file in tmp_path.rglob("*") if file.is_file()] == []
