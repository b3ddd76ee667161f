"""Three taps on the third day; a red flag becomes an adverse event that stays wherever one looks."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit

from needlelog.domain.clients import Client
from needlelog.domain.follow_up import DIARY, Sign
from needlelog.domain.sessions import TopicalRow, ZoneRow
from needlelog.domain.zones import Side
from needlelog.services import clients, sessions
from needlelog.services.clinic import open_clinic
from needlelog.services.follow_up import Outcomes, client_outcomes
from tests.dealt_with import deal_with
from tests.journeys.errands import Desk
from tests.journeys.evidence import read_back
from tests.journeys.program import CHEAP, PASSPHRASE, PERSON, Program

NAME = "Ada Follow-Up"


def treated(program: Program) -> str:
    """Somebody who was treated today; returns the client's uid."""
    clinic = open_clinic(program.folder, PERSON.uid, PASSPHRASE, program.clock, CHEAP)
    try:
        client = clients.create_client(clinic, Client("", NAME, phone="+44 20 7946 0011"))
        draft = sessions.start_session(clinic, client.uid)
        draft = replace(
            draft,
            zones=(ZoneRow(1, "chin", Side.MID, depth_um=1000, passes=4),),
            topicals=(TopicalRow(1, "Vitamin C", lot="VC-77"),),
            ended_at=program.clock.now + timedelta(minutes=40),
            reactions=(),
        )
        sessions.save_draft(clinic, deal_with(clinic, draft))
        sessions.sign_session(clinic, draft.uid)
    finally:
        clinic.close()
    return client.uid


def kept(program: Program, client_uid: str) -> Outcomes:
    assert program.window is not None
    assert program.window.desk is not None
    return client_outcomes(program.window.desk.context.clinic, client_uid)


def test_day_3_redness_1_rest_none_in_three_taps(program: Program) -> None:
    uid = treated(program)
    program.clock.forward(3)
    desk = Desk(program, program.sign_in())
    hand = desk.hand
    assert hand.sees("Ask how it healed")
    with hand.counted() as effort:
        hand.press(f"Ask {NAME} how it healed, day 3")
        hand.press("Redness 1")
        hand.press("Rest none")
        hand.wait(lambda: hand.sees("Nobody is to be asked today."), hand.read())
    assert (effort.clicks, effort.typed) == (3, 0)
    desk.rest()
    (told,) = kept(program, uid).follow_ups
    assert (told.day_offset, told.reached) == (3, True)
    grades = {each.sign: each.grade for each in told.symptoms}
    assert grades == {**dict.fromkeys(DIARY, 0), Sign.REDNESS: 1}
    desk.open_client(NAME)
    assert hand.sees("redness 1, rest none")


def test_nobody_reached_is_asked_again_tomorrow(program: Program) -> None:
    uid = treated(program)
    program.clock.forward(1)
    desk = Desk(program, program.sign_in())
    hand = desk.hand
    hand.press(f"Ask {NAME} how it healed, day 1")
    hand.press("Nobody reached")
    hand.wait(lambda: hand.sees("Nobody is to be asked today."), hand.read())
    assert [each.reached for each in kept(program, uid).follow_ups] == [False]
    program.close()
    program.clock.forward(1)
    desk = Desk(program, program.sign_in())
    assert desk.hand.sees("1 day late")
    assert desk.hand.sees("not reached 1 time")


def test_a_red_flag_becomes_an_adverse_event_that_is_seen_everywhere(
    program: Program, tmp_path: Path
) -> None:
    uid = treated(program)
    program.clock.forward(3)
    desk = Desk(program, program.sign_in())
    hand = desk.hand
    hand.press(f"Ask {NAME} how it healed, day 3")
    assert not hand.sees("This can be an infection")
    hand.press("Warmth, pus 2")
    assert hand.sees("This can be an infection")
    assert hand.sees("SkinPen diary")
    hand.press("Record as adverse event")
    hand.see("Record", QAbstractButton)
    hand.wait(lambda: hand.sees(f"Adverse event · {NAME}"), hand.read())
    assert hand.see("What", QComboBox).currentText() == "Infection"
    hand.choose(hand.see("How bad", QComboBox), "2 · moderate")
    hand.write(hand.see("What was done", QLineEdit), "cleaned, cold packs")
    hand.write(hand.see("Referred to, or advice obtained from", QLineEdit), "Dr Grey, same day")
    hand.choose(hand.see("Product and lot", QComboBox), "Vitamin C VC-77")
    hand.press("Record")
    hand.wait(lambda: hand.front() is hand.window, "the sheet does not close")
    desk.rest()
    (event,) = kept(program, uid).events
    (told,) = kept(program, uid).follow_ups
    assert (event.follow_up_uid, event.lot, event.grade) == (told.uid, "VC-77", 2)

    evidence = read_back(program, NAME, tmp_path)
    words = """
        Infection, grade 2 moderate
        not resolved
        cleaned, cold packs
        Dr Grey, same day
        lot VC-77
        warmth, pus 2
        """
    evidence.check_words(words)
    assert "Infection, not resolved" in evidence.window
    (row,) = evidence.rows("adverse_event")
    assert (row["kind"], row["grade"], row["lot"]) == ("infection", 2, "VC-77")
    assert evidence.rows("symptom")
