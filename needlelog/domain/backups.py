"""What a backup is, which ones are kept, and when one is due or missed."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum

DUE_AFTER = timedelta(hours=4)
"""So long a change may wait for the next backup while the program runs."""
MISSED_AFTER = timedelta(hours=24)
"""A change that waits longer for a backup than this is told in red."""
TRIED_AGAIN_AFTER = timedelta(hours=1)
"""So long after a failure the next try by itself waits."""
ASK_AGAIN_AFTER = timedelta(days=7)
"""So long the question for a second place may be put off."""

NEWEST_KEPT = 2
HOURS_KEPT, DAYS_KEPT, WEEKS_KEPT, MONTHS_KEPT = 12, 7, 5, 13
BEFORE_KEPT = 3


class BackupReason(StrEnum):
    """Why a backup was made."""

    CLOSING = "closing"
    IDLE = "idle"
    BY_HAND = "by-hand"
    BEFORE_RESTORE = "before-restore"
    BEFORE_UPDATE = "before-update"
    BEFORE_RECEIVE = "before-receive"

    @property
    def is_before(self) -> bool:
        """Whether it was made so that a larger act can be undone."""
        return self.value.startswith("before-")


@dataclass(frozen=True, slots=True)
class TrailHead:
    """The last entry of one installation's chain."""

    origin: str
    sequence: int
    hash: str


class Seal(StrEnum):
    """Whether a backup's note is as the program wrote it: told by a key that only the clinic has.

    ``NONE`` is a note of an older program, or one of another clinic's key, or one whose seal was
    taken away; nobody can tell these apart.
    """

    WHOLE = "whole"
    NONE = "none"
    BROKEN = "broken"


BackupState = tuple[tuple[TrailHead, ...], str, str]
"""Heads of the trail, mark of the drafts, SHA-256 of the key file: equal while nothing changes."""


@dataclass(frozen=True, slots=True)
class Holding:
    """What one state of the records holds; it names no client.

    ``counts`` are rows by table, ``sessions`` those signed, ``last_session_at`` the end of the
    last of them (its begin where the end was not noted). ``drafts`` stands for the unsigned
    sessions: equal texts mean equal drafts.
    """

    origin: str
    schema: int
    counts: Mapping[str, int]
    sessions: int
    last_session_at: datetime | None
    heads: tuple[TrailHead, ...]
    drafts: str


@dataclass(frozen=True, slots=True)
class BackupNote:
    """One backup as its `backup.json` tells it. ``name`` is the name of its folder.

    ``files`` are the SHA-256 of the files beside the note; ``photos`` and ``photo_bytes`` those
    it lists, ``photos_left_out`` how many of the clinic's photos were missing or damaged already.
    ``program`` is the version that made it. ``doubt`` is empty for a good backup; otherwise it
    says what is wrong with the records themselves, of which this is a true copy all the same.
    ``digest`` and ``seal`` are those of the note as it was read, empty for one never written.
    """

    name: str
    made_at: datetime
    reason: BackupReason
    program: str
    holding: Holding
    size: int
    files: Mapping[str, str] = field(default_factory=dict)
    photos: int = 0
    photo_bytes: int = 0
    photos_left_out: int = 0
    doubt: str = ""
    digest: str = field(default="", compare=False)
    seal: str = field(default="", compare=False)

    @property
    def state(self) -> BackupState:
        """Equal for two backups between which nothing was recorded."""
        return (self.holding.heads, self.holding.drafts, self.files.get("keys.json", ""))

    @property
    def age(self) -> tuple[datetime, int, str]:
        """What backups are put in order by; of one instant the tenth comes after the ninth."""
        _, _, number = self.name.rpartition("-")
        return (self.made_at, int(number) if number.isdecimal() else 1, self.name)


def backup_name(made_at: datetime, reason: BackupReason) -> str:
    """The name of a backup's folder, such as ``20261122T090059Z-closing``."""
    return f"{made_at.astimezone(UTC):%Y%m%dT%H%M%SZ}-{reason}"


def to_keep(notes: Iterable[BackupNote], now: datetime) -> frozenset[str]:
    """The names of the backups to keep: the newest, and one for each past hour, day, week, month.

    It is counted in hours (days, …) that have a backup, not in hours gone by: a clock that is
    wrong for a day, or a long holiday, costs no older backup. What was made in the future, by this
    clock, is kept and takes nobody's place. Of those made before a larger act the last few stay.
    Of doubtful ones only the newest is kept; it costs no good one its place. After a restore the
    last one of the records from before it stays as long as one of its month does.
    """
    everything = sorted(notes, key=lambda note: note.age, reverse=True)
    kept = {note.name for note in everything if note.made_at > now}
    past = [note for note in everything if note.made_at <= now and not note.doubt]
    kept |= {note.name for note in [each for each in everything if each.doubt][:1]}
    kept |= {note.name for note in past[:NEWEST_KEPT]}
    kept |= {note.name for note in [each for each in past if each.reason.is_before][:BEFORE_KEPT]}
    for most, span in _SPANS:
        newest: dict[Hashable, str] = {}
        for note in past:
            newest.setdefault(span(note.made_at.astimezone(UTC)), note.name)
        kept |= set(list(newest.values())[:most])
    months = list(dict.fromkeys(_month(note) for note in past))[:MONTHS_KEPT]
    lines: dict[str, BackupNote] = {}
    for note in past:
        lines.setdefault(note.holding.origin, note)
    kept |= {note.name for note in lines.values() if _month(note) in months}
    return frozenset(kept)


def _month(note: BackupNote) -> tuple[int, int]:
    at = note.made_at.astimezone(UTC)
    return at.year, at.month


_SPANS: tuple[tuple[int, Callable[[datetime], Hashable]], ...] = (
    (HOURS_KEPT, lambda at: (at.date(), at.hour)),
    (DAYS_KEPT, lambda at: at.date()),
    (WEEKS_KEPT, lambda at: at.isocalendar()[:2]),
    (MONTHS_KEPT, lambda at: (at.year, at.month)),
)


def newest(notes: Iterable[BackupNote], now: datetime) -> BackupNote | None:
    """The good backup made last; one from the future only where there is no other."""
    everything = sorted((note for note in notes if not note.doubt), key=lambda note: note.age)
    past = [note for note in everything if note.made_at <= now]
    found = past or everything
    return found[-1] if found else None


class Lateness(StrEnum):
    """How a place stands: everything is in a backup, some is not yet, or for too long not."""

    UP_TO_DATE = "up-to-date"
    WAITING = "waiting"
    DUE = "due"
    MISSED = "missed"


def lateness(waiting_since: datetime | None, now: datetime) -> Lateness:
    """Judge by the oldest change that is in no backup (None: everything is in one).

    A change from the future means that the clock was set back, so nobody knows how long it waits:
    a backup is due now.
    """
    if waiting_since is None:
        return Lateness.UP_TO_DATE
    waited = abs(now - waiting_since)
    if waited >= MISSED_AFTER:
        return Lateness.MISSED
    if waited >= DUE_AFTER or waiting_since > now:
        return Lateness.DUE
    return Lateness.WAITING


@dataclass(frozen=True, slots=True)
class Failure:
    """Why the last try failed: the stable code of the error, its sentence, and when."""

    at: datetime
    code: str
    sentence: str
