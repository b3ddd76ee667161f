"""The restore assistant at the entrance, for whoever can open a backup of the clinic."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from needlelog.ui.gate.page import GatePage
from needlelog.ui.restore.steps import Progress, RestoreSteps, RestoreWork
from needlelog.ui.restore.words import made_words

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from needlelog.files.backup_search import FoundBackup
    from needlelog.files.key_slots import SlotOwner
    from needlelog.files.recovery_code import RecoveryCode
    from needlelog.services.restoring import Prepared
    from needlelog.ui.door import Door
    from needlelog.ui.worker import Worker


class RestoreScreen(QWidget):
    """``restored`` carries the person who opened the backup and a sentence; ``cancelled`` before."""

    restored = Signal(str, str)
    cancelled = Signal()

    def __init__(
        self,
        door: Door,
        worker: Worker,
        *,
        on_fault: Callable[[Exception], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._page = GatePage(" ")
        self.steps = RestoreSteps(_work(door), worker, on_fault)
        self.steps.title_changed.connect(self._page.set_words)
        self.steps.cancelled.connect(self.cancelled)
        self.steps.done.connect(self._tell)
        self._page.body.addWidget(self.steps)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._page)
        self.steps.begin()

    def take_focus(self) -> None:
        """Put the keyboard on the list."""
        self.steps.list.setFocus()

    def give_up(self) -> None:
        """Stop copying: the window is being closed."""
        self.steps.give_up()

    def _tell(self, found: FoundBackup) -> None:
        words = self.tr(
            "The backup of {moment} is in its place. Sign in with a passphrase of that day, or "
            "with the recovery code under “Forgotten passphrase”."
        )
        self.restored.emit(self.steps.secret.person(), words.format(moment=made_words(found)))


def _work(door: Door) -> RestoreWork:
    """The services are imported by the worker, after the page stands."""

    def find(chosen: Path | None) -> tuple[FoundBackup, ...]:
        from needlelog.services.restoring import backups_to_restore

        return backups_to_restore(door.place, chosen)

    def people(found: FoundBackup) -> tuple[SlotOwner, ...]:
        from needlelog.services.restoring import people_of

        return people_of(found)

    def prepare(
        found: FoundBackup, person_uid: str, secret: str | RecoveryCode, progress: Progress
    ) -> Prepared:
        from needlelog.services.restoring import prepare

        return prepare(door.place, found, person_uid, secret, door.clock, progress)

    def put(prepared: Prepared, person_uid: str) -> None:
        from needlelog.services.restoring import restore

        restore(door.place, prepared, person_uid, door.clock)

    def drop() -> None:
        from needlelog.services.restoring import drop

        drop(door.place)

    return RestoreWork(find, people, prepare, put, drop)
