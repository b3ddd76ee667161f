"""The keys that lock, also while a sheet is in front: it keeps the keys of the window from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from needlelog.ui.shortcuts import bind

if TYPE_CHECKING:
    from collections.abc import Callable

_NAME = "lock keys"


class LockKeys(QObject):
    """Gives each dialog that comes in front the keys that lock."""

    def __init__(self, lock: Callable[[], object], parent: QWidget) -> None:
        super().__init__(parent)
        self._lock = lock
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusWindowChanged.connect(self._reach)

    def _reach(self) -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, QDialog) or dialog.findChild(QShortcut, _NAME) is not None:
            return
        for shortcut in bind("lock", dialog, self._lock):
            shortcut.setObjectName(_NAME)
