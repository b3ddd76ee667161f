"""`needlelog export`: records of a clinic in a format of one's choice."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, NoReturn

import click

from needlelog.commands_line.exits import DONE, EXIT_CODES, NOT_POSSIBLE
from needlelog.commands_line.output_file import (
    force_option,
    output_argument,
    refuse_among_the_records,
    refuse_to_overwrite,
)
from needlelog.commands_line.passphrase import passphrase_file_option
from needlelog.commands_line.profile import opened_clinic, person_option, profile_option

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from needlelog.domain.exports.request import ExportRequest, ExportResult
    from needlelog.domain.session_filter import SessionFilter
    from needlelog.services.clinic import Clinic
    from needlelog.services.exports.run import Paper

_DAY = click.DateTime(["%Y-%m-%d"])


@click.command("export", epilog=EXIT_CODES)
@profile_option
@person_option
@passphrase_file_option
@output_argument
@click.option(
    "--format",
    "kind",
    type=click.Choice(["json", "csv", "xlsx", "fhir", "pdf", "clinic"]),
    default="json",
    show_default=True,
    help="json: every record, exactly. csv: tables, in a ZIP file or a new folder. xlsx: the same "
    "as one Excel file. fhir: an R4 bundle. pdf: a report. clinic: json, csv and photos at once.",
)
@click.option("--filter", "filter_name", metavar="NAME", help="A filter saved in the review.")
@click.option("--from", "first", type=_DAY, metavar="DAY", help="First day, as 2026-01-31.")
@click.option("--to", "last", type=_DAY, metavar="DAY", help="Last day.")
@click.option("--client", "client_name", metavar="NAME", help="Only this client.")
@click.option("--pseudonymised", is_flag=True, help="Leave names, contacts and notes out.")
@click.option("--exact", is_flag=True, help="CSV without the apostrophe that disarms formulas.")
@click.option(
    "--photos",
    is_flag=True,
    help="With the pictures and all their cameras wrote, such as the place (clinic, fhir).",
)
@force_option
def command(  # noqa: PLR0913  one parameter an option
    profile: Path | None,
    person: str | None,
    passphrase_file: Path | None,
    output: Path,
    kind: str,
    filter_name: str | None,
    first: datetime | None,
    last: datetime | None,
    client_name: str | None,
    pseudonymised: bool,
    exact: bool,
    photos: bool,
    force: bool,
) -> None:
    """Write records of the clinic into OUT, which is not encrypted.

    Without a filter or days: all of them.
    """
    from needlelog.domain.exports.request import ExportFormat, ExportRequest

    refuse_to_overwrite(output, force=force)
    with opened_clinic(profile, person, passphrase_file) as clinic:
        refuse_among_the_records(output, clinic)
        wanted, words = _wanted(clinic, filter_name, client_name, first, last)
        if wanted.set_fields() and ExportFormat(kind).everything:
            raise click.UsageError(f"{kind} is always the whole clinic; leave the filter out.")
        asked = ExportRequest(
            ExportFormat(kind),
            wanted,
            words,
            pseudonymised=pseudonymised,
            exact=exact,
            photos=photos,
        )
        with click.progressbar(length=1, label="Writing", file=sys.stderr) as bar:

            def show(done: int, total: int) -> None:
                bar.length = total
                bar.update(done - bar.pos)

            result = _exported(clinic, asked, output, show)
    rows = sum(result.counts.values())
    noun = "resources" if kind == "fhir" else "rows"
    if kind == "pdf":
        click.echo(f"{result.sessions} sessions written to {output}.", nl=False)
    else:
        click.echo(f"{rows} {noun} written to {output}.", nl=False)
    click.echo(" The file is not encrypted: keep it safe.")
    if result.pseudonymised and not pseudonymised:
        click.echo("It is pseudonymised: the clinic’s settings leave identities out for you.")
    raise SystemExit(DONE)


def _exported(
    clinic: Clinic, asked: ExportRequest, output: Path, show: Callable[[int, int], None]
) -> ExportResult:
    from needlelog.domain.exports.request import ExportFormat
    from needlelog.services.exports.run import export

    if asked.format is not ExportFormat.PDF:
        return export(clinic, asked, output, show)
    from needlelog.ui.printing.inspector_report import write_report
    from needlelog.ui.printing.without_window import drawing_without_window

    paper: Paper = write_report
    with drawing_without_window():
        return export(clinic, asked, output, show, paper)


def _wanted(
    clinic: Clinic,
    filter_name: str | None,
    client_name: str | None,
    first: datetime | None,
    last: datetime | None,
) -> tuple[SessionFilter, str]:
    from dataclasses import replace

    from needlelog.domain.session_filter import SessionFilter
    from needlelog.services.review import saved_filters

    wanted, words = SessionFilter(), []
    if filter_name is not None:
        found = {each.name.casefold(): each for each in saved_filters(clinic)}
        if filter_name.casefold() not in found:
            _refuse("There is no filter of that name. Filters are saved in the review.")
        saved = found[filter_name.casefold()]
        wanted, words = saved.wanted, [saved.name]
    if client_name is not None:
        wanted = replace(wanted, client_uid=_client(clinic, client_name))
        words.append("one client")
    if first is not None:
        wanted = replace(wanted, first=first.date())
        words.append(f"from {first:%Y-%m-%d}")
    if last is not None:
        wanted = replace(wanted, last=last.date())
        words.append(f"to {last:%Y-%m-%d}")
    return wanted, ", ".join(words)


def _client(clinic: Clinic, name: str) -> str:
    from needlelog.domain.names import fold
    from needlelog.services.clients import client_rows, search_client_ids

    rows = client_rows(clinic, search_client_ids(clinic, name))
    found = [row.uid for row in rows if fold(row.name) == fold(name)]
    if len(found) != 1:
        _refuse(
            "There is no client of that name."
            if not found
            else "Several clients have that name. Please save a filter and use it."
        )
    return found[0]


def _refuse(sentence: str) -> NoReturn:
    click.echo(sentence, err=True)
    raise SystemExit(NOT_POSSIBLE)
