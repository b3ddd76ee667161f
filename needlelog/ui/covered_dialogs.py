"""Sheets and the lock: those in front wait behind it, and so do those that come up meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QDialog

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


class CoveredDialogs(QObject):
    """Hides the sheets of a desk and keeps them for when it is uncovered.

    What was asked for before the lock can be answered behind it, with a client's pictures or name:
    a sheet that would then come up stands nowhere before somebody has signed in.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._desk: QWidget | None = None
        self._waiting: list[QDialog] = []

    def cover(self, desk: QWidget | None) -> None:
        """Hide all sheets; from now on those of this desk wait."""
        popup = QApplication.activePopupWidget()
        if popup is not None:
            popup.close()
        for widget in QApplication.topLevelWidgets():
            if isinstance(widget, QDialog) and widget.isVisible():
                widget.hide()
                self._wait(widget)
        application = QApplication.instance()
        if desk is not None and self._desk is None and application is not None:
            application.installEventFilter(self)
        self._desk = desk

    def uncover(self) -> None:
        """Show those that wait, in the order in which they came."""
        for dialog in self._end():
            dialog.show()

    def forget(self) -> None:
        """Let go of those that wait: nobody comes back to them."""
        for dialog in self._end():
            dialog.deleteLater()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep a sheet off the screen while the desk is covered."""
        if (
            event.type() == QEvent.Type.Show
            and isinstance(watched, QDialog)
            and not event.spontaneous()
            and self._is_of_the_desk(watched)
        ):
            # Hidden at once it would still be mapped: showing goes on after this event.
            watched.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
            QTimer.singleShot(0, watched, lambda: self._take_back(watched))
        return False

    def _take_back(self, dialog: QDialog) -> None:
        closed_meanwhile = not dialog.isVisible()
        dialog.hide()
        dialog.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen, False)
        if closed_meanwhile:
            return
        if self._desk is None:
            dialog.show()
        else:
            self._wait(dialog)

    def _is_of_the_desk(self, dialog: QDialog) -> bool:
        above = dialog.parentWidget()
        while above is not None and above is not self._desk:
            above = above.parentWidget()
        return above is not None

    def _wait(self, dialog: QDialog) -> None:
        if dialog in self._waiting:
            return
        self._waiting.append(dialog)
        dialog.destroyed.connect(lambda: self._drop(dialog))

    def _drop(self, dialog: QDialog) -> None:
        if dialog in self._waiting:
            self._waiting.remove(dialog)

    def _end(self) -> list[QDialog]:
        application = QApplication.instance()
        if self._desk is not None and application is not None:
            application.removeEventFilter(self)
        self._desk = None
        waiting, self._waiting = self._waiting, []
        return waiting
