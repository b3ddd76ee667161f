"""`needlelog receive`: take in a file of another computer of the clinic."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from needlelog.commands_line.exits import DONE, EXIT_CODES, FAULTS_FOUND
from needlelog.commands_line.passphrase import passphrase_file_option
from needlelog.commands_line.profile import opened_clinic, person_option, profile_option

if TYPE_CHECKING:
    from needlelog.domain.exchange.bundles import Preview
    from needlelog.domain.exchange.fields import Conflict

_ALERTS = {
    "cartridge_twice": "Cartridge {subject} was used for two clients. Please look at both records.",
    "new_machine": "The computer “{subject}” was not known here until now.",
    "lot_below_nothing": "More was taken from {subject} than was counted. Please count it.",
}


@click.command("receive", epilog=EXIT_CODES)
@profile_option
@person_option
@passphrase_file_option
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--yes", is_flag=True, help="Take it in; without this it is only looked at.")
@click.option(
    "--destroy",
    is_flag=True,
    help="Agree that records destroyed on another computer are destroyed here too.",
)
def command(
    profile: Path | None,
    person: str | None,
    passphrase_file: Path | None,
    file: Path,
    yes: bool,
    destroy: bool,
) -> None:
    """Say what FILE would bring: new, changed, conflicts; with --yes back up and take it in.

    Exit code 1 says that conflicts wait for a choice, which is made in the window.
    """
    from needlelog.services.exchange.backup_before import back_up_before_receiving
    from needlelog.services.exchange.receiving import preview, receive

    with opened_clinic(profile, person, passphrase_file) as clinic:
        looked = preview(clinic, file)
        _tell(looked)
        if yes and not looked.nothing_new:
            back_up_before_receiving(clinic)
            receive(clinic, file, agree_erasures=destroy)
            click.echo("It was taken in.")
    raise SystemExit(FAULTS_FOUND if looked.conflicts else DONE)


def _tell(looked: Preview) -> None:
    click.echo(f"From {looked.sender_name}, written {looked.made_at.astimezone():%Y-%m-%d %H:%M}.")
    if looked.nothing_new:
        click.echo("Everything in it is here already.")
        return
    for count in looked.counts:
        click.echo(f"{count.kind}: {count.new} new, {count.changed} changed")
    click.echo(f"photos: {looked.photos}")
    for erasure in looked.erasures:
        click.echo(
            f"The records of {erasure.person} were destroyed by {erasure.erased_by}:"
            f" {erasure.sessions} sessions would be destroyed here."
        )
    for alert in looked.alerts:
        click.echo(_ALERTS[alert.code.value].format(subject=alert.subject))
    for conflict in looked.conflicts:
        _tell_conflict(conflict)


def _tell_conflict(conflict: Conflict) -> None:
    click.echo(f"{conflict.subject}, {conflict.kind} {conflict.field}:")
    for side in conflict.sides:
        words = ", ".join(str(value) for value in side.values.values())
        when = f" on {side.at.astimezone():%Y-%m-%d %H:%M}" if side.at else ""
        holds = " (holds until somebody chooses)" if side.version == conflict.holds else ""
        click.echo(f"  {words}: {side.person} at {side.machine}{when}{holds}")
