"""The way to a recall: the one that is open, or the question whether to open it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QPlainTextEdit

from needlelog.domain.recalls import RecallCounts, RecallKind
from needlelog.services import recalls
from needlelog.ui.context import Changes
from needlelog.ui.entry_sheet import EntrySheet
from needlelog.ui.recall.recall_sheet import RecallSheet
from needlelog.ui.recall.words import subject_words, touched_words
from needlelog.ui.widgets.labels import label

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from needlelog.domain.recalls import Recall, Subject
    from needlelog.ui.context import Context

translate = QCoreApplication.translate


class OpenRecallSheet(EntrySheet):
    """How many it would be about, and why it is called back."""

    opened = Signal(object)
    """The recall that was opened."""

    def __init__(
        self, context: Context, subject: Subject, counts: RecallCounts, parent: QWidget | None
    ) -> None:
        super().__init__(
            context,
            translate("OpenRecallSheet", "Open a recall: {what}").format(
                what=subject_words(subject)
            ),
            translate("OpenRecallSheet", "Open the recall"),
            parent,
            translate(
                "OpenRecallSheet",
                "It can then be used with a reason only, and everybody it touched is listed "
                "until they were told.",
            ),
        )
        self._subject = subject
        self.body.addWidget(label(touched_words(counts), "strong", wrap=True))
        self.reason = QPlainTextEdit()
        self.reason.setTabChangesFocus(True)
        self.reason.setFixedHeight(96)
        self._row = self.add_row(
            self.tr("Reason"), self.reason, self.tr("What the maker or the authority says")
        )
        self.reason.setFocus()

    def submit(self) -> None:
        """Open the recall; the reason must be there."""
        reason = self.reason.toPlainText().strip()
        if not reason:
            self._row.set_error(self.tr("Please write why it is called back."))
            return
        clinic, subject = self.context.clinic, self._subject
        self.save(
            lambda: recalls.open_recall(clinic, subject.kind, subject.uid, reason, subject.number),
            Changes.of("recall", "stock", uid=subject.uid),
            self.opened.emit,
        )


def ask_recall(
    context: Context, parent: QWidget, kind: RecallKind, uid: str, number: str = ""
) -> None:
    """Show the open recall of something of the stock, or ask whether to open one."""
    clinic = context.clinic

    def look() -> tuple[Recall | None, Subject, RecallCounts]:
        subject = recalls.subject_of(clinic, kind, uid, number)
        known = recalls.recall_of(clinic, subject)
        return known, subject, recalls.would_touch(clinic, subject)

    def go_on(found: tuple[Recall | None, Subject, RecallCounts]) -> None:
        known, subject, counts = found
        if known is not None:
            show_recall(context, parent, known)
            return
        sheet = OpenRecallSheet(context, subject, counts, parent)
        sheet.opened.connect(lambda recall: show_recall(context, parent, recall))
        sheet.open()

    context.read(look, go_on, owner=parent)


def show_recall(context: Context, parent: QWidget, recall: Recall) -> RecallSheet:
    """Open the sheet of a recall."""
    sheet = RecallSheet(context, recall, parent)
    sheet.open()
    return sheet
