"""`keys.json` on the disk: signing in, changing, damage and full disks."""

from __future__ import annotations

import base64
import errno
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from needlelog.domain.errors import (
    DiskFull,
    EmptyPassphrase,
    KeysAlreadyThere,
    KeysDamaged,
    KeysMissing,
    KnownError,
    LastPerson,
    NewerFile,
    NoSuchPerson,
    TooSoon,
    WriteRefused,
    WrongDataKey,
    WrongPassphrase,
    WrongRecoveryCode,
)
from needlelog.files import key_store
from needlelog.files.data_key import DataKey
from needlelog.files.key_slots import SlotOwner
from needlelog.files.key_store import copy_of
from needlelog.files.recovery_code import new_recovery_code
from tests.files.conftest import ANNA, BORIS, PASSPHRASE, Clinic

NEW = "a newer passphrase"


def test_the_person_and_the_printed_code_open_the_same_key(clinic: Clinic) -> None:
    assert clinic.store().unlock(ANNA.person_uid, PASSPHRASE) == clinic.data_key
    assert clinic.store().unlock_with_recovery(clinic.code) == clinic.data_key


def test_a_wrong_passphrase_is_refused_in_a_sentence(clinic: Clinic) -> None:
    with pytest.raises(WrongPassphrase, match="not right") as caught:
        clinic.store().unlock(ANNA.person_uid, PASSPHRASE + " ")
    assert caught.value.code == "wrong-passphrase"
    assert PASSPHRASE not in str(caught.value)


def test_an_empty_passphrase_is_wrong_and_not_counted(clinic: Clinic) -> None:
    store = clinic.store()
    for _ in range(9):
        with pytest.raises(WrongPassphrase):
            store.unlock(ANNA.person_uid, "  ")
    assert store.seconds_to_wait(ANNA.person_uid) == 0


def test_another_clinics_code_is_refused(clinic: Clinic) -> None:
    with pytest.raises(WrongRecoveryCode):
        clinic.store().unlock_with_recovery(new_recovery_code())


def test_a_person_without_a_slot_is_told(clinic: Clinic) -> None:
    with pytest.raises(NoSuchPerson):
        clinic.store().unlock("uid-nobody", PASSPHRASE)


def test_people_are_listed_before_anybody_signs_in(clinic: Clinic) -> None:
    clinic.store().add_person(clinic.data_key, BORIS, NEW)
    assert clinic.store().people() == (ANNA, BORIS)
    assert clinic.store().unlock(BORIS.person_uid, NEW) == clinic.data_key


def test_one_persons_passphrase_does_not_open_the_others_slot(clinic: Clinic) -> None:
    clinic.store().add_person(clinic.data_key, BORIS, NEW)
    with pytest.raises(WrongPassphrase):
        clinic.store().unlock(BORIS.person_uid, PASSPHRASE)


def test_a_changed_passphrase_replaces_the_former_one(clinic: Clinic) -> None:
    clinic.store().set_passphrase(clinic.data_key, ANNA.person_uid, NEW)
    assert clinic.store().unlock(ANNA.person_uid, NEW) == clinic.data_key
    with pytest.raises(WrongPassphrase):
        clinic.store().unlock(ANNA.person_uid, PASSPHRASE)
    assert clinic.store().people() == (ANNA,)


def test_forgotten_passphrase_recovery_code_new_passphrase(clinic: Clinic) -> None:
    store = clinic.store()
    for _ in range(5):
        with pytest.raises(WrongPassphrase):
            store.unlock(ANNA.person_uid, "forgotten")
        clinic.clock.forward(60)
    data_key = store.unlock_with_recovery(clinic.code)
    store.set_passphrase(data_key, ANNA.person_uid, NEW)
    assert store.unlock(ANNA.person_uid, NEW) == clinic.data_key


def test_a_removed_person_cannot_sign_in(clinic: Clinic) -> None:
    store = clinic.store()
    store.add_person(clinic.data_key, BORIS, NEW)
    store.remove_person(clinic.data_key, BORIS.person_uid)
    assert store.people() == (ANNA,)
    with pytest.raises(NoSuchPerson):
        store.unlock(BORIS.person_uid, NEW)


def test_the_last_person_stays(clinic: Clinic) -> None:
    with pytest.raises(LastPerson):
        clinic.store().remove_person(clinic.data_key, ANNA.person_uid)
    assert clinic.store().unlock(ANNA.person_uid, PASSPHRASE) == clinic.data_key


