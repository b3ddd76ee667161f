"""Everything a clinic has, in one file and one act: JSON, tables, dictionary, pictures, manifest."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from needlelog.db.exports.photo_files import PhotoFile, photo_files
from needlelog.domain.errors import KnownError
from needlelog.files.counted_output import new_zip
from needlelog.files.photos.store import PhotoStore
from needlelog.services.export_json import PICTURES, WHOLE_CLINIC, write_json
from needlelog.services.exports.csv_files import finish, write_tables

if TYPE_CHECKING:
    from pathlib import Path

    from needlelog.files.counted_output import FileGroup
    from needlelog.services.exports.job import Job

_JSON_SHARE, _TABLES_SHARE = 0.4, 0.8
_ENDINGS = {"image/jpeg": "jpg", "image/png": "png", "image/heic": "heic", "image/webp": "webp"}


def write_clinic(job: Job, path: Path) -> str:
    """Write the ZIP file; return its hash, see `ExportResult`.

    Pseudonymised there are the tables alone: JSON and pictures cannot do without identities.

    Raises:
        DiskFull, WriteRefused, WriteFailed: nothing is left.
    """
    with new_zip(path) as group:
        write_tables(job, group, "tables/", _JSON_SHARE)
        if job.names is None:
            _write_json(job, group)
            if job.request.photos:
                _write_photos(job, group)
        return finish(job, group)


def _write_json(job: Job, group: FileGroup) -> None:
    tables = dict(job.counts)

    def tell(done: int, total: int) -> None:
        share = done / max(total, 1)
        job.part_done(0, 1, _JSON_SHARE + (_TABLES_SHARE - _JSON_SHARE) * share)

    with group.new(WHOLE_CLINIC) as file:
        write_json(job, file, tell)
    job.counts.clear()
    job.counts.update(tables)


def _write_photos(job: Job, group: FileGroup) -> None:
    """The pictures as they were taken in; one that is missing or damaged is named in a list."""
    store = PhotoStore(job.clinic.folder.photos, job.clinic.key)
    kept = photo_files(job.selected.session)
    lost: list[PhotoFile] = []
    for number, photo in enumerate(kept):
        try:
            picture = store.original(photo.file_sha256, photo.sha256)
        except KnownError:
            lost.append(photo)
            continue
        ending = _ENDINGS.get(photo.media_type, "bin")
        with group.new(f"{PICTURES}{photo.uid}.{ending}") as file:
            file.write(picture)
        job.part_done(0, 1, _TABLES_SHARE + (1 - _TABLES_SHARE) * number / len(kept))
    job.counts["pictures"] = len(kept) - len(lost)
    job.counts["pictures_lost"] = len(lost)
    if lost:
        with group.new(f"{PICTURES}lost.csv") as file:
            text = io.StringIO(newline="")
            csv.writer(text).writerows(
                [["photo_uid", "sha256"], *([each.uid, each.sha256] for each in lost)]
            )
            file.write(text.getvalue().encode("utf-8-sig"))
