"""The user's hand: real mouse and key events on the pixel, and a count of them.

Widgets are found as a person finds them, by what they say, and only among what is in front: an open
menu, else the sheet on top, else the window. Nothing is called in the program to act on it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Protocol, TypeVar, overload

from PySide6.QtCore import QElapsedTimer, QEvent, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QScrollArea,
    QWidget,
)

from needlelog.ui.scanning.lone_key import LoneKey
from needlelog.ui.widgets.toast import Toast
from tests.journeys.looks import (
    area_that_hides,
    field_text,
    names,
    plain,
    quiet_spots,
    row_of,
    shown_text,
    text_spot,
    toast_of,
    told,
)

W = TypeVar("W", bound=QWidget)

LEFT = Qt.MouseButton.LeftButton
SHIFT = Qt.KeyboardModifier.ShiftModifier
NO_KEY = Qt.KeyboardModifier.NoModifier
WAIT_MS = 20_000


class Waiter(Protocol):
    """What lets the program run until something has come true, such as `qtbot`."""

    def waitUntil(  # noqa: N802  pytest-qt's word
        self, callback: Callable[[], bool | None], *, timeout: int = 5000
    ) -> None:
        """Run the event loop until `callback` returns neither False nor an AssertionError."""


@dataclass
class Effort:
    """How much the hand has done."""

    clicks: int = 0
    typed: int = 0

    @property
    def total(self) -> int:
        """Clicks and typed fields together."""
        return self.clicks + self.typed

    def __str__(self) -> str:
        return f"{self.clicks} clicks, {self.typed} typed fields"


class Hand:
    """Clicks, types and scrolls in one window."""

    def __init__(self, waiter: Waiter, window: QWidget) -> None:
        self._waiter = waiter
        self.window = window
        self.effort = Effort()
        # Kept: with the last Python reference to a box's list, PySide forgets the rows in it too.
        self._top = window

    @contextmanager
    def counted(self) -> Iterator[Effort]:
        """The effort of what is done inside."""
        before = Effort(self.effort.clicks, self.effort.typed)
        spent = Effort()
        yield spent
        spent.clicks = self.effort.clicks - before.clicks
        spent.typed = self.effort.typed - before.typed

    def wait(self, condition: Callable[[], object], what: str = "") -> None:
        """Wait until the program has come so far."""

        def met() -> None:
            assert condition(), what or "waited in vain"

        self._waiter.waitUntil(met, timeout=WAIT_MS)

    def shot(self, path: str) -> None:
        self.front().grab().save(path)
        self.window.grab().save(path + "w.png")

    # --- seeing -------------------------------------------------------------------------------

    def front(self) -> QWidget:
        """What takes the events: an open menu, the sheet on top, or the window."""
        return QApplication.activePopupWidget() or QApplication.activeModalWidget() or self.window

    def all(self, kind: type[W], name: str = "", within: QWidget | None = None) -> list[W]:
        """Every shown widget of a kind with that name or text, from top to bottom."""
        place = within or self.front()
        found = [
            widget
            for widget in place.findChildren(kind)
            if widget.isVisible() and (not name or name in names(widget))
        ]
        return sorted(
            found, key=lambda w: (w.mapToGlobal(QPoint()).y(), w.mapToGlobal(QPoint()).x())
        )

    @overload
    def see(self, name: str) -> QWidget: ...

    @overload
    def see(self, name: str, kind: type[W], within: QWidget | None = None, nth: int = 0) -> W: ...

    def see(
        self,
        name: str,
        kind: type[QWidget] = QWidget,
        within: QWidget | None = None,
        nth: int = 0,
    ) -> QWidget:
        """The shown widget of that name, once it is there; the first unless another is asked."""
        self.wait(
            lambda: len(self.all(kind, name, within)) > (nth if nth >= 0 else -nth - 1),
            f"no {kind.__name__} named {name!r} is shown; there are {self._shown(kind, within)}",
        )
        return self.all(kind, name, within)[nth]

    def sees(self, words: str, within: QWidget | None = None) -> bool:
        """Whether these words can be read somewhere in front."""
        return words in self.read(within)

    def read(self, within: QWidget | None = None) -> str:
        """All text that is shown, one piece a line."""
        place = within or self.front()
        pieces = [place, *place.findChildren(QWidget)]
        return "\n".join(
            text for widget in pieces if widget.isVisible() and (text := shown_text(widget))
        )

    def _shown(self, kind: type[QWidget], within: QWidget | None) -> str:
        return ", ".join(repr(next(iter(names(w)), "")) for w in self.all(kind, "", within))[:1500]

    # --- reaching -----------------------------------------------------------------------------

    def reach(self, widget: QWidget, spot: QPoint | None = None) -> QPoint:
        """Scroll to a widget as a person does; its point in the window, when nothing covers it."""
        self.wait(widget.isVisible, f"{told(widget)} is not shown")
        self._scroll_to(widget, spot)
        self.wait(widget.isEnabled, f"{told(widget)} cannot be used")
        place = spot or widget.rect().center()
        point = widget.mapToGlobal(place)
        top = self._top = widget.window()
        assert top is self.front().window(), f"{told(self.front())} is in front of {told(widget)}"
        if QApplication.activePopupWidget() is None and not top.isActiveWindow():
            # What the window manager of a real desktop does when a sheet closes.
            top.activateWindow()
            self.wait(top.isActiveWindow, "the window does not come to the front")
        inside = top.mapFromGlobal(point)
        # Asked of the window, not of the screen: the screen of a test is smaller than a tablet.
        hit = top.childAt(inside)
        if hit is not None and (toast := toast_of(hit)) is not None and widget is not hit:
            self._close(toast)
            hit = top.childAt(inside)
        if widget is not top and (hit is None or not (hit is widget or widget.isAncestorOf(hit))):
            raise AssertionError(f"{told(widget)} is covered by {told(hit)}")
        return inside

    def _scroll_to(self, widget: QWidget, spot: QPoint | None) -> None:
        for _ in range(160):
            settle()
            area = area_that_hides(widget, spot)
            if area is None:
                return
            view = area.viewport()
            middle = widget.mapTo(view, spot or widget.rect().center())
            bar = area.verticalScrollBar()
            before = bar.value()
            self.wheel(area, -1 if middle.y() > view.height() // 2 else 1)
            if bar.value() == before:
                return

    def wheel(self, area: QScrollArea, way: int) -> None:
        """Turn the wheel over a page: −1 goes down."""
        view = area.viewport()
        for spot in quiet_spots(view):
            before = area.verticalScrollBar().value()
            handle = view.window().windowHandle()
            at = view.window().mapFromGlobal(view.mapToGlobal(spot))
            QTest.wheelEvent(handle, QPointF(at), QPoint(0, 60 * way))
            if area.verticalScrollBar().value() != before:
                return

    def _close(self, toast: Toast) -> None:
        button = self.see("Close the message", QAbstractButton, toast)
        self.effort.clicks += 1
        at = button.window().mapFromGlobal(button.mapToGlobal(button.rect().center()))
        QTest.mouseClick(button.window().windowHandle(), LEFT, NO_KEY, at)
        settle()

    # --- clicking -----------------------------------------------------------------------------

    def click(
        self,
        widget: QWidget,
        spot: QPoint | None = None,
        keys: Qt.KeyboardModifier = NO_KEY,
    ) -> None:
        """Press and let go of the left button on a widget."""
        at = self.reach(widget, spot)
        self.effort.clicks += 1
        handle = widget.window().windowHandle()
        QTest.mouseMove(handle, at)
        QTest.mouseClick(handle, LEFT, keys, at)
        settle()

    def press(self, name: str, within: QWidget | None = None, nth: int = 0) -> None:
        """Press the button that says so."""
        self.click(self.see(name, QAbstractButton, within, nth))

    def choose_in_menu(self, text: str) -> None:
        """Click the entry of the menu that is open."""
        menu = self._open_menu()
        entry = next((a for a in menu.actions() if text in (plain(a.text()), a.text())), None)
        assert entry is not None, f"no {text!r} among {[a.text() for a in menu.actions()]}"
        assert entry.isEnabled(), f"{text!r} cannot be chosen"
        self.click(menu, menu.actionGeometry(entry).center())

    def _open_menu(self) -> QMenu:
        self.wait(lambda: isinstance(QApplication.activePopupWidget(), QMenu), "no menu is open")
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        return menu

    def choose(self, box: QComboBox, text: str) -> None:
        """Open a box and click the entry that says so, or begins so; nothing where it stands."""
        if box.currentText() == text and not box.isEditable():
            return
        arrow = QPoint(box.width() - 10, box.height() // 2) if box.isEditable() else None
        self.click(box, arrow)
        view = box.view()
        self.wait(view.isVisible, f"{told(box)} does not open")
        row = row_of(box, text)
        index = box.model().index(row, box.modelColumn(), box.rootModelIndex())
        self._click_item(view, view.visualRect(index))
        for _ in range(3):
            if not view.isVisible():
                break
            # Qt takes a quick second press on the same pixel for the tail of the first one.
            self._outlast_a_double_click()
            self._click_item(view, view.visualRect(index))
            self.effort.clicks -= 1
        self.wait(lambda: not view.isVisible(), f"{told(box)} does not close")

    def _outlast_a_double_click(self) -> None:
        since = QElapsedTimer()
        since.start()
        self.wait(lambda: since.hasExpired(QApplication.doubleClickInterval()))

    def click_row(self, view: QAbstractItemView, text: str, column: int = 0) -> None:
        """Click the line of a list that begins with these words."""
        model = view.model()

        def row() -> int:
            for number in range(model.rowCount()):
                words = str(model.index(number, column).data() or "")
                if words.startswith(text):
                    return number
            return -1

        self.wait(lambda: row() >= 0, f"no line {text!r}")
        self._click_item(view, view.visualRect(model.index(row(), column)))

    def _click_item(self, view: QAbstractItemView, place: QRect) -> None:
        self.click(view.viewport(), place.center())

    # --- typing -------------------------------------------------------------------------------

    def write(self, field: QWidget, text: str, *, end: str = "") -> None:
        """Click into a field, replace what stands there, and type. `end` is "Tab" or "Return"."""
        self.click(field, text_spot(field))
        self.retype(text, end=end)

    def retype(self, text: str, *, end: str = "") -> None:
        """Replace what stands in the field that has the cursor."""
        field = QApplication.focusWidget()
        assert field is not None, "no field has the cursor"
        if field_text(field):
            QTest.keySequence(field, QKeySequence(QKeySequence.StandardKey.SelectAll))
            if not text:
                QTest.keyClick(field, Qt.Key.Key_Delete)
        self.type(text, end=end)

    def type(self, text: str, *, end: str = "") -> None:
        """Type where the cursor is; counts as one typed field."""
        field = QApplication.focusWidget()
        assert isinstance(field, QLineEdit | QPlainTextEdit), f"{told(field)} takes no text"
        self.effort.typed += 1
        for letters in re.findall(r"[ -~]+|[^ -~]", text):
            if letters.isascii() and letters.isprintable():
                QTest.keyClicks(field, letters)
            else:
                _strike(field, letters)
        popup = QApplication.activePopupWidget()
        if popup is not None and not isinstance(popup, QMenu):
            QTest.keyClick(popup, Qt.Key.Key_Escape)
        if end:
            self.key(Qt.Key.Key_Tab if end == "Tab" else Qt.Key.Key_Return)

    def paste(self, field: QWidget, text: str) -> None:
        """Click into a field and paste with Ctrl+V, as one does with a long text."""
        self.click(field, text_spot(field))
        self.effort.typed += 1
        QGuiApplication.clipboard().setText(text)
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keySequence(focused, QKeySequence(QKeySequence.StandardKey.Paste))
        settle()
        QGuiApplication.clipboard().clear()

    def key(self, key: Qt.Key, keys: Qt.KeyboardModifier = NO_KEY) -> None:
        """Strike one key where the cursor is."""
        target = QApplication.focusWidget() or self.front()
        QTest.keyClick(target, key, keys)
        settle()
        # A letter that may begin a scan acts when no other key follows.
        letters = self.front().findChildren(LoneKey)
        self.wait(lambda: not any(each.waits for each in letters), "a letter does not act")
        settle()

    def field(self, name: str, within: QWidget | None = None, nth: int = 0) -> QWidget:
        """The line or text that is called so."""
        return self.see(name, QLineEdit, within, nth)

    def fill(self, name: str, text: str, within: QWidget | None = None, nth: int = 0) -> None:
        """Click into the line called so and type."""
        self.write(self.see(name, QLineEdit, within, nth), text)


def _strike(field: QWidget, letter: str) -> None:
    """A key that only another keyboard has; QTest knows no letters but those of ASCII."""
    key = Qt.Key.Key_Return if letter == "\n" else Qt.Key.Key_unknown
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(field, QKeyEvent(kind, key, NO_KEY, letter))


def settle() -> None:
    """Let the program lay out, repaint and do what it has put off."""
    for _ in range(3):
        QApplication.processEvents()
