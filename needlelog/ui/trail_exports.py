"""What the trail says of an export: as what, which records, how many, and with what left out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from PySide6.QtCore import QCoreApplication

from needlelog.domain.exports.request import ExportFormat
from needlelog.ui.export.export_words import format_name

translate = QCoreApplication.translate
_FORMATS = frozenset(ExportFormat)


def export_lines(after: Mapping[str, Any]) -> Iterator[str]:
    """The format, the words of the filter, how many sessions, and whether names were left out."""
    written_as = str(after.get("format", ""))
    yield format_name(ExportFormat(written_as)) if written_as in _FORMATS else written_as
    if after.get("whole"):
        yield translate("TrailWords", "the whole clinic")
    elif words := str(after.get("filter") or ""):
        yield words
    counts = after.get("counts")
    if isinstance(counts, Mapping) and isinstance(sessions := counts.get("sessions"), int):
        yield translate("TrailWords", "%n session(s)", "", sessions)
    if after.get("pseudonymised"):
        yield translate("TrailWords", "without names")
