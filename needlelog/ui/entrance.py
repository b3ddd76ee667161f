"""Which page stands at the entrance of a clinic folder: set-up, sign-in, recovery, or trouble."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from needlelog.domain.errors import KnownError
from needlelog.files.clinic_folder import FolderState
from needlelog.files.this_computer import remember_folder

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from needlelog.files.key_slots import SlotOwner
    from needlelog.services.clinic import Clinic
    from needlelog.ui.door import Door
    from needlelog.ui.screens.first_run.screen import FirstRunScreen
    from needlelog.ui.worker import Worker


@dataclass(frozen=True, slots=True)
class SampleClinic:
    """A clinic of made-up clients to look around in: where it lies, how to make it, its key.

    `make` takes the folder and may raise a `KnownError`; it runs on the worker.
    """

    folder: Path
    make: Callable[[Path], object]
    passphrase: str


class Entrance(QObject):
    """``page_made`` carries the page to show, ``opened`` the clinic.

    ``refused`` carries an error that keeps the clinic shut; its page is made as well.
    """

    page_made = Signal(object)
    opened = Signal(object)
    refused = Signal(object)
    quit_requested = Signal()
    faulted = Signal(object)

    def __init__(
        self,
        door: Door,
        worker: Worker,
        *,
        folder_is_fixed: bool,
        sample: SampleClinic | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._sample = sample
        self.door = door
        self._worker = worker
        self._folder_is_fixed = folder_is_fixed

    def look(self, last_person: str = "", said: str = "") -> None:
        """Look at the folder and make the page that fits; ``said`` is told where one signs in."""
        try:
            self.door.finish_interrupted()
            state = self.door.place.state()
            self.door.require_records(state)
            if state in {FolderState.FREE, FolderState.OCCUPIED, FolderState.UNFINISHED}:
                self._set_up()
                return
            self.door.place.require_clinic()
            self.door.require_free()
            people = self.door.people()
        except KnownError as error:
            self.tell(error)
            return
        self._sign_in(people, last_person, said)

    def _set_up(self) -> None:
        from needlelog.ui.screens.first_run.screen import FirstRunScreen

        screen = FirstRunScreen(
            self.door,
            self._worker,
            folder_is_fixed=self._folder_is_fixed,
            sample=self._sample is not None,
            on_fault=self.faulted.emit,
        )
        screen.opened.connect(self._made)
        screen.existing_chosen.connect(self._move_to)
        screen.sample_requested.connect(lambda: self._open_sample(screen))
        self.page_made.emit(screen)

    def _sign_in(self, people: tuple[SlotOwner, ...], last_person: str, said: str) -> None:
        from needlelog.ui.screens.sign_in.screen import SignInScreen

        screen = SignInScreen(
            self.door,
            self._worker,
            people,
            last_person=last_person,
            said=said,
            on_fault=self.faulted.emit,
        )
        screen.opened.connect(self.opened)
        screen.refused.connect(self.tell)
        screen.recovery_requested.connect(lambda uid: self._recover(people, uid))
        self.page_made.emit(screen)

    def _recover(self, people: tuple[SlotOwner, ...], person_uid: str) -> None:
        from needlelog.ui.screens.recovery.screen import RecoveryScreen

        screen = RecoveryScreen(
            self.door, self._worker, people, person_uid, on_fault=self.faulted.emit
        )
        screen.opened.connect(self.opened)
        screen.cancelled.connect(lambda: self.look(person_uid))
        self.page_made.emit(screen)

    def _restore(self) -> None:
        from needlelog.ui.screens.restore.screen import RestoreScreen

        screen = RestoreScreen(self.door, self._worker, on_fault=self.faulted.emit)
        screen.cancelled.connect(self.look)
        screen.restored.connect(self.look)
        self.page_made.emit(screen)

    def tell(self, error: KnownError) -> None:
        """Make the page that says why the clinic cannot be opened."""
        from needlelog.domain.restoring import CANNOT_BE_OPENED
        from needlelog.ui.screens.trouble.screen import TroubleScreen
        from needlelog.ui.sentences import error_sentence

        screen = TroubleScreen(
            error_sentence(error),
            str(self.door.folder),
            can_restore=isinstance(error, CANNOT_BE_OPENED),
        )
        screen.restore_requested.connect(self._restore)
        screen.retried.connect(self.look)
        screen.quit_requested.connect(self.quit_requested)
        self.page_made.emit(screen)
        self.refused.emit(error)

    def _made(self, clinic: Clinic) -> None:
        self.door = replace(self.door, folder=clinic.folder.path)
        self._remember()
        self.opened.emit(clinic)

    def _move_to(self, folder: Path) -> None:
        self.door = replace(self.door, folder=folder)
        self._remember()
        self.look()

    def _open_sample(self, screen: FirstRunScreen) -> None:
        """Make the sample clinic where there is none yet, and sign in; it is not remembered."""
        sample = self._sample
        if sample is None:
            return
        door = replace(self.door, folder=sample.folder)

        def opened() -> Clinic:
            if not door.place.is_clinic():
                sample.make(sample.folder)
            return door.sign_in(door.people()[0].person_uid, sample.passphrase)

        def taken(clinic: Clinic) -> None:
            self.door = door
            self.opened.emit(clinic)

        screen.place.set_sample_busy(True)
        self._worker.submit(opened, taken, screen.sample_failed, owner=screen)

    def _remember(self) -> None:
        if self._folder_is_fixed:
            return
        try:
            remember_folder(self.door.folder)
        except KnownError as error:
            self.refused.emit(error)