def test_a_renamed_person_keeps_the_passphrase(clinic: Clinic) -> None:
    married = SlotOwner(ANNA.person_uid, "Anna Sørensen")
    clinic.store().rename_person(clinic.data_key, married)
    assert clinic.store().people() == (married,)
    assert clinic.store().unlock(ANNA.person_uid, PASSPHRASE) == clinic.data_key


def test_a_new_recovery_code_replaces_the_former_one(clinic: Clinic) -> None:
    code = new_recovery_code()
    clinic.store().replace_recovery(clinic.data_key, code)
    assert clinic.store().unlock_with_recovery(code) == clinic.data_key
    with pytest.raises(WrongRecoveryCode):
        clinic.store().unlock_with_recovery(clinic.code)


def test_another_clinics_key_changes_nothing(clinic: Clinic) -> None:
    before = clinic.folder.keys.read_bytes()
    store, foreign = clinic.store(), DataKey.random()
    with pytest.raises(WrongDataKey):
        store.add_person(foreign, BORIS, NEW)
    with pytest.raises(WrongDataKey):
        store.set_passphrase(foreign, ANNA.person_uid, NEW)
    with pytest.raises(WrongDataKey):
        store.rename_person(foreign, SlotOwner(ANNA.person_uid, "X"))
    with pytest.raises(WrongDataKey):
        store.remove_person(foreign, ANNA.person_uid)
    with pytest.raises(WrongDataKey):
        store.replace_recovery(foreign, new_recovery_code())
    assert clinic.folder.keys.read_bytes() == before


def test_an_empty_new_passphrase_changes_nothing(clinic: Clinic) -> None:
    with pytest.raises(EmptyPassphrase):
        clinic.store().set_passphrase(clinic.data_key, ANNA.person_uid, " ")
    assert clinic.store().unlock(ANNA.person_uid, PASSPHRASE) == clinic.data_key


def test_a_second_slot_for_one_person_is_refused(clinic: Clinic) -> None:
    with pytest.raises(ValueError, match="already"):
        clinic.store().add_person(clinic.data_key, ANNA, NEW)


def test_keys_are_never_made_over_existing_ones(clinic: Clinic) -> None:
    with pytest.raises(KeysAlreadyThere):
        clinic.store().create(ANNA, NEW, clinic.code)
    clinic.folder.keys.unlink()
    with pytest.raises(KeysAlreadyThere):
        clinic.store().create(ANNA, NEW, clinic.code)


def test_no_secret_stands_in_the_folder(clinic: Clinic) -> None:
    with pytest.raises(WrongPassphrase):
        clinic.store().unlock(ANNA.person_uid, "nearly " + PASSPHRASE)
    for file in (each for each in clinic.folder.path.rglob("*") if each.is_file()):
        content = file.read_bytes()
        for secret in (
            PASSPHRASE.encode(),
            clinic.code.secret,
            clinic.code.text.encode(),
            clinic.data_key.secret,
            clinic.data_key.secret.hex().encode(),
            base64.b64encode(clinic.data_key.secret),
        ):
            assert secret not in content


# --- waits ----------------------------------------------------------------------------------


def test_wrong_tries_wait_longer_and_longer_and_survive_a_restart(clinic: Clinic) -> None:
    waits = []
    for _ in range(11):
        with pytest.raises(WrongPassphrase) as caught:
            clinic.store().unlock(ANNA.person_uid, "wrong")
        waits.append(caught.value.retry_after_seconds)
        clinic.clock.forward(waits[-1])
    assert waits == [0, 0, 0, 2, 4, 8, 16, 32, 60, 60, 60]


def test_within_the_wait_even_the_right_passphrase_is_not_tried(clinic: Clinic) -> None:
    store = clinic.store()
    for _ in range(4):
        with pytest.raises(WrongPassphrase):
            store.unlock(ANNA.person_uid, "wrong")
    clinic.clock.forward(0.5)
    with pytest.raises(TooSoon, match="2 seconds") as caught:
        store.unlock(ANNA.person_uid, PASSPHRASE)
    assert caught.value.retry_after_seconds == 2
    clinic.clock.forward(1.5)
    assert store.unlock(ANNA.person_uid, PASSPHRASE) == clinic.data_key
    assert clinic.store().seconds_to_wait(ANNA.person_uid) == 0


def test_a_right_passphrase_resets_the_count(clinic: Clinic) -> None:
    store = clinic.store()
    for _ in range(3):
        with pytest.raises(WrongPassphrase):
            store.unlock(ANNA.person_uid, "wrong")
    store.unlock(ANNA.person_uid, PASSPHRASE)
    with pytest.raises(WrongPassphrase) as caught:
        clinic.store().unlock(ANNA.person_uid, "wrong")
    assert caught.value.retry_after_seconds == 0


