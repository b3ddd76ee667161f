"""The printed recovery code: eight groups of four characters, made to be copied by hand.

31 random characters of Crockford's base 32 (155 bits) and one check character. The check is a
weighted sum over GF(32): it notices every single wrong character and every swap of two
neighbours, so a slip of the pen is told apart from a code that belongs to another clinic.
"""

from __future__ import annotations

import secrets
import string
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field

from needlelog.domain.errors import RecoveryCodeMistyped

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
GROUPS = 8
GROUP_LENGTH = 4
LENGTH = GROUPS * GROUP_LENGTH

# Only ASCII letters are raised: str.upper() would turn ß into two characters.
_CAPITALS = str.maketrans(string.ascii_lowercase, string.ascii_uppercase)
_LOOKALIKES = str.maketrans("OIL", "011")
_PRIMITIVE = 0b100101  # x^5 + x^2 + 1 generates all 31 non-zero elements of GF(32)


@dataclass(frozen=True, slots=True)
class RecoveryCode:
    """A well-formed recovery code. It is shown once and never stored readable."""

    characters: str = field(repr=False)

    def __post_init__(self) -> None:
        if len(self.characters) != LENGTH or not set(self.characters) <= set(ALPHABET):
            raise ValueError("a recovery code has 32 characters of its alphabet")
        if _weighted_sum(self.characters) != 0:
            raise ValueError("the check character does not fit")

    @property
    def groups(self) -> tuple[str, ...]:
        """The eight groups, as they are printed and typed back."""
        return tuple(
            self.characters[start : start + GROUP_LENGTH]
            for start in range(0, LENGTH, GROUP_LENGTH)
        )

    @property
    def text(self) -> str:
        """The code for paper and screen: groups joined by dashes."""
        return "-".join(self.groups)

    @property
    def secret(self) -> bytes:
        """The bytes that open the recovery slot."""
        return self.characters.encode("ascii")

    def group_matches(self, index: int, typed: str) -> bool:
        """Whether `typed` is group `index` (from 0), read as tolerantly as a whole code."""
        return secrets.compare_digest(_plain(typed).encode(), self.groups[index].encode())


def new_recovery_code() -> RecoveryCode:
    """A fresh code from the system's random source."""
    body = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH - 1))
    # The last weight is one, so the check character is the sum of the rest.
    return RecoveryCode(body + ALPHABET[_weighted_sum(body + ALPHABET[0])])


def parse_recovery_code(typed: str) -> RecoveryCode:
    """Read a typed code: small letters, spaces and dashes do not matter, O is 0, I and L are 1.

    Raises `RecoveryCodeMistyped` with what is wrong and where.
    """
    plain = _plain(typed)
    for position, character in enumerate(plain, start=1):
        if character not in ALPHABET:
            group = (position - 1) // GROUP_LENGTH + 1
            raise RecoveryCodeMistyped(
                f"A recovery code has only letters and digits, and never a U; "
                f"please look at group {group}.",
                "character",
                position=position,
                group=group,
            )
    if len(plain) != LENGTH:
        raise RecoveryCodeMistyped(
            f"A recovery code has {LENGTH} characters, these are {len(plain)}.",
            "length",
            expected=LENGTH,
            found=len(plain),
        )
    if _weighted_sum(plain) != 0:
        raise RecoveryCodeMistyped(
            "There is a slip in this recovery code: one character is wrong or two are swapped.",
            "check",
        )
    return RecoveryCode(plain)


def groups_to_type_back(choose: Callable[[int], int] = secrets.randbelow) -> tuple[int, int]:
    """Two different groups (from 0, in order) that show the code was written down.

    `choose(n)` answers a number below n.
    """
    first = choose(GROUPS)
    second = (first + 1 + choose(GROUPS - 1)) % GROUPS
    return min(first, second), max(first, second)


def _plain(typed: str) -> str:
    capitals = unicodedata.normalize("NFKC", typed).translate(_CAPITALS)
    # Cc, Cf: line ends and invisible marks that come along when a code is pasted.
    kept = (
        character
        for character in capitals
        if not character.isspace() and unicodedata.category(character) not in {"Pd", "Cc", "Cf"}
    )
    return "".join(kept).translate(_LOOKALIKES)


def _weighted_sum(characters: str) -> int:
    """Sum of a^(n-1-i) * c_i in GF(32), a being the generator (Horner's rule)."""
    total = 0
    for character in characters:
        total <<= 1
        if total & 0b100000:
            total ^= _PRIMITIVE
        total ^= ALPHABET.index(character)
    return total
