"""`needlelog verify-export`: is an export what the chain says? Without a clinic."""

from __future__ import annotations

from pathlib import Path

import click

from needlelog.commands_line.exits import DONE, EXIT_CODES, FAULTS_FOUND, told_in_a_sentence


@click.command("verify-export", epilog=EXIT_CODES)
@click.argument("export", metavar="FILE", type=click.Path(exists=True, path_type=Path))
def command(export: Path) -> None:
    """Check FILE, an export of any format or the folder of one; no passphrase is needed."""
    from needlelog.services.exports.check import check_export

    with told_in_a_sentence():
        found = check_export(export)
    for fault in found.faults:
        click.echo(fault.sentence)
    click.echo(
        f"{found.clinic}, exported {found.exported_at}: {found.records} records, "
        f"{found.entries} entries of the trail worked out again"
        + (", the whole chain." if found.whole_chain else ".")
    )
    if not found.faults:
        click.echo("The export is what the chain says.")
    raise SystemExit(FAULTS_FOUND if found.faults else DONE)
