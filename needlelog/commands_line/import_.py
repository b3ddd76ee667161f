"""`needlelog import`: an old log kept as CSV or XLSX."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from needlelog.commands_line.exits import DONE, EXIT_CODES, FAULTS_FOUND
from needlelog.commands_line.passphrase import passphrase_file_option
from needlelog.commands_line.profile import opened_clinic, person_option, profile_option

if TYPE_CHECKING:
    from needlelog.domain.imports.fields import ColumnMapping
    from needlelog.domain.imports.plan import ImportPlan
    from needlelog.files.spreadsheets import Sheet
    from needlelog.services.clinic import Clinic


@click.command("import", epilog=EXIT_CODES)
@profile_option
@person_option
@passphrase_file_option
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--mapping",
    "mapping_file",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="What the columns and the words for zones mean, as JSON. Where there is no such file "
    "it is written with what NeedleLog would guess, and nothing is brought in.",
)
@click.option("--sheet", default="", metavar="TITLE", help="Which sheet of an XLSX file is read.")
@click.option("--dry-run", is_flag=True, help="Only say what would become of each row.")
def command(
    profile: Path | None,
    person: str | None,
    passphrase_file: Path | None,
    file: Path,
    mapping_file: Path | None,
    sheet: str,
    dry_run: bool,
) -> None:
    """Bring in every good row of FILE; every other is named with its line and the reason."""
    from needlelog.files.spreadsheets import read_sheet
    from needlelog.services import imports

    with opened_clinic(profile, person, passphrase_file) as clinic:
        table = read_sheet(file, sheet=sheet)
        if len(table.sheets) > 1:
            click.echo(f"Sheet {table.title}, of {', '.join(table.sheets)}.")
        if mapping_file is not None and not mapping_file.exists():
            text = imports.mapping_text(imports.suggested_mapping(clinic, table))
            mapping_file.write_text(text + "\n", encoding="utf-8")
            click.echo(f"The mapping is written to {mapping_file}. Look at it and run again.")
            raise SystemExit(DONE)
        mapping = _mapping(clinic, table, mapping_file)
        plan = imports.dry_run(clinic, table, mapping)
        _tell(plan)
        if not dry_run:
            done = imports.import_sheet(clinic, table, mapping)
            click.echo(f"{done.counts['new']} sessions were brought in.")
        raise SystemExit(FAULTS_FOUND if _refused(plan) else DONE)


def _mapping(clinic: Clinic, sheet: Sheet, mapping_file: Path | None) -> ColumnMapping:
    from needlelog.services import imports
    from needlelog.ui.import_words import field_name

    try:
        mapping = (
            imports.suggested_mapping(clinic, sheet)
            if mapping_file is None
            else imports.mapping_from_text(mapping_file.read_text(encoding="utf-8"))
        )
    except ValueError as error:
        raise click.BadParameter(f"{mapping_file} is no mapping.") from error
    missing = ", ".join(field_name(field) for field in mapping.missing())
    if missing:
        raise click.UsageError(f"No column is known to hold: {missing}. Give a --mapping.")
    return mapping


def _tell(plan: ImportPlan) -> None:
    from needlelog.domain.imports.plan import Outcome
    from needlelog.ui.import_words import outcome_name, problem_sentence

    for row in plan.rows:
        said = [problem_sentence(problem) for problem in (*row.problems, *row.remarks)]
        if row.outcome is not Outcome.NEW or said:
            click.echo(f"line {row.line}: {outcome_name(row.outcome)}. {' '.join(said)}".rstrip())
    counts = ", ".join(f"{plan.count(outcome)} {outcome_name(outcome)}" for outcome in Outcome)
    click.echo(f"{len(plan.rows)} rows: {counts}.")


def _refused(plan: ImportPlan) -> bool:
    from needlelog.domain.imports.plan import Outcome

    return plan.count(Outcome.REFUSED) > 0
