"""The one window: the pages at the entrance, the open clinic, and the cover while it is locked."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from PySide6.QtCore import QByteArray, Signal
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget

from needlelog.domain.errors import KnownError
from needlelog.files.quick_unlock import QuickUnlock
from needlelog.ui.covered_dialogs import CoveredDialogs
from needlelog.ui.idle import IdleWatch
from needlelog.ui.kept_focus import KeptFocus
from needlelog.ui.lock_keys import LockKeys
from needlelog.ui.lock_settings import LockSettings, read_lock_settings
from needlelog.ui.theme.dress import dress
from needlelog.ui.unsaved_sheet import ask_before_losing
from needlelog.ui.widgets.focus_in_sight import FocusInSight
from needlelog.ui.window_state import load_window_state, save_window_state

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime, timedelta

    from PySide6.QtGui import QCloseEvent

    from needlelog.domain.zones import ZoneCatalogue
    from needlelog.services.clinic import Clinic
    from needlelog.ui.context import Changes
    from needlelog.ui.desk import Desk
    from needlelog.ui.entrance import Entrance
    from needlelog.ui.theme.manager import ThemeManager
    from needlelog.ui.worker import Worker

_USUAL_SIZE = (1280, 800)
_SMALLEST_SIZE = (800, 600)
_TITLE = "NeedleLog"
"""The title never names a client: it is seen in the task bar, also while locked."""


@runtime_checkable
class _Page(Protocol):
    def take_focus(self) -> None: ...


@runtime_checkable
class _Working(Protocol):
    """A page whose long work need not be waited for when the window closes."""

    def give_up(self) -> None: ...


class MainWindow(QMainWindow):
    """``entered`` when a clinic was opened and its first place is in front; ``locked`` and
    ``unlocked`` around a lock; ``faulted`` with an error that is the program's own."""

    entered = Signal()
    locked = Signal()
    unlocked = Signal()
    faulted = Signal(object)

    def __init__(
        self,
        entrance: Entrance,
        worker: Worker,
        theme: ThemeManager,
        zones: Callable[[], ZoneCatalogue],
        clock: Callable[[], datetime],
    ) -> None:
        super().__init__()
        self.setWindowTitle(_TITLE)
        dress(self)
        self.setMinimumSize(*_SMALLEST_SIZE)
        self.entrance = entrance
        entrance.setParent(self)
        self.clock = clock
        self._may_lose = False
        self.hold_closing: Callable[[], bool] = lambda: False
        """Asked when the window is to be closed; whoever holds it closes it again later."""
        self._worker = worker
        self._theme = theme
        self._zones = zones
        self.desk: Desk | None = None
        self.clinic: Clinic | None = None
        self.quick = QuickUnlock()
        self._dialogs = CoveredDialogs(self)
        self._focus_before_lock: KeptFocus | None = None
        self._stage = QStackedWidget()
        self.setCentralWidget(self._stage)
        self._idle = IdleWatch(clock, self)
        self._idle.idle.connect(self.lock)
        self._lock_keys = LockKeys(self.lock, self)
        self._focus_in_sight = FocusInSight(self)
        entrance.page_made.connect(self._show_page)
        entrance.opened.connect(self._open)
        entrance.quit_requested.connect(self.close)
        entrance.faulted.connect(self.faulted)
        self._take_place()

    def page(self) -> QWidget | None:
        """What the window shows: a page of the entrance, the desk, or the lock."""
        return self._stage.currentWidget()

    def lock(self) -> None:
        """Cover everything; what was typed is handed to the worker first."""
        if self.clinic is None or self.desk is None or self.page() is not self.desk:
            return
        from needlelog.ui.screens.lock.screen import LockScreen

        self._idle.stop()
        self._focus_before_lock = KeptFocus()
        self.desk.flush()
        self._dialogs.cover(self.desk)
        screen = LockScreen(self.clinic, self._worker, self.quick, on_fault=self.faulted.emit)
        screen.unlocked.connect(self._unlock)
        screen.switch_requested.connect(self._switch_person)
        self._show_page(screen)
        self.locked.emit()

    def cover(self, page: QWidget) -> None:
        """Put a page in front of everything for good, such as the one while the program closes."""
        self._idle.stop()
        self._dialogs.cover(self.desk)
        self._show_page(page)

    def untouched(self) -> timedelta:
        """For how long nobody has worked with the open clinic; very long while it is locked."""
        return self._idle.untouched()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Save what was typed, finish the work at hand, let go of the folder."""
        if self.desk is not None:
            self.desk.flush()
            if self.desk.unsaved and not self._may_lose:
                desk = self.desk
                ask_before_losing(self, lambda: desk.unsaved, self._close_all_the_same)
                event.ignore()
                return
            if self._asks_about_addenda(self.desk) and not self._may_lose:
                self._ask_about_addenda(self.desk, self._close_all_the_same)
                event.ignore()
                return
        if self.hold_closing():
            event.ignore()
            return
        self._idle.stop()
        self._keep_place()
        page: object = self.page()
        if isinstance(page, _Working):
            page.give_up()
        self._worker.shutdown()
        self.quick.forget()
        for clinic in (self.clinic, self._clinic_at_entrance()):
            if clinic is not None:
                clinic.close()
        self.clinic = None
        super().closeEvent(event)

    def _close_all_the_same(self) -> None:
        self._may_lose = True
        self.close()

    # --- pages ------------------------------------------------------------------------------

    def _show_page(self, page: QWidget) -> None:
        former = self.page()
        self._stage.addWidget(page)
        self._stage.setCurrentWidget(page)
        if former is not None and former is not self.desk:
            self._drop(former)
        if isinstance(page, _Page):
            page.take_focus()

    def _drop(self, page: QWidget) -> None:
        self._stage.removeWidget(page)
        page.deleteLater()

    def _open(self, clinic: Clinic) -> None:
        # The shell and its parts are imported while the passphrase is checked, see `start`.
        from needlelog.ui.context import Context
        from needlelog.ui.desk import Desk

        self.clinic = clinic
        context = Context(clinic, self._worker, self._theme, self._zones())
        context.changed.connect(self._on_changed)
        context.faulted.connect(self.faulted)
        context.navigator.leave_requested.connect(self.leave)
        self.desk = Desk(context)
        self.desk.lock_requested.connect(self.lock)
        self._show_page(self.desk)
        self.desk.open_first()
        self._read_settings()
        self.entered.emit()

    def _unlock(self) -> None:
        cover, desk = self.page(), self.desk
        if desk is None or cover is None:
            return
        self._stage.setCurrentWidget(desk)
        self._drop(cover)
        self._dialogs.uncover()
        if self._focus_before_lock is not None:
            self._focus_before_lock.give_back()
        self._focus_before_lock = None
        self._read_settings()
        self.unlocked.emit()

    def _switch_person(self) -> None:
        if self.clinic is None or self.desk is None:
            return
        kept = self.tr("The session under way is saved as it stands: Today goes on with it.")
        self.leave(self.clinic.close, kept if self.desk.under_way else "")

    def leave(self, act: Callable[[], object], said: str = "") -> None:
        """Stand at the entrance again, after ``act`` has closed the clinic; ``said`` is told there.

        What is typed is saved first. Where the disk does not take it, it is asked whether to leave
        all the same.
        """
        desk = self.desk
        if self.clinic is None or desk is None:
            return
        if self.page() is desk:  # a lock has saved already
            self._idle.stop()
            desk.flush()
            desk.setEnabled(False)
        # After the draft that was just handed over: only then it is known whether it was taken.
        self._worker.submit(_nothing, lambda _none: self._leave_saved(desk, act, said), owner=desk)

    def _leave_saved(self, desk: Desk, act: Callable[[], object], said: str) -> None:
        if self.desk is not desk:
            return
        if not desk.unsaved and not self._asks_about_addenda(desk):
            self._leave(act, said)
            return
        desk.setEnabled(True)
        self._read_settings()

        def leave() -> None:
            self._leave(act, said)

        if desk.unsaved:
            ask_before_losing(self, lambda: desk.unsaved, leave, closes=False)
        else:
            self._ask_about_addenda(desk, leave, closes=False)

    def _asks_about_addenda(self, desk: Desk) -> bool:
        """Begun ones are kept, so whoever stands before the lock is not asked about hers."""
        return desk.unkept or (bool(desk.unwritten) and self.page() is desk)

    def _ask_about_addenda(
        self, desk: Desk, go_on: Callable[[], object], *, closes: bool = True
    ) -> None:
        """Before the lock no client is named."""
        from needlelog.ui.begun_sheet import BegunHere, ask_before_forgetting

        named = desk.unwritten if self.page() is desk else ()
        opened = desk.context.navigator.record_requested.emit
        ask_before_forgetting(self, BegunHere(named, desk.unkept, opened), go_on, closes=closes)

    def _leave(self, act: Callable[[], object], said: str) -> None:
        clinic, desk = self.clinic, self.desk
        if clinic is None or desk is None:
            return
        self._idle.stop()
        self._keep_place()
        self.clinic, self.desk = None, None
        self.quick.forget()
        self._dialogs.forget()
        self._focus_before_lock = None
        desk.give_up()
        background, reckoning = desk.context.background, desk.context.reckoning
        self._drop(desk)

        def close(_none: object) -> None:
            self._close(clinic, act, said)

        # After the jobs at hand, among them the draft that was just handed over: no other thread
        # reads records that are closed or put aside.
        background.submit(
            _nothing, lambda _none: reckoning.submit(_nothing, close, owner=self), owner=self
        )

    def _close(self, clinic: Clinic, act: Callable[[], object], said: str) -> None:
        last_person = clinic.person.uid
        self._worker.submit(
            act,
            lambda _none: self.entrance.look(last_person, said),
            lambda error: self._not_left(clinic, error),
            owner=self,
        )

    def _not_left(self, clinic: Clinic, error: Exception) -> None:
        """Whatever went wrong: nobody is signed in any more, so the clinic must not stay open."""
        clinic.close()
        if isinstance(error, KnownError):
            self.entrance.tell(error)
        else:
            self.faulted.emit(error)
            self.entrance.look(clinic.person.uid)

    def _clinic_at_entrance(self) -> Clinic | None:
        """The clinic that a recovery has opened but not yet handed over."""
        from needlelog.ui.screens.recovery.screen import RecoveryScreen

        page = self.page()
        return page.unfinished_clinic() if isinstance(page, RecoveryScreen) else None

    # --- settings ---------------------------------------------------------------------------

    def _on_changed(self, changes: Changes) -> None:
        if "settings" in changes.kinds:
            self._read_settings()

    def _read_settings(self) -> None:
        clinic = self.clinic
        if clinic is not None:
            self._worker.submit(
                lambda: read_lock_settings(clinic), self._take_settings, self._tell, owner=self
            )

    def _take_settings(self, found: LockSettings) -> None:
        clinic = self.clinic
        if clinic is None or clinic.person.uid != found.person_uid:
            return
        if self.page() is self.desk:
            self._idle.start(found.idle_minutes)
        if found.pin is None:
            self.quick.forget()
        else:
            self.quick.hold(found.person_uid, found.pin, clinic.key)

    def _tell(self, error: Exception) -> None:
        if self.desk is not None:
            self.desk.context.report(error)

    def _take_place(self) -> None:
        state = load_window_state(self.entrance.door.folder)
        geometry = QByteArray.fromBase64(state.geometry.encode())
        if geometry.isEmpty() or not self.restoreGeometry(geometry):
            self.resize(*_USUAL_SIZE)

    def _keep_place(self) -> None:
        if self.clinic is None:
            return
        folder = self.clinic.folder.path
        geometry = self.saveGeometry().toBase64().toStdString()
        state = replace(
            load_window_state(folder), geometry=geometry, person_uid=self.clinic.person.uid
        )
        save_window_state(folder, state)


def _nothing() -> None:
    """A job that does nothing: it is done when those before it are."""
