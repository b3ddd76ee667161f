"""Where errors of the database driver become sentences."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import sqlcipher3
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from needlelog.db.sqlite.connect import known_error
from needlelog.domain.errors import KnownError


@contextmanager
def known_driver_errors(file: str) -> Iterator[None]:
    """Turn driver errors whose cause lies outside the program into a `KnownError`."""
    try:
        yield
    except (SQLAlchemyError, sqlcipher3.Error) as error:
        known = known_error_of(error, file)
        if known is None:
            raise
        raise known from error


def known_error_of(error: Exception, file: str) -> KnownError | None:
    """The sentence for a database error, or ``None`` when the program itself is at fault."""
    origin = error.orig if isinstance(error, DBAPIError) else error
    return None if origin is None else known_error(origin, file)
