"""The folder through which this computer exchanges records: a stick or a folder that is shared.

The choice belongs to the computer and stands beside the records in `exchange_folder.json`.
"""

from __future__ import annotations

import contextlib
import json
from pathlib import Path

from needlelog.files.atomic_write import write_atomically

FILE = "exchange_folder.json"


def chosen_folder(clinic_folder: Path) -> Path | None:
    """The folder chosen last; a missing or damaged file means that none was."""
    with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
        return Path(json.loads((clinic_folder / FILE).read_text(encoding="utf-8"))["folder"])
    return None


def choose_folder(clinic_folder: Path, folder: Path) -> None:
    """Keep the choice. Raises `DiskFull`, `WriteRefused`, `WriteFailed`."""
    write_atomically(clinic_folder / FILE, json.dumps({"folder": str(folder)}, indent=2).encode())
