"""The restore assistant over the open clinic, for its manager."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from needlelog.ui.restore.steps import Progress, RestoreSteps, RestoreWork
from needlelog.ui.restore.words import made_words
from needlelog.ui.theme.active import metrics
from needlelog.ui.widgets.dialog import SheetDialog

if TYPE_CHECKING:
    from pathlib import Path

    from needlelog.files.backup_search import FoundBackup
    from needlelog.files.recovery_code import RecoveryCode
    from needlelog.services.clinic import Clinic
    from needlelog.services.restoring import Prepared
    from needlelog.ui.context import Context

_WIDE, _HIGH = 640, 560


class RestoreSheet(SheetDialog):
    """Everything is made ready while the clinic is open; for the last step the window leaves it."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._context = context
        self._ready: Prepared | None = None
        self.steps = RestoreSteps(
            self._work(context.clinic), context.background, context.faulted.emit
        )
        self.steps.title_changed.connect(self._show_title)
        self.steps.cancelled.connect(self.reject)
        self.steps.done.connect(self._leave)
        self.body.addWidget(self.steps, 1)
        room = self.screen().availableGeometry()
        scaled = metrics().text
        self.resize(min(scaled(_WIDE), room.width() - 40), min(scaled(_HIGH), room.height() - 40))
        self.steps.begin()

    def reject(self) -> None:
        """Escape goes back a step, and closes at the first."""
        if self.steps.pages.currentWidget() is self.steps.choice:
            super().reject()
        elif self.steps.cancel.isEnabled():
            self.steps.cancel.click()

    def _show_title(self, title: str, text: str) -> None:
        self.set_title(title, text)
        self._text.setVisible(bool(text))

    def _work(self, clinic: Clinic) -> RestoreWork:
        from needlelog.services import restoring

        def find(chosen: Path | None) -> tuple[FoundBackup, ...]:
            return restoring.backups_to_restore(clinic.folder, chosen)

        def prepare(
            found: FoundBackup, _person: str, _secret: str | RecoveryCode, progress: Progress
        ) -> Prepared:
            return restoring.prepare_here(clinic, found, progress)

        def make_ready(prepared: Prepared, _person: str) -> None:
            restoring.make_ready_here(clinic, prepared)
            self._ready = prepared

        return RestoreWork(find, None, prepare, make_ready, lambda: restoring.drop(clinic.folder))

    def _leave(self, found: FoundBackup) -> None:
        from needlelog.services import restoring

        clinic, prepared = self._context.clinic, self._ready
        if prepared is None:
            return
        said = self.tr(
            "The backup of {moment} is in its place. Sign in with a passphrase of that day. "
            "What it replaced is set aside and can come back: Settings, Backups."
        ).format(moment=made_words(found))
        self.accept()
        self._context.navigator.leave_requested.emit(
            lambda: restoring.put_here(clinic, prepared), said
        )
