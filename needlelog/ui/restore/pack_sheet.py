"""Packing the clinic into one file for another computer."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QProgressBar, QWidget

from needlelog.domain.errors import KnownError
from needlelog.domain.moving import PACKED_SUFFIX, PackedClinic
from needlelog.ui.context import Changes
from needlelog.ui.exchange.long_job import LongJob
from needlelog.ui.file_dialogs import ask_where_to_save, in_documents
from needlelog.ui.gate.note import Note
from needlelog.ui.restore.words import sessions_words
from needlelog.ui.sentences import error_sentence
from needlelog.ui.widgets.dialog import SheetDialog
from needlelog.ui.widgets.labels import label

if TYPE_CHECKING:
    from needlelog.ui.context import Context

_WHOLE = 100


class PackSheet(SheetDialog):
    """Writes the file in the background and says what is in it and what to do with it."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.set_title(
            self.tr("Move to a new computer"),
            self.tr(
                "Records, photos and keys go into one file, encrypted as they are. On the new "
                "computer, choose “Bring a clinic from another computer” on the first page. "
                "Everybody signs in there as here."
            ),
        )
        self.setMinimumWidth(540)
        self._context = context
        self.warning = label(
            self.tr(
                "From then on work on the new computer only: what is recorded here afterwards is "
                "not in the file."
            ),
            "quiet",
            wrap=True,
        )
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setRange(0, _WHOLE)
        self.bar.setAccessibleName(self.tr("Progress of packing"))
        self.bar.hide()
        self.told = Note("good")
        self.missing = Note("warn")
        for widget in (self.warning, self.bar, self.told, self.missing):
            self.body.addWidget(widget)
        self.body.addStretch(1)
        self.close_button = self.add_button(self.tr("Close"))
        self.choose = self.add_button(self.tr("Choose the file…"), "primary", self._ask)
        self.job = LongJob(context, self)
        self.job.progressed.connect(self.bar.setValue)

    def _ask(self) -> None:
        from needlelog.services.moving import suggested_name

        name = suggested_name(self._context.clinic)
        kinds = self.tr("Packed clinics (*{suffix})").format(suffix=PACKED_SUFFIX)
        ask_where_to_save(
            self, self.tr("Move to a new computer"), in_documents(name), kinds, self.pack
        )

    def pack(self, target: Path) -> None:
        """Write the file."""
        from needlelog.services.moving import pack

        clinic, tell = self._context.clinic, self.job.tell
        self._set_busy(True)
        self.job.start(
            lambda: pack(clinic, target, tell),
            lambda contents: self._show(target, contents),
            self._fail,
            self._stopped,
        )

    def reject(self) -> None:
        """Close; while the file is written, give that up instead."""
        if self.job.running:
            self.job.stop()
        else:
            super().reject()

    def _stopped(self) -> None:
        self._set_busy(False)
        self.told.say(self.tr("Stopped. No file was written."), "warn")

    def _show(self, target: Path, contents: PackedClinic) -> None:
        self._set_busy(False)
        self.choose.hide()
        words = self.tr("{file} is written and was read back: {sessions}, {photos} photos.")
        self.told.say(
            words.format(
                file=target,
                sessions=sessions_words(contents.sessions),
                photos=QLocale().toString(contents.photos),
            ),
            "good",
        )
        if contents.photos_left_out:
            missing = self.tr("{n} photo files are missing or damaged here, so they are not in it.")
            self.missing.say(missing.format(n=contents.photos_left_out), "warn")
        self._context.changed.emit(Changes.of("trail"))

    def _fail(self, error: Exception) -> None:
        self._set_busy(False)
        self.told.say(error_sentence(error), "stop")
        if not isinstance(error, KnownError):
            self._context.report(error)

    def _set_busy(self, busy: bool) -> None:
        self.bar.setVisible(busy)
        self.told.say("")
        self.close_button.setText(self.tr("Stop") if busy else self.tr("Close"))
        self.choose.setEnabled(not busy)
