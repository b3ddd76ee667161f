"""What an import would do, row by row, before anything is written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from needlelog.domain.imports.rows import ImportedSession, ReadRow, RowProblem, Trouble
from needlelog.domain.names import fold

Treated = frozenset[tuple[str, str, str, int | None]]


class Outcome(StrEnum):
    """What becomes of a row."""

    NEW = "new"
    TWICE = "twice"
    THERE = "there"
    REFUSED = "refused"
    EMPTY = "empty"


@dataclass(frozen=True, slots=True)
class KnownClient:
    """A client of the log, as far as an import must know."""

    uid: str
    name: str
    birth_date: date | None
    active: bool = True


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """A row and what becomes of it; ``client_uid`` is ``None`` for a client not in the log."""

    line: int
    outcome: Outcome
    session: ImportedSession | None = None
    client_uid: str | None = None
    problems: tuple[RowProblem, ...] = ()
    remarks: tuple[RowProblem, ...] = ()


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """All rows of a file with what becomes of them."""

    rows: tuple[PlannedRow, ...]

    def count(self, outcome: Outcome) -> int:
        """How many rows come out so."""
        return sum(row.outcome is outcome for row in self.rows)

    def new_clients(self) -> tuple[ImportedSession, ...]:
        """The first session of each client who is not in the log."""
        found: dict[tuple[str, date | None], ImportedSession] = {}
        for row in self.rows:
            if row.outcome is Outcome.NEW and row.session is not None and row.client_uid is None:
                found.setdefault(row.session.client_key, row.session)
        return tuple(found.values())


def plan_import(
    rows: Iterable[ReadRow],
    clients: Iterable[KnownClient],
    sessions: Mapping[tuple[str, date], tuple[Treated, ...]],
) -> ImportPlan:
    """Say what becomes of each row.

    ``sessions`` holds what was treated in the sessions of the log by client and day. A session
    is the same when client, day, zones, sides and depths are the same.
    """
    read = list(rows)
    births = _births_in_file(read)
    known = _Clients(clients)
    seen: set[tuple[object, date, Treated]] = set()
    planned: list[PlannedRow] = []
    for row in read:
        if row.session is None:
            empty = any(each.trouble is Trouble.EMPTY for each in row.problems)
            outcome = Outcome.EMPTY if empty else Outcome.REFUSED
            planned.append(
                PlannedRow(row.line, outcome, problems=row.problems, remarks=row.remarks)
            )
            continue
        session = _with_birth(row.session, births)
        client, remarks = known.find(session)
        identity: object = client or session.client_key
        key = (identity, session.day, session.treated)
        outcome = Outcome.NEW
        if key in seen:
            outcome = Outcome.TWICE
        elif client is not None and session.treated in sessions.get((client, session.day), ()):
            outcome = Outcome.THERE
        seen.add(key)
        planned.append(PlannedRow(row.line, outcome, session, client, (), (*row.remarks, *remarks)))
    return ImportPlan(tuple(planned))


class _Clients:
    """Clients of the log by their folded name."""

    def __init__(self, clients: Iterable[KnownClient]) -> None:
        self._by_name: defaultdict[str, list[KnownClient]] = defaultdict(list)
        for client in clients:
            self._by_name[fold(client.name)].append(client)

    def find(self, session: ImportedSession) -> tuple[str | None, tuple[RowProblem, ...]]:
        same = self._by_name.get(fold(session.client), [])
        exact = [each for each in same if each.birth_date == session.birth_date]
        if exact:
            return exact[0].uid, ()
        open_ones = [each for each in same if None in (each.birth_date, session.birth_date)]
        if len(open_ones) == 1 and len(same) == 1:
            return open_ones[0].uid, ()
        if same:
            return None, (RowProblem(Trouble.BIRTH_DIFFERS, None, session.client),)
        return None, ()


def _births_in_file(rows: list[ReadRow]) -> dict[str, set[date]]:
    births: defaultdict[str, set[date]] = defaultdict(set)
    for row in rows:
        if row.session is not None and row.session.birth_date is not None:
            births[fold(row.session.client)].add(row.session.birth_date)
    return births


def _with_birth(session: ImportedSession, births: Mapping[str, set[date]]) -> ImportedSession:
    """A row without a birth date is about the one client of that name in the file."""
    found = births.get(fold(session.client), set())
    if session.birth_date is None and len(found) == 1:
        return replace(session, birth_date=next(iter(found)))
    return session
