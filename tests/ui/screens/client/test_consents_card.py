"""Reading, signing, refusing and withdrawing consents, from the client and from a session."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QWidget
from pytestqt.qtbot import QtBot

from needlelog.domain.clients import Client, Consent, ConsentKind, ConsentStatus
from needlelog.domain.consents import ConsentState, ConsentTemplate, document_hash
from needlelog.services import clients, consents
from needlelog.services.clinic import Clinic
from needlelog.services.consent_texts import save_template, templates
from needlelog.services.settings import save_settings, settings
from needlelog.ui.consent.signing_page import ConsentSigningPage
from needlelog.ui.consent.text_editor import ConsentTextEditor
from needlelog.ui.consent.withdraw_sheet import WithdrawSheet
from needlelog.ui.context import Context
from needlelog.ui.screens.client.details.consents_card import ConsentsCard
from needlelog.ui.screens.session.screen import SessionScreen
from needlelog.ui.screens.settings.consents_section import ConsentsSection

LEFT, NO_KEY = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
TREATMENT, PHOTO, MARKETING = ConsentKind.TREATMENT, ConsentKind.PHOTO, ConsentKind.MARKETING
TODAY = date(2026, 12, 14)
Made = Callable[[Client], ConsentsCard]


@pytest.fixture
def made(qtbot: QtBot, context: Context, clinic: Clinic) -> Made:
    """Keep a client and show the card of the consents."""

    def show(client: Client) -> ConsentsCard:
        kept = clients.create_client(clinic, client)
        card = ConsentsCard(context)
        card.setProperty("client", kept.uid)
        qtbot.addWidget(card)
        card.resize(1100, 760)
        card.show()
        qtbot.waitExposed(card)
        card.show_client(kept.uid)
        qtbot.waitUntil(lambda: card.view is not None)
        return card

    return show


def ana(**values: object) -> Client:
    return replace(Client("", "Ana Ruiz", date(1990, 5, 4)), **values)  # type: ignore[arg-type]


def buttons(parent: QWidget, name: str) -> list[QAbstractButton]:
    return [
        one
        for one in parent.findChildren(QAbstractButton)
        if one.isVisible() and name in (one.text(), one.accessibleName())
    ]


def press(parent: QWidget, name: str) -> None:
    found = buttons(parent, name)
    assert found, name
    QTest.mouseClick(found[0], LEFT)


def sign_on(pad: QWidget) -> None:
    width, height = pad.width(), pad.height()
    way = [QPoint(width // 8 + i * width // 40, height // 2 + 9 * (i % 3)) for i in range(20)]
    QTest.mousePress(pad, LEFT, NO_KEY, way[0])
    for point in way:
        QTest.mouseMove(pad, point)
    QTest.mouseRelease(pad, LEFT, NO_KEY, way[-1])


def opened(qtbot: QtBot, card: ConsentsCard, name: str) -> ConsentSigningPage:
    qtbot.waitUntil(lambda: bool(buttons(card, name)))
    with qtbot.waitSignal(card.page_opened) as page_opened:
        press(card, name)
    assert page_opened.args is not None
    page: ConsentSigningPage = page_opened.args[0]
    qtbot.waitExposed(page)
    qtbot.waitUntil(lambda: page.paper is not None and page.isEnabled())
    return page


def stored(clinic: Clinic, card: ConsentsCard) -> tuple[Consent, ...]:
    return clients.client(clinic, card.property("client")).consents


def state(card: ConsentsCard, kind: ConsentKind) -> ConsentState:
    assert card.view is not None
    return next(one.state for one in card.view.standings if one.kind is kind)


def words(card: ConsentsCard) -> str:
    from PySide6.QtWidgets import QLabel

    return "\n".join(one.text() for one in card.findChildren(QLabel) if one.isVisible())


def test_a_client_reads_and_signs_with_the_mouse(qtbot: QtBot, clinic: Clinic, made: Made) -> None:
    card = made(ana())
    page = opened(qtbot, card, "Sign… Treatment")
    assert page.accessibleName() == "Consent to microneedling"
    assert "microneedling treatment of Ana Ruiz" in page.text.toPlainText()
    assert "parent" not in page.text.toPlainText()
    sign_on(page.form.pad)
    drawn = page.form.pad.strokes()
    with qtbot.waitSignal(page.accepted):
        QTest.mouseClick(page.agree, LEFT)
    (kept,) = stored(clinic, card)
    assert (kept.status, kept.strokes, kept.decided_on) == (ConsentStatus.GIVEN, drawn, TODAY)
    assert kept.document_hash == document_hash(kept, card.property("client"))
    qtbot.waitUntil(lambda: state(card, TREATMENT) is ConsentState.VALID)
    line = "given 14 Dec 2026 · version 1 · holds until 14 Dec 2027"
    qtbot.waitUntil(lambda: line in words(card))


def test_to_agree_without_a_signature_says_what_is_missing(
    qtbot: QtBot, clinic: Clinic, made: Made
) -> None:
    card = made(ana())
    page = opened(qtbot, card, "Sign… Treatment")
    QTest.mouseClick(page.agree, LEFT)
    qtbot.waitUntil(page.trouble.isVisible)
    assert page.trouble.text() == "Please sign, or choose to sign by typed name."
    sign_on(page.form.pad)
    assert not page.trouble.isVisible()
    assert stored(clinic, card) == ()


def test_by_keyboard_alone_with_a_typed_name(qtbot: QtBot, clinic: Clinic, made: Made) -> None:
    card = made(ana())
    page = opened(qtbot, card, "Sign… Treatment")
    page.form.way.button("typed").setFocus()
    QTest.keyClick(page.form.way.button("typed"), Qt.Key.Key_Space)
    QTest.keyClicks(page.form.name, "Ana Ruiz")
    page.agree.setFocus()
    QTest.keyClick(page.agree, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: page.form.witness_row.error() is not None)
    QTest.keyClicks(page.form.witness, "Jana")
    with qtbot.waitSignal(page.accepted):
        QTest.keyClick(page.agree, Qt.Key.Key_Space)
    (kept,) = stored(clinic, card)
    assert (kept.signer_name, kept.witness_name, kept.strokes) == ("Ana Ruiz", "Jana", ())


def test_enter_does_not_agree(qtbot: QtBot, clinic: Clinic, made: Made) -> None:
    card = made(ana())
    page = opened(qtbot, card, "Sign… Treatment")
    sign_on(page.form.pad)
    QTest.keyClick(page, Qt.Key.Key_Return)
    assert page.isVisible()
    assert page.isEnabled()
    assert stored(clinic, card) == ()


def test_a_guardian_signs_for_a_minor(qtbot: QtBot, clinic: Clinic, made: Made) -> None:
    card = made(ana(birth_date=date(2010, 1, 1)))
    page = opened(qtbot, card, "Sign… Treatment")
    assert not page.form.guardian_signs.isVisible()
    assert page.form.guardian.isVisible()
    assert "I am a parent or the legal guardian of Ana Ruiz" in page.text.toPlainText()
    sign_on(page.form.pad)
    QTest.mouseClick(page.agree, LEFT)
    qtbot.waitUntil(lambda: page.form.guardian_row.error() is not None)
    assert page.form.pad.strokes(), "the drawn signature is still there"
    QTest.keyClicks(page.form.guardian, "Mo Ruiz")
    with qtbot.waitSignal(page.accepted):
        QTest.mouseClick(page.agree, LEFT)
    (kept,) = stored(clinic, card)
    assert (kept.guardian_name, kept.signer_name) == ("Mo Ruiz", "Mo Ruiz")
    assert "legal guardian of Ana Ruiz" in kept.shown_text


def test_without_birth_date_a_guardian_can_be_chosen(
    qtbot: QtBot, clinic: Clinic, made: Made
) -> None:
    card = made(ana(birth_date=None))
    page = opened(qtbot, card, "Sign… Treatment")
    QTest.mouseClick(page.form.guardian_signs, LEFT, NO_KEY, QPoint(10, 22))
    assert "legal guardian" in page.text.toPlainText()
    QTest.mouseClick(page.form.guardian_signs, LEFT, NO_KEY, QPoint(10, 22))
    assert "legal guardian" not in page.text.toPlainText()
    assert stored(clinic, card) == ()


def test_a_refusal_is_asked_about_and_kept(qtbot: QtBot, clinic: Clinic, made: Made) -> None:
    card = made(ana())
    page = opened(qtbot, card, "Sign… Photos")
    QTest.mouseClick(page.refuse, LEFT)
    press(page.refusal_sheet, "Back to the text")
    assert page.isVisible()
    QTest.mouseClick(page.refuse, LEFT)
    with qtbot.waitSignal(page.accepted):
        press(page.refusal_sheet, "Record the refusal")
    (kept,) = stored(clinic, card)
    assert (kept.kind, kept.status, kept.signer_name) == (PHOTO, ConsentStatus.REFUSED, "")
    qtbot.waitUntil(lambda: state(card, PHOTO) is ConsentState.REFUSED)


def test_all_that_is_missing_is_asked_in_a_row(qtbot: QtBot, clinic: Clinic, made: Made) -> None:
    card = made(ana())
    page = opened(qtbot, card, "Ask all")
    asked = []
    for kind in (TREATMENT, PHOTO, MARKETING):
        qtbot.waitUntil(
            lambda kind=kind: (  # type: ignore[misc]
                page.isEnabled() and page.paper is not None and page.paper.template.kind is kind
            )
        )
        asked.append(kind)
        assert page.form.pad.strokes() == (), "each text has a signature of its own"
        sign_on(page.form.pad)
        with qtbot.waitSignal(page.decided):
            QTest.mouseClick(page.agree, LEFT)
    qtbot.waitUntil(lambda: [one.kind for one in stored(clinic, card)] == asked)
    qtbot.waitUntil(lambda: not card.ask_button.isVisible())


def test_what_was_decided_stays_when_the_page_is_closed(
    qtbot: QtBot, clinic: Clinic, made: Made
) -> None:
    card = made(ana())
    page = opened(qtbot, card, "Ask all")
    sign_on(page.form.pad)
    with qtbot.waitSignal(page.decided):
        QTest.mouseClick(page.agree, LEFT)
    qtbot.waitUntil(page.isEnabled)
    QTest.keyClick(page, Qt.Key.Key_Escape)
    assert [one.kind for one in stored(clinic, card)] == [TREATMENT]


def test_the_text_grows_and_shrinks(qtbot: QtBot, made: Made) -> None:
    page = opened(qtbot, made(ana()), "Sign… Treatment")
    assert not page.smaller.isEnabled()
    before = page.text.document().size().height()
    while page.bigger.isEnabled():
        QTest.mouseClick(page.bigger, LEFT)
    assert page.text.zoom() == 200
    assert page.text.document().size().height() > 2 * before
    QTest.mouseClick(page.smaller, LEFT)
    assert page.text.zoom() == 170


def test_markup_in_a_name_is_shown_as_written(qtbot: QtBot, made: Made) -> None:
    page = opened(qtbot, made(ana(name="A*na* <b>_R_")), "Sign… Treatment")
    assert "treatment of A*na* <b>_R_ at" in page.text.toPlainText()


def test_a_consent_is_withdrawn_from_the_card(qtbot: QtBot, clinic: Clinic, made: Made) -> None:
    card = made(ana(consents=(Consent("", TREATMENT, "v3", ConsentStatus.GIVEN, TODAY),)))
    qtbot.waitUntil(lambda: "given 14 Dec 2026 · v3 · on paper" in words(card))
    qtbot.waitUntil(lambda: bool(buttons(card, "Withdraw… Treatment")))
    press(card, "Withdraw… Treatment")
    sheet = card.findChild(WithdrawSheet)
    assert sheet is not None
    QTest.keyClicks(sheet.note, "changed her mind")
    with qtbot.waitSignal(sheet.accepted):
        QTest.mouseClick(sheet.save_button, LEFT)
    qtbot.waitUntil(lambda: state(card, TREATMENT) is ConsentState.WITHDRAWN)
    qtbot.waitUntil(lambda: "changed her mind" in words(card))
    (kept,) = stored(clinic, card)
    assert (kept.status, kept.withdrawn_on) == (ConsentStatus.WITHDRAWN, TODAY)


def test_a_new_text_is_asked_again(
    qtbot: QtBot, clinic: Clinic, context: Context, made: Made
) -> None:
    card = made(ana())
    page = opened(qtbot, card, "Sign… Treatment")
    sign_on(page.form.pad)
    with qtbot.waitSignal(page.accepted):
        QTest.mouseClick(page.agree, LEFT)
    section = ConsentsSection(context)
    qtbot.addWidget(section)
    section.activate()
    qtbot.waitUntil(lambda: section.edit(TREATMENT) is not None)
    editor = section.findChild(ConsentTextEditor) or section.edit(TREATMENT)
    assert editor is not None
    editor.body.setPlainText("I, {client}, agree at {clinic}.")
    assert "I, Name of the client, agree at Skin clinic." in editor.preview.toPlainText()
    assert editor.save_button.text() == "Save as version 2"
    with qtbot.waitSignal(editor.saved):
        QTest.mouseClick(editor.save_button, LEFT)
    qtbot.waitUntil(lambda: state(card, TREATMENT) is ConsentState.OUTDATED)
    again = opened(qtbot, card, "Sign again… Treatment")
    assert again.text.toPlainText().strip() == "I, Ana Ruiz, agree at Skin clinic."


def test_the_editor_says_what_it_cannot_take(
    qtbot: QtBot, clinic: Clinic, context: Context
) -> None:
    current = templates(clinic)[0]
    host = QWidget()
    qtbot.addWidget(host)
    editor = ConsentTextEditor(context, current, [current], host)
    editor.open()
    editor.body.setPlainText("I, {clent}, agree.")
    QTest.mouseClick(editor.save_button, LEFT)
    qtbot.waitUntil(editor.trouble.isVisible)
    assert "“{clent}” is not known" in editor.trouble.text()
    editor.body.setPlainText("I, {client}, agree.")
    editor.version.setText("1")
    QTest.mouseClick(editor.save_button, LEFT)
    qtbot.waitUntil(lambda: editor.version_row.error() is not None)
    editor.reject()
    assert editor.isVisible(), "what was written is not thrown away unasked"
    press(editor.leave_sheet, "Throw away")
    assert not editor.isVisible()
    assert templates(clinic)[0].proposed


def test_a_text_in_two_languages_can_be_chosen(qtbot: QtBot, clinic: Clinic, made: Made) -> None:
    for language, body in (("en", "I, {client}, agree."), ("es", "Yo, {client}, acepto.")):
        save_template(clinic, ConsentTemplate(TREATMENT, "2", language, "T", body))
    page = opened(qtbot, made(ana()), "Sign… Treatment")
    qtbot.waitUntil(lambda: bool(buttons(page.languages, "Español")))
    press(page.languages, "Español")
    assert page.text.toPlainText().strip() == "Yo, Ana Ruiz, acepto."


def test_the_session_asks_for_what_is_missing_and_loses_nothing(
    qtbot: QtBot, clinic: Clinic, context: Context
) -> None:
    save_settings(clinic, replace(settings(clinic), disclosure_needed=True))
    client = clients.create_client(clinic, ana())
    screen = SessionScreen(context)
    qtbot.addWidget(screen)
    screen.resize(1300, 820)
    screen.show()
    qtbot.waitExposed(screen)
    screen.start(client.uid)
    qtbot.waitUntil(lambda: screen.editor.is_open)
    screen.acts.set_note("as typed before")
    section = screen.parts.side.consent
    qtbot.waitUntil(lambda: "needs attention" in section.accessibleName())
    page = section.open_page()
    assert page is not None
    for kind in (TREATMENT, ConsentKind.DISCLOSURE):
        qtbot.waitUntil(
            lambda kind=kind: (  # type: ignore[misc]
                page.isEnabled() and page.paper is not None and page.paper.template.kind is kind
            )
        )
        sign_on(page.form.pad)
        with qtbot.waitSignal(page.decided):
            QTest.mouseClick(page.agree, LEFT)
    qtbot.waitUntil(lambda: "done" in section.accessibleName())
    assert screen.editor.draft.note == "as typed before"
    assert section.sign.isHidden()
    standings = consents.needed_consents(clinic, client.uid, TODAY)
    assert [one.state for one in standings] == [ConsentState.VALID] * 2
