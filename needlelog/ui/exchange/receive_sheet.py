"""Receiving from another computer: choose the file, look at what it would do, take it in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QProgressBar, QStackedWidget, QVBoxLayout, QWidget

from needlelog.domain.errors import KnownError
from needlelog.domain.exchange.errors import PreviewOutdated
from needlelog.services.exchange.receiving import preview
from needlelog.ui.context import Changes
from needlelog.ui.exchange.fitting import fit
from needlelog.ui.exchange.long_job import LongJob
from needlelog.ui.exchange.offers_view import OffersView
from needlelog.ui.exchange.preview_view import PreviewView
from needlelog.ui.exchange.standing import EVERYTHING
from needlelog.ui.exchange.taking_in import take_back, take_in
from needlelog.ui.exchange.words import alert_words, apart, breakable, counts_words
from needlelog.ui.file_dialogs import ask_for_file
from needlelog.ui.gate.note import Note
from needlelog.ui.sentences import error_sentence
from needlelog.ui.widgets.dialog import SheetDialog
from needlelog.ui.widgets.labels import label
from needlelog.ui.widgets.scroll_page import ScrollPage

if TYPE_CHECKING:
    from pathlib import Path

    from needlelog.domain.exchange.bundles import Preview, Receipt
    from needlelog.ui.context import Context

_SIZE = (780, 660)


class ReceiveSheet(SheetDialog):
    """File, preview, receipt; a preview writes nothing and can be left at any time."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.set_title(self.tr("Receive"))
        self._context = context
        self._file: Path | None = None
        self._why_again = ""
        self.receipt: Receipt | None = None
        self.view: PreviewView | None = None
        self.job = LongJob(context, self)
        self.job.progressed.connect(self._show_progress)
        self._pages = QStackedWidget()
        self.choosing = OffersView(context)
        self.choosing.wanted.connect(self.look_into)
        self.choosing.failed.connect(self._failed)
        self._pages.addWidget(self.choosing)
        self._preview_page = ScrollPage()
        self._pages.addWidget(self._preview_page)
        self.status = label("", "quiet", wrap=True)
        self.status.hide()
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("Progress of receiving"))
        self.bar.hide()
        self.note = Note("good")
        for widget in (self.status, self.bar, self.note):
            self.body.addWidget(widget)
        self.body.addWidget(self._pages, 1)
        self.other = self.add_button(self.tr("Choose a file…"), "quiet", self._ask_file)
        self.take_back = self.add_button(self.tr("Take back"), "danger", self._undo)
        self.cancel = self.add_button(self.tr("Cancel"))
        self.take = self.add_button(self.tr("Receive"), "primary", self._receive)
        self.take.hide()
        self.take_back.hide()
        fit(self, *_SIZE)

    # --- choosing --------------------------------------------------------------------------------

    def look_into(self, file: Path, why_again: str = "") -> None:
        """Say what receiving this file would do; ``why_again`` is told above it."""
        self._file, self._why_again = file, why_again
        clinic = self._context.clinic
        self._wait(self.tr("{file} is looked through…").format(file=breakable(file.name)))
        self.job.start(
            lambda: preview(clinic, file, self.job.tell),
            self._show_preview,
            self._failed,
            self._stopped,
        )

    def done(self, code: int) -> None:
        """Close; what is being taken in is given up, and nothing of it is left."""
        self.job.stop()
        super().done(code)

    def _ask_file(self) -> None:
        kinds = self.tr("Records of other computers (*.needlelog)")
        ask_for_file(self, self.tr("Receive"), kinds, self.look_into, self.choosing.folder())

    # --- looking ---------------------------------------------------------------------------------

    def _show_preview(self, found: Preview) -> None:
        self._rest()
        self.note.say(self._why_again, "warn")
        self.view = PreviewView(self._context, found)
        self.view.changed.connect(self._show_ready)
        if found.nothing_new:
            self._show_nothing(found)
            return
        while (item := self._preview_page.body.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        self._preview_page.body.addWidget(self.view)
        self._pages.setCurrentWidget(self._preview_page)
        self._preview_page.verticalScrollBar().setValue(0)
        self.take.show()
        self._show_ready()
        self.take.setFocus()

    def _show_nothing(self, found: Preview) -> None:
        self.note.say(
            self.tr("Everything in this file of {machine} is here already.").format(
                machine=apart(found.sender_name)
            ),
            "good",
        )

    def _show_ready(self) -> None:
        self.take.setEnabled(self.view is not None and self.view.may_receive())

    # --- taking in -------------------------------------------------------------------------------

    def _receive(self) -> None:
        file, view = self._file, self.view
        if file is None or view is None or not view.may_receive():
            return
        clinic, chosen, agreed = self._context.clinic, view.chosen(), view.agreed.isChecked()
        self._wait(self.tr("A backup is made, then the records are taken in…"))
        self.job.start(
            lambda: take_in(clinic, file, chosen, self.job, view.preview, agreed=agreed),
            self._show_receipt,
            self._not_taken,
            self._stopped,
        )

    def _not_taken(self, error: Exception) -> None:
        """Where something was recorded meanwhile, what the file would do is worked out anew."""
        self._failed(error)
        if isinstance(error, PreviewOutdated) and self._file is not None:
            self.look_into(self._file, error_sentence(error))

    def _show_receipt(self, receipt: Receipt) -> None:
        self._rest()
        self.receipt = receipt
        what = counts_words(receipt.counts, receipt.photos) or self.tr("entries of the trail")
        self.note.say(
            self.tr("Received from {machine}: {what}.").format(
                machine=apart(receipt.sender_name), what=what
            ),
            "good",
        )
        chosen = len(self.view.choices) if self.view is not None else 0
        self._show_after(receipt, chosen)
        self.take.hide()
        self.other.hide()
        self.take_back.setVisible(receipt.undoable and not chosen)
        self.cancel.setText(self.tr("Close"))
        self.cancel.setFocus()
        if not self._context.clinic.person.active:
            self._context.navigator.lock_requested.emit()
        self._context.changed.emit(Changes.of(*EVERYTHING))

    def _show_after(self, receipt: Receipt, chosen: int) -> None:
        """What is to be looked at afterwards takes the place of the preview."""
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for alert in receipt.alerts:
            column.addWidget(Note("warn", alert_words(alert)))
        left = receipt.conflicts - chosen
        if left > 0:
            column.addWidget(
                Note("accent", self.tr("Still to choose, under Computers: %n edit(s).", "", left))
            )
        if chosen:
            told = self.tr("Settled as you chose: %n edit(s).", "", chosen)
            column.addWidget(label(told, "quiet", wrap=True))
        elif receipt.undoable:
            told = self.tr(
                "You can take all of it back as long as nothing is built on it: now, or later under "
                "Computers."
            )
            column.addWidget(label(told, "quiet", wrap=True))
        column.addStretch(1)
        self._pages.addWidget(page)
        self._pages.setCurrentWidget(page)

    def _undo(self) -> None:
        receipt, clinic = self.receipt, self._context.clinic
        if receipt is None:
            return
        self._wait(self.tr("What was received is taken back…"))
        self.job.start(
            lambda: take_back(clinic, receipt), self._undone, self._failed, self._stopped
        )

    def _undone(self, _receipt: Receipt) -> None:
        self._rest()
        self.take_back.hide()
        self.note.say(
            self.tr("Taken back: everything is as it was before. The file can be received again."),
            "good",
        )
        self._context.changed.emit(Changes.of(*EVERYTHING))

    # --- waiting ---------------------------------------------------------------------------------

    def _show_progress(self, hundredths: int) -> None:
        self.bar.setValue(hundredths)

    def _wait(self, words: str) -> None:
        self.note.say("")
        self.status.setText(words)
        self.status.show()
        self.bar.setValue(0)
        self.bar.show()
        self._pages.setEnabled(False)
        for button in (self.other, self.take, self.take_back):
            button.setEnabled(False)

    def _rest(self) -> None:
        self.status.hide()
        self.bar.hide()
        self._pages.setEnabled(True)
        for button in (self.other, self.take_back):
            button.setEnabled(True)
        self._show_ready()

    def _failed(self, error: Exception) -> None:
        self._rest()
        self.note.say(error_sentence(error), "stop")
        if not isinstance(error, KnownError):
            self._context.report(error)

    def _stopped(self) -> None:
        self._rest()
