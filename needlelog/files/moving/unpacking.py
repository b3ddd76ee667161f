"""Reading a packed clinic: what it holds, who can open it, and its parts, each with its hash."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import zipfile
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from needlelog.domain.errors import KeysDamaged, NewerFile, ReadFailed
from needlelog.domain.moving import NotPacked, PackedClinic
from needlelog.files.atomic_write import write_error
from needlelog.files.key_document import KeyDocument, decode
from needlelog.files.moving.packing import CHUNK, CONTENTS, FORMAT, VERSION

RECORDS, KEYS = "needlelog.db", "keys.json"
_PART = re.compile(r"needlelog\.db|keys\.json|photos/([0-9a-f]{2})/\1[0-9a-f]{62}")
_LONGEST_TEXT = 256 << 20
"""Bytes of the contents and the keys, so that a planted file does not fill the memory."""


class PackedReader:
    """A packed clinic that is open for reading.

    Raises:
        NotPacked: the file is none, is cut off, or is not as it was packed.
        NewerFile: a newer program packed it.
        ReadFailed: the drive does not give it.
    """

    def __init__(self, path: Path, shown_name: str, archive: zipfile.ZipFile) -> None:
        self._name = shown_name
        self._archive = archive
        self.size = path.stat().st_size
        self.contents = self._contents()

    def keys(self) -> KeyDocument:
        """The key slots."""
        text = self._text(KEYS)
        if hashlib.sha256(text).hexdigest() != self.contents.files[KEYS]:
            raise NotPacked(self._name, "altered")
        try:
            return decode(text, KEYS)
        except KeysDamaged as error:
            raise NotPacked(self._name, "altered") from error

    def sizes(self) -> dict[str, int]:
        """The bytes of each part."""
        return {name: self._archive.getinfo(name).file_size for name in self.contents.files}

    def extract(self, folder: Path, tell: Callable[[int], None]) -> None:
        """Write all parts below ``folder``, each proven and on the disk.

        Raises also `DiskFull`, `WriteRefused`, `WriteFailed`; the caller removes what was written.
        """
        for name in self.contents.files:
            target = folder.joinpath(*name.split("/"))
            try:
                target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                descriptor = os.open(
                    target,
                    os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0),
                    0o600,
                )
                with os.fdopen(descriptor, "wb") as file:
                    self._copy(name, file.write, tell)
                    file.flush()
                    os.fsync(file.fileno())
            except OSError as error:
                raise write_error(name, error) from error

    def check(self, tell: Callable[[int], None]) -> None:
        """Read all parts and compare them with what the file says of them."""
        for name in self.contents.files:
            self._copy(name, lambda _piece: None, tell)

    def _copy(
        self, name: str, write: Callable[[bytes], object], tell: Callable[[int], None]
    ) -> None:
        digest = hashlib.sha256()
        for piece in self._pieces(name):
            digest.update(piece)
            write(piece)
            tell(len(piece))
        if digest.hexdigest() != self.contents.files[name]:
            raise NotPacked(self._name, "altered")

    def _pieces(self, name: str) -> Iterator[bytes]:
        with _told(self._name), self._archive.open(name) as entry:
            while True:
                piece = entry.read(CHUNK)
                if not piece:
                    return
                yield piece

    def _text(self, name: str) -> bytes:
        with _told(self._name):
            if self._archive.getinfo(name).file_size > _LONGEST_TEXT:
                raise NotPacked(self._name, "altered")
            return self._archive.read(name)

    def _contents(self) -> PackedClinic:
        names = self._archive.namelist()
        if CONTENTS not in names:
            raise NotPacked(self._name, "foreign")
        try:
            told = json.loads(self._text(CONTENTS))
            if told["format"] != FORMAT:
                raise NotPacked(self._name, "foreign")
            if told["version"] > VERSION:
                raise NewerFile(self._name, told["version"], VERSION)
            contents = _from_json(told)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise NotPacked(self._name, "altered") from error
        wanted = {*contents.files, CONTENTS}
        if (
            wanted != set(names)
            or len(names) != len(wanted)
            or not {RECORDS, KEYS} <= wanted
            or not all(_PART.fullmatch(each) for each in contents.files)
        ):
            raise NotPacked(self._name, "altered")
        return contents


@contextlib.contextmanager
def packed_reader(path: Path, shown_name: str | None = None) -> Iterator[PackedReader]:
    """Open a packed clinic; see `PackedReader`. ``shown_name`` is what errors call it."""
    name = path.name if shown_name is None else shown_name
    try:
        with path.open("rb") as file:
            start = file.read(4)
    except OSError as error:
        raise ReadFailed(name, error.strerror or type(error).__name__) from error
    if start != b"PK\x03\x04":
        raise NotPacked(name, "foreign")
    with contextlib.ExitStack() as stack:
        with _told(name):
            archive = stack.enter_context(zipfile.ZipFile(path))
            reader = PackedReader(path, name, archive)
        yield reader


@contextlib.contextmanager
def _told(name: str) -> Iterator[None]:
    try:
        yield
    except (NotPacked, NewerFile):
        raise
    except (zipfile.BadZipFile, EOFError, KeyError, NotImplementedError, RuntimeError) as error:
        raise NotPacked(name, "cut") from error
    except OSError as error:
        raise ReadFailed(name, error.strerror or type(error).__name__) from error


def _from_json(told: dict[str, Any]) -> PackedClinic:
    last = told["last_session_at"]
    return PackedClinic(
        packed_at=datetime.fromisoformat(told["packed_at"]),
        program=str(told["program"]),
        schema=int(told["schema"]),
        origin=str(told["origin"]),
        sessions=int(told["sessions"]),
        last_session_at=None if last is None else datetime.fromisoformat(last),
        photos=int(told["photos"]),
        photo_bytes=int(told["photo_bytes"]),
        photos_left_out=int(told["photos_left_out"]),
        doubt=str(told["doubt"]),
        files={str(name): str(value) for name, value in told["files"].items()},
    )
