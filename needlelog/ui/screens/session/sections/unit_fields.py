"""The one cartridge that is used: its serial, and whether it was used for somebody before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from needlelog.domain.sessions import CartridgeUse, SessionDraft
from needlelog.services import trace
from needlelog.ui import formats
from needlelog.ui.screens.session.arrange import beside
from needlelog.ui.theme.properties import mark
from needlelog.ui.widgets.button import Button
from needlelog.ui.widgets.labels import label

if TYPE_CHECKING:
    from needlelog.domain.lot_trace import UnitUse
    from needlelog.ui.context import Context


class UnitFields(QWidget):
    """Serial and a button to scan. A serial that was used for another client is told at once."""

    serial_typed = Signal(str)
    scan_asked = Signal()
    taken = Signal()
    """The answer on who used this cartridge has changed."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._asked: tuple[str, str, str | None, str] | None = None
        self._shown = ""
        self.used_by: UnitUse | None = None
        self.serial = QLineEdit()
        self.serial.setPlaceholderText(self.tr("Serial of this one"))
        self.serial.setAccessibleName(self.tr("Serial of the cartridge"))
        self.serial.editingFinished.connect(self._finished)
        self.scan = Button(self.tr("Scan"), "accent-chip", "barcode-scan")
        self.scan.setAccessibleName(self.tr("Scan the pack of the cartridge"))
        self.scan.clicked.connect(lambda _checked: self.scan_asked.emit())
        self.trouble = label("", "error", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(beside(self.serial, self.scan))
        column.addWidget(self.trouble)
        self.trouble.hide()

    def show_draft(self, draft: SessionDraft) -> None:
        """Show the serial, and ask on the worker who used this cartridge before."""
        cartridge = draft.cartridge or CartridgeUse()
        self._shown = cartridge.serial
        if not self.serial.hasFocus() and self.serial.text() != cartridge.serial:
            self.serial.setText(cartridge.serial)
        asked = (cartridge.serial, cartridge.lot, cartridge.lot_uid, draft.client_uid)
        if asked == self._asked:
            return
        self._asked = asked
        if not cartridge.serial.strip():
            self._tell(None)
            return
        clinic = self._context.clinic
        self._context.read(
            lambda: trace.cartridge_used_by(clinic, asked[0], asked[1], asked[2]),
            lambda uses: self._answer(asked, uses),
            owner=self,
        )

    def _answer(self, asked: tuple[str, str, str | None, str], uses: tuple[UnitUse, ...]) -> None:
        if asked == self._asked:
            self._tell(next((use for use in uses if use.client_uid != asked[3]), None))

    def _tell(self, use: UnitUse | None) -> None:
        changed = use != self.used_by
        self.used_by = use
        if use is not None:
            self.trouble.setText(
                self.tr(
                    "This cartridge was used for another client on {day}. "
                    "A cartridge is never used for two: take a new one."
                ).format(day=formats.day(use.day))
            )
        self.trouble.setVisible(use is not None)
        mark(self.serial, error=use is not None)
        if changed:
            self.taken.emit()

    def _finished(self) -> None:
        text = self.serial.text().strip()
        if text != self._shown:
            self._shown = text
            self.serial_typed.emit(text)
