"""Controls that choose one of several: by finger, by keys, and told only when a person did it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from needlelog.ui.theme.manager import Mode, ThemeManager
from needlelog.ui.widgets.choice_box import ChoiceBox
from needlelog.ui.widgets.depth_chips import DepthChips
from needlelog.ui.widgets.grade_picker import GradePicker
from needlelog.ui.widgets.segmented import SegmentedControl

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

DEPTHS = [250, 500, 750, 1000, 1250, 1500, 2000, 2500]


@pytest.fixture
def segments(qtbot: QtBot) -> SegmentedControl:
    control = SegmentedControl([("week", "This week"), ("late", "Late"), ("all", "All")])
    qtbot.addWidget(control)
    control.show()
    return control


def test_a_segment_of_one_letter_is_as_wide_as_a_finger(qtbot: QtBot) -> None:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    ThemeManager(application).apply(Mode.LIGHT)
    control = SegmentedControl([("1", "I"), ("2", "II"), ("none", "not known")])
    qtbot.addWidget(control)
    control.show()
    assert min(control.button(key).width() for key in ("1", "2", "none")) >= 44


@pytest.fixture
def chips(qtbot: QtBot) -> DepthChips:
    row = DepthChips()
    qtbot.addWidget(row)
    row.set_values(DEPTHS)
    row.resize(700, 60)
    row.show()
    return row


@pytest.fixture
def redness(qtbot: QtBot) -> GradePicker:
    picker = GradePicker(4, "not recorded", "Redness")
    qtbot.addWidget(picker)
    picker.show()
    return picker


def test_a_press_chooses_a_segment_once(segments: SegmentedControl, qtbot: QtBot) -> None:
    told: list[str] = []
    segments.chosen.connect(told.append)
    for _ in range(2):
        QTest.mouseClick(segments.button("late"), Qt.MouseButton.LeftButton)
    assert told == ["late"]
    assert segments.current() == "late"
    assert segments.button("late").isChecked()


def test_filling_in_a_segment_tells_nobody(segments: SegmentedControl) -> None:
    told: list[str] = []
    segments.chosen.connect(told.append)
    segments.set_current("all")
    assert (told, segments.current()) == ([], "all")
    with pytest.raises(KeyError):
        segments.set_current("none")


def test_arrows_move_and_stop_at_the_ends(segments: SegmentedControl, qtbot: QtBot) -> None:
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Right):
        QTest.keyClick(segments.button(segments.current()), key)
    assert segments.current() == "all"
    QTest.keyClick(segments.button("all"), Qt.Key.Key_Home)
    assert segments.current() == "week"


def test_arrows_pass_over_what_is_disabled(segments: SegmentedControl, qtbot: QtBot) -> None:
    segments.button("late").setEnabled(False)
    QTest.keyClick(segments.button("week"), Qt.Key.Key_Right)
    assert segments.current() == "all"


def test_arrows_turn_round_with_the_script(segments: SegmentedControl, qtbot: QtBot) -> None:
    segments.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    QTest.keyClick(segments.button("week"), Qt.Key.Key_Left)
    assert segments.current() == "late"


def test_a_row_is_one_stop_for_tab(chips: DepthChips) -> None:
    chips.set_current(1500)
    stops = [d for d in DEPTHS if chips.chip(d).focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert stops == [1500]


def test_a_chip_tells_its_depth_also_a_second_time(chips: DepthChips, qtbot: QtBot) -> None:
    told: list[int] = []
    chips.chosen.connect(told.append)
    for _ in range(2):
        QTest.mouseClick(chips.chip(1250), Qt.MouseButton.LeftButton)
    QTest.keyClick(chips.chip(1250), Qt.Key.Key_Right)
    assert told == [1250, 1250, 1500]
    assert chips.current() == 1500
    assert chips.chip(1500).isChecked()
    assert not chips.chip(1250).isChecked()


def test_a_depth_not_on_offer_outlines_none(chips: DepthChips) -> None:
    chips.set_current(1500)
    chips.set_current(1150)
    assert not any(chips.chip(depth).isChecked() for depth in DEPTHS)
    assert chips.current() == 1150


def test_chips_speak_the_unit_and_wrap_when_narrow(chips: DepthChips) -> None:
    assert chips.chip(250).accessibleName() == "0.25 mm"
    assert chips.heightForWidth(200) >= 2 * chips.heightForWidth(700)
    assert chips.chip(250).sizeHint().height() >= 44


def test_new_values_replace_the_old_ones(chips: DepthChips) -> None:
    chips.set_values([200, 300])
    assert chips.values() == [200, 300]
    with pytest.raises(KeyError):
        chips.chip(250)


def test_a_grade_pressed_again_is_not_recorded(redness: GradePicker, qtbot: QtBot) -> None:
    told: list[int | None] = []
    redness.chosen.connect(told.append)
    redness.cleared.connect(lambda: told.append(None))
    assert redness.value() is None
    for _ in range(2):
        QTest.mouseClick(redness.button(0), Qt.MouseButton.LeftButton)
    QTest.mouseClick(redness.button(3), Qt.MouseButton.LeftButton)
    assert told == [0, None, 3]
    assert redness.value() == 3
    assert redness.button(3).accessibleName() == "Redness 3"


def test_zero_is_a_grade_and_none_is_not(redness: GradePicker) -> None:
    redness.set_value(0)
    assert redness.button(0).isChecked()
    redness.set_value(None)
    assert not any(redness.button(grade).isChecked() for grade in range(5))


def test_a_choice_tells_only_what_the_person_does(qtbot: QtBot) -> None:
    box = ChoiceBox("Device", [("pen", "Dermapen 4"), ("roller", "Roller")], "not recorded")
    qtbot.addWidget(box)
    told: list[str] = []
    box.chosen.connect(told.append)
    box.set_current("roller")
    box.set_options([("stamp", "Stamp"), ("roller", "Roller")])
    assert (told, box.current()) == ([], "roller")
    box.set_current("gone")
    assert box.current() == ""
    box.show()
    QTest.keyClick(box, Qt.Key.Key_Down)
    assert told == ["stamp"]


def test_the_wheel_changes_no_choice(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    box = ChoiceBox("Device", [("pen", "Dermapen 4"), ("roller", "Roller")])
    QVBoxLayout(page).addWidget(box)
    page.show()
    down = QWheelEvent(
        QPointF(5, 5),
        QPointF(5, 5),
        QPoint(0, -120),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(box, down)
    assert box.current() == "pen"


def test_segments_get_tighter_before_they_are_cut(qtbot: QtBot) -> None:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    manager = ThemeManager(application)
    manager.apply(Mode.LIGHT, 1.75)
    control = SegmentedControl([(word, word) for word in ("before", "during", "after", "at home")])
    qtbot.addWidget(control)
    control.show()
    wide = control.sizeHint().width()
    control.fit(wide)
    assert control.sizeHint().width() == wide
    control.fit(wide - 1)
    assert control.sizeHint().width() < wide - 60
    assert min(control.button(key).sizeHint().width() for key in ("before", "after")) >= 44
    control.fit(wide)
    assert control.sizeHint().width() == wide
    manager.apply(Mode.LIGHT)
