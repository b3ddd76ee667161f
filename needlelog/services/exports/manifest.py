"""The manifest of an export: each file's hash, each record's entries, where the chains end.

docs/export-manifest.md describes it for other programs.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, BinaryIO

import needlelog
from needlelog.db.exports.entries import entries_by_session
from needlelog.db.schema import SCHEMA
from needlelog.db.whole_tables import plain_value

if TYPE_CHECKING:
    from needlelog.files.counted_output import WrittenFile
    from needlelog.services.exports.job import Job

FORMAT = "needlelog-manifest"
VERSION = 2
VERSIONS = (1, VERSION)
"""Those that can be checked; the first has hashes of the earlier spelling only."""
NAME = "manifest.json"
BESIDE = ".manifest.json"
"""What is put to the name of a single file for that of its manifest."""
_AT_ONCE = 200
"""Records between two looks at whether to go on."""
_KEPT_OF_ENTRY = ("origin", "sequence", "act", "hash", "previous_hash")


def write_manifest(job: Job, files: Iterable[WrittenFile], target: BinaryIO) -> None:
    """Write the manifest of a finished export; it can be given up as the export itself."""
    digest = hashlib.sha256()

    def write(content: bytes) -> None:
        target.write(content)
        digest.update(content)

    write(b"{\n")
    for name, value in _header(job, files):
        write(_json(name) + b": " + _json(value) + b",\n")
    write(b'"records": [')
    for number, record in enumerate(_records(job)):
        if number % _AT_ONCE == 0:
            job.look()
        write((b",\n" if number else b"\n") + _json(record))
    write(b"\n]\n")
    target.write(b',"sha256": ' + _json(digest.hexdigest()) + b"\n}\n")
    job.look()


def _header(job: Job, files: Iterable[WrittenFile]) -> Iterator[tuple[str, Any]]:
    person = job.clinic.person
    yield "format", FORMAT
    yield "version", VERSION
    yield "program", needlelog.__version__
    yield "schema", SCHEMA
    yield "clinic", job.clinic_name
    yield "exported_at", plain_value(job.at)
    name = person.name if job.names is None else job.names.of("practitioner", person.name)
    yield "exported_by", {"name": name, "role": person.role.value}
    yield "asked", job.about
    yield "counts", job.counts
    yield (
        "files",
        [{"name": each.name, "bytes": each.size, "sha256": each.sha256} for each in files],
    )
    yield (
        "heads",
        [
            {"origin": head.origin, "sequence": head.sequence, "hash": head.hash}
            for head in job.heads
        ],
    )


def _records(job: Job) -> Iterator[dict[str, Any]]:
    names = job.names
    for uid, state, chain_hash, entries in entries_by_session(job.selected):
        yield {
            "uid": uid if names is None else names.of("session", uid),
            "state": state,
            "chain_hash": chain_hash,
            "entries": entries if names is None else [_bare(entry) for entry in entries],
        }


def _bare(entry: dict[str, Any]) -> dict[str, Any]:
    """What an entry is in a pseudonymised export: its place in the chain and no word of it."""
    return {name: entry[name] for name in _KEPT_OF_ENTRY}


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode(
        "utf-8", "surrogatepass"
    )
