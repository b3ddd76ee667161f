"""`needlelog backup`: make a backup that proves itself, now."""

from __future__ import annotations

from pathlib import Path

import click

from needlelog.commands_line.exits import DONE, EXIT_CODES, NOT_POSSIBLE
from needlelog.commands_line.passphrase import passphrase_file_option
from needlelog.commands_line.profile import opened_clinic, person_option, profile_option


@click.command("backup", epilog=EXIT_CODES)
@profile_option
@person_option
@passphrase_file_option
@click.option(
    "--to",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Only into this folder. Without it: into the clinic folder and the second place.",
)
def command(
    profile: Path | None,
    person: str | None,
    passphrase_file: Path | None,
    folder: Path | None,
) -> None:
    """Copy the records with their keys and photos, and check the copy before it counts.

    It needs the passphrase of anybody who can sign in, and ends with 3 where a place got none.
    """
    from needlelog.domain.backups import BackupReason
    from needlelog.services.backup_making import MadeBackup
    from needlelog.services.backups import back_up, back_up_to

    with opened_clinic(profile, person, passphrase_file) as clinic:
        made: list[MadeBackup]
        if folder is not None:
            made, failed = [back_up_to(clinic, folder, BackupReason.BY_HAND)], []
        else:
            outcome = back_up(clinic, BackupReason.BY_HAND)
            made, failed = list(outcome.made.values()), list(outcome.failed.values())
    for each in made:
        sessions, photos = each.note.holding.sessions, each.note.photos
        click.echo(each.place.folder_of(each.note.name))
        click.echo(f"  {sessions} sessions, {photos} photos; opened, checked and counted.")
    for error in failed:
        click.echo(str(error), err=True)
    raise SystemExit(NOT_POSSIBLE if failed else DONE)
