"""`needlelog unpack`: a clinic of a file that was packed on another computer."""

from __future__ import annotations

from pathlib import Path

import click

from needlelog.commands_line.exits import DONE, EXIT_CODES, told_in_a_sentence
from needlelog.commands_line.passphrase import (
    passphrase_file_option,
    read_secret,
    recovery_code_option,
)
from needlelog.commands_line.profile import person_named, person_option


@click.command("unpack", epilog=EXIT_CODES)
@person_option
@passphrase_file_option
@recovery_code_option
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
def command(
    person: str | None,
    passphrase_file: Path | None,
    recovery_code: bool,
    file: Path,
    folder: Path,
) -> None:
    """Make a clinic in DIR, a new or empty folder, of the packed clinic FILE.

    Everything is checked first; where something is wrong, nothing is left behind.
    """
    from needlelog.app import real_clock
    from needlelog.services.moving import packed_clinic, unpack

    with told_in_a_sentence():
        _contents, people = packed_clinic(file)
        uid = person_named([(each.person_uid, each.sign_in_name) for each in people], person)
        secret = read_secret(passphrase_file, by_code=recovery_code)
        contents = unpack(file, folder, uid, secret, real_clock)
    click.echo(f"{folder}: {contents.sessions} sessions, {contents.photos} photos.")
    raise SystemExit(DONE)
