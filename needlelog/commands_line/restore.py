"""`needlelog restore`: a backup in the place of the records, or a new clinic of a JSON export."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from needlelog.commands_line.exits import DONE, EXIT_CODES, told_in_a_sentence
from needlelog.commands_line.passphrase import (
    passphrase_file_option,
    read_passphrase,
    recovery_code_option,
)
from needlelog.commands_line.profile import person_option, profile_option

if TYPE_CHECKING:
    from needlelog.services.exports.pictures_back import PicturesBack

_MOST_NAMED = 20
"""So many photos that did not come back are named."""


@click.command("restore", epilog=EXIT_CODES)
@click.option("--list", "listed", is_flag=True, help="List the backups there are, newest first.")
@click.option(
    "--backup",
    metavar="NAME",
    help="Put this backup, a name of the list or “latest”, in the place of the records.",
)
@click.option(
    "--from",
    "chosen",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="DIR",
    help="Look for backups in this folder or drive instead of the clinic's own places.",
)
@click.option("--take-back", is_flag=True, help="Let the records that were set aside come back.")
@click.option("--photos", is_flag=True, help="Bring missing or damaged photo files back.")
@profile_option
@person_option
@passphrase_file_option
@recovery_code_option
@click.argument("export", required=False, type=click.Path(exists=True, path_type=Path))
@click.argument("folder", metavar="[DIR]", required=False, type=click.Path(path_type=Path))
def command(  # noqa: PLR0913  one parameter an option
    listed: bool,
    backup: str | None,
    chosen: Path | None,
    take_back: bool,
    photos: bool,
    profile: Path | None,
    person: str | None,
    passphrase_file: Path | None,
    recovery_code: bool,
    export: Path | None,
    folder: Path | None,
) -> None:
    """Put a backup in the place of the records, or make a clinic in DIR of the file EXPORT.

    EXPORT is the JSON file, or the ZIP file of the whole clinic, whose pictures come back too.

    What a backup replaces is set aside in the clinic folder and can be taken back. As long as the
    clinic opens, its manager does it, with a passphrase or the recovery code. Where the records
    cannot be opened any more, a passphrase of the backup, or the recovery code, is enough.

    For an EXPORT the passphrase asked for is a new one, --person is the manager who signs in
    first, and the recovery code is shown once: write it down.
    """
    from needlelog.commands_line import backup_restoring as backups

    wanted = (listed, backup is not None, take_back, photos, export is not None)
    if sum(wanted) != 1 or (export is not None) != (folder is not None):
        raise click.UsageError(
            "Say one of --list, --backup NAME, --take-back, --photos, or EXPORT and DIR."
        )
    with told_in_a_sentence():
        if export is not None and folder is not None:
            _make_clinic(export, folder, person, passphrase_file)
        elif listed:
            backups.list_backups(profile, chosen)
        elif backup is not None:
            backups.restore_backup(
                profile, backup, chosen, person, passphrase_file, by_code=recovery_code
            )
        elif take_back:
            backups.take_back(profile, person, passphrase_file)
        else:
            backups.bring_photos_back(profile, chosen, person, passphrase_file)
    raise SystemExit(DONE)


def _make_clinic(
    export: Path, folder: Path, person: str | None, passphrase_file: Path | None
) -> None:
    from needlelog.app import real_clock
    from needlelog.domain.errors import NoSuchPerson
    from needlelog.files.recovery_code import new_recovery_code
    from needlelog.services.restore_json import managers_in, restore_clinic

    wanted = None if person is None else person.casefold()
    found = [each for each in managers_in(export) if wanted in (None, each.sign_in_name.casefold())]
    if not found:
        raise NoSuchPerson("")
    passphrase = read_passphrase(passphrase_file)
    code = new_recovery_code()
    with click.progressbar(length=1, label="Reading", file=sys.stderr) as bar:

        def show(done: int, total: int) -> None:
            bar.length = total
            bar.update(done - bar.pos)

        made = restore_clinic(export, folder, found[0], passphrase, code, real_clock, progress=show)
    click.echo(f"{made.rows} rows were taken over. {found[0].sign_in_name} signs in.")
    click.echo(f"Recovery code, shown only now: {code.text}")
    _tell_pictures(made.pictures)


def _tell_pictures(pictures: PicturesBack) -> None:
    if pictures.brought:
        click.echo(f"Pictures brought back: {len(pictures.brought)}.")
    for words, uids in (
        ("Not in the export", pictures.missing),
        ("Damaged in the export, left out", pictures.damaged),
    ):
        if uids:
            click.echo(f"{words}: {len(uids)}.")
            click.echo("\n".join(f"  photo {uid}" for uid in uids[:_MOST_NAMED]))
