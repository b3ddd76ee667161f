"""A clinic packed into one file: what the file says of itself, and why one is refused."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from needlelog.domain.errors import KnownError

PACKED_SUFFIX = ".needlelog"
"""How the name of a packed clinic ends."""


@dataclass(frozen=True, slots=True)
class PackedClinic:
    """What a packed clinic holds, as it says itself; it names no client.

    ``files`` are the SHA-256 of all that is in it, by name; ``photos_left_out`` how many pictures
    of the records were missing or damaged when it was packed. ``doubt`` is empty for good records,
    and ``chain`` where their trail was broken already.
    """

    packed_at: datetime
    program: str
    schema: int
    origin: str
    sessions: int
    last_session_at: datetime | None
    photos: int
    photo_bytes: int
    photos_left_out: int = 0
    doubt: str = ""
    files: Mapping[str, str] = field(default_factory=dict)


class NotPacked(KnownError):
    """A file cannot be unpacked; ``reason`` is ``foreign``, ``cut`` or ``altered``.

    Nothing was written, or nothing of it was kept.
    """

    code = "not-packed"

    def __init__(self, file: str, reason: str) -> None:
        sentences = {
            "foreign": "{file} is not a clinic packed by NeedleLog. Nothing was changed.",
            "cut": (
                "{file} is cut off or damaged: it was not copied to its end. Nothing was kept of "
                "it. Please copy it again or pack the clinic again."
            ),
            "altered": (
                "{file} is not as it was packed: something in it was changed or damaged. Nothing "
                "was kept of it. Please copy it again or pack the clinic again."
            ),
        }
        super().__init__(sentences[reason].format(file=file), file=file, reason=reason)
        self.reason = reason


class UnsoundRecords(KnownError):
    """Records that were to be put in place are not whole; what was there before stays.

    ``where`` names what was looked at, ``fault`` the first thing that was found.
    """

    code = "unsound-records"

    def __init__(self, where: str, fault: str) -> None:
        super().__init__(
            f"The records of {where} are not whole: {fault} Nothing was changed.",
            where=where,
            fault=fault,
        )
