"""The set-up assistant: three pages, then the clinic is made and opened."""

from __future__ import annotations

import contextlib
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from needlelog.domain.errors import KnownError
from needlelog.files.recovery_code import RecoveryCode, new_recovery_code
from needlelog.ui.recovery_code.sheet import RecoverySheet
from needlelog.ui.screens.first_run.bring_page import BringPage
from needlelog.ui.screens.first_run.code_page import CodePage
from needlelog.ui.screens.first_run.export_page import ExportPage
from needlelog.ui.screens.first_run.person_page import PersonPage
from needlelog.ui.screens.first_run.place_page import PlacePage
from needlelog.ui.sentences import error_sentence

if TYPE_CHECKING:
    from collections.abc import Callable

    from needlelog.domain.moving import PackedClinic
    from needlelog.files.key_slots import SlotOwner
    from needlelog.services.clinic import Clinic
    from needlelog.services.restore_json import ExportFacts, MadeOfExport
    from needlelog.ui.door import Door
    from needlelog.ui.worker import Worker


_EXPORTED = (".zip", ".json")
"""The endings of exports of which a clinic can be made."""


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
        self.bring = BringPage()
        self.export = ExportPage()
        self._exported: Path | None = None
        """The export of which the clinic is made, where it is made of one."""
        self._clinic_name = ""
        self.bring.went_back.connect(self._to_place)
        self.bring.completed.connect(self._unpack)
        self.export.went_back.connect(self._to_place)
        self.export.completed.connect(self._to_code_of_export)
        self.export.finished.connect(lambda: self.existing_chosen.emit(self.place.chosen_folder()))
        for page in (self.place, self.person, self.code, self.bring, self.export):
            self._pages.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._pages)
        self.place.existing_chosen.connect(self.existing_chosen)
        self.place.sample_requested.connect(self.sample_requested)
        self.place.bring_requested.connect(self.open_packed)
        self.place.completed.connect(self._to_person)
        self.person.went_back.connect(self._to_place)
        self.person.completed.connect(self._to_code)
        self.code.went_back.connect(self._back_from_code)
        self.code.completed.connect(self._make)

    def take_focus(self) -> None:
        """Put the cursor where typing begins."""
        self.place.take_focus()

    def sample_failed(self, error: Exception) -> None:
        """Say why the sample clinic could not be made or opened."""
        self.place.set_sample_busy(False)
        self.place.sample_trouble.say(error_sentence(error), "stop")
        if not isinstance(error, KnownError):
            self._on_fault(error)

    def open_packed(self, file: Path) -> None:
        """Look into a packed clinic and ask who opens it, or into an export and who begins."""
        self.place.bring_trouble.say("")
        if file.suffix.lower() in _EXPORTED:
            self._worker.submit(
                lambda: _export_facts(file),
                lambda facts: self._show_export(file, facts),
                self._not_packed,
                owner=self,
            )
        else:
            self._worker.submit(
                lambda: _packed_clinic(file),
                lambda found: self._show_packed(file, *found),
                self._not_packed,
                owner=self,
            )

    def _show_export(self, file: Path, facts: ExportFacts) -> None:
        self._exported, self._clinic_name = file, facts.clinic
        self.export.show_export(file, self.place.chosen_folder(), facts)
        self._to_export()

    def _to_export(self) -> None:
        self._pages.setCurrentWidget(self.export)
        self.export.take_focus()

    def _to_code_of_export(self) -> None:
        self._show_code(self._clinic_name, self.tr("Recovery code"))

    def _back_from_code(self) -> None:
        if self._exported is None:
            self._to_person()
        else:
            self._to_export()

    def _make(self) -> None:
        if self._exported is None:
            self._create()
        else:
            self._make_of_export(self._exported)

    def _make_of_export(self, file: Path) -> None:
        folder, door, code = self.place.chosen_folder(), self._door, self._code
        person, passphrase = self.export.person(), self.export.passphrase()
        tell = self.export.progressed

        def make() -> MadeOfExport:
            from needlelog.services.restore_json import restore_clinic

            return restore_clinic(
                file,
                folder,
                person,
                passphrase,
                code,
                door.clock,
                door.cost,
                lambda done, total: tell.emit(done / total if total else 1.0),
            )

        self.export.begin()
        self._pages.setCurrentWidget(self.export)
        self._worker.submit(make, self.export.show_made, self._not_made_of_export, owner=self)

    def _not_made_of_export(self, error: Exception) -> None:
        self.export.tell(error_sentence(error))
        if not isinstance(error, KnownError):
            self._on_fault(error)

    def _not_packed(self, error: Exception) -> None:
        self.place.bring_trouble.say(error_sentence(error))
        if not isinstance(error, KnownError):
            self._on_fault(error)

    def _show_packed(
        self, file: Path, contents: PackedClinic, people: tuple[SlotOwner, ...]
    ) -> None:
        self.bring.show_packed(file, self.place.chosen_folder(), contents, people)
        self._pages.setCurrentWidget(self.bring)
        self.bring.take_focus()

    def _unpack(self, file: Path, person_uid: str, secret: str | RecoveryCode) -> None:
        folder, clock, tell = self.place.chosen_folder(), self._door.clock, self.bring.progressed

        def unpack() -> None:
            from needlelog.services.moving import unpack

            unpack(
                file,
                folder,
                person_uid,
                secret,
                clock,
                lambda done, total: tell.emit(done / total if total else 1.0),
            )

        self.bring.set_busy(True)
        self._worker.submit(
            unpack, lambda _none: self._unpacked(folder), self._not_unpacked, owner=self
        )

    def _unpacked(self, folder: Path) -> None:
        self.bring.set_busy(False)
        self.existing_chosen.emit(folder)

    def _not_unpacked(self, error: Exception) -> None:
        self.bring.set_busy(False)
        self.bring.tell(error)
        if not isinstance(error, KnownError):
            self._on_fault(error)

    def _to_place(self) -> None:
        self._exported = None
        self._pages.setCurrentWidget(self.place)
        self.place.take_focus()

    def _to_person(self) -> None:
        self.person.set_clinic_name(self.place.clinic_name())
        self._pages.setCurrentWidget(self.person)
        self.person.take_focus()

    def _to_code(self) -> None:
        self._show_code(self.place.clinic_name(), self.tr("3 of 3 · Recovery code"))

    def _show_code(self, clinic_name: str, step: str) -> None:
        folder = self.place.chosen_folder()
        today = self._door.clock().astimezone().date()
        self.code.set_step(step)
        self.code.show_code(RecoverySheet(clinic_name, str(folder), self._code, today))
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


def _export_facts(file: Path) -> ExportFacts:
    """On the worker: what an export holds."""
    from needlelog.services.restore_json import facts_of

    return facts_of(file)


def _packed_clinic(file: Path) -> tuple[PackedClinic, tuple[SlotOwner, ...]]:
    """On the worker: what a packed clinic holds, and who opens it."""
    from needlelog.services.moving import packed_clinic

    return packed_clinic(file)
