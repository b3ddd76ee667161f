"""Card A: acne scars on both cheeks, session 2 of 3."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QAbstractButton

from needlelog.domain.zones import Side
from needlelog.services import sessions
from tests.journeys.errands import Desk
from tests.journeys.evidence import at, read_back, said
from tests.journeys.program import Clock, Program
from tests.journeys.treatment import SessionDesk, begin_session, start_session

NAME = "Amina Ürgüp-Ø"
BUDGET = 70
REPEAT_BUDGET = 8


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


def first_session(desk: Desk) -> None:
    """No. 1: cheeks 1.25 mm, 6 passes."""
    session = start_session(desk)
    session.tap("cheek_medial")
    session.tap("cheek_lateral", more=True)
    session.depth("1.25")
    session.passes("6")
    session.sign()


def second_session(desk: Desk) -> SessionDesk:
    """No. 2, everything that the card says, not signed yet."""
    session = begin_session(desk)
    session.no_change()
    session.to_zones()
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
    session.tap("forehead", Side.MID)
    session.depth("0.50")
    session.passes("3")
    session.tap("chin", Side.MID, more=True)
    session.endpoint(2, 1)
    session.pain(4)
    session.product("HA serum · H2291", amount="1.5", when="after")
    session.no_reactions()
    session.aftercare("Aftercare sheet", "v2")
    session.next_by_plan()
    return session


def repeat_with_one_depth_changed(desk: Desk) -> None:
    """From the client's page: repeat, change one depth, sign."""
    desk.hand.press("Repeat last")
    desk.hand.see("Go to zones", QAbstractButton)
    desk.rest()
    session = SessionDesk(desk)
    session.no_change()
    session.to_zones()
    desk.hand.click(session.row("Cheek, lateral L + R").depth_field.minus)
    session.sign()


def test_card_a(program: Program, clock: Clock, tmp_path: Path) -> None:
    desk = Desk(program, program.sign_in())
    stock_a(desk)
    client_a(desk)
    first_session(desk)
    program.close()

    clock.forward(30)
    desk = Desk(program, program.sign_in())
    desk.open_client(NAME)
    with desk.hand.counted() as effort:
        second_session(desk).sign()
    print(f"Card A: {effort}")
    found = read_back(program, NAME, tmp_path)
    assert effort.total <= BUDGET
    found.check_words(WORDS)
    assert found.of_session() == SESSION
    assert found.of_client() == CLIENT
    assert "1.25" in found.window
    first = min(found.tables["session"], key=lambda row: row["day"])
    cheeks = [said(row) for row in found.tables["treated_zone"] if row["session_id"] == first["id"]]
    assert [(zone["zone"], zone["depth_um"], zone["passes"]) for zone in cheeks] == [
        ("cheek_lateral", 1250, 6),
        ("cheek_medial", 1250, 6),
    ]

    clock.forward(30)
    desk = Desk(program, program.sign_in())
    desk.open_client(NAME)
    with desk.hand.counted() as effort:
        repeat_with_one_depth_changed(desk)
    print(f"Card A, repeated with one depth changed: {effort}")
    assert effort.total <= REPEAT_BUDGET
    record = sessions.last_record(desk.clinic(), desk.client_uid())
    assert record is not None
    depths = {row.zone: row.depth_um for row in record.content.zones}
    assert depths == {
        "cheek_medial": 1500,
        "cheek_lateral": 1250,
        "chin": 1000,
        "forehead": 500,
    }
    assert {(row.erythema, row.bleeding, row.pain) for row in record.content.zones} == {
        (None, None, None)
    }
    assert record.content.pain is None
    assert record.content.reactions is None


WORDS = """
Amina Ürgüp-Ø
14 Feb 1994
Fitzpatrick IV
Acne scars, rolling + boxcar
session 2 of 3
v3
Marketing
refused
lidocaine · 5 %
on 13:05
off 13:35
30 min
wiped off fully
SkinPen Precision · s/n SP-11872 · 7000 RPM
lot 23K0917 · exp. 2027-09
Lift HG · lot LH-0442 · exp. 2027-03
Cheek, medial L + R 1.50 6 cross-hatch 3 2
Cheek, lateral L + R 1.50 6 3 2
Chin mid 1.00 4 2 1
Forehead mid 0.50 3 2 1
Pain 4 of 10
HA serum · lot H2291 · exp. 2027-01 · 1.5 ml · after
Reactions: none beyond expected
Aftercare sheet v2
Next due: 1 Jan 2027
"""
SESSION = {
    "session": [
        {
            "number": 2,
            "planned_total": 3,
            "phase": "series",
            "pain": 4,
            "reactions_answered": True,
            "aftercare_sheet": "Aftercare sheet",
            "aftercare_version": "v2",
            "next_due": "2027-01-01",
        }
    ],
    # Choosing one cartridge says that one was used.
    "cartridge_use": [
        {"kind": "SkinPen cartridge", "lot": "23K0917", "expiry": "2027-09", "count": 1}
    ],
    "device_use": [
        {
            "name": "SkinPen Precision",
            "serial": "SP-11872",
            "speed_value": "7000",
            "speed_unit": "rpm",
        }
    ],
    "numbing": [
        {
            "agent": "lidocaine",
            "strength": "5 %",
            "wiped_off": True,
            "on_at": at("2026-12-02 13:05"),
            "off_at": at("2026-12-02 13:35"),
        }
    ],
    "topical": [
        {"name": "Lift HG", "lot": "LH-0442", "expiry": "2027-03"},
        {
            "name": "HA serum",
            "lot": "H2291",
            "expiry": "2027-01",
            "amount_ul": 1500,
            "timing": "after",
        },
    ],
    "treated_zone": [
        {
            "zone": "cheek_medial",
            "side": "both",
            "depth_um": 1500,
            "passes": 6,
            "pattern": "cross_hatch",
            "erythema": 3,
            "bleeding": 2,
        },
        {
            "zone": "cheek_lateral",
            "side": "both",
            "depth_um": 1500,
            "passes": 6,
            "erythema": 3,
            "bleeding": 2,
        },
        {
            "zone": "chin",
            "side": "mid",
            "depth_um": 1000,
            "passes": 4,
            "erythema": 2,
            "bleeding": 1,
        },
        {
            "zone": "forehead",
            "side": "mid",
            "depth_um": 500,
            "passes": 3,
            "erythema": 2,
            "bleeding": 1,
        },
    ],
}
CLIENT = {
    "client": [{"name": NAME, "birth_date": "1994-02-14", "sex": "female", "phototype": 4}],
    "client_concern": [{"concern": "Acne scars, rolling + boxcar"}],
    "consent": [
        {
            "kind": "treatment",
            "version": "v3",
            "status": "given",
            "decided_on": "2026-11-02",
            "expires_on": "2027-11-02",
        },
        {"kind": "photo", "status": "given", "decided_on": "2026-11-02"},
        {"kind": "marketing", "status": "refused", "decided_on": "2026-11-02"},
    ],
    "plan": [
        {
            "concern": "Acne scars, rolling + boxcar",
            "planned_sessions": 3,
            "interval_days": 30,
            "phase": "series",
            "started_on": "2026-11-02",
        }
    ],
}
