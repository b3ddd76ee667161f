"""A day of a client's history in words, whether it is over or still to come."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from needlelog.domain.clients import Answer, HistoryItem, HistoryKind
from needlelog.ui.client_words import history_words
from needlelog.ui.formats import days_ago

TODAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (-6, "in 6 days"),
        (-1, "in 1 day"),
        (0, "today"),
        (1, "yesterday"),
        (2, "last 2 days ago"),
        (280, "last 9 months ago"),
    ],
)
def test_the_last_time_or_the_next(days: int, words: str) -> None:
    item = HistoryItem(
        "i",
        HistoryKind.CONDITION,
        "Event",
        Answer.YES,
        last_exposure=TODAY - timedelta(days=days),
    )
    assert history_words(item, TODAY) == words


def test_no_count_is_left_unsaid() -> None:
    for days in range(-400, 400, 7):
        assert "%n" not in days_ago(TODAY - timedelta(days=days), TODAY)
