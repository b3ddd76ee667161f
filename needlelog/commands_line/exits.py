"""What the exit codes of every command mean."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from needlelog.domain.errors import KnownError

if TYPE_CHECKING:
    from collections.abc import Iterator

DONE = 0
FAULTS_FOUND = 1
WRONG_USE = 2
NOT_POSSIBLE = 3

EXIT_CODES = """\b
Exit codes:
  0  done
  1  faults were found
  2  the command was written wrongly
  3  not possible; the reason is told in a sentence"""


@contextmanager
def told_in_a_sentence() -> Iterator[None]:
    """Turn an error of the user's world into its sentence and exit code 3."""
    try:
        yield
    except KnownError as error:
        import click  # not for a window that opens

        click.echo(str(error), err=True)
        raise SystemExit(NOT_POSSIBLE) from error
