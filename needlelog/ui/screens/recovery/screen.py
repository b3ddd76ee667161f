"""Recovery: code and new passphrase, then a new code for those who may replace it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from needlelog.domain.errors import KnownError
from needlelog.files.recovery_code import RecoveryCode, new_recovery_code
from needlelog.ui.recovery_code.sheet import RecoverySheet
from needlelog.ui.screens.recovery.code_entry_page import CodeEntryPage
from needlelog.ui.screens.recovery.new_code_page import NewCodePage

if TYPE_CHECKING:
    from collections.abc import Callable

    from needlelog.files.key_slots import SlotOwner
    from needlelog.services.clinic import Clinic
    from needlelog.ui.door import Door
    from needlelog.ui.worker import Worker


class RecoveryScreen(QWidget):
    """``opened`` carries the clinic once everything is chosen; ``cancelled`` before."""

    opened = Signal(object)
    cancelled = Signal()

    def __init__(
        self,
        door: Door,
        worker: Worker,
        people: tuple[SlotOwner, ...],
        person_uid: str,
        *,
        on_fault: Callable[[Exception], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._door = door
        self._worker = worker
        self._on_fault = on_fault
        self.entry = CodeEntryPage(people, person_uid)
        self.entry.completed.connect(self._reset)
        self.entry.cancelled.connect(self.cancelled)
        self.renewal: NewCodePage | None = None
        self._clinic: Clinic | None = None
        self._pages = QStackedWidget()
        self._pages.addWidget(self.entry)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._pages)
        self.entry.wait(door.seconds_to_wait(None))

    def take_focus(self) -> None:
        """Put the cursor where typing begins."""
        self.entry.take_focus()

    def unfinished_clinic(self) -> Clinic | None:
        """The clinic that is open while the new code is being shown, for whoever closes."""
        return self._clinic

    def _reset(self, person_uid: str, code: RecoveryCode, passphrase: str) -> None:
        self.entry.set_busy(True)
        self._worker.submit(
            lambda: self._door.reset_passphrase(person_uid, code, passphrase),
            self._was_reset,
            self._was_not_reset,
            owner=self,
        )

    def _was_reset(self, clinic: Clinic) -> None:
        self.entry.set_busy(False)
        self.entry.secret.clear()
        self.entry.code.clear()
        self._clinic = clinic
        if not clinic.person.may_manage:
            self._finish()
            return
        code = new_recovery_code()
        today = self._door.clock().astimezone().date()
        self.renewal = NewCodePage(RecoverySheet(clinic.name, str(clinic.folder.path), code, today))
        self.renewal.kept.connect(self._finish)
        self.renewal.completed.connect(lambda: self._replace(clinic, code))
        self._pages.addWidget(self.renewal)
        self._pages.setCurrentWidget(self.renewal)
        self.renewal.panel.take_focus()

    def _was_not_reset(self, error: Exception) -> None:
        self.entry.set_busy(False)
        self.entry.tell(error)
        if not isinstance(error, KnownError):
            self._on_fault(error)

    def _replace(self, clinic: Clinic, code: RecoveryCode) -> None:
        def replace() -> None:
            from needlelog.services.clinic import replace_recovery_code

            replace_recovery_code(clinic, code)

        self._worker.submit(replace, lambda _none: self._finish(), self._not_replaced, owner=self)

    def _not_replaced(self, error: Exception) -> None:
        if self.renewal is not None:
            self.renewal.tell(error)
        if not isinstance(error, KnownError):
            self._on_fault(error)

    def _finish(self) -> None:
        clinic, self._clinic = self._clinic, None
        self.opened.emit(clinic)
