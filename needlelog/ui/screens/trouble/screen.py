"""Why the clinic cannot be opened just now, and what can be done."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from needlelog.ui.gate.note import Note
from needlelog.ui.gate.page import GatePage
from needlelog.ui.widgets.button import Button
from needlelog.ui.widgets.labels import label


class TroubleScreen(QWidget):
    """``retried`` looks again, ``quit_requested`` ends the program, ``restore_requested`` asks for
    a backup, where one may help."""

    retried = Signal()
    quit_requested = Signal()
    restore_requested = Signal()

    def __init__(
        self, sentence: str, folder: str, *, can_restore: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        page = GatePage(self.tr("The clinic cannot be opened"))
        self.note = Note("stop", sentence)
        page.body.addWidget(self.note)
        place = label(folder, "small", wrap=True)
        place.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        page.body.addWidget(place)
        leave = Button(self.tr("Close NeedleLog"))
        leave.clicked.connect(self.quit_requested)
        self.retry = Button(self.tr("Try again"), "secondary" if can_restore else "primary")
        self.retry.clicked.connect(self.retried)
        self.restore = Button(self.tr("Restore a backup…"), "primary")
        self.restore.clicked.connect(self.restore_requested)
        self._first = self.restore if can_restore else self.retry
        page.footer.addWidget(leave)
        page.footer.addStretch(1)
        page.footer.addWidget(self.retry)
        page.footer.addWidget(self.restore)
        self.restore.setHidden(not can_restore)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(page)

    def take_focus(self) -> None:
        """Let Enter or Space do what helps most."""
        self._first.setFocus(Qt.FocusReason.OtherFocusReason)
