"""What is noted of records by acts that name them otherwise: recall notices and holds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from needlelog.db.told.entries import Entry, Trail
from needlelog.db.told.rows import Now, in_parts
from needlelog.db.transaction import Session
from needlelog.domain.faults import Fault

_TOLD, _NOT_TOLD = "client told of a recall", "client not told of a recall after all"
_OF_NOTICE = ("way", "person", "note")
_PLACED, _LIFTED = "legal hold placed", "legal hold lifted"


def note_faults(session: Session, trail: Trail) -> Iterator[Fault]:
    """Notices of recalls and legal holds that are not as the trail tells them."""
    yield from _notices(session, trail)
    yield from _holds(session, trail)


def _notices(session: Session, trail: Trail) -> Iterator[Fault]:
    """Each act tells several clients; one and the same may be told twice in one instant."""
    entries = trail.acts("recall", _TOLD, _NOT_TOLD)
    hidden = {(entry.record_uid, entry.made_at) for entry in entries if entry.emptied}
    left: defaultdict[tuple[Any, ...], list[Any]] = defaultdict(list)
    for entry in entries:
        for client in entry.told.get("clients") or ():
            noted = entry.record_uid, client, entry.made_at, entry.person_uid, entry.act == _TOLD
            left[noted].append(entry.told.get("notice"))
    for rows in in_parts(session, "recall_notice"):
        for row in rows:
            seen = row["recall_uid"], row["client_uid"], row["recorded_at"], row["person_uid"]
            notice = {"on": row["told_on"], **{name: row[name] for name in _OF_NOTICE}}
            if seen[::2] not in hidden and not _taken(left[*seen, row["told"]], notice):
                said = f"Notice {row['uid']} of a recall is not what the trail tells."
                yield Fault("told", said)
    for (recall, client, *_rest), notices in left.items():
        if notices and client not in trail.gone:
            yield Fault("told", f"A notice of recall {recall} to client {client} is missing.")


def _taken(told: list[Any], notice: Mapping[str, Any]) -> bool:
    """Take what was told of one notice out; programs before this one did not tell of a mistake
    what its row says."""
    for said in (notice, None):
        if said in told:
            told.remove(said)
            return True
    return False


def _holds(session: Session, trail: Trail) -> Iterator[Fault]:
    entries = trail.acts("client", _PLACED, _LIFTED)
    placed = {(each.record_uid, each.made_at): each for each in entries if each.act == _PLACED}
    lifted = [each for each in entries if each.act == _LIFTED]
    for rows in in_parts(session, "legal_hold"):
        for row in rows:
            entry = placed.pop((row["client_uid"], row["placed_at"]), None)
            if entry is not None and entry.emptied:
                continue
            if entry is None or not _hold_as_told(row, entry, lifted):
                yield Fault("told", f"Legal hold {row['uid']} is not what the trail tells.")
    for client, _at in placed:
        if client not in trail.gone:
            yield Fault("told", f"A legal hold on client {client} is missing now.")


def _hold_as_told(row: Now, placed: Entry, lifted: list[Entry]) -> bool:
    if (row["reason"], row["placed_by"]) != (placed.told.get("reason"), placed.person):
        return False
    if row["lifted_at"] is None:
        return (row["lifted_by"], row["lifted_reason"]) == ("", "") and not any(
            each.record_uid == row["client_uid"]
            and each.origin == placed.origin
            and each.sequence > placed.sequence
            for each in lifted
        )
    step = row["lifted_at"], row["lifted_by"], row["lifted_reason"]
    return any((each.made_at, each.person, each.told.get("reason")) == step for each in lifted)
