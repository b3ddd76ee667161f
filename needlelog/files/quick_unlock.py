"""Opening again after an idle lock with a short PIN, held in this process only."""

from __future__ import annotations

import hmac
import secrets
import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Never

from needlelog.domain.errors import PinForgotten, PinNotAllowed, WrongPin
from needlelog.files.key_slots import SALT_BYTES, STANDARD_COST, KdfCost, stretch

if TYPE_CHECKING:
    from needlelog.files.data_key import DataKey

TRIES = 5
_SHORTEST, _LONGEST = 4, 8


@dataclass(frozen=True, slots=True)
class PinCheck:
    """What tells whether a typed PIN is the right one; it may be kept among the encrypted records.

    It opens nothing by itself: the data key is held by `QuickUnlock`, in a running program only.
    """

    cost: KdfCost
    salt: bytes = field(repr=False)
    stretched_pin: bytes = field(repr=False)

    def fits(self, pin: str) -> bool:
        """Whether this is the PIN; takes as long as one Argon2id run."""
        digits = _digits(pin)
        return digits is not None and hmac.compare_digest(
            stretch(digits, self.salt, self.cost), self.stretched_pin
        )


def pin_check(pin: str, cost: KdfCost = STANDARD_COST) -> PinCheck:
    """The check of a newly chosen PIN. Raises `PinNotAllowed`."""
    digits = _digits(pin)
    if digits is None:
        raise PinNotAllowed
    salt = secrets.token_bytes(SALT_BYTES)
    return PinCheck(cost, salt, stretch(digits, salt, cost))


@dataclass(frozen=True, slots=True)
class _Held:
    person_uid: str
    check: PinCheck
    data_key: DataKey


class QuickUnlock:
    """One person's PIN and the data key it gives back. Five wrong tries and both are gone.

    The data key is never written: after a restart the passphrase is asked for.
    """

    def __init__(self) -> None:
        self._held: _Held | None = None
        self._tries_left = 0

    @property
    def person_uid(self) -> str | None:
        """Whose PIN is held; None when only a passphrase opens."""
        return self._held.person_uid if self._held else None

    @property
    def tries_left(self) -> int:
        """Wrong tries before the PIN is forgotten; 0 when none is held."""
        return self._tries_left

    def hold(self, person_uid: str, check: PinCheck, data_key: DataKey) -> None:
        """Hold the check of a PIN chosen earlier; five tries are open again."""
        self._held = _Held(person_uid, check, data_key)
        self._tries_left = TRIES

    def open(self, pin: str) -> DataKey:
        """The data key. Raises `WrongPin`, or `PinForgotten` when the passphrase is needed."""
        held = self._held
        if held is None:
            raise PinForgotten
        if held.check.fits(pin):
            self._tries_left = TRIES
            return held.data_key
        self._tries_left -= 1
        if self._tries_left <= 0:
            self.forget()
            raise PinForgotten
        raise WrongPin(self._tries_left)

    def forget(self) -> None:
        """Hold nothing any more (close, switch of person, setting switched off)."""
        self._held = None
        self._tries_left = 0

    def __repr__(self) -> str:
        return f"QuickUnlock(tries_left={self._tries_left})"

    def __reduce__(self) -> Never:
        raise TypeError("a quick unlock is never written anywhere")


def _digits(pin: str) -> bytes | None:
    """The PIN in ASCII digits, whichever digits the keyboard has; None if it is no PIN."""
    try:
        plain = "".join(str(unicodedata.decimal(character)) for character in pin)
    except ValueError:
        return None
    return plain.encode() if _SHORTEST <= len(plain) <= _LONGEST else None
