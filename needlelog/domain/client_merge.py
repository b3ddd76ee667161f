"""Two entries that are one client: which are likely to be, and what a merge takes from each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import IntEnum

from needlelog.domain.clients import HistoryItem
from needlelog.domain.names import fold
from needlelog.domain.sessions import SessionRecord

FIELDS = (
    *("name", "birth_date", "sex", "phone", "email", "address"),
    *("emergency_contact", "phototype", "note"),
)
"""What a client has one of, so that a choice is to be made."""
_DIGITS_THAT_TELL = 7
_COMPARED_DIGITS = 9


class Likeness(IntEnum):
    """Why two entries may be one client, the surest first."""

    NAME_AND_BIRTH = 1
    NAME_AND_PHONE = 2
    BIRTH_AND_PHONE = 3
    NAME = 4
    PHONE = 5
    BIRTH_AND_WORD = 6


@dataclass(frozen=True, slots=True)
class Entry:
    """What is compared of a client."""

    id: int
    uid: str
    name: str
    birth_date: date | None
    phone: str
    email: str
    sessions: int
    last_on: date | None


@dataclass(frozen=True, slots=True)
class LikelyDuplicate:
    """Two entries that may be one client; the one with more sessions stands first."""

    keep: Entry
    duplicate: Entry
    likeness: Likeness


@dataclass(frozen=True, slots=True)
class ClientMerge:
    """A merge that was made: of whom into whom, when and by whom, and whether it was undone."""

    uid: str
    kept_uid: str
    kept_name: str
    duplicate_uid: str
    duplicate_name: str
    merged_at: datetime
    merged_by: str
    undone_at: datetime | None = None
    undone_by: str = ""


def likely_duplicates(entries: Iterable[Entry]) -> tuple[LikelyDuplicate, ...]:
    """The pairs that may be one client, the surest first. Different birth dates rule a pair out,
    unless the phone is the same."""
    everybody = [_Compared(each, _words(each), _digits(each.phone)) for each in entries]
    found: dict[tuple[int, int], LikelyDuplicate] = {}
    for group in _groups(everybody):
        for place, one in enumerate(group):
            for other in group[place + 1 :]:
                likeness = _likeness(one, other)
                if likeness is not None:
                    first, second = sorted(
                        (one.entry, other.entry), key=lambda each: (-each.sessions, each.id)
                    )
                    found[first.id, second.id] = LikelyDuplicate(first, second, likeness)
    return tuple(sorted(found.values(), key=lambda each: (each.likeness, fold(each.keep.name))))


def newest_answers(
    kept: Iterable[HistoryItem], duplicate: Iterable[HistoryItem]
) -> tuple[str, ...]:
    """The uids of the answers that a newer one to the same question makes out of date."""
    newest: dict[str, HistoryItem] = {}
    old: list[str] = []
    for item in (*kept, *duplicate):
        if not item.code:
            continue
        known = newest.get(item.code)
        if known is None:
            newest[item.code] = item
        elif (item.asked_on or date.min) > (known.asked_on or date.min):
            old.append(known.uid)
            newest[item.code] = item
        else:
            old.append(item.uid)
    return tuple(old)


def of_kept_client(record: SessionRecord, kept: Mapping[str, str]) -> SessionRecord:
    """A record as one of the client kept; ``kept`` has the uid for that of each duplicate."""
    uid = kept.get(record.content.client_uid)
    if uid is None:
        return record
    return replace(record, content=replace(record.content, client_uid=uid))


_MOST_ALIKE = 40
"""So many with the same mark are no duplicates but an empty form, or a reception's own number."""


@dataclass(frozen=True, slots=True)
class _Compared:
    """An entry with what of it is compared again and again."""

    entry: Entry
    words: frozenset[str]
    digits: str


def _groups(everybody: Iterable[_Compared]) -> Iterator[list[_Compared]]:
    marks: defaultdict[tuple[str, str], list[_Compared]] = defaultdict(list)
    for each in everybody:
        marks["name", " ".join(sorted(each.words))].append(each)
        if each.digits:
            marks["phone", each.digits].append(each)
        if each.entry.birth_date is not None:
            for word in each.words:
                marks[each.entry.birth_date.isoformat(), word].append(each)
    for group in marks.values():
        if 1 < len(group) <= _MOST_ALIKE:
            yield group


def _likeness(one: _Compared, other: _Compared) -> Likeness | None:
    born, also = one.entry.birth_date, other.entry.birth_date
    both_known = born is not None and also is not None
    birth = both_known and born == also
    phone = bool(one.digits) and one.digits == other.digits
    if both_known and not birth and not phone:
        return None
    name = bool(one.words) and one.words == other.words
    if name and birth:
        return Likeness.NAME_AND_BIRTH
    if name and phone:
        return Likeness.NAME_AND_PHONE
    word = not one.words.isdisjoint(other.words)
    if birth and phone and word:
        return Likeness.BIRTH_AND_PHONE
    if both_known and not birth:
        return None
    if name:
        return Likeness.NAME
    if phone and word:
        return Likeness.PHONE
    return Likeness.BIRTH_AND_WORD if birth and word else None


def _words(entry: Entry) -> frozenset[str]:
    return frozenset(fold(entry.name).replace("-", " ").split())


def _digits(phone: str) -> str:
    digits = "".join(each for each in phone if each.isdigit())
    return digits[-_COMPARED_DIGITS:] if len(digits) >= _DIGITS_THAT_TELL else ""
