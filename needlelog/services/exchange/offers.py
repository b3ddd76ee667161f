"""Files of other machines that lie in a folder and bring something that is not here yet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from needlelog.db.exchange.machines import machines
from needlelog.db.exchange.marks import covers, own_marks
from needlelog.domain.errors import KnownError, ReadFailed
from needlelog.files.exchange.bundle_file import SUFFIX, first_record
from needlelog.services.acts import Permission, require
from needlelog.services.exchange.heads import head_of
from needlelog.services.exchange.missing_photos import fills_a_gap

if TYPE_CHECKING:
    from needlelog.domain.exchange.bundles import BundleHead
    from needlelog.services.clinic import Clinic

_MOST_FILES = 200
"""So many of the newest files of a folder are looked into."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A file that could be received. ``size`` is in bytes; whether it is whole was not checked.

    ``comes_later`` is whether it goes on from records that another file has to bring before it.
    """

    path: Path
    sender: str
    sender_name: str
    made_at: datetime
    size: int
    comes_later: bool = False


def offers(clinic: Clinic, folder: Path) -> tuple[Offer, ...]:
    """What other machines sent into a folder and is not here yet: first what can be taken in now, of that
    the newest first.

    Files of other clinics and other programs are passed over.

    Raises:
        NotAllowed: the person is no manager.
        ReadFailed: the folder cannot be read.
    """
    require(clinic.person, Permission.MANAGER, "receive_records")
    try:
        files = [(each, each.stat()) for each in folder.iterdir() if each.suffix == SUFFIX]
    except OSError as error:
        raise ReadFailed(folder.name, error.strerror or type(error).__name__) from error
    files.sort(key=lambda pair: pair[1].st_mtime, reverse=True)
    with clinic.database.read() as session:
        mine = own_marks(session)
        here = next((each.uid for each in machines(session) if each.here), "")
        found = []
        for path, about in files[:_MOST_FILES]:
            head = _head(clinic, path)
            if head is None or head.sender == here:
                continue
            if covers(mine, head.marks) and not fills_a_gap(session, clinic.folder.photos, head):
                continue
            later = not covers(mine, head.since)
            about_it = (head.sender, head.sender_name, head.made_at, about.st_size)
            found.append(Offer(path, *about_it, comes_later=later))
    found.sort(key=lambda each: each.made_at, reverse=True)
    return tuple(sorted(found, key=lambda each: each.comes_later))


def _head(clinic: Clinic, path: Path) -> BundleHead | None:
    """What a file says of itself, ``None`` where it is none of this clinic's."""
    try:
        word, told = first_record(path, clinic.key)
        return head_of(told) if word == "head" else None
    except (KnownError, ValueError, TypeError, KeyError):
        return None
