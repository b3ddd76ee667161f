"""The folder of the exchange on a sheet: which one it is, and the way to another."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from needlelog.files.exchange.chosen_folder import choose_folder
from needlelog.ui.file_dialogs import ask_for_folder
from needlelog.ui.widgets.button import Button
from needlelog.ui.widgets.labels import ElidedLabel, label

if TYPE_CHECKING:
    from needlelog.ui.context import Context


class PlaceLine(QWidget):
    """``chosen`` is sent when the person has chosen a folder; it is kept for the next time."""

    chosen = Signal()
    failed = Signal(object)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.folder: Path | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(label(self.tr("Folder"), "field"))
        self._words = ElidedLabel("", "quiet")
        words.addWidget(self._words)
        row.addLayout(words, 1)
        self.button = Button(self.tr("Choose…"), icon_name="folder-outline")
        self.button.setAccessibleName(self.tr("Choose the folder of the exchange"))
        self.button.clicked.connect(self._ask)
        row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignVCenter)
        self.show_folder(None)

    def show_folder(self, folder: Path | None) -> None:
        """Show the folder that is used."""
        self.folder = folder
        if folder is None:
            self._words.setText(self.tr("a USB stick, or a folder that the computers share"))
        else:
            self._words.setText(str(folder))
        self.button.setText(self.tr("Choose…") if folder is None else self.tr("Change…"))

    def take(self, folder: Path) -> None:
        """Use this folder, now and the next time."""
        clinic = self._context.clinic

        def kept(_none: None) -> None:
            self.show_folder(folder)
            self.chosen.emit()

        self._context.read(
            lambda: choose_folder(clinic.folder.path, folder),
            kept,
            owner=self,
            on_error=self.failed.emit,
        )

    def _ask(self) -> None:
        start = self.folder or Path.home()
        ask_for_folder(self, self.tr("Folder of the exchange"), start, self.take)
