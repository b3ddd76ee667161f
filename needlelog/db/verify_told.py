"""Checking that what the trail tells of rows is still so, and that no row was made up or lost."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import exists

from needlelog.db.exchange.kinds import fields_of, references
from needlelog.db.schema import metadata
from needlelog.db.told.clients import client_faults
from needlelog.db.told.entries import AUDIT, Trail
from needlelog.db.told.in_force import in_force_faults
from needlelog.db.told.kinds import KINDS, Kind
from needlelog.db.told.notes import note_faults
from needlelog.db.told.rows import Now, in_parts
from needlelog.db.told.stock import stock_faults
from needlelog.db.told.telling import Telling, in_words
from needlelog.db.transaction import Session
from needlelog.domain.faults import Fault


def told_faults(session: Session) -> Iterator[Fault]:
    """Records that were changed, made up or taken away past the program.

    Records are read by some hundreds, so that many take no more memory than few.
    """
    trail = Trail(session)
    chosen = trail.chosen()
    for kind in KINDS:
        for rows in in_parts(session, kind.code, json=kind.json):
            yield from _changed(trail, kind, kind.now(session, rows), chosen)
        if not kind.elsewhere:
            yield from _missing(session, trail, kind)
    yield from client_faults(session, trail, chosen)
    yield from stock_faults(session, trail, chosen)
    yield from note_faults(session, trail)
    yield from in_force_faults(session, trail)


def together(table: str) -> frozenset[str]:
    """The columns that two computers decide only with others, or by counting."""
    groups = [columns for columns in fields_of(table).values() if len(columns) > 1]
    return frozenset(name for columns in groups for name in columns)


def _changed(trail: Trail, kind: Kind, rows: list[Now], chosen: frozenset[str]) -> Iterator[Fault]:
    entries = trail.entries(kind.code, [row["uid"] for row in rows])
    for row in rows:
        telling = Telling()
        telling.is_loose = row["uid"] in chosen
        for entry in entries.get(row["uid"], ()):
            telling.add(entry, kind.tells(entry))
        if not telling.is_told:
            passed = telling.is_hidden or kind.elsewhere or kind.may_be_untold(trail)
            if trail.tells_all and not passed:
                yield Fault("told", f"{kind.word} {row['uid']} is not known to the trail.")
            continue
        # A choice tells the uid of a row under the name of the column that holds its number.
        now = {name: value for name, value in row.items() if name not in references(kind.code)}
        wrong = telling.wrong(now, trail, together(kind.code))
        wrong += [name for name, value in (kind.always or {}).items() if row[name] != value]
        if wrong:
            words = in_words(wrong)
            yield Fault("told", f"{kind.word} {row['uid']} is not what the trail tells ({words}).")


def _missing(session: Session, trail: Trail, kind: Kind) -> Iterator[Fault]:
    table = metadata.tables[kind.code]
    connection = session.connection()
    gone = ~exists().where(table.c.uid == AUDIT.c.record_uid)
    lost = set(connection.execute(trail.uids(kind.code).where(gone)).scalars())
    if not lost:
        return
    entries = trail.entries(kind.code, lost - trail.gone)
    for uid in sorted(entries):
        if any(kind.tells(entry) for entry in entries[uid]):
            yield Fault("told", f"{kind.word} {uid} stands in the trail and is missing now.")
