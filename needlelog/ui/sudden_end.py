"""A program that ended in the middle: the system's last words become a report without names.

Where Python itself cannot go on, only a prepared file can still be written to. What lands there
names files by their whole path, so it is rewritten at the next start and then deleted.
"""

from __future__ import annotations

import contextlib
import faulthandler
import os
import re
from typing import TYPE_CHECKING

from needlelog.files.clinic_folder import ClinicFolder
from needlelog.ui.crash_report import REPORTS, head_of_report, place_in_program, write_crash_report

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path
    from typing import BinaryIO

_LAST_WORDS = "ended-*.txt"
_LONGEST = 200_000
_ERROR = re.compile(r"^(?:Fatal Python error|Windows fatal exception): ([\w :]{1,80})")
_THREAD = re.compile(r"^(?:Current thread|Thread) ")
_FRAME = re.compile(r'^  File "(.*)", line (\d+) in (\S+)$')


class LastWords:
    """The prepared file, from the start of the program until its orderly end."""

    def __init__(self) -> None:
        self._file: BinaryIO | None = None
        self._path: Path | None = None

    def prepare(self, clinic_folder: Path) -> None:
        """Have the file of this run ready; without one the program runs all the same."""
        if not ClinicFolder(clinic_folder).database.is_file():
            return
        with contextlib.suppress(OSError):
            folder = clinic_folder / REPORTS
            folder.mkdir(exist_ok=True)
            self._path = folder / f"ended-{os.getpid()}.txt"
            self._file = self._path.open("wb")
            faulthandler.enable(self._file)

    def forget(self) -> None:
        """The program ended in order: nothing is left behind."""
        if self._file is None or self._path is None:
            return
        faulthandler.disable()
        self._file.close()
        with contextlib.suppress(OSError):
            self._path.unlink()
        self._file = None


def gather(clinic_folder: Path, moment: datetime) -> Path | None:
    """Make a report of the last words of former runs and return the newest, None without any.

    Only while this program holds the clinic folder. Raises nothing: a report is not worth it.
    """
    report = None
    for path in sorted((clinic_folder / REPORTS).glob(_LAST_WORDS)):
        if path.name == f"ended-{os.getpid()}.txt":
            continue
        with contextlib.suppress(OSError):
            words = path.read_bytes()[:_LONGEST].decode("utf-8", "replace")
            if words.strip():
                report = write_crash_report(clinic_folder, _report(words, moment), moment)
            path.unlink()
    return report


def _report(words: str, found_at: datetime) -> str:
    lines = [*head_of_report(found_at), "The program ended suddenly before that time."]
    for line in words.splitlines():
        if error := _ERROR.match(line):
            lines.append(f"error: {error[1]}")
        elif _THREAD.match(line):
            lines += ["", "thread"]
        elif frame := _FRAME.match(line):
            lines.append(f"{place_in_program(frame[1])}:{frame[2]} in {frame[3]}")
    return "\n".join(lines) + "\n"
