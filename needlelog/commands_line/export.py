"""`needlelog export`: every record of a clinic in one file."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from needlelog.commands_line.exits import DONE, EXIT_CODES
from needlelog.commands_line.output_file import (
    force_option,
    output_argument,
    refuse_among_the_records,
    refuse_to_overwrite,
)
from needlelog.commands_line.passphrase import passphrase_file_option
from needlelog.commands_line.profile import opened_clinic, person_option, profile_option

if TYPE_CHECKING:
    from pathlib import Path


@click.command("export", epilog=EXIT_CODES)
@profile_option
@person_option
@passphrase_file_option
@output_argument
@click.option(
    "--format",
    "kind",
    type=click.Choice(["json"]),
    default="json",
    show_default=True,
    help="How the file is written.",
)
@force_option
def command(
    profile: Path | None,
    person: str | None,
    passphrase_file: Path | None,
    output: Path,
    kind: str,  # noqa: ARG001  JSON is the only one so far
    force: bool,
) -> None:
    """Write every record of the clinic into the file OUT, which is not encrypted."""
    from needlelog.services.export_json import export_json

    refuse_to_overwrite(output, force=force)
    with opened_clinic(profile, person, passphrase_file) as clinic:
        refuse_among_the_records(output, clinic)
        with click.progressbar(length=1, label="Writing", file=sys.stderr) as bar:

            def show(done: int, total: int) -> None:
                bar.length = total
                bar.update(done - bar.pos)

            rows = export_json(clinic, output, show)
    click.echo(f"{rows} rows written to {output}. The file is not encrypted: keep it safe.")
    raise SystemExit(DONE)
