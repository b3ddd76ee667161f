"""Setting up on a machine that lacks something: it is said in words, or done where we may."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tools import setup_environment as setup

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def commands(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """Record what would be run instead of running it."""
    ran: list[list[str]] = []

    def run(command: list[str], **_: Any) -> subprocess.CompletedProcess[str]:
        ran.append(command)
        return subprocess.CompletedProcess(command, 0, "", "")

    monkeypatch.setattr(subprocess, "run", run)
    monkeypatch.setattr("shutil.which", lambda name: name)
    return ran


def test_this_python_is_supported() -> None:
    assert setup.is_supported(sys.executable)
    assert not setup.is_supported("no-such-python")


def test_a_machine_without_a_supported_python_is_told_which_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(setup, "version_of", lambda _: (3, 14))
    with pytest.raises(setup.SetupError, match=r"needs Python 3\.11 to 3\.13"):
        setup.find_python()


def test_a_python_that_can_create_environments_is_preferred(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(setup, "is_supported", lambda name: name != "python3.13")
    monkeypatch.setattr(setup, "can_create_environments", lambda name: name == "python3")
    assert setup.find_python() == "python3"


def test_only_libraries_that_cannot_be_loaded_are_missing() -> None:
    library = "libc.so.6" if sys.platform.startswith("linux") else None
    if library is None:
        pytest.skip("asks for a library of Linux")
    wanted = {library: "libc6", "libnowhere.so.9": "libnowhere9"}
    assert setup.missing_libraries(wanted) == {"libnowhere.so.9": "libnowhere9"}


def test_root_on_debian_gets_the_packages_installed(
    monkeypatch: pytest.MonkeyPatch, commands: list[list[str]]
) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 0, raising=False)
    setup.offer_system_packages(["libegl1", "libgl1"], "Qt needs libraries")
    assert commands[-1][:2] == ["apt-get", "install"]
    assert commands[-1][-2:] == ["libegl1", "libgl1"]


def test_anyone_else_is_told_the_command(
    monkeypatch: pytest.MonkeyPatch,
    commands: list[list[str]],
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 1000, raising=False)
    setup.offer_system_packages(["libegl1", "libgl1"], "Qt needs libraries")
    assert commands == []
    assert capsys.readouterr().out == (
        "Qt needs libraries. Install them with: sudo apt-get install libegl1 libgl1\n"
    )


def test_a_failure_ends_with_a_sentence_and_exit_code_1(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(_: Path) -> bool:
        raise setup.SetupError("There is no room on this disk.")

    monkeypatch.setattr(setup, "is_usable", fail)
    assert setup.main() == 1
    assert capsys.readouterr().err == "There is no room on this disk.\n"


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="asks about Linux displays")
@pytest.mark.parametrize(
    ("display", "shown"),
    [({}, False), ({"DISPLAY": ":0"}, True), ({"WAYLAND_DISPLAY": "wayland-0"}, True)],
)
def test_a_display_is_seen_where_there_is_one(display: dict[str, str], shown: bool) -> None:
    question = ["sh", str(ROOT / "tools" / "has_display.sh")]
    environment = {"PATH": "/usr/bin:/bin", **display}
    answer = subprocess.run(question, env=environment, check=False)  # noqa: S603 - our own script
    assert (answer.returncode == 0) is shown
