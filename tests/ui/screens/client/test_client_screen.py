"""One client: alerts, record, plan, progress and details, through real clicks and keys."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget

from needlelog.domain.clients import Client, ConsentKind
from needlelog.domain.plans import Plan
from needlelog.services import clients, plans, sessions
from needlelog.ui.screens.client import progress_tab
from needlelog.ui.screens.client.alert_strip import AlertStrip
from needlelog.ui.screens.client.details.avoid_sheet import AvoidSheet
from needlelog.ui.screens.client.details.consent_sheet import ConsentSheet
from needlelog.ui.screens.client.details.history_sheet import HistorySheet
from needlelog.ui.screens.client.plan_sheet import PlanSheet
from needlelog.ui.screens.client.progress.view import ProgressView, read_progress
from needlelog.ui.screens.client.screen import ClientScreen
from needlelog.ui.theme.manager import LARGEST_TEXT, Mode
from needlelog.ui.widgets.button import Button
from needlelog.ui.widgets.dialog import SheetDialog

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from needlelog.services.clinic import Clinic
    from needlelog.ui.context import Context

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def amara(clinic_tools: Any) -> Client:
    made: Client = clinic_tools.amara()
    return made


@pytest.fixture
def screen(qtbot: QtBot, context: Context, amara: Client) -> ClientScreen:
    made = ClientScreen(context)
    qtbot.addWidget(made)
    made.resize(1300, 820)
    made.show()
    qtbot.waitExposed(made)
    open_tab(qtbot, made, amara, "record")
    return made


def open_tab(qtbot: QtBot, screen: ClientScreen, client: Client, tab: str) -> None:
    screen.open_client(client.uid, tab)
    qtbot.waitUntil(lambda: screen.view is not None and screen.editor.client is not None)


def button(parent: QWidget, text: str) -> Button:
    return next(one for one in parent.findChildren(Button) if one.text() == text)


def test_alerts_stand_in_the_header_whole_or_counted(qtbot: QtBot, screen: ClientScreen) -> None:
    qtbot.waitUntil(
        lambda: screen.alerts.shown() == ["Lidocaine allergy", "Darkening after inflammation"]
    )
    assert screen.alerts.y() > screen.header.y()
    strip = AlertStrip()
    qtbot.addWidget(strip)
    strip.resize(240, 40)
    strip.show_alerts([("Lidocaine allergy", "stop"), ("Darkening after inflammation", "warn")])
    qtbot.waitUntil(lambda: strip.shown() == ["Lidocaine allergy", "+1"])


def test_with_the_largest_text_the_facts_have_the_whole_line_once_the_tabs_go_below(
    qtbot: QtBot, context: Context, amara: Client
) -> None:
    context.theme.apply(Mode.LIGHT, LARGEST_TEXT)
    try:
        window = QWidget()
        qtbot.addWidget(window)
        made = ClientScreen(context, window)
        made.resize(866, 740)  # what the smallest window leaves it
        window.show()
        open_tab(qtbot, made, amara, "record")
        facts = next(
            each for each in made.header.findChildren(QLabel) if "Fitzpatrick" in each.text()
        )
        qtbot.waitUntil(made.header.is_folded)
        wanted = min(facts.sizeHint().width(), made.header.width())
        qtbot.waitUntil(lambda: facts.width() >= wanted)
    finally:
        context.theme.apply(Mode.LIGHT)


def test_the_record_is_newest_first_with_its_addendum(
    qtbot: QtBot, context: Context, screen: ClientScreen
) -> None:
    lines = screen.record.lines()
    assert [line.record.content.number for line in lines] == [3, 2, 1]
    assert "signed · addendum" in lines[2].accessibleName()
    assert "Cheek lat. L+R 1.50 mm" in lines[0].accessibleName()
    with qtbot.waitSignal(context.navigator.record_requested) as opened:
        QTest.mouseClick(button(lines[2], "Open"), LEFT)
    assert opened.args == [lines[2].record.content.uid]


def test_repeat_last_is_offered_only_after_a_session(
    qtbot: QtBot, context: Context, clinic: Clinic, amara: Client, screen: ClientScreen
) -> None:
    with qtbot.waitSignal(context.navigator.new_session_requested) as asked:
        QTest.mouseClick(screen.repeat_button, LEFT)
    assert asked.args == [amara.uid, True]
    other = clients.create_client(clinic, Client("", "Nora Lind"))
    open_tab(qtbot, screen, other, "record")
    qtbot.waitUntil(screen.new_button.isVisible)
    assert not screen.repeat_button.isVisible()
    with qtbot.waitSignal(context.navigator.new_session_requested) as asked:
        QTest.mouseClick(screen.new_button, LEFT)
    assert asked.args == [other.uid, False]


def test_a_draft_stands_on_top(
    qtbot: QtBot, context: Context, clinic: Clinic, amara: Client, screen: ClientScreen
) -> None:
    draft = sessions.start_session(clinic, amara.uid)
    screen.activate()
    qtbot.waitUntil(lambda: bool(screen.view and screen.view.drafts))
    with qtbot.waitSignal(context.navigator.draft_requested) as asked:
        QTest.mouseClick(button(screen.record, "Continue"), LEFT)
    assert asked.args == [draft.uid]


def test_a_changed_field_is_saved_when_it_is_left(
    qtbot: QtBot, clinic: Clinic, amara: Client, screen: ClientScreen
) -> None:
    open_tab(qtbot, screen, amara, "details")
    identity = screen.details.identity
    identity.phone.setFocus()
    identity.phone.clear()
    QTest.keyClicks(identity.phone, "0151 777")
    with qtbot.waitSignal(screen.editor.saved):
        QTest.keyClick(identity.phone, Qt.Key.Key_Tab)
    assert clients.client(clinic, amara.uid).phone == "0151 777"
    assert identity.saved.text().startswith("Saved ")


def test_a_long_name_shows_its_beginning(qtbot: QtBot, amara: Client, screen: ClientScreen) -> None:
    open_tab(qtbot, screen, amara, "details")
    name = screen.details.identity.name
    name.setFocus()
    name.selectAll()
    QTest.keyClicks(name, "Maria Magdalena Konstantina Papadopoulou-Wolfeschlegelsteinhausen")
    assert name.cursorPosition() > 40
    with qtbot.waitSignal(screen.editor.saved):
        QTest.keyClick(name, Qt.Key.Key_Tab)
    assert name.cursorPosition() == 0


def test_an_empty_name_is_refused_and_the_old_one_kept(
    qtbot: QtBot, clinic: Clinic, amara: Client, screen: ClientScreen
) -> None:
    open_tab(qtbot, screen, amara, "details")
    identity = screen.details.identity
    identity.name.setFocus()
    identity.name.clear()
    QTest.keyClick(identity.name, Qt.Key.Key_Tab)
    assert identity.name_row.error() == "A client needs a name. The name before it is kept."
    assert clients.client(clinic, amara.uid).name == "Amara Osei"


def test_a_birth_date_in_the_future_is_refused(
    qtbot: QtBot, clinic: Clinic, amara: Client, screen: ClientScreen
) -> None:
    open_tab(qtbot, screen, amara, "details")
    born = screen.details.identity.born
    born.line.setFocus()
    born.line.clear()
    QTest.keyClicks(born.line, "14 Feb 2092")
    QTest.keyClick(born.line, Qt.Key.Key_Tab)
    assert born.error() == "This birth date lies in the future; check the year."
    assert clients.client(clinic, amara.uid).birth_date == date(1992, 2, 14)


def test_leaving_for_the_lock_hands_over_what_is_being_typed(
    qtbot: QtBot, clinic: Clinic, amara: Client, screen: ClientScreen
) -> None:
    open_tab(qtbot, screen, amara, "details")
    note = screen.details.identity.note
    note.setFocus()
    QTest.keyClicks(note, "likes it quiet")
    with qtbot.waitSignal(screen.editor.saved):
        screen.flush()
    assert clients.client(clinic, amara.uid).note == "likes it quiet"


def test_a_history_item_is_added_from_a_suggestion_and_shown_as_alert(
    qtbot: QtBot, clinic: Clinic, amara: Client, screen: ClientScreen
) -> None:
    open_tab(qtbot, screen, amara, "details")
    QTest.mouseClick(screen.details.history.add_button, LEFT)
    sheet = screen.findChild(HistorySheet)
    assert sheet is not None
    QTest.mouseClick(button(sheet, "Nickel allergy"), LEFT)
    with qtbot.waitSignal(screen.editor.saved):
        QTest.mouseClick(sheet.keep_button, LEFT)
    names = [item.name for item in clients.client(clinic, amara.uid).history]
    assert names[-1] == "Nickel allergy"
    qtbot.waitUntil(lambda: "Nickel allergy" in screen.alerts.accessibleName())


def test_parts_are_taken_away(
    qtbot: QtBot, clinic: Clinic, amara: Client, screen: ClientScreen
) -> None:
    open_tab(qtbot, screen, amara, "details")
    remove = next(
        one
        for one in screen.details.history.findChildren(Button)
        if one.accessibleName() == "Remove Pregnancy"
    )
    with qtbot.waitSignal(screen.editor.saved):
        QTest.mouseClick(remove, LEFT)
    names = [item.name for item in clients.client(clinic, amara.uid).history]
    assert "Pregnancy" not in names
    assert len(names) == 3


def test_a_consent_is_recorded(
    qtbot: QtBot, clinic: Clinic, context: Context, amara: Client, screen: ClientScreen
) -> None:
    open_tab(qtbot, screen, amara, "details")
    QTest.mouseClick(screen.details.consents.add_button, LEFT)
    sheet = screen.findChild(ConsentSheet)
    assert sheet is not None
    QTest.mouseClick(sheet.kind.button("photo"), LEFT)
    QTest.keyClicks(sheet.version, "v2")
    with qtbot.waitSignal(context.changed):
        QTest.mouseClick(sheet.keep_button, LEFT)
    kept = [
        one for one in clients.client(clinic, amara.uid).consents if one.kind is ConsentKind.PHOTO
    ]
    assert [(one.version, one.status.value) for one in kept] == [("v2", "given")]


def test_a_spot_is_marked_by_tapping_the_map(
    qtbot: QtBot, clinic: Clinic, amara: Client, screen: ClientScreen
) -> None:
    open_tab(qtbot, screen, amara, "details")
    body_map = screen.details.avoid.map.body_map
    chin = next(zone for zone in body_map.paths.zones if zone.zone.zone_code.endswith("chin"))
    spot = body_map.to_screen().map(chin.centre).toPoint()
    QTest.mouseClick(body_map, LEFT, Qt.KeyboardModifier.NoModifier, spot)
    sheet = screen.findChild(AvoidSheet)
    assert sheet is not None
    sheet.kind.set_current("tattoo")
    with qtbot.waitSignal(screen.editor.saved):
        QTest.mouseClick(sheet.keep_button, LEFT)
    mark = clients.client(clinic, amara.uid).avoid[-1]
    assert (mark.kind.value, mark.map_name, mark.zone) == (
        "tattoo",
        "face_front",
        chin.zone.zone_code,
    )
    assert len(body_map.state.marks) == 2


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_a_new_plan_ends_the_one_in_force(
    qtbot: QtBot, clinic: Clinic, amara: Client, screen: ClientScreen
) -> None:
    open_tab(qtbot, screen, amara, "plan")
    qtbot.waitUntil(screen.plan.new_button.isVisible)
    QTest.mouseClick(screen.plan.new_button, LEFT)
    sheet = screen.findChild(PlanSheet)
    assert sheet is not None
    sheet.concern.clear()
    QTest.keyClicks(sheet.concern, "Melasma")
    QTest.keyClicks(sheet.planned, "two")
    QTest.mouseClick(sheet.save_button, LEFT)
    assert "“two” is not a number" in (sheet._planned_row.error() or "")
    sheet.planned.clear()
    QTest.keyClicks(sheet.planned, "4")
    QTest.keyClicks(sheet.interval, "28")
    QTest.keyClicks(sheet.zones.search, "forehead")
    QTest.keyClick(sheet.zones.search, Qt.Key.Key_Return)
    with qtbot.waitSignal(screen._context.changed):
        QTest.mouseClick(sheet.save_button, LEFT)
    kept = plans.plans(clinic, amara.uid)
    assert [(plan.concern, plan.active) for plan in kept] == [
        ("Melasma", True),
        ("Acne scars", False),
    ]
    assert (kept[0].planned_sessions, kept[0].interval_days) == (4, 28)
    assert any("forehead" in code for code, _ in kept[0].zones)


def test_a_plan_that_was_ended_comes_back_where_it_was_ended(
    qtbot: QtBot, clinic: Clinic, amara: Client, screen: ClientScreen
) -> None:
    def in_force() -> dict[str, bool]:
        return {plan.concern: plan.active for plan in plans.plans(clinic, amara.uid)}

    def press(text: str) -> None:
        qtbot.waitUntil(lambda: any(each.text() == text for each in buttons()))
        with qtbot.waitSignal(screen._context.changed):
            QTest.mouseClick(button(screen.plan, text), LEFT)

    def buttons() -> list[Button]:
        return [each for each in screen.plan.findChildren(Button) if each.isVisible()]

    open_tab(qtbot, screen, amara, "plan")
    press("End plan")
    assert in_force() == {"Acne scars": False}
    press("Bring back")
    assert in_force() == {"Acne scars": True}
    qtbot.waitUntil(lambda: any(each.text() == "End plan" for each in buttons()))
    assert button(screen.plan, "End plan").hasFocus(), "Space must not lock the screen next"
    press("End plan")
    plans.save_plan(clinic, Plan("", amara.uid, "Pores"))
    open_tab(qtbot, screen, amara, "plan")
    both = {"End plan", "Bring back"}
    qtbot.waitUntil(lambda: both <= {each.text() for each in buttons()})
    QTest.mouseClick(button(screen.plan, "Bring back"), LEFT)
    sheet = next(each for each in screen.plan.findChildren(SheetDialog) if each.isVisible())
    assert any("“Pores” ends with it" in each.text() for each in sheet.findChildren(QLabel))
    QTest.mouseClick(button(sheet, "Leave it as it is"), LEFT)
    assert in_force() == {"Pores": True, "Acne scars": False}
    QTest.mouseClick(button(screen.plan, "Bring back"), LEFT)
    sheet = next(each for each in screen.plan.findChildren(SheetDialog) if each.isVisible())
    with qtbot.waitSignal(screen._context.changed):
        QTest.mouseClick(button(sheet, "Bring back"), LEFT)
    assert in_force() == {"Pores": False, "Acne scars": True}


def test_progress_shows_every_session_and_opens_the_one_tapped(
    qtbot: QtBot, context: Context, amara: Client, screen: ClientScreen
) -> None:
    open_tab(qtbot, screen, amara, "progress")
    qtbot.waitUntil(lambda: screen.progress.chart is not None, timeout=10_000)
    chart = screen.progress.chart
    timeline = screen.progress.timeline
    assert chart is not None
    assert timeline is not None
    assert screen.progress.table.rowCount() == 0, "filled when it is looked at"
    viewport = chart.surface.viewport()
    qtbot.waitUntil(lambda: viewport.width() > 300)
    drawing = chart.drawing()
    assert drawing is not None
    x = drawing.scale.x(timeline.sessions[1].on)
    spot = QPoint(round(x) + 2, round(drawing.layout.ticks_y))
    with qtbot.waitSignal(context.navigator.record_requested) as opened:
        QTest.mouseClick(viewport, LEFT, Qt.KeyboardModifier.NoModifier, spot)
    assert opened.args == [timeline.sessions[1].uid]
    screen.progress.choice.button("list").click()
    assert screen.progress.table.rowCount() == 3 + len(timeline.planned)


def test_the_axis_zooms_fits_and_opens_by_keyboard(
    qtbot: QtBot, context: Context, amara: Client, screen: ClientScreen
) -> None:
    open_tab(qtbot, screen, amara, "progress")
    qtbot.waitUntil(lambda: screen.progress.chart is not None, timeout=10_000)
    chart, timeline = screen.progress.chart, screen.progress.timeline
    assert chart is not None
    assert timeline is not None
    chart.setFocus()
    whole = chart.visible_days
    QTest.keyClick(chart, Qt.Key.Key_Plus)
    assert chart.visible_days == pytest.approx(whole * 0.7, rel=0.01)
    QTest.keyClick(chart, Qt.Key.Key_0)
    assert chart.visible_days == pytest.approx(whole, rel=0.01)
    QTest.keyClick(chart, Qt.Key.Key_Left)
    with qtbot.waitSignal(context.navigator.record_requested) as opened:
        QTest.keyClick(chart, Qt.Key.Key_Return)
    assert opened.args == [timeline.sessions[2].uid]


def test_the_chart_library_is_not_loaded_with_the_screen() -> None:
    """It takes up to a second, so it is loaded when Progress is first shown."""
    code = (
        "import sys; import needlelog.ui.screens.client.screen; "
        "sys.exit('pyqtgraph' in sys.modules or 'numpy' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0  # noqa: S603


def test_progress_is_read_ahead_and_again_when_it_is_looked_at(
    qtbot: QtBot,
    context: Context,
    clinic: Clinic,
    clinic_tools: Any,
    amara: Client,
    screen: ClientScreen,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    tab = screen.progress
    shown_before: list[ProgressView | None] = []

    def noted(*asked: Any) -> ProgressView:
        shown_before.append(tab.view)
        return read_progress(*asked)

    qtbot.waitUntil(lambda: tab._ahead is not None)
    assert tab.chart is None  # nothing is drawn that nobody looks at
    monkeypatch.setattr(progress_tab, "read_progress", noted)
    clinic_tools.treat(amara.uid, date(2026, 11, 15), {"chin": 500})
    QTest.mouseClick(screen.tabs.button("progress"), LEFT)
    qtbot.waitUntil(lambda: tab.view is not None and len(tab.view.timeline.sessions) == 4)
    ahead = shown_before[0]
    assert ahead is not None
    assert len(ahead.timeline.sessions) == 3
    drawn = tab.view
    screen.activate()
    assert tab.view is drawn  # the same once more is not drawn anew
    QTest.mouseClick(screen.tabs.button("record"), LEFT)
    screen.activate()
    assert not tab._soon.isActive()  # what was shown is there already
