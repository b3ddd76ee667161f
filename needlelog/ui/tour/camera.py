"""Waits until the window stands still, and draws it into a file."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QPoint, QTimer
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QWidget

from needlelog.domain.errors import WriteFailed
from needlelog.ui.theme.active import theme
from needlelog.ui.widgets.toast import Toast

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from needlelog.ui.window import MainWindow
    from needlelog.ui.worker import DatabaseWorker

T = TypeVar("T")

_PATIENCE_MS = 20_000
_QUIET_ROUNDS = 4


class Camera:
    """Takes pictures of one window. ``taken`` are the files written, in their order.

    ``faults`` is filled by whoever notices one; the tour ends at the first.
    """

    def __init__(self, window: MainWindow, worker: DatabaseWorker, out: Path, suffix: str) -> None:
        self.window = window
        self.taken: list[Path] = []
        self.faults: list[BaseException] = []
        self._worker = worker
        self._out = out
        self._suffix = suffix

    def until(self, condition: Callable[[], bool]) -> None:
        """Let the window work until the condition holds.

        Raises:
            RuntimeError: it never does, or the window met a fault.
        """
        deadline = QTimer()
        deadline.setSingleShot(True)
        deadline.start(_PATIENCE_MS)
        try:
            while not condition():
                self.require_no_fault()
                if not deadline.isActive():
                    raise RuntimeError("The tour waited in vain for the window.")
                QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        finally:
            deadline.stop()

    def require_no_fault(self) -> None:
        """Raise RuntimeError where the window met a fault of the program."""
        if self.faults:
            raise RuntimeError("The window met a fault on the tour.") from self.faults[0]

    def rest(self) -> None:
        """Let the window work until the worker is idle and nothing is left to lay out."""
        quiet = 0
        while quiet < _QUIET_ROUNDS:
            self.until(self._worker.idle)
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
            QCoreApplication.processEvents()
            quiet = quiet + 1 if self._worker.idle() else 0

    def ask(self, query: Callable[[], T]) -> T:
        """Put a question to the records, on the worker like any screen."""
        answers: list[T] = []
        self._worker.submit(query, answers.append)
        self.until(lambda: bool(answers))
        return answers[0]

    def shoot(self, name: str) -> None:
        """Draw the window with whatever lies over it. Raises `WriteFailed`."""
        self.rest()
        self.require_no_fault()
        picture = self.window.grab()
        painter = QPainter(picture)
        for sheet in self.sheets():
            self._draw_over(painter, sheet)
        painter.end()
        self.keep(picture.toImage(), name)
        for toast in self.window.findChildren(Toast):
            toast.hide()

    def keep(self, picture: QImage, name: str) -> None:
        """Write a picture under the name of its stop. Raises `WriteFailed`."""
        path = self._out / f"{name}-{self._suffix}.png"
        if not picture.save(str(path)):
            raise WriteFailed(path.name, "the picture could not be written")
        self.taken.append(path)

    def sheets(self) -> list[QWidget]:
        """The dialogs and menus over the window, each after the one it was opened from."""
        found = [
            widget
            for widget in QApplication.topLevelWidgets()
            if isinstance(widget, QDialog | QMenu) and widget.isVisible()
        ]
        return sorted(found, key=_depth)

    def close_sheets(self) -> None:
        """Leave every dialog and menu without keeping anything."""
        for sheet in self.sheets():
            if isinstance(sheet, QDialog):
                sheet.reject()
            else:
                sheet.close()
        self.rest()

    def _draw_over(self, painter: QPainter, sheet: QWidget) -> None:
        room = self.window.rect()
        if isinstance(sheet, QDialog):  # without a window manager nobody centres it
            corner = room.center() - sheet.rect().center()
        else:
            corner = sheet.mapToGlobal(QPoint(0, 0)) - self.window.mapToGlobal(QPoint(0, 0))
        corner.setX(min(max(corner.x(), 0), max(room.width() - sheet.width(), 0)))
        corner.setY(min(max(corner.y(), 0), max(room.height() - sheet.height(), 0)))
        painter.drawPixmap(corner, sheet.grab())
        painter.setPen(theme().colour("line_strong"))
        painter.drawRect(corner.x(), corner.y(), sheet.width() - 1, sheet.height() - 1)


def _depth(widget: QWidget) -> int:
    """Over how many other widgets it was opened."""
    above = widget.parentWidget()
    return 0 if above is None else 1 + _depth(above)
