"""Why the clinic cannot be opened just now, and what can be done."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from needlelog.ui.gate.note import Note
from needlelog.ui.gate.page import GatePage
from needlelog.ui.widgets.button import Button
from needlelog.ui.widgets.labels import label


class TroubleScreen(QWidget):
    """``retried`` looks again, ``quit_requested`` ends the program."""

    retried = Signal()
    quit_requested = Signal()

    def __init__(self, sentence: str, folder: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        page = GatePage(self.tr("The clinic cannot be opened"))
        self.note = Note("stop", sentence)
        page.body.addWidget(self.note)
        place = label(folder, "small", wrap=True)
        place.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        page.body.addWidget(place)
        leave = Button(self.tr("Close NeedleLog"))
        leave.clicked.connect(self.quit_requested)
        self.retry = Button(self.tr("Try again"), "primary")
        self.retry.clicked.connect(self.retried)
        page.footer.addWidget(leave)
        page.footer.addStretch(1)
        page.footer.addWidget(self.retry)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(page)

    def take_focus(self) -> None:
        """Let Enter or Space look again."""
        self.retry.setFocus(Qt.FocusReason.OtherFocusReason)
