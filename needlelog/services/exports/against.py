"""Does a clinic still hold what an export of it once said? Tells a folder that was put back."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from needlelog.db.exports.entries import chain_heads, hash_at, knows_export
from needlelog.domain.faults import Fault
from needlelog.services.exports.json_reading import JsonExport, opened
from needlelog.services.exports.manifest_reading import is_json_export, manifest_of

if TYPE_CHECKING:
    from needlelog.services.clinic import Clinic


def faults_against(clinic: Clinic, export: Path) -> tuple[Fault, ...]:
    """What the clinic's trail lacks of the trail that an export noted; none when all is there.

    Raises:
        ReadFailed, NotAnExport: the file is no export.
    """
    heads, known_as = _noted(export)
    found: list[Fault] = []
    with clinic.database.read() as session:
        ends = {head.origin: head.sequence for head in chain_heads(session)}
        for head in heads:
            origin, sequence = str(head["origin"]), int(head["sequence"])
            digest = hash_at(session, origin, sequence)
            if digest is None:
                found.append(
                    Fault(
                        "rolled-back",
                        f"The trail of installation {origin} ends at entry "
                        f"{ends.get(origin, 0)}; when the export was made it went on to "
                        f"{sequence}. The records were put back to an older state.",
                    )
                )
            elif digest != head["hash"]:
                found.append(
                    Fault(
                        "rolled-back",
                        f"Entry {sequence} of the trail of installation {origin} is not the one "
                        "there was when the export was made.",
                    )
                )
        if not found and not knows_export(session, known_as):
            found.append(
                Fault(
                    "rolled-back",
                    "The trail does not know of this export: the records were put back to the "
                    "state before it, or the file was changed since.",
                )
            )
    return tuple(found)


def _noted(export: Path) -> tuple[list[dict[str, Any]], str]:
    """The heads an export noted, and the hash under which the trail knows it."""
    if is_json_export(export):
        with opened(export) as file:
            source = JsonExport(export.name, file)
            file.seek(0)
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        return list(source.header.get("heads", [])), digest
    with manifest_of(export) as manifest:
        for _record in manifest.records():
            pass
        files = manifest.files
        single = len(files) == 1 and not export.is_dir() and export.suffix.lower() != ".zip"
        return manifest.heads, str(files[0]["sha256"]) if single else manifest.sha256
