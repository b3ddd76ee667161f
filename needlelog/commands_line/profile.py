"""Opening a clinic for a command without a window."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from needlelog.commands_line.exits import told_in_a_sentence
from needlelog.commands_line.passphrase import or_from_the_program, read_passphrase

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from needlelog.services.clinic import Clinic

profile_option = click.option(
    "--profile",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    callback=or_from_the_program,
    help="Clinic folder. Without it: the one set up on this computer.",
)
person_option = click.option(
    "--person",
    metavar="NAME",
    callback=or_from_the_program,
    help="Who signs in. Without it: the first person of the clinic.",
)


@contextmanager
def opened_clinic(
    profile: Path | None, person_name: str | None, passphrase_file: Path | None
) -> Iterator[Clinic]:
    """Sign in, and close the clinic at the end. Errors are told in a sentence, exit code 3."""
    from needlelog.app import real_clock
    from needlelog.files.clinic_folder import ClinicFolder
    from needlelog.files.key_store import KeyStore
    from needlelog.files.replacing import finish_interrupted
    from needlelog.files.this_computer import remembered_folder
    from needlelog.services.clinic import open_clinic

    with told_in_a_sentence():
        folder = ClinicFolder(profile if profile is not None else remembered_folder())
        finish_interrupted(folder, real_clock)
        folder.require_clinic()
        people = KeyStore(folder.keys, folder.attempts, real_clock).people()
        uid = person_named([(each.person_uid, each.sign_in_name) for each in people], person_name)
        passphrase = read_passphrase(passphrase_file)
        clinic = open_clinic(folder.path, uid, passphrase, real_clock)
        try:
            yield clinic
        finally:
            clinic.close()


def person_named(people: Iterable[tuple[str, str]], name: str | None) -> str:
    """The uid of the person of that name, whatever its capitals; without a name of the first.

    Raises:
        NoSuchPerson: there is none.
        UsageError: there are several; then behind the names stands what tells them apart.
    """
    from needlelog.domain.errors import NoSuchPerson

    wanted, namesakes = None if name is None else name.casefold(), []
    for uid, sign_in_name in people:
        if wanted in (None, sign_in_name.casefold()):
            return uid
        if sign_in_name.casefold().startswith(f"{wanted} ("):
            namesakes.append(sign_in_name)
    if namesakes:
        raise click.UsageError(
            f"Several people have this name. Write one of: {', '.join(namesakes)}."
        )
    raise NoSuchPerson("")
