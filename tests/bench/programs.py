"""Small programs that are started to be measured. Each prints its resident memory and ends.

`measure` runs one and returns how long it lived and what it printed.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from tests.bench.sample import PASSPHRASE

ROOT = Path(__file__).parents[2]

_MEMORY = """
import os
def memory():
    try:
        with open("/proc/self/statm") as numbers:
            return int(numbers.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") // 1024
    except OSError:
        return 0
"""

BARE_WINDOW = (
    _MEMORY
    + """
from PySide6.QtWidgets import QApplication, QMainWindow
application = QApplication([])
window = QMainWindow()
window.resize(1280, 800)
window.show()
application.processEvents()
window.repaint()
print(memory())
window.close()
"""
)

SIGN_IN_PAGE = (
    _MEMORY
    + """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication, QTimer
from needlelog.app import open_window
from needlelog.ui.window import MainWindow
show = MainWindow.show
def leave(window):
    QCoreApplication.sendPostedEvents()
    window.repaint()
    print(memory())
    window.close()
def shown(window):
    show(window)
    QTimer.singleShot(0, window, lambda: leave(window))
MainWindow.show = shown
open_window(Path(sys.argv[1]))
"""
)

TODAY = (
    _MEMORY
    + """
import os
import sys
from pathlib import Path
from needlelog.app import open_window
from needlelog.ui.window import MainWindow
close = MainWindow.close
def leave(window):
    print(memory())
    return close(window)
MainWindow.close = leave
open_window(Path(sys.argv[1]), leave_when_ready_with=os.environ["NEEDLELOG_PASSPHRASE"])
"""
)


@dataclass(frozen=True, slots=True)
class Run:
    """One run: its life in seconds, from the start of the process to its end, and its memory."""

    seconds: float
    memory_kib: int


def run_code(code: str, *arguments: str) -> Run:
    """Run one of the programs above."""
    return _run(["-c", code, *arguments])


def run_to_today(folder: Path) -> Run:
    """Run the program as it is, until Today can be used."""
    return _run(["-m", "needlelog", "--profile", str(folder), "--exit-when-ready"])


def _run(arguments: Sequence[str]) -> Run:
    environment = os.environ | {
        "NEEDLELOG_PASSPHRASE": PASSPHRASE,
        "PYTHONPATH": str(ROOT),
        "QT_QPA_PLATFORM": "offscreen",
    }
    begin = perf_counter()
    done = subprocess.run(  # noqa: S603  our own interpreter and code
        [sys.executable, *arguments],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    taken = perf_counter() - begin
    if done.returncode:
        raise AssertionError(done.stderr)
    words = done.stdout.split()
    return Run(taken, int(words[-1]) if words else 0)
