"""The set-up assistant: three pages, then the clinic is made and opened."""

from __future__ import annotations

import contextlib
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from needlelog.domain.errors import KnownError
from needlelog.files.recovery_code import new_recovery_code
from needlelog.ui.recovery_code.sheet import RecoverySheet
from needlelog.ui.screens.first_run.code_page import CodePage
from needlelog.ui.screens.first_run.person_page import PersonPage
from needlelog.ui.screens.first_run.place_page import PlacePage
from needlelog.ui.sentences import error_sentence

if TYPE_CHECKING:
    from collections.abc import Callable

    from needlelog.services.clinic import Clinic
    from needlelog.ui.door import Door
    from needlelog.ui.worker import Worker


class FirstRunScreen(QWidget):
    """``opened`` carries the new clinic. Nothing is written before the last page is done."""

    opened = Signal(object)
    existing_chosen = Signal(Path)
    sample_requested = Signal()

    def __init__(
        self,
        door: Door,
        worker: Worker,
        *,
        folder_is_fixed: bool,
        sample: bool,
        on_fault: Callable[[Exception], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._door = door
        self._worker = worker
        self._on_fault = on_fault
        self._code = new_recovery_code()
        self.place = PlacePage(door.folder, folder_is_fixed=folder_is_fixed, sample=sample)
        self.person = PersonPage()
        self.code = CodePage()
        self._pages = QStackedWidget()
        for page in (self.place, self.person, self.code):
            self._pages.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._pages)
        self.place.existing_chosen.connect(self.existing_chosen)
        self.place.sample_requested.connect(self.sample_requested)
        self.place.completed.connect(self._to_person)
        self.person.went_back.connect(self._to_place)
        self.person.completed.connect(self._to_code)
        self.code.went_back.connect(self._to_person)
        self.code.completed.connect(self._create)

    def take_focus(self) -> None:
        """Put the cursor where typing begins."""
        self.place.take_focus()

    def sample_failed(self, error: Exception) -> None:
        """Say why the sample clinic could not be made or opened."""
        self.place.set_sample_busy(False)
        self.place.sample_trouble.say(error_sentence(error), "stop")
        if not isinstance(error, KnownError):
            self._on_fault(error)

    def _to_place(self) -> None:
        self._pages.setCurrentWidget(self.place)
        self.place.take_focus()

    def _to_person(self) -> None:
        self.person.set_clinic_name(self.place.clinic_name())
        self._pages.setCurrentWidget(self.person)
        self.person.take_focus()

    def _to_code(self) -> None:
        folder = self.place.chosen_folder()
        today = self._door.clock().astimezone().date()
        self.code.show_code(RecoverySheet(self.place.clinic_name(), str(folder), self._code, today))
        self._pages.setCurrentWidget(self.code)
        self.code.take_focus()

    def _create(self) -> None:
        door = replace(self._door, folder=self.place.chosen_folder())
        name, first, code = self.place.clinic_name(), self.person.person(), self._code
        second = self.place.second.chosen()
        self.code.set_busy(True)
        self._worker.submit(
            lambda: _with_second_place(
                door.create(name, first.practitioner, first.passphrase, code), second
            ),
            self._made,
            self._not_made,
            owner=self,
        )

    def _made(self, clinic: Clinic) -> None:
        self.code.set_busy(False)
        self.opened.emit(clinic)

    def _not_made(self, error: Exception) -> None:
        self.code.set_busy(False)
        self.code.tell(error_sentence(error))
        if not isinstance(error, KnownError):
            self._on_fault(error)


def _with_second_place(clinic: Clinic, folder: Path | None) -> Clinic:
    """Let backups go there as well; where that fails, Today asks for a place again."""
    if folder is not None:
        from needlelog.services.backup_places import choose_second_place

        with contextlib.suppress(KnownError):
            choose_second_place(clinic, folder)
    return clinic
