"""The seal of a backup's note: who cannot open the records cannot change what it tells of them."""

from __future__ import annotations

import hashlib
import hmac
from typing import TYPE_CHECKING

from needlelog.domain.backups import Seal

if TYPE_CHECKING:
    from needlelog.domain.backups import BackupNote
    from needlelog.files.data_key import DataKey

_PURPOSE = "backup note"
_NAME_LENGTH = 16


def seal_of(digest: str, key: DataKey) -> str:
    """The seal of a note with this hash: a name of the key, then an HMAC-SHA256."""
    own = key.derive(_PURPOSE)
    sealed = hmac.new(own, digest.encode(), hashlib.sha256).hexdigest()
    return f"{_name_of(own)}:{sealed}"


def seal_state(note: BackupNote, key: DataKey) -> Seal:
    """Whether a note that was read is as it was written."""
    named, _colon, _sealed = note.seal.partition(":")
    if named != _name_of(key.derive(_PURPOSE)):
        return Seal.NONE
    given = note.seal.encode(errors="replace")
    whole = hmac.compare_digest(given, seal_of(note.digest, key).encode())
    return Seal.WHOLE if whole else Seal.BROKEN


def is_sealed(note: BackupNote, key: DataKey) -> bool:
    """Whether a note counts: this clinic wrote it, and nobody changed it since."""
    return seal_state(note, key) is Seal.WHOLE


def _name_of(own: bytes) -> str:
    return hashlib.sha256(b"name" + own).hexdigest()[:_NAME_LENGTH]
