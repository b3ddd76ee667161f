"""The PIN with which a person unlocks after a lock: its check lies among the encrypted records."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from needlelog.db.stores import settings as store
from needlelog.files.key_slots import KdfCost
from needlelog.files.quick_unlock import PinCheck, pin_check
from needlelog.services.acts import Permission, acting

if TYPE_CHECKING:
    from needlelog.services.clinic import Clinic

_PREFIX = "quick_pin:"


def quick_pin(clinic: Clinic) -> PinCheck | None:
    """The check of the signed-in person's PIN; None where none was chosen."""
    with clinic.database.read() as session:
        return _check_from(store.stored_settings(session).get(_PREFIX + clinic.person.uid))


def save_quick_pin(clinic: Clinic, pin: str, cost: KdfCost | None = None) -> PinCheck:
    """Keep the signed-in person's new PIN. Raises `PinNotAllowed`."""
    check = pin_check(pin, cost) if cost else pin_check(pin)
    with acting(clinic, "save_quick_pin", Permission.ANYBODY) as act:
        store.write_setting(act.session, _PREFIX + clinic.person.uid, _to_json(check), act.at)
        act.record("PIN chosen", "practitioner", clinic.person.uid)
    return check


def remove_quick_pin(clinic: Clinic) -> None:
    """Forget the signed-in person's PIN; only the passphrase unlocks then."""
    with acting(clinic, "remove_quick_pin", Permission.ANYBODY) as act:
        store.write_setting(act.session, _PREFIX + clinic.person.uid, None, act.at)
        act.record("PIN removed", "practitioner", clinic.person.uid)


def _to_json(check: PinCheck) -> dict[str, Any]:
    cost = check.cost
    return {
        "cost": [cost.time_cost, cost.memory_kib, cost.parallelism],
        "salt": check.salt.hex(),
        "stretched": check.stretched_pin.hex(),
    }


def _check_from(stored: object) -> PinCheck | None:
    """A check that makes no sense counts as none: the passphrase is asked for."""
    if not isinstance(stored, dict):
        return None
    try:
        cost = KdfCost(*stored["cost"])
        return PinCheck(cost, bytes.fromhex(stored["salt"]), bytes.fromhex(stored["stretched"]))
    except (KeyError, TypeError, ValueError):
        return None
