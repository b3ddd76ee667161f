"""Exporting: one act for every format."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from needlelog.domain.exports.request import ExportFormat, ExportRequest, ExportResult
from needlelog.services.exports.job import Job, Progress, begun

if TYPE_CHECKING:
    from pathlib import Path

    from needlelog.services.clinic import Clinic

Paper = Callable[[Job, "Path"], str]
"""Draws the report as PDF; the floor above knows how. Returns the hash of the file."""


def export(
    clinic: Clinic,
    request: ExportRequest,
    path: Path,
    progress: Progress | None = None,
    paper: Paper | None = None,
) -> ExportResult:
    """Write what is asked for to ``path``, not encrypted, and leave an entry in the trail.

    ``path`` is a file, for CSV without the ending ``.zip`` a new folder. What stood there is
    replaced as a whole, at the end. ``progress`` gets how far it is, of how much.

    Raises:
        NotAllowed, PeriodNeeded: the person may not have it.
        ExportNotPossible: the format cannot do what was asked.
        DiskFull, WriteRefused, WriteFailed: it could not be written; nothing is left.
    """
    with begun(clinic, request, progress) as job:
        digest = _writer(request.format, paper)(job, path)
    job.tell(1, 1)
    return ExportResult(dict(job.counts), digest, job.names is not None)


def _writer(kind: ExportFormat, paper: Paper | None) -> Paper:
    if kind is ExportFormat.CSV:
        from needlelog.services.exports.csv_files import write_csv

        return write_csv
    if kind is ExportFormat.XLSX:
        from needlelog.services.exports.xlsx_file import write_xlsx

        return write_xlsx
    if kind is ExportFormat.FHIR:
        from needlelog.services.exports.fhir.bundle import write_fhir

        return write_fhir
    if kind is ExportFormat.JSON:
        from needlelog.services.export_json import write_json_file

        return write_json_file
    if kind is ExportFormat.CLINIC:
        from needlelog.services.exports.whole_clinic import write_clinic

        return write_clinic
    if paper is None:
        raise ValueError("the report needs somebody who draws it")
    return paper
