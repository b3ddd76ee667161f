"""The printed session: every word and number of the record, and none that is not in it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from typing import TYPE_CHECKING

import pytest
from pypdf import PdfReader

from needlelog.domain.clients import (
    Answer,
    AvoidKind,
    AvoidMark,
    Client,
    ClientConcern,
    Consent,
    ConsentKind,
    ConsentStatus,
    HistoryItem,
    HistoryKind,
    Sex,
)
from needlelog.domain.errors import WriteFailed
from needlelog.domain.recalls import Notice, Recall, RecalledUse, RecallKind, Subject, Way
from needlelog.domain.sessions import (
    Addendum,
    Aftercare,
    CartridgeUse,
    DeviceUse,
    NumbingRow,
    Pattern,
    Reaction,
    ReactionSign,
    SessionDraft,
    SessionRecord,
    SessionState,
    Speed,
    SpeedUnit,
    Timing,
    TopicalRow,
    ZoneRow,
)
from needlelog.domain.zones import Side
from needlelog.files.reference_data import zone_catalogue
from needlelog.ui.printing.session_sheet import write_pdf
from needlelog.ui.printing.without_window import drawing_without_window

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from PySide6.QtWidgets import QApplication

BERLIN = timezone(timedelta(hours=1))
START = datetime(2026, 3, 2, 14, 22, tzinfo=BERLIN)
PRINTED = datetime(2026, 11, 23, 9, 5).astimezone()
HASH = "0123456789abcdef" * 4

CLIENT = Client(
    "client",
    "Zoë Ångström-Łuczak",
    birth_date=date(1992, 2, 14),
    sex=Sex.FEMALE,
    phone="+44 20 7946 0111",
    phototype=5,
    note="Prefers mornings.",
    history=(
        HistoryItem(
            "",
            HistoryKind.MEDICINE,
            "Isotretinoïne",
            last_exposure=date(2025, 8, 10),
            note="stopped by herself",
        ),
        HistoryItem("", HistoryKind.CONDITION, "Pregnancy", answer=Answer.NO),
    ),
    concerns=(ClientConcern("", "Rolling scars", (("cheek_lateral", Side.BOTH),), "grade 3"),),
    avoid=(
        AvoidMark("", AvoidKind.MOLE, "face_front", 1, 1, "chin", Side.MID, note="dark, 4 across"),
    ),
    consents=(
        Consent(
            "", ConsentKind.TREATMENT, "v3b", ConsentStatus.GIVEN, date(2025, 9, 13), "on paper"
        ),
    ),
)
FULL = SessionRecord(
    SessionDraft(
        uid="session",
        client_uid="client",
        practitioner_uid="person",
        created_at=START,
        started_at=START,
        ended_at=START + timedelta(minutes=55),
        offset_minutes=60,
        number=3,
        planned_total=6,
        phase="series",
        zones=(
            ZoneRow(
                1,
                "chin",
                Side.MID,
                depth_um=1250,
                passes=7,
                pattern=Pattern.CROSS_HATCH,
                speed=Speed("6400", SpeedUnit.RPM),
                erythema=3,
                bleeding=2,
                pain=8,
                concern="pitted",
                note="naïve édge held loosely",
                reason="scar tissue wanted more",
            ),
            ZoneRow(2, "custom", Side.LEFT, custom_name="Behind the ear", depth_um=330, passes=1),
        ),
        numbing=(
            NumbingRow(
                1,
                agent="Lidocaine",
                strength="4.5 %",
                lot="LID-77",
                expiry="2027-04",
                on_at=START - timedelta(minutes=37),
                off_at=START - timedelta(minutes=4),
                occluded=True,
                wiped_off=True,
                note="felt cold",
            ),
        ),
        device=DeviceUse(name="Pen Ultra", serial="SN-90210", speed=Speed("7100", SpeedUnit.RPM)),
        cartridge=CartridgeUse(
            kind="36 pins", lot="CART-9", expiry="2026-02", count=2, expired_reason="no other left"
        ),
        topicals=(
            TopicalRow(
                1,
                name="Hyaluronic sérum",
                lot="H2291",
                expiry="2028-11-30",
                amount_ul=2750,
                strength="1.5 %",
                timing=Timing.DURING,
                zones=(("chin", Side.MID),),
                note="glided well",
                expired_reason="checked with maker",
            ),
        ),
        pain=9,
        reactions=(Reaction(1, ReactionSign.SWELLING, 2, "chin", Side.MID, "went in an hour"),),
        reactions_note="watched closely",
        combined=("led",),
        combined_other="cool globes",
        aftercare=Aftercare("Needling sheet", "v12", START + timedelta(minutes=51)),
        next_due=date(2026, 4, 17),
        note="First line of the note.\nSecond – with <b>angle</b> & ampersand.",
    ),
    SessionState.VOID,
    "Rina Patel",
    START + timedelta(minutes=58),
    licence="LIC-4711",
    countersigned_by="Olga Sørensen",
    countersigned_at=START + timedelta(minutes=66),
    voided_by="Jana Ø",
    voided_at=START + timedelta(days=1, minutes=3),
    void_reason="written for another client",
    chain_hash=HASH,
    addenda=(
        Addendum("a", "The lot was H2188.\nSeen twice.", "Rina Patel", START + timedelta(days=2)),
        Addendum("b", "Called: all calm.", "Jana Ø", START + timedelta(days=3, minutes=9)),
    ),
)
EMPTY = SessionRecord(
    SessionDraft("session", "client", "person", START, started_at=START),
    SessionState.SIGNED,
    "Rina Patel",
    START,
    chain_hash=HASH,
)


@pytest.fixture
def printed(qapp: QApplication, tmp_path: Path) -> Iterator[Callable[..., list[str]]]:
    """Print a record and read the text of its pages, words one blank apart."""

    def print_it(
        record: SessionRecord, client: Client = CLIENT, recalled: Sequence[RecalledUse] = ()
    ) -> list[str]:
        file = tmp_path / "session.pdf"
        write_pdf(
            record,
            client,
            "Clinique du Nord",
            zone_catalogue(),
            file,
            recalled=recalled,
            printed=PRINTED,
        )
        assert [path.name for path in tmp_path.iterdir()] == ["session.pdf"]
        return [" ".join(page.extract_text().split()) for page in PdfReader(file).pages]

    with drawing_without_window():
        yield print_it


def test_a_recall_is_told_at_the_head_open_or_closed(printed: Callable[..., list[str]]) -> None:
    serum = Subject(RecallKind.LOT, "lot", "Hyaluronic serum", "H2188")
    recall = Recall("recall", serum, "glass particles", "Olga Sørensen", START)
    told = Notice(START.date(), Way.PHONE, "Jana Ø")
    (page, *_rest) = printed(EMPTY, recalled=[RecalledUse(recall, told)])
    head = page[: page.index("Signature")] if "Signature" in page else page
    assert "Lot H2188 · Hyaluronic serum was called back on" in head
    assert "glass particles" in head
    assert "Phone · Jana Ø" in head
    assert "closed" not in head
    closed = replace(recall, closed_at=START + timedelta(days=9), closed_by="Olga Sørensen")
    (page, *_rest) = printed(EMPTY, recalled=[RecalledUse(closed, told)])
    assert "Recall, closed on" in page
    (page, *_rest) = printed(FULL, recalled=[RecalledUse(recall, told)])
    assert "called back" not in page, "a void record was written by mistake"


def test_every_word_and_number_is_there(printed: Callable[..., list[str]]) -> None:
    text = " ".join(printed(FULL))
    for words in (
        "Clinique du Nord",
        *("Zoë Ångström-Łuczak", "14 Feb 1992", "(34)", "+44 20 7946 0111", "Fitzpatrick V"),
        *("2 Mar 2026 14:22", "15:17", "session 3 of 6", "series", "VOID"),
        *("Chin", "1.25", "7", "cross-hatch", "6400 RPM", "3", "2", "8"),
        *("pitted", "naïve édge held loosely", "scar tissue wanted more"),
        *("Behind the ear", "0.33"),
        *("Lidocaine", "4.5 %", "LID-77", "2027-04", "13:45", "14:18", "33 min", "felt cold"),
        *("wiped off fully", "covered with film"),
        *("Pen Ultra", "SN-90210", "7100 RPM"),
        *("36 pins", "CART-9", "2026-02", "2 used", "reason: no other left"),
        *("Hyaluronic sérum", "H2291", "30 Nov 2028", "2.75 ml", "1.5 %", "during"),
        *("glided well", "reason: checked with maker"),
        *("Pain 9 of 10", "swelling", "moderate", "went in an hour", "watched closely"),
        *("LED light", "cool globes", "Needling sheet v12", "15:13", "17 Apr 2026"),
        "First line of the note. Second – with <b>angle</b> & ampersand.",
        *("Prefers mornings.", "Isotretinoïne", "10 Aug 2025", "stopped by herself"),
        *("Pregnancy", "Rolling scars", "grade 3", "dark, 4 across"),
        *("v3b", "13 Sep 2025", "on paper"),
        *("Signed by Rina Patel", "LIC-4711", "15:20", "Signature"),
        *("Countersigned by Olga Sørensen", "15:28"),
        *("Void by Jana Ø", "written for another client", "3 Mar 2026 14:25"),
        *("The lot was H2188. Seen twice.", "4 Mar 2026 14:22"),
        *("Called: all calm.", "5 Mar 2026 14:31"),
        HASH,
    ):
        assert words in text, words


def test_every_page_says_which_record_and_which_page(printed: Callable[..., list[str]]) -> None:
    pages = printed(replace(FULL, content=replace(FULL.content, note="word " * 3000)))
    assert len(pages) > 2
    for number, page in enumerate(pages, start=1):
        foot = f"2 Mar 2026 · {HASH[:16]} · printed 23 Nov 2026 09:05 page {number} of {len(pages)}"
        assert page.endswith(foot)
        assert "Zoë Ångström-Łuczak" in page


@pytest.mark.parametrize("line", [1, 12, 2500], ids=["one line", "short lines", "long lines"])
def test_a_long_note_is_there_in_order_and_once(
    printed: Callable[..., list[str]], line: int
) -> None:
    words = [f"w{number}é" for number in range(1800)]
    note = "\n".join(
        " ".join(words[start : start + (line if line > 1 else 1800)])
        for start in range(0, 1800, line if line > 1 else 1800)
    )
    assert len(note) > 10_000
    text = " ".join(printed(replace(FULL, content=replace(FULL.content, note=note))))
    found = [word for word in text.split() if word in set(words)]
    assert found == words


def test_long_remarks_of_many_zones_are_there_in_order(
    printed: Callable[..., list[str]],
) -> None:
    rows = tuple(
        ZoneRow(n, "custom", Side.LEFT, f"Spot{n}x", depth_um=500, note=f"n{n}q " + "long " * 60)
        for n in range(1, 41)
    )
    text = " ".join(printed(replace(EMPTY, content=replace(EMPTY.content, zones=rows))))
    words = text.split()
    assert [word for word in words if word.endswith("q")] == [f"n{n}q" for n in range(1, 41)]
    assert words.count("long") == 40 * 60
    for n in range(1, 41):
        assert text.count(f"Spot{n}x") == 2, n


def test_nothing_is_invented_for_an_empty_record(printed: Callable[..., list[str]]) -> None:
    (text,) = printed(EMPTY, Client("client", "Ann"))
    assert text == (
        "Clinique du Nord · Microneedling treatment record Ann 2 Mar 2026 14:22 Signed "
        "Signed by Rina Patel · 2 Mar 2026 14:22 "
        f"Chain hash (SHA-256) {HASH} Record session ____________________________ Signature "
        f"Ann · 2 Mar 2026 · {HASH[:16]} · printed 23 Nov 2026 09:05 page 1 of 1"
    )


def test_every_page_of_a_void_record_says_so(printed: Callable[..., list[str]]) -> None:
    pages = printed(replace(FULL, content=replace(FULL.content, note="word " * 3000)))
    assert len(pages) > 2
    assert all(f"VOID · {CLIENT.name} · 2 Mar 2026" in page for page in pages)
    assert "VOID" not in "".join(printed(replace(FULL, state=SessionState.SIGNED, void_reason="")))


@pytest.mark.parametrize("lines", range(14, 30))
def test_the_signature_stays_whole_before_addenda(
    printed: Callable[..., list[str]], lines: int
) -> None:
    noted = replace(FULL.content, note="\n".join(["A line of the note."] * 2 * lines))
    pages = printed(replace(FULL, content=noted))
    (signed,) = [page for page in pages if "Signed by Rina Patel" in page]
    assert "____ Signature" in signed
    (added,) = [page for page in pages if "Addendum · 4 Mar 2026" in page]
    assert "The lot was H2188." in added


def test_none_and_not_asked_are_told_apart(printed: Callable[..., list[str]]) -> None:
    asked = replace(EMPTY, content=replace(EMPTY.content, reactions=(), pain=0))
    (text,) = printed(asked)
    assert "none beyond expected" in text
    assert "Pain 0 of 10" in text
    (text,) = printed(EMPTY)
    assert "none beyond expected" not in text
    assert "Pain" not in text


def test_a_treatment_entered_later_says_so(printed: Callable[..., list[str]]) -> None:
    later = replace(EMPTY.content, created_at=datetime(2026, 3, 5, 8, 1, tzinfo=UTC))
    (text,) = printed(replace(EMPTY, content=later))
    assert "entered later, on 5 Mar 2026 09:01" in text


def test_aftercare_noted_on_a_later_day_has_no_time(printed: Callable[..., list[str]]) -> None:
    sheet = Aftercare("Needling sheet", "v12", START + timedelta(days=3, minutes=51))
    (text,) = printed(replace(EMPTY, content=replace(EMPTY.content, aftercare=sheet)))
    assert "Aftercare given: Needling sheet v12" in text
    assert "15:13" not in text


def test_a_record_that_counts_is_not_called_void(printed: Callable[..., list[str]]) -> None:
    assert "VOID" not in " ".join(printed(EMPTY))


def test_a_place_that_takes_no_file_is_a_sentence(qapp: QApplication, tmp_path: Path) -> None:
    with drawing_without_window(), pytest.raises(WriteFailed, match=r"session\.pdf"):
        write_pdf(
            EMPTY,
            CLIENT,
            "North",
            zone_catalogue(),
            tmp_path / "no" / "session.pdf",
            printed=PRINTED,
        )


def test_an_expiry_that_is_no_day_is_printed_as_it_was_typed(
    printed: Callable[..., list[str]],
) -> None:
    odd = replace(FULL.content.topicals[0], expiry="end of 2028")
    text = " ".join(printed(replace(FULL, content=replace(FULL.content, topicals=(odd,)))))
    assert "exp. end of 2028" in text
