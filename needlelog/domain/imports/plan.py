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
        of_name = births.get(fold(session.client), set())
        client, remarks = known.find(session, several=len(of_name) > 1)
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

    def find(
        self, session: ImportedSession, *, several: bool
    ) -> tuple[str | None, tuple[RowProblem, ...]]:
        """The client of a row, and what is to be said of the choice.

        ``several`` says that the file has several of the name.
        """

        def remark(trouble: Trouble) -> tuple[RowProblem, ...]:
            return (RowProblem(trouble, None, session.client),)

        same = self._by_name.get(fold(session.client), [])
        exact = [each for each in same if each.birth_date == session.birth_date]
        if alike := [each.uid for each in exact if each.active] or [each.uid for each in exact]:
            return alike[0], remark(Trouble.SEVERAL_ALIKE) if len(set(alike)) > 1 else ()
        alone = len({each.uid for each in same}) == 1 and not several
        if alone and None in (same[0].birth_date, session.birth_date):
            return same[0].uid, remark(Trouble.BIRTH_MISSING)
        if session.birth_date is None and (same or several):
            return None, remark(Trouble.SEVERAL_OF_NAME)
        return None, remark(Trouble.BIRTH_DIFFERS) if same else ()


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
