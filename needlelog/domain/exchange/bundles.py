"""What a machine sends to the others of its clinic, and what became of it there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from needlelog.domain.exchange.fields import Conflict


@dataclass(frozen=True, slots=True)
class Machine:
    """A computer of the clinic. ``uid`` is the origin of what is written on it.

    ``here`` marks this one. ``last_heard`` is when the newest file received from it was made,
    ``None`` where none was. A machine that is not active is waited for no longer.
    """

    uid: str
    name: str
    joined_at: datetime
    joined_by: str
    active: bool
    here: bool
    last_heard: datetime | None = None


@dataclass(frozen=True, slots=True)
class Mark:
    """How far somebody has what was written on one machine.

    ``sequence`` is the last entry of that machine's trail, ``number`` its last change; 0 for none.
    """

    sequence: int = 0
    number: int = 0


Marks = Mapping[str, Mark]
"""Marks by the origin they are about."""


@dataclass(frozen=True, slots=True)
class ChainEnd:
    """The last entry of a machine's trail that the sender has."""

    sequence: int
    hash: str


@dataclass(frozen=True, slots=True)
class BundleHead:
    """What a file says of itself, before its records.

    ``since`` is what it takes for granted, ``ends`` where the sender's trails end, ``marks`` what
    the sender has now. ``program`` is the version of the program that wrote it. ``missing`` are
    photo files the sender has not and asks for, ``brings`` those in this file that others asked for.
    ``beginning`` is what no file of the sender ever holds, because all copies began with it.
    """

    uid: str
    sender: str
    sender_name: str
    sender_key: str
    made_at: datetime
    program: str
    schema: int
    since: Marks
    marks: Marks
    ends: Mapping[str, ChainEnd]
    entries: int
    changes: int
    photos: int
    missing: tuple[str, ...] = ()
    brings: tuple[str, ...] = ()
    beginning: Marks = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class KindCount:
    """How many records of one kind (a table) are new, and how many known ones change."""

    kind: str
    new: int
    changed: int


class AlertCode(StrEnum):
    """What a person should look at after receiving."""

    CARTRIDGE_TWICE = "cartridge_twice"
    """A cartridge was used for two clients, on two machines."""
    NEW_MACHINE = "new_machine"
    """The file comes from a machine that was not known here."""
    LOT_BELOW_NOTHING = "lot_below_nothing"
    """More was taken from a lot, on all machines together, than was in it."""


@dataclass(frozen=True, slots=True)
class Alert:
    """One thing to look at. ``subject`` names what it is about; ``uids`` the records concerned."""

    code: AlertCode
    subject: str
    uids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ErasureToCarryOut:
    """A client whose records were destroyed elsewhere; receiving destroys them here too.

    ``person`` is what the register says of whom it was, ``sessions`` how many are still here, and
    ``drafts`` how many unfinished ones.
    """

    client_uid: str
    person: str
    reason: str
    erased_by: str
    erased_at: datetime
    sessions: int
    drafts: int = 0


@dataclass(frozen=True, slots=True)
class Preview:
    """What receiving a file would do; nothing was written.

    ``new_machine`` says that its sender is not known here yet. With ``nothing_new`` everything in
    it is here already.
    """

    bundle_uid: str
    sender: str
    sender_name: str
    made_at: datetime
    new_machine: bool
    counts: tuple[KindCount, ...] = ()
    photos: int = 0
    entries: int = 0
    conflicts: tuple[Conflict, ...] = ()
    alerts: tuple[Alert, ...] = ()
    erasures: tuple[ErasureToCarryOut, ...] = ()

    @property
    def nothing_new(self) -> bool:
        """Whether everything in the file is here already."""
        return not (self.entries or self.counts or self.photos)

    @property
    def new(self) -> int:
        """How many records are new."""
        return sum(each.new for each in self.counts)

    @property
    def changed(self) -> int:
        """How many known records change."""
        return sum(each.changed for each in self.counts)


@dataclass(frozen=True, slots=True)
class Receipt:
    """A file that was received. ``uid`` is empty where nothing in it was new.

    ``undoable`` says that it is the newest one that still holds; whether something recorded here
    builds on it is seen when it is taken back.
    """

    uid: str
    bundle_uid: str
    sender: str
    sender_name: str
    made_at: datetime
    received_at: datetime
    received_by: str
    counts: tuple[KindCount, ...] = ()
    entries: int = 0
    photos: int = 0
    conflicts: int = 0
    alerts: tuple[Alert, ...] = ()
    erased: int = 0
    undone_at: datetime | None = None
    undone_by: str = ""
    undoable: bool = False


@dataclass(frozen=True, slots=True)
class Waiting:
    """What the next file to the other machines would hold; ``counts`` tells it by kind.

    It holds what not everybody is known to have, so also what was sent and not confirmed yet by a
    file of theirs. ``unsent`` is what was recorded here since the last file was written. Of the
    ``photos`` others asked for ``photos_asked``, because they were damaged or lost.
    """

    entries: int
    changes: int
    photos: int
    last_sent: datetime | None = None
    counts: tuple[KindCount, ...] = ()
    unsent: tuple[KindCount, ...] = ()
    photos_asked: int = 0


@dataclass(frozen=True, slots=True)
class Sent:
    """A file that was written for the other machines; ``counts`` tells what it holds by kind.

    ``left_out`` counts photos whose files are missing or damaged here.
    """

    uid: str
    file: str
    size: int
    made_at: datetime
    entries: int
    changes: int
    rows: int
    photos: int
    counts: tuple[KindCount, ...] = ()
    left_out: int = 0
