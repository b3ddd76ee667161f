"""`backup.json`, the page that tells what a backup holds. It never names a client."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from needlelog.domain.backup_errors import BackupUnreadable
from needlelog.domain.backups import BackupNote, BackupReason, Holding, TrailHead
from needlelog.domain.errors import NewerFile
from needlelog.files.atomic_write import write_atomically
from needlelog.files.backups.note_seal import seal_of

if TYPE_CHECKING:
    from needlelog.files.data_key import DataKey

NOTE, FORMAT, VERSION = "backup.json", "needlelog backup", 1
_SEAL = "seal"


def write_note(folder: Path, note: BackupNote, key: DataKey) -> None:
    """Write the note of a backup, sealed. Raises `DiskFull`, `WriteRefused`, `WriteFailed`."""
    told = note_document(note)
    told[_SEAL] = seal_of(_digest(told), key)
    text = json.dumps(told, indent=1, ensure_ascii=False)
    write_atomically(folder / NOTE, text.encode())


def read_note(folder: Path) -> BackupNote:
    """The note of the backup in this folder.

    Raises:
        NewerFile: a newer program made the backup.
        BackupUnreadable: there is no note, or it makes no sense.
    """
    try:
        stored = json.loads((folder / NOTE).read_text(encoding="utf-8"))
        if stored["format"] != FORMAT:
            raise BackupUnreadable(folder.name)
        if stored["version"] > VERSION:
            raise NewerFile(f"{folder.name}/{NOTE}", int(stored["version"]), VERSION)
        seal = str(stored.pop(_SEAL, ""))
        return replace(note_of(stored, folder.name), digest=_digest(stored), seal=seal)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise BackupUnreadable(folder.name) from error


def _digest(told: Mapping[str, Any]) -> str:
    """The hash of all that a note tells, however it is laid out; the seal is no part of it."""
    text = json.dumps(told, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def note_document(note: BackupNote) -> dict[str, Any]:
    """The note as JSON holds it."""
    holding = note.holding
    last = holding.last_session_at
    return {
        "format": FORMAT,
        "version": VERSION,
        "made_at": note.made_at.isoformat(),
        "reason": note.reason.value,
        "program": note.program,
        "origin": holding.origin,
        "schema": holding.schema,
        "counts": dict(holding.counts),
        "sessions": holding.sessions,
        "last_session_at": None if last is None else last.isoformat(),
        "trail": [
            {"origin": head.origin, "sequence": head.sequence, "hash": head.hash}
            for head in holding.heads
        ],
        "drafts": holding.drafts,
        "size": note.size,
        "files": dict(note.files),
        "photos": {
            "count": note.photos,
            "bytes": note.photo_bytes,
            "left_out": note.photos_left_out,
        },
        "doubt": note.doubt,
    }


def note_of(stored: Mapping[str, Any], name: str) -> BackupNote:
    """The note that a JSON document tells. Raises `ValueError`, `KeyError`, `TypeError`."""
    last = stored["last_session_at"]
    holding = Holding(
        origin=str(stored["origin"]),
        schema=int(stored["schema"]),
        counts={str(table): int(count) for table, count in stored["counts"].items()},
        sessions=int(stored["sessions"]),
        last_session_at=None if last is None else _instant(last),
        heads=tuple(
            TrailHead(str(head["origin"]), int(head["sequence"]), str(head["hash"]))
            for head in stored["trail"]
        ),
        drafts=str(stored["drafts"]),
    )
    photos = stored["photos"]
    return BackupNote(
        name=name,
        made_at=_instant(stored["made_at"]),
        reason=BackupReason(stored["reason"]),
        program=str(stored["program"]),
        holding=holding,
        size=int(stored["size"]),
        files={str(file): str(value) for file, value in stored["files"].items()},
        photos=int(photos["count"]),
        photo_bytes=int(photos["bytes"]),
        photos_left_out=int(photos["left_out"]),
        doubt=str(stored["doubt"]),
    )


def _instant(text: str) -> datetime:
    found = datetime.fromisoformat(text)
    if found.utcoffset() is None:
        raise ValueError("an instant needs an offset to UTC")
    return found
