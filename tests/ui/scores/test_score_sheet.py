"""Giving a score by clicks and keys, as the robot does it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from needlelog.domain.own_scales import OwnScale
from needlelog.domain.scales import Direction, Rater
from needlelog.domain.scores import DraftScore
from needlelog.domain.sessions import ZoneRow
from needlelog.domain.zones import Side
from needlelog.services import scores, sessions
from needlelog.ui.scores.asking import ask_for_score, ask_for_session_score
from needlelog.ui.scores.score_sheet import ScoreSheet
from needlelog.ui.widgets.button import Button

if TYPE_CHECKING:
    from needlelog.domain.clients import Client
    from needlelog.services.clinic import Clinic
    from needlelog.ui.context import Context
    from tests.services.conftest import SteppingClock

TODAY = date(2026, 3, 2)
MMASI = {
    "forehead.area": 2, "forehead.darkness": 3,
    "malar_right.area": 4, "malar_right.darkness": 3,
    "malar_left.area": 5, "malar_left.darkness": 2,
    "chin.area": 1, "chin.darkness": 4,
}  # fmt: skip


def tap(widget: QWidget) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


def answer(sheet: ScoreSheet, answers: dict[str, int]) -> None:
    assert sheet.form is not None
    for code, points in answers.items():
        button = sheet.form.pickers[code].button(points * 1000)
        sheet.form.page.ensureWidgetVisible(button)
        tap(button)


def answers_of(sheet: ScoreSheet) -> dict[str, int]:
    assert sheet.form is not None
    return sheet.form.answers()


@pytest.fixture
def sheet(context: Context, window: QWidget, amara: Client) -> ScoreSheet:
    opened: list[ScoreSheet] = []
    ask_for_score(context, window, amara.uid, opened.append)
    return opened[0]


def choose(sheet: ScoreSheet, code: str) -> None:
    tile = sheet.chooser.tiles[code]
    sheet.chooser.page.ensureWidgetVisible(tile)
    tap(tile)
    assert sheet.form is not None


def test_escape_asks_before_pressed_answers_are_lost(
    sheet: ScoreSheet, clinic: Clinic, amara: Client
) -> None:
    choose(sheet, "mmasi")
    answer(sheet, {"chin.area": 1})
    QTest.keyClick(sheet, Qt.Key.Key_Escape)
    assert sheet.isVisible()
    throw = next(each for each in sheet.findChildren(Button) if each.text() == "Throw away")
    tap(throw)
    assert not sheet.isVisible()
    assert scores.scores(clinic, amara.uid) == ()


def test_escape_leaves_a_scale_at_once_where_nothing_was_answered(sheet: ScoreSheet) -> None:
    choose(sheet, "mmasi")
    QTest.keyClick(sheet, Qt.Key.Key_Escape)
    assert not sheet.isVisible()


def test_mmasi_by_touch(sheet: ScoreSheet, clinic: Clinic, amara: Client) -> None:
    choose(sheet, "mmasi")
    answer(sheet, MMASI)
    assert sheet.form is not None
    assert sheet.form.total.text() == "8.8"
    assert sheet.form._sums["malar_right"].text() == "0.3 × 4 × 3 = 3.6"
    tap(sheet.save_button)
    (kept,) = scores.scores(clinic, amara.uid)
    assert (kept.scale, kept.total, kept.rated_on) == ("mmasi", 8800, TODAY)
    assert dict(kept.items) == {code: points * 1000 for code, points in MMASI.items()}


def test_the_total_runs_along_and_says_what_is_open(sheet: ScoreSheet) -> None:
    choose(sheet, "mmasi")
    assert sheet.form is not None
    assert sheet.form.total.text() == "–"
    answer(sheet, {"forehead.area": 2, "forehead.darkness": 3})
    assert sheet.form.total.text() == "1.8"
    assert "6 still open" in sheet.form._range.text()


def test_an_incomplete_score_is_not_kept_and_says_why(
    sheet: ScoreSheet, clinic: Clinic, amara: Client
) -> None:
    choose(sheet, "vancouver")
    answer(sheet, {"vascularity": 2, "height": 1})
    tap(sheet.save_button)
    assert sheet.isVisible()
    assert "2 items" in sheet._trouble.text()
    assert scores.scores(clinic, amara.uid) == ()


def test_no_melasma_in_a_region_needs_no_darkness(sheet: ScoreSheet, clinic: Clinic) -> None:
    choose(sheet, "mmasi")
    assert sheet.form is not None
    answer(sheet, {"forehead.area": 0})
    assert not sheet.form.pickers["forehead.darkness"].isEnabled()
    answer(sheet, {"forehead.area": 1})
    assert sheet.form.pickers["forehead.darkness"].isEnabled()


def test_what_was_said_last_time_stands_beside_each_item(
    context: Context, window: QWidget, clinic: Clinic, amara: Client, clock: SteppingClock
) -> None:
    items = tuple((code, points * 1000) for code, points in MMASI.items())
    given = DraftScore("mmasi", "1", Rater.CLINICIAN, TODAY, items, 0)
    scores.save_score(clinic, amara.uid, given)
    clock.forward(days=30)
    opened: list[ScoreSheet] = []
    ask_for_score(context, window, amara.uid, opened.append)
    choose(opened[0], "mmasi")
    form = opened[0].form
    assert form is not None
    assert form.pickers["malar_left.area"]._former.text() == "was 5 · 2 Mar"
    answer(opened[0], {**MMASI, "malar_left.area": 3})
    assert form.total.text() == "7.6"
    assert form._compared.text() == "was 8.8 on 2 Mar 2026 · 1.2 better"


def test_scales_used_before_come_first(
    context: Context, window: QWidget, clinic: Clinic, amara: Client
) -> None:
    for code, points in (("pain", 5), ("satisfaction", 6)):
        given = DraftScore(code, "1", Rater.CLIENT, TODAY, (("grade", points * 1000),), 0)
        scores.save_score(clinic, amara.uid, given)
    opened: list[ScoreSheet] = []
    ask_for_score(context, window, amara.uid, opened.append)
    assert list(opened[0].chooser.tiles)[:2] == ["satisfaction", "pain"]
    assert "last 5 on" in opened[0].chooser.tiles["pain"].text()


def test_a_site_of_the_wrinkle_scale(sheet: ScoreSheet, clinic: Clinic, amara: Client) -> None:
    tap(sheet.chooser.tiles["lemperle"])
    choose(sheet, "lemperle.nasolabial")
    answer(sheet, {"grade": 4})
    tap(sheet.save_button)
    (kept,) = scores.scores(clinic, amara.uid)
    assert (kept.scale_name, kept.total) == ("Wrinkles (Lemperle): nasolabial folds", 4000)


def test_gais_says_that_it_has_no_baseline_and_asks_who_rates(
    sheet: ScoreSheet, clinic: Clinic, amara: Client
) -> None:
    choose(sheet, "gais")
    words = [each.text() for each in sheet.findChildren(QWidget) if hasattr(each, "text")]
    assert any("before the first session" in text for text in words if isinstance(text, str))
    assert sheet.rater is not None
    tap(sheet.rater.button("client"))
    answer(sheet, {"grade": 2})
    tap(sheet.save_button)
    assert scores.scores(clinic, amara.uid)[0].rater is Rater.CLIENT


def test_an_earlier_day_can_be_given(sheet: ScoreSheet, clinic: Clinic, amara: Client) -> None:
    choose(sheet, "pain")
    answer(sheet, {"grade": 3})
    sheet.day.line.selectAll()
    QTest.keyClicks(sheet.day.line, "2026-02-20")
    tap(sheet.save_button)
    assert scores.scores(clinic, amara.uid)[0].rated_on == date(2026, 2, 20)


def test_a_day_in_the_future_is_refused_and_the_answers_stay(
    sheet: ScoreSheet, clinic: Clinic, amara: Client
) -> None:
    choose(sheet, "pain")
    answer(sheet, {"grade": 3})
    sheet.day.set_value(TODAY + timedelta(days=1))
    tap(sheet.save_button)
    assert sheet.form is not None
    assert sheet.form.answers() == {"grade": 3000}
    assert "future" in sheet._trouble.text()
    assert scores.scores(clinic, amara.uid) == ()


def test_arrow_keys_choose_a_grade(sheet: ScoreSheet) -> None:
    choose(sheet, "goodman_baron")
    assert sheet.form is not None
    picker = sheet.form.pickers["grade"]
    picker.button(1000).setFocus()
    QTest.keyClick(picker.button(1000), Qt.Key.Key_Down)
    QTest.keyClick(picker.button(2000), Qt.Key.Key_Down)
    assert picker.value() == 3000
    assert picker.button(3000).accessibleName().endswith("when the skin is stretched")


def test_going_back_to_another_scale_drops_the_answers(sheet: ScoreSheet) -> None:
    choose(sheet, "pain")
    answer(sheet, {"grade": 3})
    tap(sheet.back)
    assert sheet.scale is None
    assert not sheet.save_button.isVisible()
    choose(sheet, "pain")
    assert answers_of(sheet) == {}


def test_a_count_is_typed(sheet: ScoreSheet, clinic: Clinic, amara: Client) -> None:
    choose(sheet, "hair_count")
    assert sheet.form is not None
    stepper = sheet.form.pickers["grade"].stepper
    assert stepper is not None
    QTest.keyClicks(stepper.field, "1870")
    tap(sheet.save_button)
    assert "0–500" in sheet._trouble.text()
    stepper.field.selectAll()
    QTest.keyClicks(stepper.field, "187")
    tap(sheet.save_button)
    assert scores.scores(clinic, amara.uid)[0].total == 187_000


@pytest.mark.parametrize("code", ["mmasi", "masi", "vancouver", "gais", "pain", "goodman_baron"])
def test_every_sheet_fits_a_small_tablet(sheet: ScoreSheet, code: str) -> None:
    choose(sheet, code)
    assert sheet.height() <= 768
    assert sheet.width() <= 1024
    assert sheet.form is not None
    for picker in sheet.form.pickers.values():
        for button in picker._buttons.values():
            assert button.height() >= 44
            assert button.accessibleName()


def test_a_scale_of_ones_own_is_made_and_used(
    sheet: ScoreSheet, clinic: Clinic, amara: Client
) -> None:
    sheet.chooser.own_scale_asked.emit()
    own = sheet.own_scale_sheet
    QTest.keyClicks(own.name, "Glow")
    own.most.setText("5")
    own.step.setText("0.5")
    tap(own.direction.button("higher"))
    tap(own.rater.button("client"))
    tap(own.save_button)
    assert sheet.scale is not None
    assert (sheet.scale.name, sheet.scale.direction) == ("Glow", Direction.HIGHER_BETTER)
    assert sheet.form is not None
    tap(sheet.form.pickers["grade"].button(3500))
    tap(sheet.save_button)
    (kept,) = scores.scores(clinic, amara.uid)
    assert (kept.scale_name, kept.total) == ("Glow", 3500)


def test_a_scale_of_ones_own_is_taken_out_of_use(
    context: Context, window: QWidget, clinic: Clinic, amara: Client
) -> None:
    own = OwnScale("Glow", 0, 5000, Direction.HIGHER_BETTER, Rater.CLIENT)
    code = f"own.{scores.add_own_scale(clinic, own).uid}"
    opened: list[ScoreSheet] = []
    ask_for_score(context, window, amara.uid, opened.append)
    choose(opened[0], code)
    tap(opened[0].retire)
    danger = opened[0].retire_sheet.findChildren(Button)[-1]
    assert danger.text() == "Take out of use"
    tap(danger)
    ask_for_score(context, window, amara.uid, opened.append)
    assert code not in opened[1].chooser.tiles


def test_a_scale_of_ones_own_with_a_wrong_range_stays_open(sheet: ScoreSheet) -> None:
    sheet.chooser.own_scale_asked.emit()
    own = sheet.own_scale_sheet
    QTest.keyClicks(own.name, "Glow")
    own.most.setText("0")
    tap(own.save_button)
    assert own.isVisible()
    assert "range" in own._trouble.text()
    own.most.setText("ten")
    tap(own.save_button)
    assert own._numbers[own.most].error()


def test_over_a_draft_nothing_is_kept_but_handed_over(
    context: Context, window: QWidget, clinic: Clinic, amara: Client
) -> None:
    opened: list[ScoreSheet] = []
    ask_for_session_score(context, window, amara.uid, TODAY, opened.append)
    handed: list[DraftScore] = []
    opened[0].given.connect(handed.append)
    choose(opened[0], "pain")
    answer(opened[0], {"grade": 7})
    tap(opened[0].save_button)
    assert [(score.scale, score.total, score.rated_on) for score in handed] == [
        ("pain", 7000, TODAY)
    ]
    assert handed[0].rated_by == clinic.person.name
    assert scores.scores(clinic, amara.uid) == ()
    ask_for_session_score(context, window, amara.uid, TODAY, opened.append, handed[0])
    assert opened[1].form is not None
    assert opened[1].form.answers() == {"grade": 7000}


def test_a_score_after_signing_stands_beside_the_session(
    sheet: ScoreSheet, clinic: Clinic, amara: Client
) -> None:
    draft = sessions.start_session(clinic, amara.uid)
    zone = ZoneRow(1, "chin", Side.MID, depth_um=1000)
    sessions.save_draft(clinic, replace(draft, zones=(zone,), reactions=()))
    sessions.sign_session(clinic, draft.uid)
    choose(sheet, "erythema")
    answer(sheet, {"grade": 1})
    tap(sheet.save_button)
    assert scores.scores(clinic, amara.uid)[0].session_uid is None
    assert sessions.session_record(clinic, draft.uid).content.scores == ()
