"""How the window last looked in a clinic folder: read before anybody has signed in.

It lies beside the database in `window.json` and says nothing about clients. A missing or damaged
file means the usual look.
"""

from __future__ import annotations

import contextlib
import json
from dataclasses import asdict, dataclass, field, fields, replace
from typing import TYPE_CHECKING, Any

from needlelog.domain.errors import KnownError
from needlelog.files.atomic_write import write_atomically
from needlelog.ui.theme.manager import Mode, ThemeManager
from needlelog.ui.theme.metrics import TouchSize

if TYPE_CHECKING:
    from pathlib import Path

FILE = "window.json"


@dataclass(frozen=True, slots=True)
class WindowState:
    """The look (`system`, `light`, `dark`; text factor; touch pixels), the place of the window,
    who signed in last, the camera last chosen, and the columns each person chose for a list, by ``list:person``."""

    appearance: str = "system"
    text_size: float = 1.0
    touch_size: int = 44
    geometry: str = ""
    person_uid: str = ""
    camera: str = ""
    columns: dict[str, list[str]] = field(default_factory=dict)


def load_window_state(folder: Path) -> WindowState:
    """Return the state kept in a clinic folder; each value that makes no sense is left out."""
    try:
        stored = json.loads((folder / FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return WindowState()
    usual: dict[str, Any] = asdict(WindowState())
    if isinstance(stored, dict):
        usual |= {
            field.name: stored[field.name]
            for field in fields(WindowState)
            if type(stored.get(field.name)) is type(usual[field.name])
        }
    return WindowState(**usual)


def save_window_state(folder: Path, state: WindowState) -> None:
    """Keep the state; where the disk refuses, the next start simply looks as usual."""
    with contextlib.suppress(KnownError):
        write_atomically(folder / FILE, json.dumps(asdict(state), indent=2).encode())


def kept_columns(folder: Path, key: str) -> tuple[str, ...] | None:
    """The columns kept under a key; ``None`` where nobody has chosen any."""
    found = load_window_state(folder).columns.get(key)
    return tuple(map(str, found)) if isinstance(found, list) else None


def keep_columns(folder: Path, key: str, names: list[str]) -> None:
    """Keep the columns that were chosen for a list."""
    state = load_window_state(folder)
    save_window_state(folder, replace(state, columns={**state.columns, key: names}))


def keep_camera(folder: Path, key: str) -> None:
    """Keep which camera of this computer photos are taken with."""
    save_window_state(folder, replace(load_window_state(folder), camera=key))


def apply_look(theme: ThemeManager, state: WindowState) -> None:
    """Put the kept look in force; a word or number out of use means the usual look."""
    mode = Mode(state.appearance) if state.appearance in set(Mode) else Mode.SYSTEM
    touch = TouchSize.LARGE if state.touch_size >= TouchSize.LARGE else TouchSize.COMFORTABLE
    theme.apply(mode, state.text_size, touch)
