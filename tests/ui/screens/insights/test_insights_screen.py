"""Insights at the window: what is shown, and where each figure leads."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pypdf
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from needlelog.domain.cohort import Axis, Split, Spread
from needlelog.domain.people import Role
from needlelog.domain.session_filter import Period, SessionFilter
from needlelog.services import review, sessions
from needlelog.services.clinic import Clinic
from needlelog.ui.context import Context
from needlelog.ui.insights.behind_sheet import BehindSheet
from needlelog.ui.insights.output import save_pdf
from needlelog.ui.screens.insights.filter_chips import USUAL
from needlelog.ui.screens.insights.screen import InsightsScreen
from needlelog.ui.widgets.button import Button


def settle(qtbot: QtBot, context: Context) -> None:
    qtbot.waitUntil(context.worker.idle)


def opened(qtbot: QtBot, context: Context) -> InsightsScreen:
    made = InsightsScreen(context)
    qtbot.addWidget(made)
    made.resize(1300, 1400)
    made.show()
    made.activate()
    qtbot.waitUntil(lambda: made.figures is not None and made.outcomes is not None)
    settle(qtbot, context)
    return made


@pytest.fixture
def screen(qtbot: QtBot, context: Context, rated: str) -> Iterator[InsightsScreen]:
    assert rated
    yield opened(qtbot, context)
    assert context.property("troubles") == []


def sheet_of(qtbot: QtBot, context: Context) -> BehindSheet:
    def found() -> list[BehindSheet]:
        return [
            each
            for each in QApplication.topLevelWidgets()
            if isinstance(each, BehindSheet) and each.isVisible()
        ]

    qtbot.waitUntil(lambda: bool(found()))
    settle(qtbot, context)
    return found()[0]


def test_the_cards_say_what_was_counted(screen: InsightsScreen) -> None:
    assert screen.cards["sessions"].value() == "2"
    assert screen.cards["plan"].value() == "100 %"
    assert screen.cards["waiting"].value() == "2"
    assert "14 Nov" not in screen.cards["waiting"].detail()
    assert screen.chips.wanted() == USUAL


def test_the_chart_shows_everybody_and_says_what_changed(screen: InsightsScreen) -> None:
    words = screen.outcome.change.text()
    assert words.startswith("Change 0 → 3 sessions in the 1 client who have both: −2.00")
    assert "Fewer than 10 clients" in screen.outcome.cautions.text()
    assert screen.outcome.chart.count() == 3
    assert screen.outcome.chart.words(0) == "before the first session: mean 4.00, 4.00 to 4.00, n 1"


def test_a_point_leads_to_the_sessions_behind_it(
    qtbot: QtBot, context: Context, screen: InsightsScreen
) -> None:
    chart = screen.outcome.chart
    chart.setFocus()
    QTest.keyClick(chart, Qt.Key.Key_Right)
    QTest.keyClick(chart, Qt.Key.Key_Right)
    assert chart.accessibleDescription().startswith("after 1 session")
    QTest.keyClick(chart, Qt.Key.Key_Return)
    sheet = sheet_of(qtbot, context)
    qtbot.waitUntil(lambda: sheet.model.rowCount() == 3)
    assert sheet.open_review.isHidden()
    with qtbot.waitSignal(context.navigator.record_requested):
        QTest.keyClick(sheet.table, Qt.Key.Key_Return)


def test_a_tap_beside_every_point_leads_nowhere(qtbot: QtBot, screen: InsightsScreen) -> None:
    with qtbot.assertNotEmitted(screen.outcome.chart.asked):
        QTest.mouseClick(screen.outcome.chart, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))


@pytest.mark.parametrize("card", ["sessions", "over", "events", "waiting"])
def test_a_card_leads_to_as_many_sessions_as_it_counts(
    qtbot: QtBot, context: Context, clinic: Clinic, screen: InsightsScreen, card: str
) -> None:
    screen.cards[card].click()
    sheet = sheet_of(qtbot, context)
    figures = screen.figures
    assert figures is not None
    board = figures.board
    counted = {
        "sessions": board.sessions,
        "over": board.over_advice,
        "events": board.events.count,
        "waiting": board.waiting,
    }[card]
    qtbot.waitUntil(lambda: sheet.model.rowCount() == counted)
    with qtbot.waitSignal(context.navigator.screen_requested):
        sheet.open_review.click()
    assert len(review.find_sessions(clinic, context.filter.wanted)) == counted


def test_the_review_lists_what_the_figure_counts_and_no_void_session(
    qtbot: QtBot, context: Context, clinic: Clinic, screen: InsightsScreen
) -> None:
    screen.cards["sessions"].click()
    sheet = sheet_of(qtbot, context)
    settle(qtbot, context)
    sheet.open_review.click()
    counted = review.find_sessions(clinic, context.filter.wanted)
    mistaken = review.session_rows(clinic, counted[:1])[0]
    sessions.void_session(clinic, mistaken.uid, "wrong client")
    assert review.find_sessions(clinic, context.filter.wanted) == counted[1:]


def test_lists_lead_on_too(qtbot: QtBot, context: Context, screen: InsightsScreen) -> None:
    for row in (screen.depths.rows()[0], screen.uses.rows()[0]):
        assert isinstance(row, Button)
        assert row.accessibleName()
        row.click()
        sheet = sheet_of(qtbot, context)
        assert sheet.model.rowCount() == 2
        sheet.reject()
        settle(qtbot, context)
    screen.weeks.open_part(0)
    assert sheet_of(qtbot, context).model.rowCount() <= 1


def test_the_plan_tells_late_and_missed_apart(
    qtbot: QtBot, context: Context, screen: InsightsScreen
) -> None:
    screen.cards["plan"].click()
    sheet = sheet_of(qtbot, context)
    assert sheet.counts.text() == "There is no session behind this figure."


def test_other_days_and_groups(qtbot: QtBot, context: Context, screen: InsightsScreen) -> None:
    screen.chips.chips["days"].click()
    qtbot.waitUntil(lambda: screen.cards["sessions"].value() == "3")
    assert screen.chips.wanted() == SessionFilter()
    context.filter.want(SessionFilter(period=Period.WEEK))
    qtbot.waitUntil(lambda: screen.cards["sessions"].value() == "0")
    qtbot.waitUntil(lambda: screen.outcomes is not None and screen.outcomes.shown.chosen is None)
    assert screen.outcome.empty.isVisible()
    context.filter.want(SessionFilter(concern="Acne scars"))
    qtbot.waitUntil(lambda: screen.cards["sessions"].value() == "3")
    card = screen.outcome
    card.split.chosen.emit(Split.CONCERN)
    qtbot.waitUntil(lambda: [line.name for line in card.lines()] == ["Acne scars"])
    card.axis.chosen.emit(Axis.DAYS)
    qtbot.waitUntil(lambda: card.found.asked.axis is Axis.DAYS)
    assert card.asked.split is Split.CONCERN
    card.shown.chosen.emit(Spread.QUARTILES)
    qtbot.waitUntil(lambda: card.found.asked.ranks)
    settle(qtbot, context)


@pytest.mark.parametrize("split", Split)
def test_groups_are_named_in_words(
    qtbot: QtBot, context: Context, screen: InsightsScreen, split: Split
) -> None:
    card = screen.outcome
    names = {
        Split.NONE: [""],
        Split.CONCERN: ["Acne scars"],
        Split.ZONE: ["Cheek, lateral", "Cheek, medial", "Chin", "Forehead"],
        Split.PROTOCOL: ["up to 1.50 mm"],
        Split.PHOTOTYPE: ["Skin type V"],
        Split.PRACTITIONER: ["Rina Patel"],
    }[split]
    card.split.chosen.emit(split)
    qtbot.waitUntil(lambda: card.found.asked.split is split)
    assert [line.name for line in card.lines()] == names


def test_the_queue_of_the_review_is_not_what_is_counted(
    qtbot: QtBot, context: Context, screen: InsightsScreen
) -> None:
    context.filter.want(review.QUEUE)
    assert screen.chips.wanted() == USUAL
    settle(qtbot, context)


def test_the_report_names_what_stands_on_the_screen(
    qtbot: QtBot, context: Context, screen: InsightsScreen, tmp_path: Path
) -> None:
    report = screen.report()
    assert report is not None
    path = tmp_path / "insights.pdf"
    with qtbot.waitSignal(context.message, timeout=20_000):
        save_pdf(context, report, path, screen)
    text = " ".join(page.extract_text() for page in pypdf.PdfReader(path).pages)
    for words in ("Insights", "Skin clinic", "Change 0 → 3 sessions", "Hyaluronic acid", "n 1"):
        assert words in text
    assert "Amara" not in text


def test_an_empty_clinic_says_what_to_do(qtbot: QtBot, context: Context) -> None:
    made = opened(qtbot, context)
    assert made.outcome.empty.isVisible()
    assert made.weeks.isHidden()
    assert made.depths.rows() == []


def test_an_inspector_sees_no_names(
    qtbot: QtBot, context: Context, clinic: Clinic, rated: str
) -> None:
    assert rated
    clinic.person = replace(clinic.person, role=Role.INSPECTOR)
    made = opened(qtbot, context)
    assert "practitioner" not in made.chips.chips
    made.cards["sessions"].click()
    sheet = sheet_of(qtbot, context)
    qtbot.waitUntil(lambda: sheet.model.rowCount() == 2)
    shown = [
        sheet.model.item(row, column).text()
        for row in range(2)
        for column in range(sheet.model.columnCount())
    ]
    assert not any("Amara" in text or "Rina" in text for text in shown)
    assert sheet.open_review.isHidden()
    with qtbot.assertNotEmitted(context.navigator.record_requested):
        QTest.keyClick(sheet.table, Qt.Key.Key_Return)


def test_a_practitioner_counts_her_own(
    qtbot: QtBot, context: Context, clinic: Clinic, rated: str
) -> None:
    assert rated
    clinic.person = replace(clinic.person, role=Role.PRACTITIONER)
    made = opened(qtbot, context)
    assert made.cards["sessions"].value() == "2"
    assert "practitioner" not in made.chips.chips
    clinic.person = replace(clinic.person, uid="somebody else")
    made.refresh()
    qtbot.waitUntil(lambda: made.cards["sessions"].value() == "0")
    settle(qtbot, context)
