"""Making backups that prove themselves.

A backup takes seconds to minutes and holds nobody up: run it on the background worker.
"""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import needlelog
from needlelog.db.backup_copy import copy_state
from needlelog.db.backup_proof import prove
from needlelog.db.holding import drafts_mark, trail_heads
from needlelog.db.installation import origin_of
from needlelog.domain.backup_errors import BackupDoubtful, BackupStopped
from needlelog.domain.backups import (
    BackupNote,
    BackupReason,
    BackupState,
    Failure,
    backup_name,
    to_keep,
)
from needlelog.domain.errors import KnownError
from needlelog.files.backups.last_ones import Which, load_last_ones, save_last_ones
from needlelog.files.backups.making import (
    copy_file,
    copy_photos,
    free_name,
    present_keys,
    require_room,
    size_of_new_photos,
    size_of_records,
    unproven_folder,
    write_keys,
    write_photo_list,
)
from needlelog.files.backups.note_file import write_note
from needlelog.files.backups.place import DATABASE, KEYS, PHOTO_LIST, BackupPlace
from needlelog.files.backups.second_place import SecondPlace, load_choice, prepare
from needlelog.services.acts import Permission, require
from needlelog.services.backup_places import places_of

if TYPE_CHECKING:
    from needlelog.services.clinic import Clinic

_COPYING, _PHOTOS, _PROVING = 0.45, 0.1, 0.35


@dataclass(frozen=True, slots=True)
class Watch:
    """Who looks on: ``progress`` gets the share done, ``stopped`` says whether to give up."""

    progress: Callable[[float], object]
    stopped: Callable[[], bool]

    def part(self, begin: float, size: float) -> Callable[[float], None]:
        """What tells a part of the work; it raises `BackupStopped`."""

        def tell(share: float) -> None:
            if self.stopped():
                raise BackupStopped
            self.progress(begin + size * min(max(share, 0.0), 1.0))

        return tell


UNWATCHED = Watch(lambda _share: None, lambda: False)


@dataclass(frozen=True, slots=True)
class MadeBackup:
    """A backup that was made: where, and what it is."""

    place: BackupPlace
    note: BackupNote


@dataclass(frozen=True, slots=True)
class BackupOutcome:
    """What became of it in each place; a place that was up to date is in neither."""

    made: dict[Which, MadeBackup]
    failed: dict[Which, KnownError]

    @property
    def was_needed(self) -> bool:
        """Whether anything was done or tried."""
        return bool(self.made or self.failed)


def back_up(
    clinic: Clinic,
    reason: BackupReason,
    watch: Watch = UNWATCHED,
    *,
    only_if_changed: bool = False,
) -> BackupOutcome:
    """Make a proven backup in both places, then let go of those that are kept no longer.

    One place failing does not keep the other from its backup; failures are remembered and told.
    With ``only_if_changed`` a place whose newest backup holds the present state gets none.

    Raises:
        NotAllowed: the person is not active any more.
        BackupStopped: ``watch`` said so; what was made before that stays.
    """
    require(clinic.person, Permission.ANYBODY, "back_up")
    second = load_choice(clinic.folder.path).second
    making = _Making(clinic, reason)
    places = places_of(clinic)
    outcome = BackupOutcome({}, {})
    for number, (which, place) in enumerate(places.items()):
        tell = _share_of(watch, number, len(places))
        drive = second if which is Which.SECOND else None
        try:
            made = _on_drive(making, place, drive, tell, only_if_changed)
        except BackupStopped:
            raise
        except KnownError as error:
            outcome.failed[which] = error
        else:
            if made is not None:
                outcome.made[which] = MadeBackup(place, made)
                if made.doubt:
                    outcome.failed[which] = BackupDoubtful()
    _remember(clinic, outcome, places)
    watch.progress(1.0)
    return outcome


def _on_drive(
    making: _Making,
    place: BackupPlace,
    drive: SecondPlace | None,
    watch: Watch,
    only_if_changed: bool,
) -> BackupNote | None:
    """The backup in a place; where its drive was pulled meanwhile, that is the error."""
    if drive is None:
        return making.in_place(place, watch, only_if_changed)
    drive.require_there()
    try:
        return making.in_place(place, watch, only_if_changed)
    except BackupStopped:
        raise
    except KnownError:
        drive.require_there()
        raise


def back_up_to(
    clinic: Clinic, folder: Path, reason: BackupReason, watch: Watch = UNWATCHED
) -> MadeBackup:
    """Make a proven backup in a folder of one's choice, as it would be in a second place.

    Raises:
        NotAllowed, BackupStopped, and every reason for which it cannot be made.
    """
    require(clinic.person, Permission.ANYBODY, "back_up_to")
    second = prepare(folder, clinic.folder.path)
    with clinic.database.read() as session:
        place = BackupPlace(second.backups_of(origin_of(session)))
    note = _Making(clinic, reason).in_place(place, watch, only_if_changed=False)
    if note is None or note.doubt:
        raise BackupDoubtful
    return MadeBackup(place, note)


