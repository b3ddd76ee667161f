"""Whether a database file is whole: its pages, its references and its chains.

What `verify_database` asks besides, whether every record is the one that was signed, takes longer
and does not depend on where the file lay.
"""

from __future__ import annotations

from needlelog.db.audit_chain import broken_chains
from needlelog.db.engine import Database
from needlelog.domain.record_errors import DatabaseDamaged


def first_fault(database: Database) -> str:
    """The first thing that is not whole, in a sentence; empty where everything is.

    Raises:
        KnownError: the file cannot be opened at all.
    """
    try:
        with database.read() as session:
            connection = session.connection()
            wrong = connection.exec_driver_sql("PRAGMA cipher_integrity_check").first()
            if wrong is not None:
                return "A page is damaged."
            answer = connection.exec_driver_sql("PRAGMA integrity_check(1)").scalar_one()
            if answer != "ok":
                return "A page is damaged."
            if connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
                return "A record points at another one that is gone."
            for broken in broken_chains(session):
                return f"Entry {broken.sequence} of the trail is not what was written."
    except DatabaseDamaged:
        return "A page is damaged."
    return ""
