"""The files of an export against its manifest, and what they say against what was signed."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from needlelog.domain.exports.chain import SIGNING_ACTS
from needlelog.domain.exports.formulas import formula_safe
from needlelog.domain.faults import Fault
from needlelog.services.exports.manifest_reading import DAMAGED, Manifest

_PIECE = 1024 * 1024
_LONGEST_CELL = 64 * 1024 * 1024
_ZONES = "zones.csv"
_SAME_WORDS = ("zone", "side", "pattern", "concern", "reason", "note")
_SAME_NUMBERS = ("passes", "erythema", "bleeding", "pain")


class ZoneCheck:
    """Compares the table of zones with the entries of the signatures, a hash a session."""

    def __init__(self, manifest: Manifest) -> None:
        self._exact = bool(manifest.asked.get("exact"))
        self._wanted: dict[str, str] = {}

    def look_at(self, record: dict[str, Any]) -> None:
        """Note what was signed in a session."""
        digest = hashlib.sha256()
        for row in _signed_zones(record, exact=self._exact):
            digest.update(repr(row).encode("utf-8", "surrogatepass"))
        self._wanted[record["uid"]] = digest.hexdigest()

    def faults(self, manifest: Manifest, name: str) -> Iterator[Fault]:
        """Sessions whose zones in the table are not those that were signed."""
        none = hashlib.sha256()
        found: dict[str, Any] = {}
        before = csv.field_size_limit(_LONGEST_CELL)
        try:
            with manifest.open(name) as file:
                text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="")
                for row in csv.DictReader(text):
                    digest = found.setdefault(row["session_uid"], none.copy())
                    digest.update(repr(_cells(row)).encode("utf-8", "surrogatepass"))
        except (KeyError, ValueError, csv.Error, *DAMAGED):
            yield Fault("file", f"{name} cannot be read as it was written.")
            return
        finally:
            csv.field_size_limit(before)
        for uid in {**self._wanted, **found}:
            if found.get(uid, none).hexdigest() != self._wanted.get(uid):
                yield Fault("record", f"{name}: the zones of session {uid} are not those signed.")


def check_files(manifest: Manifest, zones: ZoneCheck) -> Iterator[Fault]:
    """Faults of the files: missing, changed, added, or at odds with what was signed."""
    named = {each["name"]: each for each in manifest.files}
    for name, said in named.items():
        if name not in manifest.names:
            yield Fault("file", f"{name} is missing.")
        elif _hash(manifest, name) != said["sha256"]:
            yield Fault("file", f"{name} was changed after it was written.")
    for name in sorted(manifest.names - named.keys()):
        yield Fault("file", f"{name} does not belong to the export.")
    table = next((name for name in named if name.endswith(_ZONES)), "")
    if table in manifest.names and not manifest.asked.get("pseudonymised"):
        yield from zones.faults(manifest, table)


def _hash(manifest: Manifest, name: str) -> str:
    """The hash of a file, empty where it cannot be read to its end."""
    digest = hashlib.sha256()
    with suppress(*DAMAGED), manifest.open(name) as file:
        while piece := file.read(_PIECE):
            digest.update(piece)
        return digest.hexdigest()
    return ""


def _cells(row: dict[str, str]) -> tuple[str, ...]:
    names = ("row", "depth_mm", *_SAME_WORDS, *_SAME_NUMBERS)
    return tuple(row[name] for name in names)


def _signed_zones(record: dict[str, Any], *, exact: bool) -> list[tuple[str, ...]]:
    """The zones of the signed content, as the table of zones spells them."""
    for entry in record["entries"]:
        if entry["act"] in SIGNING_ACTS:
            # Words that are no JSON any more: the entry's hash has told of it already.
            with suppress(ValueError, KeyError, TypeError, AttributeError):
                content = json.loads(entry["after"])["content"]
                return [_zone(row, exact=exact) for row in content.get("zones", [])]
    return []


def _zone(row: dict[str, Any], *, exact: bool) -> tuple[str, ...]:
    depth = row.get("depth_um")
    spelled = "" if depth is None else f"{depth / 1000:.{2 if depth % 10 == 0 else 3}f}"
    words = [str(row.get(name) or "") for name in _SAME_WORDS]
    numbers = [row.get(name) for name in _SAME_NUMBERS]
    return (
        str(row["row"]),
        spelled,
        *(words if exact else map(formula_safe, words)),
        *("" if number is None else str(number) for number in numbers),
    )
