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
    """Says why the list is empty; the button takes the filter away."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__("checkbox-marked-outline", "", "", " ", parent)
        self.button.setText(self.tr("Show all sessions"))
        self.asked.connect(lambda: context.filter.want(SessionFilter()))

    def show_for(self, wanted: SessionFilter, total: int) -> None:
        """Say it for a filter, in a clinic with so many sessions."""
        if not total:
            words = self.tr("No session is signed yet"), self.tr("Signed sessions appear here.")
        elif wanted == QUEUE:
            words = self.tr("Everything is countersigned"), self.tr("Nothing waits for you.")
        else:
            words = (
                self.tr("No session matches"),
                self.tr("Take a filter away, or look at all sessions."),
            )
        self.set_words(*words)
        self.button.setVisible(bool(total))
