"""Which folder of this computer brings new pictures, such as one that a phone copies into.

It stands beside the records in `photo_folder.json`: the folder, and the instant up to which its
pictures were looked at, so that old ones are not offered again.
"""

from __future__ import annotations

import contextlib
import json
from dataclasses import dataclass
from pathlib import Path

from needlelog.files.atomic_write import write_atomically

FILE = "photo_folder.json"


@dataclass(frozen=True, slots=True)
class PhotoFolder:
    """A watched folder; ``seen_ns`` is a file time in nanoseconds since 1970."""

    path: Path
    seen_ns: int


def load_photo_folder(clinic_folder: Path) -> PhotoFolder | None:
    """The watched folder, if one was chosen."""
    with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
        stored = json.loads((clinic_folder / FILE).read_text(encoding="utf-8"))
        return PhotoFolder(Path(str(stored["folder"])), int(stored["seen_ns"]))
    return None


def save_photo_folder(clinic_folder: Path, folder: PhotoFolder) -> None:
    """Keep the choice. Raises `DiskFull`, `WriteRefused`, `WriteFailed`."""
    content = {"folder": str(folder.path), "seen_ns": folder.seen_ns}
    write_atomically(clinic_folder / FILE, json.dumps(content).encode())


def pictures_since(folder: PhotoFolder, suffixes: tuple[str, ...]) -> tuple[tuple[Path, int], ...]:
    """The picture files that came since, oldest first, each with its time; none when unreadable."""
    found = []
    with contextlib.suppress(OSError):
        for path in folder.path.iterdir():
            if path.suffix.lower() not in suffixes or path.name.startswith("."):
                continue
            with contextlib.suppress(OSError):
                changed = path.stat().st_mtime_ns
                if changed > folder.seen_ns and path.is_file():
                    found.append((path, changed))
    return tuple(sorted(found, key=lambda each: each[1]))
