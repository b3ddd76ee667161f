"""Were the records put back to an older state? Told by the backups, which note how far they went.

A copy of the clinic folder from last week, or a file that a tool for synchronising brought back,
is whole in itself: nothing in it tells what it lacks. A restore made on purpose is no fault: the
records then tell of it.
"""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from needlelog.db.exports.entries import hash_at
from needlelog.db.holding import trail_heads
from needlelog.db.installation import origin_of
from needlelog.db.queries.own_past import last_replaced_at
from needlelog.domain.backups import Seal
from needlelog.domain.errors import KnownError
from needlelog.domain.faults import Fault
from needlelog.files.backups.last_ones import Which
from needlelog.files.backups.note_seal import seal_state
from needlelog.services.backup_places import backups
from needlelog.services.set_aside import TAKEN_BACK

if TYPE_CHECKING:
    from needlelog.db.transaction import Session
    from needlelog.domain.backups import BackupNote, TrailHead
    from needlelog.services.clinic import Clinic

PUT_BACK, CHANGED = "rolled-back", "backup-note"
_PLACES = {Which.CLINIC: "the clinic folder", Which.SECOND: "the second place"}
_Noted = tuple[Which, "BackupNote", "TrailHead", Seal]


def put_back_faults(clinic: Clinic) -> tuple[Fault, ...]:
    """At most one for each chain that a backup of this clinic knows more of than the records do,
    and one for each note of a backup that somebody changed.

    Only the chain of the computer that made a backup counts, which tells everything done there:
    what came from other computers may have been taken back on purpose.
    """
    noted, changed = _noted(clinic)
    with clinic.database.read() as session:
        here = origin_of(session)
        ends = {head.origin: head.sequence for head in trail_heads(session)}
        replaced_at = last_replaced_at(session, (TAKEN_BACK,))
        now = clinic.clock()
        found: dict[str, Fault] = {}
        for each in noted:
            _which, note, head, _seal = each
            if head.origin in found:
                continue
            if head.origin == here:
                fault = _compared(session, each, ends.get(here, 0))
            elif note.made_at > now or (replaced_at is not None and note.made_at <= replaced_at):
                continue  # replaced on purpose since, or nobody can say when it was made
            else:
                fault = _unknown(each)
            if fault is not None:
                found[head.origin] = fault
    return (*found.values(), *changed)


def _noted(clinic: Clinic) -> tuple[list[_Noted], list[Fault]]:
    """What the backups noted, those that know most first; and the notes that somebody changed."""
    found: list[_Noted] = []
    changed: list[Fault] = []
    with contextlib.suppress(KnownError):  # a place that cannot be read tells nothing
        for which, notes in backups(clinic).items():
            for note in notes:
                seal = seal_state(note, clinic.key)
                if seal is Seal.BROKEN:
                    changed.append(_changed(which, note))
                    continue
                own = (head for head in note.holding.heads if head.origin == note.holding.origin)
                found += [(which, note, head, seal) for head in own]
    known_most = sorted(found, key=lambda each: (each[2].sequence, each[1].age), reverse=True)
    return known_most, changed


def _changed(which: Which, note: BackupNote) -> Fault:
    return Fault(
        CHANGED,
        f"What {_named(which, note)} says of itself was changed after the program wrote it, so "
        "nothing of it is believed. Its records may be whole: a restore checks them.",
    )


def _compared(session: Session, noted: _Noted, end: int) -> Fault | None:
    head = noted[2]
    if head.sequence > end:
        return Fault(
            PUT_BACK,
            "The records were put back to an older state, and not by a restore: the trail ends at "
            f"entry {end}, but {_called(noted)} goes on to entry {head.sequence}. What was "
            "recorded in between is missing here; that backup has it.",
        )
    if hash_at(session, head.origin, head.sequence) != head.hash:
        return Fault(
            PUT_BACK,
            "The records were put back to an older state and went on from there, or their trail "
            f"was changed: entry {head.sequence} is not the one that {_called(noted)} has. What "
            "is missing here is in that backup.",
        )
    return None


def _unknown(noted: _Noted) -> Fault:
    return Fault(
        PUT_BACK,
        "The records were put back to an older state, and not by a restore: they do not know the "
        f"records of which {_called(noted)} was made. What is missing here is in that backup.",
    )


def _called(noted: _Noted) -> str:
    which, note, _head, seal = noted
    named = _named(which, note)
    if seal is Seal.WHOLE:
        return named
    return f"{named} (its note bears no seal: an older program wrote it, or somebody changed it)"


def _named(which: Which, note: BackupNote) -> str:
    return f"the backup of {note.made_at.astimezone():%Y-%m-%d %H:%M} in {_PLACES[which]}"
