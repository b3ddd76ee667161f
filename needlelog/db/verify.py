"""Checking that a clinic's records are what was written: pages, references, trail, locks, sums."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from sqlalchemy import bindparam, exists, select

from needlelog.db.audit_chain import BrokenChain, broken_chains
from needlelog.db.consent_checks import consent_faults
from needlelog.db.engine import Database
from needlelog.db.plan_lateness import wrong_lateness
from needlelog.db.sqlite.counting import counting_statements, worked_out
from needlelog.db.sqlite.search import search_statements
from needlelog.db.sqlite.triggers import lock_triggers
from needlelog.db.sqlite.watched import Look, watched
from needlelog.db.summaries import client_summary, plan_summary
from needlelog.db.tables.base import table_of
from needlelog.db.tables.clients import ClientTable
from needlelog.db.tables.plans import PlanTable
from needlelog.db.tables.sessions import SessionTable
from needlelog.db.tables.summaries import ClientSummaryTable, PlanSummaryTable
from needlelog.db.transaction import Session
from needlelog.db.verify_erasures import erasure_faults
from needlelog.db.verify_exchange import exchange_faults
from needlelog.db.verify_figures import figure_faults
from needlelog.db.verify_photos import photo_row_faults
from needlelog.db.verify_scores import score_faults
from needlelog.db.verify_sessions import AT_ONCE, session_faults
from needlelog.db.verify_told import told_faults
from needlelog.db.week_sums import wrong_weeks
from needlelog.domain.faults import Fault
from needlelog.domain.record_errors import DatabaseDamaged

_SESSION = table_of(SessionTable)

Progress = Callable[[int, int], None]
"""Is told how much of the work is done, of how much; what it raises ends the check."""


def verify_database(database: Database, progress: Progress | None = None) -> tuple[Fault, ...]:
    """All faults of the database, none when it is as it was written.

    The memory it takes does not grow with the number of sessions. ``progress`` counts the entries
    of the trail and the sessions.

    Raises:
        KnownError: the file cannot be opened at all.
    """
    told = _Told(progress)
    pages = tuple(_pages(database, told.look))
    if pages:
        return pages
    try:
        with database.read() as session, watched(_driver(session), told.look):
            told.count(session)
            chains = tuple(_chains(session, told, database))
            return (
                *_references(session),
                *_locks(session),
                *chains,
                *row_faults(session, told.sessions),
            )
    except DatabaseDamaged as error:
        return (Fault("pages", str(error)),)


def row_faults(session: Session, progress: Callable[[int], None] | None = None) -> Iterator[Fault]:
    """Faults of the rows: those that are not what the trail tells, and sums that do not fit.

    Whether the trail itself is whole is not asked here.
    """
    sessions, session_sums = session_faults(session, progress)
    yield from sessions
    yield from score_faults(session)
    yield from consent_faults(session)
    yield from told_faults(session)
    yield from erasure_faults(session)
    yield from photo_row_faults(session)
    yield from exchange_faults(session)
    yield from _summaries(session)
    yield from session_sums
    if not sessions:  # a session that was changed is told once, not by every sum it went into
        yield from _lateness(session)
        yield from _week_sums(session)
        yield from _counts(session)
        yield from figure_faults(session)


def _driver(session: Session) -> Any:
    return session.connection().connection.driver_connection


class _Told:
    """Adds up what was looked at, for the one who waits."""

    def __init__(self, progress: Progress | None) -> None:
        self._progress = progress
        self._entries, self._whole = 0, 1
        self._last = 0
        self.look = None if progress is None else self._look

    def count(self, session: Session) -> None:
        """Find out how much there is to look at."""
        numbers = "SELECT (SELECT count(*) FROM audit_entry), (SELECT count(*) FROM session)"
        counts = session.connection().exec_driver_sql(numbers).one()
        self._entries, self._whole = counts[0], sum(counts)
        self._tell(0)

    def entries(self, seen: int) -> None:
        """So many entries of the trail were looked at."""
        self._tell(seen)

    def sessions(self, seen: int) -> None:
        """All entries and so many sessions were looked at."""
        self._tell(self._entries + seen)

    def _tell(self, seen: int) -> None:
        self._last = seen
        if self._progress is not None:
            self._progress(seen, self._whole)

    def _look(self) -> None:
        """Tell the same once more, so that whoever waits can end it here too."""
        self._tell(self._last)


def _pages(database: Database, look: Look | None) -> Iterator[Fault]:
    try:
        with database.sentences():
            wrong = database.broken_pages(look)
            if not wrong:
                wrong = _wrong_pages(database, look)
    except DatabaseDamaged as error:
        yield Fault("pages", str(error))
        return
    if wrong:
        yield Fault(
            "pages",
            f"{len(wrong)} places of {database.path.name} are damaged. Please restore a backup.",
        )


def _wrong_pages(database: Database, look: Look | None) -> list[Any]:
    # A connection of its own: one that has searched keeps the shape of the search index in
    # mind, and takes the index for damaged when another one has written meanwhile.
    connection = database.raw_connection()
    try:
        with watched(connection, look):
            answers = connection.execute("PRAGMA integrity_check(20)").fetchall()
            return [answer for answer in answers if answer != ("ok",)]
    finally:
        connection.close()


def _references(session: Session) -> Iterator[Fault]:
    rows = session.connection().exec_driver_sql("PRAGMA foreign_key_check").all()
    for table in sorted({row[0] for row in rows}):
        count = sum(row[0] == table for row in rows)
        yield Fault("references", f"{count} rows of {table} point at records that are gone.")


def _locks(session: Session) -> Iterator[Fault]:
    wanted = {**lock_triggers(), **search_statements(), **counting_statements()}
    rows = session.connection().exec_driver_sql(
        "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'"
        " OR name IN ('client_search', 'session_search', 'session_word')"
    )
    found = {row.name: row.sql for row in rows}
    for name, statement in wanted.items():
        if name not in found:
            yield Fault("locks", f"The guard {name} is missing from the records.")
        elif found[name] != statement:
            yield Fault("locks", f"The guard {name} is not the one NeedleLog wrote.")
    for name in sorted(found.keys() - wanted.keys()):
        yield Fault("locks", f"The records hold a trigger {name} that NeedleLog did not write.")


_CHAIN_WORDS = {
    "changed": "was changed after it was written",
    "missing": "is missing",
    "unchained": "does not continue the entry before it",
}


def _chains(session: Session, told: _Told, database: Database) -> Iterator[Fault]:
    for broken in broken_chains(session, told.entries, database.opening):
        yield Fault("chain", _chain_sentence(broken))


def _chain_sentence(broken: BrokenChain) -> str:
    return (
        f"Entry {broken.sequence} of the trail of installation {broken.origin} "
        f"{_CHAIN_WORDS[broken.reason]}."
    )


def _lateness(session: Session) -> Iterator[Fault]:
    wrong = sum(1 for _number in wrong_lateness(session))
    if wrong:
        yield Fault("summaries", f"How late {wrong} sessions came does not fit their plans.")


def _counts(session: Session) -> Iterator[Fault]:
    connection = session.connection()
    for table, rows in worked_out().items():
        kept = f"SELECT * FROM {table}"  # noqa: S608  our own names
        for these, those in ((kept, rows), (rows, kept)):
            other = (
                f"SELECT 1 FROM (SELECT * FROM ({these}) EXCEPT SELECT * FROM ({those})) LIMIT 1"  # noqa: S608
            )
            if connection.exec_driver_sql(other).first() is not None:
                yield Fault("summaries", "The counts of weeks and years do not match the sessions.")
                return


def _week_sums(session: Session) -> Iterator[Fault]:
    """Faults of the sums of weeks, which charts over long times read."""
    for week in wrong_weeks(session):
        yield Fault("summaries", f"The sums kept for the week of {week} do not fit its sessions.")


def _summaries(session: Session) -> Iterator[Fault]:
    connection = session.connection()
    for kind, table, column, computed in (
        (ClientSummaryTable, ClientTable, "client_id", client_summary),
        (PlanSummaryTable, PlanTable, "plan_id", plan_summary),
    ):
        summary, owner = table_of(kind), table_of(table)
        key = summary.c[column]
        used = exists().where(_SESSION.c[column] == owner.c.id)
        part = (
            select(owner.c.id, owner.c.uid, *summary.c)
            .outerjoin(summary, key == owner.c.id)
            .where(owner.c.id > bindparam("after"), used | key.is_not(None))
            .order_by(owner.c.id)
            .limit(AT_ONCE)
        )
        after = 0
        while rows := connection.execute(part, {"after": after}).all():
            after = rows[-1].id
            for row in rows:
                kept = {each.name: row._mapping[each] for each in summary.columns}
                if kept != computed(session, row.id):
                    yield Fault(
                        "summaries",
                        f"The sums kept for {owner.name} {row.uid} do not fit its sessions.",
                    )
