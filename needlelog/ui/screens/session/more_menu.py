"""Presets of the grid, and throwing an unfinished session away."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QLineEdit, QMenu, QWidget

from needlelog.services import presets
from needlelog.ui.commands.draft_editor import DraftEditor
from needlelog.ui.context import Changes, Context
from needlelog.ui.screens.session.acts import SessionActs
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
        discard = menu.addAction(self.tr("Discard this session…"))
        discard.triggered.connect(lambda: self._ask_discard())
        menu.popup(self._button.mapToGlobal(self._button.rect().bottomLeft()))

    def _ask_name(self) -> None:
        sheet = SheetDialog(
            self.tr("Save the grid as a preset"),
            self._screen,
            self.tr("Zones, depths, passes, patterns and speeds are kept; endpoints are not."),
        )
        name = QLineEdit()
        name.setAccessibleName(self.tr("Name of the preset"))
        name.setPlaceholderText(self.tr("Full face, light"))
        sheet.body.addWidget(name)
        sheet.add_button(self.tr("Cancel"))
        keep = sheet.add_button(self.tr("Save preset"), "primary")
        keep.setEnabled(False)
        name.textEdited.connect(lambda text: keep.setEnabled(bool(text.strip())))
        sheet.accepted.connect(lambda: self._keep(name.text().strip()))
        self.sheet = sheet
        sheet.open()

    def _keep(self, name: str) -> None:
        clinic, zones = self._context.clinic, self._editor.draft.zones
        self._context.write(
            lambda: presets.save_preset(clinic, name, zones),
            Changes.of("preset"),
            owner=self,
            on_done=lambda _none: self._context.message.emit(
                self.tr("Preset “{name}” is saved.").format(name=name)
            ),
        )

    def _ask_discard(self) -> None:
        sheet = SheetDialog(
            self.tr("Discard this session?"),
            self._screen,
            self.tr("It was not signed. The trail keeps what it said, but it cannot be reopened."),
        )
        sheet.add_button(self.tr("Keep it"))
        sheet.add_button(self.tr("Discard"), "danger")
        sheet.accepted.connect(self._signing.discard)
        self.sheet = sheet
        sheet.open()
