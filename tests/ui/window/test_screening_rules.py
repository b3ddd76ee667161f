"""A clinic's own word on a screening rule, set in the settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from needlelog.domain.screening.findings import Severity
from needlelog.domain.screening.windows import parse_window
from needlelog.files.reference_data import shipped_rules
from needlelog.services.screening import rule_book, rule_history
from needlelog.ui.screens.settings.rules_section import RulesSection

if TYPE_CHECKING:
    from tests.ui.window.conftest import Hand, Made, Starter


def opened(hand: Hand) -> RulesSection:
    section = hand.settings("rules")
    assert isinstance(section, RulesSection)
    hand.wait(lambda: bool(section._rules))
    return section


def test_every_rule_stands_there_with_its_source(starter: Starter, made: Made) -> None:
    hand = starter.start(made.folder)
    hand.sign_in("rina")
    section = opened(hand)
    assert list(section.rows.keys()) != []
    assert set(section.rows) == {rule.code for rule in shipped_rules().rules}
    assert section.rows["sun_warn"].pill.text() == "Caution · 14 days"


def test_window_and_severity_are_set_with_a_note_and_taken_back(
    starter: Starter, made: Made
) -> None:
    hand = starter.start(made.folder)
    hand.sign_in("rina")
    clinic = hand.window.clinic
    assert clinic is not None
    section = opened(hand)
    sheet = section.change("isotretinoin_block")
    assert sheet is not None
    sheet.amount.clear()
    hand.type(sheet.amount, "9")
    hand.click(sheet.severity.button(Severity.WARN))
    hand.type(sheet.note, "our doctor")
    hand.click(sheet.save_button)
    row = section.rows["isotretinoin_block"]
    hand.wait(lambda: "9 months" in row.pill.text())
    assert "our doctor" in row.own.text()
    rule = rule_book(clinic).rule("isotretinoin_block")
    assert (rule.window, rule.severity) == (parse_window("9 mo"), Severity.WARN)

    sheet = section.change("isotretinoin_block")
    assert sheet is not None
    hand.wait(lambda: "our doctor" in sheet.earlier.text())
    sheet.amount.clear()
    hand.click(sheet.severity.button(Severity.BLOCK))
    sheet.note.clear()
    hand.click(sheet.save_button)
    hand.wait(row.own.isHidden)
    assert rule_book(clinic).rule("isotretinoin_block").as_shipped
    assert len(rule_history(clinic, "isotretinoin_block")) == 2


def test_a_rule_is_switched_off(starter: Starter, made: Made) -> None:
    hand = starter.start(made.folder)
    hand.sign_in("rina")
    section = opened(hand)
    sheet = section.change("keloid_block")
    assert sheet is not None
    assert not hasattr(sheet, "window_row"), "it counts no days"
    hand.press(sheet.in_use, Qt.Key.Key_Space)
    hand.click(sheet.save_button)
    hand.wait(lambda: section.rows["keloid_block"].pill.text() == "Off")


def test_a_span_that_no_rule_can_have_is_said_below_the_field(starter: Starter, made: Made) -> None:
    hand = starter.start(made.folder)
    hand.sign_in("rina")
    section = opened(hand)
    sheet = section.change("sun_warn")
    assert sheet is not None
    sheet.amount.clear()
    hand.type(sheet.amount, "0")
    hand.click(sheet.save_button)
    assert "too short" in (sheet.window_row.error() or "")
    assert sheet.isVisible()
    sheet.reject()


def test_who_is_no_manager_only_looks(starter: Starter, made: Made) -> None:
    hand = starter.start(made.folder)
    hand.sign_in("tom", made.practitioner.uid)
    section = opened(hand)
    assert "Only a manager" in section._refusal.text()
    assert all(row.button.isHidden() for row in section.rows.values())


def test_a_figure_is_set_with_its_unit_and_taken_back(starter: Starter, made: Made) -> None:
    hand = starter.start(made.folder)
    hand.sign_in("rina")
    clinic = hand.window.clinic
    assert clinic is not None
    section = opened(hand)
    assert "over 0.50 mm" in section.rows["deeper_than_last"].pill.text()
    sheet = section.change("deeper_than_last")
    assert sheet is not None
    assert sheet.figure.text() == "0.50"
    sheet.figure.clear()
    hand.type(sheet.figure, "9")
    hand.click(sheet.save_button)
    assert "0.10 to 3.00 mm" in str(sheet.figure_row.error())
    assert sheet.figure.property("error") is True
    assert "0.10 to 3.00 mm" in sheet.figure.accessibleDescription()
    sheet.figure.clear()
    hand.type(sheet.figure, "0.75")
    hand.click(sheet.save_button)
    hand.wait(lambda: "over 0.75 mm" in section.rows["deeper_than_last"].pill.text())
    assert rule_book(clinic).rule("deeper_than_last").limit == 750
    assert "over 0.75 mm" in section.rows["deeper_than_last"].own.text()

    sheet = section.change("deeper_than_last")
    assert sheet is not None
    hand.click(sheet.reset)
    assert sheet.figure.text() == "0.50"
    hand.click(sheet.save_button)
    hand.wait(lambda: "over 0.50 mm" in section.rows["deeper_than_last"].pill.text())
    assert rule_book(clinic).rule("deeper_than_last").as_shipped
    assert [one.figure for one in rule_history(clinic, "deeper_than_last")] == [None, 750]


@pytest.mark.parametrize("typed", ["700", "soon", "1.5"])
def test_a_wrong_figure_is_marked_and_told_with_what_would_do(
    starter: Starter, made: Made, typed: str
) -> None:
    hand = starter.start(made.folder)
    hand.sign_in("rina")
    sheet = opened(hand).change("passes_note")
    assert sheet is not None
    sheet.figure.clear()
    hand.type(sheet.figure, typed)
    hand.click(sheet.save_button)
    said = str(sheet.figure_row.error())
    assert f"“{typed}”" in said
    assert "1 to 500 passes" in said
    assert sheet.figure.property("error") is True
    assert sheet.figure.hasFocus()
    sheet.figure.clear()
    hand.type(sheet.figure, "24")
    hand.click(sheet.save_button)
    assert sheet.figure.property("error") is False
    assert sheet.figure_row.error() is None


def test_of_two_figures_the_wrong_one_is_marked(starter: Starter, made: Made) -> None:
    hand = starter.start(made.folder)
    hand.sign_in("rina")
    code = next(rule.code for rule in shipped_rules().rules if rule.limit_low is not None)
    sheet = opened(hand).change(code)
    assert sheet is not None
    low, high = sheet.figure_low, sheet.figure
    for field, typed in ((low, "300"), (high, "9999")):
        field.clear()
        hand.type(field, typed)
    hand.click(sheet.save_button)
    assert (low.property("error"), high.property("error")) == (False, True)
    high.clear()
    hand.type(high, "200")
    hand.click(sheet.save_button)
    assert (low.property("error"), high.property("error")) == (True, True)
    assert "has to be below" in str(sheet.figure_row.error())


@pytest.mark.parametrize(
    ("code", "typed", "held", "words"),
    [
        ("numbing_strength", "4.5 %", 45, "over 4.5 %"),
        ("passes_note", "24", 24, "over 24 passes"),
        ("numbing_short", "20", 20, "under 20 min"),
        ("age_minor_warn", "21", 21, "under 21 years"),
    ],
)
def test_figures_of_every_unit(
    starter: Starter, made: Made, code: str, typed: str, held: int, words: str
) -> None:
    hand = starter.start(made.folder)
    hand.sign_in("rina")
    clinic = hand.window.clinic
    assert clinic is not None
    section = opened(hand)
    sheet = section.change(code)
    assert sheet is not None
    sheet.figure.clear()
    hand.type(sheet.figure, typed)
    hand.click(sheet.save_button)
    hand.wait(lambda: words in section.rows[code].pill.text())
    assert rule_book(clinic).rule(code).limit == held
