"""`needlelog verify`: is every record whole, chained and locked?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from needlelog.commands_line.exits import DONE, EXIT_CODES, FAULTS_FOUND
from needlelog.commands_line.passphrase import passphrase_file_option
from needlelog.commands_line.profile import opened_clinic, person_option, profile_option

if TYPE_CHECKING:
    from pathlib import Path


@click.command("verify", epilog=EXIT_CODES)
@profile_option
@person_option
@passphrase_file_option
def command(profile: Path | None, person: str | None, passphrase_file: Path | None) -> None:
    """Check pages, references, trail, locks and photos; tell each fault in a sentence."""
    from needlelog.services.verification import verify

    with opened_clinic(profile, person, passphrase_file) as clinic:
        faults = verify(clinic)
    for fault in faults:
        click.echo(fault.sentence)
    if not faults:
        click.echo("Everything is as it was written.")
    raise SystemExit(FAULTS_FOUND if faults else DONE)
