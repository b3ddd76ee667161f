"""What the window must know to lock and unlock for the person signed in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from needlelog.files.quick_unlock import PinCheck
    from needlelog.services.clinic import Clinic


@dataclass(frozen=True, slots=True)
class LockSettings:
    """Whose they are, the minutes without a touch, and the PIN where the clinic allows it."""

    person_uid: str
    idle_minutes: int
    pin: PinCheck | None


def read_lock_settings(clinic: Clinic) -> LockSettings:
    """Read them; on the worker."""
    from needlelog.services.quick_pin import quick_pin
    from needlelog.services.settings import settings

    chosen = settings(clinic)
    pin = quick_pin(clinic) if chosen.pin_unlock else None
    return LockSettings(clinic.person.uid, chosen.idle_minutes, pin)
