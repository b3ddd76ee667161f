"""`needlelog tour`: draw every screen over the sample clinic into picture files."""

from __future__ import annotations

import os
import re
from pathlib import Path

import click

from needlelog.commands_line.exits import EXIT_CODES, told_in_a_sentence

_SIZE = re.compile(r"(\d{3,4})x(\d{3,4})")
_USUAL_SIZE = "1440x900"


def _size(_context: click.Context, _parameter: click.Parameter, text: str) -> tuple[int, int]:
    match = _SIZE.fullmatch(text)
    if match is None:
        raise click.BadParameter("write it as 1440x900")
    return int(match[1]), int(match[2])


@click.command("tour", epilog=EXIT_CODES)
@click.argument("out", type=click.Path(file_okay=False, path_type=Path))
@click.option(
    "--theme",
    type=click.Choice(["light", "dark", "both"]),
    default="both",
    show_default=True,
    help="Which look is drawn.",
)
@click.option(
    "--size",
    default=_USUAL_SIZE,
    show_default=True,
    metavar="WxH",
    callback=_size,
    help="Size of the window in pixels.",
)
def command(out: Path, theme: str, size: tuple[int, int]) -> None:
    """Write a picture of every screen into the folder OUT. No display is needed."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from needlelog.ui.theme.manager import Mode
    from needlelog.ui.tour.tour import make_application, run_tour

    themes = (Mode.LIGHT, Mode.DARK) if theme == "both" else (Mode(theme),)
    application = make_application()
    with told_in_a_sentence():
        written = run_tour(application, out, themes, size)
    click.echo(f"{len(written)} pictures in {out}")
