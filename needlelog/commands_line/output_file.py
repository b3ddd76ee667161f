"""The file a command writes: never over another by accident, never among the records."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from needlelog.commands_line.exits import NOT_POSSIBLE

if TYPE_CHECKING:
    from needlelog.services.clinic import Clinic

output_argument = click.argument("output", metavar="OUT", type=click.Path(path_type=Path))
force_option = click.option("--force", is_flag=True, help="Replace OUT where it exists.")


def refuse_to_overwrite(output: Path, *, force: bool) -> None:
    """Leave with a sentence where `output` is a folder, or a file and nobody forced it."""
    if output.is_dir():
        _refuse(f"{output} is a folder. Please name a file.")
    if not force and (output.exists() or output.is_symlink()):
        _refuse(f"{output} exists already and was left as it is. With --force it is replaced.")


def refuse_among_the_records(output: Path, clinic: Clinic) -> None:
    """Leave with a sentence where `output` lies in the clinic folder, beside encrypted records."""
    if output.resolve().is_relative_to(clinic.folder.path.resolve()):
        _refuse(
            "Files that are not encrypted do not belong in the clinic folder. "
            "Please name another folder."
        )


def _refuse(sentence: str) -> None:
    click.echo(sentence, err=True)
    raise SystemExit(NOT_POSSIBLE)
