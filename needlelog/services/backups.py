"""Making backups that prove themselves.

A backup takes seconds to minutes and holds nobody up: run it on the background worker.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from needlelog.db.installation import origin_of
from needlelog.domain.backup_errors import BackupDoubtful, BackupFailed, BackupStopped
from needlelog.domain.backups import (
    BackupNote,
    BackupReason,
    Failure,
)
from needlelog.domain.errors import KnownError
from needlelog.files.backups.last_ones import Which, load_last_ones, save_last_ones
from needlelog.files.backups.place import BackupPlace
from needlelog.files.backups.second_place import SecondPlace, load_choice, prepare
from needlelog.services.acts import Permission, require
from needlelog.services.backup_making import UNWATCHED, MadeBackup, Making, Watch
from needlelog.services.backup_places import former_places, places_of, remember_origin

if TYPE_CHECKING:
    from needlelog.services.clinic import Clinic


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
    making = Making(clinic, reason)
    places = places_of(clinic)
    former = former_places(clinic)
    if second is not None:
        remember_origin(clinic)
    outcome = BackupOutcome({}, {})
    for number, (which, place) in enumerate(places.items()):
        tell = _share_of(watch, number, len(places))
        drive = second if which is Which.SECOND else None
        try:
            made = _on_drive(making, place, drive, tell, only_if_changed, former)
        except BackupStopped:
            raise
        except KnownError as error:
            outcome.failed[which] = error
        except Exception as error:
            outcome.failed[which] = BackupFailed(type(error).__name__)
            _remember(clinic, outcome, places)
            raise
        else:
            if made is not None:
                outcome.made[which] = MadeBackup(place, made)
                if made.doubt:
                    outcome.failed[which] = BackupDoubtful()
    _remember(clinic, outcome, places)
    watch.progress(1.0)
    return outcome


def _on_drive(
    making: Making,
    place: BackupPlace,
    drive: SecondPlace | None,
    watch: Watch,
    only_if_changed: bool,
    former: tuple[BackupPlace, ...],
) -> BackupNote | None:
    """The backup in a place; where its drive was pulled meanwhile, that is the error."""
    if drive is None:
        return making.in_place(place, watch, only_if_changed)
    drive.require_there()
    try:
        return making.in_place(place, watch, only_if_changed, former)
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
    remember_origin(clinic)
    former = former_places(clinic, second)
    note = Making(clinic, reason).in_place(place, watch, only_if_changed=False, former=former)
    if note is None or note.doubt:
        raise BackupDoubtful
    return MadeBackup(place, note)


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