def test_waits_belong_to_one_person(clinic: Clinic) -> None:
    store = clinic.store()
    store.add_person(clinic.data_key, BORIS, NEW)
    for _ in range(4):
        with pytest.raises(WrongPassphrase):
            store.unlock(ANNA.person_uid, "wrong")
    assert store.seconds_to_wait(ANNA.person_uid) == 2
    assert store.seconds_to_wait(BORIS.person_uid) == 0
    assert store.seconds_to_wait(None) == 0
    assert store.unlock(BORIS.person_uid, NEW) == clinic.data_key


def test_wrong_recovery_codes_wait_too(clinic: Clinic) -> None:
    store = clinic.store()
    for _ in range(4):
        with pytest.raises(WrongRecoveryCode):
            store.unlock_with_recovery(new_recovery_code())
    with pytest.raises(TooSoon):
        clinic.store().unlock_with_recovery(clinic.code)


# --- damage ---------------------------------------------------------------------------------


def _both(clinic: Clinic) -> tuple[Path, Path]:
    return clinic.folder.keys, copy_of(clinic.folder.keys)


def _overwrite(clinic: Clinic, content: bytes) -> None:
    for file in _both(clinic):
        file.write_bytes(content)


def _base64_fields(body: dict[str, Any]) -> list[tuple[dict[str, Any], str]]:
    slots = [*body["people"], body["recovery"]]
    fields = [(slot, name) for slot in slots for name in ("salt", "nonce", "wrapped_key")]
    return [(body, "key_check"), *fields]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.data())
def test_a_flipped_bit_in_any_field_is_called_damage(clinic: Clinic, data: st.DataObject) -> None:
    original = clinic.folder.keys.read_bytes()
    body = json.loads(original)
    holder, name = data.draw(st.sampled_from(_base64_fields(body)))
    content = bytearray(base64.b64decode(holder[name]))
    position = data.draw(st.integers(0, len(content) * 8 - 1))
    content[position // 8] ^= 1 << position % 8
    holder[name] = base64.b64encode(content).decode()
    try:
        _overwrite(clinic, json.dumps(body).encode())
        with pytest.raises(KeysDamaged):
            clinic.store().unlock(ANNA.person_uid, PASSPHRASE)
        with pytest.raises(KeysDamaged):
            clinic.store().unlock_with_recovery(clinic.code)
    finally:
        _overwrite(clinic, original)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.data())
def test_any_changed_byte_is_damage_or_changes_no_meaning(
    clinic: Clinic, data: st.DataObject
) -> None:
    original = clinic.folder.keys.read_bytes()
    position = data.draw(st.integers(0, len(original) - 1))
    changed = bytearray(original)
    changed[position] ^= data.draw(st.integers(1, 255))
    try:
        _overwrite(clinic, bytes(changed))
        try:
            assert clinic.store().unlock(ANNA.person_uid, PASSPHRASE) == clinic.data_key
        except (KeysDamaged, NewerFile):
            pass
        else:
            assert json.loads(changed) == json.loads(original)
    finally:
        _overwrite(clinic, original)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b"\xff\xfe\x00",
        b'{"format": "needlelog-keys"}',
        b'{"format": "something", "version": 1}',
        b'{"format": "needlelog-keys", "version": "x", "checksum": 3}',
        b"[" * 100_000,
    ],
)
def test_text_that_is_no_key_file_is_called_damaged(clinic: Clinic, content: bytes) -> None:
    _overwrite(clinic, content)
    with pytest.raises(KeysDamaged, match="backup"):
        clinic.store().people()


def test_a_newer_file_is_refused_and_left_alone(clinic: Clinic) -> None:
    body = json.loads(clinic.folder.keys.read_bytes())
    newer = json.dumps({**body, "version": 2}).encode()
    clinic.folder.keys.write_bytes(newer)
    with pytest.raises(NewerFile, match=r"keys\.json was written by a newer") as caught:
        clinic.store().unlock(ANNA.person_uid, PASSPHRASE)
    assert caught.value.details == {"file": "keys.json", "found": 2, "known": 1}
    assert clinic.folder.keys.read_bytes() == newer


def test_missing_keys_are_told(clinic: Clinic) -> None:
    for file in _both(clinic):
        file.unlink()
    with pytest.raises(KeysMissing):
        clinic.store().people()


