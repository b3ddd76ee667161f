"""Clients against the trail: who they are, and which of them were merged into others."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import exists

from needlelog.db.exchange.kinds import fields_of
from needlelog.db.exchange.merging import merged_into
from needlelog.db.schema import metadata
from needlelog.db.told.client_parts import RECORDED, Family, part_faults
from needlelog.db.told.entries import AUDIT, Entry, Trail, document
from needlelog.db.told.rows import Now, in_parts
from needlelog.db.told.telling import Telling, in_words
from needlelog.db.transaction import Session
from needlelog.domain.faults import Fault

ADDED, CHANGED = "client added", "client changed"
MERGED, PARTED = "clients merged", "merge of clients undone"
_TOGETHER = frozenset(
    name for names in fields_of("client").values() if len(names) > 1 for name in names
)


def client_faults(session: Session, trail: Trail, chosen: frozenset[str]) -> Iterator[Fault]:
    """Clients, or what is known of them, that were changed, made up or taken away."""
    merges = [row for rows in in_parts(session, "client_merge", json=("document",)) for row in rows]
    yield from _merge_faults(trail, merges)
    family = Family.of(merges)
    kept = _kept(session)
    for rows in in_parts(session, "client"):
        entries = trail.entries("client", {uid for row in rows for uid in family.names(row["uid"])})
        for row in rows:
            if kept is not None and row["merged_into_id"] != kept.get(row["id"]):
                uid = row["uid"]
                yield Fault("told", f"Whose duplicate client {uid} is does not fit the merges.")
            yield from _changed(trail, row, entries.get(row["uid"], ()), chosen, family)
        yield from part_faults(session, trail, rows, entries, chosen, family)
    yield from _missing(session, trail)


def _kept(session: Session) -> Mapping[int, int] | None:
    """The client kept by duplicate, ``None`` where a merge cannot be read any more."""
    try:
        return merged_into(session)[0]
    except (ValueError, AttributeError):
        return None  # told by `_merge_faults`


def _changed(
    trail: Trail, row: Now, entries: Any, chosen: frozenset[str], family: Family
) -> Iterator[Fault]:
    telling = Telling()
    telling.is_loose = row["uid"] in chosen
    for entry in entries:
        if entry.act in (ADDED, CHANGED, MERGED, PARTED):
            telling.add(entry, entry.told)
        # Programs before this one did not tell which fields were given back.
        telling.is_loose |= entry.act == PARTED and entry.after is None
        telling.is_hidden |= entry.emptied
    if telling.is_hidden:
        return
    if not telling.is_told and trail.tells_all:
        yield Fault("told", f"Client {row['uid']} is not known to the trail.")
        return
    # A client who was merged once is as active as the merges say.
    left = ("active",) if row["uid"] in family.together else ()
    now = {name: value for name, value in row.items() if name not in left}
    wrong = telling.wrong(now, trail, _TOGETHER)
    if row["merged_into_id"] is not None and row["active"]:
        wrong.append("active")
    if wrong:
        words = in_words(wrong)
        yield Fault("told", f"Client {row['uid']} is not what the trail tells ({words}).")


def _missing(session: Session, trail: Trail) -> Iterator[Fault]:
    for kind, act, word in (("client", ADDED, "Client"), ("consent", RECORDED, "Consent")):
        gone = ~exists().where(metadata.tables[kind].c.uid == AUDIT.c.record_uid)
        asked = trail.uids(kind, (act,)).where(gone)
        lost = set(session.connection().execute(asked).scalars())
        for uid in sorted(lost - trail.gone if lost else ()):
            yield Fault("told", f"{word} {uid} stands in the trail and is missing now.")


@dataclass(frozen=True, slots=True)
class _Step:
    """That two clients were merged or parted: the two, by whom and when, and the fields changed."""

    kept: Any
    duplicate: Any
    by: Any
    at: Any
    fields: str = ""


def _merge_faults(trail: Trail, merges: list[Now]) -> Iterator[Fault]:
    entries = trail.acts("client", MERGED, PARTED)
    hidden = {entry.record_uid for entry in entries if entry.emptied}
    left = Counter((entry.act, _told_step(entry)) for entry in entries if not entry.emptied)
    for row in merges:
        steps = _steps(row) if row["kept_uid"] not in hidden else []
        if any(not left[step] for step in steps) or (row["undone_at"] is None and row["undone_by"]):
            yield Fault("told", f"The trail does not tell of the merge {row['uid']} as it is.")
        left.subtract(steps)
    undone = {(row["kept_uid"], row["duplicate_uid"]) for row in merges if row["undone_at"]}
    for (act, step), count in left.items():
        # Of one that was undone on two computers the first undoing holds.
        if count > 0 and not (act == PARTED and (step.kept, step.duplicate) in undone):
            yield Fault("told", f"A merge of client {step.kept} is not as the trail tells it.")


def _steps(row: Now) -> list[tuple[str, _Step]]:
    both = row["kept_uid"], row["duplicate_uid"]
    changed = _fields(row["document"])
    steps = [(MERGED, _Step(*both, row["merged_by"], row["merged_at"], changed))]
    if row["undone_at"] is not None:
        steps.append((PARTED, _Step(*both, row["undone_by"], row["undone_at"])))
    return steps


def _told_step(entry: Entry) -> _Step:
    names = entry.told if entry.act == MERGED else entry.was
    after = {name: value for name, value in entry.told.items() if name != "duplicate"}
    fields = json.dumps([entry.was, after], sort_keys=True) if entry.act == MERGED else ""
    return _Step(entry.record_uid, names.get("duplicate"), entry.person, entry.made_at, fields)


def _fields(merge: Any) -> str:
    """The fields that a merge changed, before and after, as it says itself."""
    if not isinstance(merge, dict):
        return "none"
    both = [document(merge.get(name)) or {} for name in ("before", "after")]
    return json.dumps(both, sort_keys=True)
