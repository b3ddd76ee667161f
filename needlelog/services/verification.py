"""Checking a whole clinic: database, trail, locks and photos."""

from __future__ import annotations

from typing import TYPE_CHECKING

from needlelog.db.erasure import files_left
from needlelog.db.photo_hashes import photo_file_hashes
from needlelog.db.verify import Progress, verify_database
from needlelog.files.photo_check import files_that_should_be_gone, photo_faults
from needlelog.services.put_back import put_back_faults

if TYPE_CHECKING:
    from needlelog.domain.faults import Fault
    from needlelog.services.clinic import Clinic


__all__ = ["Progress", "verify"]


def verify(clinic: Clinic, progress: Progress | None = None) -> tuple[Fault, ...]:
    """All faults found, each as a sentence; none when everything is as it was written.

    ``progress`` is told how far it is, of how much; what it raises ends the check.

    Raises:
        KnownError: the database cannot be opened at all.
    """
    faults = verify_database(clinic.database, progress)
    if any(fault.code == "pages" for fault in faults):
        return faults
    with clinic.database.read() as session:
        hashes = photo_file_hashes(session)
        left = [name for names in files_left(session).values() for name in names]
    photos = clinic.folder.photos
    return (
        *faults,
        *put_back_faults(clinic),
        *photo_faults(photos, hashes),
        *files_that_should_be_gone(photos, left),
    )
