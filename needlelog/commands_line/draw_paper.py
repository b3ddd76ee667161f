"""`needlelog draw-paper`: lays out pages for the window; not for people."""

from __future__ import annotations

import os
import sys

import click


@click.command("draw-paper", hidden=True)
def command() -> None:
    """Draw what comes in through the pipe, for another process of this program."""
    from needlelog.ui.printing.apart import answer

    pipe = sys.stdout.buffer
    code = answer(sys.stdin.buffer, pipe)
    pipe.flush()
    # Everything has been told. Ending Qt and Python in order takes time and may still fail.
    os._exit(code)
