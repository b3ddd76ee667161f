"""The program errs in a slot, or the system ends it: a report without names, and nothing lost."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from needlelog.domain.clients import Client
from needlelog.services import clients, sessions
from tests.faults.clinic import PASSPHRASE, assert_whole, filled, opened

ROOT = Path(__file__).resolve().parents[2]
NAME = "Wilhelmina Überall"
NOTE = "a note about her cheek"

PROGRAM = """
import os
import sys
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLabel

from needlelog.app import real_clock
from needlelog.files.reference_data import zone_catalogue
from needlelog.ui import start as program
from needlelog.ui.widgets.dialog import SheetDialog

folder, harm, passphrase, name, note = Path(sys.argv[1]), *sys.argv[2:]
assemble = program.assemble


def err(name, note):
    return {"client": name, "note": note}["no such key, but " + name]


def die(name, note):
    import faulthandler

    faulthandler._sigsegv()


def assembled(application, how):
    made = assemble(application, how)
    window = made.window

    def sign_in():
        page = window.page()
        page.sign_in(page.people.uid_of(None), passphrase)

    def tell():
        sheets = [one for one in window.findChildren(SheetDialog) if one.isVisible()]
        if not sheets:
            QTimer.singleShot(20, window, tell)
            return
        for sheet in sheets:
            print("sheet:", *(each.text() for each in sheet.findChildren(QLabel)), flush=True)
        window.close()

    def do_harm():
        if harm in ("slot", "look"):
            QTimer.singleShot(20, window, tell)
        if harm == "slot":
            err(name, note)
        elif harm == "segv":
            die(name, note)
        elif harm == "kill":
            os.kill(os.getpid(), 9)
        elif harm == "close":
            window.close()

    window.entered.connect(lambda: QTimer.singleShot(50, window, do_harm))
    QTimer.singleShot(0, window, sign_in)
    return made


program.assemble = assembled
sys.exit(program.run(program.Start(folder, True, real_clock, zone_catalogue)))
"""


def run(folder: Path, harm: str) -> subprocess.CompletedProcess[str]:
    """Run the program on the folder, let somebody sign in, and do it this harm."""
    return subprocess.run(  # noqa: S603  our own interpreter
        [sys.executable, "-c", PROGRAM, str(folder), harm, PASSPHRASE, NAME, NOTE],
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        cwd=folder.parent,
    )


@pytest.fixture
def busy(folder: Path) -> Path:
    """A clinic with a client whose session is under way."""
    with opened(folder) as clinic:
        clients.create_client(clinic, Client("wilhelmina", NAME))
        sessions.save_draft(clinic, filled(sessions.start_session(clinic, "wilhelmina"), NOTE))
    return folder


def reports(folder: Path) -> list[Path]:
    return sorted((folder / "reports").glob("*"))


def assert_nameless(text: str, folder: Path) -> None:
    for word in (NAME, "Wilhelmina", "berall", NOTE, "cheek", str(folder.parent), str(ROOT)):
        assert word not in text, word


def assert_nothing_lost(folder: Path) -> None:
    with opened(folder) as clinic:
        (row,) = sessions.drafts(clinic)
        assert sessions.load_draft(clinic, row.uid).note == NOTE
        assert_whole(clinic)


def test_an_error_in_a_slot_is_told_and_reported_and_the_program_goes_on(busy: Path) -> None:
    done = run(busy, "slot")
    assert done.returncode == 0, done.stderr
    (told,) = [line for line in done.stdout.splitlines() if line.startswith("sheet:")]
    assert "The program made a mistake" in told
    assert "What you entered before is saved" in told
    (report,) = reports(busy)
    assert report.name in told
    text = report.read_text("utf-8")
    assert "builtins.KeyError" in text
    assert "in err" in text
    for words in (text, told, done.stderr):
        assert_nameless(words, busy)
    assert_nothing_lost(busy)


@pytest.mark.skipif(sys.platform == "win32", reason="the signal has another name there")
def test_an_end_by_the_system_is_told_at_the_next_start_without_names(busy: Path) -> None:
    done = run(busy, "segv")
    assert done.returncode == -signal.SIGSEGV
    (raw,) = reports(busy)
    words = raw.read_text("utf-8")
    assert "Segmentation fault" in words
    for secret in (NAME, NOTE):
        assert secret not in words
    again = run(busy, "look")
    assert again.returncode == 0, again.stderr
    assert "NeedleLog ended suddenly last time" in again.stdout
    (report,) = reports(busy)
    assert report.name in again.stdout
    text = report.read_text("utf-8")
    assert "error: Segmentation fault" in text
    assert "in die" in text
    assert "needlelog/ui/start.py" in text
    assert_nameless(text, busy)
    assert_nothing_lost(busy)


@pytest.mark.skipif(sys.platform == "win32", reason="needs SIGKILL")
def test_a_kill_leaves_no_report_and_an_orderly_end_nothing_at_all(busy: Path) -> None:
    assert run(busy, "kill").returncode == -signal.SIGKILL
    (left,) = reports(busy)
    assert left.read_bytes() == b""
    done = run(busy, "close")
    assert done.returncode == 0, done.stderr
    assert reports(busy) == []
    assert_nothing_lost(busy)