@pytest.mark.parametrize("damage", [b"worn out", None])
@pytest.mark.parametrize("which", [0, 1])
def test_one_damaged_file_is_mended_from_the_other(
    clinic: Clinic, which: int, damage: bytes | None
) -> None:
    files = _both(clinic)
    good = files[0].read_bytes()
    if damage is None:
        files[which].unlink()
    else:
        files[which].write_bytes(damage)
    assert clinic.store().people() == (ANNA,)
    assert clinic.store().unlock(ANNA.person_uid, PASSPHRASE) == clinic.data_key
    assert [file.read_bytes() for file in files] == [good, good]


# --- writing fails --------------------------------------------------------------------------


def _failing(number: int, name: str) -> Any:
    """A stand-in for a call that fails for the files of the keys, but not for the attempts."""

    def fail(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number), name)

    return fail


@pytest.mark.parametrize("call", ["pathlib.Path.replace", "os.fsync"])
@pytest.mark.parametrize(
    ("number", "expected"), [(errno.ENOSPC, DiskFull), (errno.EROFS, WriteRefused)]
)
def test_a_failed_write_leaves_the_former_keys_usable(
    clinic: Clinic,
    monkeypatch: pytest.MonkeyPatch,
    call: str,
    number: int,
    expected: type[KnownError],
) -> None:
    before = sorted(clinic.folder.path.iterdir())
    with monkeypatch.context() as patch:
        patch.setattr(call, _failing(number, "keys.json"))
        with pytest.raises(expected, match=r"keys\.json"):
            clinic.store().set_passphrase(clinic.data_key, ANNA.person_uid, NEW)
    assert sorted(clinic.folder.path.iterdir()) == before
    assert clinic.store().unlock(ANNA.person_uid, PASSPHRASE) == clinic.data_key
    with pytest.raises(WrongPassphrase):
        clinic.store().unlock(ANNA.person_uid, NEW)


def test_a_copy_that_cannot_be_written_leaves_no_former_passphrase_behind(
    clinic: Clinic, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys, copy = _both(clinic)
    real_replace = Path.replace

    def full_for_the_copy(self: Path, target: Path) -> Path:
        if target == copy:
            raise OSError(errno.ENOSPC, "full")
        return real_replace(self, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", full_for_the_copy)
        clinic.store().set_passphrase(clinic.data_key, ANNA.person_uid, NEW)
        assert not copy.exists()
        assert clinic.store().unlock(ANNA.person_uid, NEW) == clinic.data_key
    assert clinic.store().unlock(ANNA.person_uid, NEW) == clinic.data_key
    assert copy.read_bytes() == keys.read_bytes()


def test_a_copy_left_older_by_a_crash_is_renewed_at_the_next_sign_in(clinic: Clinic) -> None:
    keys, copy = _both(clinic)
    older = copy.read_bytes()
    clinic.store().set_passphrase(clinic.data_key, ANNA.person_uid, NEW)
    copy.write_bytes(older)
    clinic.store().unlock(ANNA.person_uid, NEW)
    assert copy.read_bytes() == keys.read_bytes() != older


def test_a_full_disk_keeps_nobody_from_signing_in_but_still_slows_down(
    clinic: Clinic, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Path, "replace", _failing(errno.ENOSPC, "attempts.json"))
    store = clinic.store()
    for _ in range(4):
        with pytest.raises(WrongPassphrase):
            store.unlock(ANNA.person_uid, "wrong")
    with pytest.raises(TooSoon):
        store.unlock(ANNA.person_uid, PASSPHRASE)
    clinic.clock.forward(2)
    assert store.unlock(ANNA.person_uid, PASSPHRASE) == clinic.data_key


@pytest.mark.skipif(os.name != "posix", reason="file permissions of POSIX")
def test_the_files_are_private(clinic: Clinic) -> None:
    with pytest.raises(WrongPassphrase):
        clinic.store().unlock(ANNA.person_uid, "wrong")
    for file in (*_both(clinic), clinic.folder.attempts):
        assert file.stat().st_mode & 0o777 == 0o600


def test_the_list_of_people_needs_no_cryptography_to_be_loaded() -> None:
    # About 50 ms between the start of the program and the sign-in screen.
    check = (
        "import sys, needlelog.files.key_store, needlelog.files.quick_unlock\n"
        "sys.exit(bool({'argon2', 'cryptography'} & set(sys.modules)))"
    )
    root = Path(key_store.__file__).parents[2]
    done = subprocess.run([sys.executable, "-c", check], cwd=root, check=False)  # noqa: S603
    assert done.returncode == 0
