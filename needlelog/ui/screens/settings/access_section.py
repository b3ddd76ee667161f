"""One's own way in: passphrase, PIN, and the clinic's recovery code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QWidget

from needlelog.services.exchange.machines import machines
from needlelog.services.quick_pin import quick_pin, remove_quick_pin
from needlelog.services.settings import settings
from needlelog.ui.context import Changes
from needlelog.ui.screens.settings.access_sheets import PassphraseSheet, PinSheet
from needlelog.ui.screens.settings.recovery_sheet import RecoverySheetDialog
from needlelog.ui.screens.settings.section import Section, SettingRow
from needlelog.ui.widgets.button import Button
from needlelog.ui.widgets.card import Card

if TYPE_CHECKING:
    from needlelog.files.quick_unlock import PinCheck


class AccessSection(Section):
    """Everybody changes their own; the recovery code is the managers'."""

    def build(self) -> None:
        """One card for the person, one for the clinic."""
        own = Card(self.context.clinic.person.name)
        self.change_passphrase = Button(self.tr("Change…"))
        self.change_passphrase.clicked.connect(self.ask_passphrase)
        self.passphrase_row = SettingRow(
            self.tr("Passphrase"),
            self.tr("Opens the records. Changing it takes a moment and touches no record."),
            self.change_passphrase,
        )
        own.add(self.passphrase_row)
        own.add_rule()
        self.set_pin = Button(self.tr("Set PIN…"))
        self.set_pin.clicked.connect(self.ask_pin)
        self.remove_pin = Button(self.tr("Remove"))
        self.remove_pin.clicked.connect(self._remove_pin)
        buttons = QWidget()
        row = QHBoxLayout(buttons)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.remove_pin)
        row.addWidget(self.set_pin)
        self.pin_row = SettingRow(self.tr("PIN"), "", buttons)
        own.add(self.pin_row)
        self.body.addWidget(own)
        clinic = Card(self.tr("Recovery code"))
        self.new_code = Button(self.tr("New code…"))
        self.new_code.clicked.connect(self.ask_new_code)
        self.code_row = SettingRow(
            self.tr("The printed code of this clinic"),
            self.tr("Opens the records when a passphrase is forgotten. A new code replaces it."),
            self.new_code,
        )
        clinic.add(self.code_row)
        self.body.addWidget(clinic)

    def read(self) -> None:
        """Read whether a PIN is allowed and chosen."""
        clinic = self.context.clinic
        may_manage = clinic.person.may_manage
        self.new_code.setVisible(may_manage)
        if not may_manage:
            self.code_row.set_text(self.tr("Only a manager can replace it."))
        self.context.read(
            lambda: (settings(clinic).pin_unlock, quick_pin(clinic)), self._show_pin, owner=self
        )
        self.context.read(lambda: len(machines(clinic)) > 1, self._show_reach, owner=self)

    def ask_passphrase(self) -> PassphraseSheet:
        """Open the sheet for a new passphrase."""
        sheet = PassphraseSheet(self.context, self)
        sheet.open()
        return sheet

    def ask_pin(self) -> PinSheet:
        """Open the sheet for a new PIN."""
        sheet = PinSheet(self.context, self)
        sheet.open()
        return sheet

    def ask_new_code(self) -> RecoverySheetDialog:
        """Show a new recovery code and ask for two of its groups."""
        sheet = RecoverySheetDialog(self.context, self)
        sheet.open()
        return sheet

    def _remove_pin(self) -> None:
        clinic = self.context.clinic
        self.context.write(lambda: remove_quick_pin(clinic), Changes.of("settings"), owner=self)

    def _show_reach(self, several: bool) -> None:
        """Keys are a matter of each computer; who has changed one here must know where it holds."""
        if not several:
            return
        self.passphrase_row.set_text(
            self.tr(
                "Opens the records on this computer. The other computers keep the former one until "
                "you change it there too."
            )
        )
        if self.context.clinic.person.may_manage:
            self.code_row.set_text(
                self.tr(
                    "Opens the records on this computer when a passphrase is forgotten. The other "
                    "computers keep the former code until it is replaced there too."
                )
            )

    def _show_pin(self, found: tuple[bool, PinCheck | None]) -> None:
        allowed, check = found
        self.set_pin.setVisible(allowed)
        self.set_pin.setText(self.tr("Change PIN…") if check else self.tr("Set PIN…"))
        self.remove_pin.setVisible(allowed and check is not None)
        if not allowed:
            self.pin_row.set_text(
                self.tr("Not allowed in this clinic. A manager can allow it under Lock.")
            )
        elif check is None:
            self.pin_row.set_text(
                self.tr("None. After a lock, 4 to 8 digits are enough; after a start never.")
            )
        else:
            self.pin_row.set_text(self.tr("Unlocks after a lock. After a start never."))
