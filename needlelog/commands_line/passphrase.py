"""Where a command without a window takes the passphrase from."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from needlelog.files.recovery_code import RecoveryCode

VARIABLE = "NEEDLELOG_PASSPHRASE"


def or_from_the_program(
    context: click.Context, parameter: click.Parameter, value: object
) -> object:
    """Take an option that stands before the subcommand where the subcommand has none itself."""
    if value is None and parameter.name is not None:
        return context.find_root().params.get(parameter.name)
    return value


passphrase_file_option = click.option(
    "--passphrase-file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    callback=or_from_the_program,
    help=f"File whose first line is the passphrase; otherwise {VARIABLE}, otherwise a prompt.",
)
recovery_code_option = click.option(
    "--recovery-code",
    is_flag=True,
    help="What is read is the recovery code, not a passphrase.",
)


def read_secret(file: Path | None, *, by_code: bool) -> str | RecoveryCode:
    """The passphrase, or the recovery code. Raises `RecoveryCodeMistyped`."""
    from needlelog.files.recovery_code import parse_recovery_code

    words = read_passphrase(file)
    return parse_recovery_code(words) if by_code else words


def read_passphrase(file: Path | None) -> str:
    """Return the passphrase from the file, the environment or a hidden prompt, in this order."""
    if file is not None:
        lines = file.read_text(encoding="utf-8").splitlines()
        return lines[0] if lines else ""
    given = os.environ.get(VARIABLE)
    if given is not None:
        return given
    answer: str = click.prompt("Passphrase", hide_input=True)
    return answer
