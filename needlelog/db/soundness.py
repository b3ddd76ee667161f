"""Whether a database file is whole: its pages and references, and apart from these its chains.

What `verify_database` asks besides, whether every record is the one that was signed, takes longer
and does not depend on where the file lay.
"""

from __future__ import annotations

from needlelog.db.audit_chain import broken_chains
from needlelog.db.engine import Database
from needlelog.domain.record_errors import DatabaseDamaged


def damage(database: Database) -> str:
    """What is damaged in the file itself, in a sentence; empty where nothing is.

    Raises:
        KnownError: the file cannot be opened at all.
    """
    try:
        with database.read() as session:
            connection = session.connection()
            if connection.exec_driver_sql("PRAGMA cipher_integrity_check").first() is not None:
                return _PAGE
            if connection.exec_driver_sql("PRAGMA integrity_check(1)").scalar_one() != "ok":
                return _PAGE
            if connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
                return "A record points at another one that is gone."
    except DatabaseDamaged:
        return _PAGE
    return ""


def broken_trail(database: Database) -> str:
    """The first entry of the trail that is not what was written, in a sentence; empty for none.

    Raises:
        KnownError: the file cannot be read.
    """
    with database.read() as session:
        for broken in broken_chains(session):
            return f"Entry {broken.sequence} of the trail is not what was written."
    return ""


_PAGE = "A page is damaged."
