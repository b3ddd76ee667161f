"""What is asked again, what "no change" confirms, and how answers become history."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from needlelog.domain.clients import Answer, Client, HistoryItem, HistoryKind
from needlelog.domain.screening.asking import asked_rows, confirm_unchanged, unanswered
from needlelog.domain.screening.findings import ScreeningAnswer
from needlelog.domain.screening.keeping import with_answers
from needlelog.domain.screening.strengths import lidocaine_percent, percents_in
from tests.domain.screening.judging import ADULT, BOOK, draft_at, yes

NOW = datetime(2026, 3, 2, 14, 0, tzinfo=UTC)
TODAY = NOW.date()
BEFORE = date(2026, 2, 2)
"""The day of the last visit."""
DRAFT = draft_at(NOW)


def stored(code: str, answer: Answer = Answer.YES, **fields: object) -> HistoryItem:
    base = HistoryItem(f"h-{code}", BOOK.item(code).kind, code, answer, code=code, asked_on=BEFORE)
    return replace(base, **fields)  # type: ignore[arg-type]


def client_with(*items: HistoryItem) -> Client:
    return replace(ADULT, history=items)


def test_everything_is_asked_of_a_new_client() -> None:
    rows = asked_rows(BOOK, ADULT, DRAFT, TODAY)
    assert len(rows) == 12
    assert all(row.due for row in rows)
    assert len(unanswered(BOOK, ADULT, DRAFT, TODAY)) == len(BOOK.items)
    assert confirm_unchanged(BOOK, ADULT, DRAFT, NOW) == ()


def test_an_answer_of_this_session_is_not_asked_again() -> None:
    draft = replace(DRAFT, answers=(yes("metal_allergy"),))
    assert "metal_allergy" not in unanswered(BOOK, ADULT, draft, TODAY)
    client = client_with(stored("metal_allergy", Answer.NO))
    assert confirm_unchanged(BOOK, client, draft, NOW) == ()


@pytest.mark.parametrize(
    ("item", "due"),
    [
        (stored("metal_allergy"), False),
        (stored("metal_allergy", Answer.NO), False),
        (stored("metal_allergy", Answer.NO, asked_on=date(2025, 9, 3)), False),
        (stored("metal_allergy", Answer.NO, asked_on=date(2025, 9, 2)), True),
        (stored("metal_allergy", Answer.UNKNOWN), True),
        (stored("metal_allergy", asked_on=None), True),
        (stored("pregnancy", Answer.NO), True),
        (stored("pregnancy", Answer.NO, asked_on=TODAY), False),
        (stored("isotretinoin", Answer.NO), True),
    ],
)
def test_what_may_have_changed_is_asked(item: HistoryItem, due: bool) -> None:
    assert (item.code in unanswered(BOOK, client_with(item), DRAFT, TODAY)) is due


@pytest.mark.parametrize(
    ("item", "holds"),
    [
        (stored("keloid"), True),
        (stored("keloid", Answer.NO), True),
        (stored("keloid", Answer.UNKNOWN), False),
        # no sun at the last visit: none since
        (stored("sun", Answer.NO), True),
        # sun 14 days or more before the last visit: still the last time
        (stored("sun", last_exposure=BEFORE - timedelta(days=14)), True),
        # sun within the window of the last visit: may have gone on
        (stored("sun", last_exposure=BEFORE - timedelta(days=13)), False),
        (stored("sun"), False),
        (stored("retinoid", last_exposure=BEFORE - timedelta(days=5)), True),
        (stored("retinoid", last_exposure=BEFORE - timedelta(days=4)), False),
        # stopped before the last visit, or still taken then
        (stored("isotretinoin", last_exposure=BEFORE - timedelta(days=2)), True),
        (stored("isotretinoin", last_exposure=BEFORE - timedelta(days=1)), False),
        (stored("isotretinoin"), False),
        (stored("hsv"), True),
        # the skin of the last visit is not that of today
        (stored("sunburn"), False),
        (stored("sunburn", Answer.NO), True),
        (stored("pregnancy"), False),
        (stored("anticoagulant"), True),
        # to come, or over
        (stored("event", last_exposure=TODAY), True),
        (stored("event", last_exposure=TODAY - timedelta(days=1)), False),
    ],
)
def test_no_change_confirms_what_can_still_hold(item: HistoryItem, holds: bool) -> None:
    confirmed = confirm_unchanged(BOOK, client_with(item), DRAFT, NOW)
    if not holds:
        assert confirmed == ()
        return
    [answer] = confirmed
    assert (answer.item, answer.answer, answer.confirmed) == (item.code, item.answer, True)
    assert (answer.last_exposure, answer.asked_on) == (item.last_exposure, TODAY)


def test_what_cannot_be_confirmed_stays_to_be_asked() -> None:
    client = client_with(stored("sunburn"), stored("keloid", asked_on=date(2020, 1, 1)))
    draft = replace(DRAFT, answers=confirm_unchanged(BOOK, client, DRAFT, NOW))
    left = unanswered(BOOK, client, draft, TODAY)
    assert "sunburn" in left
    assert "keloid" not in left


# --- keeping --------------------------------------------------------------------------------------


def kept(client: Client, *answers: ScreeningAnswer) -> dict[str, HistoryItem]:
    after = with_answers(BOOK, client, answers, TODAY)
    return {item.code: item for item in after.history}


def test_a_new_answer_becomes_an_item_of_its_kind() -> None:
    at = NOW - timedelta(hours=20)
    item = kept(ADULT, yes("sun", last_at=at, areas=("face",), note="garden"))["sun"]
    assert (item.uid, item.kind, item.name) == ("", HistoryKind.CONDITION, "Sun or sunbed")
    assert (item.last_at, item.areas, item.note, item.asked_on) == (at, ("face",), "garden", TODAY)


def test_an_item_is_brought_up_to_date_not_doubled() -> None:
    client = client_with(stored("retinoid", last_exposure=BEFORE, note="weak one", alert=True))
    history = with_answers(BOOK, client, (yes("retinoid", TODAY),), TODAY).history
    [item] = history
    assert (item.uid, item.last_exposure, item.note, item.alert) == (
        "h-retinoid",
        TODAY,
        "weak one",
        True,
    )


def test_free_words_become_the_item_they_mean() -> None:
    words = HistoryItem("h-1", HistoryKind.ALLERGY, "Lidocaine (dentist)", note="hives")
    other = HistoryItem("h-2", HistoryKind.ALLERGY, "Prilocaine")
    yes_to_both = with_answers(
        BOOK, client_with(words, other), (yes("anaesthetic_allergy"),), TODAY
    ).history
    assert [(item.name, item.code) for item in yes_to_both] == [
        ("Lidocaine (dentist)", "anaesthetic_allergy"),
        ("Prilocaine", ""),
    ]
    no = ScreeningAnswer("anaesthetic_allergy", Answer.NO)
    denied = with_answers(BOOK, client_with(words, other), (no,), TODAY).history
    assert [item.answer for item in denied] == [Answer.NO, Answer.NO]


def test_words_that_mean_two_items_are_left_alone() -> None:
    words = HistoryItem("h-1", HistoryKind.CONDITION, "Uncontrolled diabetes")
    history = with_answers(BOOK, client_with(words), (yes("diabetes"),), TODAY).history
    assert [(item.name, item.code) for item in history] == [
        ("Uncontrolled diabetes", ""),
        ("Diabetes", "diabetes"),
    ]


def test_not_known_and_older_answers_change_nothing() -> None:
    client = client_with(stored("keloid", asked_on=TODAY))
    unknown = ScreeningAnswer("keloid", Answer.UNKNOWN)
    assert with_answers(BOOK, client, (unknown,), TODAY) == client
    late_entry = ScreeningAnswer("keloid", Answer.NO, asked_on=TODAY - timedelta(days=1))
    assert with_answers(BOOK, client, (late_entry,), TODAY) == client
    assert with_answers(BOOK, client, (yes("of a later version"),), TODAY) == client


# --- strengths ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("agent", "strength", "percent"),
    [
        ("Lidocaine", "4 %", 4),
        ("lidocaine", "4,5%", 4.5),
        ("Lidocaine 4–5 %", "", 5),
        ("Lidocaine 23 % + tetracaine 7 %", "23/7 %", 23),
        ("tetracaine + lidocaine", "7 % + 23 %", 23),
        ("EMLA", "2.5 % + 2.5 %", 2.5),
        ("BLT", "20 / 6–8 / 4 %", 8),
        ("benzocaine", "20 %", None),
        ("Numbing cream", "5 %", 5),
        ("Lidocaine", "", None),
        ("", "", None),
    ],
)
def test_the_strength_of_the_lidocaine(agent: str, strength: str, percent: float | None) -> None:
    assert lidocaine_percent(agent, strength) == percent


def test_strengths_in_their_order() -> None:
    assert percents_in("20 / 6–8 / 4 %") == (20, 8, 4)
    assert percents_in("none") == ()
