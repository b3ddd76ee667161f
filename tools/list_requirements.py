"""Prints every requirement that pyproject.toml names, one a line, for the lock file."""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path

PROJECT_FILE = Path(__file__).resolve().parent.parent / "pyproject.toml"


def main() -> int:
    """Print the requirements of the program and of its development."""
    project = tomllib.loads(PROJECT_FILE.read_text(encoding="utf-8"))
    for requirement in (*project["project"]["dependencies"], *project["dependency-groups"]["dev"]):
        print(requirement)
    return 0


if __name__ == "__main__":
    sys.exit(main())
