"""The open clinic at the screen: the shell with its places, and the ways between them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, cast, runtime_checkable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from needlelog.ui.places import CLIENT, CLIENTS, RECORD, SESSION, SETTINGS, TODAY, existing_places
from needlelog.ui.shell import RailItem, Shell
from needlelog.ui.theme.active import metrics

if TYPE_CHECKING:
    from collections.abc import Sequence

    from needlelog.domain.begun_words import BegunAddendum
    from needlelog.ui.context import Context


class _Clients(Protocol):
    def ask_new_client(self) -> object: ...


class _Client(Protocol):
    def open_client(self, uid: str, tab: str) -> None: ...


class _Session(Protocol):
    def start(self, client_uid: str, repeat: bool) -> None: ...

    def open_draft(self, uid: str) -> None: ...


class _Record(Protocol):
    def open_record(self, uid: str) -> None: ...


class _Settings(Protocol):
    def open_section(self, key: str) -> object: ...


@runtime_checkable
class Flushed(Protocol):
    """A screen that holds keystrokes not yet handed to the worker."""

    def flush(self) -> None:
        """Hand everything typed so far to the worker."""


@runtime_checkable
class Unsaved(Protocol):
    """A screen that knows of something the disk did not take."""

    @property
    def unsaved(self) -> bool:
        """Whether closing now would lose it."""


@runtime_checkable
class Unwritten(Protocol):
    """A screen with addenda that go into a record only when the person says so."""

    @property
    def unwritten(self) -> Sequence[BegunAddendum]:
        """Those that were begun and not written."""

    @property
    def unkept(self) -> bool:
        """Whether the disk did not take the words of one."""


@runtime_checkable
class GivesUp(Protocol):
    """A screen that works something out for a while, only to show it."""

    def give_up(self) -> None:
        """Nobody waits for it any more."""


@runtime_checkable
class UnderWay(Protocol):
    """A screen with a session that is not signed yet."""

    @property
    def draft_uid(self) -> str | None:
        """That session, if any."""


@runtime_checkable
class Finding(Protocol):
    """A screen with its own quick way to a client."""

    def find_client(self) -> None:
        """Put the cursor where a client's name is typed."""


class Desk(QWidget):
    """Everything behind the lock. ``lock_requested`` comes from the rail, the keys or a screen."""

    lock_requested = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self._sizes = metrics()
        context.setParent(self)
        places = existing_places()
        self._keys = tuple(place.key for place in places)
        self.shell = Shell(
            [
                RailItem(place.key, place.label, place.icon, place.factory(context))
                for place in places
                if place.icon
            ]
        )
        for place in places:
            if not place.icon:
                self.shell.add_screen(place.key, place.factory(context), place.under)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.shell)
        self._connect()

    def open_first(self) -> None:
        """Show the place one comes to after signing in."""
        self.shell.go(TODAY if TODAY in self._keys else self._keys[0])

    def flush(self) -> None:
        """Let every screen hand over what was typed; the worker then saves it."""
        for screen in self._made():
            if isinstance(screen, Flushed):
                screen.flush()
        self.context.flushing.emit()

    def give_up(self) -> None:
        """Let go of what is only worked out to be shown, so that closing does not wait for it."""
        for screen in self._made():
            if isinstance(screen, GivesUp):
                screen.give_up()

    @property
    def unsaved(self) -> bool:
        """Whether a screen holds something that could not be saved."""
        return any(isinstance(screen, Unsaved) and screen.unsaved for screen in self._made())

    @property
    def unwritten(self) -> tuple[BegunAddendum, ...]:
        """The addenda that were begun and are in no record yet."""
        found = [screen for screen in self._made() if isinstance(screen, Unwritten)]
        return tuple(each for screen in found for each in screen.unwritten)

    @property
    def unkept(self) -> bool:
        """Whether the words of one would be lost, because the disk did not take them."""
        return any(isinstance(screen, Unwritten) and screen.unkept for screen in self._made())

    @property
    def under_way(self) -> bool:
        """Whether a session is open that is not signed yet."""
        return any(
            isinstance(screen, UnderWay) and screen.draft_uid is not None for screen in self._made()
        )

    def _made(self) -> list[QWidget]:
        return [self.shell.screen_of(key) for key in self._keys if self.shell.is_made(key)]

    def _take_sizes(self) -> None:
        """Make the screens anew that were laid out for another size of text or touch.

        The one in front, where the size was chosen, stays; a session is a draft and is gone on
        with from Today.
        """
        if metrics() == self._sizes:
            return
        self._sizes = metrics()
        self.flush()
        for key in self._keys:
            if key == self.shell.current() or not self.shell.is_made(key):
                continue
            screen = self.shell.screen_of(key)
            unsaved = isinstance(screen, Unsaved) and screen.unsaved
            if not unsaved and not (isinstance(screen, Unwritten) and screen.unwritten):
                self.shell.drop(key)

    def _connect(self) -> None:
        self.context.theme.changed.connect(self._take_sizes)
        self.shell.lockRequested.connect(self.lock_requested)
        self.shell.findRequested.connect(self._find)
        self.shell.newClientRequested.connect(self._new_client)
        self.context.message.connect(self.shell.message)
        self.context.failed.connect(self.shell.message)
        ways = self.context.navigator
        ways.lock_requested.connect(self.lock_requested)
        ways.screen_requested.connect(self.shell.go)
        ways.new_client_requested.connect(self._new_client)
        ways.client_requested.connect(self._open_client)
        ways.new_session_requested.connect(self._start_session)
        ways.draft_requested.connect(self._open_draft)
        ways.record_requested.connect(self._open_record)
        ways.settings_requested.connect(self._open_settings)

    def _find(self) -> None:
        here = self.shell.screen_of(self.shell.current())
        if isinstance(here, Finding):
            here.find_client()
        else:
            self.shell.go(CLIENTS)

    def _new_client(self) -> None:
        cast("_Clients", self.shell.go(CLIENTS)).ask_new_client()

    def _open_client(self, uid: str, tab: str) -> None:
        cast("_Client", self.shell.go(CLIENT)).open_client(uid, tab)

    def _start_session(self, client_uid: str, repeat: bool) -> None:
        cast("_Session", self.shell.go(SESSION)).start(client_uid, repeat)

    def _open_draft(self, uid: str) -> None:
        cast("_Session", self.shell.go(SESSION)).open_draft(uid)

    def _open_record(self, uid: str) -> None:
        cast("_Record", self.shell.go(RECORD)).open_record(uid)

    def _open_settings(self, section: str) -> None:
        cast("_Settings", self.shell.go(SETTINGS)).open_section(section)
