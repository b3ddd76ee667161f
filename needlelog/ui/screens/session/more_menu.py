"""Presets of the grid, and throwing an unfinished session away."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QMenu, QWidget

from needlelog.services import presets
from needlelog.ui.commands.draft_editor import DraftEditor
from needlelog.ui.context import Context
from needlelog.ui.screens.session.acts import SessionActs
from needlelog.ui.screens.session.preset_sheets import PresetNameSheet, PresetRemovalSheet
from needlelog.ui.screens.session.signing import Signing
from needlelog.ui.widgets.button import Button
from needlelog.ui.widgets.dialog import SheetDialog


class MoreMenu(QObject):
    """The menu behind the three dots."""

    def __init__(
        self,
        context: Context,
        acts: SessionActs,
        editor: DraftEditor,
        button: Button,
        signing: Signing,
        screen: QWidget,
    ) -> None:
        super().__init__(screen)
        self._context = context
        self._acts = acts
        self._editor = editor
        self._button = button
        self._signing = signing
        self._screen = screen
        self._presets: tuple[presets.Preset, ...] = ()
        self.sheet: SheetDialog | None = None
        button.clicked.connect(self._open)

    def set_presets(self, found: tuple[presets.Preset, ...]) -> None:
        """Know the clinic's presets."""
        self._presets = found

    def _open(self) -> None:
        menu = QMenu(self._button)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for preset in self._presets:
            action = menu.addAction(self.tr("Preset: {name}").format(name=preset.name))
            action.triggered.connect(
                lambda _on=False, p=preset: self._acts.use_zones(p.name, p.zones)
            )
        if self._presets:
            menu.addSeparator()
        save = menu.addAction(self.tr("Save the grid as a preset…"))
        save.setEnabled(bool(self._editor.draft.zones))
        save.triggered.connect(lambda: self._ask_name())
        if self._presets:
            remove = menu.addAction(self.tr("Take a preset out of use…"))
            remove.triggered.connect(lambda: self._ask_removal())
            menu.addSeparator()
        discard = menu.addAction(self.tr("Discard this session…"))
        discard.triggered.connect(lambda: self._ask_discard())
        menu.popup(self._button.mapToGlobal(self._button.rect().bottomLeft()))

    def _ask_name(self) -> None:
        zones = self._editor.draft.zones
        self.sheet = PresetNameSheet(self._context, zones, self._presets, self._screen)
        self.sheet.open()

    def _ask_removal(self) -> None:
        self.sheet = PresetRemovalSheet(self._context, self._presets, self._screen)
        self.sheet.open()

    def _ask_discard(self) -> None:
        sheet = SheetDialog(
            self.tr("Discard this session?"),
            self._screen,
            self.tr(
                "It was not signed and cannot be opened again. "
                "What was in it stays in the trail, the list of all changes."
            ),
        )
        sheet.add_button(self.tr("Keep it"))
        sheet.add_button(self.tr("Discard"), "danger")
        sheet.accepted.connect(self._signing.discard)
        self.sheet = sheet
        sheet.open()
