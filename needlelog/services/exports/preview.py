"""What an export would hold, before anything is written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from needlelog.db.queries.session_count import session_count
from needlelog.domain.session_filter import SessionFilter
from needlelog.services.exports.allowed import permit

if TYPE_CHECKING:
    from needlelog.domain.exports.request import ExportRequest
    from needlelog.services.clinic import Clinic


@dataclass(frozen=True, slots=True)
class ExportPreview:
    """How many sessions would be in it, and whether identities are left out."""

    sessions: int
    pseudonymised: bool


def preview(clinic: Clinic, request: ExportRequest) -> ExportPreview:
    """Count what the person would get. Raises `NotAllowed`, `PeriodNeeded`, `ExportNotPossible`."""
    with clinic.database.read() as session:
        permitted = permit(clinic, session, request)
        wanted = permitted.request.wanted
        if request.format.everything:
            wanted = SessionFilter()
        today = clinic.clock().astimezone().date()
        return ExportPreview(session_count(session, wanted, today), permitted.request.pseudonymised)
