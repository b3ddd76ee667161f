"""The page while the last backup of the day is made; one can leave without it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from needlelog.ui.gate.note import Note
from needlelog.ui.gate.page import GatePage
from needlelog.ui.widgets.button import Button


class ClosingScreen(QWidget):
    """Takes the place of everything else. ``left`` when somebody does not want to wait,
    ``retried`` for another try after a failure."""

    left = Signal()
    retried = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Closing"))
        self.page = GatePage()
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("Progress of the backup"))
        self.page.body.addWidget(self.bar)
        self.note = Note("stop")
        self.page.body.addWidget(self.note)
        self.leave = Button(self.tr("Close without a backup"))
        self.leave.clicked.connect(self._leave)
        self.retry = Button(self.tr("Try again"), "primary")
        self.retry.clicked.connect(self.retried)
        self.page.footer.addWidget(self.leave)
        self.page.footer.addStretch(1)
        self.page.footer.addWidget(self.retry)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.page)
        self.show_progress(0)

    def take_focus(self) -> None:
        """Let Escape-minded hands find the way out: Tab comes to it first."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_progress(self, hundredths: int) -> None:
        """Say how far the backup is."""
        self.page.set_words(
            self.tr("Backing up… {n} %").format(n=hundredths),
            self.tr(
                "The window closes by itself when the backup is made and checked. Everything you "
                "entered is saved already."
            ),
        )
        self.bar.setValue(hundredths)
        self.bar.show()
        self.note.say("")
        self.leave.setEnabled(True)
        self.retry.hide()

    def show_failure(self, sentence: str) -> None:
        """Say why there is none."""
        self.page.set_words(
            self.tr("No backup was made"),
            self.tr("Everything you entered is saved in the clinic folder."),
        )
        self.bar.hide()
        self.note.say(sentence, "stop")
        self.leave.setEnabled(True)
        self.retry.show()

    def _leave(self) -> None:
        self.leave.setEnabled(False)
        self.left.emit()
