"""What speaks against the depths of a draft, with the limits as the clinic has them now."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from needlelog.db.queries.stock import device as device_of
from needlelog.db.stores.settings import active_limits
from needlelog.domain.screening.from_depth import recorded_depths
from needlelog.files.reference_data import zone_catalogue

if TYPE_CHECKING:
    from needlelog.db.session_store import Screened
    from needlelog.db.stores.rows import Transaction
    from needlelog.domain.people import Practitioner
    from needlelog.domain.sessions import SessionDraft


def with_depths(
    session: Transaction, draft: SessionDraft, person: Practitioner, found: Screened
) -> Screened:
    """The findings with those about depths, so that the record says what was known of them.

    Raises:
        NoSuchRecord: the draft names a device that is not in this clinic.
    """
    used = draft.device.device_uid if draft.device else None
    depths = recorded_depths(
        draft,
        zone_catalogue(),
        device_of(session, used) if used else None,
        person.depth_ceiling_um,
        active_limits(session),
        found.rules_version,
    )
    return replace(found, findings=(*found.findings, *depths))
