"""How grave findings look: tone, sign and count, the same on every screen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication

from needlelog.domain.screening.findings import Severity

TONES = {Severity.BLOCK: "stop", Severity.WARN: "warn", Severity.NOTE: "neutral"}
"""The tone of a pill, a card or a button."""
SIGNS = {
    Severity.BLOCK: "close-thick",
    Severity.WARN: "alert",
    Severity.NOTE: "information-outline",
}
"""The icon beside the words."""
INKS = {Severity.BLOCK: "stop", Severity.WARN: "warn", Severity.NOTE: "quiet"}
"""The named colour of the icon."""


def count_pills(severities: Iterable[Severity]) -> list[tuple[str, str]]:
    """How many findings stop, warn and note, as (words, tone); gravest first."""
    counts = Counter(severities)
    return [
        (severity_count(severity, counts[severity]), TONES[severity])
        for severity in Severity
        if counts[severity]
    ]


def open_pills(found: Iterable[tuple[Severity, bool]]) -> list[tuple[str, str]]:
    """The same while it is decided: each severity with whether it is open still.

    What is dealt with stays counted but does not alarm any more.
    """
    everything = list(found)
    counts = Counter(severity for severity, _is_open in everything)
    still = Counter(severity for severity, is_open in everything if is_open)
    return [
        _open_pill(severity, counts[severity], still[severity])
        for severity in (Severity.BLOCK, Severity.WARN)
        if counts[severity]
    ]


def _open_pill(severity: Severity, count: int, still: int) -> tuple[str, str]:
    translate, words = QCoreApplication.translate, severity_count(severity, count)
    if still == count:
        return words, TONES[severity]
    if still:
        part = translate("SeverityMarks", "{findings}, {open} open")
        return part.format(findings=words, open=still), TONES[severity]
    if severity is Severity.BLOCK:
        return translate("SeverityMarks", "{findings}, dealt with").format(
            findings=words
        ), "neutral"
    return translate("SeverityMarks", "{findings}, seen").format(findings=words), "neutral"


def severity_count(severity: Severity, count: int) -> str:
    """A number of findings of one severity: ``4 stops``."""
    return {
        Severity.BLOCK: QCoreApplication.translate("SeverityMarks", "%n stop(s)", "", count),
        Severity.WARN: QCoreApplication.translate("SeverityMarks", "%n caution(s)", "", count),
        Severity.NOTE: QCoreApplication.translate("SeverityMarks", "%n note(s)", "", count),
    }[severity]


def worst(severities: Iterable[Severity]) -> Severity | None:
    """The gravest of several, ``None`` for none."""
    order = list(Severity)
    return min(severities, key=order.index, default=None)
