"""Where backups lie, which there are, and how the clinic stands.

Everything here looks at drives that may be slow: call it from the background worker.
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from needlelog.db.exchange.machines import machines
from needlelog.db.holding import waiting_since
from needlelog.db.installation import origin_of
from needlelog.domain.backup_errors import BackupPlaceMissing
from needlelog.domain.backups import (
    ASK_AGAIN_AFTER,
    TRIED_AGAIN_AFTER,
    BackupNote,
    Failure,
    Lateness,
    lateness,
    newest,
)
from needlelog.domain.errors import KnownError
from needlelog.files.backups.last_ones import Which, load_last_ones, save_last_ones
from needlelog.files.backups.note_file import read_note
from needlelog.files.backups.note_seal import is_sealed
from needlelog.files.backups.place import BackupPlace
from needlelog.files.backups.second_place import (
    PlaceChoice,
    SecondPlace,
    is_same_drive,
    load_choice,
    prepare,
    save_choice,
)
from needlelog.services.acts import Permission, require

if TYPE_CHECKING:
    from needlelog.services.clinic import Clinic


@dataclass(frozen=True, slots=True)
class PlaceStatus:
    """How one place stands. ``there`` is false while it cannot be reached.

    ``last`` is the newest good backup there; one whose note bears no seal of the clinic, or a
    broken one, does not count. ``waiting_since`` is the instant of the oldest change that is in
    no good backup there.
    ``is_due`` is whether one should be made by itself now; a try that failed is not repeated at
    once, and a drive that was plugged in again need not wait.
    """

    which: Which
    folder: Path
    there: bool
    last: BackupNote | None
    waiting_since: datetime | None
    lateness: Lateness
    failure: Failure | None
    is_due: bool

    @property
    def is_well(self) -> bool:
        """Whether nothing has to be told in red."""
        return self.there and self.failure is None and self.lateness is not Lateness.MISSED


@dataclass(frozen=True, slots=True)
class BackupStatus:
    """How both places stand; ``second`` is ``None`` until one was chosen.

    ``asks`` is whether to ask for a second place now, ``same_drive`` whether both lie on one.
    """

    clinic: PlaceStatus
    second: PlaceStatus | None
    asks: bool
    same_drive: bool

    @property
    def places(self) -> tuple[PlaceStatus, ...]:
        """Those that are in use."""
        return (self.clinic,) if self.second is None else (self.clinic, self.second)

    @property
    def is_due(self) -> bool:
        """Whether a backup should be made by itself now."""
        return any(place.is_due for place in self.places)


def backup_status(clinic: Clinic) -> BackupStatus:
    """How the clinic stands, by what is remembered of the last backups."""
    now, folder = clinic.clock(), clinic.folder.path
    choice, last = load_choice(folder), load_last_ones(folder)
    found: dict[Which, PlaceStatus] = {}
    for which, place in places_of(clinic).items():
        there = which is Which.CLINIC or _is_there(choice.second)
        note = last.notes.get(which)
        if there:
            note = _counting(clinic, place, note, now)
        heads = {} if note is None else {head.origin: head.sequence for head in note.holding.heads}
        with clinic.database.read() as session:
            waiting = waiting_since(session, heads, None if note is None else note.made_at)
        failure = last.failures.get(which)
        is_back = there and failure is not None and failure.code == BackupPlaceMissing.code
        late = lateness(waiting, now)
        found[which] = PlaceStatus(
            which=which,
            folder=place.folder if choice.second is None else _shown(which, place, choice.second),
            there=there,
            last=note,
            waiting_since=waiting,
            lateness=late,
            failure=None if is_back else failure,
            is_due=there and (_is_due(late, failure, now) or (is_back and waiting is not None)),
        )
    asks = choice.second is None and _may_ask(choice.ask_again_at, now)
    second = found.get(Which.SECOND)
    same = second is not None and second.there and is_same_drive(second.folder, folder)
    return BackupStatus(found[Which.CLINIC], second, asks, same)


def backups(clinic: Clinic) -> dict[Which, tuple[BackupNote, ...]]:
    """The backups that lie in each place that can be reached, newest first.

    In the second place also those this computer made before a restore.
    """
    second = load_choice(clinic.folder.path).second
    found = {
        which: list(place.notes())
        for which, place in places_of(clinic).items()
        if which is Which.CLINIC or _is_there(second)
    }
    if Which.SECOND in found:
        for former in former_places(clinic):
            found[Which.SECOND] += former.notes()
    return {
        which: tuple(sorted(notes, key=lambda note: note.age, reverse=True))
        for which, notes in found.items()
    }


def places_of(clinic: Clinic) -> dict[Which, BackupPlace]:
    """The places in use, whether they can be reached or not."""
    places = {Which.CLINIC: BackupPlace(clinic.folder.backups)}
    second = load_choice(clinic.folder.path).second
    if second is not None:
        with clinic.database.read() as session:
            places[Which.SECOND] = BackupPlace(second.backups_of(origin_of(session)))
    return places


def former_places(clinic: Clinic, drive: SecondPlace | None = None) -> tuple[BackupPlace, ...]:
    """Where in the second place this computer made backups before it went on from a restored one.

    With a ``drive`` there instead, such as one that is used by hand now and then.
    Never the folder of another computer: only what was noted here when a backup was made counts,
    and not what belongs to another machine of the clinic that is in use.
    """
    choice = load_choice(clinic.folder.path)
    place = drive or choice.second
    if place is None:
        return ()
    with clinic.database.read() as session:
        others = {each.uid for each in machines(session) if each.active and not each.here}
        taken = {origin_of(session), *others}
    mine = own_origins(clinic.folder.path, choice)
    found = [BackupPlace(place.backups_of(each)) for each in mine if each not in taken]
    return tuple(each for each in found if each.folder.is_dir())


def remember_origin(clinic: Clinic) -> None:
    """Note under which identity backups are made outside the clinic folder, before one is."""
    folder = clinic.folder.path
    choice = load_choice(folder)
    with clinic.database.read() as session:
        origins = tuple(dict.fromkeys((*own_origins(folder, choice), origin_of(session))))
    if origins != choice.origins:
        with contextlib.suppress(KnownError):
            save_choice(folder, replace(choice, origins=origins))


def own_origins(clinic_folder: Path, choice: PlaceChoice) -> tuple[str, ...]:
    """The identities noted so far; a program that did not note them kept its last backup."""
    last = load_last_ones(clinic_folder).notes.get(Which.SECOND)
    known = () if last is None else (last.holding.origin,)
    return tuple(dict.fromkeys((*choice.origins, *known)))


def choose_second_place(clinic: Clinic, folder: Path) -> SecondPlace:
    """Let backups go to this folder as well.

    Raises:
        NotAllowed: the person is no manager.
        BackupPlaceRefused, DiskFull, WriteRefused, WriteFailed: it cannot be used; the former
            place stays.
    """
    require(clinic.person, Permission.MANAGER, "choose_second_place")
    second = prepare(folder, clinic.folder.path)
    choice = load_choice(clinic.folder.path)
    save_choice(clinic.folder.path, PlaceChoice(second, origins=choice.origins))
    last = load_last_ones(clinic.folder.path)
    save_last_ones(clinic.folder.path, last.without(Which.SECOND))
    return second


def forget_second_place(clinic: Clinic) -> None:
    """Make no further backups there; those made stay. Raises `NotAllowed`."""
    require(clinic.person, Permission.MANAGER, "forget_second_place")
    choice = load_choice(clinic.folder.path)
    save_choice(clinic.folder.path, PlaceChoice(origins=choice.origins))
    last = load_last_ones(clinic.folder.path)
    save_last_ones(clinic.folder.path, last.without(Which.SECOND))


def put_off_second_place(clinic: Clinic) -> None:
    """Ask for a second place again in a week. Raises `NotAllowed`."""
    require(clinic.person, Permission.MANAGER, "put_off_second_place")
    choice = load_choice(clinic.folder.path)
    again = clinic.clock() + ASK_AGAIN_AFTER
    save_choice(clinic.folder.path, replace(choice, ask_again_at=again))


def _counting(
    clinic: Clinic, place: BackupPlace, last: BackupNote | None, now: datetime
) -> BackupNote | None:
    """The last good backup of a place whose note is as it was written: ``last``, if it is there."""
    if last is not None:
        with contextlib.suppress(KnownError):
            found = read_note(place.folder_of(last.name))
            if found == last and is_sealed(found, clinic.key):
                return last
    return newest((note for note in place.notes() if is_sealed(note, clinic.key)), now)


def _is_due(late: Lateness, failure: Failure | None, now: datetime) -> bool:
    rested = failure is None or abs(now - failure.at) >= TRIED_AGAIN_AFTER
    return rested and late in (Lateness.DUE, Lateness.MISSED)


def _is_there(second: SecondPlace | None) -> bool:
    return second is not None and second.is_there()


def _shown(which: Which, place: BackupPlace, second: SecondPlace) -> Path:
    return second.folder if which is Which.SECOND else place.folder


def _may_ask(again_at: datetime | None, now: datetime) -> bool:
    """Whether the question was not put off; a date further away than that is no longer right."""
    return again_at is None or now >= again_at or again_at > now + ASK_AGAIN_AFTER
