"""Cards B to E: written into the window, signed, and read back after a restart."""

from __future__ import annotations

from pathlib import Path

from needlelog.domain.zones import Side
from tests.journeys.cards_as_recorded import (
    CLIENT_B,
    CLIENT_C,
    CLIENT_D,
    CLIENT_E,
    NOTE_D,
    SESSION_B,
    SESSION_C,
    SESSION_D,
    SESSION_E,
    WORDS_B,
    WORDS_C,
    WORDS_D,
    WORDS_E,
)
from tests.journeys.errands import Desk
from tests.journeys.evidence import read_back
from tests.journeys.program import Clock, Program
from tests.journeys.treatment import start_session


def test_card_b(program: Program, clock: Clock, tmp_path: Path) -> None:
    """Neck lines, session 1 of 4, one small area deeper."""
    clock.set_time(10, 20)
    desk = Desk(program, program.sign_in())
    desk.device("Rejuvapen")
    desk.lot("12-pin", "Cartridge or roller", "RP5521", "2027-02")
    desk.new_client("Berta Ñandú", "3 Sep 1969", "female", "II")
    desk.tab("Details")
    desk.history("Aspirin", "Medicine", note="on aspirin")
    desk.concern("Neck lines", ("neck_front", Side.MID), ("neck_side", Side.LEFT))
    desk.tab("Plan")
    desk.plan("Neck lines", planned="4", every="30", note="monthly")
    with desk.hand.counted() as effort:
        session = start_session(desk)
        session.numbing("", "09:10", "10:15", agent="lidocaine 2.5 % + prilocaine 2.5 %")
        session.choose_device("Rejuvapen")
        session.choose_cartridge("12-pin")
        session.tap("neck_front", Side.MID)
        session.tap("neck_side", more=True)
        session.depth("1.00")
        session.passes("4")
        session.endpoint(2, 0)
        session.another_depth("Neck, side L + R", "2.00", "1", side="L", note="one small area")
        session.reason("Neck, side L", "one small area")
        session.tap_row("Neck, side L")
        session.product(
            "Another product, not in the stock", name="saline", note="no serum, saline only"
        )
        session.reaction("bruise", where="Neck, side L", words="1 cm")
        session.sign()
    print(f"Card B: {effort}")
    found = read_back(program, "Berta Ñandú", tmp_path)
    found.check_words(WORDS_B)
    assert found.of_session() == SESSION_B
    assert found.of_client() == CLIENT_B


def test_card_c(program: Program, clock: Clock, tmp_path: Path) -> None:
    """Melasma, a maintenance visit, with a roller."""
    desk = Desk(program, program.sign_in())
    desk.lot("Roller 1.5 mm, 192 needles", "Cartridge or roller", "DR-88", "2026-12")
    desk.lot(
        "Tranexamic acid",
        "Tranexamic acid",
        "TX-19",
        strength="4 mg/ml",
        opened=f"{clock.now:%Y-%m-%d}",
    )
    desk.new_client("Çiğdem Ø.", "21 Nov 1985", "female", "V")
    desk.tab("Details")
    desk.concern("Melasma", ("forehead", Side.MID), ("cheek_lateral", Side.LEFT))
    desk.tab("Plan")
    desk.plan("Melasma", phase="maintenance", note="7 months after the last of 4")
    with desk.hand.counted() as effort:
        session = start_session(desk)
        session.choose_cartridge("Roller 1.5 mm, 192 needles")
        session.tap("forehead", Side.MID)
        session.search_zone("malar")
        session.tap("forehead", Side.MID)
        session.tap("cheek_lateral", more=True)
        session.depth("1.50")
        session.passes("4")
        session.zone_note("Cheek, lateral L + R", "malar")
        session.product("Tranexamic acid · TX-19", amount="2", when="during", note="opened today")
        session.note("dark marks for 3 weeks after visit 2, shallower if it recurs")
        session.reasons("melasma")
        session.sign()
    print(f"Card C: {effort}")
    found = read_back(program, "Çiğdem Ø.", tmp_path)
    found.check_words(WORDS_C)
    assert found.of_session() == SESSION_C
    assert found.of_client() == CLIENT_C


