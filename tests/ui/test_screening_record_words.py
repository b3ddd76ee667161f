"""The screening of a signed session in words, on screen and on paper."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from needlelog.domain.clients import Answer, Client
from needlelog.domain.screening.findings import (
    Decision,
    Extent,
    Finding,
    Scope,
    ScreeningAnswer,
    Severity,
)
from needlelog.domain.sessions import Addendum, SessionDraft, SessionRecord, SessionState
from needlelog.domain.zones import Side
from needlelog.files.reference_data import zone_catalogue
from needlelog.ui.printing.session_html import session_html
from needlelog.ui.screening_record_words import (
    answer_lines,
    deferred_words,
    recorded_findings,
    rules_line,
)

AT = datetime(2026, 11, 2, 14, 0, tzinfo=UTC)
ANSWERS = (
    ScreeningAnswer("isotretinoin", Answer.YES, date(2026, 6, 2), confirmed=True),
    ScreeningAnswer("keloid", Answer.NO),
    ScreeningAnswer("pregnancy", Answer.NO, confirmed=True),
    ScreeningAnswer("metal_allergy", Answer.UNKNOWN, note="to be tested"),
)
FINDINGS = (
    Finding(
        "isotretinoin_block",
        "2026.1",
        "isotretinoin",
        Severity.BLOCK,
        Scope.SESSION,
        window="6 mo",
        measured_days=153,
        clear_at=datetime(2026, 12, 2, tzinfo=UTC),
        prescriber_needed=True,
    ),
    *(
        Finding(
            "waxing_warn",
            "2026.1+own",
            "waxing",
            Severity.WARN,
            Scope.ZONE,
            zone,
            side,
            window="72 h",
            measured_days=1,
        )
        for zone, side in (("chin", Side.MID), ("cheek_lateral", Side.BOTH))
    ),
    Finding("of a later version", "2031", "moon_dust", Severity.NOTE, Scope.SESSION),
)
DECISIONS = (
    Decision("isotretinoin_block", "told of <every> risk", "Dr Okafor", False, "Rina", AT),
    Decision("waxing_warn", seen=True, decided_by="Rina", decided_at=AT),
)
RECORD = SessionRecord(
    SessionDraft("s", "c", "p", AT, AT, answers=ANSWERS, decisions=DECISIONS),
    SessionState.SIGNED,
    "Rina",
    AT,
    findings=FINDINGS,
    rules_version="2026.1+own",
)


def test_every_answer_is_told_once_with_its_exact_day() -> None:
    lines = list(answer_lines(RECORD.content))
    assert lines == [
        "Isotretinoin: on 2 Jun 2026, confirmed as unchanged",
        "Metal allergy (nickel, steel): not known, to be tested",
        "Answered with no: Keloid or raised scars",
        "Confirmed as still no: Pregnant",
    ]


def test_a_finding_tells_window_rule_version_and_what_was_decided() -> None:
    found = recorded_findings(RECORD, zone_catalogue())
    assert [one.rule for one in found] == [
        "isotretinoin_block",
        "waxing_warn",
        "of a later version",
    ]
    first = " ".join((found[0].title, *found[0].lines))
    for words in (
        "Stop: Isotretinoin ended 5 months ago",
        "window 6 months",
        "rule isotretinoin_block, version 2026.1",
        "Treated with a reason: told of <every> risk",
        "prescriber: Dr Okafor",
        "Rina",
        "2 Nov 2026 14:00",
    ):
        assert words in first
    second = " ".join(found[1].lines)
    assert "Chin, Cheek lat. L+R" in second
    assert "version 2026.1+own" in second
    assert "Seen · Rina" in second


def test_a_caution_about_several_depths_is_titled_by_the_deepest() -> None:
    found = tuple(
        Finding(
            "phototype_depth_warn",
            "2026.1",
            "phototype",
            Severity.WARN,
            Scope.ZONE,
            zone,
            Side.MID,
            detail=depth,
        )
        for zone, depth in (("chin", "750"), ("forehead", "1750"), ("nose", "1500"))
    )
    (told,) = recorded_findings(replace(RECORD, findings=found), zone_catalogue())
    assert told.title == "Caution: 1.75 mm on darker skin"


def test_a_record_tells_for_which_zones_it_was_decided_and_who_added_one() -> None:
    chin = Extent("chin", Side.MID, severity=Severity.WARN)
    cheek = Extent("cheek_lateral", Side.BOTH, severity=Severity.WARN, by="Ben", at=AT)
    content = replace(
        RECORD.content,
        decisions=(
            DECISIONS[0],
            replace(DECISIONS[1], covers=(chin, cheek)),
            Decision(
                "waxing_warn",
                "no redness",
                decided_by="Ben",
                decided_at=AT,
                covers=(replace(cheek, by="", at=None),),
            ),
        ),
    )
    record = replace(RECORD, content=content)
    lines = recorded_findings(record, zone_catalogue())[1].lines[-3:]
    assert lines == (
        "Seen for Chin · Rina · 2 Nov 2026 14:00",
        "the same for Cheek lat. L+R: Ben · 2 Nov 2026 14:00",
        "Treated with a reason for Cheek lat. L+R: no redness · Ben · 2 Nov 2026 14:00",
    )
    page = session_html(record, Client("c", "Zoë"), "Clinic", zone_catalogue())
    assert all(line in page for line in lines)


def test_the_paper_carries_it_all_and_nothing_unescaped() -> None:
    page = session_html(RECORD, Client("c", "Zoë"), "Clinic", zone_catalogue())
    assert "told of &lt;every&gt; risk" in page
    assert "Stop: Isotretinoin ended 5 months ago" in page
    assert "Isotretinoin: on 2 Jun 2026" in page
    assert rules_line(RECORD) in page


def test_addenda_stand_on_paper_under_the_part_they_change() -> None:
    addenda = (
        Addendum("1", "It was the other cream.", "Rina", AT, "screening"),
        Addendum("2", "A word on all of it.", "Rina", AT),
    )
    page = session_html(
        replace(RECORD, addenda=addenda), Client("c", "Zoë"), "Clinic", zone_catalogue()
    )
    assert page.index(rules_line(RECORD)) < page.index("It was the other cream.")
    assert page.index("It was the other cream.") < page.index("Signed by Rina")
    assert page.index("Signed by Rina") < page.index("A word on all of it.")


def test_a_deferred_session_never_reads_as_treated() -> None:
    content = replace(
        RECORD.content, ask_again_on=date(2026, 12, 2), defer_reason="waits for the sixth month"
    )
    put_off = replace(RECORD, content=content, state=SessionState.DEFERRED)
    words = deferred_words(put_off)
    assert "nobody was treated" in words
    assert "2 Dec 2026" in words
    assert "waits for the sixth month" in words
    assert words in session_html(put_off, Client("c", "Zoë"), "Clinic", zone_catalogue())
    assert deferred_words(RECORD) == ""


def test_a_record_tells_the_figure_it_was_held_to() -> None:
    finding = Finding(
        "passes_note", "2026.1+ab", "passes", Severity.NOTE, Scope.ZONE, "chin", Side.MID,
        window="90 d; > 24 passes", detail="31",
    )  # fmt: skip
    amount = Finding(
        "numbing_amount", "2026.1", "numbing_amount", Severity.WARN, Scope.NUMBING,
        window="100-200 mg_per_cm2", detail="1:350",
    )  # fmt: skip
    record = replace(RECORD, findings=(finding, amount))
    first, second = recorded_findings(record, zone_catalogue())
    assert "window 90 days · held to: over 24 passes" in " ".join(first.lines)
    assert "held to: outside 100–200 mg per cm²" in " ".join(second.lines)
