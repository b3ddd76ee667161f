"""A new recovery code for the clinic: shown, put on paper, typed back, then it replaces."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from needlelog.files.recovery_code import new_recovery_code
from needlelog.services.clinic import replace_recovery_code
from needlelog.ui.context import Changes, Context
from needlelog.ui.entry_sheet import EntrySheet
from needlelog.ui.recovery_code.panel import RecoveryCodePanel
from needlelog.ui.recovery_code.sheet import RecoverySheet

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


class RecoverySheetDialog(EntrySheet):
    """Until the two groups are typed back the former code stays good."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        translate = QCoreApplication.translate
        super().__init__(
            context,
            translate("RecoverySheetDialog", "A new recovery code"),
            translate("RecoverySheetDialog", "Use the new code"),
            parent,
            translate(
                "RecoverySheetDialog",
                "It is shown only now. Once you use it, the former sheet opens only backups made "
                "before, and other computers of the clinic, which keep theirs.",
            ),
        )
        self.setMinimumWidth(560)
        clinic = context.clinic
        self._code = new_recovery_code()
        self.panel = RecoveryCodePanel(
            RecoverySheet(clinic.name, str(clinic.folder.path), self._code, context.today())
        )
        self.panel.entered.connect(self.save_button.click)
        self.body.addWidget(self.panel)
        self.panel.take_focus()

    def submit(self) -> None:
        """Replace the code once it is on paper."""
        if self.panel.confirmed():
            clinic, code = self.context.clinic, self._code
            self.save(lambda: replace_recovery_code(clinic, code), Changes.of("access"), self._tell)

    def _tell(self, _done: object) -> None:
        self.context.message.emit(self.tr("The new recovery code is in use."))
