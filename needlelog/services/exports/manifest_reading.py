"""A manifest read back, and the files it speaks of, wherever they are."""

from __future__ import annotations

import contextlib
import hashlib
import json
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, BinaryIO, cast

from needlelog.domain.errors import ReadFailed
from needlelog.domain.exports.chain import SIGNING_ACTS, exported_entry_hash
from needlelog.domain.exports.request import NotAnExport
from needlelog.domain.faults import Fault
from needlelog.services.export_json import FORMAT as JSON_FORMAT
from needlelog.services.exports.manifest import BESIDE, FORMAT, NAME, VERSION

_END = b',"sha256": '
DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError)
"""What reading from a damaged ZIP file raises."""
Opener = Callable[[str], AbstractContextManager[BinaryIO]]


class Manifest:
    """What a manifest says. ``open`` opens a file it speaks of; ``names`` are those there are.

    ``sha256`` is its own hash, under which the trail knows an export of several files.
    """

    def __init__(self, name: str, content: bytes, open_file: Opener, names: set[str]) -> None:
        """Read it. Raises `NotAnExport`."""
        try:
            self._said: dict[str, Any] = json.loads(content)
        except ValueError as error:
            raise NotAnExport(name, "its manifest is damaged") from error
        if not isinstance(self._said, dict) or self._said.get("format") != FORMAT:
            raise NotAnExport(name, "it has no manifest of NeedleLog")
        if self._said.get("version") != VERSION:
            raise NotAnExport(name, "it comes from a newer NeedleLog")
        self.open = open_file
        self.names = names
        self.sha256 = hashlib.sha256(content).hexdigest()
        self.faults: tuple[Fault, ...] = ()
        begin = content[: content.rfind(_END)]
        if hashlib.sha256(begin).hexdigest() != self._said.get("sha256"):
            self.faults = (Fault("manifest", "The manifest was changed after it was written."),)

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

    @property
    def records(self) -> list[dict[str, Any]]:
        """The sessions with their entries."""
        return list(self._said.get("records", []))

    def check_records(self, faults: list[Fault]) -> int:
        """Work out every entry's hash again and follow the chain where entries touch."""
        links: dict[tuple[str, int], tuple[str, str]] = {}
        bare = bool(self.asked.get("pseudonymised"))
        for record in self.records:
            faults += _faults_of(record, bare=bare)
            for entry in record["entries"]:
                key = (entry["origin"], entry["sequence"])
                links[key] = (entry["hash"], entry["previous_hash"])
        faults += _broken_links(links, self.heads)
        return len(links)


def _faults_of(record: dict[str, Any], *, bare: bool) -> Iterator[Fault]:
    uid = record["uid"]
    entries = record["entries"]
    signing = [entry for entry in entries if entry["act"] in SIGNING_ACTS]
    if len(signing) != 1 or signing[0]["hash"] != record["chain_hash"]:
        yield Fault("record", f"Session {uid} has not the entry with which it was signed.")
    for entry in entries:
        if not bare and exported_entry_hash(entry) != entry["hash"]:
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
            yield _in_folder(path)
        elif zipfile.is_zipfile(path) and path.suffix.lower() == ".zip":
            with zipfile.ZipFile(path) as archive:
                yield _in_zip(path.name, archive)
        else:
            yield _beside(path)
    except OSError as error:
        raise ReadFailed(path.name, error.strerror or "unknown reason") from error
    except DAMAGED as error:
        raise NotAnExport(path.name, "the ZIP file is damaged") from error


def _in_folder(path: Path) -> Manifest:
    place = path / NAME
    if not place.is_file():
        raise NotAnExport(path.name, "there is no manifest in it")
    names = {each.relative_to(path).as_posix() for each in path.rglob("*") if each.is_file()}
    return Manifest(
        path.name,
        place.read_bytes(),
        lambda name: path.joinpath(*name.split("/")).open("rb"),
        names - {NAME},
    )


def _in_zip(name: str, archive: zipfile.ZipFile) -> Manifest:
    names = set(archive.namelist())
    if NAME not in names:
        raise NotAnExport(name, "there is no manifest in it")
    return Manifest(
        name,
        archive.read(NAME),
        lambda member: cast("AbstractContextManager[BinaryIO]", archive.open(member)),
        names - {NAME},
    )


def _beside(path: Path) -> Manifest:
    place = path if path.name.endswith(BESIDE) else path.with_name(path.name + BESIDE)
    if not place.is_file():
        raise NotAnExport(path.name, f"its manifest {place.name} is not beside it")
    content = place.read_bytes()
    own = place.name.removesuffix(BESIDE)
    names = {own} if place.with_name(own).is_file() else set()

    def open_file(name: str) -> AbstractContextManager[BinaryIO]:
        # A file may be given another name together with its manifest.
        return place.with_name(own if name in files else name).open("rb")

    manifest = Manifest(path.name, content, open_file, names)
    files = {each["name"] for each in manifest.files}
    manifest.names = files if names else set()
    return manifest
