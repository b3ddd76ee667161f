"""The idle watch goes by the wall clock and by touches alone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLineEdit, QWidget

from needlelog.ui.idle import IdleWatch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytestqt.qtbot import QtBot


class Clock:
    def __init__(self) -> None:
        self.instant = datetime(2026, 11, 14, 14, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.instant

    def pass_minutes(self, minutes: float) -> None:
        self.instant += timedelta(minutes=minutes)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def watch(clock: Clock, qtbot: QtBot) -> Iterator[IdleWatch]:
    watch = IdleWatch(clock)
    yield watch
    watch.stop()


def test_idle_once_the_limit_has_passed(qtbot: QtBot, clock: Clock, watch: IdleWatch) -> None:
    watch.start(5)
    clock.pass_minutes(4.9)
    with qtbot.assertNotEmitted(watch.idle):
        watch.check()
    clock.pass_minutes(0.1)
    with qtbot.waitSignal(watch.idle, timeout=10_000):
        watch.check()
    with qtbot.assertNotEmitted(watch.idle):
        watch.check()


@pytest.fixture
def field(qtbot: QtBot) -> Iterator[QLineEdit]:
    """A window with a field, as the system sends its keys and moves to it."""
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(300, 200)
    made = QLineEdit(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(made.hasFocus)
    yield made
    window.close()


def press(field: QLineEdit, key: Qt.Key, held: Qt.KeyboardModifier) -> None:
    QTest.keyClick(field.window().windowHandle(), key, held)


def move(field: QLineEdit) -> None:
    QTest.mouseMove(field.window().windowHandle(), QPoint(200, 150))
    QTest.mouseMove(field.window().windowHandle(), QPoint(210, 155))


def compose(field: QLineEdit) -> None:
    event = QInputMethodEvent()
    event.setCommitString("あ")
    QCoreApplication.sendEvent(field, event)


@pytest.mark.parametrize(
    "touch",
    [
        lambda field: press(field, Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier),
        lambda field: press(field, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier),
        move,
        compose,
    ],
    ids=["key", "shortcut", "mouse", "input method"],
)
def test_a_touch_is_a_sign_of_life(
    qtbot: QtBot,
    clock: Clock,
    watch: IdleWatch,
    field: QLineEdit,
    touch: Callable[[QLineEdit], None],
) -> None:
    shortcut = QShortcut(QKeySequence("Ctrl+D"), field)
    watch.start(5)
    clock.pass_minutes(4)
    touch(field)
    QCoreApplication.processEvents()
    clock.pass_minutes(4)
    with qtbot.assertNotEmitted(watch.idle):
        watch.check()
    clock.pass_minutes(1)
    with qtbot.waitSignal(watch.idle, timeout=10_000):
        watch.check()
    assert shortcut.isEnabled()


def test_a_window_opened_later_is_watched_too(
    qtbot: QtBot, clock: Clock, watch: IdleWatch, field: QLineEdit
) -> None:
    watch.start(5)
    sheet = QDialog(field)
    later = QLineEdit(sheet)
    sheet.open()
    sheet.activateWindow()
    qtbot.waitUntil(later.hasFocus)
    clock.pass_minutes(4)
    QTest.keyClick(sheet.windowHandle(), Qt.Key.Key_B)
    assert later.text() == "b"
    clock.pass_minutes(4)
    with qtbot.assertNotEmitted(watch.idle):
        watch.check()
    sheet.close()


def test_the_touch_that_wakes_a_sleeping_computer_comes_too_late(
    qtbot: QtBot, clock: Clock, watch: IdleWatch, field: QLineEdit
) -> None:
    watch.start(5)
    clock.pass_minutes(600)
    with qtbot.waitSignal(watch.idle, timeout=10_000):
        press(field, Qt.Key.Key_D, Qt.KeyboardModifier.NoModifier)
    assert field.text() == ""


def test_the_key_that_wakes_a_sleeping_computer_is_no_shortcut(
    qtbot: QtBot, clock: Clock, watch: IdleWatch, field: QLineEdit
) -> None:
    watch.start(5)
    clock.pass_minutes(600)
    asked, pressed = (
        QKeyEvent(kind, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
        for kind in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress)
    )
    asked.ignore()
    with qtbot.assertNotEmitted(watch.idle):
        QCoreApplication.sendEvent(field.window().windowHandle(), asked)
    assert asked.isAccepted()  # so the system sends it as a key, not as a shortcut
    with qtbot.waitSignal(watch.idle, timeout=10_000):
        QCoreApplication.sendEvent(field.window().windowHandle(), pressed)


def test_zero_minutes_means_never(qtbot: QtBot, clock: Clock, watch: IdleWatch) -> None:
    watch.start(0)
    clock.pass_minutes(10_000)
    with qtbot.assertNotEmitted(watch.idle):
        watch.check()
