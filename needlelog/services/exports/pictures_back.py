"""The pictures of a whole-clinic export, taken into the photo folder of a clinic made of it."""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from needlelog.domain.errors import KnownError
from needlelog.files.photos.picture import MOST_MEGABYTES, prepared
from needlelog.services.export_json import PICTURES
from needlelog.services.exports.manifest_reading import DAMAGED
from needlelog.services.exports.records_file import is_zip

if TYPE_CHECKING:
    from needlelog.db.stored_rows import StoredRows
    from needlelog.files.photos.store import PhotoStore

_PHOTO, _PHOTO_NAME = "photo", "photo_name"
_MEGABYTE = 1_000_000


@dataclass(slots=True)
class PicturesBack:
    """What became of the pictures, by the uids of their photos.

    ``missing`` are not in the export, ``damaged`` are not the pictures that the records name.
    """

    brought: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    damaged: list[str] = field(default_factory=list)


class ArrivingPictures:
    """Encrypts the pictures of an export as their rows go by, and gives the rows their new names.

    The new clinic has another key, so a file of it has another name than the trail tells.
    """

    def __init__(self, export: Path, store: PhotoStore | None = None) -> None:
        """Without a store the pictures can only be counted."""
        self._export = export
        self._store = store
        self._open = ExitStack()
        self._archive: zipfile.ZipFile | None = None
        self._members: dict[str, str] = {}
        self._kept: list[str] = []
        self.told = PicturesBack()
        self._former: dict[int, str] = {}
        self._named: set[int] = set()

    def __enter__(self) -> Self:
        """Look which pictures there are; an export of the records alone has none."""
        if is_zip(self._export):
            with suppress(OSError, *DAMAGED):  # told when the records are read from it
                self._archive = self._open.enter_context(zipfile.ZipFile(self._export))
                self._members = {
                    Path(name).stem: name
                    for name in self._archive.namelist()
                    if name.startswith(PICTURES) and not name.endswith(".csv")
                }
        return self

    def __exit__(self, *_error: object) -> None:
        """Close the file."""
        self._open.close()

    @property
    def count(self) -> int:
        """How many pictures are in the export."""
        return len(self._members)

    def with_pictures(self, parts: Iterator[StoredRows]) -> Iterator[StoredRows]:
        """The same rows; those of photos with the names of their new files.

        Raises:
            DiskFull, WriteRefused, WriteFailed.
        """
        for name, columns, rows in parts:
            if name == _PHOTO_NAME:
                self._named |= {row[columns.index("photo_id")] for row in rows}
            if name == _PHOTO:
                yield name, columns, [self._renamed(columns, row) for row in rows]
            else:
                yield name, columns, rows

    @property
    def former_names(self) -> dict[int, str]:
        """The names that the trail tells, by the numbers of the photos; known ones left out."""
        return {photo: name for photo, name in self._former.items() if photo not in self._named}

    def forget(self) -> None:
        """Take away every file that was written."""
        for name in self._kept:
            if self._store is not None:
                self._store.forget(name)

    def _renamed(self, columns: tuple[str, ...], row: Any) -> tuple[Any, ...]:
        values = dict(zip(columns, row, strict=True))
        picture = self._picture(values["uid"], values["sha256"])
        if picture is None or self._store is None:
            return tuple(row)
        screen = b""
        with suppress(KnownError):  # a picture that cannot be shown is still kept as it is
            screen = prepared(picture).screen
        kept = self._store.keep(picture, values["sha256"], screen)
        self._kept.append(kept)
        self.told.brought.append(values["uid"])
        self._former[values["id"]] = values["file_sha256"]
        values["file_sha256"] = kept
        return tuple(values[column] for column in columns)

    def _picture(self, uid: str, sha256: str) -> bytes | None:
        member = self._members.get(uid)
        if member is None or self._archive is None:
            self.told.missing.append(uid)
            return None
        content = b""
        with suppress(OSError, *DAMAGED):
            if self._archive.getinfo(member).file_size <= MOST_MEGABYTES * _MEGABYTE:
                content = self._archive.read(member)
        if hashlib.sha256(content).hexdigest() != sha256:
            self.told.damaged.append(uid)
            return None
        return content
