"""The question for a second place for backups; it may be left for later."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from needlelog.ui.backups.place_doubts import doubts_about
from needlelog.ui.file_dialogs import ask_for_folder
from needlelog.ui.gate.note import Note
from needlelog.ui.widgets.button import Button
from needlelog.ui.widgets.form_row import FormRow


class SecondPlaceField(QWidget):
    """A folder and what speaks against it; ``clinic_folder`` is asked when it is judged."""

    def __init__(self, clinic_folder: Callable[[], Path], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._clinic_folder = clinic_folder
        title = self.tr("Second place for backups")
        self.folder = QLineEdit()
        self.folder.setPlaceholderText(self.tr("Later"))
        self.folder.setAccessibleName(title)
        self.folder.textChanged.connect(self.judge)
        self.browse = Button(self.tr("Browse…"))
        self.browse.setAccessibleName(self.tr("Browse for the second place"))
        self.browse.clicked.connect(self._browse)
        field = QWidget()
        row = QHBoxLayout(field)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.folder, 1)
        row.addWidget(self.browse)
        field.setFocusProxy(self.folder)
        self._row = FormRow(title, field)
        self._row.set_hint(self.tr("A USB drive or another disk. Left empty, you are asked again."))
        self.warning = Note("warn")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self._row)
        column.addWidget(self.warning)

    def chosen(self) -> Path | None:
        """The folder, ``None`` for later."""
        text = self.folder.text().strip()
        return Path(text).expanduser() if text else None

    def error(self) -> str | None:
        """Why the folder cannot be used, shown under it as well."""
        found = self._error()
        self._row.set_error(found)
        return found

    def judge(self) -> None:
        """Say what speaks against the folder."""
        self._row.set_error(None)
        folder = self.chosen()
        there = folder is not None and folder.is_dir()
        self.warning.say(
            "\n".join(doubts_about(folder, _nearest(self._clinic_folder())))
            if there and folder is not None
            else ""
        )

    def _error(self) -> str | None:
        folder = self.chosen()
        if folder is None:
            return None
        if not folder.is_absolute() or not folder.is_dir():
            return self.tr("There is no such folder. Choose another one, or leave it for later.")
        if folder.resolve().is_relative_to(self._clinic_folder().resolve()):
            return self.tr("The second place must lie outside the folder for the records.")
        return None

    def _browse(self) -> None:
        ask_for_folder(
            self,
            self.tr("Second place for backups"),
            self.chosen() or Path.home(),
            lambda chosen: self.folder.setText(str(chosen)),
        )


def _nearest(folder: Path) -> Path:
    """The folder, or the nearest one above it that exists already."""
    return next((each for each in (folder, *folder.parents) if each.is_dir()), folder)
