"""Starting: nothing heavy before the first window, and a fault is told without stopping."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from needlelog.ui.crash import CrashHandler
from needlelog.ui.desk import Desk
from needlelog.ui.start import tell_of_fault

if TYPE_CHECKING:
    from tests.ui.window.conftest import Clock, Made, Starter

HEAVY = (
    "sqlalchemy",
    "alembic",
    "sqlcipher3",
    "argon2",
    "cryptography",
    "numpy",
    "pyqtgraph",
    "PIL",
    "qtawesome",
    "asyncio",
    "tomllib",
    "needlelog.ui.desk",
    "PySide6.QtPrintSupport",
)

NOT_FOR_SIGNING_IN = ("decimal", "needlelog.domain.backups", "needlelog.ui.sentences")

SCRIPT = """
import sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from needlelog.app import real_clock
from needlelog.files.reference_data import zone_catalogue
from needlelog.ui.start import Start, assemble
application = QApplication([])
program = assemble(application, Start(Path(sys.argv[1]), True, real_clock, zone_catalogue))
program.window.entrance.look()
program.window.show()
program.window.repaint()
print(type(program.window.page()).__name__, *sorted(sys.modules), sep="\\n")
program.window.close()
"""


@pytest.mark.parametrize(
    ("folder", "page"), [("clinic", "SignInScreen"), ("empty", "FirstRunScreen")]
)
def test_nothing_heavy_is_loaded_before_the_first_window_stands(
    made: Made, folder: str, page: str
) -> None:
    told = subprocess.run(  # noqa: S603  our own interpreter
        [sys.executable, "-c", SCRIPT, str(made.folder.parent / folder)],
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    ).stdout.splitlines()
    assert told[0] == page
    assert [name for name in HEAVY if name in told] == []
    if page == "SignInScreen":
        assert [name for name in NOT_FOR_SIGNING_IN if name in told] == []


RUN = """
import gc
import sys
from pathlib import Path
from needlelog.app import real_clock, zones
from needlelog.ui.start import Start, run
start = Start(Path(sys.argv[1]), True, real_clock, zones, leave_when_ready_with="rina")
code = run(start)
late = sum(1 for kept in gc.get_objects() if type(kept).__name__ == "Desk")
print(code, gc.get_freeze_count(), len(gc.get_objects()), late, sys.getswitchinterval())
"""


def test_what_is_loaded_is_not_looked_through_for_garbage_again(made: Made) -> None:
    told = subprocess.run(  # noqa: S603  our own interpreter
        [sys.executable, "-c", RUN, str(made.folder)],
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    ).stdout.split()
    code, frozen, looked_at, desks, turn = (float(word) for word in told)
    assert code == 0
    assert frozen > 2 * looked_at
    assert desks == 1, "what came with the sign-in is looked at still"
    assert turn <= 0.001


def test_a_fault_is_told_and_the_work_goes_on(starter: Starter, made: Made, clock: Clock) -> None:
    hand = starter.start(made.folder)
    desk = hand.sign_in("rina")
    crashes = CrashHandler(clock, lambda: made.folder, hand.window)
    sheets = []
    crashes.caught.connect(lambda sentence: sheets.append(tell_of_fault(hand.window, sentence)))
    desk.context.faulted.connect(crashes.report)
    hand.window.faulted.disconnect()

    def fail() -> None:
        raise ZeroDivisionError("a note about a client")

    desk.context.read(fail, lambda _none: None, owner=desk)
    hand.wait(lambda: len(sheets) == 1)
    [report] = (made.folder / "reports").iterdir()
    text = report.read_text()
    assert "ZeroDivisionError" in text
    assert "a note about a client" not in text
    sheets[0].accept()
    assert hand.on_page(Desk) is desk
