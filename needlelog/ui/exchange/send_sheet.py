"""Sending to the other computers: what goes, where to, and what became of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QProgressBar

from needlelog.services.exchange.sending import send
from needlelog.ui import formats
from needlelog.ui.context import Changes
from needlelog.ui.exchange.long_job import LongJob
from needlelog.ui.exchange.place_line import PlaceLine
from needlelog.ui.exchange.standing import Standing, read_standing
from needlelog.ui.exchange.words import breakable, counts_words, listed, size_words
from needlelog.ui.gate.note import Note
from needlelog.ui.sentences import error_sentence
from needlelog.ui.widgets.dialog import SheetDialog
from needlelog.ui.widgets.labels import label
from needlelog.ui.widgets.tick_box import TickBox

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from needlelog.domain.exchange.bundles import Sent, Waiting
    from needlelog.ui.context import Context

_WIDTH = 600


class SendSheet(SheetDialog):
    """One file for all other computers; the folder is remembered."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.set_title(self.tr("Send to clinic"))
        self._context = context
        self.standing: Standing | None = None
        self.job = LongJob(context, self)
        self.job.progressed.connect(self._show_progress)
        self.what = label("", "strong", wrap=True)
        self.whom = label("", "quiet", wrap=True)
        self.place = PlaceLine(context)
        self.place.chosen.connect(self._show_ready)
        self.place.failed.connect(self._failed)
        self.everything = TickBox(self.tr("Send everything, also what the others have already"))
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("Progress of the sending"))
        self.bar.hide()
        self.note = Note("good")
        self.left_out = Note("warn")
        for widget in (
            *(self.what, self.whom, self.place, self.everything, self.bar),
            *(self.note, self.left_out),
        ):
            self.body.addWidget(widget)
        self.body.addStretch(1)
        self.cancel = self.add_button(self.tr("Cancel"))
        self.send = self.add_button(self.tr("Send"), "primary", self._send)
        self.send.setEnabled(False)
        self.setMinimumWidth(_WIDTH)
        clinic = context.clinic
        context.read(
            lambda: read_standing(clinic),
            self._show,
            owner=self,
            on_error=self._failed,
            beside=True,
        )

    def done(self, code: int) -> None:
        """Close; a file that is being written is given up, and nothing of it is left."""
        self.job.stop()
        super().done(code)

    def _show(self, standing: Standing) -> None:
        self.standing = standing
        if self.place.folder is None:
            self.place.show_folder(standing.folder)
        waiting = standing.waiting
        if waiting is None:
            self.note.say(
                self.tr("This computer has no name in the clinic yet: see Settings, Computers."),
                "accent",
            )
            return
        self.what.setText(self._waiting_words(waiting))
        words = (
            self.tr("For {machines}.")
            if len(standing.others) == 1
            else self.tr("For {machines}. One file serves all of them.")
        )
        self.whom.setText(words.format(machines=self._others_words()))
        self._show_ready()

    def _others_words(self) -> str:
        others = () if self.standing is None else self.standing.others
        return listed([each.name for each in others]) or self.tr("the other computers")

    def _waiting_words(self, waiting: Waiting) -> str:
        words = counts_words(waiting.counts, waiting.photos)
        if not words:
            return self.tr("Nothing new since the last exchange.")
        if waiting.last_sent is None:
            return self.tr("New: {what}").format(what=words)
        day = formats.day_short(waiting.last_sent.astimezone().date())
        return self.tr("New: {what}. Last sent {day}.").format(what=words, day=day)

    def _show_ready(self) -> None:
        named = self.standing is not None and self.standing.here is not None
        ready = named and self.place.folder is not None and not self.job.running
        self.send.setEnabled(ready)

    def _send(self) -> None:
        folder = self.place.folder
        if folder is None:
            return
        clinic, everything = self._context.clinic, self.everything.isChecked()
        self._wait(waiting=True)
        self.note.say("")
        self.job.start(
            lambda: send(clinic, folder, everything=everything, progress=self.job.tell),
            self._done,
            self._failed,
            self._stopped,
        )

    def _show_progress(self, hundredths: int) -> None:
        self.bar.setValue(hundredths)

    def _done(self, sent: Sent) -> None:
        self._wait(waiting=False)
        what = counts_words(sent.counts, sent.photos) or self.tr("nothing new")
        self.what.setText(self.tr("Sent: {what}").format(what=what))
        self.note.say(
            self.tr("{file} is written ({size}). Receive it on {machines}.").format(
                file=breakable(sent.file), size=size_words(sent.size), machines=self._others_words()
            ),
            "good",
        )
        if sent.left_out:
            self.left_out.say(
                self.tr(
                    "Photos that are missing or damaged here and did not go with it: {n}. Bring "
                    "them back under Settings, Backups, Photo files; the next file takes them along."
                ).format(n=QLocale().toString(sent.left_out)),
                "warn",
            )
        self.send.hide()
        self.everything.hide()
        self.cancel.setText(self.tr("Close"))
        self.cancel.setFocus(Qt.FocusReason.OtherFocusReason)
        self._context.changed.emit(Changes.of("exchange", "trail"))

    def _failed(self, error: Exception) -> None:
        self._wait(waiting=False)
        self.note.say(error_sentence(error), "stop")

    def _stopped(self) -> None:
        self._wait(waiting=False)

    def _wait(self, *, waiting: bool) -> None:
        self.bar.setVisible(waiting)
        self.bar.setValue(0)
        for widget in (self.place, self.everything):
            widget.setEnabled(not waiting)
        self.send.setEnabled(False)
        if not waiting:
            self._show_ready()
