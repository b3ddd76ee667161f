"""`needlelog send`: what is new here, in one file for the other computers of the clinic."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from needlelog.commands_line.exits import DONE, EXIT_CODES
from needlelog.commands_line.passphrase import passphrase_file_option
from needlelog.commands_line.profile import opened_clinic, person_option, profile_option


@click.command("send", epilog=EXIT_CODES)
@profile_option
@person_option
@passphrase_file_option
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@click.option(
    "--everything",
    is_flag=True,
    help="Also what the other computers have already; for one that took something back.",
)
def command(
    profile: Path | None,
    person: str | None,
    passphrase_file: Path | None,
    folder: Path,
    everything: bool,
) -> None:
    """Write what the other computers do not have yet into one encrypted, signed file in DIR."""
    from needlelog.services.exchange.sending import send

    with (
        opened_clinic(profile, person, passphrase_file) as clinic,
        click.progressbar(length=1, label="Writing", file=sys.stderr) as bar,
    ):

        def show(done: int, total: int) -> None:
            bar.length = max(total, 1)
            bar.update(done - bar.pos)

        sent = send(clinic, folder, everything=everything, progress=show)
    click.echo(f"{sent.rows} rows, {sent.changes} changes and {sent.photos} photos: {sent.file}")
    raise SystemExit(DONE)
