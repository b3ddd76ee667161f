"""Reads the session in front for the preview, after the rows of the list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from needlelog.ui.openings import tell_opening
from needlelog.ui.screens.review.preview_data import SessionPreview, read_preview

if TYPE_CHECKING:
    from needlelog.ui.context import Context
    from needlelog.ui.screens.review.list_model import SessionListModel
    from needlelog.ui.screens.review.preview import PreviewCard


class PreviewReading(QObject):
    """Shows a session in the preview. Where its row is not here yet, that is read and painted
    first: a preview takes several times as long."""

    def __init__(self, context: Context, model: SessionListModel, preview: PreviewCard) -> None:
        super().__init__(preview)
        self._context = context
        self._model = model
        self._preview = preview
        self._waiting: int | None = None
        model.rows_arrived.connect(self._read_waiting)
        model.modelReset.connect(self._wait_no_more)

    def show(self, number: int, place: int) -> None:
        """Show the session with this number, which stands at this place of the list."""
        self._waiting = number
        if self._model.row_or_ask(place) is not None:
            self._read_waiting()

    def _wait_no_more(self) -> None:
        self._waiting = None

    def _read_waiting(self) -> None:
        number, self._waiting = self._waiting, None
        if number is None:
            return
        clinic = self._context.clinic
        self._context.worker.submit_latest(
            "review-preview",
            lambda: read_preview(clinic, number),
            self._show,
            self._context.report,
            owner=self,
        )

    def _show(self, found: SessionPreview | None) -> None:
        if found is None:
            return
        self._preview.show_session(found)
        tell_opening(self._context, "session", found.row.uid, self)
