"""The command `needlelog`: without a subcommand it opens the window."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import cast

import click

import needlelog
from needlelog.commands_line.exits import EXIT_CODES, told_in_a_sentence
from needlelog.commands_line.passphrase import passphrase_file_option, read_passphrase

_COMMANDS = {
    "backup": "Make a backup that is checked before it counts.",
    "demo": "Make a sample clinic to look around in.",
    "export": "Write records of a clinic as JSON, CSV, Excel, FHIR or a PDF report.",
    "import": "Bring in an old log kept as CSV or XLSX.",
    "pack": "Write the whole clinic into one file for another computer.",
    "print": "Write one signed session as a PDF.",
    "receive": "Take in what another computer of the clinic has sent.",
    "restore": "Restore a backup, or make a new clinic of a JSON export.",
    "send": "Write what is new for the other computers of the clinic.",
    "tour": "Take a picture of every screen over the sample clinic.",
    "unpack": "Make a clinic of a file packed on another computer.",
    "verify": "Check that the records are whole, chained and locked.",
    "verify-export": "Check that an export is what the chain says; no clinic is needed.",
}
"""Each stands in `needlelog.commands_line.NAME` as the click command `command`."""
_INNER = ("draw-paper",)
"""What the program asks of itself in another process."""


class _Commands(click.Group):
    """Loads the module of a subcommand only when it is called or asked for help."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return [name for name in sorted(_COMMANDS) if find_spec(_module(name)) is not None]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in (*_INNER, *self.list_commands(ctx)):
            return None
        return cast("click.Command", import_module(_module(cmd_name)).command)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        rows = [(name, _COMMANDS[name]) for name in self.list_commands(ctx)]
        if rows:
            with formatter.section("Commands"):
                formatter.write_dl(rows)


def _module(name: str) -> str:
    return f"needlelog.commands_line.{'import_' if name == 'import' else name.replace('-', '_')}"


@click.group(cls=_Commands, invoke_without_command=True, epilog=EXIT_CODES)
@click.option(
    "--profile",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Clinic folder to open. Without it: the one set up on this computer.",
)
@click.option(
    "--exit-when-ready",
    is_flag=True,
    help="Open the real window, sign in, and leave as soon as Today can be used.",
)
@click.option(
    "--person",
    metavar="NAME",
    help="Who signs in with --exit-when-ready. Without it: the first person of the clinic.",
)
@passphrase_file_option
@click.version_option(needlelog.__version__, prog_name="NeedleLog")
@click.pass_context
def main(
    context: click.Context,
    profile: Path | None,
    exit_when_ready: bool,
    person: str | None,
    passphrase_file: Path | None,
) -> None:
    """NeedleLog records a microneedling treatment while it happens, offline and encrypted.

    Without a command it opens the window.
    """
    if context.invoked_subcommand is not None:
        return
    from needlelog.app import open_window

    passphrase = read_passphrase(passphrase_file) if exit_when_ready else None
    with told_in_a_sentence():
        code = open_window(profile, leave_when_ready_with=passphrase, person_name=person)
    raise SystemExit(code)
