"""One backup on its way: built, proven, and copied to the next place."""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import chain
from time import monotonic
from typing import TYPE_CHECKING

import needlelog
from needlelog.db.backup_copy import copy_state
from needlelog.db.backup_proof import prove
from needlelog.db.holding import drafts_mark, trail_heads
from needlelog.domain.backup_errors import BackupDoubtful, BackupStopped
from needlelog.domain.backups import (
    BackupNote,
    BackupReason,
    BackupState,
    backup_name,
    to_keep,
)
from needlelog.domain.errors import KnownError
from needlelog.files.backups.making import (
    copy_file,
    copy_photos,
    free_name,
    has_keys_of,
    present_keys,
    require_room,
    size_of_new_photos,
    size_of_records,
    unproven_folder,
    write_keys,
    write_photo_list,
)
from needlelog.files.backups.note_file import write_note
from needlelog.files.backups.note_seal import is_sealed
from needlelog.files.backups.place import DATABASE, KEYS, PHOTO_LIST, BackupPlace

if TYPE_CHECKING:
    from needlelog.services.clinic import Clinic

_COPYING, _PHOTOS, _PROVING = 0.1, 0.1, 0.8
_PROOF_TAKES = 9
"""So many times as long as the copying, as measured."""
_ALMOST = 0.97


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


class Making:
    """One backup on its way to one place after the other; the second is a copy of the first."""

    def __init__(self, clinic: Clinic, reason: BackupReason) -> None:
        self._clinic = clinic
        self._reason = reason
        self._at: datetime = clinic.clock()
        self._made: MadeBackup | None = None

    def in_place(
        self,
        place: BackupPlace,
        watch: Watch,
        only_if_changed: bool,
        former: Sequence[BackupPlace] = (),
    ) -> BackupNote | None:
        """The backup in this place; ``None`` where it has the present state already.

        ``former`` are the places of the same clinic and computer from before a restore: what is
        kept is judged for all of them together, so that they empty in time.

        Raises `BackupDoubtful` where what it has of it is no good backup, besides other reasons.
        """
        place.clear_unproven()
        keys = present_keys(self._clinic.folder.keys, self._clinic.key)
        if only_if_changed:
            state, key = self._present_state(keys), self._clinic.key
            present = next(
                (note for note in place.notes() if note.state == state and is_sealed(note, key)),
                None,
            )
            if present is not None:
                self._made = self._made or MadeBackup(place, present)
                if present.doubt:
                    raise BackupDoubtful  # looking again has mended nothing
                return None
        name = free_name(place, backup_name(self._at, self._reason))
        made = self._made
        if made is None:
            note = self._fresh(place, name, keys, watch)
        else:
            note = self._copied(made, place, name, keys, watch)
        self._made = made or MadeBackup(place, note)
        with contextlib.suppress(OSError, KnownError):
            self._thin(place, former)
        return note

    def _thin(self, place: BackupPlace, former: Sequence[BackupPlace]) -> None:
        lines = {each: self._of_this_clinic(each) for each in former}
        notes = [*place.notes(), *chain.from_iterable(lines.values())]
        # What a note without a seal tells costs no other backup its place.
        sealed = [note for note in notes if is_sealed(note, self._clinic.key)]
        kept = to_keep(notes, self._at) | to_keep(sealed, self._at)
        place.thin(kept)
        for each, ours in lines.items():
            each.clear_unproven()
            names = {note.name for note in ours}
            each.thin(kept | {note.name for note in each.notes() if note.name not in names})
            each.remove_if_empty()

    def _of_this_clinic(self, place: BackupPlace) -> tuple[BackupNote, ...]:
        """Those of the identity the folder is named after that the present key opens."""
        return tuple(
            note
            for note in place.notes()
            if note.holding.origin == place.folder.name
            and has_keys_of(place.folder_of(note.name), self._clinic.key)
        )

    def _present_state(self, keys: bytes) -> BackupState:
        with self._clinic.database.read() as session:
            heads, drafts = trail_heads(session), drafts_mark(session)
        return (heads, drafts, hashlib.sha256(keys).hexdigest())

    def _fresh(self, place: BackupPlace, name: str, keys: bytes, watch: Watch) -> BackupNote:
        clinic, photos = self._clinic, self._clinic.folder.photos
        require_room(place, size_of_records(clinic.folder.database))
        with unproven_folder(place, name) as folder:
            file = folder / DATABASE
            took = _stopwatch()
            copied = copy_state(clinic.database, clinic.key.secret, file, watch.part(0, _COPYING))
            here = place.photos_here()
            require_room(place, size_of_new_photos(photos, copied.photos, here))
            tell = watch.part(_COPYING, _PHOTOS)
            taken = copy_photos(photos, copied.photos, place, here, tell)
            tick = _clockwork(watch.part(_COPYING + _PHOTOS, _PROVING), _PROOF_TAKES * took())
            proof = prove(
                file, clinic.key.secret, copied.holding, str(place.folder), watch.stopped, tick
            )
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
            write_note(folder, note, clinic.key)
        return note

    def _copied(
        self, made: MadeBackup, place: BackupPlace, name: str, keys: bytes, watch: Watch
    ) -> BackupNote:
        """The same backup in another place: the same bytes, read back from there."""
        source = made.place.folder_of(made.note.name)
        names = made.place.photo_names(made.note.name)
        here = place.photos_here()
        needed = made.note.size + size_of_new_photos(made.place.photos, names, here)
        require_room(place, needed)
        with unproven_folder(place, name) as folder:
            expected = made.note.files[DATABASE]
            tell = watch.part(0, 1 - _PHOTOS)
            copy_file(source / DATABASE, folder / DATABASE, expected, str(place.folder), tell)
            tell = watch.part(1 - _PHOTOS, _PHOTOS)
            taken = copy_photos(made.place.photos, names, place, here, tell)
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
            write_note(folder, note, self._clinic.key)
        return note


def _stopwatch() -> Callable[[], float]:
    """What tells the seconds since now."""
    begin = monotonic()
    return lambda: monotonic() - begin


def _clockwork(tell: Callable[[float], object], expected: float) -> Callable[[], None]:
    """What tells a share by the time gone by, for work that does not tell itself how far it is."""
    took = _stopwatch()

    def tick() -> None:
        tell(min(took() / max(expected, 0.1), _ALMOST))

    return tick
