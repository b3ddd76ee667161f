"""The local report of a fault in the program: where it happened, never what it was about."""

from __future__ import annotations

import platform
import traceback
from pathlib import Path
from typing import TYPE_CHECKING

import needlelog

if TYPE_CHECKING:
    from datetime import datetime
    from types import TracebackType

REPORTS = "reports"
KEPT = 20


def crash_report(kind: type[BaseException], trace: TracebackType | None, moment: datetime) -> str:
    """Return the report: the kind of error and the lines it passed, without message or values."""
    lines = [*head_of_report(moment), f"error: {kind.__module__}.{kind.__qualname__}", ""]
    lines += [
        f"{place_in_program(frame.filename)}:{frame.lineno} in {frame.name}"
        for frame in traceback.extract_tb(trace)
    ]
    return "\n".join(lines) + "\n"


def head_of_report(moment: datetime) -> list[str]:
    """What every report begins with."""
    return [
        "NeedleLog fault report. It holds no client data: only places in the program.",
        f"time: {moment.isoformat(timespec='seconds')}",
        f"program: {needlelog.__version__}",
        f"Python: {platform.python_version()} on {platform.system()} {platform.machine()}",
    ]


def write_crash_report(clinic_folder: Path, text: str, moment: datetime) -> Path:
    """Write the report into the clinic folder and forget the oldest ones. Raises OSError."""
    folder = clinic_folder / REPORTS
    folder.mkdir(exist_ok=True)
    path = folder / f"fault-{moment:%Y%m%d-%H%M%S-%f}.txt"
    path.write_text(text, encoding="utf-8")
    for old in sorted(folder.glob("fault-*.txt"))[:-KEPT]:
        old.unlink(missing_ok=True)
    return path


def place_in_program(filename: str) -> str:
    """The file from the package on, so that no user name of this computer is written."""
    parts = Path(filename).parts
    for name in ("needlelog", "site-packages"):
        if name in parts:
            return "/".join(parts[len(parts) - 1 - parts[::-1].index(name) :])
    return parts[-1] if parts else filename
