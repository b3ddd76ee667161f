"""Whether a database file is whole: its pages and references, and apart from these its chains.

What `verify_database` asks besides, whether every record is the one that was signed, takes longer
and does not depend on where the file lay.
"""

from __future__ import annotations

from typing import Any

from needlelog.db.audit_chain import broken_chains
from needlelog.db.engine import Database
from needlelog.db.sqlite.watched import Look, watched
from needlelog.domain.record_errors import DatabaseDamaged


def damage(database: Database, look: Look | None = None) -> str:
    """What is damaged in the file itself, in a sentence; empty where nothing is.

    ``look`` is called several times a second; what it raises ends the check.

    Raises:
        KnownError: the file cannot be opened at all.
    """
    try:
        with database.sentences():
            if database.broken_pages(look):
                return _PAGE
        with database.read() as session:
            driver: Any = session.connection().connection.driver_connection
            with watched(driver, look):
                if driver.execute("PRAGMA integrity_check(1)").fetchone() != ("ok",):
                    return _PAGE
                if driver.execute("PRAGMA foreign_key_check").fetchone() is not None:
                    return "A record points at another one that is gone."
    except DatabaseDamaged:
        return _PAGE
    return ""


def broken_trail(database: Database, look: Look | None = None) -> str:
    """The first entry of the trail that is not what was written, in a sentence; empty for none.

    ``look`` is called now and then; what it raises ends the check.

    Raises:
        KnownError: the file cannot be read.
    """

    def seen(_count: int) -> None:
        if look is not None:
            look()

    with database.read() as session:
        for broken in broken_chains(session, seen, database.opening):
            return f"Entry {broken.sequence} of the trail is not what was written."
    return ""


_PAGE = "A page is damaged."
