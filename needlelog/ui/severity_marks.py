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
