"""The rules of the house that no linter knows."""

from __future__ import annotations

import ast
import re
import subprocess
import tomllib
import zipfile
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "needlelog"
LONGEST_FILE = 400

# Spelled with brackets, so that this file does not hold what it forbids. Anna is invented: where
# a test needs somebody's home folder, it is hers.
MACHINE_PATHS = re.compile(
    r"(?<![\w.])/(?:[r]oot|[w]ork|[t]mp)/"
    r"|(?:(?<![\w.])/[h]ome/|(?<![\w.])/[U]sers/|[A-Z]:\\[U]sers\\)(?![aA]nna\b)\w"
)
ADDRESSES = re.compile(r"\w+://|--(?:extra-)?index-url|--find-links|--trusted-host|@ file")


@cache
def tracked_files() -> tuple[Path, ...]:
    """Return the files git keeps that lie on the disk."""
    answer = subprocess.run(
        ["git", "ls-files", "-z"],  # noqa: S607 - git is found as the developer finds it
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if answer.returncode:
        pytest.skip("not a git checkout")
    paths = (ROOT / name for name in answer.stdout.split("\0") if name)
    return tuple(path for path in paths if path.is_file())


def package_sources() -> tuple[Path, ...]:
    """Return the program's own modules."""
    return tuple(sorted(PACKAGE.rglob("*.py")))


def named(paths: list[Path]) -> list[str]:
    """Return paths as a reader wants them in a failure."""
    return [path.relative_to(ROOT).as_posix() for path in paths]


def text_of(path: Path) -> str | None:
    """Return the text of a file, or None where it is not text."""
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return None


def test_style_sheets_are_set_in_the_theme_alone() -> None:
    theme = PACKAGE / "ui" / "theme"
    strangers = [
        path
        for path in package_sources()
        if "setStyleSheet" in path.read_text(encoding="utf-8") and not path.is_relative_to(theme)
    ]
    assert named(strangers) == []


def test_no_module_is_longer_than_a_reader_can_hold() -> None:
    long = {
        path.relative_to(ROOT).as_posix(): lines
        for path in package_sources()
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > LONGEST_FILE
    }
    assert long == {}


def test_a_package_init_holds_only_its_docstring() -> None:
    busy = []
    # The floor of Qt makes Python's constants last before any Qt is used; nothing else may.
    # Both take away what a library does to everything that is imported after it.
    allowed = {PACKAGE / "ui" / "__init__.py", PACKAGE / "db" / "__init__.py"}
    for path in set(PACKAGE.glob("*/**/__init__.py")) - allowed:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        if len(tree.body) != 1 or ast.get_docstring(tree) is None:
            busy.append(path)
    assert named(busy) == []


def test_the_root_package_holds_at_most_the_version_of_the_project() -> None:
    tree = ast.parse((PACKAGE / "__init__.py").read_text(encoding="utf-8"))
    code = [ast.unparse(node) for node in tree.body[1:]]
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    allowed = {"from __future__ import annotations", f"__version__ = {project['version']!r}"}
    assert ast.get_docstring(tree)
    assert set(code) <= allowed


def test_every_folder_of_modules_is_a_package() -> None:
    steps = PACKAGE / "db" / "migrations" / "versions"  # alembic loads these by file
    folders = {path.parent for path in package_sources()} - {steps}
    assert named([folder for folder in folders if not (folder / "__init__.py").exists()]) == []


def test_no_tracked_file_names_a_place_on_somebodys_machine() -> None:
    told = [path for path in tracked_files() if MACHINE_PATHS.search(text_of(path) or "")]
    assert named(told) == []


def test_the_lock_file_holds_no_address() -> None:
    lines = (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if ADDRESSES.search(line)] == []


def test_every_requirement_is_pinned_as_in_the_lock_file() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = [*project["project"]["dependencies"], *project["dependency-groups"]["dev"]]
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    locked = set(re.findall(r"^([a-z0-9-]+==\S+) \\$", lock, flags=re.MULTILINE))
    assert [pin for pin in wanted if pin.lower() not in locked] == []


def test_the_wheel_carries_the_reference_data(tmp_path: Path) -> None:
    from hatchling.builders.wheel import WheelBuilder

    (wheel,) = WheelBuilder(str(ROOT)).build(directory=str(tmp_path), versions=["standard"])
    inside = set(zipfile.ZipFile(wheel).namelist())
    data = {
        f"needlelog/{path.relative_to(ROOT).as_posix()}"
        for path in tracked_files()
        if path.is_relative_to(ROOT / "resources")
    }
    assert data
    assert data <= inside
    assert not any(name.startswith(("tests/", "resources/")) for name in inside)
