"""Short forms about presets: under which name a grid is kept, and which one is offered no longer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit

from needlelog.domain.names import fold
from needlelog.domain.record_checks import LONGEST_NAME
from needlelog.services import presets
from needlelog.ui.context import Changes
from needlelog.ui.entry_sheet import EntrySheet
from needlelog.ui.widgets.choice_box import ChoiceBox

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from needlelog.domain.presets import Preset
    from needlelog.domain.sessions import ZoneRow
    from needlelog.ui.context import Context


class PresetNameSheet(EntrySheet):
    """Keeps a grid under a name; a name that is taken is told before its grid is replaced."""

    def __init__(
        self,
        context: Context,
        zones: tuple[ZoneRow, ...],
        known: tuple[Preset, ...],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(context, "", "", parent)
        self.set_title(
            self.tr("Save the grid as a preset"),
            self.tr("Zones, depths, passes, patterns and speeds are kept; endpoints are not."),
        )
        self._zones = zones
        self._known = {fold(each.name): each.name for each in known}
        self.name = QLineEdit()
        self.name.setMaxLength(LONGEST_NAME)
        self.name.setPlaceholderText(self.tr("Full face, light"))
        self._row = self.add_row(self.tr("Name of the preset"), self.name)
        self.name.textEdited.connect(self._show_what_happens)
        self._show_what_happens()
        self.name.setFocus()

    def submit(self) -> None:
        """Keep the grid."""
        clinic, name, zones = self.context.clinic, self._trimmed(), self._zones
        words = self.tr("Preset “{name}” is saved.").format(name=name)
        self.save(
            lambda: presets.save_preset(clinic, name, zones),
            Changes.of("preset"),
            lambda _preset: self.context.message.emit(words),
        )

    def _trimmed(self) -> str:
        return " ".join(self.name.text().split())

    def _show_what_happens(self) -> None:
        name = self._trimmed()
        taken = self._known.get(fold(name))
        self.save_button.setEnabled(bool(name))
        self.save_button.setText(self.tr("Replace preset") if taken else self.tr("Save preset"))
        self._row.set_error(
            self.tr("There is a preset “{name}”. Its grid is replaced by this one.").format(
                name=taken
            )
            if taken
            else None
        )


class PresetRemovalSheet(EntrySheet):
    """Takes a preset out of use."""

    def __init__(
        self, context: Context, known: tuple[Preset, ...], parent: QWidget | None = None
    ) -> None:
        super().__init__(context, "", "", parent)
        self.set_title(
            self.tr("Take a preset out of use"),
            self.tr("It is offered no longer. Sessions that were done with it stay as they are."),
        )
        self.save_button.setText(self.tr("Take out of use"))
        self.preset = ChoiceBox(self.tr("Preset"), [(each.uid, each.name) for each in known])
        self.add_row(self.tr("Preset"), self.preset)

    def submit(self) -> None:
        """Take the chosen one out of use."""
        clinic, uid = self.context.clinic, self.preset.current()
        words = self.tr("Preset “{name}” is out of use.").format(name=self.preset.currentText())
        self.save(
            lambda: presets.delete_preset(clinic, uid),
            Changes.of("preset"),
            lambda _none: self.context.message.emit(words),
        )
