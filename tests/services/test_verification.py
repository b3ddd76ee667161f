"""The check of a whole clinic, its photos included."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from sqlalchemy import text

from needlelog.files.photo_check import photo_file
from needlelog.services.verification import verify

if TYPE_CHECKING:
    from needlelog.services.clinic import Clinic

ADD_PHOTO = text(
    "INSERT INTO photo (uid, origin, client_id, view, phase, sha256, file_sha256, media_type,"
    " width, height, added_at) VALUES (:hash, 'o', 1, 'front', 'before', 'h', :hash, 'image/jpeg',"
    " 1, 1, 1)"
)


def add_photo(clinic: Clinic, content: bytes) -> str:
    digest = hashlib.sha256(content).hexdigest()
    place = photo_file(clinic.folder.photos, digest)
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(content)
    with clinic.database.write() as session:
        session.execute(ADD_PHOTO, {"hash": digest})
    return digest


def of_files(clinic: Clinic) -> list[tuple[str, str]]:
    """What is said of files; the records of these photos were made up, which is said apart."""
    said = [(fault.code, fault.sentence) for fault in verify(clinic)]
    return [each for each in said if "photo file" in each[1]]


def test_photos_are_compared_with_their_hashes(clinic: Clinic) -> None:
    with clinic.database.write() as session:
        session.execute(
            text("INSERT INTO client (uid, origin, name, created_at) VALUES ('c', 'o', 'A', 1)")
        )
    hashes = [add_photo(clinic, content) for content in (b"good", b"changed", b"missing")]
    assert of_files(clinic) == []
    photo_file(clinic.folder.photos, hashes[1]).write_bytes(b"chanGed")
    photo_file(clinic.folder.photos, hashes[2]).unlink()
    assert of_files(clinic) == [
        ("photos", f"The photo file {hashes[1]} was changed."),
        ("photos", f"The photo file {hashes[2]} is missing."),
    ]
