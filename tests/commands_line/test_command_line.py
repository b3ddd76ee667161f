"""The command line: help, exit codes, sentences, and the measured start of the real window."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

import needlelog
from needlelog.cli import main
from needlelog.domain.people import Practitioner, Role
from needlelog.files.key_slots import KdfCost
from needlelog.files.recovery_code import new_recovery_code
from needlelog.services.clinic import create_clinic

CHEAP = KdfCost(time_cost=1, memory_kib=64, parallelism=1)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    clinic = create_clinic(
        tmp_path / "clinic",
        "Clinic North",
        Practitioner("", "Rina Patel", Role.MANAGER),
        "rina",
        new_recovery_code(),
        lambda: datetime.now(UTC),  # noqa: TID251  the program itself goes by the real clock
        CHEAP,
    )
    clinic.close()
    return tmp_path / "clinic"


def _program(*arguments: str, passphrase: str = "") -> subprocess.CompletedProcess[str]:
    """Run the real program in a process of its own."""
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    if passphrase:
        environment["NEEDLELOG_PASSPHRASE"] = passphrase
    return subprocess.run(  # noqa: S603  our own interpreter and program
        [sys.executable, "-m", "needlelog", *arguments],
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_help_names_options_commands_and_exit_codes() -> None:
    told = CliRunner().invoke(main, ["--help"])
    assert told.exit_code == 0
    for words in ("--profile", "--exit-when-ready", "verify", "Exit codes"):
        assert words in told.output
    for name in main.list_commands(main.make_context("needlelog", ["--profile", "x"])):
        own = CliRunner().invoke(main, [name, "--help"])
        assert own.exit_code == 0, name


@pytest.mark.parametrize("arguments", [["--profile", "{file}"], ["--profile"], ["--profil", "x"]])
def test_what_is_no_folder_is_refused_by_the_command_line(
    tmp_path: Path, arguments: list[str]
) -> None:
    file = tmp_path / "a file"
    file.touch()
    told = _program(*[each.format(file=file) for each in arguments])
    assert told.returncode == 2
    assert "Error: " in told.stderr


def test_version() -> None:
    assert needlelog.__version__ in CliRunner().invoke(main, ["--version"]).output


def test_verify_of_a_sound_clinic(folder: Path) -> None:
    told = CliRunner(env={"NEEDLELOG_PASSPHRASE": "rina"}).invoke(
        main, ["verify", "--profile", str(folder)]
    )
    assert (told.exit_code, told.output) == (0, "Everything is as it was written.\n")


def test_options_may_stand_before_the_command(folder: Path, tmp_path: Path) -> None:
    secret = tmp_path / "passphrase.txt"
    secret.write_text("rina\nsecond line\n")
    told = CliRunner().invoke(
        main, ["--profile", str(folder), "--passphrase-file", str(secret), "verify"]
    )
    assert told.exit_code == 0, told.output


def test_the_passphrase_is_asked_for_and_not_shown(folder: Path) -> None:
    told = CliRunner().invoke(main, ["verify", "--profile", str(folder)], input="rina\n")
    assert told.exit_code == 0
    assert "rina" not in told.output


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--person", "Nobody"], "cannot sign in"),
        ([], "That passphrase is not right."),
    ],
)
def test_what_is_not_possible_is_told_with_exit_code_3(
    folder: Path, arguments: list[str], words: str
) -> None:
    told = CliRunner(env={"NEEDLELOG_PASSPHRASE": "wrong"}).invoke(
        main, ["verify", "--profile", str(folder), *arguments]
    )
    assert told.exit_code == 3
    assert words in told.output


def test_no_clinic_is_told(tmp_path: Path) -> None:
    told = CliRunner().invoke(main, ["verify", "--profile", str(tmp_path)])
    assert told.exit_code == 3
    assert "There is no clinic" in told.output


def test_wrong_use_is_exit_code_2() -> None:
    assert CliRunner().invoke(main, ["verify", "--nonsense"]).exit_code == 2
    assert CliRunner().invoke(main, ["nonsense"]).exit_code == 2


def test_the_real_window_opens_signs_in_and_leaves(folder: Path) -> None:
    done = _program("--profile", str(folder), "--exit-when-ready", passphrase="rina")
    assert done.returncode == 0, done.stderr
    assert (folder / "window.json").exists()


def test_the_real_window_leaves_with_a_sentence_on_a_wrong_passphrase(folder: Path) -> None:
    done = _program("--profile", str(folder), "--exit-when-ready", passphrase="wrong")
    assert done.returncode == 3
    assert "That passphrase is not right." in done.stderr


def test_a_bad_file_of_this_computer_is_told(tmp_path: Path) -> None:
    settings = Path(os.environ["XDG_CONFIG_HOME"]) / "NeedleLog"
    settings.mkdir(parents=True)
    (settings / "clinic_folder.json").write_text("{")
    done = _program("--exit-when-ready", passphrase="rina")
    assert done.returncode == 3
    assert "damaged" in done.stderr
