"""Two programs on one folder: the second is refused in words, and both may try again."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from needlelog.domain.errors import FolderInUse
from needlelog.services import sessions
from tests.faults.clinic import (
    MANAGER,
    PASSPHRASE,
    assert_whole,
    filled,
    open_folder,
    opened,
    treat,
)

ROOT = Path(__file__).resolve().parents[2]
KNOWN_ERROR = 3

WINDOW = """
import sys
from pathlib import Path
from PySide6.QtWidgets import QApplication, QLabel
from needlelog.app import real_clock
from needlelog.files.reference_data import zone_catalogue
from needlelog.ui.start import Start, assemble
application = QApplication([])
program = assemble(application, Start(Path(sys.argv[1]), True, real_clock, zone_catalogue))
program.window.entrance.look()
program.window.show()
page = program.window.page()
print(type(page).__name__, *(label.text() for label in page.findChildren(QLabel)))
program.window.close()
"""


def run(*words: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603  our own interpreter
        [sys.executable, *(str(word) for word in words)],
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        cwd=ROOT,
    )


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    path = tmp_path / "passphrase.txt"
    path.write_text(PASSPHRASE, "utf-8")
    return path


def test_a_second_start_is_refused_in_words_and_harms_nothing(folder: Path) -> None:
    with opened(folder) as clinic:
        draft = filled(sessions.start_session(clinic, "anna"), "under way")
        sessions.save_draft(clinic, draft)
        with pytest.raises(FolderInUse, match="already open in another NeedleLog") as told:
            open_folder(folder)
        assert told.value.pid == os.getpid()
        done = run("-c", WINDOW, folder)
        assert done.stdout.startswith("TroubleScreen"), done.stderr
        assert "already open in another NeedleLog" in done.stdout
        assert "Close it there first." in done.stdout
        sessions.sign_session(clinic, draft.uid)
        assert_whole(clinic)
    done = run("-c", WINDOW, folder)
    assert done.stdout.startswith("SignInScreen"), done.stderr


def test_the_command_line_beside_the_window_is_refused_in_words(folder: Path, secret: Path) -> None:
    who = ("--person", MANAGER.name, "--passphrase-file", secret)
    command = ("-m", "needlelog", "verify", "--profile", folder, *who)
    with opened(folder) as clinic:
        done = run(*command)
        assert done.returncode == KNOWN_ERROR, done.stderr
        assert "already open in another NeedleLog" in done.stderr
        assert "Traceback" not in done.stderr
        treat(clinic)
    done = run(*command)
    assert done.returncode == 0, done.stderr


def test_a_folder_copied_while_it_is_open_opens_elsewhere(folder: Path, tmp_path: Path) -> None:
    """Somebody drags the folder to a stick: the text of the lock goes along and locks nothing."""
    with opened(folder) as clinic:
        treat(clinic, note="just signed")
        shutil.copytree(folder, tmp_path / "stick")
        with opened(tmp_path / "stick") as copied:
            notes = [record.content.note for record in sessions.records(copied, "anna")]
            assert notes == ["just signed", "the first record"]
            assert_whole(copied)
