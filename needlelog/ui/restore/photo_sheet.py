"""Looking for photo files that are missing or damaged, and bringing them back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import QProgressBar, QWidget

from needlelog.domain.errors import KnownError
from needlelog.ui.context import Changes
from needlelog.ui.file_dialogs import ask_for_folder
from needlelog.ui.gate.note import Note
from needlelog.ui.sentences import error_sentence
from needlelog.ui.theme.active import metrics
from needlelog.ui.widgets.dialog import SheetDialog

if TYPE_CHECKING:
    from needlelog.services.photo_repair import PhotoRepair
    from needlelog.ui.context import Context

_FINE = 1000


class PhotoSheet(SheetDialog):
    """Reads every photo file at once when it opens; then a button brings back what it can."""

    _progressed = Signal(float)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Photo files"), parent)
        self.setMinimumWidth(metrics().text(600))
        self._context = context
        self._harmed: tuple[str, ...] = ()
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setRange(0, _FINE)
        self.bar.setAccessibleName(self.tr("The photo files are being read"))
        self.found = Note("good")
        self.outcome = Note("good")
        for widget in (self.bar, self.found, self.outcome):
            self.body.addWidget(widget)
        self.body.addStretch(1)
        self.add_button(self.tr("Close"))
        self.elsewhere = self.add_button(
            self.tr("From another folder…"), "secondary", self._ask_folder
        )
        self.bring = self.add_button(
            self.tr("Bring back from backups"), "primary", lambda: self.bring_back(None)
        )
        for button in (self.bring, self.elsewhere):
            button.hide()
        self._progressed.connect(lambda share: self.bar.setValue(int(share * _FINE)))
        self._look()

    def _look(self) -> None:
        from needlelog.services.photo_repair import harmed_photos

        clinic, tell = self._context.clinic, self._progressed.emit
        self._context.read(
            lambda: harmed_photos(clinic, lambda done, total: tell(done / total if total else 1.0)),
            self._show_found,
            owner=self,
            on_error=self._fail,
            beside=True,
        )

    def _show_found(self, harmed: tuple[str, ...]) -> None:
        self._harmed = harmed
        self.bar.hide()
        count = QLocale().toString(len(harmed))
        if not harmed:
            self.found.say(self.tr("All photo files are there and as they were written."), "good")
        elif len(harmed) == 1:
            self.found.say(self.tr("1 photo file is missing or damaged."), "stop")
        else:
            words = self.tr("{n} photo files are missing or damaged.")
            self.found.say(words.format(n=count), "stop")
        may = bool(harmed) and self._context.clinic.person.may_write
        self.bring.setVisible(may)
        self.elsewhere.setVisible(may)

    def _ask_folder(self) -> None:
        ask_for_folder(self, self.tr("Folder with backups"), Path.home(), self.bring_back)

    def bring_back(self, chosen: Path | None) -> None:
        """Bring back what the clinic's backups, or those of a folder, have unharmed."""
        from needlelog.services.photo_repair import bring_photos_back

        clinic, harmed = self._context.clinic, self._harmed
        for button in (self.bring, self.elsewhere):
            button.setEnabled(False)
        self._context.write(
            lambda: bring_photos_back(clinic, harmed, chosen),
            Changes.of("photo"),
            owner=self,
            on_done=self._show_outcome,
            on_error=self._fail,
            beside=True,
        )

    def _show_outcome(self, repair: PhotoRepair) -> None:
        for button in (self.bring, self.elsewhere):
            button.setEnabled(True)
        self._show_found(repair.lost)
        words = self.tr("Brought back: {n}. In no backup unharmed: {m}.").format(
            n=QLocale().toString(len(repair.brought)), m=QLocale().toString(len(repair.lost))
        )
        if repair.asked:
            asked = self.tr("The other computers are asked for them with the next file you send.")
            words = f"{words} {asked}"
        self.outcome.say(words, "warn" if repair.lost else "good")

    def _fail(self, error: Exception) -> None:
        self.bar.hide()
        for button in (self.bring, self.elsewhere):
            button.setEnabled(True)
        self.outcome.say(error_sentence(error), "stop")
        if not isinstance(error, KnownError):
            self._context.report(error)
