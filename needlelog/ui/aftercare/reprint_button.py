"""The aftercare sheet of a signed record once more, in the very version that was given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QWidget

from needlelog.services.aftercare import AftercareSheet, given_sheet
from needlelog.ui.aftercare.aftercare_output import ask_pdf, ask_print
from needlelog.ui.widgets.button import Button

if TYPE_CHECKING:
    from needlelog.domain.sessions import Aftercare
    from needlelog.ui.context import Context


class ReprintButton(Button):
    """Hidden while no sheet was given, or where its text is not kept."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__("", "chip", "printer-outline", parent)
        self.setText(self.tr("Aftercare sheet…"))
        self.setAccessibleName(self.tr("Print or save the aftercare sheet that was given"))
        self.hide()
        self._context = context
        self.sheet: AftercareSheet | None = None
        self.clicked.connect(self._offer)

    def show_given(self, aftercare: Aftercare | None) -> None:
        """Look for the text that a record names."""
        self._take(None)
        if aftercare is None:
            return
        clinic = self._context.clinic
        self._context.worker.submit_latest(
            "reprint",
            lambda: given_sheet(clinic, aftercare.sheet, aftercare.version),
            self._take,
            self._context.report,
            owner=self,
        )

    def _take(self, sheet: AftercareSheet | None) -> None:
        self.sheet = sheet
        self.setVisible(sheet is not None)

    def _offer(self) -> None:
        if (sheet := self.sheet) is None:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(self.tr("Print")).triggered.connect(
            lambda: ask_print(self._context, sheet, self)
        )
        menu.addAction(self.tr("Save as PDF")).triggered.connect(
            lambda: ask_pdf(self._context, sheet, self)
        )
        menu.popup(self.mapToGlobal(self.rect().bottomLeft()))
