"""What is asked before a window closes, or leaves a clinic, over what would be lost."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtWidgets import QWidget

from needlelog.ui.widgets.dialog import SheetDialog

_LOOK_MS = 200


def ask_before_losing(
    window: QWidget,
    unsaved: Callable[[], bool],
    close: Callable[[], object],
    *,
    closes: bool = True,
) -> SheetDialog:
    """Ask whether to close the window all the same, or, unless it ``closes``, to leave the clinic.

    ``close`` is called when somebody wants that, and as soon as ``unsaved`` says no more.
    """
    translate = QCoreApplication.translate
    if closes:
        then = translate("Unsaved", "NeedleLog closes as soon as it is saved.")
        without = translate("Unsaved", "Close without it")
    else:
        then = translate("Unsaved", "it goes on by itself as soon as it is saved.")
        without = translate("Unsaved", "Go on without it")
    sheet = SheetDialog(
        translate("Unsaved", "The last change to the session is not saved"),
        window,
        translate(
            "Unsaved",
            "It is still in the window. Make room on the disk or bring the drive back: it is tried "
            "again every few seconds, and {then}",
        ).format(then=then),
    )
    sheet.add_button(without, "secondary", sheet.accept)
    stay = QCoreApplication.translate("Unsaved", "Stay")
    sheet.add_button(stay, "primary", sheet.reject)
    sheet.accepted.connect(close)
    look = QTimer(sheet)
    look.setInterval(_LOOK_MS)
    look.timeout.connect(lambda: None if unsaved() else sheet.accept())
    look.start()
    sheet.open()
    return sheet
