"""Waits until the window stands still, and draws it into a file."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QPoint, QTimer
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QWidget

from needlelog.domain.errors import WriteFailed
from needlelog.ui.theme.active import theme

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from needlelog.ui.window import MainWindow
    from needlelog.ui.worker import DatabaseWorker

T = TypeVar("T")

_PATIENCE_MS = 20_000
_QUIET_ROUNDS = 4


class Camera:
    """Takes pictures of one window. ``taken`` are the files written, in their order."""

    def __init__(self, window: MainWindow, worker: DatabaseWorker, out: Path, suffix: str) -> None:
        self.window = window
        self.taken: list[Path] = []
        self._worker = worker
        self._out = out
        self._suffix = suffix

    def until(self, condition: Callable[[], bool]) -> None:
        """Let the window work until the condition holds. Raises RuntimeError if it never does."""
        deadline = QTimer()
        deadline.setSingleShot(True)
        deadline.start(_PATIENCE_MS)
        while not condition():
            if not deadline.isActive():
                raise RuntimeError("The tour waited in vain for the window.")
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)

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
        picture = self.window.grab()
        painter = QPainter(picture)
        for sheet in self.sheets():
            self._draw_over(painter, sheet)
        painter.end()
        self._keep(picture, f"{name}-{self._suffix}.png")

    def sheets(self) -> list[QWidget]:
        """The dialogs and menus over the window."""
        return [
            widget
            for widget in QApplication.topLevelWidgets()
            if isinstance(widget, QDialog | QMenu) and widget.isVisible()
        ]

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

    def _keep(self, picture: QPixmap, name: str) -> None:
        path = self._out / name
        if not picture.save(str(path), "PNG"):
            raise WriteFailed(name, "the picture could not be written")
        self.taken.append(path)