class _Making:
    """One backup on its way to one place after the other; the second is a copy of the first."""

    def __init__(self, clinic: Clinic, reason: BackupReason) -> None:
        self._clinic = clinic
        self._reason = reason
        self._at: datetime = clinic.clock()
        self._made: MadeBackup | None = None

    def in_place(
        self, place: BackupPlace, watch: Watch, only_if_changed: bool
    ) -> BackupNote | None:
        """The backup in this place; ``None`` where it has the present state already."""
        place.clear_unproven()
        keys = present_keys(self._clinic.folder.keys, self._clinic.key)
        if only_if_changed:
            state = self._present_state(keys)
            present = next((note for note in place.notes() if note.state == state), None)
            if present is not None:
                self._made = self._made or MadeBackup(place, present)
                return None
        name = free_name(place, backup_name(self._at, self._reason))
        made = self._made
        if made is None:
            note = self._fresh(place, name, keys, watch)
        else:
            note = self._copied(made, place, name, keys, watch)
        self._made = made or MadeBackup(place, note)
        with contextlib.suppress(OSError, KnownError):
            place.thin(to_keep(place.notes(), self._at))
        return note

    def _present_state(self, keys: bytes) -> BackupState:
        with self._clinic.database.read() as session:
            heads, drafts = trail_heads(session), drafts_mark(session)
        return (heads, drafts, hashlib.sha256(keys).hexdigest())

    def _fresh(self, place: BackupPlace, name: str, keys: bytes, watch: Watch) -> BackupNote:
        clinic, photos = self._clinic, self._clinic.folder.photos
        require_room(place, size_of_records(clinic.folder.database))
        with unproven_folder(place, name) as folder:
            file = folder / DATABASE
            copied = copy_state(clinic.database, clinic.key.secret, file, watch.part(0, _COPYING))
            require_room(place, size_of_new_photos(photos, copied.photos, place))
            tell = watch.part(_COPYING, _PHOTOS)
            taken = copy_photos(photos, copied.photos, place, tell)
            watch.part(_COPYING + _PHOTOS, 0)(0)
            proof = prove(file, clinic.key.secret, copied.holding, str(place.folder), watch.stopped)
            watch.part(_COPYING + _PHOTOS + _PROVING, 0)(0)
            note = BackupNote(
                name=name,
                made_at=self._at,
                reason=self._reason,
                program=needlelog.__version__,
                holding=copied.holding,
                size=file.stat().st_size,
                files={
                    DATABASE: proof.sha256,
                    KEYS: write_keys(folder, keys),
                    PHOTO_LIST: write_photo_list(folder, taken.names),
                },
                photos=len(taken.names),
                photo_bytes=taken.size,
                photos_left_out=len(taken.left_out),
                doubt=proof.doubt,
            )
            write_note(folder, note)
        return note

    def _copied(
        self, made: MadeBackup, place: BackupPlace, name: str, keys: bytes, watch: Watch
    ) -> BackupNote:
        """The same backup in another place: the same bytes, read back from there."""
        source = made.place.folder_of(made.note.name)
        names = made.place.photo_names(made.note.name)
        needed = made.note.size + size_of_new_photos(made.place.photos, names, place)
        require_room(place, needed)
        with unproven_folder(place, name) as folder:
            expected = made.note.files[DATABASE]
            tell = watch.part(0, 1 - _PHOTOS)
            copy_file(source / DATABASE, folder / DATABASE, expected, str(place.folder), tell)
            tell = watch.part(1 - _PHOTOS, _PHOTOS)
            taken = copy_photos(made.place.photos, names, place, tell)
            note = replace(
                made.note,
                name=name,
                made_at=self._at,
                reason=self._reason,
                files={
                    DATABASE: expected,
                    KEYS: write_keys(folder, keys),
                    PHOTO_LIST: write_photo_list(folder, taken.names),
                },
                photos=len(taken.names),
                photo_bytes=taken.size,
                photos_left_out=made.note.photos_left_out + len(taken.left_out),
            )
            write_note(folder, note)
        return note


def _share_of(watch: Watch, number: int, places: int) -> Watch:
    """The part of the whole progress that belongs to one place."""
    return Watch(lambda share: watch.progress((number + share) / places), watch.stopped)


def _remember(clinic: Clinic, outcome: BackupOutcome, places: Iterable[Which]) -> None:
    before = last = load_last_ones(clinic.folder.path)
    for which in places:
        if which not in outcome.failed:
            last = last.without_failure(which)
    for which, made in outcome.made.items():
        if not made.note.doubt:
            last = last.with_note(which, made.note)
    for which, error in outcome.failed.items():
        last = last.with_failure(which, Failure(clinic.clock(), error.code, str(error)))
    if last != before:
        with contextlib.suppress(KnownError):
            save_last_ones(clinic.folder.path, last)
