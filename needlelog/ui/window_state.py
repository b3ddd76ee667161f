"""How the window last looked in a clinic folder: read before anybody has signed in.

It lies beside the database in `window.json` and says nothing about clients. A missing or damaged
file means the usual look.
"""

from __future__ import annotations

import contextlib
import json
from dataclasses import asdict, dataclass, fields
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
    and who signed in last."""

    appearance: str = "system"
    text_size: float = 1.0
    touch_size: int = 44
    geometry: str = ""
    person_uid: str = ""


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


def apply_look(theme: ThemeManager, state: WindowState) -> None:
    """Put the kept look in force; a word or number out of use means the usual look."""
    mode = Mode(state.appearance) if state.appearance in set(Mode) else Mode.SYSTEM
    touch = TouchSize.LARGE if state.touch_size >= TouchSize.LARGE else TouchSize.COMFORTABLE
    theme.apply(mode, state.text_size, touch)
