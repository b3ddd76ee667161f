"""`needlelog export` and `needlelog print`: files, sentences and exit codes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result
from pypdf import PdfReader

from needlelog.cli import main
from tests.commands_line.conftest import PASSPHRASE, Kept

if TYPE_CHECKING:
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


def words_of(pdf: Path) -> str:
    """The text of the file, words apart by one blank."""
    pages = PdfReader(BytesIO(pdf.read_bytes())).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_export_writes_the_file_and_says_it_is_not_encrypted(kept: Kept, out: Path) -> None:
    file = out / "clinic.json"
    told = call("export", "--profile", kept.folder, file, "--format", "json")
    assert told.exit_code == 0, told.output
    assert "not encrypted" in told.output
    assert str(file) in told.output
    content = json.loads(file.read_text(encoding="utf-8"))
    assert content["clinic"] == "Clinic North"
    assert [each["uid"] for each in content["tables"]["session"]] == [kept.session]
    assert [each["name"] for each in content["tables"]["client"]] == ["Zoë Ångström"]
    assert [path.name for path in out.iterdir()] == ["clinic.json"]


def test_export_never_replaces_a_file_unasked(kept: Kept, out: Path) -> None:
    file = out / "clinic.json"
    file.write_text("precious")
    told = call("export", "--profile", kept.folder, file)
    assert told.exit_code == 3
    assert "exists already" in told.output
    assert file.read_text() == "precious"
    told = call("export", "--profile", kept.folder, file, "--force")
    assert told.exit_code == 0, told.output
    assert json.loads(file.read_text(encoding="utf-8"))["format"] == "needlelog-export"


@pytest.mark.parametrize("command", ["export", "print"])
def test_nothing_is_written_among_the_records(kept: Kept, command: str) -> None:
    records = kept.folder / "clinic.db"
    before = {path.name: path.stat().st_mtime_ns for path in kept.folder.iterdir()}
    session = [kept.session] if command == "print" else []
    for file in (records, kept.folder / "new.json", kept.folder / "x" / ".." / "keys.json"):
        told = call(command, "--profile", kept.folder, *session, file, "--force")
        assert told.exit_code == 3, told.output
        assert "clinic folder" in told.output
    after = {path.name: path.stat().st_mtime_ns for path in kept.folder.iterdir()}
    assert after["keys.json"] == before["keys.json"]
    assert "new.json" not in after


@pytest.mark.parametrize("command", ["export", "print"])
def test_a_wrong_passphrase_writes_nothing(kept: Kept, out: Path, command: str) -> None:
    session = [kept.session] if command == "print" else []
    told = call(command, "--profile", kept.folder, *session, out / "file", passphrase="wrong")
    assert told.exit_code == 3
    assert "That passphrase is not right." in told.output
    assert list(out.iterdir()) == []


@pytest.mark.parametrize("command", ["export", "print"])
def test_a_folder_is_no_file(kept: Kept, out: Path, command: str) -> None:
    session = [kept.session] if command == "print" else []
    told = call(command, "--profile", kept.folder, *session, out, "--force")
    assert told.exit_code == 3
    assert "is a folder" in told.output


@pytest.mark.parametrize("command", ["export", "print"])
def test_a_place_that_is_not_there_is_told(
    kept: Kept, out: Path, command: str, qapp: QApplication
) -> None:
    session = [kept.session] if command == "print" else []
    told = call(command, "--profile", kept.folder, *session, out / "missing" / "file")
    assert told.exit_code == 3, told.output
    assert "could not be saved" in told.output


def test_wrong_use(kept: Kept, out: Path) -> None:
    assert call("export", "--profile", kept.folder).exit_code == 2
    assert call("export", "--profile", kept.folder, out / "f", "--format", "xml").exit_code == 2
    assert call("print", "--profile", kept.folder, out / "f").exit_code == 2


def test_print_writes_the_session(kept: Kept, out: Path, qapp: QApplication) -> None:
    file = out / "session.pdf"
    told = call("print", "--profile", kept.folder, kept.session, file)
    assert told.exit_code == 0, told.output
    assert "not encrypted" in told.output
    for words in ("Zoë Ångström", "Clinic North", "1.25", "Très bien."):
        assert words in words_of(file)
    assert [path.name for path in out.iterdir()] == ["session.pdf"]


def test_print_never_replaces_a_file_unasked(kept: Kept, out: Path, qapp: QApplication) -> None:
    file = out / "session.pdf"
    file.write_text("precious")
    told = call("print", "--profile", kept.folder, kept.session, file)
    assert (told.exit_code, file.read_text()) == (3, "precious")
    assert call("print", "--profile", kept.folder, kept.session, file, "--force").exit_code == 0
    assert "Zoë" in words_of(file)


def test_a_session_that_is_not_signed_or_not_there_is_told(kept: Kept, out: Path) -> None:
    for uid in ("nonsense", kept.draft):
        told = call("print", "--profile", kept.folder, uid, out / "session.pdf")
        assert told.exit_code == 3, told.output
        assert list(out.iterdir()) == []


def test_print_without_any_screen(kept: Kept, out: Path) -> None:
    """In a process of its own, where nobody made Qt ready and there is no display."""
    environment = {
        name: value
        for name, value in os.environ.items()
        if name not in ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY")
    }
    done = subprocess.run(  # noqa: S603  our own interpreter and program
        [
            *(sys.executable, "-m", "needlelog", "print", "--profile", str(kept.folder)),
            *(kept.session, str(out / "session.pdf")),
        ],
        env=environment | {"NEEDLELOG_PASSPHRASE": PASSPHRASE},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    assert "Zoë Ångström" in words_of(out / "session.pdf")
    assert b"Inter" in (out / "session.pdf").read_bytes()
