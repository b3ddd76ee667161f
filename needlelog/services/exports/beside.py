"""A manifest beside a single file, for formats that cannot hold one themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from needlelog.files.atomic_write import new_file
from needlelog.files.counted_output import CountedOutput, WrittenFile
from needlelog.services.exports.manifest import BESIDE, write_manifest

if TYPE_CHECKING:
    from pathlib import Path

    from needlelog.services.exports.job import Job


def manifest_path(path: Path) -> Path:
    """Where the manifest of a single file stands."""
    return path.with_name(path.name + BESIDE)


def finish_beside(job: Job, path: Path, counted: CountedOutput) -> str:
    """Write the manifest and the entry in the trail, before the file takes its place."""
    written = WrittenFile(path.name, counted.size, counted.sha256)
    with new_file(manifest_path(path)) as file:
        write_manifest(job, (written,), file)
    job.log(written.sha256)
    return written.sha256
