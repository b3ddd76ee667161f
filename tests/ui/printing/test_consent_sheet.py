"""A consent on paper: all its words, its hash, the strokes as vectors, the stamp."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from pypdf import PdfReader
from pytestqt.qtbot import QtBot

from needlelog.domain.clients import Consent, ConsentKind, ConsentStatus
from needlelog.domain.consents import document_hash
from needlelog.ui.printing.consent_sheet import write_pdf

STROKES = (tuple((1000 + 90 * i, 2000 + 40 * (i % 9), 9 * i) for i in range(60)),)
PLAIN = Consent(
    "c1",
    ConsentKind.TREATMENT,
    "4",
    ConsentStatus.GIVEN,
    date(2026, 3, 2),
    expires_on=date(2027, 3, 2),
    language="en",
    title="Consent to microneedling",
    shown_text="I, **Zoë Ångström\\-Ł**, know that:\n\n- it may *bleed*\n- <b>it</b> costs 5 \\* 3\n",
    client_name="Zoë Ångström-Ł",
    clinic_name="Skin & Co",
    practitioner="Rina Patel",
    signer_name="Zoë Ångström-Ł",
    strokes=STROKES,
    signed_at=datetime(2026, 3, 2, 14, 22, tzinfo=UTC),
)
DRAWN = replace(PLAIN, document_hash=document_hash(PLAIN, "client"))


@pytest.fixture(autouse=True)
def _application(qtbot: QtBot) -> None:
    """Printing needs an application."""


def printed(consent: Consent, folder: Path) -> tuple[str, PdfReader]:
    path = folder / "consent.pdf"
    write_pdf(consent, path, datetime(2026, 11, 23, 9, 5).astimezone())
    reader = PdfReader(path)
    return "\n".join(page.extract_text() for page in reader.pages), reader


def flat(text: str) -> str:
    return " ".join(text.split())


def test_every_word_and_the_whole_hash_are_printed(tmp_path: Path) -> None:
    text, reader = printed(DRAWN, tmp_path)
    for words in (
        "Skin & Co",
        "Consent to microneedling",
        "version 4",
        "I, Zoë Ångström-Ł",
        "know that:",
        "it may bleed",
        "<b>it</b> costs 5 * 3",
        "AGREED",
        "2 Mar 2026",
        "Signed by Zoë Ångström-Ł",
        "Explained by Rina Patel",
        "Holds until 2 Mar 2027",
        "page 1 of 1",
    ):
        assert words in flat(text), words
    assert DRAWN.document_hash in "".join(text.split())
    assert reader.attachments["consent.md"] == [DRAWN.shown_text.encode()]
    assert reader.metadata is not None
    assert reader.metadata.title == "Consent to microneedling"


def curves(reader: PdfReader) -> int:
    content = reader.pages[0].get_contents()
    assert content is not None
    return sum(line.split()[-1:] == [b"c"] for line in content.get_data().splitlines())


def test_strokes_are_drawn_as_vectors(tmp_path: Path) -> None:
    _text, reader = printed(DRAWN, tmp_path)
    assert not reader.pages[0].images
    _typed, without = printed(replace(DRAWN, strokes=()), tmp_path)
    assert curves(reader) - curves(without) >= len(STROKES[0]) - 3


def test_by_typed_name_with_guardian_and_witness(tmp_path: Path) -> None:
    typed = replace(
        DRAWN, strokes=(), signer_name="Mo Gil", guardian_name="Mo Gil", witness_name="Jana Ø"
    )
    text, _reader = printed(typed, tmp_path)
    assert "Signed by Mo Gil, guardian of Zoë Ångström-Ł (by typed name)" in flat(text)
    assert "Witness: Jana Ø" in flat(text)


def test_a_refusal_says_so(tmp_path: Path) -> None:
    refused = replace(
        DRAWN, status=ConsentStatus.REFUSED, strokes=(), signer_name="", expires_on=None
    )
    text = flat(printed(refused, tmp_path)[0])
    assert "REFUSED" in text
    assert "Not signed; recorded by Rina Patel" in text
    assert "AGREED" not in text
    assert "Holds until" not in text


def test_a_withdrawn_consent_is_stamped_and_keeps_its_signature(tmp_path: Path) -> None:
    gone = replace(
        DRAWN,
        status=ConsentStatus.WITHDRAWN,
        withdrawn_on=date(2026, 5, 6),
        withdrawn_by="Jana Ø",
        withdrawn_note="by phone",
    )
    text = flat(printed(gone, tmp_path)[0])
    assert "WITHDRAWN on 6 May 2026, recorded by Jana Ø" in text
    assert "by phone" in text
    assert "AGREED" in text
    assert "WITHDRAWN" not in flat(printed(DRAWN, tmp_path)[0])


def test_every_page_of_a_withdrawn_consent_says_so(tmp_path: Path) -> None:
    text = DRAWN.shown_text + "\n\nWhat was read out. " * 400
    _text, reader = printed(
        replace(DRAWN, shown_text=text, withdrawn_on=date(2026, 5, 1), withdrawn_by="Jana"),
        tmp_path,
    )
    foot = f"WITHDRAWN · {DRAWN.client_name} · 2 Mar 2026 · {DRAWN.document_hash[:16]} · printed"
    assert len(reader.pages) > 1
    assert all(foot in flat(page.extract_text()) for page in reader.pages)
    assert "WITHDRAWN" not in printed(DRAWN, tmp_path)[0]


@pytest.mark.parametrize("lines", range(30, 60, 3))
def test_the_decision_stands_with_its_signature(tmp_path: Path, lines: int) -> None:
    read = DRAWN.shown_text + "\n\n## What was read out\n\n" + "A paragraph.\n\n" * lines
    _text, reader = printed(replace(DRAWN, shown_text=read), tmp_path)
    pages = [flat(page.extract_text()) for page in reader.pages]
    (signed,) = [page for page in pages if "AGREED" in page]
    assert "Decision" in signed
    assert "Holds until" in signed
