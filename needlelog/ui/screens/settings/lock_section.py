"""When the window locks by itself, and whether a PIN unlocks it."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QSignalBlocker

from needlelog.domain.clinic_settings import ClinicSettings
from needlelog.services.settings import save_settings, settings
from needlelog.ui.context import Changes
from needlelog.ui.screens.settings.section import Section, SettingRow
from needlelog.ui.widgets.card import Card
from needlelog.ui.widgets.segmented import SegmentedControl
from needlelog.ui.widgets.tick_box import TickBox

IDLE_MINUTES = (1, 2, 5, 10, 15, 30)


class LockSection(Section):
    """Both hold for everybody in the clinic."""

    managers_only = True

    def build(self) -> None:
        """One card, two choices."""
        self._settings = ClinicSettings()
        self.minutes = SegmentedControl([(str(each), str(each)) for each in IDLE_MINUTES])
        self.minutes.chosen.connect(lambda key: self._save(idle_minutes=int(key)))
        self.pin = TickBox(self.tr("Allow"))
        self.pin.setAccessibleName(self.tr("Unlock with a PIN"))
        self.pin.clicked.connect(lambda on: self._save(pin_unlock=on))
        card = Card(self.tr("Lock"), self.tr("for everybody in this clinic"))
        self.minutes_row = SettingRow(
            self.tr("Lock by itself after, minutes"),
            self.tr("When nobody touches the program. Ctrl+L locks at once."),
            self.minutes,
        )
        card.add(self.minutes_row)
        card.add_rule()
        card.add(
            SettingRow(
                self.tr("Unlock with a PIN"),
                self.tr(
                    "After a lock, 4 to 8 digits are enough: five tries, then the passphrase. "
                    "Each person chooses a PIN under Your sign-in."
                ),
                self.pin,
            )
        )
        self.body.addWidget(card)

    def read(self) -> None:
        """Read what holds."""
        self.minutes.setEnabled(self.may_change())
        self.pin.setEnabled(self.may_change())
        clinic = self.context.clinic
        self.context.read(lambda: settings(clinic), self._show, owner=self)

    def _show(self, found: ClinicSettings) -> None:
        self._settings = found
        nearest = min(IDLE_MINUTES, key=lambda each: abs(each - found.idle_minutes))
        self.minutes.set_current(str(nearest))
        blocker = QSignalBlocker(self.pin)
        self.pin.setChecked(found.pin_unlock)
        blocker.unblock()

    def _save(self, *, idle_minutes: int | None = None, pin_unlock: bool | None = None) -> None:
        before = self._settings
        after = replace(
            before,
            idle_minutes=before.idle_minutes if idle_minutes is None else idle_minutes,
            pin_unlock=before.pin_unlock if pin_unlock is None else pin_unlock,
        )
        self._settings = after
        clinic = self.context.clinic
        self.context.write(
            lambda: save_settings(clinic, after),
            Changes.of("settings"),
            owner=self,
            on_error=self._not_saved,
        )

    def _not_saved(self, error: Exception) -> None:
        self.context.report(error)
        self.read()
