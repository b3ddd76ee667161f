"""Photo files that are missing or damaged come back from a backup, byte for byte."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from needlelog.db.exchange.machines import machines
from needlelog.db.exchange.missing_photos import note_missing
from needlelog.db.photo_hashes import photo_file_hashes
from needlelog.files.backup_search import backups_below, backups_of
from needlelog.files.photo_return import bring_back, is_unharmed
from needlelog.services.acts import Permission, acting, require

if TYPE_CHECKING:
    from needlelog.services.clinic import Clinic

Progress = Callable[[int, int], None]
ACT = "photos brought back from a backup"


@dataclass(frozen=True, slots=True)
class PhotoRepair:
    """Which photo files came back, and which no backup has unharmed.

    ``asked`` is whether the other machines of the clinic are asked for those with the next file.
    """

    brought: tuple[str, ...]
    lost: tuple[str, ...]
    asked: bool = False


def harmed_photos(clinic: Clinic, progress: Progress | None = None) -> tuple[str, ...]:
    """The files of all photos in the records that are missing or not what was written.

    Every file is read, so this takes as long as reading the whole folder.
    """
    with clinic.database.read() as session:
        hashes = photo_file_hashes(session)
    found = []
    for number, name in enumerate(hashes, 1):
        if not is_unharmed(clinic.folder.photos, name):
            found.append(name)
        if progress is not None:
            progress(number, len(hashes))
    return tuple(found)


def bring_photos_back(
    clinic: Clinic, harmed: Iterable[str], chosen: Path | None = None
) -> PhotoRepair:
    """Bring files back from the clinic's backups, or from those in a chosen folder.

    Raises:
        NotAllowed: the person is an inspector.
        DiskFull, WriteRefused, WriteFailed: some may have come back already.
    """
    require(clinic.person, Permission.WRITER, "bring_photos_back")
    found = backups_of(clinic.folder) if chosen is None else backups_below(chosen)
    sources = list(dict.fromkeys(each.place.photos for each in found))
    with clinic.database.read() as session:
        ours = frozenset(photo_file_hashes(session))
    wanted = [name for name in harmed if name in ours]
    brought = tuple(name for name in wanted if bring_back(clinic.folder.photos, name, sources))
    if brought:
        with acting(clinic, "bring_photos_back") as act:
            act.record(ACT, "installation", "", after={"photos": len(brought)})
    lost = tuple(name for name in wanted if name not in set(brought))
    with clinic.database.read() as session:
        known = machines(session)
        here = next((each.uid for each in known if each.here), "")
        asked = bool(lost and here) and any(each.active and not each.here for each in known)
    if asked:
        with clinic.database.write() as session:
            note_missing(session, here, lost)
    return PhotoRepair(brought, lost, asked)
