"""Hands that know nothing: they press, draw, type and turn wherever something can be touched.

Run as ``python -m tests.faults.hands FOLDER SEED STEPS`` on a sample clinic. What they do depends
on the seed and on how fast the program answers. The process ends like a pulled plug after the last
step; a fault of the program ends it at once with code 1.
"""

from __future__ import annotations

import os
import random
import sys
import traceback
from collections import deque
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QPoint, Qt, QTimer
from PySide6.QtGui import QDesktopServices, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QApplication,
    QComboBox,
    QDialog,
    QFileDialog,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QScrollArea,
    QWidget,
)
from shiboken6 import isValid

from needlelog.app import real_clock, zones
from needlelog.ui import start as program
from needlelog.ui.crash import CrashHandler

PASSPHRASE = "demo"
_PAUSE_MS = 10
_TOUCHED = (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
)
_WORDS = (
    "1.25", "1,5", "15", "-1", "9" * 30, "x" * 300, "Ä ö é", "'; --", "  ", "\t", "Anna", "12:75",
    "1.2.2026", "2026-12-01", "0/0/0000", "a reason because", "LOT123", "]C1011234567890123117270101",
)  # fmt: skip
_KEYS = [
    *[Qt.Key.Key_Tab] * 6,
    *[Qt.Key.Key_Return] * 4,
    *[Qt.Key.Key_Escape] * 3,
    *[Qt.Key.Key_Space] * 2,
    *(Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home),
    *(Qt.Key.Key_End, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp, Qt.Key.Key_Delete, Qt.Key.Key_F1),
    *(Qt.Key.Key_Backspace, Qt.Key.Key_Backtab, Qt.Key.Key_Menu),
    *(Qt.Key.Key_C, Qt.Key.Key_X, Qt.Key.Key_Q, Qt.Key.Key_1, Qt.Key.Key_5, Qt.Key.Key_Slash),
]
_WITH_CONTROL = [
    *(Qt.Key.Key_Z, Qt.Key.Key_Y, Qt.Key.Key_K, Qt.Key.Key_L, Qt.Key.Key_N, Qt.Key.Key_F),
    *(Qt.Key.Key_P, Qt.Key.Key_A, Qt.Key.Key_C, Qt.Key.Key_V, Qt.Key.Key_1, Qt.Key.Key_2),
    *(Qt.Key.Key_3, Qt.Key.Key_4, Qt.Key.Key_5, Qt.Key.Key_6, Qt.Key.Key_Return),
]
_LEFT, _PLAIN = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


