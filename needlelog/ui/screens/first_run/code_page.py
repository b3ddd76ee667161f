"""Third page of the set-up: the recovery code, shown once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from needlelog.ui.gate.busy_button import BusyButton
from needlelog.ui.gate.note import Note
from needlelog.ui.gate.page import GatePage
from needlelog.ui.recovery_code.panel import RecoveryCodePanel
from needlelog.ui.widgets.button import Button

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from needlelog.ui.recovery_code.sheet import RecoverySheet


class CodePage(GatePage):
    """``completed`` once two groups were typed back; ``went_back`` to the page before."""

    completed = Signal()
    went_back = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.set_words(
            self.tr("Your recovery code"),
            self.tr(
                "It opens the records when the passphrase is forgotten. Nobody else has it and it "
                "is shown only now: print it, save it, or write it down."
            ),
        )
        self.set_step(self.tr("3 of 3 · Recovery code"))
        self.panel: RecoveryCodePanel | None = None
        self.trouble = Note("stop")
        self.body.addWidget(self.trouble)
        self._back = Button(self.tr("Back"))
        self._back.clicked.connect(self.went_back)
        self.finish = BusyButton(self.tr("Finish"), self.tr("Setting up the clinic…"))
        self.finish.clicked.connect(self._finish)
        self.footer.addWidget(self._back)
        self.footer.addStretch(1)
        self.footer.addWidget(self.finish)

    def show_code(self, sheet: RecoverySheet) -> None:
        """Show the code of this sheet instead of a former one."""
        if self.panel is not None:
            self.body.removeWidget(self.panel)
            self.panel.deleteLater()
        self.panel = RecoveryCodePanel(sheet)
        self.panel.entered.connect(self._finish)
        self.body.insertWidget(0, self.panel)
        self.setTabOrder(self.panel.fields[-1], self._back)
        self.setTabOrder(self._back, self.finish)

    def take_focus(self) -> None:
        """Put the cursor into the first group to type back."""
        if self.panel is not None:
            self.panel.take_focus()

    def set_busy(self, busy: bool) -> None:
        """While the clinic is made nothing can be pressed."""
        self.finish.set_busy(busy)
        self._back.setEnabled(not busy)
        if self.panel is not None:
            self.panel.setEnabled(not busy)

    def tell(self, sentence: str) -> None:
        """Say why the clinic could not be made."""
        self.trouble.say(sentence, "stop")

    def _finish(self) -> None:
        self.trouble.say("")
        if not self.finish.is_busy() and self.panel is not None and self.panel.confirmed():
            self.completed.emit()
