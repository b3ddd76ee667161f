"""`needlelog export` in every format, `verify-export`, `verify --against` and `restore`."""

from __future__ import annotations

import json
import shutil
import zipfile
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from needlelog.cli import main
from needlelog.domain.clients import Client, Consent, ConsentKind, ConsentStatus
from needlelog.domain.people import Practitioner, Role
from needlelog.domain.photos import PhotoPhase
from needlelog.domain.session_filter import SessionFilter
from needlelog.services import clients, photos
from needlelog.services.clinic import Clinic, open_clinic
from needlelog.services.people import add_person, people
from needlelog.services.review import save_filter
from tests.commands_line.conftest import CHEAP, NOW, PASSPHRASE, Kept
from tests.services.exports.conftest import picture

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtWidgets import QApplication


@pytest.fixture
def out(tmp_path: Path) -> Path:
    folder = tmp_path / "given"
    folder.mkdir()
    return folder


def call(*arguments: str | Path, passphrase: str = PASSPHRASE) -> Result:
    runner = CliRunner(env={"NEEDLELOG_PASSPHRASE": passphrase})
    return runner.invoke(main, [str(argument) for argument in arguments])


def in_clinic(kept: Kept, act: Callable[[Clinic], object]) -> None:
    """Do something in the clinic as its manager."""
    from needlelog.files.key_store import KeyStore

    store = KeyStore(kept.folder / "keys.json", kept.folder / "attempts.json", lambda: NOW)
    clinic = open_clinic(kept.folder, store.people()[0].person_uid, PASSPHRASE, lambda: NOW, CHEAP)
    try:
        act(clinic)
    finally:
        clinic.close()


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("csv", "x.zip"),
        ("csv", "folder"),
        ("xlsx", "x.xlsx"),
        ("fhir", "x.json"),
        ("json", "x.json"),
        ("pdf", "x.pdf"),
        ("clinic", "x.zip"),
    ],
)
def test_every_format_is_written_and_proves_itself(
    kept: Kept, out: Path, kind: str, name: str, qapp: QApplication
) -> None:
    told = call("export", "--profile", kept.folder, out / name, "--format", kind)
    assert told.exit_code == 0, told.output
    assert "not encrypted: keep it safe" in told.output
    checked = call("verify-export", out / name)
    assert checked.exit_code == 0, checked.output
    assert "Clinic North" in checked.output
    assert "is what the chain says" in checked.output
    against = call("verify", "--profile", kept.folder, "--against", out / name)
    assert against.exit_code == 0, against.output
    assert (out / name).exists()


def test_a_saved_filter_by_its_name(kept: Kept, out: Path) -> None:
    in_clinic(kept, lambda clinic: save_filter(clinic, "Deep", SessionFilter(depth_from_um=2000)))
    for name, rows in (("Deep", 0), ("deep", 0)):
        told = call(
            "export", "--profile", kept.folder, out / "x.zip", "--format", "csv", "--filter", name,
            "--force",
        )  # fmt: skip
        assert told.exit_code == 0, told.output
        with zipfile.ZipFile(out / "x.zip") as archive:
            assert len(archive.read("zones.csv").splitlines()) == rows + 1
    told = call(
        "export", "--profile", kept.folder, out / "y.zip", "--format", "csv", "--filter", "Nobody"
    )
    assert told.exit_code == 3
    assert "no filter of that name" in told.output
    assert not (out / "y.zip").exists()


def test_days_and_a_client(kept: Kept, out: Path) -> None:
    def zones(*options: str) -> int:
        told = call(
            "export", "--profile", kept.folder, out / "x.zip", "--format", "csv", "--force",
            *options,
        )  # fmt: skip
        assert told.exit_code == 0, told.output
        with zipfile.ZipFile(out / "x.zip") as archive:
            return len(archive.read("zones.csv").splitlines()) - 1

    assert zones("--from", "2026-03-02", "--to", "2026-03-02") == 1
    assert zones("--from", "2026-03-03") == 0
    assert zones("--client", "zoe angstrom") == 1
    unknown = call("export", "--profile", kept.folder, out / "y.zip", "--client", "Nobody")
    assert unknown.exit_code == 3
    assert "no client of that name" in unknown.output


