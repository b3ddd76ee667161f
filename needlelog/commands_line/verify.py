"""`needlelog verify`: is every record whole, chained and locked?"""

from __future__ import annotations

from pathlib import Path

import click

from needlelog.commands_line.exits import DONE, EXIT_CODES, FAULTS_FOUND
from needlelog.commands_line.passphrase import passphrase_file_option
from needlelog.commands_line.profile import opened_clinic, person_option, profile_option


@click.command("verify", epilog=EXIT_CODES)
@profile_option
@person_option
@passphrase_file_option
@click.option(
    "--against",
    type=click.Path(exists=True, path_type=Path),
    metavar="FILE",
    help="An earlier export of this clinic: is everything still there that it noted?",
)
def command(
    profile: Path | None,
    person: str | None,
    passphrase_file: Path | None,
    against: Path | None,
) -> None:
    """Check pages, references, trail, locks and photos, each row against what the trail tells of
    it, and whether a backup knows of later records; tell each fault in a sentence."""
    from needlelog.services.exports.against import faults_against
    from needlelog.services.verification import verify

    with opened_clinic(profile, person, passphrase_file) as clinic:
        faults = verify(clinic)
        if against is not None:
            faults += faults_against(clinic, against)
    for fault in faults:
        click.echo(fault.sentence)
    if not faults:
        click.echo("Everything is as it was written.")
    raise SystemExit(FAULTS_FOUND if faults else DONE)