def stock_and_client_d(desk: Desk) -> None:
    desk.device(model="Dermapen 4")
    desk.lot("16-pin", "Cartridge or roller", "C7741", "2027-06")
    desk.lot("Growth factor serum", "Growth factor serum", "G118")
    desk.new_client("Dora Zażółć", "30 Jun 1991", "female", "III")
    desk.tab("Details")
    desk.history("Birth", "Condition", note="8 months after birth")
    desk.history("Breast-feeding", "Condition", answer="no")
    desk.concern("Stretch marks", ("abdomen_upper", Side.MID), ("flank", Side.LEFT))
    desk.avoid("flank", Side.RIGHT, "Mole")
    desk.tab("Plan")
    desk.plan("Stretch marks", planned="5", every="28", note="every 4 weeks")


def test_card_d(program: Program, clock: Clock, tmp_path: Path) -> None:
    """Stretch marks, session 3 of 5, a depth that no chip offers, one spot skipped."""
    desk = Desk(program, program.sign_in())
    stock_and_client_d(desk)
    with desk.hand.counted() as effort:
        session = start_session(desk)
        session.number("3", "5")
        session.choose_device("Dermapen 4")
        session.speed("4", "level")
        session.choose_cartridge("16-pin")
        session.used("2")
        session.search_zone("abdomen", "Left + right")
        session.search_zone("abdomen", "Left + right", down=1)
        session.tap_row("Abdomen, upper L + R")
        session.tap_row("Abdomen, lower L + R", more=True)
        session.depth("2.00")
        session.passes("5")
        session.endpoint(3, 3)
        session.tap("flank")
        session.passes("4")
        session.endpoint(3, 3)
        session.set_stepper(session.row("Flank L + R").depth_field, "1.75")
        session.zone_note("Flank L + R", "one spot right flank skipped (mole)")
        session.pain(6)
        session.product("Growth factor serum · G118", amount="3", when="after")
        session.note(NOTE_D)
        session.reasons("stretch marks")
        session.to_screening()
        session.give_reasons("the mole is left out")
        session.to_zones()
        session.sign()
    print(f"Card D: {effort}")
    found = read_back(program, "Dora Zażółć", tmp_path)
    found.check_words(WORDS_D)
    assert found.of_session() == SESSION_D
    assert found.of_client() == CLIENT_D


def test_card_e(program: Program, clock: Clock, tmp_path: Path) -> None:
    """Thinning hair, weekly, session 9 of 12, in three directions."""
    desk = Desk(program, program.sign_in())
    desk.lot("Roller 1.5 mm", "Cartridge or roller", "DR-91", "2027-04")
    desk.new_client("Emil Łącki", "9 Jan 1988", "male")
    desk.tab("Details")
    desk.concern("Thinning hair, vertex", ("scalp_vertex", Side.MID))
    desk.tab("Plan")
    desk.plan("Thinning hair, vertex", planned="12", every="7", note="weekly")
    with desk.hand.counted() as effort:
        session = start_session(desk)
        session.number("9", "12")
        session.choose_cartridge("Roller 1.5 mm")
        session.tap("scalp_vertex", Side.MID)
        session.search_zone("scalp front")
        session.tap("scalp_vertex", Side.MID)
        session.tap_row("Scalp, front", more=True)
        session.depth("1.50")
        session.passes("5")
        session.pattern("three directions")
        session.reaction("redness", severity="mild")
        session.product(
            "Another product, not in the stock",
            name="Minoxidil 5 %",
            when="at home",
            note="not before 24 h",
        )
        session.sign()
    print(f"Card E: {effort}")
    found = read_back(program, "Emil Łącki", tmp_path)
    found.check_words(WORDS_E)
    assert found.of_session() == SESSION_E
    assert found.of_client() == CLIENT_E
