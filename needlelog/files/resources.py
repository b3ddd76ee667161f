"""The reference data that ships with the program: zones, maps, devices, rules.

In a source checkout the data lies in the top-level folder `resources`; in the installed
wheel it lies inside the package. Both are found here and nowhere else.
"""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any


@lru_cache(maxsize=1)
def resource_root() -> Traversable:
    """Return the folder that holds the reference data."""
    packaged = files("needlelog") / "resources"
    if packaged.is_dir():
        return packaged
    checkout = Path(__file__).resolve().parents[2] / "resources"
    if checkout.is_dir():
        return checkout
    raise FileNotFoundError("The program's reference data (resources) is missing.")


def read_text(name: str) -> str:
    """Return the text of one resource, named with slashes: `maps/face_front.svg`."""
    return _find(name).read_text(encoding="utf-8")


def read_bytes(name: str) -> bytes:
    """Return the bytes of one resource, for those that are not text."""
    return _find(name).read_bytes()


def load_toml(name: str) -> dict[str, Any]:
    """Return one TOML resource as a mapping, read anew each time; what is made of it is kept."""
    import tomllib

    return tomllib.loads(read_text(name))


def names_in(folder: str, suffix: str) -> tuple[str, ...]:
    """Return the sorted names, with folder, of the resources that end in `suffix`."""
    found = (entry.name for entry in _find(folder).iterdir())
    return tuple(f"{folder}/{name}" for name in sorted(found) if name.endswith(suffix))


def _find(name: str) -> Traversable:
    if name.startswith("/") or ".." in name.split("/"):
        raise ValueError(f"Not the name of a resource: {name!r}")
    return resource_root().joinpath(*name.split("/"))
