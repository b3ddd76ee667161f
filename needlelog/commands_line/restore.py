"""`needlelog restore`: a new clinic made of a JSON export."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from needlelog.commands_line.exits import DONE, EXIT_CODES, told_in_a_sentence
from needlelog.commands_line.passphrase import passphrase_file_option, read_passphrase


@click.command("restore", epilog=EXIT_CODES)
@passphrase_file_option
@click.option(
    "--person",
    metavar="NAME",
    help="The manager who signs in first. Without it: the first manager of the clinic.",
)
@click.argument("export", metavar="EXPORT", type=click.Path(exists=True, path_type=Path))
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
def command(passphrase_file: Path | None, person: str | None, export: Path, folder: Path) -> None:
    """Make a clinic in DIR, a new or empty folder, of the JSON file EXPORT.

    The passphrase asked for is a new one. The recovery code is shown once: write it down.
    """
    from needlelog.app import real_clock
    from needlelog.domain.errors import NoSuchPerson
    from needlelog.files.recovery_code import new_recovery_code
    from needlelog.services.restore_json import managers_in, restore_clinic

    with told_in_a_sentence():
        wanted = None if person is None else person.casefold()
        found = [
            each for each in managers_in(export) if wanted in (None, each.sign_in_name.casefold())
        ]
        if not found:
            raise NoSuchPerson("")
        passphrase = read_passphrase(passphrase_file)
        code = new_recovery_code()
        with click.progressbar(length=1, label="Reading", file=sys.stderr) as bar:

            def show(done: int, total: int) -> None:
                bar.length = total
                bar.update(done - bar.pos)

            rows = restore_clinic(
                export, folder, found[0], passphrase, code, real_clock, progress=show
            )
    click.echo(f"{rows} rows were taken over. {found[0].sign_in_name} signs in.")
    click.echo(f"Recovery code, shown only now: {code.text}")
    click.echo("Pictures are not in a JSON export.")
    raise SystemExit(DONE)
