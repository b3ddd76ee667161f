"""Small programs that are started to be measured. Each says when it is ready, and its memory."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from tests.bench.sample import PASSPHRASE

ROOT = Path(__file__).parents[2]

_READY = """
import os
def ready():
    try:
        with open("/proc/self/statm") as numbers:
            pages = int(numbers.read().split()[1])
        memory = pages * os.sysconf("SC_PAGE_SIZE") // 1024
    except OSError:
        memory = 0
    print(memory, flush=True)
"""

BARE_WINDOW = (
    _READY
    + """
from PySide6.QtWidgets import QApplication, QMainWindow
application = QApplication([])
window = QMainWindow()
window.resize(1280, 800)
window.show()
application.processEvents()
window.repaint()
ready()
window.close()
"""
)

SIGN_IN_PAGE = (
    _READY
    + """
import sys
from PySide6.QtCore import QCoreApplication
from needlelog.__main__ import main
from needlelog.ui.window import MainWindow
show = MainWindow.show
def shown(window):
    show(window)
    QCoreApplication.processEvents()
    window.repaint()
    ready()
    os._exit(0)
MainWindow.show = shown
sys.argv[1:] = ["--profile", sys.argv[1]]
main()
"""
)

TODAY = (
    _READY
    + """
import sys
from pathlib import Path
from needlelog.app import open_window
from needlelog.ui.window import MainWindow
close = MainWindow.close
def leave(window):
    ready()
    return close(window)
MainWindow.close = leave
open_window(Path(sys.argv[1]), leave_when_ready_with=os.environ["NEEDLELOG_PASSPHRASE"])
"""
)


@dataclass(frozen=True, slots=True)
class Run:
    """One run: seconds from the start of the process until it was ready, and its memory then."""

    seconds: float
    memory_kib: int


def run_code(code: str, *arguments: str, passphrase: str = PASSPHRASE) -> Run:
    """Run one of the programs above to its end."""
    environment = os.environ | {
        "NEEDLELOG_PASSPHRASE": passphrase,
        "PYTHONPATH": str(ROOT),
        "QT_QPA_PLATFORM": "offscreen",
        # As on a machine where the program was started before, and without a trace in the source.
        "PYTHONDONTWRITEBYTECODE": "",
        "PYTHONPYCACHEPREFIX": str(Path(tempfile.gettempdir()) / "needlelog-bench-bytecode"),
    }
    begin = perf_counter()
    with subprocess.Popen(  # noqa: S603  our own interpreter and code
        [sys.executable, "-c", code, *arguments],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        line = process.stdout.readline() if process.stdout is not None else ""
        taken = perf_counter() - begin
        _, errors = process.communicate()
    if process.returncode or not line:
        raise AssertionError(errors)
    return Run(taken, int(line))
