"""Messages, headers, forms and sections: what they show, say and tell."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QWidget

from needlelog.ui.theme.colours import TONES
from needlelog.ui.theme.manager import Mode, ThemeManager
from needlelog.ui.widgets.banner import Banner
from needlelog.ui.widgets.button import Button
from needlelog.ui.widgets.dialog import SheetDialog
from needlelog.ui.widgets.empty_state import EmptyState
from needlelog.ui.widgets.flow_layout import FlowLayout
from needlelog.ui.widgets.form_row import FormRow
from needlelog.ui.widgets.header_bar import HeaderBar
from needlelog.ui.widgets.labels import ElidedLabel
from needlelog.ui.widgets.lines_label import LinesLabel
from needlelog.ui.widgets.pill import Pill
from needlelog.ui.widgets.rail import Rail
from needlelog.ui.widgets.search_field import SearchField
from needlelog.ui.widgets.side_row import SideRow
from needlelog.ui.widgets.status_section import Status, StatusDot, StatusSection
from needlelog.ui.widgets.toast import Toast

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

LONG = "Maria Alexandra Wilhelmina de la Cruz y Fernandez von Hohenfels"


def test_a_long_title_takes_more_lines_and_is_never_only_in_a_tooltip(qtbot: QtBot) -> None:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    ThemeManager(application).apply(Mode.LIGHT)
    bar = HeaderBar(LONG, "34 · Fitzpatrick V")
    bar.add_right(Button("Repeat last"))
    qtbot.addWidget(bar)
    bar.resize(1400, 60)
    bar.show()
    title, lines = bar.findChild(ElidedLabel), bar.findChild(LinesLabel)
    assert isinstance(title, ElidedLabel)
    assert isinstance(lines, LinesLabel)
    assert (title.isVisible(), lines.isVisible()) == (True, False)
    bar.resize(480, 60)
    QApplication.processEvents()
    assert (title.isVisible(), lines.isVisible()) == (False, True)
    shown = lines.shown_lines(lines.width())
    assert " ".join(shown) == LONG
    assert lines.height() >= len(shown) * lines.fontMetrics().height()
    assert bar.sizeHint().height() > lines.height()
    bar.set_title("Amara Osei")
    assert (title.isVisible(), lines.isVisible()) == (True, False)


def test_pills_take_the_place_of_the_former_ones(qtbot: QtBot) -> None:
    bar = HeaderBar("Amara Osei")
    qtbot.addWidget(bar)
    bar.show()
    bar.set_pills([("PIH caution", "warn"), ("Lidocaine allergy", "stop")])
    bar.set_pills([("PIH caution", "warn")])

    def shown() -> list[str]:
        return [pill.text() for pill in bar.findChildren(Pill) if pill.isVisible()]

    qtbot.waitUntil(lambda: shown() == ["PIH caution"], timeout=10_000)


@pytest.mark.parametrize("tone", TONES)
def test_a_warning_has_a_sign_and_not_only_a_colour(qtbot: QtBot, tone: str) -> None:
    pill, bare = Pill("late", tone), Pill("late", tone, sign=False)
    qtbot.addWidget(pill)
    qtbot.addWidget(bare)
    has_sign = pill.sizeHint().width() > bare.sizeHint().width()
    assert has_sign == (tone in ("warn", "stop", "good"))


def test_states_differ_in_sign_and_words(qtbot: QtBot) -> None:
    signs, words = set(), set()
    for status in Status:
        dot = StatusDot(status)
        qtbot.addWidget(dot)
        signs.add(status.value[0])
        words.add(dot.accessibleName())
    assert len(signs) == len(words) == len(Status)


def test_a_section_says_its_state_and_folds(qtbot: QtBot) -> None:
    section = StatusSection("Consent", Status.OPEN, foldable=True)
    qtbot.addWidget(section)
    section.add(SideRow("Treatment", "v4"))
    section.set_state(Status.DONE, "v4 · 22 Sep")
    section.show()
    assert section.accessibleName() == "Consent: done. v4 · 22 Sep"
    assert not section.is_open()
    [fold] = section.findChildren(QPushButton)
    with qtbot.waitSignal(section.opened, timeout=10_000) as opened:
        QTest.mouseClick(fold, Qt.MouseButton.LeftButton)
    assert opened.args == [True]
    assert section.is_open()


def test_a_plain_section_shows_its_content(qtbot: QtBot) -> None:
    section = StatusSection("Screening")
    qtbot.addWidget(section)
    assert not section.is_open()
    section.add(SideRow("Sun on area", "none in 14 d"))
    assert section.is_open()


def test_a_side_row_is_read_as_one_sentence(qtbot: QtBot) -> None:
    row = SideRow("Born", "14 Feb 1992")
    qtbot.addWidget(row)
    row.set_value("15 Feb 1992", "strong")
    assert row.accessibleName() == "Born: 15 Feb 1992"


def test_a_form_row_shows_the_error_instead_of_the_hint(qtbot: QtBot) -> None:
    field = QLineEdit("31.02.1994")
    row = FormRow("Born", field, "Day, month, year")
    qtbot.addWidget(row)
    row.set_error("There is no 31 February.")
    assert row.error() == "There is no 31 February."
    assert field.property("error") is True
    assert field.accessibleDescription() == "There is no 31 February."
    assert field.text() == "31.02.1994"
    row.set_error(None)
    assert row.error() is None
    assert field.property("error") is False
    assert field.accessibleDescription() == "Day, month, year"
    assert field.accessibleName() == "Born"


def test_a_search_waits_for_a_pause_and_not_on_enter(qtbot: QtBot) -> None:
    field = SearchField("Find a client")
    qtbot.addWidget(field)
    field.show()
    told: list[str] = []
    field.searched.connect(told.append)
    QTest.keyClicks(field, "ose")
    assert told == []
    qtbot.waitUntil(lambda: told == ["ose"], timeout=10_000)
    QTest.keyClicks(field, "i")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert told == ["ose", "osei"]
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert (field.text(), told[-1]) == ("", "")


def test_a_message_offers_undo_once(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(800, 400)
    toast = Toast(window)
    window.show()
    undone: list[bool] = []
    toast.show_message("Zone removed", lambda: undone.append(True))
    assert toast.isVisible()
    assert window.rect().contains(toast.geometry())
    QTest.mouseClick(toast.undo_button(), Qt.MouseButton.LeftButton)
    assert undone == [True]
    assert not toast.isVisible()
    toast.show_message("Saved")
    assert toast.text() == "Saved"
    assert toast.undo_button().isHidden()
    toast.hide()


def test_a_long_message_stays_inside_a_narrow_window(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(360, 300)
    toast = Toast(window)
    window.show()
    toast.show_message(f"{LONG} {LONG}", lambda: None)
    assert window.rect().contains(toast.geometry())
    toast.hide()


def test_a_banner_tells_of_its_button(qtbot: QtBot) -> None:
    banner = Banner("Unfinished session", "Hanna Novak · hands", "Continue")
    qtbot.addWidget(banner)
    banner.show()
    with qtbot.waitSignal(banner.acted, timeout=10_000):
        QTest.mouseClick(banner.button, Qt.MouseButton.LeftButton)


def test_an_empty_state_says_what_to_do(qtbot: QtBot) -> None:
    empty = EmptyState("clipboard-text-outline", "No sessions yet", "Start one.", "New session")
    qtbot.addWidget(empty)
    empty.show()
    with qtbot.waitSignal(empty.asked, timeout=10_000):
        QTest.mouseClick(empty.button, Qt.MouseButton.LeftButton)


def test_a_sheet_accepts_by_enter_and_cancels_by_escape(qtbot: QtBot) -> None:
    for key, end in ((Qt.Key.Key_Return, "accepted"), (Qt.Key.Key_Escape, "rejected")):
        parent = QWidget()
        qtbot.addWidget(parent)
        sheet = SheetDialog("Why above the advice?", parent, "The limit is 1.25 mm.")
        sheet.add_button("Cancel")
        sheet.add_button("Keep", "primary")
        ends: list[str] = []
        sheet.accepted.connect(lambda ends=ends: ends.append("accepted"))
        sheet.rejected.connect(lambda ends=ends: ends.append("rejected"))
        sheet.open()
        QTest.keyClick(sheet, key)
        assert ends == [end]


def test_escape_asks_before_it_throws_away_what_was_typed(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    sheet = SheetDialog("New client", parent)
    sheet.guards_words = True
    field = QLineEdit("Ana")
    sheet.body.addWidget(field)
    sheet.add_button("Cancel")
    ends: list[str] = []
    sheet.rejected.connect(lambda: ends.append("rejected"))
    sheet.open()
    QTest.keyClicks(field, " Lang")
    QTest.keyClick(field, Qt.Key.Key_Escape)
    question = sheet.findChild(SheetDialog)
    assert isinstance(question, SheetDialog)
    QTest.keyClick(question, Qt.Key.Key_Escape)
    assert sheet.isVisible(), "Escape twice throws nothing away"
    assert field.text() == "Ana Lang"
    QTest.keyClick(field, Qt.Key.Key_Escape)
    question = sheet.findChildren(SheetDialog)[-1]
    throw_away = next(
        each for each in question.findChildren(QPushButton) if each.text() == "Throw away"
    )
    QTest.mouseClick(throw_away, Qt.MouseButton.LeftButton)
    assert ends == ["rejected"]


def test_escape_closes_a_form_nobody_typed_into(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    sheet = SheetDialog("Serum", parent)
    sheet.guards_words = True
    sheet.body.addWidget(QLineEdit("HA serum"))
    secret = QLineEdit()
    secret.setEchoMode(QLineEdit.EchoMode.Password)
    sheet.body.addWidget(secret)
    ends: list[str] = []
    sheet.rejected.connect(lambda: ends.append("rejected"))
    sheet.open()
    QTest.keyClicks(secret, "four words")
    QTest.keyClick(secret, Qt.Key.Key_Escape)
    assert ends == ["rejected"]


def test_words_flow_to_the_next_line(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    flow = FlowLayout(page, spacing=8)
    for _ in range(3):
        box = QLabel()
        box.setFixedSize(100, 20)
        flow.addWidget(box)
    assert flow.heightForWidth(320) == 20
    assert flow.heightForWidth(220) == 48
    flow.setGeometry(QRect(0, 0, 220, 48))
    places = [item.geometry().topLeft().toTuple() for i in range(3) if (item := flow.itemAt(i))]
    assert places == [(0, 0), (108, 0), (0, 28)]


def test_the_rail_tells_where_to_go_and_shows_where_one_is(qtbot: QtBot) -> None:
    rail = Rail()
    qtbot.addWidget(rail)
    rail.add_place("today", "Today", "calendar-blank-outline", "Ctrl+1")
    rail.add_place("clients", "Clients", "account-multiple-outline")
    rail.set_current("today")
    rail.show()
    with qtbot.waitSignal(rail.chosen, timeout=10_000) as chosen:
        QTest.mouseClick(rail.button("clients"), Qt.MouseButton.LeftButton)
    assert chosen.args == ["clients"]
    assert rail.button("today").isChecked()
    assert not rail.button("clients").isChecked(), "only the window says where one is"
    with qtbot.waitSignal(rail.lockPressed, timeout=10_000):
        QTest.mouseClick(rail.lock_button, Qt.MouseButton.LeftButton)
