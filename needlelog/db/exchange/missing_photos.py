"""Photo files that a machine does not have, as it told in what it sent, or as was found here."""

from __future__ import annotations

from collections.abc import Iterable

from needlelog.db.installation import origin_of
from needlelog.db.transaction import Session


def keep_missing(session: Session, machine: str, names: Iterable[str]) -> None:
    """Keep what a machine has not; what was known of it before holds no longer."""
    session.connection().exec_driver_sql(
        "DELETE FROM missing_photo WHERE machine_uid = ?", (machine,)
    )
    note_missing(session, machine, names)


def note_missing(session: Session, machine: str, names: Iterable[str]) -> None:
    """Add to what a machine has not."""
    rows = [(machine, name) for name in dict.fromkeys(names)]
    if rows:
        session.connection().exec_driver_sql(
            "INSERT OR IGNORE INTO missing_photo (machine_uid, file_sha256) VALUES (?, ?)", rows
        )


def noted_here(session: Session) -> tuple[str, ...]:
    """What was found damaged on this machine; it may be whole again since."""
    rows = session.connection().exec_driver_sql(
        "SELECT file_sha256 FROM missing_photo WHERE machine_uid = ?", (origin_of(session),)
    )
    return tuple(rows.scalars())


def asked_for(session: Session) -> tuple[str, ...]:
    """The files of photos in the records here that another machine in use has not."""
    rows = session.connection().exec_driver_sql(
        "SELECT DISTINCT photo.file_sha256 FROM missing_photo"
        " JOIN machine ON machine.uid = missing_photo.machine_uid AND machine.active = 1"
        " JOIN photo ON photo.file_sha256 = missing_photo.file_sha256"
        " WHERE missing_photo.machine_uid <> ? ORDER BY photo.id",
        (origin_of(session),),
    )
    return tuple(rows.scalars())