def test_wrong_use(kept: Kept, out: Path) -> None:
    base = ("export", "--profile", kept.folder, out / "x")
    assert call(*base, "--format", "json", "--from", "2026-01-01").exit_code == 2
    assert call(*base, "--format", "csv", "--from", "yesterday").exit_code == 2
    assert call(*base, "--format", "json", "--pseudonymised").exit_code == 3
    assert list(out.iterdir()) == []


def test_pseudonymised(kept: Kept, out: Path) -> None:
    told = call(
        "export", "--profile", kept.folder, out / "x.zip", "--format", "clinic", "--pseudonymised"
    )
    assert told.exit_code == 0, told.output
    with zipfile.ZipFile(out / "x.zip") as archive:
        everything = b"".join(archive.read(name) for name in archive.namelist()).decode()
    assert "Zoë" not in everything
    assert "Très" not in everything


def test_an_inspector_is_told_what_is_left_out(kept: Kept, out: Path) -> None:
    inspector = Practitioner("", "Olga", Role.INSPECTOR)
    in_clinic(kept, lambda clinic: add_person(clinic, inspector, PASSPHRASE))
    in_clinic(kept, lambda clinic: len(people(clinic)))
    base = ("export", "--profile", kept.folder, "--person", "Olga", "--format", "csv")
    told = call(*base, out / "x.zip")
    assert (told.exit_code, "first and last day" in told.output) == (3, True)
    told = call(*base, out / "x.zip", "--from", "2026-03-01", "--to", "2026-03-31")
    assert told.exit_code == 0, told.output
    assert "leave identities out for you" in told.output


def test_a_changed_export_is_told_with_exit_code_1(kept: Kept, out: Path) -> None:
    call("export", "--profile", kept.folder, out / "x", "--format", "csv")
    zones = out / "x" / "zones.csv"
    zones.write_bytes(zones.read_bytes().replace(b"1.25", b"0.25"))
    told = call("verify-export", out / "x")
    assert told.exit_code == 1
    assert "zones.csv was changed" in told.output
    assert f"zones of session {kept.session}" in told.output
    nothing = call("verify-export", zones)
    assert (nothing.exit_code, "no export of NeedleLog" in nothing.output) == (3, True)


def test_a_clinic_put_back_is_told(kept: Kept, out: Path, tmp_path: Path) -> None:
    shutil.copytree(kept.folder, tmp_path / "older")
    call("export", "--profile", kept.folder, out / "x.json")
    call("export", "--profile", kept.folder, out / "y.json")
    told = call("verify", "--profile", tmp_path / "older", "--against", out / "y.json")
    assert told.exit_code == 1
    assert "put back to an older state" in told.output


def test_restore(kept: Kept, out: Path, tmp_path: Path) -> None:
    call("export", "--profile", kept.folder, out / "x.json")
    told = call("restore", out / "x.json", tmp_path / "new", passphrase="new words")
    assert told.exit_code == 0, told.output
    assert "Rina Patel signs in" in told.output
    assert "Recovery code" in told.output
    again = call("export", "--profile", tmp_path / "new", out / "y.json", passphrase="new words")
    assert again.exit_code == 0, again.output
    first, second = (
        json.loads((out / name).read_text(encoding="utf-8")) for name in ("x.json", "y.json")
    )
    assert first["tables_sha256"] == second["tables_sha256"]
    refused = call("restore", out / "x.json", tmp_path / "new", passphrase="new words")
    assert refused.exit_code == 3


def test_restore_of_the_whole_clinic_brings_its_pictures_back(
    kept: Kept, out: Path, tmp_path: Path
) -> None:
    consent = Consent("", ConsentKind.PHOTO, "1", ConsentStatus.GIVEN, NOW.date())

    def photograph(clinic: Clinic) -> None:
        client = clients.create_client(clinic, Client("", "Amara", consents=(consent,)))
        new = photos.NewPhoto("front", PhotoPhase.BEFORE, None)
        photos.add_photo(clinic, client.uid, picture(), new)

    in_clinic(kept, photograph)
    where = ("export", "--profile", kept.folder, "--format", "clinic")
    call(*where, "--photos", out / "x.zip")
    told = call("restore", out / "x.zip", tmp_path / "new", passphrase="new words")
    assert told.exit_code == 0, told.output
    assert "Pictures brought back: 1." in told.output
    call(*where, out / "bare.zip")
    told = call("restore", out / "bare.zip", tmp_path / "bare", passphrase="new words")
    assert "Not in the export: 1." in told.output
