"""A manifest read back, and the files it speaks of, wherever they are."""

from __future__ import annotations

import contextlib
import hashlib
import json
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, BinaryIO, cast

from needlelog.domain.entry_hash import is_hash_of
from needlelog.domain.errors import ReadFailed
from needlelog.domain.exports.chain import SIGNING_ACTS
from needlelog.domain.exports.request import NotAnExport
from needlelog.domain.faults import Fault
from needlelog.files.zip_bytes import stray_bytes
from needlelog.services.export_json import FORMAT as JSON_FORMAT
from needlelog.services.exports.manifest import BESIDE, FORMAT, NAME, VERSIONS

_RECORDS = b'"records": [\n'
_LONGEST_HEADER = 50
_OF_RECORD = {"uid", "chain_hash", "entries"}
_END = b',"sha256": '
_LAST = b"}\n"
DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError)
"""What reading from a damaged ZIP file raises."""
Opener = Callable[[str], AbstractContextManager[BinaryIO]]


class Manifest:
    """What a manifest says. ``open`` opens a file it speaks of; ``names`` are those there are.

    `records` goes through it once; only then ``faults`` holds what is wrong with the manifest
    itself, and ``sha256`` its own hash, under which the trail knows an export of several files.
    """

    def __init__(self, name: str, file: BinaryIO, open_file: Opener, names: set[str]) -> None:
        """Read what stands before the records. Raises `NotAnExport`."""
        self._name = name
        self._file = file
        self._whole = hashlib.sha256()
        self._begin = hashlib.sha256()
        self.open = open_file
        self.names = names
        self.faults: list[Fault] = []
        self._said = self._read_header()

    @property
    def sha256(self) -> str:
        """The hash of all that was read of it."""
        return self._whole.hexdigest()

    @property
    def clinic(self) -> str:
        """The name of the clinic."""
        return str(self._said.get("clinic", ""))

    @property
    def exported_at(self) -> str:
        """When it was written."""
        return str(self._said.get("exported_at", ""))

    @property
    def asked(self) -> dict[str, Any]:
        """What was asked for."""
        return dict(self._said.get("asked", {}))

    @property
    def files(self) -> list[dict[str, Any]]:
        """Name, length and hash of each file."""
        return list(self._said.get("files", []))

    @property
    def heads(self) -> list[dict[str, Any]]:
        """The last entry of each chain."""
        return list(self._said.get("heads", []))

    def records(self) -> Iterator[dict[str, Any]]:
        """The sessions with their entries, one after the other.

        Raises:
            NotAnExport: it was cut off or written anew by another program.
        """
        for line in self._lines():
            if line.startswith(_END):
                told = self._parsed(line.removeprefix(_END))
                if told != self._begin.hexdigest():
                    sentence = "The manifest was changed after it was written."
                    self.faults.append(Fault("manifest", sentence))
                if list(self._lines()) != [_LAST]:
                    sentence = "Something was added behind the end of the manifest."
                    self.faults.append(Fault("manifest", sentence))
                return
            if line.startswith(b"{"):
                record = self._parsed(line.rstrip().rstrip(b","))
                if not isinstance(record, dict) or not record.keys() >= _OF_RECORD:
                    raise NotAnExport(self._name, "its manifest is damaged")
                yield record
        raise NotAnExport(self._name, "its manifest was cut off")

    def _lines(self) -> Iterator[bytes]:
        for line in self._file:
            self._whole.update(line)
            if not line.startswith(_END):
                self._begin.update(line)
            yield line

    def _read_header(self) -> dict[str, Any]:
        lines: list[bytes] = []
        for line in self._lines():
            if line == _RECORDS:
                break
            lines.append(line)
            if len(lines) > _LONGEST_HEADER:
                raise NotAnExport(self._name, "it has no manifest of NeedleLog")
        found = self._parsed(b"".join(lines).rstrip().rstrip(b",") + b"}")
        if not isinstance(found, dict) or found.get("format") != FORMAT:
            raise NotAnExport(self._name, "it has no manifest of NeedleLog")
        if found.get("version") not in VERSIONS:
            raise NotAnExport(self._name, "it comes from a newer NeedleLog")
        return found

    def _parsed(self, text: bytes) -> Any:
        try:
            return json.loads(text)
        except ValueError as error:
            raise NotAnExport(self._name, "its manifest is damaged") from error


class RecordCheck:
    """Looks at the records of a manifest as they come, and at the chain at the end."""

    def __init__(self, manifest: Manifest) -> None:
        self._bare = bool(manifest.asked.get("pseudonymised"))
        self._heads = manifest.heads
        self._links: dict[tuple[str, int], tuple[str, str]] = {}
        self.faults: list[Fault] = []

    def look_at(self, record: dict[str, Any]) -> None:
        """Work out every entry's hash again."""
        self.faults += _faults_of(record, bare=self._bare)
        for entry in record["entries"]:
            key = (entry["origin"], entry["sequence"])
            self._links[key] = (entry["hash"], entry["previous_hash"])

    def finish(self) -> int:
        """Follow the chain where entries touch; return how many entries there are."""
        self.faults += _broken_links(self._links, self._heads)
        return len(self._links)


