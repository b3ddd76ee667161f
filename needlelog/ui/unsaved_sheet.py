"""What is asked before a window closes over something that the disk did not take."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtWidgets import QWidget

from needlelog.ui.widgets.dialog import SheetDialog

_LOOK_MS = 200


def ask_before_losing(
    window: QWidget, unsaved: Callable[[], bool], close: Callable[[], object]
) -> SheetDialog:
    """Ask whether to close all the same.

    ``close`` is called when somebody wants that, and as soon as ``unsaved`` says no more.
    """
    sheet = SheetDialog(
        QCoreApplication.translate("Unsaved", "The last change to the session is not saved"),
        window,
        QCoreApplication.translate(
            "Unsaved",
            "It is still in the window. Make room on the disk or bring the drive back: it is tried "
            "again every few seconds, and NeedleLog closes as soon as it is saved.",
        ),
    )
    sheet.add_button(
        QCoreApplication.translate("Unsaved", "Close without it"), "secondary", sheet.accept
    )
    stay = QCoreApplication.translate("Unsaved", "Stay")
    sheet.add_button(stay, "primary", sheet.reject)
    sheet.accepted.connect(close)
    look = QTimer(sheet)
    look.setInterval(_LOOK_MS)
    look.timeout.connect(lambda: None if unsaved() else sheet.accept())
    look.start()
    sheet.open()
    return sheet
