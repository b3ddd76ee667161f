"""What is not needed until Today can be used is not loaded until then."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.ui.window.conftest import Made

NOT_NEEDED_YET = (
    "alembic",
    "asyncio",
    "click",
    "email",
    "hypothesis",
    "importlib.metadata",
    "needlelog.db.erasure",
    "needlelog.db.session_store",
    "needlelog.db.exchange.receiving",
    "needlelog.db.sqlite.triggers",
    "needlelog.domain.dashboard",
    "needlelog.domain.devices",
    "needlelog.domain.imports.fields",
    "needlelog.domain.photos",
    "needlelog.services.restoring",
    "needlelog.services.retention",
    "needlelog.services.review",
    "needlelog.services.sessions",
    "needlelog.ui.follow_up.follow_up_sheet",
    "needlelog.ui.questions.sheets",
    "needlelog.ui.recall.recall_sheet",
    "numpy",
    "PIL",
    "pyqtgraph",
    "pytest",
    "qtawesome",
    "scipy",
    "sqlalchemy.dialects.postgresql",
    "sqlalchemy.orm",
    "sqlite3",
    "ssl",
    "zxingcpp",
    "PySide6.QtMultimedia",
    "PySide6.QtNetwork",
    "PySide6.QtPrintSupport",
)

SCRIPT = """
import os
import sys
from pathlib import Path
import needlelog.__main__ as program
import needlelog.app as app
open_window = app.open_window
words = os.environ["NEEDLELOG_PASSPHRASE"]
app.open_window = lambda folder: open_window(folder, leave_when_ready_with=words)
sys.argv[1:] = ["--profile", sys.argv[1]]
try:
    program.main()
except SystemExit as end:
    print(end.code, "needlelog.ui.screens.today.screen" in sys.modules)
print(*sorted(sys.modules), sep="\\n")
"""


def test_nothing_heavy_is_loaded_before_today_can_be_used(made: Made) -> None:
    told = subprocess.run(  # noqa: S603  our own interpreter
        [sys.executable, "-c", SCRIPT, str(made.folder)],
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen", "NEEDLELOG_PASSPHRASE": "rina"},
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    ).stdout.splitlines()
    assert told[0] == "0 True"
    assert [name for name in NOT_NEEDED_YET if name in told] == []
