"""Card F: everything speaks against it. Deferred first, then the neck alone with a reason for each."""

from __future__ import annotations

import json
from pathlib import Path

from PySide6.QtWidgets import QAbstractButton, QLineEdit

from needlelog.domain.screening.findings import Severity
from needlelog.domain.sessions import SessionState
from needlelog.domain.zones import Side
from needlelog.services import sessions
from tests.journeys.errands import Desk
from tests.journeys.evidence import Evidence, read_back
from tests.journeys.program import Clock, Program
from tests.journeys.treatment import SessionDesk, begin_session

NAME = "Fatou Ndiaye-Ørsted"
STOPS = {
    "Isotretinoin ended 5 months ago",
    "Retinol or retinoid cream, yesterday",
    "Sun or sunbed, 20 hours ago",
    "Metal allergy (nickel, steel)",
    "No consent to the treatment",
    "Anaesthetic allergy (lidocaine and others)",
}
CAUTIONS = {"Cold sores, 6 months ago", "Fitzpatrick VI"}
NOTES = {"Event in 6 days", "Fitzpatrick VI and the device’s clearance"}
WAITS = "waits until the medicine is out of the body"
WHY = "client insists, told of every risk"
PRESCRIBER = "Dr Okafor"


def answer(session: SessionDesk) -> None:
    """What the card says, question by question."""
    hand = session.hand
    isotretinoin = session.question("isotretinoin")
    hand.click(isotretinoin.yes)
    days = isotretinoin.line("isotretinoin").days
    assert days is not None
    hand.write(days.field.line, "2 Jun 2026", end="Return")
    hand.click(session.question("retinoid").yes)
    hand.press("Retinol or retinoid cream, last: Yesterday")
    sun = session.question("sun")
    hand.click(sun.yes)
    hand.click(sun.chip("sun"))
    hand.press("Sun or sunbed, last: Yesterday")
    hand.press("Sun or sunbed: Evening")
    hand.press("Sun or sunbed: Face")
    sores = session.question("cold_sores")
    hand.click(sores.yes)
    hand.click(sores.chip("hsv"))
    days = sores.line("hsv").days
    assert days is not None
    hand.write(days.field.line, "10 Apr 2026", end="Return")
    hand.write(sores.line("hsv").note, "twice a year")
    allergies = session.question("allergies")
    hand.click(allergies.yes)
    hand.click(allergies.chip("metal_allergy"))
    hand.click(allergies.chip("anaesthetic_allergy"))
    hand.write(allergies.line("metal_allergy").note, "nickel")
    hand.write(allergies.line("anaesthetic_allergy").note, "lidocaine")
    coming = session.question("coming")
    hand.click(coming.yes)
    hand.click(coming.chip("event"))
    days = coming.line("event").days
    assert days is not None
    hand.write(days.field.line, "8 Nov 2026", end="Return")
    hand.write(coming.line("event").note, "wedding")
    session.no_to_the_rest()


def titles(session: SessionDesk, severity: Severity) -> set[str]:
    """The findings that can be read on the page."""
    cards = session.layout.screening.findings.cards()
    shown = {card.view.title for card in cards if card.view.severity is severity}
    assert all(session.hand.sees(title) for title in shown)
    return shown


def numbing_is_closed(session: SessionDesk) -> None:
    """No anaesthetic can be added, and the section says why; needling is open."""
    numbing = session.layout.side.numbing
    session.see_in(numbing, "numbing is closed for this client. Needling is not affected.")
    assert not session.hand.all(QAbstractButton, "Add numbing")


def open_reasons(session: SessionDesk) -> list[str]:
    """What the finish sheet asks a reason for; goes back to the session."""
    hand = session.hand
    hand.press("Finish & sign")
    hand.wait(lambda: hand.front() is not hand.window, "no sheet")
    lines = [b.text() for b in hand.all(QAbstractButton) if b.text().endswith("reason needed")]
    assert not hand.see("Sign as Rina Patel", QAbstractButton).isEnabled()
    hand.press("Back to the session")
    return [line.removesuffix(": reason needed") for line in lines]


