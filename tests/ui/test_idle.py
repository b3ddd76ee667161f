"""The idle watch goes by the wall clock and by touches alone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from needlelog.ui.idle import IdleWatch

if TYPE_CHECKING:
    from collections.abc import Iterator

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


def test_a_key_is_a_sign_of_life(qtbot: QtBot, clock: Clock, watch: IdleWatch) -> None:
    field = QLineEdit()
    qtbot.addWidget(field)
    field.show()
    watch.start(5)
    clock.pass_minutes(4)
    QTest.keyClick(field, Qt.Key.Key_A)
    clock.pass_minutes(4)
    with qtbot.assertNotEmitted(watch.idle):
        watch.check()
    clock.pass_minutes(1)
    with qtbot.waitSignal(watch.idle, timeout=10_000):
        watch.check()


def test_the_touch_that_wakes_a_sleeping_computer_comes_too_late(
    qtbot: QtBot, clock: Clock, watch: IdleWatch
) -> None:
    field = QLineEdit()
    qtbot.addWidget(field)
    field.show()
    watch.start(5)
    clock.pass_minutes(600)
    with qtbot.waitSignal(watch.idle, timeout=10_000):
        QTest.keyClick(field, Qt.Key.Key_A)
    assert field.text() == ""


def test_zero_minutes_means_never(qtbot: QtBot, clock: Clock, watch: IdleWatch) -> None:
    watch.start(0)
    clock.pass_minutes(10_000)
    with qtbot.assertNotEmitted(watch.idle):
        watch.check()
