"""The clinic's own depth limits; they win over the shipped figures and say who set them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from needlelog.db.stores import settings as store
from needlelog.domain.depth_advice import LimitOverride
from needlelog.domain.record_checks import checked_limit
from needlelog.services.acts import Permission, acting

if TYPE_CHECKING:
    from needlelog.services.clinic import Clinic

__all__ = ["LimitOverride", "limit_overrides", "save_limit_override"]


def limit_overrides(clinic: Clinic) -> tuple[LimitOverride, ...]:
    """The limits of the clinic that hold, by zone code."""
    with clinic.database.read() as session:
        return store.active_limits(session)


def save_limit_override(clinic: Clinic, override: LimitOverride) -> LimitOverride:
    """Set the clinic's limit for a zone, signed by the person at this instant.

    A limit of ``None`` takes it back, so that the shipped figure holds again. Former limits stay
    in the records.

    Raises:
        NotAllowed, InvalidValue (``limit_range``).
    """
    with acting(clinic, "save_limit_override", Permission.MANAGER) as act:
        held = [each for each in store.active_limits(act.session) if each.zone == override.zone]
        signed = replace(
            override,
            warn_um=checked_limit(override.warn_um),
            note=override.note.strip(),
            by=act.person.name,
            at=act.at,
        )
        uid = store.replace_limit(act.session, signed, act.person.uid, act.at)
        before = held[0] if held else None
        act.record("depth limit set", "limit_override", uid, before, signed)
    return signed