def defer(session: SessionDesk) -> None:
    """Put the session off until the day on which everything is over."""
    hand = session.hand
    session.to_screening()
    hand.press("Defer…")
    hand.wait(lambda: hand.sees("Everything that has an end is over by 2 Dec 2026."))
    button = hand.see("Defer the session", QAbstractButton)
    assert not button.isEnabled()
    hand.write(hand.see("Reason", QLineEdit), WAITS)
    hand.click(button)
    hand.wait(lambda: hand.sees(f"Ask again on 2 Dec 2026: {WAITS}"), "not deferred")
    session.rest()


def treat_the_neck(session: SessionDesk) -> None:
    """0.25 mm on the neck alone, signed with a reason for each block that is left."""
    hand = session.hand
    session.no_change()
    session.to_zones()
    session.tap("neck_front", Side.MID)
    session.depth("0.25")
    numbing_is_closed(session)
    session.see_in(session.row("Neck, front"), "Retinol or retinoid cream, yesterday")
    left = STOPS - {"Sun or sunbed, 20 hours ago", "Anaesthetic allergy (lidocaine and others)"}
    assert set(open_reasons(session)) == left
    hand.press("Retinol or retinoid cream, yesterday: Give the reason ›")
    session.give_reasons(WHY, PRESCRIBER)
    session.to_zones()
    session.see_in(session.row("Neck, front"), f"reason: {WHY}")
    session.sign()


def test_card_f(program: Program, clock: Clock, tmp_path: Path) -> None:
    clock.set_time(14, 0)
    desk = Desk(program, program.sign_in())
    desk.new_client(NAME, "12 May 1999", "female", "VI")
    session = begin_session(desk)
    answer(session)
    assert titles(session, Severity.BLOCK) == STOPS
    assert titles(session, Severity.WARN) == CAUTIONS
    assert titles(session, Severity.NOTE) == NOTES
    session.to_zones()
    numbing_is_closed(session)
    assert set(open_reasons(session)) == STOPS - {"Anaesthetic allergy (lidocaine and others)"}
    defer(session)
    deferred = sessions.records(desk.clinic(), desk.client_uid())
    assert [one.state for one in deferred] == [SessionState.DEFERRED]
    assert sessions.last_record(desk.clinic(), desk.client_uid()) is None
    program.close()

    desk = Desk(program, program.sign_in())
    desk.open_client(NAME)
    desk.hand.wait(lambda: desk.hand.sees("deferred, not treated"), "the record does not say it")
    treat_the_neck(begin_session(desk))
    check(read_back(program, NAME, tmp_path))


def check(found: Evidence) -> None:
    """Record, paper and trail carry every finding and every reason."""
    found.check_words(WORDS)
    said = found.screening()
    decided = {row["rule"]: row for row in said["decision"]}
    reasons = {"isotretinoin_block", "retinoid_block", "metal_block", "consent_missing"}
    assert {rule for rule, row in decided.items() if row.get("reason") == WHY} == reasons
    named = {rule for rule, row in decided.items() if row.get("prescriber") == PRESCRIBER}
    assert named == {"isotretinoin_block", "metal_block"}
    assert {row["decided_by"] for row in decided.values()} == {"Rina Patel"}
    judged = {row["rule"]: row for row in said["finding"]}
    assert reasons <= set(judged)
    assert "sun_block" not in judged
    assert judged["isotretinoin_block"]["window"] == "6 mo"
    signed = [row for row in found.tables["audit_entry"] if row["act"] == "signed"]
    trail = json.dumps(signed[-1]["after"], ensure_ascii=False)
    for words in (WHY, PRESCRIBER, "isotretinoin_block", "retinoid_block"):
        assert words in trail


WORDS = f"""
{NAME}
Fitzpatrick VI
Neck, front mid 0.25
Stop: Isotretinoin ended 5 months ago
Stop: Retinol or retinoid cream, yesterday
Stop: Metal allergy (nickel, steel)
Stop: No consent to the treatment
Stop: Anaesthetic allergy (lidocaine and others)
Caution: Fitzpatrick VI
Note: Event in 6 days
window 6 months
rule isotretinoin_block, version 2026.1
Treated with a reason: {WHY}
prescriber: {PRESCRIBER}
Isotretinoin: on 2 Jun 2026
twice a year
wedding
Judged by the screening rules of version 2026.1
"""
