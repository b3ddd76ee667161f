"""The way out of a fault in the program: one sentence for the person, one report on the disk."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from needlelog.ui.crash_report import crash_report, write_crash_report

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path
    from types import TracebackType


class CrashHandler(QObject):
    """Takes what nobody caught, on the thread of the window.

    ``caught`` carries the sentence for the person: what happened, what was kept, where the report
    lies. Nothing is sent anywhere.
    """

    caught = Signal(str)

    def __init__(
        self, clock: Callable[[], datetime], folder: Callable[[], Path | None], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._clock = clock
        self._folder = folder
        self._before = sys.excepthook
        self._busy = False

    def install(self) -> None:
        """Stand in for Python's own hook."""
        self._before = sys.excepthook
        sys.excepthook = self.handle

    def remove(self) -> None:
        """Give Python its hook back."""
        if sys.excepthook == self.handle:
            sys.excepthook = self._before

    def handle(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        """Write the report and tell the person; a fault while doing so goes to Python's hook."""
        if self._busy or not issubclass(kind, Exception):
            self._before(kind, error, trace)
            return
        self._busy = True
        try:
            self._tell(kind, trace)
        finally:
            self._busy = False

    def report(self, error: Exception) -> None:
        """Take an error that came back from a worker."""
        self.handle(type(error), error, error.__traceback__)

    def _tell(self, kind: type[BaseException], trace: TracebackType | None) -> None:
        moment = self._clock()
        text = crash_report(kind, trace, moment)
        sys.stderr.write(text)
        sentence = self.tr(
            "Something went wrong in the program ({kind}). What you entered before is saved."
        ).format(kind=kind.__name__)
        folder = self._folder()
        if folder is not None and folder.is_dir():
            try:
                path = write_crash_report(folder, text, moment)
            except OSError:
                path = None
            if path is not None:
                sentence += " " + self.tr(
                    "A report without any client data lies in {file} in the clinic folder."
                ).format(file=f"{path.parent.name}/{path.name}")
        self.caught.emit(sentence)
