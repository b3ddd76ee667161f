"""`needlelog demo`: make a sample clinic to look around in."""

from __future__ import annotations

from pathlib import Path

import click

from needlelog.commands_line.exits import EXIT_CODES, told_in_a_sentence


@click.command("demo", epilog=EXIT_CODES)
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option(
    "--sessions",
    type=click.IntRange(min=0),
    metavar="N",
    help="How many signed sessions in all. Without it: those of the named clients. 0: no clients.",
)
@click.option(
    "--seed", type=int, default=1, show_default=True, help="Another number, other details."
)
def command(folder: Path, sessions: int | None, seed: int) -> None:
    """Fill DIR, a new or empty folder, with a made-up clinic."""
    from needlelog.app import real_clock
    from needlelog.services.sample_clinic.make import make_sample_clinic

    with told_in_a_sentence(), click.progressbar(length=1, label="Sample clinic") as bar:

        def show(done: int, of: int) -> None:
            bar.length = of
            bar.update(done - bar.pos)

        made = make_sample_clinic(folder, real_clock, sessions, seed, show)
    click.echo(f"{made.clients} clients, {made.sessions} sessions. Passphrase: {made.passphrase}")
    click.echo(f'Open it with: needlelog --profile "{folder}"')
