"""The restore assistant: choose a backup, open it, see it checked and compared, take the step."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QStackedWidget, QVBoxLayout, QWidget

from needlelog.domain.errors import KnownError, SignInRefused
from needlelog.ui.file_dialogs import ask_for_folder
from needlelog.ui.gate.note import Note
from needlelog.ui.restore.backup_list import BackupList
from needlelog.ui.restore.compare import ComparePage
from needlelog.ui.restore.secret_panel import SecretPanel
from needlelog.ui.restore.words import made_words, source_words
from needlelog.ui.sentences import error_sentence
from needlelog.ui.widgets.button import Button
from needlelog.ui.widgets.labels import label

if TYPE_CHECKING:
    from needlelog.files.backup_search import FoundBackup
    from needlelog.files.key_slots import SlotOwner
    from needlelog.files.recovery_code import RecoveryCode
    from needlelog.services.restoring import Prepared
    from needlelog.ui.worker import Worker

Progress = Callable[[int, int], None]
_FINE = 1000


@dataclass(frozen=True, slots=True)
class RestoreWork:
    """What the assistant does, on the worker. ``people`` is None where somebody is signed in.

    ``prepare`` gets the backup, who opens it and with what, and is told of progress; ``put`` does
    all that is left and returns when it is done.
    """

    find: Callable[[Path | None], tuple[FoundBackup, ...]]
    people: Callable[[FoundBackup], tuple[SlotOwner, ...]] | None
    prepare: Callable[[FoundBackup, str, str | RecoveryCode, Progress], Prepared]
    put: Callable[[Prepared, str], object]
    drop: Callable[[], None]


class _GivenUp(Exception):
    """The person did not want to wait for the copy."""


class RestoreSteps(QWidget):
    """``title_changed`` carries title and text of the step; ``cancelled`` before the last step,
    ``done`` with the backup after it."""

    title_changed = Signal(str, str)
    cancelled = Signal()
    done = Signal(object)
    _progressed = Signal(float)

    def __init__(
        self,
        work: RestoreWork,
        worker: Worker,
        on_fault: Callable[[Exception], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._work, self._worker, self._on_fault = work, worker, on_fault
        self._prepared: Prepared | None = None
        self._stop = Event()
        # The thread of the copy must not outlive the window by more than one piece.
        self.destroyed.connect(self._stop.set)
        self._build_choice()
        self.secret = SecretPanel()
        self.secret.entered.connect(self._go_on)
        self._build_waiting()
        self.compare = ComparePage()
        self.compare.agreed.connect(self._agreed)
        self.pages = QStackedWidget()
        for page in (self.choice, self.secret, self.waiting, self.compare):
            self.pages.addWidget(page)
        self.cancel = Button(self.tr("Cancel"))
        self.cancel.clicked.connect(self._go_back)
        self.next = Button(self.tr("Check this backup"), "primary")
        self.next.clicked.connect(self._go_on)
        self.put = Button(self.tr("Restore"), "danger")
        self.put.clicked.connect(self._put)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.cancel)
        row.addStretch(1)
        row.addWidget(self.next)
        row.addWidget(self.put)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(self.pages, 1)
        column.addLayout(row)
        self._progressed.connect(self._show_progress)

    def give_up(self) -> None:
        """Stop copying; the person is leaving."""
        self._stop.set()

    def begin(self) -> None:
        """Look for the clinic's own backups."""
        self._show(self.choice)
        self._look(None)

    # --- choosing -------------------------------------------------------------------------------

    def _build_choice(self) -> None:
        self.choice = QWidget()
        self.list = BackupList()
        self.list.chosen.connect(self._show_buttons)
        self.list.taken.connect(self._go_on)
        self.trouble = Note("stop")
        self.older = Button("")
        self.older.clicked.connect(self._take_older)
        self.older.hide()
        self.nothing = label(
            self.tr(
                "There is no backup here. Look on the USB drive or in the folder that has one."
            ),
            "quiet",
            wrap=True,
        )
        self.nothing.hide()
        self.elsewhere = Button(self.tr("Look in another folder…"), icon_name="folder-outline")
        self.elsewhere.clicked.connect(self._ask_folder)
        column = QVBoxLayout(self.choice)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for widget in (self.trouble, self.older, self.nothing, self.list, self.elsewhere):
            column.addWidget(widget, 1 if widget is self.list else 0)

    def _ask_folder(self) -> None:
        ask_for_folder(self, self.tr("Folder with backups"), Path.home(), self.look_in)

    def look_in(self, folder: Path) -> None:
        """Show the backups of another folder instead."""
        self._look(folder)

    def _look(self, folder: Path | None) -> None:
        self._worker.submit(
            lambda: self._work.find(folder), self._show_found, self._not_found, owner=self
        )

    def _not_found(self, error: Exception) -> None:
        self._show(self.choice)
        self._say_trouble(error_sentence(error), None)
        if not isinstance(error, KnownError):
            self._on_fault(error)

    def _show_found(self, found: tuple[FoundBackup, ...]) -> None:
        self._say_trouble("", None)
        self.nothing.setVisible(not found)
        self.list.setVisible(bool(found))
        self.list.show_backups(found)
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        self._show_buttons()

    def _take_older(self) -> None:
        current = self.list.current()
        older = None if current is None else self.list.after(current)
        if older is not None:
            self.list.choose(older)
            self._say_trouble("", None)
            self._go_on()

    def _say_trouble(self, sentence: str, found: FoundBackup | None) -> None:
        self.trouble.say(sentence)
        older = None if found is None else self.list.after(found)
        self.older.setVisible(older is not None)
        if older is not None:
            words = self.tr("Take the next one: {moment}, {place}")
            self.older.setText(words.format(moment=made_words(older), place=source_words(older)))

    # --- opening and checking -------------------------------------------------------------------

    def _build_waiting(self) -> None:
        self.waiting = QWidget()
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("Progress of the restore"))
        self.doing = label("", "quiet", wrap=True)
        column = QVBoxLayout(self.waiting)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addStretch(1)
        column.addWidget(self.bar)
        column.addWidget(self.doing)
        column.addStretch(2)

    def _go_on(self) -> None:
        found = self.list.current()
        if found is None or not self.next.isEnabled():
            return
        if self.pages.currentWidget() is self.secret:
            secret = self.secret.secret()
            if secret is not None:
                self._prepare(found, self.secret.person(), secret)
        elif self._work.people is None:
            self._prepare(found, "", "")
        else:
            people = self._work.people
            self._worker.submit(
                lambda: people(found), self._ask_secret, self._not_prepared, owner=self
            )

    def _ask_secret(self, people: tuple[SlotOwner, ...]) -> None:
        self.secret.show_people(people)
        self._show(self.secret)
        self.secret.take_focus()

    def _prepare(self, found: FoundBackup, person_uid: str, secret: str | RecoveryCode) -> None:
        self._stop.clear()
        self._wait_for(self.tr("The backup is copied beside the records. Nothing is changed yet."))
        stop, tell = self._stop, self._progressed.emit
        told = -1.0

        def progress(done: int, total: int) -> None:
            nonlocal told
            if stop.is_set():
                raise _GivenUp
            share = done / total if total else 1.0
            if share != told:
                told = share
                tell(share)

        self._worker.submit(
            lambda: self._work.prepare(found, person_uid, secret, progress),
            self._was_prepared,
            self._not_prepared,
            owner=self,
        )

    def _show_progress(self, share: float) -> None:
        if share < 1:
            self.bar.setRange(0, _FINE)
            self.bar.setValue(int(share * _FINE))
            return
        self.bar.setRange(0, 0)
        self.doing.setText(
            self.tr("The copy is opened and checked: its pages, its references and its trail.")
        )

    def _was_prepared(self, prepared: Prepared) -> None:
        self._prepared = prepared
        self.compare.show_prepared(prepared)
        self._show(self.compare)
        self.compare.take_focus()

    def _not_prepared(self, error: Exception) -> None:
        if isinstance(error, SignInRefused):
            self._show(self.secret)
            self.secret.tell(error)
            return
        self._show(self.choice)
        if isinstance(error, _GivenUp):
            return
        found, sentence = self.list.current(), error_sentence(error)
        if found is not None:  # the error knows the name of its folder at most
            words = self.tr("Backup of {moment}, {place}: {sentence}")
            sentence = words.format(
                moment=made_words(found), place=source_words(found), sentence=sentence
            )
        self._say_trouble(sentence, found)
        if not isinstance(error, KnownError):
            self._on_fault(error)

    # --- the step itself ------------------------------------------------------------------------

    def _agreed(self, agreed: bool) -> None:
        self.put.setEnabled(agreed)

    def _put(self) -> None:
        prepared = self._prepared
        if prepared is None or not self.compare.agree.isChecked():
            return
        self._wait_for(self.tr("The backup is put in its place…"))
        self.cancel.setEnabled(False)
        self.bar.setRange(0, 0)
        person_uid = self.secret.person()
        self._worker.submit(
            lambda: self._work.put(prepared, person_uid),
            lambda _none: self.done.emit(prepared.found),
            self._not_put,
            owner=self,
        )

    def _not_put(self, error: Exception) -> None:
        self._prepared = None
        self._not_prepared(error)

    # --- moving about ---------------------------------------------------------------------------

    def _go_back(self) -> None:
        page = self.pages.currentWidget()
        if page is self.waiting:
            self._stop.set()
        elif page is self.choice:
            self.cancelled.emit()
        else:
            if self._prepared is not None:
                self._prepared = None
                self._worker.submit(self._work.drop, lambda _none: None, owner=self)
            self._show(self.choice)

    def _wait_for(self, words: str) -> None:
        self.doing.setText(words)
        self.bar.setRange(0, _FINE)
        self.bar.setValue(0)
        self._show(self.waiting)

    def _show(self, page: QWidget) -> None:
        self.pages.setCurrentWidget(page)
        self._show_buttons()
        self.title_changed.emit(*self._title_of(page))

    def _show_buttons(self) -> None:
        page = self.pages.currentWidget()
        at_choice = page is self.choice
        self.next.setVisible(at_choice or page is self.secret)
        self.next.setEnabled(self.list.current() is not None)
        self.put.setVisible(page is self.compare)
        self.put.setEnabled(self.compare.agree.isChecked())
        self.cancel.setEnabled(True)
        self.cancel.setText(
            self.tr("Cancel") if at_choice or page is self.waiting else self.tr("Back")
        )

    def _title_of(self, page: QWidget) -> tuple[str, str]:
        found = self.list.current()
        when = "" if found is None else made_words(found)
        if page is self.choice:
            return self.tr("Restore a backup"), self.tr(
                "Choose the day to go back to. The backup is checked before anything is touched."
            )
        if page is self.secret:
            return self.tr("Open the backup of {moment}").format(moment=when), self.tr(
                "A passphrase of that day opens it, or the recovery code."
            )
        if page is self.waiting:
            return self.tr("Backup of {moment}").format(moment=when), ""
        return self.tr("Go back to {moment}?").format(moment=when), ""
