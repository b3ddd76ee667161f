"""`needlelog restore --backup`, `pack` and `unpack`, as somebody in trouble types them."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from needlelog.app import real_clock
from needlelog.cli import main
from needlelog.domain.people import Practitioner, Role
from needlelog.files.key_store import KeyStore
from needlelog.services.clinic import new_recovery_code, open_clinic
from needlelog.services.people import add_person
from tests.commands_line.conftest import CHEAP, PASSPHRASE, Kept


def call(*arguments: object, passphrase: str = PASSPHRASE) -> Result:
    return CliRunner(env={"NEEDLELOG_PASSPHRASE": passphrase}).invoke(
        main, [str(each) for each in arguments]
    )


@pytest.fixture
def backed(kept: Kept) -> Kept:
    assert call("backup", "--profile", kept.folder).exit_code == 0
    return kept


def names(kept: Kept) -> list[str]:
    told = call("restore", "--list", "--profile", kept.folder)
    assert told.exit_code == 0, told.output
    return [line.split()[0] for line in told.output.splitlines()]


def test_list_restore_and_take_back(backed: Kept) -> None:
    (name,) = names(backed)
    told = call("restore", "--backup", "latest", "--profile", backed.folder)
    assert told.exit_code == 0, told.output
    assert f"{name} is in its place: 1 sessions" in told.output
    assert len(list((backed.folder / "set-aside").iterdir())) == 1
    assert call("verify", "--profile", backed.folder).exit_code == 0
    told = call("restore", "--take-back", "--profile", backed.folder)
    assert (told.exit_code, "are back" in told.output) == (0, True)
    assert call("verify", "--profile", backed.folder).exit_code == 0


def test_a_damaged_database_is_restored_and_a_bad_backup_names_the_one_before(
    backed: Kept,
) -> None:
    assert (
        call("export", "--profile", backed.folder, backed.folder.parent / "x.json").exit_code == 0
    )
    assert call("backup", "--profile", backed.folder).exit_code == 0
    newest, older = names(backed)
    (backed.folder / "needlelog.db").write_bytes(bytes(4096))
    file = backed.folder / "backups" / newest / "needlelog.db"
    file.write_bytes(file.read_bytes()[:-4096])
    told = call("restore", "--backup", newest, "--profile", backed.folder)
    assert told.exit_code == 3
    assert f"The one before it is {older}." in told.output
    told = call("restore", "--backup", older, "--profile", backed.folder)
    assert told.exit_code == 0, told.output
    assert call("verify", "--profile", backed.folder).exit_code == 0


def test_wrong_words_and_wrong_use(backed: Kept) -> None:
    where = ("--profile", backed.folder)
    assert call("restore", "--backup", "latest", *where, passphrase="no").exit_code == 3
    assert call("restore", "--backup", "20200101T000000Z-idle", *where).exit_code == 2
    assert call("restore", *where).exit_code == 2
    assert call("restore", "--list", "--take-back", *where).exit_code == 2
    assert call("restore", "--take-back", *where).exit_code == 2
    code = call("restore", "--backup", "latest", "--recovery-code", *where, passphrase="1234")
    assert (code.exit_code, "recovery code" in code.output) == (3, True)


def test_with_the_recovery_code_a_manager_restores_as_in_the_window(kept: Kept) -> None:
    uid = KeyStore(kept.folder / "keys.json", kept.folder / "x", real_clock).people()[0].person_uid
    clinic = open_clinic(kept.folder, uid, PASSPHRASE, real_clock, CHEAP)
    code = new_recovery_code(clinic)
    add_person(clinic, Practitioner("room", "Nora Room", Role.PRACTITIONER), "her own words")
    clinic.close()
    assert call("backup", "--profile", kept.folder).exit_code == 0
    asked = ("restore", "--backup", "latest", "--recovery-code", "--profile", kept.folder)
    told = call(*asked, "--person", "Nora Room", passphrase=code.text)
    assert (told.exit_code, "Your role does not allow this" in told.output) == (3, True), told
    assert not (kept.folder / "set-aside").exists()
    told = call(*asked, "--person", "Rina Patel", passphrase=code.text)
    assert told.exit_code == 0, told.output
    assert call("verify", "--profile", kept.folder).exit_code == 0


def test_photos_are_looked_for(backed: Kept) -> None:
    told = call("restore", "--photos", "--profile", backed.folder)
    assert (told.exit_code, told.output) == (0, "0 photo files were brought back.\n")


def test_pack_and_unpack(kept: Kept, tmp_path: Path) -> None:
    file, there = tmp_path / "clinic.needlelog", tmp_path / "there"
    told = call("pack", "--profile", kept.folder, file)
    assert (told.exit_code, "1 sessions, 0 photos" in told.output) == (0, True), told.output
    assert call("unpack", file, there, passphrase="not it").exit_code == 3
    assert not there.exists()
    told = call("unpack", file, there)
    assert told.exit_code == 0, told.output
    assert call("verify", "--profile", there).exit_code == 0
    assert call("unpack", file, there).exit_code == 3
