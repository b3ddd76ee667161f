"""The frame of the window: rail, the screen in front, messages, and the keys that work anywhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, cast, runtime_checkable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from needlelog.ui.shortcut_sheet import ShortcutSheet
from needlelog.ui.shortcuts import bind, bind_place, place_keys, shown_keys
from needlelog.ui.widgets.rail import Rail
from needlelog.ui.widgets.toast import Toast

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QResizeEvent

_SLIM_BELOW = 1100


@runtime_checkable
class Activated(Protocol):
    """A screen that wants to know when it comes to the front."""

    def activate(self) -> None:
        """Bring what is shown up to date."""


@dataclass(frozen=True, slots=True)
class RailItem:
    """A place of the rail; `factory` makes its screen on the first visit."""

    key: str
    label: str
    icon: str
    factory: Callable[[], QWidget]


class Shell(QWidget):
    """Rail at the left, one screen in front of the others, messages over its foot.

    Screens draw no outer margin: the shell gives it. `lockRequested`, `findRequested` and
    `newClientRequested` tell of keys and of the lock; `shown` carries the key of the screen that
    came to the front.
    """

    lockRequested = Signal()
    findRequested = Signal()
    newClientRequested = Signal()
    shown = Signal(str)

    def __init__(self, items: Sequence[RailItem], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._factories: dict[str, Callable[[], QWidget]] = {}
        self._rail_keys: dict[str, str] = {}
        self._screens: dict[str, QWidget] = {}
        self._current = ""
        self._places = [item.label for item in items]
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        self.rail = Rail()
        self.rail.chosen.connect(self.go)
        self.rail.lockPressed.connect(self.lockRequested)
        across.addWidget(self.rail)
        self._content = QWidget()
        self._column = QVBoxLayout(self._content)
        self._stack = QStackedWidget()
        self._column.addWidget(self._stack)
        across.addWidget(self._content, 1)
        self.toast = Toast(self._content)
        for number, item in enumerate(items, start=1):
            self._add_item(number, item)
        bind("lock", self, self.lockRequested.emit)
        bind("find_client", self, self.findRequested.emit)
        bind("new_client", self, self.newClientRequested.emit)
        bind("help", self, self.show_keys)
        self._fit(self.width())

    def add_screen(self, key: str, factory: Callable[[], QWidget], rail_key: str = "") -> None:
        """A screen that is not on the rail itself but belongs to the place `rail_key`."""
        self._factories[key] = factory
        self._rail_keys[key] = rail_key

    def go(self, key: str) -> QWidget:
        """Bring a screen to the front, making it on the first visit; returns it.

        Calls its `activate` if it has one. Raises KeyError for an unknown key.
        """
        screen = self.screen_of(key)
        self._current = key
        self._stack.setCurrentWidget(screen)
        self._take_focus(screen)
        self.rail.set_current(self._rail_keys[key] or None)
        if isinstance(screen, Activated):
            screen.activate()
        self.shown.emit(key)
        return screen

    def _take_focus(self, screen: QWidget) -> None:
        """Keep the keys inside the screen: what they were on may go when its data comes.

        Left to itself Qt would hand them on to the rail, where Enter locks the program.
        """
        focused = cast("QWidget | None", screen.focusWidget())
        target = screen if focused is None or not focused.isVisible() else focused
        if self.window().focusWidget() is not target:  # so it is while a sheet closes above it
            target.setFocus(Qt.FocusReason.OtherFocusReason)

    def screen_of(self, key: str) -> QWidget:
        """The screen of that key, made if need be, without showing it."""
        if key not in self._screens:
            screen = self._factories[key]()
            self._screens[key] = screen
            self._stack.addWidget(screen)
        return self._screens[key]

    def is_made(self, key: str) -> bool:
        """Whether the screen was visited before."""
        return key in self._screens

    def drop(self, key: str) -> None:
        """Throw a screen away; the next visit makes a new one."""
        screen = self._screens.pop(key, None)
        if screen is not None:
            self._stack.removeWidget(screen)
            screen.deleteLater()

    def current(self) -> str:
        """The key of the screen in front, empty before the first."""
        return self._current

    def message(self, text: str, undo: Callable[[], object] | None = None) -> None:
        """Show a message at the foot, with an Undo button when `undo` is given."""
        self.toast.show_message(text, undo)

    def show_keys(self) -> None:
        """Open the sheet of keyboard shortcuts."""
        ShortcutSheet(self._places, self).open()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit(event.size().width())

    def _add_item(self, number: int, item: RailItem) -> None:
        self.add_screen(item.key, item.factory, item.key)
        hint = shown_keys(place_keys(number)) if number <= 9 else ""
        self.rail.add_place(item.key, item.label, item.icon, hint)
        if number <= 9:
            bind_place(number, self, lambda: self.go(item.key))

    def _fit(self, width: int) -> None:
        slim = width < _SLIM_BELOW
        self.rail.set_slim(slim)
        side = 16 if slim else 24
        self._column.setContentsMargins(side, 14, side, side - 4)
