"""Noticing that a scanner types, wherever the focus is."""

from __future__ import annotations

import re
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit, QWidget
from shiboken6 import isValid

from needlelog.ui.scanning.scan_field import ScanField
from needlelog.ui.scanning.scan_keys import END_KEYS, MODIFIER_KEYS, typed_sign

LONGEST_PAUSE_MS = 35
SHORTEST_SCAN = 6
_PASSED_ON = 2
"""So many signs of a burst reach a widget that is no text field; then it is a scan."""

_PACK_CODE = re.compile(r"\](?:C1|d2|Q3|e0|J1)|\*?\+[A-Z0-9$]|\(01\)|01\d{14}")


@dataclass(slots=True)
class _FormerText:
    """What a text field held before the burst began."""

    field: QLineEdit | QTextEdit | QPlainTextEdit
    text: str
    place: int
    selected: str

    @classmethod
    def of(cls, widget: QWidget | None) -> _FormerText | None:
        line = _line_of(widget)
        if line is not None:
            at = line.selectionStart() if line.hasSelectedText() else line.cursorPosition()
            return cls(line, line.text(), at, line.selectedText())
        if isinstance(widget, QTextEdit | QPlainTextEdit):
            cursor = widget.textCursor()
            return cls(widget, "", cursor.selectionStart(), cursor.selectedText())
        return None

    def restore(self) -> None:
        """Take the scan out again; who listens to the person's edits hears of it."""
        if isinstance(self.field, QLineEdit):
            self.field.setText(self.text)
            self.field.setCursorPosition(self.place)
            self.field.textEdited.emit(self.text)
            return
        cursor = self.field.textCursor()
        end = cursor.position()
        cursor.setPosition(self.place)
        cursor.setPosition(end, cursor.MoveMode.KeepAnchor)
        cursor.insertText(self.selected)
        self.field.setTextCursor(cursor)


def _line_of(widget: QWidget | None) -> QLineEdit | None:
    """The line that gets the keys of a widget: itself, or that of a box one can type in.

    Such a box has the focus in place of its line.
    """
    if widget is None or isinstance(widget, QLineEdit):
        return widget
    lines = widget.findChildren(QLineEdit, options=Qt.FindChildOption.FindDirectChildrenOnly)
    return next((line for line in lines if line.focusProxy() is widget), None)


class WedgeListener(QObject):
    """Sends `scanned` when a scanner types into `scope`, a window or a sheet.

    A scan is a burst of at least six signs, each within 35 ms of the one before (by the time stamps
    of the key events), ended by Enter or Tab. Outside text fields the burst is kept from the widget
    that has the focus. A text field gets every key, as a person's typing may be fast; only a whole
    burst that begins like a pack code is taken out again, its Enter included, and sent.
    """

    scanned = Signal(str)

    def __init__(self, scope: QWidget) -> None:
        super().__init__(scope)
        self._scope = scope
        self._text = ""
        self._last = 0
        # When the sign came that was told as a possible shortcut and not yet as a key.
        self._announced = 0
        self._former: _FormerText | None = None
        # A filter on the whole program would be asked about every single event: this one goes
        # where the focus goes.
        self._followed: QWidget | None = None
        scope.installEventFilter(self)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._follow)
        self._follow(None, QApplication.focusWidget())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent):
            return False
        if event.type() == QEvent.Type.ShortcutOverride:
            return self._concerns(watched) and self._keep_from_shortcuts(event)
        if event.type() != QEvent.Type.KeyPress or not self._concerns(watched):
            return False
        return self._take_key(event)

    def _follow(self, _before: QWidget | None, now: QWidget | None) -> None:
        if self._followed is not None and isValid(self._followed):
            self._followed.removeEventFilter(self)
        self._followed = None
        if now is not None and now is not self._scope and now.window() is self._scope:
            now.installEventFilter(self)
            self._followed = now

    def _concerns(self, watched: QObject) -> bool:
        """Whether this is the first widget that gets the key, in the scope, no scan field."""
        focus = QApplication.focusWidget() or self._scope
        return (
            watched is focus and focus.window() is self._scope and not isinstance(focus, ScanField)
        )

    def _keep_from_shortcuts(self, event: QKeyEvent) -> bool:
        """A key that is a shortcut is still a sign of the scan; the first one may be lost to it."""
        sign = typed_sign(event)
        if not sign or not event.timestamp() or event.isAutoRepeat():
            return False
        if self._is_announced(sign, event):  # asked about twice
            return False
        if self._in_burst(event):
            self._announced = 0
            event.accept()
            return True
        self._begin()
        self._add(sign, event)
        self._announced = event.timestamp()
        return False

    def _is_announced(self, sign: str, event: QKeyEvent) -> bool:
        return self._announced == event.timestamp() and sign == self._text

    def _begin(self) -> None:
        self._text = ""
        self._former = _FormerText.of(QApplication.focusWidget())

    def _add(self, sign: str, event: QKeyEvent) -> None:
        self._text += sign
        self._last = event.timestamp()

    def _in_burst(self, event: QKeyEvent) -> bool:
        pause = event.timestamp() - self._last
        return bool(self._text) and 0 <= pause <= LONGEST_PAUSE_MS

    def _take_key(self, event: QKeyEvent) -> bool:
        """Whether the key is kept from the widget."""
        if event.key() in MODIFIER_KEYS:
            return False
        running = self._in_burst(event)
        if event.key() in END_KEYS:
            return self._end() if running else self._forget()
        sign = typed_sign(event)
        if not sign or event.isAutoRepeat() or not event.timestamp():
            return self._forget()
        announced = self._is_announced(sign, event)
        self._announced = 0
        if announced:
            return False
        if not running:
            self._begin()
        self._add(sign, event)
        return self._former is None and len(self._text) > _PASSED_ON

    def _end(self) -> bool:
        text, former = self._text, self._former
        self._forget()
        if len(text) < SHORTEST_SCAN or (former is not None and not _PACK_CODE.match(text)):
            return False
        if former is not None:
            former.restore()
        self.scanned.emit(text)
        return True

    def _forget(self) -> bool:
        self._text = ""
        self._former = None
        return False
