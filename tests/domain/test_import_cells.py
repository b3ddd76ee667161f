"""Days in an old log: what is read, and what nobody can have meant."""

from __future__ import annotations

from datetime import date

import pytest

from needlelog.domain.errors import InvalidValue
from needlelog.domain.imports.cells import parse_day


@pytest.mark.parametrize(
    ("text", "day_first"),
    [("05.03.2026", True), ("2026-03-05", True), ("3/5/26", False), (" 5-3-2026 14:20 ", True)],
)
def test_a_day_is_read(text: str, day_first: bool) -> None:
    assert parse_day(text, day_first=day_first) == date(2026, 3, 5)


@pytest.mark.parametrize("text", ["31.02.2026", "05.03.0206", "0001-01-01", "spring", ""])
def test_a_day_that_cannot_be_is_refused(text: str) -> None:
    with pytest.raises(InvalidValue) as refused:
        parse_day(text)
    assert refused.value.reason == "date"
    assert refused.value.details["text"] == text
