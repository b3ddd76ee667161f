"""Findings are counted by severity; what is dealt with stays counted and does not alarm."""

from __future__ import annotations

import pytest

from needlelog.domain.screening.findings import Severity
from needlelog.ui.severity_marks import open_pills

OPEN, DEALT_WITH = True, False
STOP, CAUTION, NOTE = Severity.BLOCK, Severity.WARN, Severity.NOTE


@pytest.mark.parametrize(
    ("found", "pills"),
    [
        ([], []),
        ([(NOTE, OPEN)], []),
        ([(CAUTION, OPEN), (STOP, OPEN)], [("1 stop", "stop"), ("1 caution", "warn")]),
        ([(STOP, OPEN), (STOP, DEALT_WITH)], [("2 stops, 1 open", "stop")]),
        ([(STOP, DEALT_WITH), (STOP, DEALT_WITH)], [("2 stops, dealt with", "neutral")]),
        ([(CAUTION, DEALT_WITH)], [("1 caution, seen", "neutral")]),
    ],
)
def test_only_what_is_open_alarms(
    qapp: object, found: list[tuple[Severity, bool]], pills: list[tuple[str, str]]
) -> None:
    assert open_pills(found) == pills
