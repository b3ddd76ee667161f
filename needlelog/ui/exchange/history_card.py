"""What was received here and what was sent from here, with the way to take a receipt back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from needlelog.ui import formats
from needlelog.ui.context import Changes
from needlelog.ui.exchange.standing import EVERYTHING
from needlelog.ui.exchange.taking_in import take_back
from needlelog.ui.exchange.words import apart, counts_words, from_words
from needlelog.ui.widgets.button import Button
from needlelog.ui.widgets.card import Card
from needlelog.ui.widgets.dialog import SheetDialog
from needlelog.ui.widgets.labels import label
from needlelog.ui.widgets.pill import Pill

if TYPE_CHECKING:
    from needlelog.domain.exchange.bundles import Receipt
    from needlelog.services.exchange.sent_files import SentFile
    from needlelog.ui.context import Context

_MOST = 30


class HistoryCard(Card):
    """The newest first; hidden until something was sent or received."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._context = context
        self.buttons: dict[str, Button] = {}
        self.set_header(self.tr("Sent and received"))
        self.hide()

    def show_history(self, receipts: tuple[Receipt, ...], sent: tuple[SentFile, ...]) -> None:
        """List both in the order in which they happened."""
        while (item := self.body.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.buttons = {}
        lines = [(each.received_at, self._received(each)) for each in receipts]
        lines += [(each.at, self._sent(each)) for each in sent]
        lines.sort(key=lambda pair: pair[0], reverse=True)
        for number, (_at, line) in enumerate(lines[:_MOST]):
            if number:
                self.add_rule()
            self.add(line)
        for _at, line in lines[_MOST:]:
            line.deleteLater()
        self.setVisible(bool(lines))

    def ask_undo(self, receipt: Receipt) -> SheetDialog:
        """Ask before a receipt is taken back."""
        sheet = SheetDialog(
            self.tr("Take back what was received?"),
            self.window(),
            self.tr(
                "{what} from {machine} go again, and what they changed is as it was before. What "
                "was recorded here stays. The file can be received again."
            ).format(
                what=counts_words(receipt.counts, receipt.photos) or self.tr("The entries"),
                machine=apart(receipt.sender_name),
            ),
        )
        sheet.add_button(self.tr("Keep it"))
        sheet.add_button(self.tr("Take back"), "danger")
        sheet.accepted.connect(lambda: self._undo(receipt))
        sheet.open()
        return sheet

    def _undo(self, receipt: Receipt) -> None:
        clinic = self._context.clinic
        self._context.write(
            lambda: take_back(clinic, receipt),
            Changes.of(*EVERYTHING, initiator=self),
            owner=self,
            on_done=lambda _receipt: self._context.message.emit(
                self.tr("Taken back: everything is as it was before.")
            ),
            beside=True,
        )

    def _received(self, receipt: Receipt) -> QWidget:
        by = self.tr("received {moment} by {person}").format(
            moment=formats.moment(receipt.received_at.astimezone()),
            person=apart(receipt.received_by),
        )
        what = counts_words(receipt.counts, receipt.photos) or self.tr("entries of the trail")
        line, row = self._line(from_words(receipt), what, by)
        if receipt.undone_at is not None:
            row.addWidget(Pill(self.tr("taken back"), "neutral"))
        elif receipt.undoable and self._context.clinic.person.may_manage:
            button = Button(self.tr("Take back…"))
            button.setAccessibleName(
                self.tr("Take back: {what}").format(what=f"{from_words(receipt)}, {what}")
            )
            button.clicked.connect(lambda: self.ask_undo(receipt))
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
            self.buttons[receipt.uid] = button
        else:
            why = label(self._why_not(receipt), "small", wrap=True)
            why.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            row.addWidget(why, 1)
        return line

    def _why_not(self, receipt: Receipt) -> str:
        if receipt.erased:
            return self.tr("Records were destroyed with it, so it stays.")
        if receipt.undoable:
            return self.tr("Only a manager takes it back.")
        return self.tr("A later one holds; that one is taken back first.")

    def _sent(self, sent: SentFile) -> QWidget:
        by = self.tr("sent {moment} by {person}").format(
            moment=formats.moment(sent.at.astimezone()), person=apart(sent.person)
        )
        what = counts_words(sent.counts, sent.photos) or self.tr("nothing new")
        line, _row = self._line(self.tr("Sent to the others"), what, by)
        return line

    def _line(self, title: str, what: str, by: str) -> tuple[QWidget, QHBoxLayout]:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(18, 9, 16, 9)
        row.setSpacing(12)
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(label(title, "strong", wrap=True))
        words.addWidget(label(what, "quiet", wrap=True))
        words.addWidget(label(by, "small", wrap=True))
        row.addLayout(words, 2)
        return line, row