class Hands:
    """Does one random thing after the other to whatever lies uppermost."""

    def __init__(self, window: QWidget, seed: int, steps: int) -> None:
        self.done: deque[str] = deque(maxlen=25)
        self._window, self._chance, self._left = window, random.Random(seed), steps
        self._acts = (self._press, self._type, self._key, self._shortcut, self._resize)
        self._weights = (68, 12, 14, 5, 1)

    def go_on(self) -> None:
        """One step, and the next one soon, also while a dialog has its own loop of events."""
        if not self._left:
            sys.stdout.write("went on to the end\n")
            sys.stdout.flush()
            os._exit(0)
        self._left -= 1
        QTimer.singleShot(_PAUSE_MS, self.go_on)
        try:
            self._act(self._uppermost())
        except RuntimeError as error:
            if "already deleted" not in str(error):  # it went while it was pressed
                raise

    def _act(self, above: QWidget) -> None:
        if self._signs_in(above):
            return
        if isinstance(above, QFileDialog):
            above.reject()
            return
        self._chance.choices(self._acts, self._weights)[0](above)

    def _uppermost(self) -> QWidget:
        over = QApplication.activePopupWidget() or QApplication.activeModalWidget()
        dialogs = [
            one
            for one in QApplication.topLevelWidgets()
            if isinstance(one, QDialog) and one.isVisible()
        ]
        return over or (dialogs[-1] if dialogs else self._window)

    def _signs_in(self, above: QWidget) -> bool:
        fields = [
            one
            for one in above.findChildren(QLineEdit)
            if one.isVisible() and one.echoMode() == QLineEdit.EchoMode.Password
        ]
        if not fields or self._chance.random() < 0.5:
            return False
        fields[0].setFocus()
        fields[0].clear()
        QTest.keyClicks(fields[0], PASSPHRASE)
        QTest.keyClick(fields[0], Qt.Key.Key_Return)
        self.done.append("signed in")
        return True

    def _press(self, above: QWidget) -> None:
        seen = [one for one in above.findChildren(QWidget) if one.isVisible() and one.isEnabled()]
        inviting = [
            one
            for one in seen
            if isinstance(one, _TOUCHED) or one.focusPolicy() != Qt.FocusPolicy.NoFocus
        ]
        if isinstance(above, QMenu) or not seen:
            target = above
        else:
            target = self._chance.choice(inviting or seen)
        room = _in_sight(target)
        if room.isEmpty():
            return
        at = QPoint(
            self._chance.randint(room.left(), room.right()),
            self._chance.randint(room.top(), room.bottom()),
        )
        place = target.mapToGlobal(at)
        hit = QApplication.widgetAt(place)
        if hit is None or hit.window() is not target.window():
            hit = target
        at = hit.mapFromGlobal(place)
        self.done.append(f"pressed {_name(target)} at {at.x()}, {at.y()}")
        how = self._chance.random()
        for _ in range(2 if 0.86 <= how < 0.93 else 1):
            self._draw(hit, at, moves=6 if how >= 0.93 else 0)

    def _draw(self, hit: QWidget, at: QPoint, moves: int) -> None:
        """Press, move, let go; what is pressed may be gone by then, after a dialog of its own."""
        if isValid(hit):
            QTest.mousePress(hit, _LEFT, _PLAIN, at)
        for _ in range(moves):
            at += QPoint(self._chance.randint(-40, 40), self._chance.randint(-40, 40))
            if isValid(hit):
                QTest.mouseMove(hit, at)
        if isValid(hit):
            QTest.mouseRelease(hit, _LEFT, _PLAIN, at)

    def _type(self, above: QWidget) -> None:
        field = QApplication.focusWidget() or above
        words = self._chance.choice(_WORDS)
        self.done.append(f"typed {words[:20]!r} into {_name(field)}")
        for letter in words:
            key = Qt.Key.Key_Tab if letter == "\t" else Qt.Key.Key_unknown
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                QApplication.sendEvent(field, QKeyEvent(kind, key, _PLAIN, letter))

    def _key(self, above: QWidget) -> None:
        key = self._chance.choice(_KEYS)
        self.done.append(f"pressed {key.name}")
        QTest.keyClick(QApplication.focusWidget() or above, key)

    def _shortcut(self, above: QWidget) -> None:
        key = self._chance.choice(_WITH_CONTROL)
        self.done.append(f"pressed Ctrl and {key.name}")
        QTest.keyClick(
            QApplication.focusWidget() or above, key, Qt.KeyboardModifier.ControlModifier
        )

    def _resize(self, _above: QWidget) -> None:
        self._window.resize(self._chance.choice([1024, 1440]), self._chance.choice([768, 900]))
        self.done.append("made the window another size")


def _in_sight(target: QWidget) -> Any:
    room = target.visibleRegion().boundingRect()
    above = target.parentWidget()
    while room.isEmpty() and above is not None:
        if isinstance(above, QScrollArea):
            above.ensureWidgetVisible(target)
            room = target.visibleRegion().boundingRect()
        above = above.parentWidget()
    return room


def _name(widget: QWidget) -> str:
    text = widget.text() if isinstance(widget, QAbstractButton) else widget.accessibleName()
    return f"{type(widget).__name__} {text!r}"


def run(folder: Path, seed: int, steps: int) -> int:
    """Start the program on the folder with these hands at it."""
    hands: list[Hands] = []
    assemble, handle = program.assemble, CrashHandler.handle

    def assembled(application: QApplication, start: program.Start) -> program.Program:
        made = assemble(application, start)
        hands.append(Hands(made.window, seed, steps))
        QTimer.singleShot(0, hands[0].go_on)
        return made

    def handled(self: CrashHandler, kind: Any, error: Any, trace: Any) -> None:
        handle(self, kind, error, trace)
        traceback.print_exception(kind, error, trace)
        sys.stderr.write("\n".join(["what was done before:", *hands[0].done]) + "\n")
        sys.stderr.flush()
        os._exit(1)

    program.assemble = assembled
    CrashHandler.handle = handled  # type: ignore[method-assign]
    QDesktopServices.openUrl = lambda _url: True  # type: ignore[method-assign]
    return program.run(program.Start(folder, True, real_clock, zones))


if __name__ == "__main__":
    sys.exit(run(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])))
