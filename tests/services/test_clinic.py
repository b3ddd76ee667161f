from __future__ import annotations

from pathlib import Path

import pytest

from needlelog.domain.errors import (
    EmptyPassphrase,
    FolderAlreadyClinic,
    FolderInUse,
    FolderNotClinic,
    InvalidValue,
    NoSuchPerson,
    WrongPassphrase,
    WrongRecoveryCode,
)
from needlelog.domain.people import Practitioner, Role
from needlelog.domain.record_errors import NotAllowed
from needlelog.files.clinic_folder import ClinicFolder, FolderState
from needlelog.files.recovery_code import new_recovery_code as fresh_code
from needlelog.services import clinic as clinics
from needlelog.services.clinic import Clinic, create_clinic, open_clinic, reset_passphrase
from needlelog.services.people import deactivate_person
from tests.services.conftest import CHEAP, MANAGER, PASSPHRASE, SteppingClock, Template
from tests.services.trail import entries


def make(folder: Path, name: str = "Clinic", passphrase: str = PASSPHRASE) -> Clinic:
    person = Practitioner("", "Rina", Role.PRACTITIONER)
    return create_clinic(folder, name, person, passphrase, fresh_code(), SteppingClock(), CHEAP)


def test_the_first_person_becomes_a_manager_with_an_identity(tmp_path: Path) -> None:
    clinic = make(tmp_path / "new", "  Clinic   of Rina ")
    try:
        assert clinic.name == "Clinic of Rina"
        assert clinic.person.role is Role.MANAGER
        assert len(clinic.person.uid) == 36
        assert [entry.act for entry in entries(clinic)] == ["clinic made"]
    finally:
        clinic.close()
    again = open_clinic(tmp_path / "new", clinic.person.uid, PASSPHRASE, SteppingClock(), CHEAP)
    again.close()
    assert again.person == clinic.person
    assert again.name == "Clinic of Rina"


def test_no_readable_word_is_in_the_files(tmp_path: Path) -> None:
    make(tmp_path / "new", "Zyxwvut Clinic").close()
    database = (tmp_path / "new" / "needlelog.db").read_bytes()
    assert b"Zyxwvut" not in database
    assert not database.startswith(b"SQLite format")


@pytest.mark.parametrize(
    ("name", "passphrase", "error"),
    [(" ", PASSPHRASE, InvalidValue), ("Clinic", " ", EmptyPassphrase)],
)
def test_a_refused_set_up_leaves_a_folder_that_can_be_used(
    tmp_path: Path, name: str, passphrase: str, error: type[Exception]
) -> None:
    with pytest.raises(error):
        make(tmp_path / "new", name, passphrase)
    assert ClinicFolder(tmp_path / "new").state() is FolderState.FREE
    make(tmp_path / "new").close()


def test_keys_without_records_are_set_aside_and_kept(tmp_path: Path) -> None:
    folder = tmp_path / "new"
    make(folder).close()
    for path in folder.glob("needlelog.db*"):
        path.unlink()
    former = (folder / "keys.json").read_bytes()
    make(folder).close()
    kept = list(folder.glob("keys.set-aside-*.json"))
    assert [path.read_bytes() for path in kept] == [former]


def test_a_clinic_is_never_made_over_another(folder: Path) -> None:
    before = (folder / "needlelog.db").read_bytes()
    with pytest.raises(FolderAlreadyClinic):
        make(folder)
    assert (folder / "needlelog.db").read_bytes() == before


def test_a_folder_is_opened_once_at_a_time(clinic: Clinic, folder: Path) -> None:
    with pytest.raises(FolderInUse):
        open_clinic(folder, MANAGER.uid, PASSPHRASE, SteppingClock(), CHEAP)
    clinic.close()
    clinic.close()
    open_clinic(folder, MANAGER.uid, PASSPHRASE, SteppingClock(), CHEAP).close()


def test_a_wrong_passphrase_opens_nothing_and_locks_nothing(folder: Path) -> None:
    clock = SteppingClock()
    with pytest.raises(WrongPassphrase):
        open_clinic(folder, MANAGER.uid, "wrong", clock, CHEAP)
    clock.forward(hours=1)
    open_clinic(folder, MANAGER.uid, PASSPHRASE, clock, CHEAP).close()


def test_an_empty_folder_is_no_clinic(tmp_path: Path) -> None:
    with pytest.raises(FolderNotClinic):
        open_clinic(tmp_path, MANAGER.uid, PASSPHRASE, SteppingClock(), CHEAP)


def test_the_recovery_code_gives_a_new_passphrase(folder: Path, template: Template) -> None:
    clock = SteppingClock()
    with pytest.raises(WrongRecoveryCode):
        reset_passphrase(folder, MANAGER.uid, fresh_code(), "new one", clock, CHEAP)
    clock.forward(hours=1)
    clinic = reset_passphrase(folder, MANAGER.uid, template.code, "new one", clock, CHEAP)
    assert entries(clinic)[-1].act == "passphrase reset with the recovery code"
    clinic.close()
    with pytest.raises(WrongPassphrase):
        open_clinic(folder, MANAGER.uid, PASSPHRASE, clock, CHEAP)
    clock.forward(hours=1)
    open_clinic(folder, MANAGER.uid, "new one", clock, CHEAP).close()


def test_somebody_who_left_is_not_let_in_by_the_recovery_code(
    clinic: Clinic, folder: Path, template: Template, clock: SteppingClock
) -> None:
    deactivate_person(clinic, "person-practitioner")
    clinic.close()
    with pytest.raises(NoSuchPerson):
        reset_passphrase(folder, "person-practitioner", template.code, "new", clock, CHEAP)


def test_a_new_recovery_code_replaces_the_former(
    clinic: Clinic, folder: Path, template: Template, clock: SteppingClock
) -> None:
    code = clinics.new_recovery_code(clinic)
    clinic.close()
    with pytest.raises(WrongRecoveryCode):
        reset_passphrase(folder, MANAGER.uid, template.code, "new", clock, CHEAP)
    clock.forward(hours=1)
    reset_passphrase(folder, MANAGER.uid, code, "new", clock, CHEAP).close()


def test_renaming_the_clinic_is_kept_and_told(clinic: Clinic) -> None:
    clinics.rename_clinic(clinic, "Needle & Co")
    assert clinic.name == "Needle & Co"
    assert entries(clinic)[-1].after == {"name": "Needle & Co"}
    count = len(entries(clinic))
    clinics.rename_clinic(clinic, "Needle & Co ")
    assert len(entries(clinic)) == count


def test_only_a_manager_renames(clinic: Clinic) -> None:
    clinic.person = Practitioner("x", "X", Role.PRACTITIONER)
    with pytest.raises(NotAllowed):
        clinics.rename_clinic(clinic, "Other")
