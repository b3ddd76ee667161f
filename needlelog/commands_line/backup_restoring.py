"""What `needlelog restore` does with backups."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from needlelog.commands_line.exits import FAULTS_FOUND
from needlelog.commands_line.passphrase import read_secret
from needlelog.commands_line.profile import opened_clinic, person_named

if TYPE_CHECKING:
    from needlelog.files.backup_search import FoundBackup
    from needlelog.files.clinic_folder import ClinicFolder
    from needlelog.files.recovery_code import RecoveryCode
    from needlelog.services.clinic import Clinic

_LATEST = "latest"


def list_backups(profile: Path | None, chosen: Path | None) -> None:
    """Print the backups there are, newest first, and what each holds."""
    found = _found(_folder(profile), chosen)
    for each in found:
        click.echo(f"{each.note.name}  {_words(each)}")
    if not found:
        click.echo("There are no backups.", err=True)


def restore_backup(
    profile: Path | None,
    name: str,
    chosen: Path | None,
    person: str | None,
    passphrase_file: Path | None,
    *,
    by_code: bool,
) -> None:
    """Put a backup in the place of the records and say what was set aside."""
    from needlelog.app import real_clock
    from needlelog.domain.errors import KnownError
    from needlelog.services import restoring

    folder = _folder(profile)
    found = _found(folder, chosen)
    backup = _named(found, name)
    people = _people(folder, backup)
    person_uid = person_named(people, person)
    secret = read_secret(passphrase_file, by_code=by_code)
    clinic = _opened(folder, person_uid, secret)
    try:
        if clinic is not None:
            prepared = restoring.prepare_here(clinic, backup, by_code=by_code)
            restoring.restore_here(clinic, prepared)
        else:
            prepared = restoring.prepare(folder, backup, person_uid, secret, real_clock)
            restoring.restore(folder, prepared, person_uid, real_clock)
    except KnownError:
        older = [each for each in found if each.note.made_at < backup.note.made_at]
        if older:
            click.echo(f"The one before it is {older[0].note.name}.", err=True)
        raise
    finally:
        if clinic is not None:
            clinic.close()
    click.echo(f"{backup.note.name} is in its place: {_words(backup)}")
    click.echo("What was there is in the folder set-aside; --take-back lets it come back.")


def take_back(profile: Path | None, person: str | None, passphrase_file: Path | None) -> None:
    """Let the records that were set aside last come back."""
    from needlelog.services import set_aside

    with opened_clinic(profile, person, passphrase_file) as clinic:
        kept = set_aside.set_aside(clinic.folder)
        if not kept:
            raise click.UsageError("No records were set aside.")
        set_aside.take_back(clinic, kept[0])
    click.echo("The records from before the restore are back; what was restored is set aside.")


def bring_photos_back(
    profile: Path | None, chosen: Path | None, person: str | None, passphrase_file: Path | None
) -> None:
    """Look at every photo file and bring back from backups what is missing or damaged."""
    from needlelog.services import photo_repair

    with opened_clinic(profile, person, passphrase_file) as clinic:
        repair = photo_repair.bring_photos_back(clinic, photo_repair.harmed_photos(clinic), chosen)
    click.echo(f"{len(repair.brought)} photo files were brought back.")
    for name in repair.lost:
        click.echo(f"No backup has the photo file {name} unharmed.")
    if repair.lost:
        raise SystemExit(FAULTS_FOUND)


def _folder(profile: Path | None) -> ClinicFolder:
    from needlelog.app import real_clock
    from needlelog.files.clinic_folder import ClinicFolder
    from needlelog.files.replacing import finish_interrupted
    from needlelog.files.this_computer import remembered_folder

    folder = ClinicFolder(profile if profile is not None else remembered_folder())
    finish_interrupted(folder, real_clock)
    return folder


def _found(folder: ClinicFolder, chosen: Path | None) -> tuple[FoundBackup, ...]:
    from needlelog.services.restoring import backups_to_restore

    return backups_to_restore(folder, chosen)


def _named(found: tuple[FoundBackup, ...], name: str) -> FoundBackup:
    """The newest of that name; a doubtful one is taken only by its name."""
    wanted = [
        each
        for each in found
        if each.note.name == name or (name == _LATEST and not each.note.doubt)
    ]
    if not wanted:
        raise click.UsageError(f"There is no backup {name}; --list tells which there are.")
    return wanted[0]


def _people(folder: ClinicFolder, backup: FoundBackup) -> tuple[tuple[str, str], ...]:
    """Uid and name of those who may sign in: today's where they can be read, else the backup's."""
    from needlelog.app import real_clock
    from needlelog.domain.errors import KeysDamaged, KeysMissing
    from needlelog.files.key_store import KeyStore
    from needlelog.services.restoring import people_of

    try:
        people = KeyStore(folder.keys, folder.attempts, real_clock).people()
    except (KeysMissing, KeysDamaged):
        people = people_of(backup)
    return tuple((each.person_uid, each.sign_in_name) for each in people)


def _opened(folder: ClinicFolder, person_uid: str, secret: str | RecoveryCode) -> Clinic | None:
    """The clinic, signed in; None where its records cannot be opened."""
    from needlelog.app import real_clock
    from needlelog.domain.restoring import CANNOT_BE_OPENED
    from needlelog.services.clinic import open_clinic, open_with_recovery_code

    try:
        if isinstance(secret, str):
            return open_clinic(folder.path, person_uid, secret, real_clock)
        return open_with_recovery_code(folder.path, person_uid, secret, real_clock)
    except CANNOT_BE_OPENED:
        return None


def _words(found: FoundBackup) -> str:
    holding = found.note.holding
    words = f"{holding.sessions} sessions"
    if holding.last_session_at is not None:
        words += f", last {holding.last_session_at:%Y-%m-%d %H:%M}"
    if found.note.doubt:
        words += "; its trail is broken"
    return f"{words} ({found.place.folder})"
