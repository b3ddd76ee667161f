"""Who may take what along. Asked by every export, whatever the window offers."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from needlelog.db.stores.settings import stored_settings
from needlelog.domain.clinic_settings import settings_from
from needlelog.domain.exports.request import (
    ExportFormat,
    ExportNotPossible,
    ExportRequest,
    PeriodNeeded,
)
from needlelog.domain.people import Role
from needlelog.domain.record_errors import NotAllowed

if TYPE_CHECKING:
    from needlelog.db.stores.rows import Transaction
    from needlelog.services.clinic import Clinic

ACT = "export"


@dataclass(frozen=True, slots=True)
class Permit:
    """What may be exported; ``whole`` says every record of the clinic."""

    request: ExportRequest
    whole: bool


def permit(clinic: Clinic, session: Transaction, request: ExportRequest) -> Permit:
    """Narrow a request to what the person may have.

    A manager takes everything; a practitioner her own sessions and their clients; an inspector a
    period, without identities unless the clinic's settings allow them.

    Raises:
        NotAllowed: the whole clinic, or somebody else's sessions, were asked for.
        PeriodNeeded: an inspector gave no period.
        ExportNotPossible: the format cannot do what was asked.
    """
    person = clinic.person
    if not person.active:
        raise NotAllowed(ACT)
    if request.format is ExportFormat.JSON and request.pseudonymised:
        raise ExportNotPossible(
            "json_pseudonymised",
            "JSON is every record exactly as it is kept, so it cannot be pseudonymised. "
            "Please choose another format.",
        )
    if person.role is Role.MANAGER:
        whole = request.format.everything or not request.wanted.set_fields()
        return Permit(request, whole)
    if request.format.everything:
        raise NotAllowed(ACT)
    if person.role is Role.PRACTITIONER:
        if request.wanted.practitioner_uid not in (None, person.uid):
            raise NotAllowed(ACT)
        wanted = replace(request.wanted, practitioner_uid=person.uid)
        return Permit(replace(request, wanted=wanted), whole=False)
    first, last = request.wanted.days(clinic.clock().astimezone().date())
    if first is None or (last is None and request.wanted.period is None):
        raise PeriodNeeded
    identities = settings_from(stored_settings(session)).inspector_identities
    if not identities:
        request = replace(request, pseudonymised=True)
    return Permit(request, whole=False)
