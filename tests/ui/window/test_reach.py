"""Everything that can be pressed is big enough for a glove, has a name, and is reached by Tab."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QToolButton, QWidget

from needlelog.ui.screens.first_run.screen import FirstRunScreen
from needlelog.ui.screens.recovery.screen import RecoveryScreen
from needlelog.ui.screens.sign_in.screen import SignInScreen

if TYPE_CHECKING:
    from pathlib import Path

    from tests.ui.window.conftest import Hand, Made, Starter

LEAST = 44


def _controls(place: QWidget) -> list[QWidget]:
    """What is shown and can be used; the eye belongs to its field."""
    found: list[QWidget] = [*place.findChildren(QAbstractButton), *place.findChildren(QLineEdit)]
    return [
        widget
        for widget in found
        if widget.isVisible() and widget.isEnabled() and not isinstance(widget, QToolButton)
    ]


def _check(hand: Hand, place: QWidget) -> None:
    hand.wait(hand.window._worker.idle)
    controls = _controls(place)
    assert controls
    for control in controls:
        name = control.accessibleName() or (
            control.text() if isinstance(control, QAbstractButton) else ""
        )
        assert name.strip(), f"{control} has no name"
        assert control.height() >= LEAST, f"{name}: {control.height()} px high"
    assert _reached_by_tab(place) >= {id(each) for each in _stops(controls)}


def _stops(controls: list[QWidget]) -> list[QWidget]:
    return [each for each in controls if each.focusPolicy() & Qt.FocusPolicy.TabFocus]


def _reached_by_tab(place: QWidget) -> set[int]:
    """What the Tab key comes past, until it is where it began."""
    reached: set[int] = set()
    window = place.window()
    for _ in range(300):
        window.focusNextChild()
        focused = QApplication.focusWidget()
        if focused is None or (id(focused) in reached and len(reached) > 1):
            break
        reached.add(id(focused))
    return reached


def test_the_set_up_pages(starter: Starter, tmp_path: Path) -> None:
    hand = starter.start(tmp_path / "clinic")
    page = hand.on_page(FirstRunScreen)
    _check(hand, page.place)
    hand.type(page.place.name, "Clinic")
    hand.click(page.place.next)
    _check(hand, page.person)
    hand.type(page.person.name, "Rina")
    hand.type(page.person.secret.first, "rina")
    hand.type(page.person.secret.second, "rina")
    hand.click(page.person.next)
    _check(hand, page.code)


def test_sign_in_recovery_and_lock(starter: Starter, made: Made) -> None:
    hand = starter.start(made.folder)
    page = hand.on_page(SignInScreen)
    _check(hand, page)
    hand.click(page.forgotten)
    recovery = hand.on_page(RecoveryScreen)
    _check(hand, recovery)
    hand.click(recovery.entry._cancel)
    hand.sign_in("rina")
    _check(hand, hand.lock())


@pytest.mark.parametrize(
    "section", ["clinic", "people", "access", "appearance", "lock", "limits", "rules", "machines"]
)
def test_the_settings(starter: Starter, made: Made, section: str) -> None:
    hand = starter.start(made.folder)
    hand.sign_in("rina")
    _check(hand, hand.settings(section))
