"""Opening key slots that lie elsewhere: in a backup, or in a clinic packed into a file.

Wrong tries are not counted there: whoever holds such a file could try it anywhere.
"""

from __future__ import annotations

from pathlib import Path

from needlelog.domain.errors import (
    EmptyPassphrase,
    KeysDamaged,
    KeysMissing,
    ReadFailed,
    WrongPassphrase,
    WrongRecoveryCode,
)
from needlelog.files.data_key import DataKey
from needlelog.files.key_document import KeyDocument, decode
from needlelog.files.key_slots import RECOVERY_SLOT, passphrase_secret, person_slot, unwrap
from needlelog.files.recovery_code import RecoveryCode


def read_keys(path: Path) -> KeyDocument:
    """The key slots of a file. Raises `KeysMissing`, `KeysDamaged`, `NewerFile`, `ReadFailed`."""
    try:
        content = path.read_bytes()
    except FileNotFoundError as error:
        raise KeysMissing from error
    except OSError as error:
        raise ReadFailed(path.name, error.strerror or type(error).__name__) from error
    return decode(content, path.name)


def opened_with(document: KeyDocument, person_uid: str, secret: str | RecoveryCode) -> DataKey:
    """The data key, opened with the person's passphrase or with the recovery code.

    Raises:
        WrongPassphrase, WrongRecoveryCode, NoSuchPerson, KeysDamaged, NotEnoughMemory.
    """
    slot = document.slot_of(person_uid)
    if isinstance(secret, RecoveryCode):
        key = unwrap(document.recovery, RECOVERY_SLOT, secret.secret)
        if key is None:
            raise WrongRecoveryCode(0)
    else:
        try:
            words = passphrase_secret(secret)
        except EmptyPassphrase:
            raise WrongPassphrase(0) from None
        key = unwrap(slot.wrapped, person_slot(person_uid), words)
        if key is None:
            raise WrongPassphrase(0)
    if not document.belongs_to(key):
        raise KeysDamaged
    return key
