"""What is known of clients beside who they are: history, concerns, spots, consents on paper."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select

from needlelog.db.exchange.kinds import fields_of
from needlelog.db.schema import metadata
from needlelog.db.told.answers import GIVEN, NOT_TOLD, answered
from needlelog.db.told.entries import Entry, Trail
from needlelog.db.told.rows import Now, rows_under, told_document
from needlelog.db.told.telling import Telling, in_words
from needlelog.db.transaction import Session
from needlelog.domain.faults import Fault

PARTS = {
    "history": ("history_item", "History item"),
    "concerns": ("client_concern", "Concern"),
    "avoid": ("avoid_mark", "Spot to be avoided"),
    "consents": ("consent", "Consent"),
}
"""The parts of a client by the name under which entries tell them: table and word."""
_WITHDRAWAL = ("withdrawn_on", "withdrawn_at", "withdrawn_note", "withdrawn_by")
_NOT_WITHDRAWN = {"withdrawn_at": None, "withdrawn_note": "", "withdrawn_by": ""}
_IN_USE = {"active": True}
_FROM_PAPER = {"consents": {"active": True, "withdrawn_at": None, "consent_template_uid": None}}
"""What a part holds that is told whole, besides what is told."""
_UNLESS_TOLD = {"alert": False, "active": True}
"""What a history item holds of which only an answer told."""
RECORDED = "consent on paper recorded"


@dataclass(frozen=True, slots=True)
class Family:
    """Clients that were ever merged, in whatever way: entries about one tell parts of others."""

    together: Mapping[str, frozenset[str]] = field(default_factory=dict)
    put_out: frozenset[str] = frozenset()
    """History items that a merge put out of use, or that came back when it was undone."""

    @classmethod
    def of(cls, merges: Iterable[Now]) -> Family:
        """What follows from all merges that were ever made."""
        beside: defaultdict[str, set[str]] = defaultdict(set)
        answers: set[str] = set()
        for row in merges:
            document = row["document"] if isinstance(row["document"], dict) else {}
            for uid in (row["duplicate_uid"], *document.get("under", ())):
                beside[uid].add(row["kept_uid"])
                beside[row["kept_uid"]].add(uid)
            answers.update(document.get("answers", ()))
        return cls({uid: _all_over(uid, beside) for uid in beside}, frozenset(answers))

    def names(self, uid: str) -> frozenset[str]:
        """The client itself and all it was ever one with."""
        return self.together.get(uid) or frozenset((uid,))


def _all_over(uid: str, beside: Mapping[str, set[str]]) -> frozenset[str]:
    found = {uid}
    left = [uid]
    while left:
        new = beside.get(left.pop(), set()) - found
        found |= new
        left += new
    return frozenset(found)


def part_faults(
    session: Session,
    trail: Trail,
    clients: Sequence[Now],
    entries: Mapping[str, Sequence[Entry]],
    chosen: frozenset[str],
    family: Family,
) -> Iterator[Fault]:
    """Faults of all parts of some clients; ``entries`` are those about them and their family."""
    numbers = [row["id"] for row in clients]
    hidden = {uid for uid, told in entries.items() if any(each.emptied for each in told)}
    for name, (table, word) in PARTS.items():
        rows = rows_under(session, table, "client_id", numbers)
        tellings = _tellings(name, entries)
        if name == "consents":
            _add_consents(trail, rows, tellings)
        yield from _missing(session, trail, (table, word), rows, tellings)
        found: dict[int, tuple[Now, list[str]]] = {}
        for row in rows:
            if hidden & family.names(row["client_uid"]):
                continue
            telling = tellings.setdefault(row["uid"], Telling())
            telling.is_loose |= row["uid"] in chosen
            wrong = _wrong(trail, table, _part_form(table, row), telling, family)
            if wrong:
                found[row["id"]] = row, wrong
        if table == "history_item":
            _leave_answered(session, found, tellings, family)
        for row, wrong in found.values():
            words = in_words(wrong)
            yield Fault("told", f"{word} {row['uid']} is not what the trail tells ({words}).")


def _leave_answered(
    session: Session,
    found: dict[int, tuple[Now, list[str]]],
    tellings: Mapping[str, Telling],
    family: Family,
) -> None:
    """Take out the items that are what sessions say."""
    asked = {
        number: (tellings[row["uid"]], row["note"], sorted(family.names(row["client_uid"])))
        for number, (row, wrong) in found.items()
        if GIVEN.issuperset(wrong)
    }
    for number in answered(session, asked) if asked else ():
        del found[number]


def _tellings(name: str, entries: Mapping[str, Sequence[Entry]]) -> dict[str, Telling]:
    found: defaultdict[str, Telling] = defaultdict(Telling)
    for entry in (entry for told in entries.values() for entry in told):
        parts, were = entry.told.get(name), entry.was.get(name)
        if isinstance(parts, list):
            parts = {each["uid"]: each for each in parts if isinstance(each, dict)}
        for uid, part in (parts or {}).items():
            telling = found[uid]
            if part is None:
                telling.add(entry, {"active": False})
            elif isinstance(were, dict) and were.get(uid) is not None:
                telling.add(entry, part)
            else:
                owner = {} if telling.tells("client_uid") else {"client_uid": entry.record_uid}
                telling.add(entry, _FROM_PAPER.get(name, _IN_USE) | owner | part)
    return found


def _add_consents(trail: Trail, rows: Sequence[Now], tellings: dict[str, Telling]) -> None:
    """What entries about consents themselves tell."""
    for uid, own in trail.entries("consent", [row["uid"] for row in rows] + list(tellings)).items():
        telling = tellings.setdefault(uid, Telling())
        for entry in own:
            telling.add(entry, _consent(entry))


def _consent(entry: Entry) -> Mapping[str, Any]:
    match entry.act:
        case "consent signed" | "consent refused":
            told = entry.told
            text = {"consent_template_uid": told["template"]} if "template" in told else {}
            return _NOT_WITHDRAWN | text
        case "consent on paper recorded":
            return {**_FROM_PAPER["consents"], **entry.told}
        case "consent on paper taken off the list":
            return {"active": False}
        case "consent withdrawn":
            return {**entry.told, "withdrawn_at": entry.made_at.isoformat()}
    return entry.told


def _part_form(table: str, row: Now) -> Now:
    if table == "history_item":
        return row | {"areas": row["areas"].split()}
    if table == "consent":
        if row["signed_at"] is not None:
            # What was signed is held against its hash by `consent_faults`.
            left = ("uid", "client_uid", "consent_template_uid", *_WITHDRAWAL)
            return {name: row[name] for name in left}
        return row | {"strokes": told_document(row["strokes"]) or []}
    return row


def _wrong(trail: Trail, table: str, now: Now, telling: Telling, family: Family) -> list[str]:
    groups = [names for names in fields_of(table).values() if len(names) > 1]
    together = frozenset(name for names in groups for name in names) | {"withdrawn_at"}
    wrong = telling.wrong(now, trail, together)
    if not telling.is_told and trail.tells_all:
        wrong.append(NOT_TOLD)
    if table == "history_item" and trail.tells_all:
        wrong += [
            name
            for name, value in _UNLESS_TOLD.items()
            if now[name] != value and not telling.tells(name)
        ]
    if now["uid"] in family.put_out:
        wrong = [name for name in wrong if name != "active"]
    return wrong


def _missing(
    session: Session,
    trail: Trail,
    part: tuple[str, str],
    rows: Sequence[Now],
    tellings: Mapping[str, Telling],
) -> Iterator[Fault]:
    lost = tellings.keys() - {row["uid"] for row in rows}
    if not lost:
        return
    column = metadata.tables[part[0]].c.uid
    # Parts of a duplicate are told under the client kept, and are looked at with the duplicate.
    lost -= set(session.connection().execute(select(column).where(column.in_(lost))).scalars())
    for uid in sorted(lost - trail.gone if lost else ()):
        if not tellings[uid].is_hidden:
            yield Fault("told", f"{part[1]} {uid} stands in the trail and is missing now.")
