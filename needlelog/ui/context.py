"""What every screen is handed: the open clinic, the worker, the look, and the way to other screens."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal

from needlelog.domain.errors import KnownError
from needlelog.ui.shared_filter import SharedFilter

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, datetime

    from needlelog.domain.zones import ZoneCatalogue
    from needlelog.services.clinic import Clinic
    from needlelog.ui.theme.manager import ThemeManager
    from needlelog.ui.worker import Worker

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Changes:
    """What a committed change touched: kinds such as ``client`` or ``session``, and their uids."""

    kinds: frozenset[str]
    uids: frozenset[str] = frozenset()
    initiator: object | None = None

    @classmethod
    def of(cls, *kinds: str, uid: str | None = None, initiator: object | None = None) -> Changes:
        """Name the kinds and, where one record is meant, its uid."""
        return cls(frozenset(kinds), frozenset({uid} if uid else ()), initiator)


class Navigator(QObject):
    """Where screens ask to go; the window listens. Screens never know each other."""

    screen_requested = Signal(str)
    client_requested = Signal(str, str)
    """Client uid and tab: ``record``, ``progress``, ``photos``, ``plan`` or ``details``."""
    new_client_requested = Signal()
    new_session_requested = Signal(str, bool)
    """Client uid, and whether the last session is repeated."""
    draft_requested = Signal(str)
    record_requested = Signal(str)
    settings_requested = Signal(str)
    """A section of the settings."""
    lock_requested = Signal()
    leave_requested = Signal(object, str)
    """Close the clinic with this act, and say the sentence where one signs in again."""


class Context(QObject):
    """The parts that screens share while one person is signed in."""

    changed = Signal(object)
    message = Signal(str)
    failed = Signal(str)
    faulted = Signal(object)
    """An error that is the program's own fault; it goes to the fault report."""
    flushing = Signal()
    """What is typed and not handed over yet is to go to the worker now."""

    def __init__(
        self, clinic: Clinic, worker: Worker, theme: ThemeManager, zones: ZoneCatalogue
    ) -> None:
        super().__init__()
        self.clinic = clinic
        self.worker = worker
        self.theme = theme
        self.zones = zones
        self.navigator = Navigator(self)
        self.filter = SharedFilter(self)
        self.letters: dict[str, str] = {}
        """The text of a recall's letters as it was written last, by the recall's uid."""

    def now(self) -> datetime:
        """The present instant in the local time zone, from the clinic's clock."""
        return self.clinic.clock().astimezone()

    def today(self) -> date:
        """The present local day."""
        return self.now().date()

    @property
    def background(self) -> Worker:
        """The worker for what takes long; the window's own reads never wait for it."""
        return self.worker.background

    @property
    def reckoning(self) -> Worker:
        """The worker for figures, which wait neither for an export nor the window for them."""
        return self.worker.background.background

    def read(
        self,
        query: Callable[[], T],
        on_done: Callable[[T], None],
        *,
        owner: QObject,
        on_error: Callable[[Exception], None] | None = None,
        beside: bool = False,
    ) -> None:
        """Run a query on the worker; ``on_done`` gets the answer while ``owner`` lives.

        ``beside`` is for what takes long: it runs in the background.
        """
        worker = self.background if beside else self.worker
        worker.submit(query, on_done, on_error or self.report, owner=owner)

    def write(
        self,
        act: Callable[[], T],
        changes: Changes,
        *,
        owner: QObject,
        on_done: Callable[[T], None] | None = None,
        on_error: Callable[[Exception], None] | None = None,
        beside: bool = False,
    ) -> None:
        """Run one act on the worker and announce what it changed after the commit.

        ``beside`` is for what takes long and holds no write transaction meanwhile.
        """
        worker = self.background if beside else self.worker

        def committed(result: T) -> None:
            if on_done is not None:
                on_done(result)
            self.changed.emit(changes)

        worker.submit(act, committed, on_error or self.report, owner=owner)

    def report(self, error: Exception) -> None:
        """Show a known error as a sentence; anything else goes to the error dialog."""
        if isinstance(error, KnownError):
            from needlelog.ui.sentences import error_sentence

            self.failed.emit(error_sentence(error))
        else:
            self.faulted.emit(error)
