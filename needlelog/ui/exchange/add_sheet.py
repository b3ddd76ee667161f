"""A further computer for the clinic: its copy in one file, and what to do with it over there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLineEdit, QProgressBar, QWidget

from needlelog.services.exchange.machines import begin
from needlelog.services.moving import pack, suggested_name
from needlelog.ui.context import Changes
from needlelog.ui.exchange.long_job import LongJob
from needlelog.ui.exchange.name_sheet import LONGEST_NAME
from needlelog.ui.exchange.words import breakable, size_words
from needlelog.ui.file_dialogs import ask_where_to_save, in_documents
from needlelog.ui.gate.note import Note
from needlelog.ui.sentences import error_sentence
from needlelog.ui.widgets.dialog import SheetDialog
from needlelog.ui.widgets.form_row import FormRow
from needlelog.ui.widgets.labels import label

if TYPE_CHECKING:
    from pathlib import Path

    from needlelog.domain.moving import PackedClinic
    from needlelog.ui.context import Context

_WIDTH = 600


class AddComputerSheet(SheetDialog):
    """Names this computer where it has no name yet, packs the clinic, then says how to go on."""

    def __init__(self, context: Context, parent: QWidget | None = None, *, named: bool) -> None:
        super().__init__(
            "",
            parent,
        )
        self.set_title(
            self.tr("Add a computer"),
            self.tr(
                "The new computer begins with a copy of the whole clinic, encrypted as it is here. "
                "From then on both send each other what is new."
            ),
        )
        self._context = context
        self._named = named
        self.job = LongJob(context, self)
        self.job.progressed.connect(self._show_progress)
        self.name = QLineEdit()
        self.name.setMaxLength(LONGEST_NAME)
        self.name_row = FormRow(
            self.tr("Name of this computer"),
            self.name,
            self.tr("Such as “Room 1”. The others know it by this name."),
        )
        self.name_row.setVisible(not named)
        self.steps = _Steps(
            (
                self.tr("Save the clinic to a USB stick, or to a drive both computers reach."),
                self.tr(
                    "On the new computer install NeedleLog, start it and choose “Bring a clinic from "
                    "another computer” with this file."
                ),
                self.tr(
                    "Sign in there with your passphrase, say that it is a further computer and give "
                    "it a name."
                ),
                self.tr("Send there and receive here, then the other way round."),
            )
        )
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("Progress of the copy"))
        self.bar.hide()
        self.note = Note("good")
        for widget in (self.name_row, self.steps, self.bar, self.note):
            self.body.addWidget(widget)
        self.body.addStretch(1)
        self.cancel = self.add_button(self.tr("Cancel"))
        self.save = self.add_button(self.tr("Save the clinic…"), "primary", self._ask_place)
        self.setMinimumWidth(_WIDTH)

    def pack_to(self, path: Path) -> None:
        """Name this computer where that is still to be done, and write the clinic to a file."""
        clinic, name = self._context.clinic, self._name()
        needs_name = not self._named

        def act() -> tuple[PackedClinic, int]:
            if needs_name:
                begin(clinic, name)
                self._named = True
            packed = pack(clinic, path, self.job.tell)
            return packed, path.stat().st_size

        self._wait(waiting=True)
        self.note.say("")
        self.job.start(act, lambda made: self._done(path, *made), self._failed, self._stopped)

    def done(self, code: int) -> None:
        """Close; a copy that is being written is given up, and nothing of it is left."""
        self.job.stop()
        super().done(code)

    def _name(self) -> str:
        return " ".join(self.name.text().split())

    def _ask_place(self) -> None:
        self.name_row.set_error(None)
        if not self._named and not self._name():
            self.name_row.set_error(self.tr("Please write a name for this computer."))
            self.name.setFocus()
            return
        suggestion = in_documents(suggested_name(self._context.clinic))
        kinds = self.tr("Clinic (*.needlelog)")
        ask_where_to_save(self, self.tr("Save the clinic"), suggestion, kinds, self.pack_to)

    def _show_progress(self, hundredths: int) -> None:
        self.bar.setValue(hundredths)

    def _done(self, path: Path, packed: PackedClinic, size: int) -> None:
        self._wait(waiting=False)
        words = self.tr(
            "{file} is written and was read back: {sessions} sessions, {photos} photos, {size}. "
            "Take it to the new computer and go on with step 2. Delete the file when that is done."
        ).format(
            file=breakable(path.name),
            sessions=packed.sessions,
            photos=packed.photos,
            size=size_words(size),
        )
        if packed.photos_left_out:
            words += " " + self.tr(
                "Not in it, as missing or damaged here: %n photo file(s).",
                "",
                packed.photos_left_out,
            )
        self.note.say(words, "warn" if packed.photos_left_out else "good")
        self.steps.set_done(1)
        self.save.hide()
        self.cancel.setText(self.tr("Close"))
        self._context.changed.emit(Changes.of("exchange"))

    def _failed(self, error: Exception) -> None:
        self._wait(waiting=False)
        self.note.say(error_sentence(error), "stop")
        self._context.changed.emit(Changes.of("exchange"))

    def _stopped(self) -> None:
        self._wait(waiting=False)

    def _wait(self, *, waiting: bool) -> None:
        self.bar.setVisible(waiting)
        self.bar.setValue(0)
        self.name.setEnabled(not waiting)
        self.name_row.setVisible(not self._named)
        self.save.setEnabled(not waiting)


class _Steps(QWidget):
    """What is to be done one after the other; what is done carries a tick."""

    def __init__(self, steps: tuple[str, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(8)
        grid.setHorizontalSpacing(8)
        grid.setColumnStretch(1, 1)
        self._texts = steps
        self._signs = [label("") for _step in steps]
        self._labels = [label(text, wrap=True) for text in steps]
        for place, (sign, words) in enumerate(zip(self._signs, self._labels, strict=True)):
            grid.addWidget(sign, place, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(words, place, 1)
        self.set_done(0)

    def set_done(self, number: int) -> None:
        """Mark the first so many as done."""
        lines = zip(self._signs, self._labels, self._texts, strict=True)
        for place, (mark, line, text) in enumerate(lines, 1):
            sign = "✓" if place <= number else f"{place}."
            mark.setText(sign)
            line.setAccessibleName(f"{sign} {text}")
