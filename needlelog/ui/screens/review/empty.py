"""What stands in place of a list without sessions: all is done, or nothing is like that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from needlelog.domain.session_filter import SessionFilter
from needlelog.services.review import QUEUE
from needlelog.ui.widgets.empty_state import EmptyState

if TYPE_CHECKING:
    from needlelog.ui.context import Context


class EmptyList(EmptyState):
    """Says why the list is empty; the button takes the filter away, and typed words last."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__("checkbox-marked-outline", "", "", " ", parent)
        self._wider = SessionFilter()
        self.asked.connect(lambda: context.filter.want(self._wider))

    def show_for(self, wanted: SessionFilter, total: int) -> None:
        """Say it for a filter, in a clinic with so many sessions."""
        words_alone = SessionFilter(text=wanted.text)
        self._wider = (
            words_alone if words_alone not in (wanted, SessionFilter()) else SessionFilter()
        )
        self.button.setText(
            self.tr("Look in all sessions") if self._wider.text else self.tr("Show all sessions")
        )
        if not total:
            words = self.tr("No session is signed yet"), self.tr("Signed sessions appear here.")
        elif wanted == QUEUE:
            words = self.tr("Everything is countersigned"), self.tr("Nothing waits for you.")
        elif wanted.text:
            words = (
                self.tr("No session matches"),
                self.tr(
                    "Typed words are looked for in clients, practitioners, zones, products, lots "
                    "and notes."
                ),
            )
        else:
            words = (
                self.tr("No session matches"),
                self.tr("Take a filter away, or look at all sessions."),
            )
        self.set_words(*words)
        self.button.setVisible(bool(total))
