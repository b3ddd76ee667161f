"""The formats of an export in words: what each is good for, and how its file is called."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QCoreApplication

from needlelog.domain.exports.request import ExportFormat, ExportResult
from needlelog.services.exports.manifest import BESIDE

translate = QCoreApplication.translate


def format_name(kind: ExportFormat) -> str:
    """A format as a choice."""
    return {
        ExportFormat.CSV: translate("Export", "CSV tables in a ZIP file"),
        ExportFormat.XLSX: translate("Export", "Excel file"),
        ExportFormat.PDF: translate("Export", "PDF report"),
        ExportFormat.FHIR: translate("Export", "FHIR R4 bundle"),
        ExportFormat.JSON: translate("Export", "JSON, every record exactly"),
        ExportFormat.CLINIC: translate("Export", "Whole clinic in one ZIP file"),
    }[kind]


def format_hint(kind: ExportFormat) -> str:
    """What a format is good for."""
    return {
        ExportFormat.CSV: translate(
            "Export", "For spreadsheets and statistics: one row a treated zone, and 15 tables more."
        ),
        ExportFormat.XLSX: translate(
            "Export", "The same tables as sheets of one file, days and numbers as such."
        ),
        ExportFormat.PDF: translate(
            "Export", "For inspectors: cover, how complete the records are, and every record."
        ),
        ExportFormat.FHIR: translate("Export", "For other medical programs."),
        ExportFormat.JSON: translate(
            "Export", "For another NeedleLog: a clinic can be made of it again. Without pictures."
        ),
        ExportFormat.CLINIC: translate(
            "Export", "Everything at once: JSON, tables, what columns mean, and photos if you like."
        ),
    }[kind]


def file_kinds(kind: ExportFormat) -> str:
    """The filter of the file dialog."""
    return {
        ".zip": translate("Export", "ZIP file (*.zip)"),
        ".xlsx": translate("Export", "Excel file (*.xlsx)"),
        ".json": translate("Export", "JSON file (*.json)"),
        ".pdf": translate("Export", "PDF file (*.pdf)"),
    }[kind.suffix]


def file_name(kind: ExportFormat, today: date) -> str:
    """A name for the file that names nobody."""
    return f"needlelog-{kind.value}-{today.isoformat()}{kind.suffix}"


def result_sentence(kind: ExportFormat, name: str, result: ExportResult) -> str:
    """What was written, and that it has to be kept safe."""
    done = translate("Export", "%n session(s) written to {file}.", "", result.sessions).format(
        file=name
    )
    if kind in (ExportFormat.XLSX, ExportFormat.FHIR, ExportFormat.PDF):
        done += " " + translate(
            "Export", "{manifest} beside it proves it: keep both together."
        ).format(manifest=name + BESIDE)
    return f"{done} {translate('Export', 'It is not encrypted: keep it safe.')}"
