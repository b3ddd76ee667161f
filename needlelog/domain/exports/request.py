"""What somebody asks to be exported, and what comes back."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from needlelog.domain.errors import KnownError
from needlelog.domain.session_filter import SessionFilter


class ExportFormat(StrEnum):
    """How an export is written. JSON and CLINIC are everything, the others what a filter means."""

    CSV = "csv"
    XLSX = "xlsx"
    JSON = "json"
    FHIR = "fhir"
    PDF = "pdf"
    CLINIC = "clinic"

    @property
    def everything(self) -> bool:
        """Whether it is always the whole clinic, whatever the filter."""
        return self in (ExportFormat.JSON, ExportFormat.CLINIC)

    @property
    def suffix(self) -> str:
        """How the name of its file ends, with the dot."""
        return _SUFFIXES[self]


_SUFFIXES = {
    ExportFormat.CSV: ".zip",
    ExportFormat.XLSX: ".xlsx",
    ExportFormat.JSON: ".json",
    ExportFormat.FHIR: ".json",
    ExportFormat.PDF: ".pdf",
    ExportFormat.CLINIC: ".zip",
}

EVERY_SESSION = SessionFilter()


@dataclass(frozen=True, slots=True)
class ExportRequest:
    """What is asked for.

    ``words`` says the filter for people. ``exact`` leaves out the apostrophe that keeps a
    spreadsheet from taking a text for a formula. ``photos`` adds the pictures themselves,
    decrypted, where the format can carry them.
    """

    format: ExportFormat
    wanted: SessionFilter = field(default=EVERY_SESSION)
    words: str = ""
    pseudonymised: bool = False
    exact: bool = False
    photos: bool = False

    @property
    def first(self) -> date | None:
        """The first day asked for."""
        return self.wanted.first

    @property
    def last(self) -> date | None:
        """The last day asked for."""
        return self.wanted.last


@dataclass(frozen=True, slots=True)
class ExportResult:
    """A finished export: rows or resources by their kind, and the hash of the file.

    ``sha256`` is the hash of the file, for a folder that of its manifest. ``pseudonymised`` is
    what was done, also where nobody asked for it.
    """

    counts: dict[str, int]
    sha256: str
    pseudonymised: bool

    @property
    def sessions(self) -> int:
        """How many sessions are in it."""
        return self.counts.get("sessions", self.counts.get("session", 0))


class PeriodNeeded(KnownError):
    """An inspector asked for records without saying from which day to which."""

    code = "period-needed"

    def __init__(self) -> None:
        super().__init__("An inspector exports a period: please give its first and last day.")


class ExportNotPossible(KnownError):
    """What was asked for cannot be done; `reason` is a stable word for why."""

    code = "export-not-possible"

    def __init__(self, reason: str, sentence: str) -> None:
        super().__init__(sentence, reason=reason)
        self.reason = reason


class NotAnExport(KnownError):
    """A file that was to be checked or restored is no export of NeedleLog."""

    code = "not-an-export"

    def __init__(self, file: str, reason: str) -> None:
        super().__init__(
            f"{file} is no export of NeedleLog that can be read: {reason}.",
            file=file,
            reason=reason,
        )
