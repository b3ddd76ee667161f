"""`needlelog print`: one signed session as a PDF."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from needlelog.commands_line.exits import DONE, EXIT_CODES
from needlelog.commands_line.output_file import (
    force_option,
    output_argument,
    refuse_among_the_records,
    refuse_to_overwrite,
)
from needlelog.commands_line.passphrase import passphrase_file_option
from needlelog.commands_line.profile import opened_clinic, person_option, profile_option

if TYPE_CHECKING:
    from pathlib import Path


@click.command("print", epilog=EXIT_CODES)
@profile_option
@person_option
@passphrase_file_option
@click.argument("session", metavar="SESSION")
@output_argument
@force_option
def command(
    profile: Path | None,
    person: str | None,
    passphrase_file: Path | None,
    session: str,
    output: Path,
    force: bool,
) -> None:
    """Write the signed session with the uid SESSION into the PDF file OUT, not encrypted."""
    from needlelog.files.reference_data import zone_catalogue
    from needlelog.services.clients import client
    from needlelog.services.follow_up import session_outcomes
    from needlelog.services.recalls import recalled_in
    from needlelog.services.sessions import session_record
    from needlelog.ui.printing.session_sheet import write_pdf
    from needlelog.ui.printing.without_window import drawing_without_window

    refuse_to_overwrite(output, force=force)
    with opened_clinic(profile, person, passphrase_file) as clinic:
        refuse_among_the_records(output, clinic)
        record = session_record(clinic, session)
        of = client(clinic, record.content.client_uid)
        outcomes = session_outcomes(clinic, session)
        recalled = recalled_in(clinic, session)
        with drawing_without_window():
            write_pdf(
                *(record, of, clinic.name, zone_catalogue(), output, outcomes, recalled),
                printed=clinic.clock(),
            )
    click.echo(f"Written to {output}. The file is not encrypted: keep it safe.")
    raise SystemExit(DONE)
