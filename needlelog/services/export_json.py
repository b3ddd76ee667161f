"""The whole clinic as one JSON file, as described in docs/export-json.md."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, BinaryIO

import needlelog
from needlelog.db.installation import origin_of
from needlelog.db.schema import SCHEMA
from needlelog.db.whole_tables import as_json, json_blocks, plain_value, row_counts, table_names
from needlelog.files.atomic_write import flush_to_disk, new_file
from needlelog.files.counted_output import CountedOutput

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from needlelog.services.exports.job import Job

FORMAT = "needlelog-export"
VERSION = 1
"""Raised when a reader of the former version could misunderstand the file."""
WHOLE_CLINIC = "clinic.json"
"""The JSON export among the files of a whole clinic."""
PICTURES = "photos/"
"""Where the pictures stand among them, each under the uid of its photo."""


def write_json_file(job: Job, path: Path) -> str:
    """Write the file and the entry in the trail; return the hash of the file."""
    with new_file(path) as file:
        counted = CountedOutput(file)
        write_json(job, counted, job.tell)
        flush_to_disk(file)  # so that the trail tells of no export whose last bytes found no room
        job.log(counted.sha256)
        return counted.sha256


def write_json(
    job: Job, target: BinaryIO | CountedOutput, tell: Callable[[int, int], None]
) -> None:
    """Write every record; ``tell`` gets the rows done and the rows in all."""
    session = job.selected.session
    counts = row_counts(session)
    job.counts.update(counts)
    total, done = sum(counts.values()), 0
    tell(done, total)
    target.write(b"{\n")
    for name, value in _header(job, counts):
        target.write(as_json(name) + b": " + as_json(value) + b",\n")
    digest = hashlib.sha256()

    def write(content: bytes) -> None:
        target.write(content)
        digest.update(content)

    write(b'"tables": {\n')
    for place, table in enumerate(table_names()):
        write((b"," if place else b"") + as_json(table) + b": [")
        before = b"\n"
        for rows in json_blocks(session, table):
            write(before + b",\n".join(rows))
            before = b",\n"
            done += len(rows)
            tell(done, total)
        write(b"\n]\n")
    write(b"}\n")
    target.write(b',"tables_sha256": ' + as_json(digest.hexdigest()) + b"\n}\n")


def _header(job: Job, counts: dict[str, int]) -> Iterator[tuple[str, object]]:
    yield "format", FORMAT
    yield "version", VERSION
    yield "program", needlelog.__version__
    yield "schema", SCHEMA
    yield "clinic", job.clinic_name
    yield "origin", origin_of(job.selected.session)
    yield "exported_at", plain_value(job.at)
    yield "counts", counts
    yield (
        "heads",
        [
            {"origin": head.origin, "sequence": head.sequence, "hash": head.hash}
            for head in job.heads
        ],
    )
