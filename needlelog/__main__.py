"""The program `needlelog`: a window, or one of its commands.

Opening the window is by far the most usual start and needs no command line; what reads one is
loaded only where there is something to read.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

_COMPLETING = "_NEEDLELOG_COMPLETE"


def main() -> None:
    """Open the window without arguments or with `--profile DIR` alone; else see `needlelog.cli`."""
    arguments = sys.argv[1:]
    if _COMPLETING in os.environ or not _asks_for_the_window(arguments):
        from needlelog.cli import main as commands

        commands(prog_name="needlelog")
        return
    from needlelog.app import open_window
    from needlelog.commands_line.exits import told_in_a_sentence

    with told_in_a_sentence():
        code = open_window(Path(arguments[1]) if arguments else None)
    raise SystemExit(code)


def _asks_for_the_window(arguments: list[str]) -> bool:
    if not arguments:
        return True
    option, *rest = arguments
    if option != "--profile" or len(rest) != 1:
        return False
    return not rest[0].startswith("-") and not Path(rest[0]).is_file()


if __name__ == "__main__":  # another process of ours imports this module by another name
    main()
