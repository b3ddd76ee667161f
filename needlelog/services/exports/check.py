"""Is an export what the chain says? Needs the file alone: no clinic, no passphrase."""

from __future__ import annotations

import secrets
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from needlelog.db.schema import SCHEMA
from needlelog.db.stored_rows import stored_rows
from needlelog.db.verify import verify_database
from needlelog.db.whole_load import load_database
from needlelog.domain.exports.request import NotAnExport
from needlelog.domain.faults import Fault
from needlelog.services.export_json import WHOLE_CLINIC
from needlelog.services.exports.file_check import ZoneCheck, check_files
from needlelog.services.exports.json_reading import JsonExport, opened
from needlelog.services.exports.manifest_reading import RecordCheck, is_json_export, manifest_of


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
    with opened(path) as file:
        source, faults = _looked_through(path.name, file)
    return ExportCheck(
        faults=faults,
        clinic=str(source.header.get("clinic", "")),
        exported_at=str(source.header.get("exported_at", "")),
        records=source.counts.get("session", 0),
        entries=source.counts.get("audit_entry", 0),
        whole_chain=True,
    )


def _looked_through(name: str, file: BinaryIO) -> tuple[JsonExport, tuple[Fault, ...]]:
    """Put the rows into a database and look at it as at any clinic; it is encrypted and goes."""
    source = JsonExport(name, file)
    found: tuple[Fault, ...] = ()
    if source.header["schema"] == SCHEMA:
        with tempfile.TemporaryDirectory(prefix="needlelog-check-") as folder:
            found = _as_a_clinic(source, Path(folder) / "check.db", name)
    else:
        for _rows in source.blocks():
            pass
    return source, (*source.faults, *(each for each in found if each not in source.faults))


def _as_a_clinic(source: JsonExport, place: Path, name: str) -> tuple[Fault, ...]:
    try:
        database = load_database(place, secrets.token_bytes(32), stored_rows(source.blocks()))
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
        chain, zones = RecordCheck(manifest), ZoneCheck(manifest)
        bare = bool(manifest.asked.get("pseudonymised"))
        records = 0
        for record in manifest.records():
            records += 1
            try:
                chain.look_at(record)
                if not bare:
                    zones.look_at(record)
            except (KeyError, TypeError, AttributeError) as error:
                raise NotAnExport(path.name, "its manifest is damaged") from error
        entries = chain.finish()
        faults = [*manifest.faults, *chain.faults, *check_files(manifest, zones)]
        whole = WHOLE_CLINIC in manifest.names and not faults
        if whole:
            with manifest.open(WHOLE_CLINIC) as file:
                source, found = _looked_through(WHOLE_CLINIC, file)
            faults += found
            entries = source.counts.get("audit_entry", 0)
        return ExportCheck(
            faults=tuple(faults),
            clinic=manifest.clinic,
            exported_at=manifest.exported_at,
            records=records,
            entries=entries,
            whole_chain=whole,
        )
