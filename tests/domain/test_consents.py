"""Consent texts, states on their boundary days, and the hash of what was signed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from needlelog.domain.clients import Consent, ConsentKind, ConsentStatus
from needlelog.domain.consents import (
    ConsentPaper,
    ConsentState,
    ConsentTemplate,
    checked_template,
    consent_state,
    document_hash,
    filled,
    months_later,
    newest_decision,
    next_version,
    parse_template,
    same_version,
)
from needlelog.domain.errors import InvalidValue

TREATMENT = ConsentKind.TREATMENT
GIVEN, REFUSED, WITHDRAWN = ConsentStatus.GIVEN, ConsentStatus.REFUSED, ConsentStatus.WITHDRAWN
DAY = date(2026, 3, 1)
SIGNED = Consent(
    "c1",
    TREATMENT,
    "2",
    GIVEN,
    DAY,
    expires_on=date(2027, 3, 1),
    language="en",
    title="Consent",
    shown_text="I agree.\n",
    client_name="Ana",
    clinic_name="Skin clinic",
    practitioner="Rina",
    signer_name="Ana",
    strokes=(((1, 2, 0), (3, 4, 15)),),
    signed_at=datetime(2026, 3, 1, 9, 30, tzinfo=UTC),
    document_hash="x",
)
TEXT = ConsentTemplate(TREATMENT, "2", "en", "Consent", "I, {client}, agree.\n")


def state(*consents: Consent, on: date = DAY, **newest: Any) -> ConsentState:
    return consent_state(consents, TREATMENT, on, **newest)


def test_nothing_or_another_kind_is_missing() -> None:
    assert state() is ConsentState.MISSING
    assert state(replace(SIGNED, kind=ConsentKind.PHOTO)) is ConsentState.MISSING


def test_a_later_decision_does_not_count_before_its_day() -> None:
    assert state(SIGNED, on=DAY - timedelta(days=1)) is ConsentState.MISSING
    assert state(SIGNED, on=DAY) is ConsentState.VALID


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2027, 3, 1), ConsentState.VALID),
        (date(2027, 3, 2), ConsentState.EXPIRED),
    ],
)
def test_it_holds_on_the_day_it_expires_on(on: date, expected: ConsentState) -> None:
    assert state(SIGNED, on=on) is expected


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2026, 5, 4), ConsentState.VALID),
        (date(2026, 5, 5), ConsentState.WITHDRAWN),
        (date(2026, 5, 6), ConsentState.WITHDRAWN),
    ],
)
def test_a_withdrawal_holds_from_its_day(on: date, expected: ConsentState) -> None:
    taken_back = replace(SIGNED, status=WITHDRAWN, withdrawn_on=date(2026, 5, 5))
    assert state(taken_back, on=on) is expected


def test_the_last_decision_counts() -> None:
    refused = replace(SIGNED, uid="c2", status=REFUSED)
    assert state(SIGNED, refused) is ConsentState.REFUSED
    assert state(refused, SIGNED) is ConsentState.VALID
    later = replace(SIGNED, uid="c3", decided_on=DAY + timedelta(days=1))
    assert newest_decision((later, refused), TREATMENT, later.decided_on) == later


def test_a_signed_text_is_outdated_by_a_new_version() -> None:
    assert state(SIGNED, newest_template_version="2") is ConsentState.VALID
    assert state(SIGNED, newest_template_version="3") is ConsentState.OUTDATED
    assert state(SIGNED, newest_template_version=None) is ConsentState.VALID


@pytest.mark.parametrize(
    ("version", "since", "expected"),
    [
        ("v3", None, ConsentState.VALID),
        ("v3", DAY, ConsentState.VALID),
        ("v3", DAY + timedelta(days=1), ConsentState.OUTDATED),
        ("v 4", DAY + timedelta(days=1), ConsentState.VALID),
    ],
)
def test_one_on_paper_is_outdated_only_by_a_text_that_came_after_it(
    version: str, since: date | None, expected: ConsentState
) -> None:
    paper = Consent("p", TREATMENT, version, GIVEN, DAY)
    assert state(paper, newest_template_version="4", newest_since=since) is expected


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2026, 12, 15), 12, date(2027, 12, 15)),
    ],
)
def test_months_later_ends_with_the_month(day: date, months: int, expected: date) -> None:
    assert months_later(day, months) == expected


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.integers(0, 120))
def test_months_later_lies_in_that_month(day: date, months: int) -> None:
    later = months_later(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day <= day.day


@pytest.mark.parametrize(
    ("one", "other"), [("v3", "3"), ("Version 3", "V 3"), ("2026.1", "2026.1")]
)
def test_labels_of_the_same_version(one: str, other: str) -> None:
    assert same_version(one, other)


def test_the_next_version_is_one_higher() -> None:
    assert next_version([]) == "1"
    assert next_version(["1", "v12", "3"]) == "13"


def test_names_are_filled_in_as_they_are_written() -> None:
    text = filled("{client} at {clinic}", {"client": "A*b_c [x]", "clinic": "<b>Q"}, guardian=False)
    assert text == "A\\*b\\_c \\[x\\] at \\<b\\>Q\n"


def test_the_guardians_part_comes_and_goes() -> None:
    body = "One.\n\n{guardian}\nFor {client}.\n{/guardian}\n\nTwo.\n"
    assert filled(body, {"client": "Ana"}, guardian=False) == "One.\n\n\nTwo.\n"
    assert filled(body, {"client": "Ana"}, guardian=True) == "One.\n\nFor Ana.\n\nTwo.\n"


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"body": "  \n"}, "consent_text"),
        ({"body": "I, {clent}, agree."}, "consent_placeholder"),
        ({"body": "{guardian}\nnever closed"}, "consent_guardian"),
        ({"body": "x" * 20_001}, "consent_text_long"),
        ({"title": " "}, "consent_title"),
        ({"version": ""}, "consent_version"),
    ],
)
def test_a_text_that_cannot_be_shown_is_refused(change: dict[str, str], reason: str) -> None:
    with pytest.raises(InvalidValue) as refused:
        checked_template(replace(TEXT, **change))  # type: ignore[arg-type]
    assert refused.value.reason == reason


def test_a_shipped_text_needs_its_facts() -> None:
    parsed = parse_template(
        '+++\nkind = "photo"\nversion = "1"\nlanguage = "en"\ntitle = "T"\n+++\n\nBody {client}\n'
    )
    assert (parsed.kind, parsed.body, parsed.proposed) == (
        ConsentKind.PHOTO,
        "Body {client}\n",
        True,
    )
    with pytest.raises(ValueError, match="between two lines"):
        parse_template("Body")


@pytest.mark.parametrize(
    ("born", "minor"),
    [(date(2008, 3, 1), False), (date(2008, 3, 2), True), (None, False)],
)
def test_who_is_a_minor(born: date | None, minor: bool) -> None:
    paper = ConsentPaper(TEXT, "u", "Ana", "Clinic", "Rina", DAY, "1 Mar 2026", born)
    assert paper.is_minor is minor


CHANGES: dict[str, Any] = {
    "uid": "c9",
    "kind": ConsentKind.PHOTO,
    "version": "3",
    "status": REFUSED,
    "decided_on": date(2026, 3, 2),
    "note": "n",
    "expires_on": None,
    "language": "es",
    "title": "Other",
    "shown_text": "I agree!\n",
    "client_name": "Ann",
    "clinic_name": "Clinic",
    "practitioner": "Ria",
    "signer_name": "Ann",
    "guardian_name": "Bo",
    "witness_name": "Cy",
    "strokes": (((1, 2, 0), (3, 4, 16)),),
    "signed_at": datetime(2026, 3, 1, 9, 30, 0, 1, tzinfo=UTC),
}


@pytest.mark.parametrize("field", CHANGES)
def test_the_hash_stands_for_every_word_and_stroke(field: str) -> None:
    changed = replace(SIGNED, **{field: CHANGES[field]})
    assert document_hash(changed, "u") != document_hash(SIGNED, "u")


def test_the_hash_names_the_client_and_the_place_in_time() -> None:
    assert document_hash(SIGNED, "v") != document_hash(SIGNED, "u")
    assert SIGNED.signed_at is not None
    there = SIGNED.signed_at.astimezone(timezone(timedelta(hours=2)))
    assert document_hash(replace(SIGNED, signed_at=there), "u") != document_hash(SIGNED, "u")


def test_a_withdrawal_does_not_change_the_hash() -> None:
    taken_back = replace(
        SIGNED, status=WITHDRAWN, withdrawn_on=DAY, withdrawn_note="by phone", withdrawn_by="Rina"
    )
    assert document_hash(taken_back, "u") == document_hash(SIGNED, "u")


def test_the_hash_is_the_same_on_every_machine() -> None:
    expected = "51e1929ddeedf1b816455f328c2342424a9e17811aa86740fb10e7339d93c9a0"
    assert document_hash(SIGNED, "u") == expected
