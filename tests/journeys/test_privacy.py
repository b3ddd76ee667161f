"""Nothing that is written to the disk can be read without the key."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPlainTextEdit

from needlelog.domain.zones import Side
from needlelog.files.clinic_folder import ClinicFolder
from tests.journeys.errands import Desk
from tests.journeys.program import PASSPHRASE, Program
from tests.journeys.treatment import start_session

NAME = "Quirina Zwetschgenbaum"
NOTE = "Xanthippe complained about the parking"
SECRETS = (
    "Quirina",
    "Zwetschgenbaum",
    "quirina",
    "zwetschgenbaum",
    "Xanthippe",
    "parking",
    "Isotretinoin",
    "Hexentrank",
    PASSPHRASE,
)


def traces(folders: list[Path]) -> list[str]:
    """Every file that holds one of the secrets, in any writing a program might use."""
    found = []
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            held = path.read_bytes() if path.is_file() else b""
            named = str(path.relative_to(folder)).encode()
            for secret in SECRETS:
                forms = [secret.encode(form) for form in ("utf-8", "utf-16-le", "utf-16-be")]
                if any(form in held or form in named for form in forms):
                    found.append(f"{path}: {secret}")
    return found


@pytest.fixture
def places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Everywhere the run may write: the home folder with all that Qt puts there, and TMPDIR."""
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    for variable in ("TMPDIR", "TEMP", "TMP"):
        monkeypatch.setenv(variable, str(temporary))
    monkeypatch.setattr(tempfile, "tempdir", None)
    return [temporary, Path(os.environ["HOME"]), tmp_path / "clinic"]


def test_no_readable_trace(places: list[Path], program: Program) -> None:
    desk = Desk(program, program.sign_in())
    desk.new_client(NAME, "3 Mar 1990", "female")
    desk.tab("Details")
    desk.history("Isotretinoin", "Medicine", note="Hexentrank")
    session = start_session(desk)
    session.tap("chin", Side.MID)
    session.depth("1.00")
    session.note(NOTE)
    desk.rest()
    assert traces(places) == []  # with the journal of the open database beside it
    session.sign()
    desk.hand.write(desk.hand.all(QPlainTextEdit)[-1], f"{NOTE}, again")
    desk.hand.press("Write addendum")
    desk.rest()
    program.close()
    assert ClinicFolder(program.folder).database.stat().st_size > 0
    assert traces(places) == []


def test_a_trace_would_be_found(places: list[Path]) -> None:
    (places[0] / "left.txt").write_bytes("Frau Zwetschgenbaum".encode("utf-16-le"))
    assert traces(places[:1]) == [f"{places[0] / 'left.txt'}: Zwetschgenbaum"]
