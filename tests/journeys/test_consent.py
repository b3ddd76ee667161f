"""A consent from the empty page to the archive: read, signed by hand, printed, asked again."""

from __future__ import annotations

from pathlib import Path

from pypdf import PdfReader
from PySide6.QtCore import QPoint
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QPlainTextEdit, QTextEdit

from needlelog.domain.clients import Consent
from needlelog.domain.consents import document_hash
from needlelog.services import clients
from needlelog.services.verification import verify
from needlelog.ui.consent.signature_pad import SignaturePad
from tests.journeys.errands import Desk
from tests.journeys.hand import LEFT, NO_KEY, Hand, settle
from tests.journeys.program import Clock, Program
from tests.journeys.treatment import SessionDesk

NAME = "Zoë Ångström-Łuczak"


def draw_signature(hand: Hand) -> None:
    """Two strokes with the mouse held down, on the pad in front."""
    pad = hand.all(SignaturePad)[0]
    hand.reach(pad)
    window = pad.window()
    handle = window.windowHandle()
    width, height = pad.width(), pad.height()
    for left in (0.2, 0.55):
        way = [
            window.mapFromGlobal(
                pad.mapToGlobal(
                    QPoint(int(width * (left + 0.012 * i)), int(height * (0.4 + 0.05 * (i % 5))))
                )
            )
            for i in range(20)
        ]
        QTest.mousePress(handle, LEFT, NO_KEY, way[0])
        for point in way:
            QTest.mouseMove(handle, point)
        QTest.mouseRelease(handle, LEFT, NO_KEY, way[-1])
    hand.effort.clicks += 1
    settle()


def sign_page(desk: Desk, *, button: str = "I agree") -> None:
    """Sign what is in front and agree."""
    hand = desk.hand
    hand.wait(lambda: hand.all(SignaturePad) and hand.front().isEnabled(), "no page to sign")
    draw_signature(hand)
    hand.press(button)
    hand.wait(lambda: hand.front() is hand.window, "the page does not close")
    desk.rest()


def consents_of(desk: Desk) -> tuple[str, tuple[Consent, ...]]:
    uid = desk.client_uid()
    return uid, clients.client(desk.clinic(), uid).consents


def save_pdf(desk: Desk, target: Path) -> PdfReader:
    hand = desk.hand
    hand.press("Save as PDF: Treatment")
    hand.wait(lambda: hand.front() is not hand.window, "nobody asks where to save")
    line = next(one for one in hand.all(QLineEdit) if one.objectName() == "fileNameEdit")
    hand.write(line, str(target), end="Return")
    hand.wait(lambda: hand.front() is hand.window and target.exists(), "no PDF")
    desk.rest()
    return PdfReader(target)


def sign_in_a_session(desk: Desk) -> Consent:
    """Write a session down, sign the consent on the way, and come back with nothing lost."""
    hand = desk.hand
    desk.new_client(NAME, "14 Feb 1994", "female", "IV")
    hand.press("New session")
    hand.press("Go to zones")
    hand.see("Finish & sign", QAbstractButton)
    session = SessionDesk(desk)
    session.tap("cheek_medial")
    session.depth("0.50")
    hand.write(session.layout.note, "typed before the consent")
    desk.rest()
    before = session.draft()
    assert before.note == "typed before the consent"
    hand.press("Read and sign…")
    hand.wait(lambda: NAME in _shown_text(hand), "the text does not name the client")
    sign_page(desk)
    hand.wait(lambda: hand.sees("version 1 · 2 Nov"), "the session does not say it is signed")
    assert session.draft() == before
    uid, (kept,) = consents_of(desk)
    assert kept.document_hash == document_hash(kept, uid)
    assert len(kept.strokes) == 2
    return kept


def print_it(desk: Desk, kept: Consent, target: Path) -> None:
    """Save the consent as PDF; every word, the hash and the text itself are in it."""
    hand = desk.hand
    desk.open_client(NAME)
    desk.tab("Details")
    hand.wait(lambda: hand.sees("given 2 Nov 2026 · version 1 · holds until 2 Nov 2027"))
    assert consents_of(desk)[1] == (kept,)
    reader = save_pdf(desk, target)
    text = "".join(page.extract_text() for page in reader.pages)
    assert kept.document_hash in "".join(text.split())
    assert NAME in " ".join(text.split())
    assert reader.attachments["consent.md"] == [kept.shown_text.encode()]


def change_the_text(desk: Desk) -> None:
    """Save a new version of the treatment's text in the settings."""
    hand = desk.hand
    desk.go("Settings")
    hand.press("Consent texts")
    desk.rest()
    hand.press("Read and change the text: Treatment")
    hand.wait(lambda: hand.sees("What the client sees"))
    hand.write(hand.all(QPlainTextEdit)[0], "I, {client}, agree to the treatment.")
    hand.press("Save as version 2")
    hand.wait(lambda: hand.front() is hand.window, "the text is not saved")
    desk.rest()


def test_signed_in_the_session_printed_and_asked_again(
    program: Program, clock: Clock, tmp_path: Path
) -> None:
    kept = sign_in_a_session(Desk(program, program.sign_in()))
    program.close()
    clock.forward(10)
    desk = Desk(program, program.sign_in())
    hand = desk.hand
    print_it(desk, kept, tmp_path / "consent.pdf")
    change_the_text(desk)
    desk.open_client(NAME)
    desk.tab("Details")
    hand.wait(lambda: hand.sees("new text, ask again"))
    hand.press("Sign again… Treatment")
    hand.wait(lambda: "agree to the treatment" in _shown_text(hand))
    sign_page(desk)
    hand.wait(lambda: hand.sees("given 12 Nov 2026 · version 2 · holds until 12 Nov 2027"))
    hand.press("Withdraw… Treatment")
    desk.done("Withdraw")
    hand.wait(lambda: hand.sees("withdrawn 12 Nov 2026 · given 12 Nov 2026 · version 2"))
    assert hand.sees("given 2 Nov 2026 · version 1")
    reader = save_pdf(desk, tmp_path / "withdrawn.pdf")
    assert "WITHDRAWN on 12 Nov 2026" in " ".join(reader.pages[0].extract_text().split())
    assert verify(desk.clinic()) == ()


def test_a_minor_signs_with_a_guardian(program: Program) -> None:
    desk = Desk(program, program.sign_in())
    hand = desk.hand
    desk.new_client("Kim Young", "3 Nov 2008", "female")
    desk.tab("Details")
    hand.press("Sign… Treatment")
    hand.wait(lambda: "legal guardian of Kim Young" in _shown_text(hand))
    draw_signature(hand)
    hand.press("I agree")
    hand.wait(lambda: hand.sees("The client is under 18: please write the name of the guardian"))
    hand.write(desk.row_field("Name of the parent or guardian"), "Lou Young")
    hand.see("I agree", QAbstractButton)
    hand.press("I agree")
    hand.wait(lambda: hand.front() is hand.window, "the page does not close")
    desk.rest()
    _uid, (kept,) = consents_of(desk)
    assert (kept.signer_name, kept.guardian_name) == ("Lou Young", "Lou Young")
    hand.wait(lambda: hand.sees("by guardian Lou Young"))


def _shown_text(hand: Hand) -> str:
    return "\n".join(one.toPlainText() for one in hand.all(QTextEdit))