def _faults_of(record: dict[str, Any], *, bare: bool) -> Iterator[Fault]:
    uid = record["uid"]
    entries = record["entries"]
    signing = [entry for entry in entries if entry["act"] in SIGNING_ACTS]
    if len(signing) != 1 or signing[0]["hash"] != record["chain_hash"]:
        yield Fault("record", f"Session {uid} has not the entry with which it was signed.")
    for entry in entries:
        if not bare and not is_hash_of(entry["hash"], entry):
            yield Fault(
                "chain",
                f"Entry {entry['sequence']} of the trail of installation {entry['origin']} "
                f"was changed after it was written (session {uid}).",
            )


def _broken_links(
    links: dict[tuple[str, int], tuple[str, str]], heads: list[dict[str, Any]]
) -> Iterator[Fault]:
    ends = {head["origin"]: head for head in heads}
    for (origin, sequence), (digest, previous) in sorted(links.items()):
        before = links.get((origin, sequence - 1))
        if before is not None and before[0] != previous:
            yield Fault(
                "chain",
                f"Entry {sequence} of the trail of installation {origin} does not continue the "
                "entry before it.",
            )
        head = ends.get(origin)
        beyond = head is None or sequence > head["sequence"]
        if beyond or (head and sequence == head["sequence"] and digest != head["hash"]):
            yield Fault(
                "chain",
                f"Entry {sequence} of the trail of installation {origin} does not lie in the "
                "trail that the manifest names.",
            )


def is_json_export(path: Path) -> bool:
    """Whether a file is a JSON export, which proves itself without a manifest.

    Raises:
        ReadFailed: it cannot be read.
    """
    if path.is_dir():
        return False
    try:
        with path.open("rb") as file:
            return f'"format": "{JSON_FORMAT}"'.encode() in file.read(200)
    except OSError as error:
        raise ReadFailed(path.name, error.strerror or "unknown reason") from error


@contextlib.contextmanager
def manifest_of(path: Path) -> Iterator[Manifest]:
    """The manifest of a folder, of a ZIP file, of a file with one beside it, or the one named.

    Raises:
        ReadFailed: something cannot be read.
        NotAnExport: there is no manifest.
    """
    try:
        if path.is_dir():
            place = _in_folder(path)
        elif path.suffix.lower() == ".zip":
            place = _in_zip(path)
        else:
            place = _beside(path)
        with place as manifest:
            yield manifest
    except OSError as error:
        raise ReadFailed(path.name, error.strerror or "unknown reason") from error
    except DAMAGED as error:
        raise NotAnExport(path.name, "the ZIP file is damaged") from error


@contextlib.contextmanager
def _in_folder(path: Path) -> Iterator[Manifest]:
    place = path / NAME
    if not place.is_file():
        raise NotAnExport(path.name, "there is no manifest in it")
    names = {each.relative_to(path).as_posix() for each in path.rglob("*") if each.is_file()}
    with place.open("rb") as file:
        yield Manifest(
            path.name,
            file,
            lambda name: path.joinpath(*name.split("/")).open("rb"),
            names - {NAME},
        )


@contextlib.contextmanager
def _in_zip(path: Path) -> Iterator[Manifest]:
    with path.open("rb") as whole, zipfile.ZipFile(whole) as archive:
        names = set(archive.namelist())
        if NAME not in names:
            raise NotAnExport(path.name, "there is no manifest in it")
        added = list(_added(whole, archive))

        def open_file(member: str) -> AbstractContextManager[BinaryIO]:
            return cast("AbstractContextManager[BinaryIO]", archive.open(member))

        with open_file(NAME) as file:
            manifest = Manifest(path.name, file, open_file, names - {NAME})
            manifest.faults += added
            yield manifest


def _added(whole: BinaryIO, archive: zipfile.ZipFile) -> Iterator[Fault]:
    """What lies in a ZIP file beside the files that it shows."""
    if stray := stray_bytes(whole, archive):
        yield Fault(
            "file",
            f"{stray} bytes were added to the ZIP file after it was written; they are part of "
            "none of its files.",
        )
    for name, count in Counter(archive.namelist()).items():
        if count > 1:
            yield Fault("file", f"{name} is {count} times in the ZIP file; one hides the others.")


@contextlib.contextmanager
def _beside(path: Path) -> Iterator[Manifest]:
    place = path if path.name.endswith(BESIDE) else path.with_name(path.name + BESIDE)
    if not place.is_file():
        raise NotAnExport(path.name, f"its manifest {place.name} is not beside it")
    # A file may be given another name together with its manifest.
    single = place.with_name(place.name.removesuffix(BESIDE))
    with place.open("rb") as file:
        manifest = Manifest(path.name, file, lambda _name: single.open("rb"), set())
        if single.is_file():
            manifest.names = {each["name"] for each in manifest.files}
        yield manifest
