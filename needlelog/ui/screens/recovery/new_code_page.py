"""After a recovery: a fresh recovery code, because the former one has been in use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from needlelog.ui.gate.busy_button import BusyButton
from needlelog.ui.gate.note import Note
from needlelog.ui.gate.page import GatePage
from needlelog.ui.recovery_code.panel import RecoveryCodePanel
from needlelog.ui.sentences import error_sentence
from needlelog.ui.widgets.button import Button

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from needlelog.ui.recovery_code.sheet import RecoverySheet


class NewCodePage(GatePage):
    """``completed`` once the groups are typed back, ``kept`` where the former code stays."""

    completed = Signal()
    kept = Signal()

    def __init__(self, sheet: RecoverySheet, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.set_words(
            self.tr("A new recovery code"),
            self.tr(
                "Your new passphrase is set. Replace the recovery code too: the former sheet then "
                "opens only backups made before, and other computers of the clinic, which keep "
                "theirs. The new code is shown only now."
            ),
        )
        self.panel = RecoveryCodePanel(sheet)
        self.trouble = Note("stop")
        self.body.addWidget(self.panel)
        self.body.addWidget(self.trouble)
        keep = Button(self.tr("Keep the former code"))
        keep.clicked.connect(self.kept)
        self.finish = BusyButton(self.tr("Use the new code"), self.tr("Saving…"))
        self.finish.clicked.connect(self._finish)
        self.panel.entered.connect(self._finish)
        self.footer.addWidget(keep)
        self.footer.addStretch(1)
        self.footer.addWidget(self.finish)

    def tell(self, error: Exception) -> None:
        """Say why the new code could not be saved; the former one is still good."""
        self.finish.set_busy(False)
        self.trouble.say(error_sentence(error), "stop")

    def _finish(self) -> None:
        if not self.finish.is_busy() and self.panel.confirmed():
            self.finish.set_busy(True)
            self.completed.emit()
