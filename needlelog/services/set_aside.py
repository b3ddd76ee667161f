"""Records that made room for a backup: which there are, and how they come back."""

from __future__ import annotations

import contextlib
import json
import shutil
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from needlelog.db.audit_chain import record_change
from needlelog.db.engine import Database
from needlelog.db.holding import holding_of
from needlelog.db.installation import origin_of
from needlelog.domain.errors import KeysDamaged, KeysMissing, ReadFailed
from needlelog.domain.record_errors import DatabaseMissing
from needlelog.domain.restoring import OtherClinic, SetAside
from needlelog.files.atomic_write import write_atomically, write_error
from needlelog.files.clinic_folder import ClinicFolder
from needlelog.files.key_document import encode
from needlelog.files.key_store import copy_of
from needlelog.files.opening_keys import read_keys
from needlelog.files.replacing import ABOUT, SET_ASIDE, free_place_aside, put_in_place
from needlelog.services.acts import Permission, acting, require
from needlelog.services.arriving import require_folded, require_sound

if TYPE_CHECKING:
    from needlelog.services.clinic import Clinic

TAKEN_BACK = "restore taken back"
DELETED = "records set aside deleted"


def set_aside(folder: ClinicFolder) -> tuple[SetAside, ...]:
    """The records set aside in a clinic folder, newest first."""
    found = []
    with contextlib.suppress(OSError):
        for place in (folder.path / SET_ASIDE).iterdir():
            with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
                about = json.loads((place / ABOUT).read_text(encoding="utf-8"))
                if (place / folder.database.name).is_file():
                    found.append(_told(place.name, about, _size(ClinicFolder(place))))
    return tuple(sorted(found, key=lambda each: (each.at, each.name), reverse=True))


def check_set_aside(clinic: Clinic, aside: SetAside) -> None:
    """Whether records set aside can come back; the records of now go on in use.

    Raises:
        NotAllowed: the person is no manager.
        UnsoundRecords, OtherClinic, DatabaseMissing and others: what was set aside is not whole.
    """
    require(clinic.person, Permission.MANAGER, "take_back")
    place = _place(clinic, aside)
    _mend_keys(clinic, place, aside)
    require_sound(place, clinic.key, aside.name, clinic.clock(), doubtful=True)


def take_back(clinic: Clinic, aside: SetAside) -> None:
    """Let records set aside take their place again; the clinic is closed afterwards.

    The present records are set aside in turn. Passphrases are those that held before the restore.
    The chain goes on where it ended: nobody else has continued it meanwhile.

    Raises:
        NotAllowed: the person is no manager; the clinic is still open.
        UnsoundRecords, OtherClinic, DatabaseMissing and others: what was set aside is not whole.
            Nothing was changed, and the clinic is still open.
        DiskFull, WriteRefused, WriteFailed: in the last step; the next opening finishes it.
    """
    check_set_aside(clinic, aside)
    put_back(clinic, aside)


def put_back(clinic: Clinic, aside: SetAside) -> None:
    """The last step of `take_back`, for records that were checked. Raises as that."""
    require(clinic.person, Permission.MANAGER, "take_back")
    place = _place(clinic, aside)
    _note_the_return(clinic, place, aside)
    at = clinic.clock().astimezone(UTC)
    with clinic.database.read() as session:
        holding = holding_of(session, origin_of(session))
    last = holding.last_session_at
    about = {
        "at": at.isoformat(),
        "backup": "",
        "sessions": holding.sessions,
        "last_session_at": None if last is None else last.isoformat(),
    }
    clinic.database.close()
    try:
        put_in_place(clinic.folder, place.path, free_place_aside(clinic.folder, at), about)
    finally:
        clinic.lock.release()


def delete(clinic: Clinic, aside: SetAside) -> None:
    """Delete records that were set aside; nothing brings them back but a backup that has them.

    Raises:
        NotAllowed: the person is no manager.
        WriteRefused, WriteFailed: something of them is still there.
    """
    with acting(clinic, "delete_set_aside", Permission.MANAGER) as act:
        told = {"set_aside_at": aside.at.isoformat(), "backup": aside.backup}
        if aside.sessions is not None:
            told["sessions"] = str(aside.sessions)
        act.record(DELETED, "installation", "", before=told)
        try:
            shutil.rmtree(clinic.folder.path / SET_ASIDE / aside.name)
        except FileNotFoundError:
            pass
        except OSError as error:
            raise write_error(aside.name, error) from error


def _place(clinic: Clinic, aside: SetAside) -> ClinicFolder:
    place = ClinicFolder(clinic.folder.path / SET_ASIDE / aside.name)
    if not place.database.is_file():
        raise DatabaseMissing(f"{SET_ASIDE}/{aside.name}")
    return place


def _mend_keys(clinic: Clinic, place: ClinicFolder, aside: SetAside) -> None:
    """Keys that were missing or damaged do not come back: those of today open the records too."""
    both = (place.keys, copy_of(place.keys))
    for path in both:
        with contextlib.suppress(KeysMissing, KeysDamaged, ReadFailed):
            document = read_keys(path)
            if not document.belongs_to(clinic.key):
                raise OtherClinic(aside.name)
            break
    else:
        document = read_keys(clinic.folder.keys)
    for path in both:
        write_atomically(path, encode(document))


def _note_the_return(clinic: Clinic, place: ClinicFolder, aside: SetAside) -> None:
    at = clinic.clock()
    database = Database(place.database, clinic.key.secret)
    try:
        with database.write() as session:
            after = {"backup": aside.backup, "set_aside_at": aside.at.isoformat()}
            record_change(
                session, at, clinic.person, TAKEN_BACK, kind="installation", uid="", after=after
            )
    finally:
        database.close()
    require_folded(place)


def _told(name: str, about: dict[str, Any], size: int) -> SetAside:
    last, sessions = about["last_session_at"], about["sessions"]
    return SetAside(
        name=name,
        at=datetime.fromisoformat(about["at"]),
        backup=str(about["backup"]),
        sessions=None if sessions is None else int(sessions),
        last_session_at=None if last is None else datetime.fromisoformat(last),
        size=size,
    )


def _size(place: ClinicFolder) -> int:
    return sum(
        path.stat().st_size for path in place.path.glob(f"{place.database.name}*") if path.is_file()
    )
