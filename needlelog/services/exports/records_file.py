"""The JSON of an export to read from, alone or inside the ZIP file of the whole clinic."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from needlelog.domain.errors import ReadFailed
from needlelog.domain.exports.request import NotAnExport
from needlelog.services.export_json import WHOLE_CLINIC
from needlelog.services.exports.json_reading import opened
from needlelog.services.exports.manifest_reading import DAMAGED


@contextmanager
def records_of(path: Path) -> Iterator[BinaryIO]:
    """The JSON of an export to read from. Nothing is unpacked to the disk.

    Raises:
        ReadFailed: the file cannot be read.
        NotAnExport: it is a ZIP file that is damaged or holds no records.
    """
    if not is_zip(path):
        with opened(path) as file:
            yield file
        return
    try:
        with zipfile.ZipFile(path) as archive:
            if WHOLE_CLINIC not in archive.namelist():
                raise NotAnExport(path.name, "the records of the whole clinic are not in it")
            with archive.open(WHOLE_CLINIC) as member:
                yield member  # type: ignore[misc]  # reads like any binary file
    except OSError as error:
        raise ReadFailed(path.name, error.strerror or "unknown reason") from error
    except DAMAGED as error:
        raise NotAnExport(path.name, "the ZIP file is damaged") from error


def is_zip(path: Path) -> bool:
    """Whether a file is a ZIP file. Raises `ReadFailed`."""
    with opened(path) as file:
        return file.read(4) == b"PK\x03\x04"
