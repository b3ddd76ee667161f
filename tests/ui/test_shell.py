"""The window's frame: places made when first visited, keys, messages."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget

from needlelog.ui.shell import RailItem, Shell
from needlelog.ui.shortcut_sheet import ShortcutSheet
from needlelog.ui.shortcuts import SHORTCUTS, WINDOW, bind, place_keys

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

CONTROL = Qt.KeyboardModifier.ControlModifier


class Screen(QLabel):
    """A screen that counts how often it came to the front."""

    def __init__(self, name: str, made: list[str]) -> None:
        super().__init__(name)
        made.append(name)
        self.visits = 0

    def activate(self) -> None:
        self.visits += 1


@pytest.fixture
def made() -> list[str]:
    return []


@pytest.fixture
def shell(qtbot: QtBot, made: list[str]) -> Shell:
    result = Shell(
        [
            RailItem("today", "Today", "calendar-blank-outline", lambda: Screen("today", made)),
            RailItem("stock", "Stock", "cube-outline", QWidget),
        ]
    )
    result.add_screen("session", lambda: Screen("session", made), "today")
    qtbot.addWidget(result)
    result.resize(1280, 800)
    with qtbot.waitExposed(result):
        result.show()
    result.activateWindow()
    return result


def test_a_screen_is_made_on_the_first_visit_only(shell: Shell, made: list[str]) -> None:
    assert made == []
    screen = shell.go("today")
    shell.go("stock")
    assert shell.go("today") is screen
    assert made == ["today"]
    assert isinstance(screen, Screen)
    assert screen.visits == 2


def test_a_screen_inside_a_place_keeps_the_place_current(shell: Shell, qtbot: QtBot) -> None:
    with qtbot.waitSignal(shell.shown, timeout=10_000) as shown:
        shell.go("session")
    assert shown.args == ["session"]
    assert shell.current() == "session"
    assert shell.rail.button("today").isChecked()
    assert not shell.rail.button("stock").isChecked()


def test_a_dropped_screen_is_made_anew(shell: Shell, made: list[str]) -> None:
    shell.go("session")
    shell.go("today")
    shell.drop("session")
    assert not shell.is_made("session")
    shell.go("session")
    assert made.count("session") == 2


def test_the_keys_stay_in_a_screen_whose_content_goes(shell: Shell) -> None:
    """Left to itself Qt hands them on to the rail, where Enter would lock the program."""
    field = QLineEdit(shell.go("stock"))
    field.show()
    field.setFocus()
    today = shell.go("today")
    line = QLineEdit(today)
    line.show()
    assert QApplication.focusWidget() is today
    QTest.keyClick(today, Qt.Key.Key_Return)
    assert shell.current() == "today"
    shell.go("stock")
    assert QApplication.focusWidget() is field


def test_the_keys_come_back_to_a_screen_that_was_left_through_a_sheet(shell: Shell) -> None:
    """Nothing of the screen left had the focus any more: a sheet above it was just closing."""
    field = QLineEdit(shell.go("stock"))
    field.show()
    field.setFocus()
    shell.go("today").clearFocus()
    field.clearFocus()
    shell.go("stock")
    assert shell.window().focusWidget() is not None


def test_an_unknown_place_is_refused(shell: Shell) -> None:
    with pytest.raises(KeyError):
        shell.go("nowhere")


def test_keys_go_to_places_lock_and_find(shell: Shell, qtbot: QtBot) -> None:
    QTest.keyClick(shell, Qt.Key.Key_2, CONTROL)
    assert shell.current() == "stock"
    with qtbot.waitSignals([shell.lockRequested, shell.findRequested], timeout=10_000):
        QTest.keyClick(shell, Qt.Key.Key_L, CONTROL)
        QTest.keyClick(shell, Qt.Key.Key_K, CONTROL)
    with qtbot.waitSignal(shell.newClientRequested, timeout=10_000):
        QTest.keyClick(shell, Qt.Key.Key_N, CONTROL)


def test_f1_lists_every_key(shell: Shell) -> None:
    QTest.keyClick(shell, Qt.Key.Key_F1)
    sheet = shell.findChild(ShortcutSheet)
    assert isinstance(sheet, ShortcutSheet)
    written = " ".join(part.text() for part in sheet.findChildren(QLabel))
    for entry in SHORTCUTS:
        assert entry.words in written
        assert QKeySequence(entry.keys).toString(QKeySequence.SequenceFormat.NativeText) in written
    sheet.reject()


def test_a_small_window_has_a_slimmer_rail(shell: Shell) -> None:
    wide = shell.rail.width()
    shell.resize(1024, 768)
    assert shell.rail.width() < wide


def test_a_message_lies_over_the_screen(shell: Shell) -> None:
    shell.go("today")
    shell.message("Saved")
    assert shell.toast.isVisible()
    shell.toast.hide()


def test_no_keys_mean_two_things() -> None:
    window = [*(e.keys for e in SHORTCUTS if e.place == WINDOW), *map(place_keys, range(1, 10))]
    for place in {entry.place for entry in SHORTCUTS}:
        here = [k for e in SHORTCUTS if e.place == place for k in (e.keys, *e.others)]
        everywhere = [] if place == WINDOW else window
        counted = Counter(QKeySequence(k).toString() for k in [*here, *everywhere])
        assert [keys for keys, count in counted.items() if count > 1] == []
        assert "" not in counted, "keys that Qt does not know"
    assert len({entry.act for entry in SHORTCUTS}) == len(SHORTCUTS)


def test_only_acts_of_the_table_can_be_bound(qtbot: QtBot) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    assert len(bind("redo", widget, widget.update)) == 2
    with pytest.raises(KeyError):
        bind("fly", widget, widget.update)
