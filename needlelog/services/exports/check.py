"""Is an export what the chain says? Needs the file alone: no clinic, no passphrase."""

from __future__ import annotations

import secrets
import tempfile
from dataclasses import dataclass
from pathlib import Path

from needlelog.db.schema import SCHEMA
from needlelog.db.verify import verify_database
from needlelog.db.whole_load import load_database
from needlelog.domain.exports.request import NotAnExport
from needlelog.domain.faults import Fault
from needlelog.services.exports.file_check import check_files
from needlelog.services.exports.json_reading import JsonExport
from needlelog.services.exports.manifest_reading import is_json_export, manifest_of


@dataclass(frozen=True, slots=True)
class ExportCheck:
    """What a check found; no faults where everything is as it was written.

    ``records`` are the signed sessions, ``entries`` the entries of the trail whose hashes were
    worked out again. ``whole_chain`` says that the file has the whole trail in it.
    """

    faults: tuple[Fault, ...]
    clinic: str
    exported_at: str
    records: int
    entries: int
    whole_chain: bool


def check_export(path: Path) -> ExportCheck:
    """Check an export of any format: a file, a ZIP file, or the folder it was written to.

    Raises:
        ReadFailed: it cannot be read.
        NotAnExport: it is something else, or has no manifest with it.
    """
    return _check_json(path) if is_json_export(path) else _check_with_manifest(path)


def _check_json(path: Path) -> ExportCheck:
    """Put the rows into a database and look at it as at any clinic; it is encrypted and goes."""
    source = JsonExport(path)
    found: list[Fault] = []
    try:
        if source.header["schema"] == SCHEMA:
            with tempfile.TemporaryDirectory(prefix="needlelog-check-") as folder:
                found += _as_a_clinic(source, Path(folder) / "check.db", path.name)
        else:
            for _row in source.rows():
                pass
    finally:
        source.close()
    return ExportCheck(
        faults=(*source.faults, *(each for each in found if each not in source.faults)),
        clinic=str(source.header.get("clinic", "")),
        exported_at=str(source.header.get("exported_at", "")),
        records=source.counts.get("session", 0),
        entries=source.counts.get("audit_entry", 0),
        whole_chain=True,
    )


def _as_a_clinic(source: JsonExport, place: Path, name: str) -> tuple[Fault, ...]:
    try:
        database = load_database(place, secrets.token_bytes(32), source.rows())
    except NotAnExport:
        raise
    except (ValueError, KeyError, TypeError) as error:
        if not source.faults:
            raise NotAnExport(name, "its rows do not fit together") from error
        return ()
    try:
        return verify_database(database)
    finally:
        database.close()


def _check_with_manifest(path: Path) -> ExportCheck:
    with manifest_of(path) as manifest:
        faults = [*manifest.faults]
        entries = manifest.check_records(faults)
        faults += check_files(manifest)
        return ExportCheck(
            faults=tuple(faults),
            clinic=manifest.clinic,
            exported_at=manifest.exported_at,
            records=len(manifest.records),
            entries=entries,
            whole_chain=False,
        )
