"""Card A: acne scars on both cheeks, session 2 of 3."""

from __future__ import annotations

from needlelog.domain.zones import Side
from tests.journeys.errands import Desk, start_session
from tests.journeys.program import Clock, Program

NAME = "Amina Ürgüp-Ø"
BUDGET = 70


def stock_a(desk: Desk) -> None:
    desk.device(model="SkinPen Precision", serial="SP-11872")
    desk.lot("SkinPen cartridge", "Cartridge or roller", "23K0917", "2027-09")
    desk.lot("Lift HG", "Glide, hydrogel", "LH-0442", "2027-03")
    desk.lot("HA serum", "Hyaluronic acid serum", "H2291", "2027-01")


def client_a(desk: Desk) -> None:
    desk.new_client(NAME, "14 Feb 1994", "female", "IV")
    desk.tab("Details")
    desk.consent("Treatment", "given", "v3")
    desk.consent("Photos", "given", "")
    desk.consent("Marketing", "refused", "")
    desk.concern(
        "Acne scars, rolling + boxcar",
        ("cheek_medial", Side.LEFT),
        ("cheek_lateral", Side.LEFT),
    )
    desk.tab("Plan")
    desk.plan("Acne scars, rolling + boxcar", planned="3", every="30")


def test_card_a(program: Program, clock: Clock) -> None:
    desk = Desk(program, program.sign_in())
    stock_a(desk)
    client_a(desk)
    session = start_session(desk)
    session.tap("cheek_medial")
    session.tap("cheek_lateral", more=True)
    session.depth("1.25")
    session.passes("6")
    session.sign()
    program.close()

    clock.forward(30)
    desk = Desk(program, program.sign_in())
    hand = desk.hand
    desk.open_client(NAME)
    with hand.counted() as effort:
        session = start_session(desk)
        session.numbing("", "13:05", "13:35", wiped=True, agent="lidocaine", strength="5 %")
        session.choose_device("SkinPen Precision")
        session.choose_cartridge("SkinPen cartridge")
        session.product("Lift HG · LH-0442")
        session.tap("cheek_medial")
        session.pattern("cross-hatch")
        session.tap("cheek_lateral", more=True)
        session.depth("1.50")
        session.passes("6")
        session.endpoint(3, 2)
        session.tap("chin", Side.MID)
        session.depth("1.00")
        session.passes("4")
        session.tap("forehead", Side.MID, more=False)
        session.depth("0.50")
        session.passes("3")
        session.tap("chin", Side.MID, more=True)
        session.endpoint(2, 1)
        session.pain(4)
        session.product("HA serum · H2291", amount="1.5", when="after")
        session.no_reactions()
        session.aftercare("Aftercare sheet", "v2")
        session.next_by_plan()
        session.sign()
    print(f"Card A: {effort}")
    assert effort.total <= BUDGET
    print(desk.hand.read())
