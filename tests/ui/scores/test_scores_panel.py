"""The scores of a client on the Progress tab."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from needlelog.domain.people import Role
from needlelog.domain.scales import Rater
from needlelog.domain.scores import DraftScore
from needlelog.domain.sessions import ZoneRow
from needlelog.domain.zones import Side
from needlelog.services import scores, sessions
from needlelog.ui.scores.detail_sheet import ScoreDetailSheet
from needlelog.ui.scores.panel import ScoresPanel
from needlelog.ui.scores.score_sheet import ScoreSheet

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from needlelog.domain.clients import Client
    from needlelog.services.clinic import Clinic
    from needlelog.ui.context import Context
    from tests.services.conftest import SteppingClock


def tap(widget: QWidget) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


def pain(points: int, day: date, total: int = 0) -> DraftScore:
    return DraftScore("pain", "1", Rater.CLIENT, day, (("grade", points * 1000),), total)


@pytest.fixture
def panel(qtbot: QtBot, context: Context, amara: Client) -> ScoresPanel:
    made = ScoresPanel(context)
    qtbot.addWidget(made)
    made.resize(1000, 700)
    made.show()
    made.show_client(amara.uid)
    return made


def treat(clinic: Clinic, client_uid: str, *given: DraftScore) -> str:
    draft = sessions.start_session(clinic, client_uid)
    zone = ZoneRow(1, "chin", Side.MID, depth_um=1000)
    sessions.save_draft(clinic, replace(draft, zones=(zone,), reactions=(), scores=given))
    sessions.sign_session(clinic, draft.uid)
    return draft.uid


def follow_up(panel: ScoresPanel, clinic: Clinic, amara: Client, clock: SteppingClock) -> None:
    """A session with pain 8, then 6 and 4 a month apart each."""
    treat(clinic, amara.uid, pain(8, clock().date(), 8000))
    for points in (6, 4):
        clock.forward(days=28)
        scores.save_score(clinic, amara.uid, pain(points, clock().date()))
    panel.show_client(amara.uid)


def test_without_a_score_it_says_what_to_do(panel: ScoresPanel) -> None:
    assert panel.empty.isVisible()
    tap(panel.empty.button)
    assert isinstance(panel.sheet, ScoreSheet)


def test_first_to_latest_with_the_percent_named(
    panel: ScoresPanel, clinic: Clinic, amara: Client, clock: SteppingClock
) -> None:
    follow_up(panel, clinic, amara, clock)
    (row,) = panel.rows
    assert row.figures.text() == "8 → 4"
    assert row.change.text() == "4 better, 50 % of the first value"
    assert row.answer.text() == "responding"


def test_the_answer_is_explained_on_a_tap(
    qtbot: QtBot, panel: ScoresPanel, clinic: Clinic, amara: Client, clock: SteppingClock
) -> None:
    follow_up(panel, clinic, amara, clock)
    (row,) = panel.rows
    qtbot.waitUntil(row.answer.isVisible)
    assert not row.rule.isVisible()
    tap(row.answer)
    assert row.rule.isVisible()
    assert row.rule.text().startswith("3 scores over 56 days.")
    assert "comes to: 4 better" in row.rule.text()
    assert "is 2 (Farrar 2001" in row.rule.text()


def test_one_score_is_too_early(panel: ScoresPanel, clinic: Clinic, amara: Client) -> None:
    scores.save_score(clinic, amara.uid, pain(8, date(2026, 3, 1)))
    panel.show_client(amara.uid)
    (row,) = panel.rows
    assert (row.figures.text(), row.change.text()) == ("8", "")
    assert row.answer.text() == "too early to say"
    assert row.rule.text() == "There is no session yet."


def test_a_new_score_shows_at_once(panel: ScoresPanel, clinic: Clinic, amara: Client) -> None:
    tap(panel.empty.button)
    sheet = panel.sheet
    assert isinstance(sheet, ScoreSheet)
    tap(sheet.chooser.tiles["erythema"])
    assert sheet.form is not None
    tap(sheet.form.pickers["grade"].button(2000))
    tap(sheet.save_button)
    assert panel.table.rowCount() == 1
    cell = panel.table.item(0, 1)
    assert cell is not None
    assert cell.text() == "Erythema"


def test_a_follow_up_is_withdrawn_with_a_reason(
    panel: ScoresPanel, clinic: Clinic, amara: Client, clock: SteppingClock
) -> None:
    follow_up(panel, clinic, amara, clock)
    panel._open(0)
    sheet = panel.sheet
    assert isinstance(sheet, ScoreDetailSheet)
    assert sheet.reason is not None
    assert not sheet.withdraw.isEnabled()
    QTest.keyClicks(sheet.reason, "wrong client")
    tap(sheet.withdraw)
    assert panel.rows[0].figures.text() == "8 → 6"
    cells = [panel.table.item(0, column) for column in range(5)]
    assert [cell.text() for cell in cells if cell is not None][4] == "withdrawn"
    panel._open(0)
    assert isinstance(panel.sheet, ScoreDetailSheet)
    assert panel.sheet.reason is None


def test_a_score_of_a_session_leads_to_the_session(
    qtbot: QtBot, panel: ScoresPanel, context: Context, clinic: Clinic, amara: Client,
    clock: SteppingClock,
) -> None:  # fmt: skip
    uid = treat(clinic, amara.uid, pain(8, clock().date(), 8000))
    panel.show_client(amara.uid)
    panel._open(0)
    sheet = panel.sheet
    assert isinstance(sheet, ScoreDetailSheet)
    assert sheet.reason is None
    with qtbot.waitSignal(context.navigator.record_requested) as opened:
        tap(sheet.open_button)
    assert opened.args == [uid]


def test_an_inspector_only_looks(panel: ScoresPanel, clinic: Clinic, amara: Client) -> None:
    scores.save_score(clinic, amara.uid, pain(8, date(2026, 3, 1)))
    clinic.person = replace(clinic.person, role=Role.INSPECTOR)
    panel.show_client(amara.uid)
    assert not panel.add_button.isVisible()
    panel._open(0)
    assert isinstance(panel.sheet, ScoreDetailSheet)
    assert panel.sheet.reason is None


def test_many_scores_are_listed_in_two_steps(
    panel: ScoresPanel, clinic: Clinic, amara: Client
) -> None:
    for number in range(65):
        scores.save_score(clinic, amara.uid, pain(number % 11, date(2026, 3, 1)))
    panel.show_client(amara.uid)
    assert panel.table.rowCount() == 60
    tap(panel.all_button)
    assert panel.table.rowCount() == 65
    assert not panel.all_button.isVisible()
