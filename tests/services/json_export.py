"""The whole clinic as JSON, written as the program writes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from needlelog.domain.exports.request import ExportFormat, ExportRequest
from needlelog.services.exports.run import export

if TYPE_CHECKING:
    from pathlib import Path

    from needlelog.services.clinic import Clinic
    from needlelog.services.exports.job import Progress


def export_json(clinic: Clinic, path: Path, progress: Progress | None = None) -> int:
    """Write every record; return how many rows."""
    return sum(export(clinic, ExportRequest(ExportFormat.JSON), path, progress).counts.values())
