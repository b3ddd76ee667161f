"""How old a backup is, in words."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtWidgets import QApplication

from needlelog.ui.backups.words import age_words

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("age", "words"),
    [
        (timedelta(seconds=59), "just now"),
        (timedelta(minutes=1), "1 min ago"),
        (timedelta(minutes=59), "59 min ago"),
        (timedelta(hours=2), "2 h ago"),
        (timedelta(hours=47), "47 h ago"),
        (timedelta(days=-400), "27 Dec 2027"),
    ],
)
def test_ages(qapp: QApplication, age: timedelta, words: str) -> None:
    assert age_words(NOW - age, NOW).startswith(words)


def test_days(qapp: QApplication) -> None:
    assert "3" in age_words(NOW - timedelta(days=3), NOW)
