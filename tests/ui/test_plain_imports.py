"""Modules are imported without PySide6 reading their source."""

from __future__ import annotations

import os
import subprocess
import sys

SCRIPT = """
import linecache
import needlelog.ui
import sqlalchemy.orm
import PySide6.QtWidgets
print(*(name for name in linecache.cache if name.endswith("session.py")))
"""


def test_no_source_is_kept_in_memory() -> None:
    told = subprocess.run(  # noqa: S603  our own interpreter
        [sys.executable, "-c", SCRIPT],
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    ).stdout.split()
    assert told == []
