"""What this computer remembers outside the clinic folder: only where that folder is."""

from __future__ import annotations

import json
from pathlib import Path

from needlelog.domain.errors import ReadFailed, WriteFailed
from needlelog.files.atomic_write import write_atomically
from needlelog.files.clinic_folder import default_folder

_FILE = "clinic_folder.json"


def settings_folder() -> Path:
    """The user's settings folder of this computer."""
    from platformdirs import user_config_dir

    return Path(user_config_dir("NeedleLog", appauthor=False))


def remembered_folder(settings: Path | None = None) -> Path:
    """The clinic folder chosen at set-up, else the usual place. Raises `ReadFailed`."""
    path = (settings or settings_folder()) / _FILE
    try:
        chosen = json.loads(path.read_text(encoding="utf-8"))["folder"]
        return Path(chosen)
    except FileNotFoundError:
        return default_folder()
    except OSError as error:
        raise ReadFailed(_FILE, error.strerror or type(error).__name__) from error
    except (ValueError, KeyError, TypeError) as error:
        raise ReadFailed(_FILE, "it is damaged") from error


def remember_folder(folder: Path, settings: Path | None = None) -> None:
    """Open this folder from now on; nothing is written for the usual place.

    Raises `DiskFull`, `WriteRefused` or `WriteFailed`.
    """
    path = (settings or settings_folder()) / _FILE
    if folder == default_folder() and not path.exists():
        return
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise WriteFailed(_FILE, error.strerror or type(error).__name__) from error
    write_atomically(path, json.dumps({"folder": str(folder)}, indent=2).encode())
