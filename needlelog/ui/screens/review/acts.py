"""What a manager does from the list: countersign one or many, ask, open, export."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from needlelog.services import review
from needlelog.services.review import Countersigning, Question
from needlelog.ui.context import Changes
from needlelog.ui.filter_words import filter_sentence
from needlelog.ui.questions.sheets import AskSheet
from needlelog.ui.screens.review.countersign_sheet import CountersignSheet
from needlelog.ui.screens.review.reading import AT_ONCE, waiting_of

if TYPE_CHECKING:
    from needlelog.domain.session_filter import SessionFilter
    from needlelog.services.filter_choices import FilterChoices
    from needlelog.services.review import SessionRow
    from needlelog.ui.context import Context
    from needlelog.ui.export.export_sheet import ExportSheet


class ReviewActs(QObject):
    """``signed`` carries the numbers of the sessions that were countersigned."""

    signed = Signal(object)

    def __init__(self, context: Context, screen: QWidget) -> None:
        super().__init__(screen)
        self._context = context
        self._screen = screen

    def countersign_one(self, number: int) -> None:
        """Countersign a complete session at once; else say what stands in the way."""
        clinic = self._context.clinic

        def done(result: Countersigning) -> None:
            if not result.ready:
                self.countersign([number])
                return
            self._signed(result)
            self._context.changed.emit(Changes.of("session", uid=result.ready[0].uid))

        self._context.read(lambda: review.countersign(clinic, [number]), done, owner=self)

    def countersign(self, numbers: Sequence[int]) -> CountersignSheet:
        """Show what countersigning these would do."""
        sheet = CountersignSheet(self._context, numbers[:AT_ONCE], self._screen.window())
        sheet.countersigned.connect(self._signed)
        sheet.open()
        return sheet

    def countersign_waiting(self, wanted: SessionFilter) -> None:
        """Show what countersigning all that wait in a filter would do."""
        waiting, clinic = waiting_of(wanted), self._context.clinic
        if waiting is None:
            return

        def found(numbers: list[int]) -> None:
            if numbers:
                self.countersign(numbers)

        self._context.read(
            lambda: review.find_sessions(clinic, waiting, limit=AT_ONCE), found, owner=self
        )

    def ask(self, row: SessionRow) -> AskSheet:
        """Ask the practitioner about a session."""

        def asked(_question: Question) -> None:
            words = self.tr("Asked. {name} sees it on Today.")
            self._context.message.emit(words.format(name=row.practitioner_name))

        sheet = AskSheet(
            self._context, row.uid, row.practitioner_name, self._screen.window(), asked
        )
        sheet.open()
        return sheet

    def open_record(self, number: int) -> None:
        """Open the whole record."""
        clinic, navigator = self._context.clinic, self._context.navigator

        def found(rows: list[SessionRow]) -> None:
            if rows:
                navigator.record_requested.emit(rows[0].uid)

        self._context.read(lambda: review.session_rows(clinic, [number]), found, owner=self)

    def export(self, choices: FilterChoices) -> ExportSheet:
        """Export the sessions of the filter, and say which they are."""
        # Imported when it is asked for: the formats bring much along.
        from needlelog.ui.export.export_sheet import ExportSheet

        shared = self._context.filter
        words = shared.name or filter_sentence(shared.wanted, choices, self._context.zones)
        sheet = ExportSheet(self._context, shared.wanted, words, self._screen.window())
        sheet.open()
        return sheet

    def _signed(self, result: Countersigning) -> None:
        self.signed.emit({row.id for row in result.ready})
        words = self.tr("%n session(s) countersigned", "", len(result.ready))
        self._context.message.emit(words)
