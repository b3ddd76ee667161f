"""`needlelog pack`: the whole clinic in one file, to carry it to another computer."""

from __future__ import annotations

from pathlib import Path

import click

from needlelog.commands_line.exits import DONE, EXIT_CODES
from needlelog.commands_line.passphrase import passphrase_file_option
from needlelog.commands_line.profile import opened_clinic, person_option, profile_option


@click.command("pack", epilog=EXIT_CODES)
@profile_option
@person_option
@passphrase_file_option
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def command(
    profile: Path | None, person: str | None, passphrase_file: Path | None, file: Path
) -> None:
    """Write records, photos and keys into FILE, encrypted as they are, and read it back.

    Passphrases and recovery code open it as they open the clinic.
    """
    from needlelog.services.moving import pack

    with opened_clinic(profile, person, passphrase_file) as clinic:
        contents = pack(clinic, file)
    click.echo(f"{file}: {contents.sessions} sessions, {contents.photos} photos.")
    if contents.photos_left_out:
        click.echo(f"{contents.photos_left_out} photo files are missing or damaged here.", err=True)
    raise SystemExit(DONE)
