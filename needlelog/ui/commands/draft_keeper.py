"""The draft's way to the disk: after each act, and again and again where the disk refuses."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject, QTimer, Signal

from needlelog.domain.sessions import SessionDraft
from needlelog.services import sessions
from needlelog.ui.context import Context

AGAIN_MS = 5000


class DraftKeeper(QObject):
    """``saved`` carries the instant of the commit, ``failed`` the error of a first failure.

    A draft that could not be saved stays in the window and is tried again every few seconds, so
    that nobody has to think of it once there is room again.
    """

    saved = Signal(object)
    failed = Signal(object)

    def __init__(
        self, context: Context, newest: Callable[[], SessionDraft | None], parent: QObject
    ) -> None:
        """``newest`` gives the draft in front, None when there is none any more."""
        super().__init__(parent)
        self._context = context
        self._newest = newest
        self._refused = False
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(AGAIN_MS)
        self._again.timeout.connect(self.try_again)

    @property
    def unsaved(self) -> bool:
        """Whether the newest draft could not be saved."""
        return self._refused and self._newest() is not None

    def save(self, draft: SessionDraft) -> None:
        """Hand the draft to the database without waiting."""
        clinic = self._context.clinic
        self._context.worker.submit_latest(
            f"draft {draft.uid}",
            lambda: sessions.save_draft(clinic, draft),
            self._saved,
            self._not_saved,
            owner=self,
        )

    def try_again(self) -> None:
        """Hand over once more what could not be saved."""
        draft = self._newest()
        if self._refused and draft is not None:
            self.save(draft)

    def _saved(self, at: datetime) -> None:
        self._refused = False
        self._again.stop()
        self.saved.emit(at)

    def _not_saved(self, error: Exception) -> None:
        first, self._refused = not self._refused, True
        self._again.start()
        if first:
            self.failed.emit(error)
